import Box from '@cloudscape-design/components/box'
import LiveRegion from '@cloudscape-design/components/live-region'
import StatusIndicator from '@cloudscape-design/components/status-indicator'
import { isUnreachable } from '../gateway/reachability.ts'
import { Time } from '../parts/time.tsx'
import type { FeedStatus } from './activity-feed.ts'
import type { ActivityEvent } from './activity-list.ts'
import { timeOf } from './event-text.ts'

export interface ConnectionStatusProps {
  readonly connection: FeedStatus
  readonly isPaused: boolean
  /** Undefined if the list has no event. */
  readonly newest: ActivityEvent | undefined
}

/** Whether new events arrive, and if not, why. */
export function ConnectionStatus(props: ConnectionStatusProps) {
  return (
    <>
      <StatusText {...props} />
      <LiveRegion hidden>{ANNOUNCED[props.connection.status]}</LiveRegion>
    </>
  )
}

/** Without the number of the attempt, which changes every few seconds. */
const ANNOUNCED: { readonly [status in FeedStatus['status']]: string } = {
  READING: '',
  CONNECTING: '',
  CONNECTED: 'The list is live.',
  RECONNECTING: 'The connection was lost. The console connects again.',
  ENDED: 'The list has stopped.',
}

function StatusText({ connection, isPaused, newest }: ConnectionStatusProps) {
  switch (connection.status) {
    case 'READING':
      return <StatusIndicator type="loading">Loading stored events</StatusIndicator>
    case 'CONNECTING':
      return <StatusIndicator type="in-progress">Connecting</StatusIndicator>
    case 'CONNECTED':
      return isPaused ? (
        <StatusIndicator type="stopped">Paused. New events wait.</StatusIndicator>
      ) : (
        <StatusIndicator type="success">Live</StatusIndicator>
      )
    case 'RECONNECTING':
      return (
        <>
          {isOffline(connection) ? (
            <StatusIndicator type="error">Offline</StatusIndicator>
          ) : (
            <StatusIndicator type="warning">Reconnecting</StatusIndicator>
          )}
          <Box color="text-body-secondary">
            {isOffline(connection) ? 'The gateway cannot be reached since ' : 'The connection was lost at '}
            <Time at={connection.since} as="clock" />
            {`, attempt ${connection.attempts}. `}
            {newest ? (
              <>
                The newest event is from <Time at={timeOf(newest)} />.
              </>
            ) : (
              'The list has no event yet.'
            )}
          </Box>
        </>
      )
    case 'ENDED':
    default:
      return <StatusIndicator type="error">Stopped</StatusIndicator>
  }
}

type Reconnecting = Extract<FeedStatus, { status: 'RECONNECTING' }>

/** The first error is that of the lost connection. Later ones are from attempts to connect again. */
const isOffline = ({ attempts, error }: Reconnecting): boolean =>
  attempts > 1 && (isUnreachable(error) || error.code === 'CONNECTION_LOST')
