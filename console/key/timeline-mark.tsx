import type { MarkKind } from './timeline-picture.ts'

export interface TimelineMarkProps {
  readonly kind: MarkKind
  readonly x: number
  readonly y: number
}

/** The shape of a mark, which differs by kind as its colour does. Marks of the future are hollow. */
export function TimelineMark({ kind, x, y }: TimelineMarkProps) {
  const className = `timeline-mark timeline-mark-${kind.toLowerCase()}`
  switch (kind) {
    case 'AUTOMATIC':
    case 'NEXT':
      return <circle className={className} cx={x} cy={y} r={5} />
    case 'ON_DEMAND':
    case 'RUNNING':
      return <path className={className} d={`M${x} ${y - 6}l6 11h-12z`} />
    case 'CREATED':
      return <rect className={className} x={x - 4.5} y={y - 4.5} width={9} height={9} />
    case 'PENDING':
    case 'UNRECOGNIZED':
    default:
      return <path className={className} d={`M${x} ${y - 6}l6 6l-6 6l-6 -6z`} />
  }
}
