import Button from '@cloudscape-design/components/button'
import { useRef } from 'react'
import { countOf } from '../format/count.ts'
import type { ActivityFeed } from './activity-feed.ts'
import { countWaiting } from './activity-list.ts'
import type { ActivityList } from './activity-list.ts'

export interface NewEventsButtonProps {
  readonly feed: ActivityFeed
  readonly list: ActivityList
  /** Whether the list stays held after the events are shown. */
  readonly isHeld: boolean
}

/** Floats above the list while new events wait, and shows them. */
export function NewEventsButton({ feed, list, isHeld }: NewEventsButtonProps) {
  const place = useRef<HTMLDivElement>(null)
  const count = countWaiting(list)
  return (
    // The focus stays here when the button disappears.
    <div ref={place} className="activity-new" tabIndex={-1}>
      {list.waiting.length > 0 && (
        <Button
          iconName="arrow-up"
          variant="primary"
          onClick={() => {
            feed.show(isHeld)
            scrollTo(0, 0)
            place.current?.focus({ preventScroll: true })
          }}
        >
          {count === 0 ? 'New message' : countOf(count, 'new event')}
        </Button>
      )}
    </div>
  )
}
