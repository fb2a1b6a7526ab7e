import type { TypedDocumentNode } from '@graphql-typed-document-node/core'
import { parse } from 'graphql'
import { afterEach, expect, test } from 'vitest'
import type { KmsOperation } from '../../src/kms/kms.ts'
import type { ObservedCall } from '../../src/kms/observed-kms.ts'
import type { GatewayObserver } from '../../src/telemetry/gateway-observer.ts'
import { startGateway } from '../support/gateway.ts'
import type { TestGateway } from '../support/gateway.ts'
import { waitUntil } from '../support/wait-until.ts'

const [A, B, C] = ['111122223333', '222233334444', '333344445555'] as const
const REGIONS = ['us-east-1', 'eu-west-1']
const LIMIT_MS = 2_000
const LOOK_AHEAD_MS = 250
const NEVER_MS = 600_000
const KEYS_PER_SCOPE = 3

const started: AsyncDisposable[] = []
afterEach(async () => {
  for (const each of started.splice(0).toReversed()) await each[Symbol.asyncDispose]()
})

async function start() {
  const calls: ObservedCall[] = []
  const answers: ObservedCall[] = []
  const observer: GatewayObserver = {
    async kmsCall(call, send) {
      calls.push(call)
      try {
        return await send()
      } finally {
        answers.push(call)
      }
    },
  }
  const accountIds = [A, B, C]
  const gateway = await startGateway({
    speed: 0,
    accountIds,
    regions: REGIONS,
    gateway: { observers: [observer] },
  })
  started.push(gateway)
  for (const accountId of [A, B, C])
    for (const region of REGIONS)
      for (let key = 0; key < KEYS_PER_SCOPE; key++) gateway.emulator.createKey({ accountId, region })
  const count = (list: readonly ObservedCall[]) => (operation: KmsOperation, account?: string) =>
    list.filter((call) => call.operation === operation && (!account || call.accountId === account)).length
  return { gateway, emulator: gateway.emulator, sent: count(calls), answered: count(answers) }
}

interface KeysPage {
  readonly keys: {
    readonly totalCount?: number | null
    readonly nodes: readonly {
      readonly arn: string
      readonly state: string | null
      readonly problems: { readonly metadata: { readonly message: string } | null }
    }[]
    readonly unavailableScopes: readonly {
      readonly scope: { readonly accountId: string; readonly region: string }
      readonly error: { readonly message: string }
    }[]
  }
}

const UNAVAILABLE = 'unavailableScopes { scope { accountId region } error { message } }'
const PAGE = `{ keys(first: 50) { nodes { arn state problems { metadata { message } } } ${UNAVAILABLE} } }`

const gql = (query: string): TypedDocumentNode<KeysPage> => parse(query)

/** Sends a query. The clock stands still until the test moves it. */
function ask(gateway: TestGateway, query: string) {
  let page: KeysPage['keys'] | undefined
  void gateway.answer(gql(query)).then(({ data }) => (page = data?.keys))
  return () => waitUntil(() => page)
}

const accountsOf = ({ nodes }: KeysPage['keys']) => nodes.map(({ arn }) => arn.split(':')[4])
const unavailable = ({ unavailableScopes }: KeysPage['keys']) =>
  unavailableScopes.map(({ scope }) => `${scope.accountId}/${scope.region}`)

test('a page has the keys of the other accounts after 2 s when one account does not answer, and names its scopes', async () => {
  const { gateway, emulator, sent, answered } = await start()
  emulator.addFault({ kind: 'latency', latencyMs: NEVER_MS, accountId: B })
  const page = ask(gateway, PAGE.replace('nodes', 'totalCount nodes'))
  await waitUntil(() => sent('ListKeys', B) > 0)
  emulator.clock.advance(LOOK_AHEAD_MS)
  await waitUntil(() => answered('ListKeys', C) === REGIONS.length)
  emulator.clock.advance(LIMIT_MS - LOOK_AHEAD_MS)
  const answer = await page()
  expect(unavailable(answer)).toEqual(REGIONS.map((region) => `${B}/${region}`))
  expect(new Set(accountsOf(answer))).toEqual(new Set([A, C]))
  expect(answer.nodes).toHaveLength(2 * REGIONS.length * KEYS_PER_SCOPE)
  expect(answer.totalCount).toBeNull()
})

test('fields of keys in an account that does not answer have a problem after 2 s, and one read at a time is sent from then on', async () => {
  const { gateway, emulator, sent, answered } = await start()
  emulator.addFault({ kind: 'latency', latencyMs: NEVER_MS, accountId: B, operation: 'DescribeKey' })
  const keysOfB = REGIONS.length * KEYS_PER_SCOPE
  for (const expected of [keysOfB, keysOfB + REGIONS.length]) {
    const page = ask(gateway, PAGE)
    await waitUntil(() => sent('DescribeKey', B) === expected)
    for (const account of [A, C])
      await waitUntil(() => answered('DescribeKey', account) === sent('DescribeKey', account))
    emulator.clock.advance(LIMIT_MS)
    const answer = await page()
    expect(unavailable(answer)).toEqual([])
    const ofB = answer.nodes.filter(({ arn }) => arn.includes(B))
    for (const { problems } of ofB) expect(problems.metadata?.message).toContain('Try again later.')
    for (const { state } of answer.nodes.filter((key) => !ofB.includes(key))) expect(state).toBe('ENABLED')
    expect(sent('DescribeKey', B)).toBe(expected)
  }
})

test('a page lists only the scopes that it needs while every account answers', async () => {
  const { gateway, sent } = await start()
  const page = await ask(gateway, PAGE.replace('50', '2'))()
  expect(page.nodes).toHaveLength(2)
  expect(sent('ListKeys')).toBe(1)
})
