import { expect, test } from 'vitest'
import type { KeyLastUsage } from '../../src/kms/kms.ts'
import { hasBeenUsed, isUnusedSince } from '../../src/rotation/rules/usage.ts'

const on = (day: number) => new Date(Date.UTC(2026, 0, day))

/** Days of January 2026. */
interface Days {
  readonly created?: number
  readonly trackedFrom?: number
  readonly used?: number
}

const usageOn = ({ created, trackedFrom, used }: Days): KeyLastUsage => ({
  usage:
    used === undefined ? undefined : { usedAt: on(used), operation: 'Sign', cloudTrailEventId: undefined },
  trackingStartDate: trackedFrom === undefined ? undefined : on(trackedFrom),
  creationDate: created === undefined ? undefined : on(created),
  observedAt: on(31),
})

test.each<[string, Days, boolean | undefined]>([
  ['with a recorded use', { created: 1, trackedFrom: 10, used: 12 }, true],
  ['without a recorded use and tracked since its creation', { created: 10, trackedFrom: 10 }, false],
  ['without a recorded use and older than the tracking', { created: 1, trackedFrom: 10 }, undefined],
  ['without a recorded use and without a creation date', { trackedFrom: 10 }, undefined],
])('a key %s: %j has been used: %s', (_, days, expected) => {
  expect(hasBeenUsed(usageOn(days))).toBe(expected)
})

test.each<[string, Days, boolean | undefined]>([
  ['used before that day', { created: 1, used: 19 }, true],
  ['used on that day', { created: 1, used: 20 }, false],
  ['used after that day', { created: 1, used: 21 }, false],
  ['without a recorded use and tracked since that day', { created: 1, trackedFrom: 20 }, true],
  ['without a recorded use and tracked since a later day', { created: 1, trackedFrom: 21 }, undefined],
  ['created after that day and never used', { created: 25, trackedFrom: 25 }, true],
])('a key %s: %j is unused since 20 January: %s', (_, days, expected) => {
  expect(isUnusedSince(usageOn(days), on(20))).toBe(expected)
})
