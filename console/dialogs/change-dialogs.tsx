import Alert from '@cloudscape-design/components/alert'
import { Suspense, lazy, useState } from 'react'
import type { ChangeSubjectFragment, RotationSettingFragment } from '../generated/graphql.ts'
import { TakesFocus } from './takes-focus.tsx'
import { DIALOG_NAMES } from './dialog-name.ts'
import type { DialogName } from './dialog-name.ts'
import { SettingText } from './setting-text.tsx'
import { useStoredChange } from './stored-change.ts'

const ChangeDialog = lazy(async () => import('./change-dialog.tsx'))

export interface ChangeDialogsProps {
  readonly subject: ChangeSubjectFragment
}

/**
 * The open dialog of a key, also after a reload, and the result of the last change of its automatic rotation. A page shows this
 * once for its key, above the rest.
 */
export function ChangeDialogs({ subject }: ChangeDialogsProps) {
  const [made, setMade] = useState<RotationSettingFragment>()
  return (
    <>
      {made && (
        <TakesFocus of={made}>
          <Alert
            type="success"
            header="Automatic rotation was changed."
            dismissible
            onDismiss={() => setMade(undefined)}
          >
            <SettingText setting={made} />
          </Alert>
        </TakesFocus>
      )}
      {DIALOG_NAMES.map((dialog) => (
        <StoredDialog key={dialog} dialog={dialog} subject={subject} onMade={setMade} />
      ))}
    </>
  )
}

interface StoredDialogProps extends ChangeDialogsProps {
  readonly dialog: DialogName
  readonly onMade: (setting: RotationSettingFragment) => void
}

function StoredDialog({ dialog, subject, onMade }: StoredDialogProps) {
  const change = useStoredChange({ arn: subject.arn, dialog })
  if (!change) return null
  return (
    <Suspense fallback={null}>
      <ChangeDialog dialog={dialog} subject={subject} change={change} onMade={onMade} />
    </Suspense>
  )
}
