import { describe, expect, test } from 'vitest'
import { answerInTime } from '../../src/rotation/change/answer-in-time.ts'
import { OutcomeUnknownError } from '../../src/errors/operation-errors.ts'
import { RequestTimeoutError } from '../../src/errors/request-errors.ts'
import { createStillClock } from '../support/still-clock.ts'
import { KEY_ARN } from './kms-values.ts'
import { startRotatingKey } from './rotating-key.ts'

const forEver = () => new Promise<never>(() => undefined)
const settled = async (work: Promise<unknown>) => (await Promise.allSettled([work]))[0]

describe('a change with a deadline', () => {
  const start = () => {
    const clock = createStillClock()
    return { clock, time: { clock, deadline: clock.now() + 1_000 } }
  }

  test('is answered with what it comes to, and leaves nothing that waits', async () => {
    const { clock, time } = start()
    expect(await answerInTime(time, async () => 'done')).toBe('done')
    await expect(answerInTime(time, () => Promise.reject(new Error('no')))).rejects.toThrow('no')
    await clock.pass(0)
    expect(clock.sleeping).toBe(0)
  })

  test('that has not begun by then is refused, and can begin no more', async () => {
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

  test('that has begun is answered with the last that was known of it', async () => {
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

  test('whose deadline is past already is not begun', async () => {
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

describe('a rotation', () => {
  const rotate = (rotating: ReturnType<typeof startRotatingKey>, input: object = {}) =>
    rotating.rotations.rotate({
      keyArn: KEY_ARN,
      requestedBy: 'tester',
      requestId: 'operation',
      deadline: rotating.clock.now() + 30_000,
      ...input,
    })
  const audits = ({ logger }: ReturnType<typeof startRotatingKey>) =>
    logger.lines.flatMap(({ fields }) => ('audit' in fields ? [fields.audit] : []))

  test('that is not sent by then never will be, and the next one may', async () => {
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

  test('that waits for its turn is refused at its own deadline, and not sent when its turn comes', async () => {
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

  test('that was sent is answered with its request, which goes on being followed', async () => {
    using rotating = startRotatingKey()
    const { clock, key, kms, store, now } = rotating
    key.onChange = () => clock.sleep(40_000)
    const outcome = settled(rotate(rotating, { idempotencyKey: 'k' }))
    await clock.pass(30_000)
    const { id } = (await store.latestOf(KEY_ARN)) ?? {}
    expect(await outcome).toMatchObject({ reason: expect.any(OutcomeUnknownError) })
    expect(await outcome).toMatchObject({ reason: { requestId: id } })
    expect(audits(rotating)).toEqual([])
    // The answer comes after all; the log has it, and a repeated call is given the request.
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
