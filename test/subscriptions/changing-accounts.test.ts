import { afterEach, expect, test } from 'vitest'
import { createEmulatorClock } from '../../emulator/emulator-clock.ts'
import { createEmulator } from '../../emulator/emulator.ts'
import { openAccountsFile } from '../../src/accounts/open-accounts.ts'
import { createGateway } from '../../src/gateway.ts'
import { fixedCredentials } from '../../src/kms/aws/credentials.ts'
import { DIRECT } from '../../src/kms/aws/http-settings.ts'
import { encodeGlobalId } from '../../src/resolvers/global-id.ts'
import { ResumedCompletionsDocument } from '../documents/generated/graphql.ts'
import type { ResumedCompletionsSubscription } from '../documents/generated/graphql.ts'
import { temporaryFile } from '../support/credentials.ts'
import { withoutQuotas } from '../support/gateway.ts'
import { createMemoryLogger } from '../support/memory-logger.ts'
import { waitUntil } from '../support/wait-until.ts'
import { eventually, subscribe } from './subscribe.ts'
import type { TestSubscription } from './subscribe.ts'

const [A, B, C] = ['111122223333', '222233334444', '333344445555'] as const
const REGION = 'us-east-1'

const accountsFileOf = (...ids: readonly string[]) => ({
  role: 'arn:{partition}:iam::{account}:role/kms-rotation-gateway',
  accounts: ids.map((id) => ({ id })),
})

const started: AsyncDisposable[] = []
afterEach(async () => {
  for (const each of started.splice(0).toReversed()) await each[Symbol.asyncDispose]()
})

/** A gateway that listens and follows an accounts file with A and B. A and C have one key, and B has two. */
async function start() {
  const clock = createEmulatorClock({ speed: 0 })
  const emulator = createEmulator({ accountIds: [A, B, C], regions: [REGION], clock })
  started.push(emulator)
  emulator.settings({ isThrottling: false })
  const createKey = (accountId: string) => emulator.createKey({ accountId, region: REGION }).arn
  const keys = { [A]: createKey(A), [B]: createKey(B), [C]: createKey(C), named: createKey(B) }
  const endpoint = await emulator.listen({ port: 0 })
  const file = await temporaryFile(accountsFileOf(A, B))
  started.push(file)
  const logger = createMemoryLogger()
  const credentials = fixedCredentials({ accessKeyId: 'base', secretAccessKey: 'base' })
  const scopes = await openAccountsFile({
    path: file.path,
    pollIntervalMs: 5,
    aws: { regions: [{ region: REGION, useFipsEndpoint: false }], http: DIRECT, credentials },
    clock,
    logger,
    endpoint,
  })
  started.push({ [Symbol.asyncDispose]: async () => scopes[Symbol.dispose]() })
  let inFlight = 0
  const gateway = createGateway({
    kms: scopes,
    clock,
    logger,
    version: '0.0.0-test',
    kmsLimits: withoutQuotas,
    observers: [
      {
        async kmsCall(_, send) {
          inFlight++
          try {
            return await send()
          } finally {
            inFlight--
          }
        },
      },
    ],
  })
  started.push(gateway)
  const { url } = await gateway.listen({ host: '127.0.0.1', port: 0 })
  return {
    emulator,
    logger,
    keys,
    url,
    passTime(ms: number) {
      if (inFlight === 0) clock.advance(ms)
    },
    serve: async (...ids: readonly string[]) => {
      await file.write(accountsFileOf(...ids))
      await waitUntil(() => scopes.current.map(({ kms }) => kms.scope.accountId).join() === ids.join())
    },
    /** Rotates a key one second after the last change. Returns the key and the date. */
    rotate: (arn: string) => {
      clock.advance(1_000)
      emulator.addRotation(arn, { date: 'now', type: 'ON_DEMAND' })
      return `${arn} ${new Date(clock.now()).toISOString()}`
    },
  }
}

type Completions = TestSubscription<ResumedCompletionsSubscription>

/** The IDs of the events so far, in order. */
const receivedBy = ({ messages }: Completions) =>
  messages.map(({ data }) => {
    const event = data?.rotationCompleted
    return event && 'eventId' in event ? `${event.key.arn} ${String(event.occurredAt)}` : 'no event'
  })

test('running subscriptions deliver each rotation once while accounts leave the accounts file, come back and are added', async () => {
  const gateway = await start()
  const { emulator, keys, url, serve, rotate } = gateway
  const all = subscribe(url, ResumedCompletionsDocument, {})
  const named = subscribe(url, ResumedCompletionsDocument, { keys: [encodeGlobalId('Key', keys.named)] })
  const pass = (check: () => void) => eventually(gateway, check, 10_000)
  const historiesIn = (accountId: string) => emulator.calls('ListKeyRotations', undefined, accountId)
  await eventually(gateway, () => expect(historiesIn(A) + historiesIn(B)).toBe(3), 0)

  const first = [rotate(keys.named), rotate(keys[B])]
  await pass(() => expect(receivedBy(all).toSorted()).toEqual(first.toSorted()))
  await pass(() => expect(receivedBy(named)).toEqual(first.slice(0, 1)))

  await serve(A)
  const callsInB = emulator.calls(undefined, undefined, B)
  const missed = { named: rotate(keys.named), other: rotate(keys[B]) }
  const meanwhile = rotate(keys[A])
  await pass(() => expect(receivedBy(all).slice(2)).toEqual([meanwhile]))
  expect(emulator.calls(undefined, undefined, B)).toBe(callsInB)

  // The subscription to a key continues. The subscription to all keys covers the accounts from when they are served.
  const histories = historiesIn(B)
  await serve(A, B, C)
  await pass(() => expect(receivedBy(named).slice(1)).toEqual([missed.named]))
  await pass(() => expect(historiesIn(C)).toBeGreaterThan(0))
  await pass(() => expect(historiesIn(B)).toBeGreaterThan(histories + 1))
  const last = [rotate(keys.named), rotate(keys[B]), rotate(keys[C])]
  const polls = emulator.calls('ListKeyRotations')
  // Each key is polled at least once more after its last event was delivered.
  await pass(() => {
    expect(receivedBy(all)).toEqual(expect.arrayContaining(last))
    expect(emulator.calls('ListKeyRotations')).toBeGreaterThan(polls + 16)
  })
  expect(receivedBy(named)).toEqual([first[0], missed.named, last[0]])
  // The poll for the other subscription may find it after the key has joined this one.
  const ofAll = receivedBy(all).filter((event) => event !== missed.named)
  expect(ofAll.toSorted()).toEqual([...first, meanwhile, ...last].toSorted())
  expect(new Set(receivedBy(all)).size).toBe(all.messages.length)
})
