import { describe, expect, test } from 'vitest'
import { OutcomeUnknownError } from '../../src/errors/operation-errors.ts'
import { defaultWatchIntervals } from '../../src/rotation/watch/watch-schedule.ts'
import { settle } from '../support/still-clock.ts'
import { KEY_ARN } from './kms-values.ts'
import {
  COMPLETION_TIMEOUT_MS,
  UNKNOWN_OUTCOME_TIMEOUT_MS,
  readStatuses,
  startRotatingKey,
} from './rotating-key.ts'

const { rotatingMs, historyMs, idleMs } = defaultWatchIntervals
const lost = () => new OutcomeUnknownError('No answer.', { keyArn: KEY_ARN })
/** The id of the key's newest request, whose call may have failed. */
const latestId = async ({ store }: ReturnType<typeof startRotatingKey>) =>
  (await store.latestOf(KEY_ARN))?.id ?? ''

describe('a followed request', () => {
  test('is delivered immediately, when it starts and when it completes, which ends the stream', async () => {
    using rotating = startRotatingKey()
    const { clock, key, follower, now } = rotating
    const { id } = await rotating.rotate()
    const read = readStatuses(await follower.changesOf(id))
    await settle()
    expect(read.statuses).toEqual(['REQUESTED'])
    key.showStart(now())
    await clock.pass(rotatingMs)
    key.hideStart()
    await clock.pass(rotatingMs)
    expect(read).toEqual({ statuses: ['REQUESTED', 'IN_PROGRESS'], isEnded: false })
    key.addRotation('ON_DEMAND', now())
    await clock.pass(rotatingMs)
    expect(read).toEqual({ statuses: ['REQUESTED', 'IN_PROGRESS', 'COMPLETED'], isEnded: true })
    expect(await rotating.request(id)).toMatchObject({ status: 'COMPLETED', completedAt: expect.any(Date) })
  })

  test('becomes COMPLETED directly if no read shows its start', async () => {
    using rotating = startRotatingKey()
    const { id } = await rotating.rotate()
    const read = readStatuses(await rotating.follower.changesOf(id))
    rotating.key.addRotation('ON_DEMAND', rotating.now())
    await rotating.clock.pass(rotatingMs)
    expect(read).toEqual({ statuses: ['REQUESTED', 'COMPLETED'], isEnded: true })
  })

  test('is no longer watched when it is settled', async () => {
    using rotating = startRotatingKey()
    await rotating.rotate()
    rotating.key.addRotation('ON_DEMAND', rotating.now())
    await rotating.clock.pass(rotatingMs)
    const calls = rotating.kms.calls()
    await rotating.clock.pass(COMPLETION_TIMEOUT_MS * 2)
    expect(rotating.kms.calls()).toBe(calls)
    expect(rotating.clock.sleeping).toBe(0)
  })

  test('becomes TIMED_OUT, which ends the stream, and COMPLETED if it completes later', async () => {
    using rotating = startRotatingKey()
    const { clock, key, follower, now } = rotating
    const { id } = await rotating.rotate()
    key.showStart(now())
    const read = readStatuses(await follower.changesOf(id))
    await clock.pass(COMPLETION_TIMEOUT_MS)
    expect(read).toEqual({ statuses: ['REQUESTED', 'IN_PROGRESS', 'TIMED_OUT'], isEnded: true })
    const late = readStatuses(await follower.changesOf(id))
    await settle()
    expect(late).toEqual({ statuses: ['TIMED_OUT'], isEnded: true })

    key.hideStart()
    key.addRotation('ON_DEMAND', now())
    await clock.pass(historyMs + idleMs)
    expect(await rotating.request(id)).toMatchObject({ status: 'COMPLETED' })
  })

  test('that timed out does not get the rotation of a later request', async () => {
    using rotating = startRotatingKey()
    const { clock, key, now } = rotating
    const first = await rotating.rotate()
    await clock.pass(COMPLETION_TIMEOUT_MS)
    const second = await rotating.rotate()
    key.addRotation('ON_DEMAND', now())
    await clock.pass(historyMs * 2)
    expect(await rotating.request(first.id)).toMatchObject({ status: 'TIMED_OUT', rotation: undefined })
    expect(await rotating.request(second.id)).toMatchObject({ status: 'COMPLETED' })
  })

  test('does not get an earlier rotation or its start', async () => {
    using rotating = startRotatingKey()
    const { clock, key, now } = rotating
    const first = await rotating.rotate()
    key.showStart(now())
    await clock.pass(rotatingMs)
    key.hideStart()
    key.addRotation('ON_DEMAND', now())
    await clock.pass(rotatingMs)
    expect(await rotating.request(first.id)).toMatchObject({ status: 'COMPLETED' })

    // The first read is stale: it lacks the rotation whose completion was read before.
    key.nextHistories.push([])
    const second = await rotating.rotate()
    await clock.pass(rotatingMs * 3)
    expect(await rotating.request(second.id)).toMatchObject({ status: 'REQUESTED', startedAt: undefined })
  })
})

