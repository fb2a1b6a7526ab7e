import { describe, expect, test } from 'vitest'
import { answerInTime } from '../../src/rotation/change/answer-in-time.ts'
import { OutcomeUnknownError } from '../../src/errors/operation-errors.ts'
import { RequestTimeoutError } from '../../src/errors/request-errors.ts'
import { createStillClock } from '../support/still-clock.ts'
import { KEY, KEY_ARN } from './kms-values.ts'
import { startRotatingKey } from './rotating-key.ts'

const forEver = () => new Promise<never>(() => undefined)
const settled = async (work: Promise<unknown>) => (await Promise.allSettled([work]))[0]

describe('a change with a deadline', () => {
  const start = () => {
    const clock = createStillClock()
    return { clock, time: { clock, deadline: clock.now() + 1_000 } }
  }

  test('returns its result and leaves no timer', async () => {
    const { clock, time } = start()
    expect(await answerInTime(time, async () => 'done')).toBe('done')
    await expect(answerInTime(time, () => Promise.reject(new Error('no')))).rejects.toThrow('no')
    await clock.pass(0)
    expect(clock.sleeping).toBe(0)
  })

  test('is rejected if it has not begun at its deadline, and cannot begin later', async () => {
    const { clock, time } = start()
    let begin = () => {}
    let signal: AbortSignal | undefined
    const outcome = settled(
      answerInTime(time, (progress) => {
        begin = () => progress.begun(() => 'perhaps')
        ;({ signal } = progress)
        return forEver()
      }),
    )
    await clock.pass(999)
    expect(signal?.aborted).toBe(false)
    await clock.pass(1)
    expect(await outcome).toMatchObject({ reason: expect.any(RequestTimeoutError) })
    expect(signal?.aborted).toBe(true)
    expect(begin).toThrow(RequestTimeoutError)
  })

  test('returns the last known state at its deadline if it has begun', async () => {
    const { clock, time } = start()
    const outcome = answerInTime<string>(time, async ({ begun }) => {
      begun(() => 'sent')
      await clock.sleep(500)
      begun(() => 'accepted')
      await clock.sleep(600)
      return 'seen'
    })
    await clock.pass(1_000)
    expect(await outcome).toBe('accepted')
    await clock.pass(1_000)
  })

  test('does not begin if its deadline has passed', async () => {
    const { clock, time } = start()
    await clock.pass(2_000)
    await expect(
      answerInTime(time, async ({ begun }) => {
        await clock.sleep(0)
        await Promise.resolve()
        await Promise.resolve()
        await Promise.resolve()
        begun(() => 'sent')
        return 'done'
      }),
    ).rejects.toThrow(RequestTimeoutError)
  })
})

describe('a rotation with a deadline', () => {
  const rotate = (rotating: ReturnType<typeof startRotatingKey>, input: object = {}) =>
    rotating.rotations.rotate({
      key: KEY,
      requestedBy: 'tester',
      requestId: 'operation',
      deadline: rotating.clock.now() + 30_000,
      ...input,
    })
  const audits = ({ logger }: ReturnType<typeof startRotatingKey>) =>
    logger.lines.flatMap(({ fields }) => ('audit' in fields ? [fields.audit] : []))

  test('is never sent if it was not sent by its deadline, and does not block the next rotation', async () => {
    using rotating = startRotatingKey()
    const { clock, key, kms, store } = rotating
    let show: (status: typeof key.status) => void = () => {}
    key.nextStatuses.push(new Promise((resolve) => (show = resolve)))
    const outcome = settled(rotate(rotating))
    await clock.pass(30_000)
    expect(await outcome).toMatchObject({
      reason: { code: 'REQUEST_TIMEOUT', message: expect.stringContaining('Nothing was changed') },
    })
    show(key.status)
    await clock.pass(0)
    expect(kms.calls('RotateKeyOnDemand')).toBe(0)
    expect(await store.latestOf(KEY_ARN)).toBeUndefined()
    expect(audits(rotating)).toMatchObject([{ outcome: 'REQUEST_TIMEOUT' }])
    expect(await rotate(rotating)).toMatchObject({ request: { status: 'REQUESTED' } })
  })

  test('is rejected at its deadline while it waits for an earlier rotation, and is not sent afterwards', async () => {
    using rotating = startRotatingKey()
    const { clock, key, kms } = rotating
    key.onChange = () => clock.sleep(60_000)
    const first = rotate(rotating, { deadline: undefined })
    const second = settled(rotate(rotating))
    await clock.pass(30_000)
    expect(await second).toMatchObject({ reason: { code: 'REQUEST_TIMEOUT' } })
    await clock.pass(30_000)
    await first
    await clock.pass(0)
    expect(kms.calls('RotateKeyOnDemand')).toBe(1)
  })

  test('returns its request if it was sent, and the request is still followed', async () => {
    using rotating = startRotatingKey()
    const { clock, key, kms, store, now } = rotating
    key.onChange = () => clock.sleep(40_000)
    const outcome = settled(rotate(rotating, { idempotencyKey: 'k' }))
    await clock.pass(30_000)
    const { id } = (await store.latestOf(KEY_ARN)) ?? {}
    expect(await outcome).toMatchObject({ reason: expect.any(OutcomeUnknownError) })
    expect(await outcome).toMatchObject({ reason: { requestId: id } })
    expect(audits(rotating)).toEqual([])
    // The response of KMS arrives later. It is logged, and a repeated call returns the request.
    await clock.pass(10_000)
    expect(audits(rotating)).toMatchObject([{ outcome: 'ACCEPTED', rotationRequestId: id }])
    key.addRotation('ON_DEMAND', now())
    await clock.pass(60_000)
    expect(await rotate(rotating, { idempotencyKey: 'k' })).toMatchObject({
      isReplay: true,
      request: { id, status: 'COMPLETED' },
    })
    expect(kms.calls('RotateKeyOnDemand')).toBe(1)
  })
})
