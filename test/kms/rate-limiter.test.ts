import { setMaxListeners } from 'node:events'
import {
  array,
  assert,
  asyncProperty,
  boolean,
  constantFrom,
  double,
  integer,
  oneof,
  option,
  record,
} from 'fast-check'
import { describe, expect, test } from 'vitest'
import { KmsUnavailableError, ThrottledError } from '../../src/errors/operation-errors.ts'
import { NAMED_REQUEST } from '../../src/kms/kms.ts'
import type { CallOptions } from '../../src/kms/kms.ts'
import { createRateLimiter } from '../../src/kms/rate/rate-limiter.ts'
import type { RateLimiterOptions } from '../../src/kms/rate/rate-limiter.ts'
import { createStillClock, settle, START } from '../support/still-clock.ts'

/** A gate for 50 a second: ten are kept for first calls, forty are open to all, ten of those to BACKGROUND. */
function startGate({ tookMs = 0, ...options }: Partial<RateLimiterOptions> & { tookMs?: number } = {}) {
  const clock = options.clock ?? createStillClock()
  const gate = createRateLimiter({
    operation: 'ListKeyRotations',
    scope: '111122223333/eu-west-1',
    requestsPerSecond: 50,
    backgroundPerSecond: 10,
    clock,
    maxWaitMs: 30_000,
    maxWaiting: 10_000,
    maxInFlight: 10_000,
    ...options,
  })
  const passed: { readonly call: CallOptions; readonly at: number }[] = []
  const refused: { readonly call: CallOptions; readonly at: number; readonly reason: unknown }[] = []

  async function ask(call: CallOptions = {}): Promise<void> {
    try {
      const isAnswered = await gate.acquire(call)
      passed.push({ call, at: clock.now() - START })
      if (tookMs > 0) await clock.sleep(tookMs)
      isAnswered()
    } catch (reason) {
      refused.push({ call, at: clock.now() - START, reason })
    }
  }
  async function askMany(times: number, call: CallOptions = {}): Promise<void> {
    for (let asked = 0; asked < times; asked++) void ask(call)
    await settle()
  }
  const passedOf = (request: string) => passed.filter(({ call }) => call.request === request)
  return { gate, passed, passedOf, refused, ask, askMany }
}

function startOnStillClock(options: Parameters<typeof startGate>[0] = {}) {
  const clock = createStillClock()
  return { clock, ...startGate({ ...options, clock }) }
}

