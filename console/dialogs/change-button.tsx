import Button from '@cloudscape-design/components/button'
import type { ButtonProps } from '@cloudscape-design/components/button'
import { useEffect, useRef } from 'react'
import type { BlockersFragment, ChangeRulesQuery, ChangeSubjectFragment } from '../generated/graphql.ts'
import { DIALOG_TEXTS } from './dialog-name.ts'
import type { DialogName } from './dialog-name.ts'
import { DEFAULT_PERIOD } from './period.ts'
import { openChange, useStoredChange } from './stored-change.ts'
import { useChangeRules } from './use-change-rules.ts'

export interface ChangeButtonProps {
  readonly dialog: DialogName
  readonly subject: ChangeSubjectFragment
  readonly variant?: ButtonProps.Variant
}

/** Opens a dialog of the key, which `ChangeDialogs` shows. Disabled with the reason if the change is not possible now. */
export function ChangeButton({ dialog, subject, variant = 'normal' }: ChangeButtonProps) {
  const { arn, rotationStatus } = subject
  const button = useRef<ButtonProps.Ref>(null)
  const rules = useChangeRules()
  const isOpen = useStoredChange({ arn, dialog })?.isOpen ?? false
  // The dialog itself returns the focus, except if it was open already when the page was loaded.
  useEffect(() => {
    if (!isOpen) return undefined
    const opened = button.current
    return () => {
      if (document.activeElement === document.body) opened?.focus()
    }
  }, [isOpen])
  const disabledReason = disabledReasonOf(capabilityOf(dialog, subject), rules)
  return (
    <Button
      ref={button}
      variant={variant}
      disabled={disabledReason !== undefined}
      disabledReason={disabledReason}
      onClick={() =>
        openChange({ arn, dialog }, { period: String(rotationStatus.periodInDays ?? DEFAULT_PERIOD) })
      }
    >
      {DIALOG_TEXTS[dialog].open}
    </Button>
  )
}

function capabilityOf(dialog: DialogName, { capabilities }: ChangeSubjectFragment): BlockersFragment {
  const { rotateOnDemand, enableAutomaticRotation, disableAutomaticRotation } = capabilities
  if (dialog === 'rotate') return rotateOnDemand
  return dialog === 'disable' ? disableAutomaticRotation : enableAutomaticRotation
}

function disabledReasonOf(
  { blockers }: BlockersFragment,
  rules: ChangeRulesQuery['gateway'] | undefined,
): string | undefined {
  if (rules?.isReadOnly) return 'This gateway was started in read-only mode.'
  return blockers.length > 0 ? blockers.map(({ message }) => message).join(' ') : undefined
}
