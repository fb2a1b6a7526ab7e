import { useEffect, useMemo, useSyncExternalStore } from 'react'
import { ActivityFeed } from './activity-feed.ts'
import type { FeedState } from './activity-feed.ts'
import { readActivityFilter } from './activity-filter.ts'

/** Follows the events of a filter, as it is in the address, while the page is open. Another filter starts another feed. */
export function useActivityFeed(address: string): [ActivityFeed, FeedState] {
  const feed = useMemo(() => new ActivityFeed(readActivityFilter(new URLSearchParams(address))), [address])
  useEffect(() => {
    feed.start()
    return feed.stop
  }, [feed])
  return [feed, useSyncExternalStore(feed.subscribe, feed.state)]
}
