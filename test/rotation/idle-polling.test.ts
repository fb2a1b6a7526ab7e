import { describe, expect, test } from 'vitest'
import { createKeyWatches } from '../../src/rotation/watch/key-watches.ts'
import { defaultWatchIntervals } from '../../src/rotation/watch/watch-schedule.ts'
import { AccessDeniedError } from '../../src/errors/operation-errors.ts'
import { createFakeKms } from '../support/fake-kms.ts'
import { createMemoryLogger } from '../support/memory-logger.ts'
import { createStillClock } from '../support/still-clock.ts'
import { KEY_ARN } from './kms-values.ts'

const HOUR_MS = 3_600_000

function startWatches(keyCount: number, idlePollsPerSecond?: number) {
  const arns = Array.from({ length: keyCount }, (_, index) =>
    KEY_ARN.replace(/.{4}$/, String(index).padStart(4, '0')),
  )
  const clock = createStillClock()
  const kms = createFakeKms(...arns)
  const watches = createKeyWatches({
    kmsOf: () => kms,
    clock,
    logger: createMemoryLogger(),
    random: () => 0,
    idlePollsPerSecond,
  })
  return { arns, clock, kms, watches }
}

describe('the requests for following keys', () => {
  test.each<[what: string, keys: number, idlePollsPerSecond: number | undefined]>([
    ['one key', 1, undefined],
    ['ten keys', 10, undefined],
    ['ten keys with a low limit of polls per second', 10, 0.1],
  ])('of %s are those that their watches send', async (_, keys, idlePollsPerSecond) => {
    const { arns, clock, kms, watches } = startWatches(keys, idlePollsPerSecond)
    watches.watch(arns)
    await clock.pass(HOUR_MS / 6)
    const before = kms.calls()
    const hours = 6
    await clock.pass(hours * HOUR_MS)
    const measured = (kms.calls() - before) / (hours * 3_600)
    const { keys: followedKeys, requestsPerSecond = NaN } = watches.idlePolling(() => 'all').get('all') ?? {}
    expect(followedKeys).toBe(keys)
    expect(measured / requestsPerSecond).toBeGreaterThan(0.95)
    expect(measured / requestsPerSecond).toBeLessThan(1.05)
    watches[Symbol.dispose]()
  })

  test('are 0 while no key is followed', () => {
    const { watches } = startWatches(0)
    expect(watches.idlePolling(() => 'all').size).toBe(0)
  })

  test('for a key whose polls are denied are its less frequent polls', async () => {
    const { arns, clock, kms, watches } = startWatches(1)
    const key = kms.key(arns[0] ?? '')
    key.status = new AccessDeniedError('Denied.', {})
    watches.watch(arns)
    await clock.pass(HOUR_MS)
    expect(watches.modes()).toEqual(['rejected'])
    const { requestsPerSecond } = watches.idlePolling(() => 'all').get('all') ?? {}
    expect(requestsPerSecond).toBeCloseTo(1_000 / defaultWatchIntervals.patienceMs)
    watches[Symbol.dispose]()
  })
})
