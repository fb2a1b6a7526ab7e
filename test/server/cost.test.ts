import type { DocumentNode } from 'graphql'
import { describe, expect, test } from 'vitest'
import { createGateway } from '../../src/gateway.ts'
import { createFakeKms } from '../support/fake-kms.ts'
import { createMemoryLogger } from '../support/memory-logger.ts'
import { createToy } from './toy.ts'
import { createStillClock } from '../support/still-clock.ts'
import { startGateway } from '../support/gateway.ts'
import type { TestGateway, TestGatewayOptions } from '../support/gateway.ts'
import { rawSocket } from './clients.ts'
import { NAMES, TRANSPORTS, statusOver } from './transports.ts'
import type { Answered } from './transports.ts'

interface Listening extends TestGateway {
  readonly url: string
}

async function listen(gateway: TestGatewayOptions['gateway'] = {}): Promise<Listening> {
  const started = await startGateway({
    speed: 0,
    regions: ['us-east-1'],
    settings: { isThrottling: false },
    gateway,
  })
  const { url } = await started.gateway.listen({ host: '127.0.0.1', port: 0 })
  return { ...started, url }
}

/** 2 points for the listing, and 10 for each of `first` histories. */
const HISTORIES = 'query Histories($first: Int!) { keys(first: $first) { nodes { lastRotation { id } } } }'
const STREAM = 'subscription ($keys: [ID!]) { rotationCompleted(keys: $keys) { __typename } }'

const costOf = ({ extensions }: Answered): unknown => extensions?.['cost']
const codesOf = ({ errors = [] }: Answered) => errors.map(({ extensions }) => extensions?.['code'])

describe.each(NAMES)('over %s', (transport) => {
  const ask = (it: Listening, query: string, variables?: Record<string, unknown>, operationName?: string) =>
    TRANSPORTS[transport](it.url, {
      query,
      ...(variables ? { variables } : {}),
      ...(operationName ? { operationName } : {}),
    })

  test('executes an operation up to the maximum cost, and rejects a larger one with its cost, the maximum and its largest part', async () => {
    await using it = await listen({ limits: { maxQueryCost: 52 } })
    it.emulator.createKey()
    expect((await ask(it, HISTORIES, { first: 5 })).data).toMatchObject({
      keys: { nodes: [{ lastRotation: null }] },
    })
    it.emulator.resetStatistics()

    const refused = await ask(it, HISTORIES, { first: 6 })
    expect(codesOf(refused)).toEqual(['COST_LIMIT_EXCEEDED'])
    expect(refused.data).toBeUndefined()
    for (const part of ['62 points', 'at most 52', 'keys.nodes', '60'])
      expect(refused.errors?.[0]?.message).toContain(part)
    expect(costOf(refused)).toMatchObject({ requestedQueryCost: 62, actualQueryCost: null })
    expect(refused.status).toBe(statusOver(transport, 400))
    expect(it.emulator.calls()).toBe(0)
    // The cached document is not affected by other variables.
    expect((await ask(it, HISTORIES, { first: 5 })).errors).toBeUndefined()
  })

  test('prices the operation named by operationName', async () => {
    await using it = await listen({ limits: { maxQueryCost: 52 } })
    const two = `query Cheap { viewer { subject } } ${HISTORIES}`
    expect((await ask(it, two, {}, 'Cheap')).data).toEqual({ viewer: { subject: 'anonymous' } })
    expect(codesOf(await ask(it, two, { first: 6 }, 'Histories'))).toEqual(['COST_LIMIT_EXCEEDED'])
  })

  test('rejects an operation whose response could contain too many objects', async () => {
    await using it = await listen({ limits: { maxQueryNodes: 7 } })
    const query = 'query ($first: Int) { keys(first: $first) { nodes { arn } } }'
    expect((await ask(it, query, { first: 6 })).errors).toBeUndefined()
    const refused = await ask(it, query, { first: 7 })
    expect(codesOf(refused)).toEqual(['COST_LIMIT_EXCEEDED'])
    for (const part of ['8 objects', 'at most 7']) expect(refused.errors?.[0]?.message).toContain(part)
  })

  test('rejects an operation when its caller has spent its budget, and executes it when the budget is restored', async () => {
    const clock = createStillClock()
    await using it = await listen({
      clock,
      limits: { maxQueryCost: 100 },
      rateLimit: { maximumAvailable: 100, restoreRate: 10 },
    })
    for (let count = 0; count < 8; count++) it.emulator.createKey()
    const spent = await ask(it, HISTORIES, { first: 8 })
    expect(costOf(spent)).toMatchObject({
      requestedQueryCost: 82,
      actualQueryCost: 82,
      throttleStatus: { maximumAvailable: 100, currentlyAvailable: 18, restoreRate: 10 },
    })
    it.emulator.resetStatistics()

    const refused = await ask(it, HISTORIES, { first: 8 })
    expect(codesOf(refused)).toEqual(['RATE_LIMITED'])
    expect(refused.errors?.[0]?.extensions).toMatchObject({ retryAfterSeconds: 7, isRetryable: true })
    expect(costOf(refused)).toMatchObject({
      actualQueryCost: null,
      throttleStatus: { currentlyAvailable: 18 },
    })
    expect(refused.status).toBe(statusOver(transport, 200))
    expect(it.emulator.calls()).toBe(0)
    // Operations without cost are not rate limited.
    expect((await ask(it, '{ viewer { subject } }')).errors).toBeUndefined()

    await clock.pass(7_000)
    expect((await ask(it, HISTORIES, { first: 8 })).errors).toBeUndefined()
  })
})

