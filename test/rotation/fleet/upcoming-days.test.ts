import { expect, test } from 'vitest'
import { upcomingDays } from '../../../src/rotation/fleet/upcoming-days.ts'
import type { KeyCompliance } from '../../../src/rotation/policy/key-compliance.ts'
import { metadataOf, statusOf, statusOn } from '../kms-values.ts'
import { denied, fleetKey, read } from './fleet-keys.ts'

const { signal } = new AbortController()
const from = Date.parse('2026-11-23T12:00:00Z')
const until = Date.parse('2026-11-26T00:00:00Z')
const rotatingAt = (date: string) => ({ status: read(statusOn({ nextRotationDate: new Date(date) })) })
const dueAt = (date: string, compliance: Partial<KeyCompliance> = { verdict: 'DUE_SOON' }) => ({
  ...rotatingAt('2027-06-01'),
  compliance: { ...compliance, dueAt: new Date(date) },
})

test('days count the next automatic rotations and the due dates, by UTC day', async () => {
  const keys = [
    fleetKey(rotatingAt('2026-11-25T23:59:59Z')),
    fleetKey(rotatingAt('2026-11-23T23:00:00Z')),
    fleetKey(dueAt('2026-11-23T12:00:00Z')),
    fleetKey(dueAt('2026-11-25T00:00:00Z', { verdict: 'UNKNOWN', reasons: ['STATUS_UNREADABLE'] })),
  ]
  expect(await upcomingDays(keys, { from, until }, signal)).toEqual([
    { startsAt: new Date('2026-11-23'), automaticRotationCount: 1, dueCount: 1 },
    { startsAt: new Date('2026-11-25'), automaticRotationCount: 1, dueCount: 1 },
  ])
})

test.each([
  ['before the start', rotatingAt('2026-11-23T11:59:59Z')],
  ['at the end', rotatingAt('2026-11-26T00:00:00Z')],
  [
    'of a disabled key',
    { ...rotatingAt('2026-11-24'), metadata: read(metadataOf({ keyState: 'Disabled' })) },
  ],
  ['of a key whose state could not be read', { ...rotatingAt('2026-11-24'), metadata: denied }],
  ['of a key without automatic rotation', { status: read(statusOf()) }],
  ['due before the start', dueAt('2026-11-20')],
  [
    'due although the policy may not apply to the key',
    dueAt('2026-11-24', { verdict: 'UNKNOWN', reasons: ['METADATA_UNREADABLE'] }),
  ],
])('a rotation %s is not upcoming', async (_, parts) => {
  expect(await upcomingDays([fleetKey(parts)], { from, until }, signal)).toEqual([])
})
