import { afterEach, expect, test } from 'vitest'
import { EventsDocument, EventsOfKeyDocument, EventsPageDocument } from '../documents/generated/graphql.ts'
import type { EventsPageQuery } from '../documents/generated/graphql.ts'
import { accepted, statusReached } from '../mutations/rotating.ts'
import { eventually, keyIdOf, subscribe, listenAt } from '../subscriptions/subscribe.ts'
import { startGateway } from '../support/gateway.ts'
import type { TestGateway, TestGatewayOptions } from '../support/gateway.ts'
import { atMost } from '../support/at-most.ts'

const started: TestGateway[] = []
afterEach(async () => {
  await Promise.all(started.splice(0).map((gateway) => gateway[Symbol.asyncDispose]()))
})
async function start(options: TestGatewayOptions = {}) {
  const gateway = await startGateway({ speed: 0, ...options })
  started.push(gateway)
  return { gateway, emulator: gateway.emulator }
}

test('pages and a subscription that continues after them form one stream without gaps and duplicates', async () => {
  const { gateway, emulator } = await start()
  const [first, second] = [emulator.createKey().arn, emulator.createKey({ region: 'eu-west-1' }).arn]
  const filter = { keys: [await keyIdOf(gateway, first), await keyIdOf(gateway, second)] }
  emulator.clock.advance(60_000)
  const { id } = await accepted(gateway, first)
  await statusReached(gateway, id, 'COMPLETED')
  emulator.addRotation(second, { date: 'now', type: 'AUTOMATIC' })

  const read: string[] = []
  let after: string | null = null
  for (const _ of atMost(100, 'pages')) {
    const { rotationEvents }: EventsPageQuery = await gateway.ask(EventsPageDocument, {
      first: 1,
      after,
      filter,
    })
    read.push(...rotationEvents.nodes.map(({ kind }) => kind))
    after = rotationEvents.pageInfo.endCursor ?? null
    if (!rotationEvents.pageInfo.hasNextPage) break
  }
  expect(read).toEqual(['RotationStarted', 'RotationCompleted', 'RotationCompleted'])

  emulator.clock.advance(1_000)
  emulator.addRotation(second, { date: 'now', type: 'ON_DEMAND' })
  const types = ['ROTATION_COMPLETED' as const]
  const { messages } = subscribe(await listenAt(gateway), EventsDocument, {
    filter: { ...filter, types },
    after,
  })
  await eventually(gateway, () => expect(messages).toHaveLength(1))
  expect(messages).toMatchObject([
    { data: { rotationEvents: { key: { arn: second }, kind: 'RotationCompleted' } } },
  ])
})

test('without a cursor a page starts with the oldest stored event', async () => {
  const { gateway, emulator } = await start()
  const { arn } = emulator.createKey({ rotations: [{ date: '-100d', type: 'ON_DEMAND' }] })
  emulator.clock.advance(60_000)
  emulator.addRotation(arn, { date: '-30s', type: 'ON_DEMAND' })
  const { key } = await gateway.ask(EventsOfKeyDocument, { arn })
  expect(key?.rotationEvents?.nodes).toMatchObject([{ kind: 'RotationCompleted' }])
})

test('a history that cannot be read is a gap among many keys, and null with the error for the key itself', async () => {
  const { gateway, emulator } = await start()
  const [denied, other] = [emulator.createKey({ denies: ['ListKeyRotations'] }).arn, emulator.createKey().arn]
  emulator.clock.advance(60_000)
  emulator.addRotation(other, { date: '-30s', type: 'ON_DEMAND' })
  const { rotationEvents } = await gateway.ask(EventsPageDocument, {})
  expect(rotationEvents.nodes).toMatchObject([{ key: { arn: other } }])
  expect(rotationEvents.gaps).toMatchObject([{ affectedKey: { arn: denied }, types: ['ROTATION_COMPLETED'] }])
  const { key } = await gateway.ask(EventsOfKeyDocument, { arn: denied })
  expect(key).toMatchObject({ rotationEvents: null, problems: { rotations: { code: 'ACCESS_DENIED' } } })
})

test('more keys than can be read for one page are rejected with both numbers', async () => {
  const { gateway, emulator } = await start({ gateway: { limits: { maxSubscribedKeys: 2 } } })
  for (let keys = 0; keys < 3; keys++) emulator.createKey()
  const { errors } = await gateway.answer(EventsPageDocument, {})
  expect(errors).toMatchObject([
    { message: expect.stringContaining('3 keys match'), extensions: { code: 'BAD_USER_INPUT' } },
  ])
})

test.each(['nonsense', ''])('the cursor %o is rejected and quoted', async (after) => {
  const { gateway } = await start()
  const { errors } = await gateway.answer(EventsPageDocument, { after })
  expect(errors).toMatchObject([
    {
      message: expect.stringContaining(`'${after}' is not a cursor`),
      extensions: { code: 'BAD_USER_INPUT' },
    },
  ])
})