describe('the rate limiter', () => {
  test('grants permits as calls arrive while no call waits, then at an even pace', async () => {
    const { clock, passed, askMany } = startOnStillClock()
    await askMany(100)
    expect(passed).toHaveLength(40)
    await clock.pass(999)
    expect(passed).toHaveLength(40)
    await clock.pass(1)
    await clock.pass(1_000)
    expect(passed.slice(40).map(({ at }) => at)).toEqual(
      Array.from({ length: 41 }, (_, turn) => 1_000 + 25 * turn),
    )
  })

  test.each([
    [0.5, 1, 2_000],
    [1, 1, 1_000],
    [2.5, 2, 1_000],
    [7.5, 7, 1_000],
  ])('for %d a second lets %d pass in its window', async (requestsPerSecond, whole, windowMs) => {
    const { clock, passed, ask } = startOnStillClock({ requestsPerSecond })
    for (let request = 0; request < 20; request++) void ask({ request: String(request) })
    await settle()
    expect(passed).toHaveLength(whole)
    await clock.pass(windowMs - 1)
    expect(passed).toHaveLength(whole)
    await clock.pass(1)
    expect(passed.length).toBeGreaterThan(whole)
  })

  test('never grants more than its share in any second, and serves every call', async () => {
    const arrival = record({
      afterMs: integer({ min: 0, max: 300 }),
      times: integer({ min: 1, max: 40 }),
      caller: constantFrom('a', 'b'),
      request: constantFrom(undefined, 'x', 'y', 'z'),
      priority: constantFrom('INTERACTIVE' as const, 'BACKGROUND' as const),
      inTimeMs: option(integer({ min: 0, max: 5_000 }), { nil: undefined }),
      leavesAfterMs: option(integer({ min: 0, max: 2_000 }), { nil: undefined }),
      isThrottled: boolean(),
    })
    const underWay = record({
      maxInFlight: constantFrom(1, 3, 10_000),
      tookMs: constantFrom(0, 50),
    })
    const share = oneof(double({ min: 0.3, max: 3, noNaN: true }), integer({ min: 1, max: 100 }))
    await assert(
      asyncProperty(
        share,
        underWay,
        array(arrival, { maxLength: 30 }),
        async (requestsPerSecond, bounds, arrivals) => {
          const { clock, gate, passed, refused, askMany } = startOnStillClock({
            requestsPerSecond,
            ...bounds,
          })
          let asked = 0
          for (const { afterMs, times, inTimeMs, leavesAfterMs, isThrottled, ...call } of arrivals) {
            await clock.pass(afterMs)
            const leaving = new AbortController()
            setMaxListeners(0, leaving.signal)
            if (leavesAfterMs !== undefined)
              void clock.sleep(leavesAfterMs).then(() => leaving.abort(new Error('left')))
            const deadline = inTimeMs === undefined ? undefined : clock.now() + inTimeMs
            await askMany(times, { ...call, deadline, signal: leaving.signal })
            asked += times
            if (isThrottled) gate.noteThrottled()
          }
          await clock.pass(400_000)
          expect(passed.length + refused.length).toBe(asked)
          expect([gate.waiting, clock.sleeping]).toEqual([0, 0])
          const late = passed.filter(({ call, at }) => at > (call.deadline ?? Infinity) - START)
          expect(late).toEqual([])

          // Fractions of a millisecond are lost in dates.
          const windowMs = Math.max(1_000, 1_000 / requestsPerSecond) - 0.01
          for (const [index, { at }] of passed.entries()) {
            const inWindow = passed.slice(index).filter((later) => later.at < at + windowMs)
            expect(inWindow.length).toBeLessThanOrEqual(Math.max(1, Math.floor(requestsPerSecond)))
          }
          const inBackground = passed.filter(({ call }) => call.priority === 'BACKGROUND')
          for (const [index, { at }] of inBackground.entries()) {
            const inSecond = inBackground.slice(index).filter((later) => later.at < at + 1_000 - 0.01)
            expect(inSecond.length).toBeLessThanOrEqual(10)
          }
        },
      ),
      { numRuns: 60 },
    )
  })
})