describe('a request without a response of KMS', () => {
  test.each([
    { status: 'IN_PROGRESS', sign: 'the start' },
    { status: 'COMPLETED', sign: 'the completed rotation' },
  ])('is OUTCOME_UNKNOWN until a read shows $sign, and then $status', async ({ status }) => {
    using rotating = startRotatingKey()
    const { clock, key, follower, now } = rotating
    key.onChange = () => Promise.reject(lost())
    await expect(rotating.rotate()).rejects.toThrow(OutcomeUnknownError)
    const id = await latestId(rotating)
    const read = readStatuses(await follower.changesOf(id))
    await clock.pass(rotatingMs)
    expect(read.statuses).toEqual(['OUTCOME_UNKNOWN'])
    if (status === 'IN_PROGRESS') key.showStart(now())
    else key.addRotation('ON_DEMAND', now())
    await clock.pass(rotatingMs)
    expect(read.statuses).toEqual(['OUTCOME_UNKNOWN', status])
    expect(await rotating.request(id)).toMatchObject({ status, error: undefined })
  })

  test('becomes TIMED_OUT after the timeout if no read shows the rotation', async () => {
    using rotating = startRotatingKey()
    rotating.key.onChange = () => Promise.reject(lost())
    await expect(rotating.rotate()).rejects.toThrow(OutcomeUnknownError)
    const read = readStatuses(await rotating.follower.changesOf(await latestId(rotating)))
    await rotating.clock.pass(UNKNOWN_OUTCOME_TIMEOUT_MS - 1)
    expect(read.statuses).toEqual(['OUTCOME_UNKNOWN'])
    await rotating.clock.pass(1)
    expect(read).toEqual({ statuses: ['OUTCOME_UNKNOWN', 'TIMED_OUT'], isEnded: true })
  })

  test('has a timeout that starts when the response was lost, however long the gateway waited for it', async () => {
    using rotating = startRotatingKey()
    const { clock, key } = rotating
    key.onChange = async () => {
      await clock.sleep(UNKNOWN_OUTCOME_TIMEOUT_MS + 1_000)
      throw lost()
    }
    const outcome = rotating.rotate().catch((error: unknown) => error)
    await clock.pass(UNKNOWN_OUTCOME_TIMEOUT_MS + 1_000)
    expect(await outcome).toBeInstanceOf(OutcomeUnknownError)
    expect(await rotating.request(await latestId(rotating))).toMatchObject({ status: 'OUTCOME_UNKNOWN' })
    await clock.pass(UNKNOWN_OUTCOME_TIMEOUT_MS)
    expect(await rotating.request(await latestId(rotating))).toMatchObject({ status: 'TIMED_OUT' })
  })
})

test('a request is still followed after its reader has left, who receives nothing more', async () => {
  using rotating = startRotatingKey()
  const { id } = await rotating.rotate()
  const changes = await rotating.follower.changesOf(id)
  await changes?.next()
  const waiting = changes?.next()
  await changes?.return?.()
  expect((await waiting)?.done).toBe(true)
  rotating.key.addRotation('ON_DEMAND', rotating.now())
  await rotating.clock.pass(rotatingMs)
  expect(await rotating.request(id)).toMatchObject({ status: 'COMPLETED' })
})

test('a request that does not exist has no changes', async () => {
  using rotating = startRotatingKey()
  expect(await rotating.follower.changesOf('none')).toBeUndefined()
})

test('disposing the follower ends every stream and leaves no timer', async () => {
  const rotating = startRotatingKey()
  const { id } = await rotating.rotate()
  const read = readStatuses(await rotating.follower.changesOf(id))
  await rotating.clock.pass(rotatingMs)
  rotating[Symbol.dispose]()
  await settle()
  expect(read.isEnded).toBe(true)
  expect(rotating.clock.sleeping).toBe(0)
})
