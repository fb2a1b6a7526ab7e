import Alert from '@cloudscape-design/components/alert'
import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import type { InputProps } from '@cloudscape-design/components/input'
import Modal from '@cloudscape-design/components/modal'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useId, useRef } from 'react'
import type { ChangeSubjectFragment, RotationSettingFragment } from '../generated/graphql.ts'
import { ChangeForm } from './change-form.tsx'
import { DIALOG_TEXTS, hasPeriod } from './dialog-name.ts'
import type { DialogName } from './dialog-name.ts'
import { followRequest } from './followed-request.ts'
import { ForecastView } from './forecast-view.tsx'
import { nameToType } from './key-name.ts'
import { readPeriod } from './period.ts'
import { ProblemAlert } from './problem-alert.tsx'
import type { NextSteps } from './problem-alert.tsx'
import { SentNotice } from './sent-notice.tsx'
import { closeChange, editChange, endChange, startChange } from './stored-change.ts'
import type { StoredChange } from './stored-change.ts'
import { submitBlocker } from './submit-blocker.ts'
import { reloadChangeRules, useChangeRules } from './use-change-rules.ts'
import { useForecast } from './use-forecast.ts'
import { useSubmission } from './use-submission.ts'

export interface ChangeDialogProps {
  readonly dialog: DialogName
  readonly subject: ChangeSubjectFragment
  readonly change: StoredChange
  readonly onMade: (setting: RotationSettingFragment) => void
}

/** The dialog of one change. Its forecast comes first, then the change is confirmed and sent, and its answer is awaited. */
export default function ChangeDialog({ dialog, subject, change, onMade }: ChangeDialogProps) {
  const { arn } = subject
  const { isSent, isOpen } = change
  const address = { arn, dialog }
  const name = nameToType(subject)
  const formId = useId()
  const reasonInput = useRef<InputProps.Ref>(null)
  const rules = useChangeRules()
  const { problem, failure, interruption, clear } = useSubmission(address, change, onMade)
  const isInputValid = !hasPeriod(dialog) || readPeriod(change.period) !== undefined
  const forecast = useForecast(address, change, { isEnabled: isOpen && !isSent && isInputValid })
  const blocker =
    problem || failure
      ? 'Check the key again first.'
      : submitBlocker({ dialog, change, rules, forecast: forecast.result, name })

  const close = () => closeChange(address)
  const submit = () => {
    if (blocker === undefined && !isSent) editChange(address, { isSent: true })
  }
  const steps: NextSteps = {
    checkAgain() {
      clear()
      forecast.reload()
    },
    startOver() {
      clear()
      startChange(address, change)
    },
    follow(request) {
      endChange(address)
      followRequest(arn, request)
    },
    editReason() {
      clear()
      void reloadChangeRules()
      reasonInput.current?.focus()
    },
  }
  return (
    <Modal
      visible={isOpen}
      header={`${DIALOG_TEXTS[dialog].title}: ${name}`}
      onDismiss={close}
      position="top"
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="link" onClick={close}>
              {isSent ? 'Close' : 'Cancel'}
            </Button>
            <Button
              variant="primary"
              form={formId}
              loading={isSent}
              disabled={!isSent && blocker !== undefined}
              disabledReason={blocker}
            >
              {DIALOG_TEXTS[dialog].submit}
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      <ChangeForm
        id={formId}
        address={address}
        change={change}
        requiredReason={rules?.requiredReason}
        name={name}
        reasonInput={reasonInput}
        onSubmit={submit}
      >
        {isSent && <SentNotice dialog={dialog} interruption={interruption} />}
        {!isSent && problem && <ProblemAlert problem={problem} steps={steps} />}
        {!isSent && failure && (
          <Alert
            type="error"
            header="The gateway rejected the change."
            action={<Button onClick={steps.checkAgain}>Check again</Button>}
          >
            {failure.message}
          </Alert>
        )}
        {!isSent && !problem && !failure && isInputValid && (
          <ForecastView forecast={forecast} steps={steps} />
        )}
      </ChangeForm>
    </Modal>
  )
}