describe('permits', () => {
  test('go to the requests of a caller in rotation, however many calls each request has', async () => {
    const { clock, passedOf, askMany } = startOnStillClock()
    await askMany(400, { caller: 'anonymous', request: 'scan' })
    await askMany(30, { caller: 'anonymous', request: 'page' })
    const before = passedOf('scan').length
    await clock.pass(1_500)
    // The page's first two passed at once; of the turns since it had every second one.
    expect(passedOf('page').length - 2).toBeGreaterThan(8)
    expect(passedOf('scan').length - before - (passedOf('page').length - 2)).toBeLessThanOrEqual(1)
  })

  test('go to callers in rotation, however many requests each caller has', async () => {
    const { clock, passed, askMany } = startOnStillClock()
    await askMany(40)
    for (let request = 0; request < 9; request++)
      await askMany(50, { caller: 'many', request: String(request) })
    await askMany(50, { caller: 'one', request: 'only' })
    const kept = passed.length - 40
    await clock.pass(2_000)
    const turns = passed.slice(40 + kept)
    const ofOne = turns.filter(({ call }) => call.caller === 'one').length
    expect(Math.abs(turns.length - 2 * ofOne)).toBeLessThanOrEqual(1)
  })

  test('are reserved for the first calls of a request', async () => {
    const { clock, passed, passedOf, askMany } = startOnStillClock()
    await askMany(5_000, { caller: 'anonymous', request: 'scan', deadline: Number.MAX_SAFE_INTEGER })
    expect(passed).toHaveLength(40)
    await askMany(3, { caller: 'anonymous', request: 'person' })
    expect(passedOf('person')).toHaveLength(2)
    await clock.pass(1_050)
    expect(passedOf('person')).toHaveLength(3)
    // The scan has what is open to all, and none of what is kept.
    const scanned = passedOf('scan').length
    await clock.pass(10_000)
    expect(passedOf('scan').length - scanned).toBe(400)
    await askMany(1, { caller: 'anonymous', request: 'another' })
    expect(passedOf('another')).toHaveLength(1)
  })

  test('go to background calls one time in ten while other calls wait', async () => {
    const { clock, passed, askMany } = startOnStillClock()
    await askMany(40, { request: 'first' })
    await askMany(500, { request: 'scan' })
    await askMany(200, { priority: 'BACKGROUND', request: 'watch' })
    passed.length = 0
    await clock.pass(6_000)
    const isBackground = passed.map(({ call }) => call.priority === 'BACKGROUND')
    expect(passed.length).toBeGreaterThanOrEqual(200)
    for (let turn = 0; turn + 10 <= isBackground.length; turn++)
      expect(isBackground.slice(turn, turn + 10).filter(Boolean)).toHaveLength(1)
  })

  test('go to background calls up to half of the shared part when no other call waits', async () => {
    const { clock, passed, askMany } = startOnStillClock({ backgroundPerSecond: 50 })
    await askMany(300, { priority: 'BACKGROUND' })
    expect(passed).toHaveLength(20)
    await clock.pass(10_000)
    expect(passed.length).toBeGreaterThanOrEqual(20 + 9 * 20)
    expect(passed.length).toBeLessThanOrEqual(20 + 10 * 20)
    await askMany(20, { request: 'page' })
    expect(passed.filter(({ call }) => call.request === 'page')).toHaveLength(20)
  })

  test('go to background calls at their own maximum rate, and other calls do not wait behind them', async () => {
    const { clock, passed, passedOf, askMany } = startOnStillClock()
    await askMany(300, { priority: 'BACKGROUND' })
    expect(passed).toHaveLength(10)
    await clock.pass(999)
    expect(passed).toHaveLength(10)
    await clock.pass(10_001)
    expect(passed.length).toBeGreaterThanOrEqual(110)
    expect(passed.length).toBeLessThanOrEqual(120)
    await askMany(30, { request: 'page' })
    expect(passedOf('page')).toHaveLength(30)
  })

  test.each([
    ['a tenth of a quota of 5 per second', 0.5, 30],
    ['a tenth of a quota of 25 per second', 2.5, 120],
    ['a rate of one request in 20 seconds', 0.05, 3],
  ])('go to background calls at %s', async (_, backgroundPerSecond, perMinute) => {
    const { clock, passed, passedOf, refused, askMany } = startOnStillClock({ backgroundPerSecond })
    await askMany(1_300, { priority: 'BACKGROUND' })
    await clock.pass(60_000 - 1)
    expect(passed).toHaveLength(perMinute)
    await clock.pass(540_000)
    expect([passed.length, refused.length]).toEqual([10 * perMinute, 0])
    // Far from the next background permit.
    await askMany(50, { request: 'page' })
    await clock.pass(1_500)
    expect(passedOf('page')).toHaveLength(50)
  })

  test('go to background calls for named keys before other background calls', async () => {
    const { clock, passed, askMany } = startOnStillClock()
    await askMany(100, { priority: 'BACKGROUND' })
    await askMany(40, { priority: 'BACKGROUND', request: NAMED_REQUEST })
    await clock.pass(10_000)
    const isNamed = passed.slice(10, 60).map(({ call }) => call.request === NAMED_REQUEST)
    expect(isNamed).toEqual(Array.from({ length: 50 }, (_, index) => index < 40))
  })

  test('go to background calls even if other calls use the whole shared part without waiting', async () => {
    const { clock, passed, askMany } = startOnStillClock({ requestsPerSecond: 5 })
    await askMany(50, { priority: 'BACKGROUND' })
    for (let second = 0; second < 90; second++) {
      await askMany(4)
      await clock.pass(1_000)
    }
    const ofBackground = passed.filter(({ call }) => call.priority === 'BACKGROUND').length
    expect(ofBackground).toBeGreaterThanOrEqual((90 * 4) / 10 - 1)
  })
})

