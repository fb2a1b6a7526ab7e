import { describe, expect, test } from 'vitest'
import { createKeyWatches } from '../../src/rotation/watch/key-watches.ts'
import { defaultWatchIntervals } from '../../src/rotation/watch/watch-schedule.ts'
import { createFakeKms } from '../support/fake-kms.ts'
import { createMemoryLogger } from '../support/memory-logger.ts'
import { createStillClock } from '../support/still-clock.ts'
import { KEY_ARN } from './kms-values.ts'

const { idleMs, historyMs } = defaultWatchIntervals
const FLEET = 2_000
const arnOf = (number: number) => KEY_ARN.replace(/.{5}$/, String(number).padStart(5, '0'))
const NAMED = arnOf(FLEET - 1)

/** A follower of many keys that named none of them, and the polls of one key that is named by another. */
function start() {
  const clock = createStillClock()
  const arns = Array.from({ length: FLEET }, (_, index) => arnOf(index))
  const kms = createFakeKms(...arns)
  const polls: number[] = []
  const histories: number[] = []
  const noted = {
    ...kms,
    getKeyRotationStatus: (...call: Parameters<typeof kms.getKeyRotationStatus>) => {
      if (call[0] === NAMED) polls.push(clock.now())
      return kms.getKeyRotationStatus(...call)
    },
    listKeyRotations: (...call: Parameters<typeof kms.listKeyRotations>) => {
      if (call[0] === NAMED) histories.push(clock.now())
      return kms.listKeyRotations(...call)
    },
  }
  const watches = createKeyWatches({
    kmsOf: () => noted,
    clock,
    logger: createMemoryLogger(),
    random: () => 0,
    idlePollsPerSecond: 5,
    firstPollsPerSecond: 5,
  })
  const events: string[] = []
  const listener = () => ({ next: () => {}, end: () => {} })
  return {
    clock,
    kms,
    polls,
    histories,
    watches,
    events,
    followAll: () => watches.observe(arns, listener(), { isNamed: false }),
    name: () =>
      watches.observe([NAMED], {
        next: (observation) => events.push(...observation.events.map(({ kind }) => kind)),
        end: () => {},
      }),
  }
}

describe('a key that a caller names, while another follows thousands', () => {
  test('is looked at first within seconds, before the keys that nobody named', async () => {
    const { clock, followAll, name, histories } = start()
    followAll()
    await clock.pass(10_000)
    expect(histories).toEqual([])
    name()
    await clock.pass(1_000)
    expect(histories).toHaveLength(1)
  })

  test('is polled every 30 seconds, its history every 5 minutes, and the others at what is left', async () => {
    const { clock, kms, followAll, name, polls, histories } = start()
    followAll()
    name()
    await clock.pass(600_000)
    const [looks, all] = [polls.length, kms.calls('GetKeyRotationStatus')]
    await clock.pass(20 * idleMs)
    expect(polls.length - looks).toBe(20)
    expect(histories.length).toBeGreaterThanOrEqual(4)
    expect(kms.calls('GetKeyRotationStatus') - all).toBeLessThanOrEqual(((20 * idleMs) / 1_000) * 5 * 1.01)
  })

  test('that was followed with all others before is polled at the shorter interval at once', async () => {
    const { clock, kms, followAll, name, polls, events } = start()
    followAll()
    // Each was looked at, and waits for minutes now.
    await clock.pass(500_000)
    polls.length = 0
    name()
    kms.key(NAMED).addRotation('ON_DEMAND', new Date(clock.now()))
    await clock.pass(idleMs)
    expect(polls.length).toBeGreaterThanOrEqual(1)
    await clock.pass(historyMs)
    expect(events).toEqual(['RotationCompleted'])
  })

  test('goes back to the pace of the others when its caller leaves', async () => {
    const { clock, followAll, name, polls } = start()
    followAll()
    const naming = name()
    await clock.pass(500_000)
    naming[Symbol.dispose]()
    polls.length = 0
    await clock.pass(300_000)
    expect(polls.length).toBeLessThanOrEqual(2)
  })
})
