import Box from '@cloudscape-design/components/box'
import Link from '@cloudscape-design/components/link'
import StatusIndicator from '@cloudscape-design/components/status-indicator'
import type { StatusIndicatorProps } from '@cloudscape-design/components/status-indicator'
import { memo } from 'react'
import { formatDuration } from '../format/duration.ts'
import { scopeName } from '../format/scope.ts'
import { keyLink } from '../links/links.ts'
import { Time } from '../parts/time.tsx'
import type { ActivityEvent } from './activity-list.ts'
import { TYPE_NAMES, delayOf, detailsOf, requestOf, timeOf, typeOf } from './event-text.ts'

const ICONS: { readonly [kind in ActivityEvent['kind']]: StatusIndicatorProps.Type } = {
  RotationCompleted: 'success',
  RotationStarted: 'in-progress',
  RotationTimedOut: 'warning',
  AutomaticRotationChanged: 'info',
  KeyAdded: 'pending',
  KeyRemoved: 'stopped',
}

export interface EventRowProps {
  readonly event: ActivityEvent
  readonly accountName: string | undefined
}

/** One event of the list. A long list is rendered for each new event, so an event that is the same is not rendered again. */
export const EventRow = memo(function EventRow({ event, accountName }: EventRowProps) {
  const { key, occurredAt } = event
  const delay = delayOf(event)
  const request = requestOf(event)
  return (
    <>
      <div>
        <StatusIndicator type={ICONS[event.kind]}>{TYPE_NAMES[typeOf(event)]}</StatusIndicator>
        <Small>
          {occurredAt === null && 'Seen '}
          <Time at={timeOf(event)} />
        </Small>
      </div>
      <div>
        {event.kind === 'KeyRemoved' ? (
          key.displayName
        ) : (
          <Link href={keyLink(key.arn)}>{key.displayName}</Link>
        )}
        <Small>{scopeName({ ...key, accountName })}</Small>
      </div>
      <div>
        {detailsOf(event).join(' ')}
        {delay !== undefined && ` The gateway found it ${formatDuration(delay)} later.`}
        {request && (
          <Small>
            Requested by {request.requestedBy}
            {request.reason === null ? '' : `: “${request.reason}”`}
          </Small>
        )}
      </div>
    </>
  )
})

const Small = ({ children }: { readonly children: React.ReactNode }) => (
  <Box color="text-body-secondary" fontSize="body-s">
    {children}
  </Box>
)
