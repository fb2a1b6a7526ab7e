import { print } from 'graphql'
import { createClient } from 'graphql-ws'
import { describe, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import {
  AliasesOfDocument,
  CompletionIdsDocument,
  DisableDocument,
  EnableDocument,
  FleetInFullDocument,
  KeyInFullDocument,
  RotateDocument,
  RotationsPageDocument,
} from '../documents/generated/graphql.ts'
import { defaultMaxAges } from '../../src/kms/cache/max-ages.ts'
import { eventually, keyIdOf, subscribe, listenAt, watched } from '../subscriptions/subscribe.ts'
import { startGateway } from '../support/gateway.ts'
import type { TestGateway, TestGatewayOptions } from '../support/gateway.ts'

const KEYS = 20

/** A gateway with the default cache and a fleet of keys. The tests count calls, so KMS does not throttle. */
async function startWithCache(
  options: TestGatewayOptions = {},
): Promise<TestGateway & { readonly arns: readonly string[] }> {
  const { settings, ...others } = options
  const gateway = await startGateway({
    speed: 0,
    cacheControl: null,
    regions: ['us-east-1'],
    settings: { isThrottling: false, ...settings },
    ...others,
  })
  const arns = Array.from(
    { length: KEYS },
    (_, index) =>
      gateway.emulator.createKey({
        aliases: [`app/${index}`],
        createdAt: '-90d',
        rotations: [{ date: '-30d' }, { date: '-20d', type: 'ON_DEMAND' }],
      }).arn,
  )
  return { ...gateway, arns }
}

/** Calls since the previous count, by operation. */
function count({ emulator }: TestGateway): Readonly<Record<string, number>> {
  const { calls } = emulator.statistics()
  emulator.resetStatistics()
  return Object.fromEntries(calls.map((each) => [each.operation, each.calls]))
}

const FLEET = {
  ListKeys: 1,
  DescribeKey: KEYS,
  GetKeyRotationStatus: KEYS,
  ListKeyRotations: KEYS,
  ListResourceTags: KEYS,
  ListAliases: 1,
}

/** Reads the fleet with a Cache-Control header. */
async function askWith({ gateway }: TestGateway, cacheControl: string): Promise<void> {
  const response = await gateway.fetch(
    new Request('http://127.0.0.1:4000/graphql', {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'cache-control': cacheControl },
      body: JSON.stringify({ query: print(FleetInFullDocument) }),
    }),
  )
  const body: unknown = await response.json()
  expect(body).not.toHaveProperty('errors')
}

describe('the KMS calls of many queries', () => {
  test('are those of one query, because cached responses are reused', async () => {
    await using gateway = await startWithCache()
    const first = await gateway.ask(FleetInFullDocument)
    expect(count(gateway)).toEqual(FLEET)
    expect(await gateway.ask(FleetInFullDocument)).toEqual(first)
    expect(count(gateway)).toEqual({})
  })

  test('sent at the same time are those of one query, because reads are coalesced', async () => {
    await using gateway = await startWithCache()
    const answers = await Promise.all(Array.from({ length: 50 }, () => gateway.ask(FleetInFullDocument)))
    expect(new Set(answers.map((answer) => JSON.stringify(answer)))).toHaveLength(1)
    expect(count(gateway)).toEqual(FLEET)
  })

  test('are not reduced with no-cache, and are reduced as far as max-age allows', async () => {
    await using gateway = await startWithCache()
    await gateway.ask(FleetInFullDocument)
    count(gateway)
    for (const cacheControl of ['no-cache', 'no-store', 'max-age=0']) {
      await askWith(gateway, cacheControl)
      expect(count(gateway)).toEqual(FLEET)
    }
    await askWith(gateway, 'max-age=30')
    expect(count(gateway)).toEqual({})
    gateway.emulator.clock.advance(20_000)
    // By default a status expires after 10 seconds. A longer max-age does not extend this.
    await askWith(gateway, 'max-age=30')
    expect(count(gateway)).toEqual({ GetKeyRotationStatus: KEYS })
    await askWith(gateway, 'max-age=15')
    expect(count(gateway)).toEqual({ ...FLEET, GetKeyRotationStatus: undefined })
    gateway.emulator.clock.advance(60_000)
    await gateway.ask(FleetInFullDocument)
    expect(count(gateway)).toEqual(FLEET)
  })

  test('list the aliases of a Region once for pages of keys in several requests', async () => {
    await using gateway = await startWithCache()
    const ids = gateway.arns.map((arn) => Buffer.from(`1:Key:${arn}`).toString('base64url'))
    await gateway.ask(AliasesOfDocument, { ids: ids.slice(0, 10) })
    await gateway.ask(AliasesOfDocument, { ids: ids.slice(5) })
    expect(gateway.emulator.calls('ListAliases')).toBe(1)
  })
})

