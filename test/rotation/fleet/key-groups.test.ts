import { describe, expect, test } from 'vitest'
import { oldestObservation } from '../../../src/rotation/fleet/fleet-key.ts'
import type { FleetKey } from '../../../src/rotation/fleet/fleet-key.ts'
import { MAX_GROUPS, countKeys, groupKeys } from '../../../src/rotation/fleet/key-groups.ts'
import { SharedPass } from '../../../src/rotation/fleet/shared-pass.ts'
import { isUnreadable } from '../../../src/rotation/readings/unreadable-key.ts'
import { metadataOf, statusOn, NOW } from '../kms-values.ts'
import { denied, fleetKey, read } from './fleet-keys.ts'

/** A pass over the keys. */
const passOver = (keys: readonly FleetKey[]) => new SharedPass(keys, new AbortController().signal)

describe('groups of keys', () => {
  test('the largest group comes first, and counts the keys of each verdict', async () => {
    const keys = [
      fleetKey({ accountId: '111111111111' }),
      fleetKey({ accountId: '222222222222', compliance: { verdict: 'OVERDUE' } }),
      fleetKey({ accountId: '222222222222' }),
    ]
    const groups = await groupKeys(passOver(keys), ({ known }) => known.key.accountId)
    expect(groups).toEqual([
      {
        kind: 'VALUE',
        value: '222222222222',
        keyCount: 2,
        verdicts: new Map([
          ['OVERDUE', 1],
          ['COMPLIANT', 1],
        ]),
      },
      { kind: 'VALUE', value: '111111111111', keyCount: 1, verdicts: new Map([['COMPLIANT', 1]]) },
    ])
  })

  test('keys without the value and keys whose value could not be read are groups of their own', async () => {
    const tagged = read([{ tagKey: 'team', tagValue: 'payments' }])
    const keys = [
      fleetKey({ tags: tagged }),
      fleetKey(),
      fleetKey({ tags: denied }),
      fleetKey({ tags: undefined }),
    ]
    const groups = await groupKeys(
      passOver(keys),
      ({ known: { tags } }) =>
        tags?.value && (tags.value.find(({ tagKey }) => tagKey === 'team')?.tagValue ?? null),
    )
    expect(groups.map(({ kind, value, keyCount }) => [kind, value, keyCount])).toEqual([
      ['VALUE', 'payments', 1],
      ['NO_VALUE', undefined, 1],
      ['UNREADABLE', undefined, 2],
    ])
  })

  test('the keys of the smallest values are one group if there are too many values', async () => {
    const keys = Array.from({ length: MAX_GROUPS + 20 }, () => fleetKey())
    const groups = await groupKeys(passOver([...keys, ...keys.slice(0, 5)]), ({ known }) => known.key.keyId)
    expect(groups).toHaveLength(MAX_GROUPS + 1)
    expect(groups.at(-1)).toMatchObject({ kind: 'OTHER', keyCount: 20 })
    expect(groups.reduce((sum, { keyCount }) => sum + keyCount, 0)).toBe(MAX_GROUPS + 25)
  })
})

test('counts begin with the value of most keys', async () => {
  const keys = [fleetKey(), fleetKey({ automatic: 'DISABLED' }), fleetKey({ automatic: 'DISABLED' })]
  expect([...(await countKeys(passOver(keys), ({ automatic = 'UNKNOWN' }) => automatic))]).toEqual([
    ['DISABLED', 2],
    ['ENABLED', 1],
  ])
})

test.each([
  ['metadata that was denied', { metadata: denied }, true],
  ['metadata that was not read yet', { metadata: undefined }, true],
  ['an unknown verdict', { compliance: { verdict: 'UNKNOWN' } }, true],
  ['an unknown automatic rotation', { automatic: 'UNKNOWN' }, true],
  ['a policy that does not apply to it', { compliance: { verdict: 'NOT_APPLICABLE' } }, false],
] as const)('a key with %s is unreadable: %#', (_, parts, expected) => {
  expect(isUnreadable(fleetKey(parts))).toBe(expected)
})

test('the oldest observation of a key is that of its oldest value, without failed reads', () => {
  const { known } = fleetKey({
    metadata: read(metadataOf(), NOW - 5_000),
    status: read(statusOn(), NOW - 7_000),
    rotations: { ...denied, observedAt: NOW - 9_000 },
  })
  expect(oldestObservation(known)).toBe(NOW - 7_000)
})
