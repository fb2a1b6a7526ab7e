import { afterEach, describe, expect, test } from 'vitest'
import { FollowRequestDocument } from '../documents/generated/graphql.ts'
import { accepted, statusReached } from '../mutations/rotating.ts'
import { startGateway } from '../support/gateway.ts'
import type { TestGateway, TestGatewayOptions } from '../support/gateway.ts'
import { eventually, subscribe, errorsOf, listenAt, transports } from './subscribe.ts'

const started: TestGateway[] = []
afterEach(async () => {
  await Promise.all(started.splice(0).map((gateway) => gateway[Symbol.asyncDispose]()))
})
async function start(options: TestGatewayOptions = {}) {
  const gateway = await startGateway({ speed: 0, ...options })
  started.push(gateway)
  return { gateway, url: await listenAt(gateway) }
}
const statuses = (messages: readonly { readonly data?: { rotationRequest: { status: string } } | null }[]) =>
  messages.map(({ data }) => data?.rotationRequest.status)

describe.each(transports)('over %s', (transport) => {
  test('the stream delivers the current state of the request, then each change, and ends when it is final', async () => {
    const { gateway, url } = await start({ settings: { startVisibleAfterMs: 5_000 } })
    const { arn } = gateway.emulator.createKey()
    const { id } = await accepted(gateway, arn)
    const { messages, ended } = subscribe(url, FollowRequestDocument, { id }, transport)
    await eventually(gateway, () => expect(messages).toHaveLength(1), 0)
    await eventually(gateway, () => expect(messages.length).toBeGreaterThanOrEqual(3))
    await ended
    expect(statuses(messages)).toEqual(['REQUESTED', 'IN_PROGRESS', 'COMPLETED'])
    const [rotation] = gateway.emulator.key(arn).rotations
    expect(messages.at(-1)?.data?.rotationRequest).toEqual({
      id,
      status: 'COMPLETED',
      startedAt: rotation?.startedAt,
      completedAt: rotation?.completedAt,
      error: null,
      rotation: { type: 'ON_DEMAND', request: { id } },
    })
  })

  test('a request that is already final is delivered once, and the stream ends', async () => {
    const { gateway, url } = await start()
    const { arn } = gateway.emulator.createKey()
    const { id } = await accepted(gateway, arn)
    await statusReached(gateway, id, 'COMPLETED')
    const { messages, ended } = subscribe(url, FollowRequestDocument, { id }, transport)
    await ended
    expect(statuses(messages)).toEqual(['COMPLETED'])
  })

  test.each([
    ['malformed', 'nonsense'],
    ['of another type', Buffer.from('1:Scope:us-east-1').toString('base64url')],
    ['of no request', Buffer.from('1:RotationRequest:none').toString('base64url')],
  ])('an ID that is %s is rejected as bad input', async (_, id) => {
    const { url } = await start()
    const errors = await errorsOf(subscribe(url, FollowRequestDocument, { id }, transport))
    expect(errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }])
  })
})

test('a rotation that takes too long ends the stream with TIMED_OUT', async () => {
  const { gateway, url } = await start({
    settings: { historyVisibleAfterMs: 600_000 },
    gateway: { limits: { completionTimeoutMs: 60_000 } },
  })
  const { id } = await accepted(gateway, gateway.emulator.createKey().arn)
  const { messages, ended } = subscribe(url, FollowRequestDocument, { id })
  await eventually(gateway, () => expect(statuses(messages).at(-1)).toBe('TIMED_OUT'))
  await ended
})

test('a subscription to a request causes no KMS calls in addition to those of the gateway itself', async () => {
  const calls = await Promise.all(
    [0, 20].map(async (subscribers) => {
      const { gateway, url } = await start()
      const { id } = await accepted(gateway, gateway.emulator.createKey().arn)
      const all = Array.from({ length: subscribers }, () => subscribe(url, FollowRequestDocument, { id }))
      await Promise.all(
        all.map(({ messages }) => eventually(gateway, () => expect(messages).toHaveLength(1), 0)),
      )
      await gateway.emulator.clock.sleep(0)
      await statusReached(gateway, id, 'IN_PROGRESS')
      gateway.emulator.resetStatistics()
      gateway.emulator.clock.advance(30_000)
      await statusReached(gateway, id, 'COMPLETED')
      await Promise.all(all.map(({ ended }) => ended))
      return gateway.emulator.calls()
    }),
  )
  expect(calls[1]).toBe(calls[0])
})

test('a subscriber that disconnects does not end the other subscriptions', async () => {
  const { gateway, url } = await start()
  const { id } = await accepted(gateway, gateway.emulator.createKey().arn)
  const [first, second] = [0, 1].map(() => subscribe(url, FollowRequestDocument, { id }))
  await eventually(gateway, () => expect(first?.messages.length && second?.messages.length).toBeTruthy(), 0)
  first?.unsubscribe()
  await eventually(gateway, () => expect(statuses(second?.messages ?? []).at(-1)).toBe('COMPLETED'))
  await second?.ended
  expect(statuses(first?.messages ?? [])).not.toContain('COMPLETED')
})