describe('a subscription', () => {
  test.each(['SSE', 'WebSocket'] as const)(
    'over %s is refused for its cost before it begins',
    async (transport) => {
      await using it = await listen({ limits: { maxQueryCost: 3 } })
      const keys = Array.from({ length: 4 }, () => it.emulator.createKey().arn)
      const ids = keys.map((arn) => Buffer.from(`1:Key:${arn}`).toString('base64url'))
      const refused = await TRANSPORTS[transport](it.url, { query: STREAM, variables: { keys: ids } })
      expect(codesOf(refused)).toEqual(['COST_LIMIT_EXCEEDED'])
      expect(it.emulator.calls()).toBe(0)
    },
  )
})

describe('a WebSocket', () => {
  test('keeps a WebSocket open when it rejects an operation for its cost', async () => {
    await using it = await listen({ limits: { maxQueryCost: 52 } })
    using socket = await rawSocket(it.url)
    socket.send({ type: 'connection_init' })
    expect(await socket.next()).toMatchObject({ type: 'connection_ack' })
    socket.send({
      id: 'expensive',
      type: 'subscribe',
      payload: { query: HISTORIES, variables: { first: 100 } },
    })
    const answers = [await socket.next()]
    if (!JSON.stringify(answers).includes('"error"')) answers.push(await socket.next())
    expect(JSON.stringify(answers)).toContain('COST_LIMIT_EXCEEDED')
    socket.send({ id: 'cheap', type: 'subscribe', payload: { query: '{ viewer { subject } }' } })
    expect(await socket.next()).toMatchObject({
      id: 'cheap',
      type: 'next',
      payload: { data: { viewer: {} } },
    })
  })
})

describe('extensions.cost', () => {
  const QUERY = `query ($first: Int) { keys(first: $first) { nodes { state rotationStatus { automatic } lastRotation { id } } } }`

  test('extensions.cost reports the KMS requests that were sent, and administrators see them by operation', async () => {
    await using it = await listen()
    for (let count = 0; count < 3; count++) it.emulator.createKey()
    const cost = costOf(await TRANSPORTS.POST(it.url, { query: QUERY, variables: { first: 100 } }))
    expect(cost).toMatchObject({ requestedQueryCost: 2 + 100 * 12, actualQueryCost: 2 + 3 * 12 })
    expect(cost).toMatchObject({
      kms: expect.arrayContaining([
        { operation: 'ListKeys', calls: 1 },
        { operation: 'DescribeKey', calls: 3 },
        { operation: 'GetKeyRotationStatus', calls: 3 },
        { operation: 'ListKeyRotations', calls: 3 },
      ]),
      throttleStatus: { maximumAvailable: 200_000, currentlyAvailable: 200_000 - 38, restoreRate: 10_000 },
    })
  })

  test('extensions.cost counts the KMS requests of a mutation', async () => {
    await using it = await listen()
    const { arn } = it.emulator.createKey()
    const query = 'mutation ($key: KeyForChange!) { rotateKeyOnDemand(input: { key: $key }) { __typename } }'
    const answer = await TRANSPORTS.POST(it.url, { query, variables: { key: { arn } } })
    expect(answer.data).toEqual({ rotateKeyOnDemand: { __typename: 'RotateKeyOnDemandPayload' } })
    expect(costOf(answer)).toMatchObject({
      requestedQueryCost: 213,
      actualQueryCost: 212,
      kms: expect.arrayContaining([{ operation: 'RotateKeyOnDemand', calls: 1 }]),
    })
  })

  test('extensions.cost is 0 without KMS requests, and has no throttleStatus without a rate limit', async () => {
    await using it = await listen({ rateLimit: false })
    const answer = await TRANSPORTS.POST(it.url, { query: '{ viewer { subject } }' })
    expect(costOf(answer)).toEqual({ requestedQueryCost: 0, actualQueryCost: 0, kms: [] })
  })

  test('extensions.cost is in the response to a failed operation', async () => {
    await using it = await listen()
    const answer = await TRANSPORTS.POST(it.url, { query: '{ key(by: { arn: "x" }) { id } }' })
    expect(codesOf(answer)).toEqual(['BAD_USER_INPUT'])
    expect(costOf(answer)).toMatchObject({ requestedQueryCost: 1, actualQueryCost: 0 })
  })

  test('a rejected operation spends nothing of the budget', async () => {
    await using it = await listen({ limits: { maxQueryCost: 52 } })
    const refused = await TRANSPORTS.POST(it.url, { query: HISTORIES, variables: { first: 100 } })
    expect(costOf(refused)).toMatchObject({ throttleStatus: { currentlyAvailable: 200_000 } })
  })
})

