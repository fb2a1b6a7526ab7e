import { countOf } from '../format/count.ts'
import { formatDate } from '../format/time.ts'
import type { OverviewQuery } from '../generated/graphql.ts'

export interface DayBarsProps {
  readonly days: OverviewQuery['upcoming']['days']
  readonly value: 'automaticRotationCount' | 'dueCount'
  readonly from: Date
  /** The number of days. */
  readonly length: number
  /** What is counted, in the singular. */
  readonly noun: string
}

const BAR = 8
const HEIGHT = 40
const DAY_MS = 86_400_000

/** One bar for each day in UTC. The days with a bar are also a text. */
export function DayBars({ days, value, from, length, noun }: DayBarsProps) {
  const counted = days.filter((day) => day[value] > 0)
  if (counted.length === 0) return null
  const first = Math.floor(from.getTime() / DAY_MS)
  const max = Math.max(...counted.map((day) => day[value]))
  const texts = counted.map((day) => `${formatDate(day.startsAt, 'UTC')}: ${countOf(day[value], noun)}`)
  return (
    <svg
      className="day-bars"
      role="img"
      aria-label={texts.join(', ')}
      viewBox={`0 0 ${(length + 1) * BAR} ${HEIGHT + 2}`}
      preserveAspectRatio="none"
    >
      <line className="day-bars-axis" x1={0} x2={(length + 1) * BAR} y1={HEIGHT + 1} y2={HEIGHT + 1} />
      {counted.map((day, index) => {
        const height = Math.max(4, (HEIGHT * day[value]) / max)
        const x = (Math.floor(Date.parse(day.startsAt) / DAY_MS) - first) * BAR
        return (
          <rect key={day.startsAt} x={x} y={HEIGHT - height} width={BAR - 2} height={height}>
            <title>{texts[index]}</title>
          </rect>
        )
      })}
    </svg>
  )
}