describe('the settings', () => {
  test('are shown in gateway.limits.maxAges and applied', async () => {
    await using gateway = await startWithCache({
      gateway: { maxAges: { GetKeyRotationStatus: 0, ListKeys: 1 } },
    })
    const { data } = await gateway.answer<
      { gateway: { limits: { maxAges: object } } },
      Record<string, never>
    >('{ gateway { limits { maxAges { operation maxAgeMs } } } }')
    expect(data?.gateway.limits.maxAges).toEqual(
      Object.entries({ ...defaultMaxAges, GetKeyRotationStatus: 0, ListKeys: 1 }).map(
        ([operation, maxAgeMs]) => ({ operation, maxAgeMs }),
      ),
    )
    await gateway.ask(FleetInFullDocument)
    count(gateway)
    await gateway.ask(FleetInFullDocument)
    expect(count(gateway)).toEqual({ GetKeyRotationStatus: KEYS })
  })
})

describe('a status', () => {
  test('shows when it was read, also from the cache', async () => {
    await using gateway = await startWithCache()
    const by = { arn: gateway.arns[0] ?? '' }
    const readAt = new Date(gateway.emulator.clock.now()).toISOString()
    const observedAt = async () =>
      (await gateway.ask(KeyInFullDocument, { by })).key?.rotationStatus.observedAt
    expect(await observedAt()).toBe(readAt)
    gateway.emulator.clock.advance(9_000)
    expect(await observedAt()).toBe(readAt)
    gateway.emulator.clock.advance(1_000)
    expect(await observedAt()).not.toBe(readAt)
  })
})

describe('a change through the gateway', () => {
  test('is visible to the next query of any caller, and causes no reads of other keys', async () => {
    await using gateway = await startWithCache({ speed: 1_000 })
    const [arn = ''] = gateway.arns
    const states = async () => {
      const { keys } = await gateway.ask(FleetInFullDocument)
      return keys.nodes
        .filter(({ rotationStatus }) => rotationStatus.automatic === 'ENABLED')
        .map((key) => key.arn)
    }
    expect(await states()).toEqual([])
    await gateway.ask(EnableDocument, { input: { key: { arn } } })
    expect(await states()).toEqual([arn])
    await gateway.ask(DisableDocument, { input: { key: { arn } } })
    expect(await states()).toEqual([])
  })

  test('invalidates all cached responses about that key, and no others', async () => {
    await using gateway = await startWithCache()
    const [arn = ''] = gateway.arns
    await gateway.ask(FleetInFullDocument)
    await gateway.ask(RotateDocument, { input: { key: { arn } } })
    count(gateway)
    await gateway.ask(FleetInFullDocument)
    const { DescribeKey, ListKeyRotations, ...others } = count(gateway)
    expect([DescribeKey, ListKeyRotations]).toEqual([1, 1])
    expect(others).not.toHaveProperty('ListKeys')
  })
})

describe('a rotation', () => {
  const lookAt = (gateway: TestGateway, arn: string) => async () => {
    const { key } = await gateway.ask(KeyInFullDocument, { by: { arn } })
    return [key?.rotationStatus.isOnDemandInProgress, key?.rotations?.totalCount]
  }

  test('requested through the gateway is visible to every later query, from its start to its entry in the history', async () => {
    await using gateway = await startWithCache()
    const [arn = ''] = gateway.arns
    const look = lookAt(gateway, arn)
    expect(await look()).toEqual([false, 2])
    await gateway.ask(RotateDocument, { input: { key: { arn } } })
    for (let seconds = 0; seconds < 30; seconds += 10) {
      expect(await look()).toEqual([true, 2])
      gateway.emulator.clock.advance(10_000)
    }
    expect(await look()).toEqual([false, 3])
  })

  test('requested elsewhere is visible after its start is seen, and simultaneous queries share reads', async () => {
    await using gateway = await startWithCache()
    const [arn = ''] = gateway.arns
    const look = lookAt(gateway, arn)
    expect(await look()).toEqual([false, 2])
    await gateway.kms[0]?.rotateKeyOnDemand(arn)
    gateway.emulator.clock.advance(10_000)
    expect(await look()).toEqual([true, 2])
    for (let seconds = 10; seconds < 30; seconds += 10) {
      count(gateway)
      for (const seen of await Promise.all([look(), look(), look()])) expect(seen).toEqual([true, 2])
      // Reads the rotations with and without all materials.
      expect(count(gateway)).toMatchObject({ GetKeyRotationStatus: 1, ListKeyRotations: 2 })
      gateway.emulator.clock.advance(10_000)
    }
    expect(await look()).toEqual([false, 3])
  })
})

