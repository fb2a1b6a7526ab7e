import { useEffect, useRef, useState } from 'react'
import { countOf } from '../format/count.ts'
import { newestEvent } from './activity-list.ts'
import type { ActivityList } from './activity-list.ts'
import { titleOf } from './event-text.ts'

/** Events that arrive within this time are announced together, in milliseconds. */
const BURST_MS = 2_000

/** A sentence for screen readers about the events that arrived. */
export function useAnnouncement(list: ActivityList): string {
  const [announced, setAnnounced] = useState({ count: list.arrivedCount, text: '' })
  const latest = useRef(list)
  useEffect(() => {
    latest.current = list
  })
  const hasNew = list.arrivedCount !== announced.count
  useEffect(() => {
    if (!hasNew) return undefined
    const timer = setTimeout(() => {
      const count = latest.current.arrivedCount
      setAnnounced({ count, text: textOf(latest.current, count - announced.count) })
    }, BURST_MS)
    return () => clearTimeout(timer)
  }, [announced.count, hasNew])
  return announced.text
}

/** The count is negative after the filter has changed. */
function textOf(list: ActivityList, count: number): string {
  const newest = newestEvent(list)
  if (count <= 0 || !newest) return ''
  const text =
    count === 1 ? titleOf(newest) : `${countOf(count, 'new event')}. The newest one: ${titleOf(newest)}`
  return list.waiting.length > 0 ? `${text}. New events wait above the list.` : `${text}.`
}
