import { expect, test } from 'vitest'
import { readingsAt } from '../../../src/rotation/fleet/past-readings.ts'
import type { PastReadings } from '../../../src/rotation/fleet/past-readings.ts'
import type { KeyReadings } from '../../../src/rotation/key-readings.ts'
import { toRotations } from '../../../src/rotation/rotation.ts'
import { KEY_ARN, daysAgo, entryOf, metadataOf } from '../kms-values.ts'
import { assess, yearly, yearlyAutomatic } from '../verdict-on.ts'
import { denied, read, readings } from './fleet-keys.ts'

const created = (days: number, keyState = 'Enabled') =>
  read(metadataOf({ creationDate: daysAgo(days), keyState }))
const rotated = (...days: readonly number[]) =>
  read(days.map((each) => entryOf({ rotationDate: daysAgo(each), rotationType: 'AUTOMATIC' })))

test('a key that was created later did not exist', () => {
  expect(readingsAt({ ...readings, metadata: created(10) }, daysAgo(11))).toBe('absent')
})

test('the existence of a key is unknown if its creation date could not be read', () => {
  expect(readingsAt({ ...readings, metadata: denied }, daysAgo(11))).toBe('unknown')
  expect(readingsAt({ ...readings, metadata: undefined }, daysAgo(11))).toBe('unknown')
})

test('rotations after the date are left out', () => {
  const past = existing(readingsAt({ ...readings, rotations: rotated(5, 50, 500) }, daysAgo(50)))
  expect(past.rotations?.value?.map(({ rotationDate }) => rotationDate)).toEqual([daysAgo(50), daysAgo(500)])
})

test('a history that could not be read stays unreadable', () => {
  expect(existing(readingsAt({ ...readings, rotations: denied }, daysAgo(1))).rotations).toBe(denied)
})

test.each([
  ['was overdue before its latest rotation', [5, 600], 'Enabled', yearly, 'OVERDUE'],
  ['complied after a rotation', [30, 600], 'Enabled', yearly, 'COMPLIANT'],
  ['is unknown if it is disabled now', [5, 600], 'Disabled', yearly, 'UNKNOWN'],
  ['is unknown if the policy requires automatic rotation', [30], 'Enabled', yearlyAutomatic, 'UNKNOWN'],
  [
    'is overdue by age although the policy requires automatic rotation',
    [5],
    'Enabled',
    yearlyAutomatic,
    'OVERDUE',
  ],
] as const)('the verdict on a key 20 days ago %s', (_, days, keyState, policy, verdict) => {
  const at = daysAgo(20)
  const past = existing(
    readingsAt({ ...readings, metadata: created(1_000, keyState), rotations: rotated(...days) }, at),
  )
  const rotations = toRotations(KEY_ARN, past.rotations?.value ?? [])
  const facts = { metadata: past.metadata?.value, status: past.status?.value, rotations }
  expect(assess(facts, policy, at.getTime()).verdict).toBe(verdict)
})

function existing(past: PastReadings<KeyReadings>): KeyReadings {
  if (typeof past === 'string') throw new Error(`The key is ${past}.`)
  return past
}
