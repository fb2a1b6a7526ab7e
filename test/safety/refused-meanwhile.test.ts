import { expect, test } from 'vitest'
import { OutcomeUnknownError, RotationConflictError } from '../../src/errors/operation-errors.ts'
import { KEY_ARN } from '../rotation/kms-values.ts'
import { startRotatingKey } from '../rotation/rotating-key.ts'

test('a whole rotation of somebody else, seen while a request is on its way, is not taken for it when KMS then refuses', async () => {
  using rotating = startRotatingKey()
  const { clock, key, store, watches, now } = rotating
  key.onChange = async () => {
    key.showStart(now())
    await clock.sleep(3_000)
    key.hideStart()
    key.addRotation('ON_DEMAND', now())
    await clock.sleep(6_000)
    throw new RotationConflictError('Another rotation runs.', { keyArn: KEY_ARN, retryAfterSeconds: 1_200 })
  }
  const outcome = rotating.rotate().catch((error: unknown) => error)
  await clock.pass(60_000)
  expect(await outcome).toBeInstanceOf(RotationConflictError)
  expect(await store.latestOf(KEY_ARN)).toMatchObject({ status: 'FAILED', rotation: undefined })
  expect(watches.size).toBe(0)
  expect(clock.sleeping).toBe(0)
})

test('what the key showed while a request was on its way counts as soon as its answer is lost', async () => {
  using rotating = startRotatingKey()
  const { clock, key, store, now } = rotating
  key.onChange = async () => {
    const startedAt = now()
    key.showStart(startedAt)
    await clock.sleep(9_000)
    throw new OutcomeUnknownError('No answer.', { keyArn: KEY_ARN })
  }
  const outcome = rotating.rotate()
  await clock.pass(8_000)
  expect(await store.latestOf(KEY_ARN)).toMatchObject({ status: 'REQUESTED' })
  await clock.pass(1_000)
  expect(await outcome).toMatchObject({ status: 'IN_PROGRESS', isAccepted: false })
})

test('a disk that fills up after a request was sent changes nothing for its caller, nor for who follows it', async () => {
  using rotating = startRotatingKey()
  const { clock, key, store, follower, logger, now } = rotating
  key.onChange = () => {
    key.showStart(now())
    const save = store.save.bind(store)
    store.save = async (request) => {
      await save(request)
      throw new Error('no space left on device')
    }
  }
  const request = await rotating.rotate()
  expect(request).toMatchObject({ isAccepted: true })
  await clock.pass(5_000)
  key.addRotation('ON_DEMAND', now())
  key.hideStart()
  await clock.pass(5_000)
  expect(await follower.settled(request.id, 0)).toMatchObject({ status: 'COMPLETED' })
  expect(logger.lines.filter(({ level }) => level === 'error').map(({ message }) => message)).toEqual([
    'rotation request: status not saved',
    'rotation request: status not saved',
    'rotation request: status not saved',
  ])
})
