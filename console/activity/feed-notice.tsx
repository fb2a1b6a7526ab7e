import Alert from '@cloudscape-design/components/alert'
import { FailureAlert } from '../parts/failure-alert.tsx'
import { Time } from '../parts/time.tsx'
import type { ActivityFeed, FeedState } from './activity-feed.ts'

export interface FeedNoticeProps {
  readonly feed: ActivityFeed
  readonly state: FeedState
}

/** Says above the list why it has no or not all events. */
export function FeedNotice({ feed, state: { connection, list, restartedAt } }: FeedNoticeProps) {
  if (connection.status === 'READING' && connection.failure)
    return (
      <FailureAlert
        header="The stored events could not be loaded. The console tries again."
        failure={connection.failure}
        retry={feed.start}
      />
    )
  if (connection.status === 'ENDED')
    return (
      <FailureAlert
        header={list.shown.length > 0 ? 'The list has stopped.' : 'The events could not be loaded.'}
        failure={connection.error}
        retry={feed.start}
      />
    )
  if (restartedAt)
    return (
      <Alert type="warning" header="The list was started again.">
        The gateway did not accept the position of the list any more. Events between the newest event from
        before <Time at={restartedAt} as="clock" /> and that time may be missing.
      </Alert>
    )
  return null
}