describe('rateLimit', () => {
  const LIMIT = 'rateLimit(dryRun: $dryRun) { cost nodeCount limit remaining used resetAt }'
  const QUERY = `query ($dryRun: Boolean, $first: Int) { ${LIMIT} keys(first: $first) { nodes { lastRotation { id } } } }`

  test('rateLimit returns the cost of the query and the remaining budget, and with dryRun executes nothing', async () => {
    const clock = createStillClock()
    await using it = await listen({ clock, rateLimit: { maximumAvailable: 30_000, restoreRate: 100 } })
    it.emulator.createKey()
    const dry = await TRANSPORTS.POST(it.url, { query: QUERY, variables: { dryRun: true, first: 20 } })
    expect(dry.data).toEqual({
      rateLimit: {
        cost: 202,
        nodeCount: 1 + 1 + 20 * 2,
        limit: 30_000,
        remaining: 30_000,
        used: 0,
        resetAt: new Date(clock.now()).toISOString(),
      },
    })
    expect(it.emulator.calls()).toBe(0)

    const real = await TRANSPORTS.POST(it.url, { query: QUERY, variables: { dryRun: false, first: 20 } })
    expect(real.data).toMatchObject({
      rateLimit: {
        cost: 202,
        remaining: 30_000 - 202,
        used: 202,
        resetAt: new Date(clock.now() + 2_020).toISOString(),
      },
      keys: { nodes: [{}] },
    })
    expect(costOf(real)).toMatchObject({ throttleStatus: { currentlyAvailable: 30_000 - 12 } })
  })

  test('a dry run returns the cost of an operation that would be rejected', async () => {
    await using it = await listen({ limits: { maxQueryCost: 52 } })
    const query = `query ($dryRun: Boolean = true) { ...All } fragment All on Query { ${LIMIT} keys(first: 100) { nodes { lastRotation { id } } } }`
    const { data, errors } = await TRANSPORTS.POST(it.url, { query })
    expect(errors).toBeUndefined()
    expect(data).toMatchObject({ rateLimit: { cost: 1_002 } })
    expect(Object.keys(data ?? {})).toEqual(['rateLimit'])
  })

  test('a dry run limits points and objects to the maximum of an Int', async () => {
    await using it = await listen()
    const { data, errors } = await TRANSPORTS.POST(it.url, {
      query: QUERY,
      variables: { dryRun: true, first: 2_000_000_000 },
    })
    expect(errors).toBeUndefined()
    expect(data).toMatchObject({ rateLimit: { cost: 2_147_483_647, nodeCount: 2_147_483_647 } })
  })

  test('rateLimit has no budget if callers are not limited', async () => {
    await using it = await listen({ rateLimit: false })
    const { data } = await TRANSPORTS.POST(it.url, { query: QUERY, variables: { dryRun: true, first: 1 } })
    expect(data).toEqual({
      rateLimit: { cost: 12, nodeCount: 4, limit: null, remaining: null, used: null, resetAt: null },
    })
  })

  test('the gateway does not start if the budget is smaller than the maximum cost', () => {
    const kms = createFakeKms()
    const start = () =>
      createGateway({
        kms: [kms],
        logger: createMemoryLogger(),
        version: '0',
        rateLimit: { maximumAvailable: 19_999 },
      })
    expect(start).toThrow(/20000.*19999/)
  })
})

describe('a parsed document', () => {
  test('all transports and clients that send the same text share the parsed document, and each operation is priced', async () => {
    const priced: DocumentNode[] = []
    await using toy = createToy({
      cost: {
        pricing(document) {
          priced.push(document)
          return { cost: 0, nodeCount: 0, largest: { path: '', points: 0 } }
        },
        maxCost: 1,
        maxNodes: 1,
        budgets: undefined,
      },
    })
    const { url } = await toy.server.listen({ host: '127.0.0.1', port: 0 })
    for (const name of [...NAMES, ...NAMES])
      expect((await TRANSPORTS[name](url, { query: '{ hello }' })).data).toEqual({ hello: 'world' })
    expect(priced).toHaveLength(8)
    expect(new Set(priced).size).toBe(1)
  })
})
