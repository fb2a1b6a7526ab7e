import Form from '@cloudscape-design/components/form'
import FormField from '@cloudscape-design/components/form-field'
import Input from '@cloudscape-design/components/input'
import SpaceBetween from '@cloudscape-design/components/space-between'
import type { InputProps } from '@cloudscape-design/components/input'
import type { ReactNode, RefObject, SubmitEventHandler } from 'react'
import { hasPeriod, needsConfirmation } from './dialog-name.ts'
import { MAX_PERIOD, MIN_PERIOD, readPeriod } from './period.ts'
import { reasonProblem } from './reason.ts'
import { editChange } from './stored-change.ts'
import type { ChangeAddress, StoredChange } from './stored-change.ts'

export interface ChangeFormProps {
  readonly id: string
  readonly address: ChangeAddress
  readonly change: StoredChange
  /** `gateway.requiredReason` */
  readonly requiredReason: string | null | undefined
  /** The name to type. */
  readonly name: string
  readonly reasonInput: RefObject<InputProps.Ref | null>
  readonly onSubmit: () => void
  /** The forecast, between the period that it depends on and the other fields. */
  readonly children: ReactNode
}

/** The fields of a change: its period, the reason and the name of the key, as far as the dialog needs them. */
export function ChangeForm({
  id,
  address,
  change,
  requiredReason,
  name,
  reasonInput,
  onSubmit,
  children,
}: ChangeFormProps) {
  const { reason, confirmation, period, isSent: readOnly } = change
  const submit: SubmitEventHandler = (event) => {
    event.preventDefault()
    onSubmit()
  }
  return (
    <form id={id} onSubmit={submit}>
      <Form>
        <SpaceBetween size="l">
          {hasPeriod(address.dialog) && (
            <FormField
              label="Period in days"
              constraintText={`From ${MIN_PERIOD} to ${MAX_PERIOD} days.`}
              errorText={
                period !== '' &&
                readPeriod(period) === undefined &&
                `Enter a whole number from ${MIN_PERIOD} to ${MAX_PERIOD}.`
              }
            >
              <Input
                value={period}
                inputMode="numeric"
                readOnly={readOnly}
                onChange={({ detail }) => editChange(address, { period: detail.value })}
              />
            </FormField>
          )}
          {children}
          <FormField
            label={requiredReason ? 'Reason' : 'Reason (optional)'}
            description="For example the number of a ticket. The gateway stores it with the change. It is not sent to AWS."
            constraintText={
              requiredReason && `The reason must match the regular expression ${requiredReason}.`
            }
            errorText={reason !== '' && reasonProblem(reason, requiredReason)}
          >
            <Input
              ref={reasonInput}
              value={reason}
              readOnly={readOnly}
              onChange={({ detail }) => editChange(address, { reason: detail.value })}
            />
          </FormField>
          {needsConfirmation(address.dialog) && (
            <FormField
              label="Confirm"
              description={
                <>
                  To confirm, type <b>{name}</b>.
                </>
              }
            >
              <Input
                value={confirmation}
                readOnly={readOnly}
                placeholder={name}
                autoComplete={false}
                onChange={({ detail }) => editChange(address, { confirmation: detail.value })}
              />
            </FormField>
          )}
        </SpaceBetween>
      </Form>
    </form>
  )
}
