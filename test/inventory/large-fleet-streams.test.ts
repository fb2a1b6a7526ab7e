import { print } from 'graphql'
import { expect, onTestFinished, test } from 'vitest'
import { EventsDocument } from '../documents/generated/graphql.ts'
import { createGateway } from '../../src/gateway.ts'
import type { Gateway } from '../../src/gateway.ts'
import type { Inventory } from '../../src/rotation/inventory/inventory.ts'
import type { Kms } from '../../src/kms/kms.ts'
import { metadataOf } from '../rotation/kms-values.ts'
import { atMost } from '../support/at-most.ts'
import { createFakeKms } from '../support/fake-kms.ts'
import { withoutQuotas } from '../support/gateway.ts'
import { createMemoryLogger } from '../support/memory-logger.ts'
import { settle, START } from '../support/still-clock.ts'
import { NO_DEADLINE_MS } from '../support/timeouts.ts'
import { arnOf } from './fake-fleet.ts'
import { createHeapClock } from './heap-clock.ts'

const REGIONS = ['us-east-1', 'us-east-2', 'eu-west-1', 'eu-central-1']
const KEYS_PER_SCOPE = 2_500
const SUBSCRIBERS = 10
/** Turns of the event loop in which the gateway would send its next request. */
const TURNS = 3
const MINUTE_MS = 60_000
/** Shorter than the defaults, so that less time has to pass. */
const intervals = { listEveryMs: 4 * MINUTE_MS, statusEveryMs: 4 * MINUTE_MS }

/** The KMS of a Region in memory. `later` is listed only while `isListed`. */
function createRegion(region: string) {
  const arns = Array.from({ length: KEYS_PER_SCOPE + 1 }, (_, index) =>
    arnOf(index).replace('us-east-1', region),
  )
  const kms = createFakeKms(...arns)
  for (const keyArn of arns) kms.key(keyArn).metadata = metadataOf({ keyArn, currentKeyMaterialId: 'first' })
  const [later = '', ...listed] = arns.toReversed()
  const place = { kms, listed, later: kms.key(later), isListed: false }
  kms.respond.ListKeys = async () => ({
    items: (place.isListed ? arns : listed).map((keyArn) => ({ keyArn, keyId: '' })),
    nextMarker: undefined,
  })
  return place
}

/** A gateway with an inventory of 10,000 keys, all of which it has read. */
async function start() {
  let calls = 0
  /** Waits until the gateway sends nothing to KMS any more. */
  async function settled(): Promise<void> {
    for (const _ of atMost(100_000, 'rounds of requests')) {
      const before = calls
      for (let turn = 0; turn < TURNS; turn++) await settle()
      if (calls === before) return
    }
  }
  const clock = createHeapClock(START, settled)
  const [first, second, ...others] = REGIONS.map(createRegion)
  if (!first || !second) throw new Error('There are no Regions.')
  const counted = ({ kms }: typeof first): Kms => ({
    scope: kms.scope,
    call(...call) {
      calls++
      return kms.call(...call)
    },
  })
  let inventory: Inventory | undefined
  const gateway = createGateway({
    kms: [counted(first), counted(second), ...others.map(counted)],
    clock,
    logger: createMemoryLogger(),
    version: '0.0.0-test',
    kmsLimits: withoutQuotas,
    serverLimits: { requestTimeoutMs: NO_DEADLINE_MS },
    inventory: intervals,
    observers: [{ onInventoryCreated: (created) => void (inventory = created) }],
  })
  onTestFinished(() => gateway[Symbol.asyncDispose]())
  const scopes = REGIONS.map((region) => `111122223333/${region}`)
  const isRead = (scope: string) => inventory?.stateOf(scope).state === 'CURRENT'
  const hasUsage = (scope: string) => [...(inventory?.recordsIn(scope) ?? [])].every((key) => key.lastUsage)
  await clock.passUntil(() => scopes.every(isRead) && scopes.every(hasUsage))
  return { clock, first, second, gateway, calls: () => calls }
}

function post(gateway: Gateway, accept: string, query: string, variables: object = {}): Promise<Response> {
  return gateway.fetch(
    new Request('http://127.0.0.1:4000/graphql', {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept },
      body: JSON.stringify({ query, variables }),
    }),
  )
}

interface Message {
  readonly kind: string
  readonly cursor: string
  readonly key?: { readonly arn: string }
}

