import { describe, expect, test } from 'vitest'
import { ThrottledError } from '../../src/errors/operation-errors.ts'
import type { RequestRetention, RequestStore } from '../../src/rotation/request-store.ts'
import { rotationId } from '../../src/rotation/rotation.ts'
import { KEY_ARN, NOW, PRIMARY_ARN } from '../rotation/kms-values.ts'
import { completed, failed, fullRequest, onDemandRotation, requested } from './requests.ts'

const HOUR_MS = 3_600_000

type Open = (retention: RequestRetention) => Promise<RequestStore & AsyncDisposable>

/** What every store promises, whatever it keeps requests in. */
export function describeRequestStore(name: string, open: Open): void {
  describe(`the request store ${name}`, () => {
    const atNow = (options: Partial<RequestRetention> = {}) => open({ now: () => NOW, ...options })

    test('gives back what it was given, whole', async () => {
      await using store = await atNow()
      const request = fullRequest()
      await store.save(request)
      expect(await store.get(request.id)).toEqual(request)
      expect(await store.list()).toEqual([request])
    })

    test('knows nothing of what it was not given', async () => {
      await using store = await atNow()
      expect(await store.get('nobody')).toBeUndefined()
      expect(await store.list()).toEqual([])
      expect(await store.latestOf(KEY_ARN)).toBeUndefined()
      expect(await store.behind('rotation')).toBeUndefined()
      expect(await store.madeWith('ann', 'key')).toBeUndefined()
    })

    test('keeps the last state of a request, in the place of its first one', async () => {
      await using store = await atNow()
      const [first, second] = [requested(), requested()]
      await store.save(first)
      await store.save(second)
      await store.save(completed(first))
      expect(await store.get(first.id)).toMatchObject({ status: 'COMPLETED' })
      expect((await store.list()).map(({ id }) => id)).toEqual([second.id, first.id])
      expect((await store.latestOf(KEY_ARN))?.id).toBe(second.id)
    })

    test('finds the newest of each key', async () => {
      await using store = await atNow()
      const [older, newer, other] = [requested(), requested(), requested({ keyArn: PRIMARY_ARN })]
      for (const each of [older, newer, other]) await store.save(each)
      expect((await store.latestOf(KEY_ARN))?.id).toBe(newer.id)
      expect((await store.latestOf(PRIMARY_ARN))?.id).toBe(other.id)
    })

    test('finds the request behind a rotation, once it has led to one', async () => {
      await using store = await atNow()
      const request = requested()
      const id = rotationId(onDemandRotation('material'))
      await store.save(request)
      expect(await store.behind(id)).toBeUndefined()
      await store.save(completed(request, 'material'))
      expect((await store.behind(id))?.id).toBe(request.id)
    })

    test('finds by idempotency key, which is its caller’s own', async () => {
      await using store = await atNow()
      const request = requested({ idempotencyKey: 'key' })
      await store.save(request)
      expect((await store.madeWith('ann', 'key'))?.id).toBe(request.id)
      expect(await store.madeWith('bob', 'key')).toBeUndefined()
      expect(await store.madeWith('ann', 'another')).toBeUndefined()
    })

    test('gives the newest of an idempotency key that was used again', async () => {
      await using store = await atNow()
      const [first, second] = [requested({ idempotencyKey: 'key' }), requested({ idempotencyKey: 'key' })]
      await store.save(failed(first))
      await store.save(second)
      expect((await store.madeWith('ann', 'key'))?.id).toBe(second.id)
      await store.save(failed(first))
      expect((await store.madeWith('ann', 'key'))?.id).toBe(second.id)
    })

    test('forgets an idempotency key when its window has passed, and keeps the request', async () => {
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

    test('when full, lets the oldest go that may: with all that was found by it', async () => {
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

    test('still finds the newest of a key that is left when a newer one had to go', async () => {
      await using store = await atNow({ maxRequests: 2 })
      const remembered = completed(requested({ idempotencyKey: 'key' }), 'one')
      for (const each of [remembered, completed(requested(), 'two'), requested({ keyArn: PRIMARY_ARN })])
        await store.save(each)
      expect((await store.latestOf(KEY_ARN))?.id).toBe(remembered.id)
    })

    test('when full of requests that are not settled, refuses a new one and says when to come again', async () => {
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

    test('never lets an idempotency key go before its time: it refuses until the first one’s is over', async () => {
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

    test('says how long the idempotency key that expires first still counts', async () => {
      let now = NOW
      await using store = await open({ now: () => now, maxRequests: 2, idempotencyWindowMs: HOUR_MS })
      await store.save(completed(requested({ idempotencyKey: 'one' }), 'one'))
      await store.save(failed(requested({ idempotencyKey: 'two', requestedAt: new Date(NOW - HOUR_MS / 2) })))
      now += 1_500
      await expect(store.save(requested())).rejects.toMatchObject({ retryAfterSeconds: 1_799 })
    })

    test('takes a change of what it keeps, however full it is', async () => {
      await using store = await atNow({ maxRequests: 1 })
      const request = requested({ idempotencyKey: 'key' })
      await store.save(request)
      await store.save(completed(request))
      expect(await store.get(request.id)).toMatchObject({ status: 'COMPLETED' })
    })
  })
}
