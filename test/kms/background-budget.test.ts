import { describe, expect, test } from 'vitest'
import { createBackgroundBudget } from '../../src/kms/rate/background-budget.ts'
import { createLimitedKms } from '../../src/kms/rate/limited-kms.ts'
import { createMemorySpendingStore } from '../../src/kms/rate/spending.ts'
import type { SpendingStore } from '../../src/kms/rate/spending.ts'
import { withMethods } from '../../src/kms/kms-client.ts'
import { NAMED_REQUEST } from '../../src/kms/kms.ts'
import type { CallOptions } from '../../src/kms/kms.ts'
import { createFakeKms } from '../support/fake-kms.ts'
import { createMemoryLogger } from '../support/memory-logger.ts'
import { createStillClock, settle } from '../support/still-clock.ts'
import { KEY_ARN } from '../rotation/kms-values.ts'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
/** November has 30 days. */
const MONTH_START = Date.parse('2026-11-01T00:00:00.000Z')
const ACCOUNT = '111122223333'
const background: CallOptions = { priority: 'BACKGROUND' }
const named: CallOptions = { priority: 'BACKGROUND', request: NAMED_REQUEST }

interface StartOptions {
  readonly requestsPerMonth?: number
  readonly store?: SpendingStore
  readonly start?: number
}

/** Two scopes of one account with one budget. */
async function start({ requestsPerMonth = 3_000, store, start: at = MONTH_START }: StartOptions = {}) {
  const clock = createStillClock(at)
  const logger = createMemoryLogger()
  const spending = store ?? createMemorySpendingStore()
  const budget = createBackgroundBudget({
    accountId: ACCOUNT,
    requestsPerMonth,
    store: spending,
    clock,
    logger,
  })
  const fakes = [createFakeKms(KEY_ARN), createFakeKms(KEY_ARN)] as const
  const [one, other] = fakes.map((kms) => withMethods(createLimitedKms({ kms, clock, budget })))
  if (!one || !other) throw new Error('There are two.')
  const sent = { named: 0, background: 0, rejected: 0 }
  /** Reads as often as possible. */
  const read = (times: number, call: CallOptions, kms = one) => {
    for (let count = 0; count < times; count++)
      kms.getKeyRotationStatus(KEY_ARN, call).then(
        () => sent[call.request === NAMED_REQUEST ? 'named' : 'background']++,
        () => sent.rejected++,
      )
  }
  await settle()
  return {
    clock,
    logger,
    spending,
    budget,
    one,
    other,
    fakes,
    sent,
    read,
    calls: () => fakes[0].calls() + fakes[1].calls(),
  }
}

