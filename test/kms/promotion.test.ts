import { setMaxListeners } from 'node:events'
import { array, assert, asyncProperty, constantFrom, integer, nat, option, record } from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ThrottledError } from '../../src/errors/operation-errors.ts'
import { createCachedKms } from '../../src/kms/cache/cached-kms.ts'
import type { CallOptions, Kms } from '../../src/kms/kms.ts'
import { createLimitedKms } from '../../src/kms/rate/limited-kms.ts'
import type { KmsLimits } from '../../src/kms/rate/limited-kms.ts'
import { createFakeKms } from '../support/fake-kms.ts'
import { createStillClock, settle } from '../support/still-clock.ts'
import { KEY_ARN } from '../rotation/kms-values.ts'

const arnOf = (number: number) => KEY_ARN.replace(/.{4}$/, String(number).padStart(4, '0'))
const scan: CallOptions = { caller: 'scan', request: 'scan' }

/** A cache above a rate limiter that sends two DescribeKey a second, and the keys in the order they were sent. */
function start(keys: number, limits: KmsLimits = {}) {
  const clock = createStillClock()
  const arns = Array.from({ length: keys }, (_, index) => arnOf(index))
  const below = createFakeKms(...arns)
  const sent: { readonly key: number; readonly at: number; readonly priority: string | undefined }[] = []
  const recording: Kms = {
    scope: below.scope,
    call(operation, input, options) {
      sent.push({ key: arns.indexOf(input.keyId ?? ''), at: clock.now(), priority: options?.priority })
      return below.call(operation, input, options)
    },
  }
  const limited = createLimitedKms({
    kms: recording,
    clock,
    share: 1,
    quotas: { DescribeKey: 2 },
    maxWaitMs: 1_000_000,
    ...limits,
  })
  const kms = createCachedKms(limited, { clock, maxAges: { DescribeKey: 0 } })
  const read = (key: number, call: CallOptions) => kms.describeKey(arnOf(key), call)
  const waiting = () => limited.budgets().find(({ operation }) => operation === 'DescribeKey')?.waiting
  return { clock, sent, read, waiting, order: () => sent.map(({ key }) => key) }
}

