import { formatCount } from '../format/count.ts'
import { Time } from '../parts/time.tsx'
import { timelineEntries } from './timeline.ts'
import type { Timeline } from './timeline.ts'

export interface TimelineTableProps {
  readonly timeline: Timeline
  /** Whether it is visible. It is always read by screen readers. */
  readonly isVisible: boolean
}

export function TimelineTable({ timeline, isVisible }: TimelineTableProps) {
  return (
    <div className={isVisible ? 'timeline-table' : 'visually-hidden'}>
      <table>
        <caption>Timeline of the key</caption>
        <thead>
          <tr>
            <th scope="col">Date</th>
            <th scope="col">Event</th>
            <th scope="col">Days since the previous rotation or the creation</th>
          </tr>
        </thead>
        <tbody>
          {timelineEntries(timeline).map(({ kind, at, text, days }, index) => (
            <tr key={`${kind}-${at ?? index}`}>
              <td>
                <Time at={at} as="date" />
              </td>
              <td>{text}</td>
              <td>{days === null ? '–' : formatCount(days)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
