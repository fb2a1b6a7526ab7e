import { useEffect, useRef, useState } from 'react'
import { formatDate } from '../format/time.ts'
import { useZone } from '../preferences/zone.ts'
import { layOutTimeline } from './timeline-picture.ts'
import type { Line, MarkKind, TimelinePicture } from './timeline-picture.ts'
import type { Timeline } from './timeline.ts'
import { TimelineMark } from './timeline-mark.tsx'

/** A picture of a timeline, as wide as its place. It is hidden from screen readers, for which there is a table. */
export function TimelineChart({ timeline }: { readonly timeline: Timeline }) {
  const [place, width] = useWidth()
  const picture = width === 0 ? undefined : layOutTimeline(timeline, width)
  return (
    <div ref={place} className="timeline" aria-hidden="true">
      {picture && (
        <>
          <Picture picture={picture} isOverdue={timeline.dueAt !== null && timeline.dueAt < timeline.now} />
          <Legend kinds={[...new Set(picture.marks.map(({ kind }) => kind))]} />
        </>
      )}
    </div>
  )
}

function useWidth() {
  const place = useRef<HTMLDivElement>(null)
  const [width, setWidth] = useState(0)
  useEffect(() => {
    if (!place.current) return undefined
    const observer = new ResizeObserver(([entry]) => setWidth(Math.floor(entry?.contentRect.width ?? 0)))
    observer.observe(place.current)
    return () => observer.disconnect()
  }, [])
  return [place, width] as const
}

interface PictureProps {
  readonly picture: TimelinePicture
  readonly isOverdue: boolean
}

function Picture({ picture, isOverdue }: PictureProps) {
  const zone = useZone()
  const { width, height, axis, gaps, ticks, lines, marks, fold } = picture
  return (
    <svg width={width} height={height} viewBox={`0 0 ${width} ${height}`}>
      {ticks.map(({ x, label }) => (
        <g key={x} className="timeline-tick">
          <line x1={x} x2={x} y1={TICK_LINE} y2={TICK_LINE + 5} />
          <text x={x} y={TICK_TEXT} textAnchor="middle">
            {label}
          </text>
        </g>
      ))}
      {fold && (
        <g className="timeline-fold">
          <line x1={fold.from} x2={fold.to} y1={axis.y} y2={axis.y} />
          <text x={(fold.from + fold.to) / 2} y={axis.y - 12} textAnchor="middle">
            {fold.label}
          </text>
        </g>
      )}
      <line className="timeline-axis" x1={axis.from} x2={axis.to} y1={axis.y} y2={axis.y} />
      {gaps.map(({ from, to, days, label, isPresent }) => (
        <g key={from} className={isPresent ? 'timeline-gap timeline-gap-present' : 'timeline-gap'}>
          <line x1={from} x2={to} y1={axis.y} y2={axis.y} />
          {label && (
            <text x={label.x} y={GAP_TEXT} textAnchor="middle">
              {label.text}
            </text>
          )}
          <title>{`${days} days`}</title>
        </g>
      ))}
      {lines.map((line) => (
        <g key={line.kind} className={lineClass(line, isOverdue)}>
          <line x1={line.x} x2={line.x} y1={line.y - 10} y2={axis.y + 24} />
          <text x={line.x + (line.anchor === 'end' ? -5 : 5)} y={line.y} textAnchor={line.anchor}>
            {lineText(line, isOverdue)} {formatDate(line.at, zone)}
            {line.isBeyond && ' →'}
          </text>
        </g>
      ))}
      {marks.map(({ kind, x, y, count, hasRoom }) => (
        <g key={`${kind}-${x}`}>
          <TimelineMark kind={kind} x={x} y={y} />
          {count > 1 && hasRoom && (
            <text className="timeline-count" x={x} y={y + (y < axis.y ? -9 : 19)} textAnchor="middle">
              ×{count}
            </text>
          )}
        </g>
      ))}
    </svg>
  )
}

const TICK_LINE = 140
const TICK_TEXT = 160
const GAP_TEXT = 132

function lineText({ kind }: Line, isOverdue: boolean): string {
  if (kind === 'TODAY') return 'Today'
  if (kind === 'NEXT') return 'Next'
  return isOverdue ? 'Was due' : 'Due'
}

const lineClass = ({ kind }: Line, isOverdue: boolean) =>
  `timeline-line timeline-line-${kind.toLowerCase()}${kind === 'DUE' && isOverdue ? ' timeline-line-overdue' : ''}`

const LEGEND: { readonly [kind in MarkKind]: string } = {
  CREATED: 'Created',
  AUTOMATIC: 'Automatic rotation',
  ON_DEMAND: 'On-demand rotation',
  UNRECOGNIZED: 'Another rotation',
  RUNNING: 'Rotation in progress',
  PENDING: 'Imported material, waiting for a rotation',
  NEXT: 'Next automatic rotation',
}

function Legend({ kinds }: { readonly kinds: readonly MarkKind[] }) {
  return (
    <ul className="timeline-legend">
      {kinds.map((kind) => (
        <li key={kind}>
          <svg width={16} height={16} viewBox="0 0 16 16">
            <TimelineMark kind={kind} x={8} y={8} />
          </svg>
          {LEGEND[kind]}
        </li>
      ))}
    </ul>
  )
}