describe('an automatic rotation', () => {
  test('that is due is not hidden by cached responses', async () => {
    await using gateway = await startWithCache()
    const { arn } = gateway.emulator.createKey({
      createdAt: '-90d',
      automaticRotation: { periodInDays: 90, nextRotationDate: '+5s' },
    })
    const look = async () => {
      const { key } = await gateway.ask(KeyInFullDocument, { by: { arn } })
      return key?.rotations?.totalCount
    }
    expect(await look()).toBe(0)
    gateway.emulator.clock.advance(4_000)
    count(gateway)
    expect(await look()).toBe(0)
    expect(count(gateway)).toEqual({})
    gateway.emulator.clock.advance(2_000)
    expect(await look()).toBe(1)
  })
})

describe('an event', () => {
  test('invalidates earlier cached responses, regardless of the caller that rotated the key', async () => {
    await using gateway = await startWithCache()
    const [arn = ''] = gateway.arns
    const rotations = async () => {
      const { key } = await gateway.ask(RotationsPageDocument, { by: { arn } })
      return key?.rotations?.edges.length
    }
    const keys = [await keyIdOf(gateway, arn)]
    const completions = subscribe(await listenAt(gateway), CompletionIdsDocument, { keys })
    await watched(gateway, 1)
    expect(await rotations()).toBe(2)
    gateway.emulator.addRotation(arn, { date: 'now', type: 'ON_DEMAND' })
    expect(await rotations()).toBe(2)
    await eventually(gateway, () => expect(completions.messages).toHaveLength(1))
    expect(await rotations()).toBe(3)
    completions.unsubscribe()
  })
})

describe('over WebSocket', () => {
  test('uses the Cache-Control header of the operation, not of the request that opened the WebSocket', async () => {
    await using gateway = await startWithCache()
    const { url } = await gateway.gateway.listen({ host: '127.0.0.1', port: 0 })
    const client = createClient({
      url: `${url.replace('http', 'ws')}/graphql`,
      webSocketImpl: class extends WebSocket {
        constructor(address: string, protocols: string) {
          super(address, protocols, { headers: { 'cache-control': 'no-cache' } })
        }
      },
    })
    const ask = async (extensions?: Record<string, unknown>) => {
      for await (const { errors } of client.iterate({ query: print(FleetInFullDocument), extensions }))
        expect(errors).toBeUndefined()
      return count(gateway)
    }
    expect(await ask()).toEqual(FLEET)
    expect(await ask()).toEqual({})
    expect(await ask({ headers: { 'Cache-Control': 'no-cache' } })).toEqual(FLEET)
    await client.dispose()
  })
})

describe('a Marker that KMS no longer accepts', () => {
  test('of a cached page does not fail a caller without a cursor', async () => {
    await using gateway = await startWithCache({ gateway: { kmsPageSize: 1 } })
    const { arn } = gateway.emulator.createKey({
      createdAt: '-90d',
      rotations: ['-9d', '-8d', '-7d', '-6d'].map((date) => ({ date })),
    })
    const page = async (first: number) => {
      const { key } = await gateway.ask(RotationsPageDocument, { by: { arn }, first })
      return key?.rotations?.edges.length
    }
    expect(await page(1)).toBe(1)
    // The first two pages are cached. The Marker after them is no longer valid.
    expect(count(gateway)).toMatchObject({ ListKeyRotations: 2 })
    gateway.emulator.invalidateMarkers()
    expect(await page(4)).toBe(4)
    expect(count(gateway)).toEqual({ ListKeyRotations: 1 + 4 })
  })

  test('of a cached page of keys does not fail a caller without a cursor', async () => {
    await using gateway = await startWithCache({ gateway: { kmsPageSize: 3 } })
    const keys = async (first: number) => {
      const { data, errors } = await gateway.answer<
        { keys: { nodes: { arn: string }[] } },
        Record<string, never>
      >(`{ keys(first: ${first}) { nodes { arn } } }`)
      expect(errors).toBeUndefined()
      return data?.keys.nodes.map(({ arn }) => arn)
    }
    await keys(4)
    gateway.emulator.invalidateMarkers()
    expect((await keys(KEYS))?.toSorted()).toEqual(gateway.arns.toSorted())
  })
})
