import { describe, expect, test } from 'vitest'
import {
  KeyStateError,
  KmsUnavailableError,
  OutcomeUnknownError,
  RotationConflictError,
  RotationInProgressError,
} from '../../src/errors/operation-errors.ts'
import { settle } from '../support/still-clock.ts'
import { defaultWatchIntervals } from '../../src/rotation/watch/watch-schedule.ts'
import { KEY_ARN, metadataOf } from './kms-values.ts'
import { startRotatingKey } from './rotating-key.ts'

const { rotatingMs } = defaultWatchIntervals

const sentBy = ({ kms }: ReturnType<typeof startRotatingKey>) => kms.calls('RotateKeyOnDemand')

test('a rotation request is saved before it is sent, and sent once', async () => {
  using rotating = startRotatingKey()
  const { key, store } = rotating
  let kept: string | undefined
  key.onChange = async () => {
    kept = (await store.latestOf(KEY_ARN))?.status
  }
  const request = await rotating.rotate()
  expect(kept).toBe('REQUESTED')
  expect(request).toMatchObject({ status: 'REQUESTED', keyArn: KEY_ARN, requestedBy: 'tester' })
  expect(sentBy(rotating)).toBe(1)
})

test('nothing is sent or saved for a key that cannot be rotated', async () => {
  using rotating = startRotatingKey()
  rotating.key.metadata = metadataOf({ keyState: 'Disabled' })
  await expect(rotating.rotate()).rejects.toThrow(KeyStateError)
  expect(sentBy(rotating)).toBe(0)
  expect(await rotating.store.latestOf(KEY_ARN)).toBeUndefined()
})

test('nothing is sent for a key that cannot be read', async () => {
  using rotating = startRotatingKey()
  rotating.key.history = new KmsUnavailableError('KMS cannot be reached.')
  await expect(rotating.rotate()).rejects.toThrow(KmsUnavailableError)
  expect(sentBy(rotating)).toBe(0)
})

test('a request that KMS rejects is FAILED, even if the key shows the rotation of another caller', async () => {
  using rotating = startRotatingKey()
  const { clock, key, store, now } = rotating
  key.onChange = async () => {
    key.showStart(now())
    await clock.sleep(5_000)
    throw new RotationConflictError('Another rotation runs.', { keyArn: KEY_ARN, retryAfterSeconds: 1_200 })
  }
  const outcome = rotating.rotate().catch((error: unknown) => error)
  await clock.pass(5_000)
  expect(await outcome).toBeInstanceOf(RotationConflictError)
  key.addRotation('ON_DEMAND', now())
  await clock.pass(600_000)
  expect(await store.latestOf(KEY_ARN)).toMatchObject({ status: 'FAILED', rotation: undefined })
})

describe('of two simultaneous rotations', () => {
  test('of one key, the second waits and is rejected with the request of the first', async () => {
    using rotating = startRotatingKey()
    const { clock, key } = rotating
    key.onChange = () => clock.sleep(5_000)
    const both = [rotating.rotate(), rotating.rotate()]
    const outcomes = Promise.allSettled(both)
    await clock.pass(5_000)
    const [first, second] = await outcomes
    expect(first?.status).toBe('fulfilled')
    expect(second).toMatchObject({ status: 'rejected', reason: expect.any(RotationInProgressError) })
    const { id } = await (both[0] ?? rotating.rotate())
    expect(second).toMatchObject({ reason: { requestId: id } })
    expect(sentBy(rotating)).toBe(1)
  })

  test('of one key, the second is sent if KMS rejects the first', async () => {
    using rotating = startRotatingKey()
    const { key } = rotating
    key.onChange = () => {
      key.onChange = () => {}
      throw new RotationConflictError('Another rotation runs.', { keyArn: KEY_ARN, retryAfterSeconds: 1_200 })
    }
    const [first, second] = await Promise.allSettled([rotating.rotate(), rotating.rotate()])
    expect(first?.status).toBe('rejected')
    expect(second?.status).toBe('fulfilled')
    expect(sentBy(rotating)).toBe(2)
  })
})

test('a key cannot be rotated while the outcome of its last request is unknown', async () => {
  using rotating = startRotatingKey()
  const { key } = rotating
  key.onChange = () => Promise.reject(new OutcomeUnknownError('No answer.', { keyArn: KEY_ARN }))
  await expect(rotating.rotate()).rejects.toThrow(OutcomeUnknownError)
  await settle()
  await expect(rotating.rotate()).rejects.toThrow(RotationInProgressError)
  expect(sentBy(rotating)).toBe(1)
})

test('a rotation whose start was read is in progress, even if the next read does not show it', async () => {
  using rotating = startRotatingKey()
  const { clock, key, watches, now } = rotating
  watches.watch([KEY_ARN])
  key.showStart(now())
  await clock.pass(1_000)
  key.hideStart()
  await expect(rotating.rotate()).rejects.toBeInstanceOf(RotationInProgressError)
  expect(sentBy(rotating)).toBe(0)
  key.addRotation('ON_DEMAND', now())
  await clock.pass(rotatingMs)
  await rotating.rotate()
  expect(sentBy(rotating)).toBe(1)
})