/** The messages of a subscription to all keys after a cursor, so far. */
async function subscribe(gateway: Gateway, after: string): Promise<Message[]> {
  const { body } = await post(gateway, 'text/event-stream', print(EventsDocument), { after })
  const messages: Message[] = []
  async function read(): Promise<void> {
    const decoder = new TextDecoder()
    let text = ''
    for await (const chunk of body ?? []) {
      const lines = `${text}${decoder.decode(chunk, { stream: true })}`.split('\n')
      text = lines.pop() ?? ''
      for (const line of lines)
        if (line.startsWith('data: {"data"')) messages.push(JSON.parse(line.slice(6)).data.rotationEvents)
    }
  }
  void read()
  return messages
}

const summaryOf = (messages: readonly Message[]) => messages.map(({ kind, key }) => `${kind} ${key?.arn}`)

test('subscriptions to 10,000 keys in four accounts and Regions cost no KMS requests, and get each event once, also after they resume', async () => {
  const { clock, first, second, gateway, calls } = await start()
  const before = calls()
  const response = await post(
    gateway,
    'application/json',
    '{ rotationEvents(first: 0) { pageInfo { endCursor } gaps { message } } }',
  )
  const { data, extensions } = await response.json()
  expect(data.rotationEvents.gaps).toEqual([])
  expect(extensions.cost).toMatchObject({ requestedQueryCost: 0, actualQueryCost: 0 })
  const { endCursor } = data.rotationEvents.pageInfo
  const streams = await Promise.all(Array.from({ length: SUBSCRIBERS }, () => subscribe(gateway, endCursor)))
  expect(calls()).toBe(before)

  const expected: string[] = []
  async function arrives(event: string, withinMs: number): Promise<void> {
    const since = clock.now()
    expected.push(event)
    await clock.passUntil(() => streams.every(({ length }) => length >= expected.length))
    for (const messages of streams) expect(summaryOf(messages)).toEqual(expected)
    expect(clock.now() - since).toBeLessThanOrEqual(withinMs)
  }
  const { statusEveryMs, listEveryMs } = intervals

  const outside = first.kms.key(first.listed[1_000] ?? '')
  outside.addRotation('ON_DEMAND', new Date(clock.now()), 'second')
  outside.metadata = metadataOf({ keyArn: outside.arn, currentKeyMaterialId: 'second' })
  await arrives(`RotationCompleted ${outside.arn}`, statusEveryMs + MINUTE_MS)

  const own = second.kms.key(second.listed[7] ?? '')
  own.onChange = () => own.showStart(new Date(clock.now()))
  const rotate =
    'mutation ($arn: String!) { rotateKeyOnDemand(input: { key: { arn: $arn } }) { __typename } }'
  await post(gateway, 'application/json', rotate, { arn: own.arn })
  await arrives(`RotationStarted ${own.arn}`, MINUTE_MS)
  own.addRotation('ON_DEMAND', new Date(clock.now()))
  own.hideStart()
  await arrives(`RotationCompleted ${own.arn}`, MINUTE_MS)

  const { later } = first
  const creationDate = new Date(clock.now())
  later.metadata = metadataOf({ keyArn: later.arn, creationDate, currentKeyMaterialId: 'first' })
  first.isListed = true
  await arrives(`KeyAdded ${later.arn}`, listEveryMs + 90_000)
  later.addRotation('ON_DEMAND', new Date(clock.now()), 'second')
  later.metadata = metadataOf({ keyArn: later.arn, creationDate, currentKeyMaterialId: 'second' })
  await arrives(`RotationCompleted ${later.arn}`, statusEveryMs + MINUTE_MS)

  first.isListed = false
  await arrives(`KeyRemoved ${later.arn}`, listEveryMs + 90_000)

  const [messages = []] = streams
  const fromSecond = await subscribe(gateway, messages[1]?.cursor ?? '')
  const fromLast = await subscribe(gateway, messages.at(-1)?.cursor ?? '')
  await clock.passUntil(() => fromSecond.length > 0)
  // A deleted key has only its removal.
  const rest = expected
    .slice(2)
    .filter((event) => !event.endsWith(later.arn) || event.startsWith('KeyRemoved'))
  expect(summaryOf(fromSecond).toSorted()).toEqual(rest.toSorted())
  expect(fromLast).toEqual([])
})
