import { describe, expect, test } from 'vitest'
import { ThrottledError } from '../../src/errors/operation-errors.ts'
import type { RequestRetention, RequestStore } from '../../src/rotation/request-store.ts'
import { rotationId } from '../../src/rotation/rotation.ts'
import { KEY_ARN, NOW, PRIMARY_ARN } from '../rotation/kms-values.ts'
import { completed, failed, fullRequest, onDemandRotation, requested, settingChanged } from './requests.ts'

const HOUR_MS = 3_600_000

type Open = (retention: RequestRetention) => Promise<RequestStore & AsyncDisposable>

/** The promises of every request store. */
export function describeRequestStore(name: string, open: Open): void {
  describe(`the request store ${name}`, () => {
    const atNow = (options: Partial<RequestRetention> = {}) => open({ now: () => NOW, ...options })

    test('returns a saved request unchanged', async () => {
      await using store = await atNow()
      const request = fullRequest()
      await store.save(request)
      expect(await store.get(request.id)).toEqual(request)
      expect(await store.list()).toEqual([request])
    })

    test('finds nothing before a request is saved', async () => {
      await using store = await atNow()
      expect(await store.get('nobody')).toBeUndefined()
      expect(await store.list()).toEqual([])
      expect(await store.latestOf(KEY_ARN)).toBeUndefined()
      expect(await store.behind('rotation')).toBeUndefined()
      expect(await store.madeWith('ann', 'key')).toBeUndefined()
    })

    test('replaces a request that is saved again and keeps its position in the list', async () => {
      await using store = await atNow()
      const [first, second] = [requested(), requested()]
      await store.save(first)
      await store.save(second)
      await store.save(completed(first))
      expect(await store.get(first.id)).toMatchObject({ status: 'COMPLETED' })
      expect((await store.list()).map(({ id }) => id)).toEqual([second.id, first.id])
      expect((await store.latestOf(KEY_ARN))?.id).toBe(second.id)
    })

    test('finds the newest request of each key', async () => {
      await using store = await atNow()
      const [older, newer, other] = [requested(), requested(), requested({ keyArn: PRIMARY_ARN })]
      for (const each of [older, newer, other]) await store.save(each)
      expect((await store.latestOf(KEY_ARN))?.id).toBe(newer.id)
      expect((await store.latestOf(PRIMARY_ARN))?.id).toBe(other.id)
    })

    test('finds a request by the IDs of its rotation', async () => {
      await using store = await atNow()
      const request = requested()
      const id = rotationId(onDemandRotation('material'))
      await store.save(request)
      expect(await store.behind(id)).toBeUndefined()
      await store.save(completed(request, 'material'))
      expect((await store.behind(id))?.id).toBe(request.id)
    })

    test('finds a request by its caller and idempotency key', async () => {
      await using store = await atNow()
      const request = requested({ idempotencyKey: 'key' })
      await store.save(request)
      expect((await store.madeWith('ann', 'key'))?.id).toBe(request.id)
      expect(await store.madeWith('bob', 'key')).toBeUndefined()
      expect(await store.madeWith('ann', 'another')).toBeUndefined()
    })

    test('finds the newest request of an idempotency key that was used twice', async () => {
      await using store = await atNow()
      const [first, second] = [requested({ idempotencyKey: 'key' }), requested({ idempotencyKey: 'key' })]
      await store.save(failed(first))
      await store.save(second)
      expect((await store.madeWith('ann', 'key'))?.id).toBe(second.id)
      await store.save(failed(first))
      expect((await store.madeWith('ann', 'key'))?.id).toBe(second.id)
    })

    test('keeps a request whose idempotency key has expired, and does not find it by the key', async () => {
      let now = NOW
      await using store = await open({ now: () => now, idempotencyWindowMs: HOUR_MS })
      const request = completed(requested({ idempotencyKey: 'key' }))
      await store.save(request)
      now += HOUR_MS - 1
      expect((await store.madeWith('ann', 'key'))?.id).toBe(request.id)
      now += 1
      expect(await store.madeWith('ann', 'key')).toBeUndefined()
      expect(await store.get(request.id)).toEqual(request)
    })

    test('when full, drops the oldest final request and its index entries', async () => {
      await using store = await atNow({ maxRequests: 2 })
      const running = requested({ keyArn: PRIMARY_ARN })
      const done = completed(requested(), 'material')
      const next = requested()
      for (const each of [running, done, next]) await store.save(each)
      expect((await store.list()).map(({ id }) => id)).toEqual([next.id, running.id])
      expect(await store.get(done.id)).toBeUndefined()
      expect(await store.behind(rotationId(onDemandRotation('material')))).toBeUndefined()
      expect((await store.latestOf(PRIMARY_ARN))?.id).toBe(running.id)
    })

    test('finds an older request of a key after the newer one was dropped', async () => {
      await using store = await atNow({ maxRequests: 2 })
      const remembered = completed(requested({ idempotencyKey: 'key' }), 'one')
      for (const each of [remembered, completed(requested(), 'two'), requested({ keyArn: PRIMARY_ARN })])
        await store.save(each)
      expect((await store.latestOf(KEY_ARN))?.id).toBe(remembered.id)
    })

    test('when full of unsettled requests, rejects a new one with the time to retry after', async () => {
      await using store = await atNow({ maxRequests: 2 })
      const kept = [requested(), requested({ status: 'OUTCOME_UNKNOWN' })]
      for (const each of kept) await store.save(each)
      const refused = requested()
      await expect(store.save(refused)).rejects.toMatchObject({
        code: 'THROTTLED',
        operation: 'RotateKeyOnDemand',
        retryAfterSeconds: 60,
        message: expect.stringContaining('Nothing was sent'),
      })
      expect(await store.get(refused.id)).toBeUndefined()
      expect((await store.latestOf(KEY_ARN))?.id).toBe(kept[1]?.id)
    })

    test('when full, rejects a new request until the first idempotency key has expired', async () => {
      let now = NOW
      await using store = await open({ now: () => now, maxRequests: 2, idempotencyWindowMs: HOUR_MS })
      const early = completed(requested({ idempotencyKey: 'one' }), 'one')
      await store.save(requested({ requestedAt: new Date(NOW), idempotencyKey: 'running' }))
      await store.save(early)
      now += HOUR_MS / 2
      await expect(store.save(requested({ idempotencyKey: 'three' }))).rejects.toMatchObject({
        retryAfterSeconds: 60,
      })
      await expect(store.save(requested())).rejects.toThrow(ThrottledError)
      expect((await store.madeWith('ann', 'one'))?.id).toBe(early.id)
      now += HOUR_MS / 2
      await store.save(requested({ requestedAt: new Date(now), idempotencyKey: 'three' }))
      expect(await store.get(early.id)).toBeUndefined()
      expect(await store.madeWith('ann', 'three')).toBeDefined()
    })

    test('when full, rejects with the remaining time of the idempotency key that expires first', async () => {
      let now = NOW
      await using store = await open({ now: () => now, maxRequests: 2, idempotencyWindowMs: HOUR_MS })
      await store.save(completed(requested({ idempotencyKey: 'one' }), 'one'))
      await store.save(failed(requested({ idempotencyKey: 'two', requestedAt: new Date(NOW - HOUR_MS / 2) })))
      now += 1_500
      await expect(store.save(requested())).rejects.toMatchObject({ retryAfterSeconds: 1_799 })
    })

    test('returns a change of automatic rotation unchanged, and not as a rotation request', async () => {
      await using store = await atNow()
      const [rotation, setting] = [requested(), settingChanged()]
      await store.save(rotation)
      await store.save(setting)
      expect(await store.change(setting.id)).toEqual(setting)
      expect(await store.changes()).toEqual([setting, rotation])
      expect(await store.get(setting.id)).toBeUndefined()
      expect(await store.list()).toEqual([rotation])
      expect((await store.latestOf(KEY_ARN))?.id).toBe(rotation.id)
    })

    test('when full, drops first the oldest change of automatic rotation that changed nothing, and never a pending one', async () => {
      await using store = await atNow({ maxRequests: 3 })
      const pending = settingChanged({ outcome: 'PENDING', after: undefined })
      const [made, unchanged, next, last] = [
        settingChanged(),
        settingChanged({ outcome: 'UNCHANGED' }),
        settingChanged(),
        settingChanged(),
      ]
      for (const each of [pending, made, unchanged, requested(), next]) await store.save(each)
      expect(await store.change(unchanged.id)).toBeUndefined()
      await store.save(last)
      expect(await store.change(made.id)).toBeUndefined()
      expect(await store.change(pending.id)).toEqual(pending)
      expect(await store.list()).toHaveLength(1)
    })

    test('when full, accepts a change of a stored request', async () => {
      await using store = await atNow({ maxRequests: 1 })
      const request = requested({ idempotencyKey: 'key' })
      await store.save(request)
      await store.save(completed(request))
      expect(await store.get(request.id)).toMatchObject({ status: 'COMPLETED' })
    })
  })
}
