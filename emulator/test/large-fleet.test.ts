import { expect, test } from 'vitest'
import { createEmulatorClock } from '../emulator-clock.ts'
import { createEmulator } from '../emulator.ts'
import type { Emulator } from '../emulator.ts'
import { START } from './kms-over-socket.ts'

const ACCOUNTS = ['111122223333', '222233334444']

const withFleet = (keys: number, seed?: number): Emulator => {
  const emulator = createEmulator({
    accountIds: ACCOUNTS,
    clock: createEmulatorClock({ start: START, speed: 0 }),
  })
  emulator.createFleet({ keys, ...(seed !== undefined && { seed }) })
  return emulator
}

test('a large fleet has the given number of keys, spread over the accounts and Regions', () => {
  const counts = new Map<string, number>()
  for (const { accountId, region } of withFleet(10_000).keys()) {
    const scope = `${accountId}/${region}`
    counts.set(scope, (counts.get(scope) ?? 0) + 1)
  }
  expect([...counts.values()].reduce((sum, count) => sum + count)).toBe(10_000)
  expect(counts.size).toBe(4)
  for (const count of counts.values()) expect(Math.abs(count - 2_500)).toBeLessThan(150)
})

test('the same seed makes the same fleet, and another seed other keys', () => {
  expect(withFleet(300, 7).keys()).toEqual(withFleet(300, 7).keys())
  expect(
    withFleet(300, 8)
      .keys()
      .map(({ arn }) => arn),
  ).not.toEqual(
    withFleet(300, 7)
      .keys()
      .map(({ arn }) => arn),
  )
})

test('a large fleet has keys of every kind', () => {
  const keys = withFleet(4_000).keys()
  const has = (holds: (key: (typeof keys)[number]) => boolean) => keys.filter(holds).length
  const counts = {
    awsManaged: has(({ manager }) => manager === 'AWS'),
    asymmetric: has(({ spec }) => spec.startsWith('RSA')),
    imported: has(({ origin }) => origin === 'EXTERNAL'),
    inCustomKeyStore: has(({ origin }) => origin === 'AWS_CLOUDHSM'),
    multiRegion: has(({ multiRegion }) => multiRegion !== undefined),
    disabled: has(({ state }) => state === 'Disabled'),
    pendingDeletion: has(({ state }) => state === 'PendingDeletion'),
    unreadable: has(({ denies }) => denies.includes('DescribeKey')),
    withoutHistory: has(({ denies }) => denies.join() === 'ListKeyRotations'),
    automatic: has(({ automaticRotation }) => automaticRotation.isEnabled),
    manual: has(({ onDemandUsed }) => onDemandUsed > 0),
    nearlySpent: has(({ onDemandUsed }) => onDemandUsed >= 24),
    neverUsed: has(({ lastUsage }) => lastUsage === undefined),
    withoutAlias: has(({ aliases }) => aliases.length === 0),
    untagged: has(({ tags }) => Object.keys(tags).length === 0),
    inStacks: has(({ tags }) => 'aws:cloudformation:stack-name' in tags),
    thisWeek: has(({ createdAt }) => Date.parse(createdAt) > START - 7 * 86_400_000),
  }
  for (const [kind, count] of Object.entries(counts)) expect([kind, count]).not.toEqual([kind, 0])
})
