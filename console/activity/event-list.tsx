import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { countOf } from '../format/count.ts'
import { FailureAlert } from '../parts/failure-alert.tsx'
import type { ActivityFeed, OlderEvents } from './activity-feed.ts'
import { newestChunk } from './activity-list.ts'
import type { ActivityList } from './activity-list.ts'
import { EventRow } from './event-row.tsx'
import { GapRow } from './gap-row.tsx'

export interface EventListProps {
  readonly feed: ActivityFeed
  readonly list: ActivityList
  readonly older: OlderEvents
  /** Names of accounts, by their IDs. */
  readonly accountNames: ReadonlyMap<string, string>
}

/** The events, newest first, and below them the way to older ones. */
export function EventList({ feed, list, older, accountNames }: EventListProps) {
  const loadOlder = () => void feed.loadOlder()
  return (
    <>
      <ol className="activity-list" aria-label="Events, newest first">
        {list.shown.map((entry) => (
          <li key={entry.id} className={entry.kind === 'GAP' ? 'activity-gap' : 'activity-event'}>
            {entry.kind === 'GAP' ? (
              <GapRow {...entry} />
            ) : (
              <EventRow event={entry.event} accountName={accountNames.get(entry.event.key.accountId)} />
            )}
          </li>
        ))}
      </ol>
      <Box textAlign="center" padding={{ top: 'm' }} color="text-body-secondary">
        {newestChunk(list) ? (
          <SpaceBetween size="s">
            <span>This page keeps the newest {countOf(list.maxLength, 'event')}.</span>
            {older.failure && (
              <FailureAlert
                header="Older events could not be loaded."
                failure={older.failure}
                retry={loadOlder}
              />
            )}
            <Button onClick={loadOlder} loading={older.isLoading}>
              Load older
            </Button>
          </SpaceBetween>
        ) : (
          'The gateway keeps no older event. The page of a key has all its rotations.'
        )}
      </Box>
    </>
  )
}