describe('a queued read that another call joins', () => {
  test('is sent once, with the first permit of either call', async () => {
    const { clock, read, order } = start(100)
    const scanned = Array.from({ length: 100 }, (_, key) => read(key, scan))
    await settle()
    expect(order()).toEqual([0, 1])
    const joined = read(99, { caller: 'person', request: 'page' })
    await clock.pass(2_000)
    expect(order().slice(0, 5)).toContain(99)
    await clock.pass(100_000)
    expect(await joined).toBe(await scanned[99])
    expect(order().toSorted((left, right) => left - right)).toEqual(
      Array.from({ length: 100 }, (_, key) => key),
    )
  })

  test('is sent immediately when the call would not have to wait', async () => {
    const { read, order } = start(100, { quotas: { DescribeKey: 50 } })
    for (let key = 0; key < 100; key++) void read(key, scan)
    await settle()
    expect(order()).toHaveLength(40)
    void read(99, { caller: 'person', request: 'page' })
    await settle()
    expect(order().at(-1)).toBe(99)
  })

  test('waits with interactive calls from then on when it was a background read', async () => {
    const { clock, read, order } = start(100)
    for (let key = 0; key < 50; key++) void read(key, scan)
    for (let key = 50; key < 100; key++) void read(key, { priority: 'BACKGROUND' })
    await settle()
    void read(99, { caller: 'person', request: 'page' })
    await clock.pass(2_000)
    expect(order()).toContain(99)
    expect(order().filter((key) => key >= 50 && key !== 99)).toEqual([])
  })

  test('returns to its own place when that call is cancelled', async () => {
    const { clock, read, order, waiting } = start(30)
    for (let key = 0; key < 30; key++) void read(key, scan)
    await settle()
    const leaving = new AbortController()
    const joined = read(29, { caller: 'person', request: 'page', signal: leaving.signal })
    leaving.abort(new Error('left'))
    await expect(joined).rejects.toThrow('left')
    expect(waiting()).toBe(28)
    await clock.pass(100_000)
    expect(order()).toEqual(Array.from({ length: 30 }, (_, key) => key))
  })

  test('waits for the remaining call when the one that started it is cancelled', async () => {
    const { clock, read, order, waiting } = start(3)
    for (const key of [0, 1]) void read(key, scan)
    const leaving = new AbortController()
    const first = read(2, { caller: 'a', request: 'a', signal: leaving.signal })
    const second = read(2, { caller: 'b', request: 'b' })
    leaving.abort(new Error('left'))
    await expect(first).rejects.toThrow('left')
    expect(waiting()).toBe(1)
    await clock.pass(2_000)
    expect((await second).keyArn).toBe(arnOf(2))
    expect(order()).toEqual([0, 1, 2])
  })

  test('waits until the last deadline, and rejects a call with too early a deadline immediately', async () => {
    const { clock, read, order } = start(20)
    for (let key = 0; key < 19; key++) void read(key, scan)
    const deadline = (ms: number) => clock.now() + ms
    const first = read(19, { ...scan, deadline: deadline(12_000) })
    const longer = read(19, { caller: 'b', request: 'b', deadline: deadline(60_000) })
    const hopeless = read(19, { caller: 'c', request: 'c', deadline: deadline(10) })
    await expect(hopeless).rejects.toThrow(ThrottledError)
    await clock.pass(60_000)
    expect(await longer).toBe(await first)
    expect(order().filter((key) => key === 19)).toHaveLength(1)
  })

  test('leaves nothing in the queue when every call is cancelled', async () => {
    const { clock, read, order, waiting } = start(3)
    for (const key of [0, 1]) void read(key, scan)
    const leaving = new AbortController()
    const joined = ['a', 'b', 'c'].map((request) => read(2, { caller: 'x', request, signal: leaving.signal }))
    expect(waiting()).toBe(1)
    leaving.abort(new Error('left'))
    for (const each of joined) await expect(each).rejects.toThrow('left')
    expect([waiting(), clock.sleeping]).toEqual([0, 0])
    await clock.pass(10_000)
    expect(order()).toEqual([0, 1])
  })
})

test('reads of the same keys by many requests that join and cancel all end, within the quota', async () => {
  const arrival = record({
    afterMs: nat(400),
    keys: array(nat(19), { minLength: 1, maxLength: 20 }),
    caller: constantFrom('a', 'b', 'c'),
    priority: constantFrom('INTERACTIVE' as const, 'BACKGROUND' as const),
    leavesAfterMs: option(integer({ min: 0, max: 3_000 }), { nil: undefined }),
  })
  await assert(
    asyncProperty(array(arrival, { minLength: 1, maxLength: 12 }), async (arrivals) => {
      const { clock, read, sent, waiting } = start(20)
      let settled = 0
      let asked = 0
      for (const [request, { afterMs, keys, leavesAfterMs, ...call }] of arrivals.entries()) {
        await clock.pass(afterMs)
        const leaving = new AbortController()
        setMaxListeners(0, leaving.signal)
        if (leavesAfterMs !== undefined)
          void clock.sleep(leavesAfterMs).then(() => leaving.abort(new Error('left')))
        for (const key of keys) {
          asked++
          const reading = read(key, { ...call, request: String(request), signal: leaving.signal })
          reading.catch(() => {}).finally(() => settled++)
        }
      }
      await clock.pass(1_000_000)
      expect(settled).toBe(asked)
      expect([waiting(), clock.sleeping]).toEqual([0, 0])
      for (const [index, { at }] of sent.entries())
        expect(sent.slice(index).filter((later) => later.at < at + 999)).toHaveProperty(
          'length',
          expect.toSatisfy((length) => length <= 2),
        )
    }),
    { numRuns: 100 },
  )
})
