import type { PastRotation } from '../key-blueprint.ts'

/** `count` automatic rotations, `everyDays` apart, the last one `lastDaysAgo` days ago. */
export const automatic = (count: number, everyDays: number, lastDaysAgo: number): readonly PastRotation[] =>
  Array.from({ length: count }, (_, index) => ({
    date: `-${lastDaysAgo + index * everyDays}d`,
    type: 'AUTOMATIC',
  }))

/** One on-demand rotation for each number of days ago. */
export const onDemand = (...daysAgo: readonly number[]): readonly PastRotation[] =>
  daysAgo.map((days) => ({ date: `-${days}d`, type: 'ON_DEMAND' }))

/** `count` on-demand rotations, `everyDays` apart, the last one `lastDaysAgo` days ago. */
export const onDemandEvery = (count: number, everyDays: number, lastDaysAgo: number) =>
  onDemand(...Array.from({ length: count }, (_, index) => lastDaysAgo + index * everyDays))