describe('requests in flight', () => {
  const options = { requestsPerSecond: 1_000, maxInFlight: 16, tookMs: 10 }

  test('are bounded, and each response grants the next permit', async () => {
    const { clock, gate, passed, askMany } = startOnStillClock(options)
    await askMany(48, { request: '' })
    expect([passed.length, gate.waiting]).toEqual([16, 32])
    await clock.pass(10)
    expect(passed).toHaveLength(32)
    await clock.pass(10)
    expect(passed).toHaveLength(48)
    await clock.pass(10)
    expect(clock.sleeping).toBe(0)
  })

  test('do not delay the first calls of another request', async () => {
    const { passedOf, askMany } = startOnStillClock(options)
    await askMany(2_000, { request: 'scan' })
    await askMany(3, { request: 'person' })
    expect(passedOf('person')).toHaveLength(3)
  })

  test('without a response do not keep a call waiting beyond the maximum wait', async () => {
    const { clock, refused, askMany } = startOnStillClock({ ...options, tookMs: 3_600_000 })
    await askMany(20)
    await clock.pass(30_020)
    expect(refused.map(({ at }) => at)).toEqual([30_000, 30_000, 30_000, 30_000])
  })
})

describe('a call that would wait too long', () => {
  test('waits as long as necessary when it is a background call without a deadline', async () => {
    const { clock, passed, refused, askMany } = startOnStillClock()
    await askMany(6_000, { priority: 'BACKGROUND' })
    await clock.pass(599_999)
    expect([passed.length, refused.length]).toEqual([6_000, 0])
  })

  test('is rejected immediately, with the time to retry after', async () => {
    const { refused, askMany, clock } = startOnStillClock({ maxWaitMs: 10_000 })
    await askMany(500, { request: 'scan' })
    // Forty passed, one second until the next turn, then forty a second: 360 are in time.
    expect(refused).toHaveLength(500 - 40 - 360)
    expect(refused[0]).toMatchObject({
      at: 0,
      reason: {
        code: 'THROTTLED',
        operation: 'ListKeyRotations',
        retryAfterSeconds: 10,
        message:
          'Rate limit reached for ListKeyRotations in 111122223333/eu-west-1 (50 requests per second). This request would not start in time. Retry in 10 s.',
      },
    })
    await clock.pass(10_100)
    expect(refused).toHaveLength(500 - 40 - 360)
  })

  test('for its deadline is rejected immediately, and a call in time gets its permit', async () => {
    const { clock, passedOf, refused, askMany } = startOnStillClock()
    await askMany(200)
    await askMany(1, { deadline: clock.now() + 900, caller: 'late' })
    expect(refused).toMatchObject([{ call: { caller: 'late' }, at: 0, reason: { retryAfterSeconds: 2 } }])
    await askMany(1, { deadline: clock.now() + 1_100, caller: 'in time', request: 'in time' })
    await clock.pass(1_100)
    expect(passedOf('in time')).toHaveLength(1)
    expect(refused).toHaveLength(1)
  })

  test('because other calls overtook it is rejected when its time is up', async () => {
    const { clock, refused, askMany } = startOnStillClock()
    await askMany(80)
    await askMany(1, { deadline: clock.now() + 1_200, caller: 'b', request: 'x' })
    await askMany(1, { deadline: clock.now() + 2_100, request: 'overtaken' })
    await askMany(1, { deadline: clock.now() + 2_100, request: 'overtaken' })
    expect(refused).toEqual([])
    for (let caller = 0; caller < 200; caller++) await askMany(2, { caller: String(caller) })
    await clock.pass(2_200)
    for (const { call, at } of refused.filter(({ call }) => call.request === 'overtaken')) {
      expect(at).toBeGreaterThanOrEqual(2_100)
      expect(at).toBeLessThanOrEqual(2_100 + 20)
      expect(call.deadline).toBeDefined()
    }
  })

  test('in a full queue is rejected immediately, and first calls of other requests still get permits', async () => {
    const { gate, passedOf, refused, askMany } = startOnStillClock({ maxWaiting: 100 })
    await askMany(200, { request: 'scan' })
    expect([gate.waiting, refused.length]).toEqual([100, 60])
    await askMany(1, { request: 'person' })
    expect(passedOf('person')).toHaveLength(1)
    await askMany(1, { priority: 'BACKGROUND' })
    expect(gate.waiting).toBe(101)
  })
})

