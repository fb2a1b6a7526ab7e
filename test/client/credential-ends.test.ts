import { expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { createClient } from '../../client/index.ts'
import type { StreamState } from '../../client/index.ts'
import { listenAt } from '../subscriptions/subscribe.ts'
import { everyRole, startGuardedGateway } from '../support/guarded-gateway.ts'
import { waitUntil } from '../support/wait-until.ts'
import { CompletionsDocument, NowDocument, ViewerDocument } from './generated/graphql.ts'

/** A gateway with two tokens, and a stream whose credential the test selects. */
async function startFollowed() {
  const it = await startGuardedGateway({ callers: { first: ['reader'], second: ['reader'] } })
  const { arn } = it.emulator.createKey()
  let credential = async (_rejected?: string) => it.tokens['first']
  const client = createClient({
    url: `${await listenAt(it)}/graphql`,
    webSocketImpl: WebSocket,
    credential: (rejected) => credential(rejected),
  })
  const { rotationEvents } = await client.query(NowDocument)
  const states: StreamState[] = []
  const stream = client.stream(
    CompletionsDocument,
    {},
    { after: rotationEvents.pageInfo.endCursor ?? undefined, onState: (state) => states.push(state) },
  )
  const dates: (string | null)[] = []
  const ended = (async () => {
    for await (const { rotationCompleted: event } of stream)
      if (event.kind === 'RotationCompleted') dates.push(event.occurredAt)
  })()
  const failed = ended.then(
    () => undefined,
    (error: unknown) => error,
  )
  await waitUntil(() => states.at(-1)?.status === 'CONNECTED')
  return {
    it,
    states,
    failed,
    use: (next: typeof credential) => (credential = next),
    /** Rotates the key. Resolves when the stream has delivered all its rotations. */
    async rotate() {
      it.emulator.clock.advance(1)
      it.emulator.addRotation(arn, { date: 'now', type: 'AUTOMATIC' })
      const all = it.emulator.key(arn).rotations.map(({ completedAt }) => completedAt)
      await waitUntil(() => dates.length >= all.length)
      expect(dates).toEqual(all)
    },
    async [Symbol.asyncDispose]() {
      await stream.return?.()
      await failed
      await it[Symbol.asyncDispose]()
    },
  }
}

test('a stream whose credential ends waits for another one, and resumes without a loss', async () => {
  await using followed = await startFollowed()
  const { it, states } = followed
  await followed.rotate()
  let signIn: (token: string | undefined) => void = () => {}
  let isAsked = false
  followed.use(() => {
    isAsked = true
    return new Promise((resolve) => (signIn = resolve))
  })
  it.rewrite(everyRole, { second: ['reader'] })
  await waitUntil(() => isAsked)
  expect(states.at(-1)).toMatchObject({ status: 'RECONNECTING', error: { code: 'UNAUTHENTICATED' } })
  const delivered = followed.rotate()
  signIn(it.tokens['second'])
  await delivered
  expect(states.at(-1)).toEqual({ status: 'CONNECTED' })
})

test('a stream whose credential ends rejects with UNAUTHENTICATED when there is not another one', async () => {
  await using followed = await startFollowed()
  followed.it.rewrite(everyRole, { second: ['reader'] })
  expect(await followed.failed).toMatchObject({
    name: 'GatewayError',
    code: 'UNAUTHENTICATED',
    isRetryable: false,
  })
})

test('a stream continues with the same credential after the permissions of the credential have changed', async () => {
  await using followed = await startFollowed()
  followed.it.rewrite(everyRole, { first: ['rotator'] })
  await waitUntil(() => followed.states.some(({ status }) => status === 'RECONNECTING'))
  await followed.rotate()
  expect(followed.states.at(-1)).toEqual({ status: 'CONNECTED' })
})

test('a query whose credential is rejected is sent once more with another credential', async () => {
  await using it = await startGuardedGateway({ speed: 0, callers: { first: ['reader'], second: ['reader'] } })
  const answers: (string | undefined)[] = []
  let next: string | undefined
  const client = createClient({
    url: `${await listenAt(it)}/graphql`,
    credential(rejected) {
      answers.push(rejected)
      return rejected === undefined ? 'wrong' : next
    },
  })

  next = it.tokens['second']
  expect(await client.query(ViewerDocument)).toMatchObject({ viewer: { subject: 'second' } })
  expect(answers).toEqual([undefined, 'wrong'])

  for (const useless of ['wrong', 'wrong as well', undefined]) {
    next = useless?.replaceAll(' ', '-')
    answers.length = 0
    await expect(client.query(NowDocument)).rejects.toMatchObject({ code: 'UNAUTHENTICATED' })
    expect(answers).toEqual([undefined, 'wrong'])
  }
})

test('a stream whose credential ends names the rejected token, and resumes with another one', async () => {
  await using followed = await startFollowed()
  const { it } = followed
  const first = it.tokens['first']
  const rejected: (string | undefined)[] = []
  followed.use(async (token) => {
    rejected.push(token)
    return token === undefined ? first : it.tokens['second']
  })
  it.rewrite(everyRole, { second: ['reader'] })
  await waitUntil(() => rejected.includes(first))
  await followed.rotate()
  expect(rejected).toEqual([undefined, first])
})
