import type { PastRotation } from '../key-blueprint.ts'

/** Automatic rotations one period apart, the last of them so many days ago. */
export const automatic = (count: number, everyDays: number, lastDaysAgo: number): readonly PastRotation[] =>
  Array.from({ length: count }, (_, index) => ({
    date: `-${lastDaysAgo + index * everyDays}d`,
    type: 'AUTOMATIC',
  }))

/** On-demand rotations, so many days ago. */
export const onDemand = (...daysAgo: readonly number[]): readonly PastRotation[] =>
  daysAgo.map((days) => ({ date: `-${days}d`, type: 'ON_DEMAND' }))

/** On-demand rotations some days apart, the last of them so many days ago. */
export const onDemandEvery = (count: number, everyDays: number, lastDaysAgo: number) =>
  onDemand(...Array.from({ length: count }, (_, index) => lastDaysAgo + index * everyDays))
