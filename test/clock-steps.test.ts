import { describe, expect, test } from 'vitest'
import { hasPassed, systemClock } from '../src/clock.ts'
import { createCachedKms } from '../src/kms/cache/cached-kms.ts'
import { createRateLimiter } from '../src/kms/rate/rate-limiter.ts'
import { createEventLog } from '../src/rotation/stream/event-log.ts'
import { createKeyWatches } from '../src/rotation/watch/key-watches.ts'
import { rotationStarted } from '../src/rotation/rotation-event.ts'
import { defaultWatchIntervals } from '../src/rotation/watch/watch-schedule.ts'
import { startDeadline } from '../src/server/operation/deadline.ts'
import { RotateDocument } from './documents/generated/graphql.ts'
import { statusReached } from './mutations/rotating.ts'
import { KEY_ARN } from './rotation/kms-values.ts'
import { startRotatingKey, COMPLETION_TIMEOUT_MS } from './rotation/rotating-key.ts'
import { createFakeKms } from './support/fake-kms.ts'
import { startGateway } from './support/gateway.ts'
import { createMemoryLogger } from './support/memory-logger.ts'
import { createStillClock, settle } from './support/still-clock.ts'

const HOUR = 3_600_000
const STEPS = [-HOUR, -45_000, 45_000, HOUR]
const keyArn = (number: number) => KEY_ARN.replace(/.{4}$/, String(number).padStart(4, '0'))

describe.each(STEPS)('when the clock is set by %i ms', (step) => {
  function startWatches() {
    const clock = createStillClock()
    const kms = createFakeKms(keyArn(0), keyArn(1))
    const watches = createKeyWatches({
      kmsOf: () => kms,
      clock,
      logger: createMemoryLogger(),
      random: () => 0,
    })
    return { clock, kms, watches }
  }

  test('a new watch polls within a second', async () => {
    const { clock, kms, watches } = startWatches()
    watches.watch([keyArn(0)])
    await clock.pass(100)
    clock.step(step)
    watches.watch([keyArn(1)])
    const looks = kms.calls('GetKeyRotationStatus')
    await clock.pass(1_000)
    expect(kms.calls('GetKeyRotationStatus')).toBe(looks + 1)
    watches[Symbol.dispose]()
  })

  test('a watch keeps its polling interval, also after a nudge', async () => {
    const { clock, kms, watches } = startWatches()
    watches.watch([keyArn(0)])
    await clock.pass(100)
    watches.nudge(keyArn(0))
    await clock.pass(100)
    clock.step(step)
    const looks = kms.calls('GetKeyRotationStatus')
    await clock.pass(defaultWatchIntervals.rotatingMs * 5)
    expect(kms.calls('GetKeyRotationStatus')).toBe(looks + 5)
    await clock.pass(defaultWatchIntervals.patienceMs)
    const idle = kms.calls('GetKeyRotationStatus')
    await clock.pass(defaultWatchIntervals.idleMs * 4)
    expect(kms.calls('GetKeyRotationStatus')).toBe(idle + 4)
    watches[Symbol.dispose]()
  })

  test('a cached response is used until its maximum age, and not longer', async () => {
    const clock = createStillClock()
    const below = createFakeKms(KEY_ARN)
    const kms = createCachedKms(below, { clock })
    const read = () => kms.getKeyRotationStatus(KEY_ARN, { maxAgeMs: 10_000 })
    await read()
    await clock.pass(5_000)
    clock.step(step)
    await read()
    expect(below.calls()).toBe(1)
    await clock.pass(5_001)
    await read()
    expect(below.calls()).toBe(2)
  })

  test('a call does not wait longer for the rate limiter, and keeps its deadline', async () => {
    const clock = createStillClock()
    const gate = createRateLimiter({
      clock,
      scope: '111122223333/eu-west-1',
      operation: 'ListKeyRotations',
      requestsPerSecond: 2,
      backgroundPerSecond: 2,
      maxWaitMs: 30_000,
      maxWaiting: 100,
      maxInFlight: 16,
    })
    const deadline = startDeadline({ timeoutMs: 20_000, clock, disconnected: new AbortController().signal })
    let passed = 0
    const pass = async () => {
      const isAnswered = await gate.acquire({ deadline: deadline.at })
      passed++
      isAnswered()
    }
    for (let call = 0; call < 4; call++) void pass()
    await settle()
    clock.step(step)
    for (let call = 0; call < 4; call++) void pass()
    await clock.pass(10_000)
    expect(passed).toBe(8)
    expect(deadline.signal.aborted).toBe(false)
    await clock.pass(10_000)
    expect(deadline.signal.aborted).toBe(true)
    gate.stop(undefined)
  })

  test('a rotation request times out after its completion timeout', async () => {
    using rotating = startRotatingKey()
    const { clock } = rotating
    const { id } = await rotating.rotate()
    clock.step(step)
    await clock.pass(COMPLETION_TIMEOUT_MS - 1)
    expect(await rotating.request(id)).toMatchObject({ status: 'REQUESTED' })
    await clock.pass(1)
    expect(await rotating.request(id)).toMatchObject({ status: 'TIMED_OUT' })
  })

  test('a rotation request of an earlier process times out after its completion timeout at the latest', async () => {
    using rotating = startRotatingKey()
    const { clock, follower, store } = rotating
    const request = await rotating.rotate()
    follower[Symbol.dispose]()
    await settle()
    clock.step(step)
    const accepted = { ...request, isAccepted: true }
    await store.save(accepted)
    await follower.resume(accepted)
    await clock.pass(COMPLETION_TIMEOUT_MS)
    expect(await rotating.request(request.id)).toMatchObject({ status: 'TIMED_OUT' })
  })

  test('the event log keeps its events in order and for its retention time', async () => {
    const clock = createStillClock()
    const log = createEventLog({ clock, retentionMs: 60_000 })
    const add = (minute: number) => log.add(rotationStarted(KEY_ARN, new Date(minute), new Date(0)))
    const first = add(1)
    clock.step(step)
    await clock.pass(1_000)
    const second = add(2)
    expect(second.at - first.at).toBe(999)
    expect(log.after(first.at, new Set([KEY_ARN]))).toEqual([second])
    await clock.pass(58_000)
    expect(log.after(0, new Set([KEY_ARN]))).toHaveLength(2)
    await clock.pass(2_000)
    expect(log.after(0, new Set([KEY_ARN]))).toHaveLength(0)
  })
})

test('when the clock is set forward by days, a repeated idempotency key does not use a second rotation', async () => {
  let stepMs = 0
  await using gateway = await startGateway({
    speed: 0,
    wall: (now) => now + stepMs,
  })
  const { arn } = gateway.emulator.createKey()
  const input = { key: { arn }, idempotencyKey: 'once' }
  const { request } = Object((await gateway.ask(RotateDocument, { input })).rotateKeyOnDemand)
  await statusReached(gateway, request.id, 'COMPLETED')
  stepMs = 3 * 24 * HOUR
  const again = await gateway.ask(RotateDocument, { input })
  expect(again.rotateKeyOnDemand).toMatchObject({ request: { id: request.id } })
  expect(gateway.emulator.calls('RotateKeyOnDemand')).toBe(1)
})

test('the monotonic time of the system clock passes during a sleep', async () => {
  const before = systemClock.elapsed()
  expect(await hasPassed(systemClock, 5, new AbortController().signal)).toBe(true)
  expect(systemClock.elapsed()).toBeGreaterThan(before)
})