describe('the monthly budget of an account', () => {
  test('lets a day’s requests pass at the pace of the quotas, then refills evenly over the month', async () => {
    const { clock, sent, read } = await start()
    read(3_500, background)
    await clock.pass(2_000)
    expect(sent.background).toBe(100)
    await clock.pass(DAY_MS - 2_000)
    expect(sent.background).toBeGreaterThanOrEqual(195)
    expect(sent.background).toBeLessThanOrEqual(197)
  })

  test('is not exceeded, and a new month has a new budget', async () => {
    const { clock, sent, read, budget } = await start()
    read(3_500, background)
    await clock.pass(30 * DAY_MS - 1)
    expect(sent.background).toBeLessThanOrEqual(3_000)
    expect(sent.background).toBeGreaterThanOrEqual(2_990)
    expect(budget.status.spent?.background).toBe(sent.background)
    await clock.pass(HOUR_MS)
    expect(budget.status.spent?.background).toBeLessThan(110)
    expect(sent.rejected).toBe(0)
  })

  test('adds what was not spent to the rest of the month', async () => {
    const { clock, sent, read } = await start()
    await clock.pass(15 * DAY_MS)
    read(3_500, background)
    await clock.pass(DAY_MS)
    // A full bucket of 100, and the remaining 2,900 in 15 days.
    expect(sent.background).toBeGreaterThan(280)
    expect(sent.background).toBeLessThan(300)
  })

  test('is that of all Regions of the account', async () => {
    const { clock, sent, read, other } = await start()
    read(500, background)
    read(500, background, other)
    await clock.pass(HOUR_MS)
    expect(sent.background).toBeLessThanOrEqual(105)
  })

  test('does not limit interactive calls, and counts them apart', async () => {
    const { clock, budget, one, read } = await start()
    read(500, background)
    await clock.pass(HOUR_MS)
    for (let count = 0; count < 50; count++) await one.describeKey(KEY_ARN)
    expect(budget.status.spent?.interactive).toBe(50)
  })

  test('gives named keys what it has, in all Regions, before other keys', async () => {
    const { clock, sent, read, other } = await start()
    read(500, background)
    await clock.pass(HOUR_MS)
    const before = sent.background
    read(90, named, other)
    await clock.pass(20 * HOUR_MS)
    expect(sent.named).toBeGreaterThan(78)
    expect(sent.background - before).toBeLessThanOrEqual(1)
    await clock.pass(10 * HOUR_MS)
    expect(sent.named).toBe(90)
    expect(sent.background - before).toBeGreaterThan(20)
  })

  test('is reported once when it becomes short, and once when it is sufficient again', async () => {
    const { clock, logger, budget, read } = await start()
    const lines = () => logger.lines.filter(({ message }) => message.startsWith('background budget:'))
    read(150, background)
    await clock.pass(6 * HOUR_MS)
    expect(budget.status.isSlowed).toBe(true)
    expect(lines()).toHaveLength(1)
    await clock.pass(DAY_MS)
    expect(budget.status.isSlowed).toBe(false)
    expect(lines()).toHaveLength(2)
  })

  test('that a restart finds spent does not begin with a day’s requests again', async () => {
    const { clock, spending, read, sent, budget } = await start()
    read(500, background)
    await clock.pass(HOUR_MS)
    expect(sent.background).toBeGreaterThanOrEqual(100)
    budget[Symbol.dispose]()
    const after = await start({ store: spending, start: clock.now() })
    after.read(500, background)
    await after.clock.pass(60_000)
    expect(after.sent.background).toBeLessThanOrEqual(6)
  })

  test('is spread over 28 days in February', async () => {
    const { clock, sent, read } = await start({ start: Date.parse('2027-02-01T00:00:00.000Z') })
    read(7_000, background)
    await clock.pass(2_000)
    // 3,000 / 28
    expect(sent.background).toBe(107)
    await clock.pass(28 * DAY_MS - 2_001)
    expect(sent.background).toBeLessThanOrEqual(3_000)
    expect(sent.background).toBeGreaterThanOrEqual(2_990)
    await clock.pass(31 * DAY_MS)
    expect(sent.background).toBeLessThanOrEqual(6_000)
    expect(sent.background).toBeGreaterThanOrEqual(5_980)
  })

  test('begins again when the wall time steps into the next month, and continues when it steps back', async () => {
    const { clock, sent, read, budget } = await start()
    read(3_500, background)
    await clock.pass(10 * DAY_MS)
    const inNovember = budget.status.spent?.background ?? 0
    expect(inNovember).toBeGreaterThan(1_000)

    clock.step(20 * DAY_MS)
    await clock.pass(HOUR_MS)
    const inDecember = budget.status.spent?.background ?? 0
    expect(inDecember).toBeGreaterThanOrEqual(95)
    expect(inDecember).toBeLessThanOrEqual(110)

    clock.step(-20 * DAY_MS)
    await clock.pass(HOUR_MS)
    expect(budget.status.spent?.background).toBe(sent.background - inDecember)
    expect(budget.status.spent?.background).toBeLessThan(inNovember + 110)
    expect(sent.rejected).toBe(0)
  })

  test('is not exceeded when the wall time steps within the month', async () => {
    const { clock, sent, read } = await start()
    read(3_500, background)
    await clock.pass(5 * DAY_MS)
    clock.step(20 * DAY_MS)
    await clock.pass(2 * DAY_MS)
    clock.step(-10 * DAY_MS)
    await clock.pass(13 * DAY_MS - 1)
    expect(sent.background).toBeLessThanOrEqual(3_000)
    expect(sent.background).toBeGreaterThan(2_900)
  })

  test('of 0 dollars or at a price of 0 does not limit anything', async () => {
    const { clock, sent, read } = await start({ requestsPerMonth: Infinity })
    read(5_000, background)
    await clock.pass(100_000)
    expect(sent.background).toBe(5_000)
  })
})

describe('the counter of requests', () => {
  test('has more requests in the store than were sent, at any time', async () => {
    const saved = { background: 0, interactive: 0 }
    const memory = createMemorySpendingStore()
    const store: SpendingStore = {
      async add(...args) {
        const sum = await memory.add(...args)
        await settle()
        Object.assign(saved, sum)
        return sum
      },
    }
    const { clock, sent, read, budget } = await start({ store, requestsPerMonth: 1_000_000 })
    read(5_000, background)
    for (let second = 0; second < 60; second++) {
      await clock.pass(1_000)
      expect(saved.background).toBeGreaterThanOrEqual(sent.background)
      expect(saved.background).toBeLessThanOrEqual(sent.background + 1_000)
    }
    expect(sent.background).toBe(5_000)
    budget[Symbol.dispose]()
    await settle()
    await settle()
    expect(saved).toEqual({ background: 5_000, interactive: 0 })
  })

  test('continues in memory while the store fails, and adds the requests when it works again', async () => {
    let isFailing = true
    const memory = createMemorySpendingStore()
    const store: SpendingStore = {
      async add(...args) {
        if (isFailing) throw new Error('The disk is full.')
        return memory.add(...args)
      },
    }
    const { clock, sent, read, budget } = await start({ store, requestsPerMonth: 1_000_000 })
    read(2_000, background)
    await clock.pass(30_000)
    expect(sent.background).toBe(2_000)
    isFailing = false
    read(1_000, background)
    await clock.pass(30_000)
    budget[Symbol.dispose]()
    await settle()
    expect(await memory.add(ACCOUNT, '2026-11', { background: 0, interactive: 0 })).toEqual({
      background: 3_000,
      interactive: 0,
    })
  })
})