describe('a cancelled call', () => {
  test('leaves the queue immediately, and the next call gets its permit', async () => {
    const { clock, gate, passed, refused, askMany } = startOnStillClock()
    const leaving = new AbortController()
    await askMany(40)
    await askMany(10, { signal: leaving.signal, request: 'leaving' })
    await askMany(1, { caller: 'b', request: 'next' })
    const reason = new Error('nobody waits')
    leaving.abort(reason)
    await settle()
    expect([gate.waiting, refused.filter((each) => each.reason === reason).length]).toEqual([0, 8])
    expect(clock.sleeping).toBe(0)
    await askMany(1, { signal: leaving.signal })
    expect(refused.at(-1)?.reason).toBe(reason)
    expect(passed).toHaveLength(43)
  })

  test('is rejected when the rate limiter is stopped, and no timer is left', async () => {
    const { clock, gate, refused, askMany } = startOnStillClock()
    await askMany(60)
    expect(clock.sleeping).toBe(1)
    gate.stop(new KmsUnavailableError('The gateway is shutting down.'))
    await settle()
    expect(refused).toHaveLength(20)
    for (const { reason } of refused) expect(reason).toBeInstanceOf(KmsUnavailableError)
    expect(clock.sleeping).toBe(0)
  })
})

describe('after KMS throttled', () => {
  test('the rate is halved once per second and then recovers', async () => {
    const { clock, gate } = startOnStillClock()
    for (let times = 0; times < 5; times++) gate.noteThrottled()
    expect(gate.requestsPerSecond).toBe(25)
    await clock.pass(2_000)
    expect(gate.requestsPerSecond).toBe(30)
    gate.noteThrottled()
    expect(gate.requestsPerSecond).toBe(15)
    await clock.pass(14_000)
    expect(gate.requestsPerSecond).toBe(50)
  })

  test('the rate does not fall below a sixteenth', async () => {
    const { clock, gate, passed, askMany } = startOnStillClock({ requestsPerSecond: 5 })
    for (let times = 0; times < 20; times++) {
      gate.noteThrottled()
      await clock.pass(1_000)
    }
    expect(gate.requestsPerSecond).toBeGreaterThan(5 / 16)
    await askMany(3)
    await clock.pass(5_000)
    expect(passed).toHaveLength(3)
  })
})

test('a clock that is set back by an hour does not delay calls', async () => {
  const clock = createStillClock()
  const { passed, refused, askMany } = startGate({ clock })
  await askMany(60)
  clock.step(-3_600_000)
  await clock.pass(3_000)
  expect([passed.length, refused.length]).toEqual([60, 0])
  await askMany(10)
  await clock.pass(1_000)
  expect(passed).toHaveLength(70)
})

test('rejects with an error of the schema', async () => {
  const { refused, askMany } = startOnStillClock({ maxWaitMs: 0 })
  await askMany(41)
  expect(refused[0]?.reason).toBeInstanceOf(ThrottledError)
})
