import Box from '@cloudscape-design/components/box'
import LiveRegion from '@cloudscape-design/components/live-region'
import StatusIndicator from '@cloudscape-design/components/status-indicator'
import type { DialogName } from './dialog-name.ts'

export interface SentNoticeProps {
  readonly dialog: DialogName
  /** Why the last answer did not arrive. */
  readonly interruption: Error | undefined
}

/** A change was sent, and its answer has not arrived. It is never sent as another change. */
export function SentNotice({ dialog, interruption }: SentNoticeProps) {
  const isRotation = dialog === 'rotate'
  return (
    <LiveRegion>
      <StatusIndicator type="in-progress">
        {isRotation ? 'Following the rotation' : 'Following the change'}
      </StatusIndicator>
      <Box>
        {isRotation
          ? 'The request was sent, and it is not known yet whether the rotation started. The console repeats it with the same idempotency key until there is an answer, so the key is rotated once at most.'
          : 'The request was sent, and its answer has not arrived yet. The console repeats it until there is an answer.'}
        {interruption && ` ${interruption.message}`}
      </Box>
    </LiveRegion>
  )
}
