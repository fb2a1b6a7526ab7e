import { setImmediate } from 'node:timers/promises'
import { afterEach, describe, expect, test } from 'vitest'
import type {
  InventoryPageQuery,
  InventoryPageQueryVariables,
  KeysInDetailQuery,
} from '../documents/generated/graphql.ts'
import {
  HistoriesBySourceDocument,
  InventoryPageDocument,
  KeyInKmsDocument,
  KeysInDetailDocument,
  ObservedKeysDocument,
} from '../documents/generated/graphql.ts'
import { atMost } from '../support/at-most.ts'
import { startGateway } from '../support/gateway.ts'
import type { Answer, TestGateway, TestGatewayOptions } from '../support/gateway.ts'
import { waitUntil } from '../support/wait-until.ts'

const started: TestGateway[] = []
afterEach(async () => {
  await Promise.all(started.splice(0).map((gateway) => gateway[Symbol.asyncDispose]()))
})

async function start(options: TestGatewayOptions = {}): Promise<TestGateway> {
  const gateway = await startGateway({
    speed: 0,
    cacheControl: null,
    regions: ['us-east-1', 'eu-west-1'],
    ...options,
    settings: { isThrottling: false, ...options.settings },
    gateway: { inventory: {}, ...options.gateway },
  })
  started.push(gateway)
  return gateway
}

/** Keys of every kind that a record can show. */
function createVariety({ emulator }: TestGateway): void {
  emulator.createKey({ aliases: ['orders-api', 'orders'], tags: { team: 'Payments' }, automaticRotation: {} })
  emulator.createKey({ description: 'An API of billing', createdAt: '-900d', rotations: [{ date: '-700d' }] })
  emulator.createKey({
    createdAt: '-500d',
    rotations: [{ date: '-90d' }, { date: '-60d', type: 'ON_DEMAND' }, { date: '-30d', type: 'ON_DEMAND' }],
  })
  emulator.createKey({ region: 'eu-west-1', spec: 'RSA_2048' })
  emulator.createKey({ region: 'eu-west-1', manager: 'AWS' })
  emulator.createKey({ region: 'eu-west-1', origin: 'EXTERNAL' })
  emulator.createKey({ replicaRegions: ['eu-west-1'], createdAt: '-400d' })
  emulator.createKey({ denies: ['ListKeyRotations', 'ListResourceTags'] })
  emulator.createKey({ denies: ['DescribeKey'] })
  emulator.createKey({ state: 'Disabled' })
}

type Page = InventoryPageQuery['keys']

const page = async (gateway: TestGateway, variables: InventoryPageQueryVariables = {}): Promise<Page> =>
  (await gateway.ask(InventoryPageDocument, variables)).keys

const arnsOf = ({ edges }: Page): readonly string[] => edges.map(({ node }) => node.arn)

async function allArns(
  gateway: TestGateway,
  variables: InventoryPageQueryVariables,
): Promise<readonly string[]> {
  const arns: string[] = []
  let after: string | null | undefined
  for (const _ of atMost(100, 'pages')) {
    const visit: Page = await page(gateway, { ...variables, after: after ?? null })
    arns.push(...arnsOf(visit))
    after = visit.pageInfo.endCursor
    if (!visit.pageInfo.hasNextPage) break
  }
  return arns
}

/** The number of KMS requests that the emulator received during the work. */
async function requestsOf(gateway: TestGateway, work: () => Promise<unknown>): Promise<number> {
  const before = gateway.emulator.callLog().length
  await work()
  return gateway.emulator.callLog().length - before
}

const FILTERS: readonly NonNullable<InventoryPageQueryVariables['filter']>[] = [
  {},
  { search: 'API' },
  { search: 'payments' },
  { search: 'nothing has this' },
  { states: ['DISABLED'] },
  { managers: ['CUSTOMER'], origins: ['AWS_KMS'] },
  { aliasPrefix: 'orders' },
  { tags: [{ key: 'team' }] },
  { automaticRotation: ['ENABLED'] },
  { automaticRotation: ['NOT_SUPPORTED', 'AWS_MANAGED'] },
  { onDemandInProgress: false },
  { lastRotatedBefore: new Date(0).toISOString() },
  { lastRotatedAfter: new Date(0).toISOString() },
  { nextRotationAfter: new Date(0).toISOString() },
  { nextRotationBefore: '9000-01-01T00:00:00Z' },
  { lastRotationTypes: ['ON_DEMAND'] },
  { maxRemainingOnDemand: 23 },
  { compliance: ['OVERDUE'] },
  { dueBefore: '2030-01-01T00:00:00Z' },
  { dueBefore: '2500-01-01T00:00:00Z', policy: { maxMaterialAgeInDays: 30 } },
  { dueAfter: '2030-01-01T00:00:00Z' },
  { isUnreadable: true },
  { isUnreadable: false },
  { canRotateOnDemand: true },
  { canRotateOnDemand: false },
]
const FIELDS = [
  'ARN',
  'CREATED_AT',
  'NEXT_ROTATION_AT',
  'LAST_ROTATED_AT',
  'DISPLAY_NAME',
  'DUE_AT',
  'MATERIAL_AGE',
  'REMAINING_ON_DEMAND',
] as const

describe('keys of the inventory', () => {
  test('have the same fields as the keys of KMS, without a KMS request and without points', async () => {
    const gateway = await start()
    createVariety(gateway)
    await gateway.inventory()
    const { keys: fromKms } = await gateway.ask(KeysInDetailDocument, { source: 'KMS' })
    const requests = await requestsOf(gateway, async () => {
      const answer: Answer<KeysInDetailQuery> & {
        readonly extensions?: { readonly cost?: { readonly actualQueryCost: number } }
      } = await gateway.answer(KeysInDetailDocument, {})
      expect(answer.errors).toBeUndefined()
      expect(answer.extensions?.cost?.actualQueryCost).toBe(0)
      const byArn = fromKms.nodes.toSorted((left, right) => (left.arn < right.arn ? -1 : 1))
      expect(answer.data?.keys.nodes).toEqual(byArn)
    })
    expect(requests).toBe(0)
  })

  test.each(FILTERS)('match the filter %j as the keys of KMS do', async (filter) => {
    const gateway = await start()
    createVariety(gateway)
    await gateway.inventory()
    const kms = await page(gateway, {
      source: 'KMS',
      filter,
      orderBy: { field: 'ARN', direction: 'ASC' },
      first: 100,
    })
    const records = await page(gateway, { filter, first: 100 })
    expect(arnsOf(records)).toEqual(arnsOf(kms))
    expect(records).toMatchObject({
      undecidedCount: kms.undecidedCount,
      scannedCount: kms.scannedCount,
      totalCount: kms.edges.length,
      isComplete: true,
    })
  })

  test.each(FIELDS)('have the order of the keys of KMS by %s, on every page', async (field) => {
    const gateway = await start()
    createVariety(gateway)
    await gateway.inventory()
    for (const direction of ['ASC', 'DESC'] as const) {
      const orderBy = { field, direction }
      const kms = arnsOf(await page(gateway, { source: 'KMS', orderBy, first: 100 }))
      expect(kms.length).toBeGreaterThan(8)
      for (const first of [1, 3, 100]) expect(await allArns(gateway, { orderBy, first })).toEqual(kms)
    }
  })

  test('are selected by their IDs', async () => {
    const gateway = await start()
    const arns = Array.from({ length: 4 }, () => gateway.emulator.createKey().arn)
    await gateway.inventory()
    const keys = arns.slice(0, 2).map((arn) => Buffer.from(`1:Key:${arn}`).toString('base64url'))
    for (const source of ['KMS', 'INVENTORY'] as const)
      expect(arnsOf(await page(gateway, { source, filter: { keys } })).toSorted()).toEqual(
        arns.slice(0, 2).toSorted(),
      )
    const { errors } = await gateway.answer(InventoryPageDocument, { filter: { keys: ['no ID'] } })
    expect(errors?.[0]?.extensions?.['code']).toBe('BAD_USER_INPUT')
  })

  test('follow the cursor of a page although other keys were added and removed since', async () => {
    const gateway = await start({ regions: ['us-east-1'], gateway: { inventory: { listEveryMs: 1_000 } } })
    const { emulator } = gateway
    const keys = ['1', '3', '5', '7'].map((digit) => emulator.createKey({ keyId: keyId(digit) }).arn)
    const inventory = await gateway.inventory()
    const first = await page(gateway, { first: 2 })
    expect(arnsOf(first)).toEqual(keys.slice(0, 2))

    emulator.removeKey(keys[0] ?? '')
    const added = ['0', '2', '6'].map((digit) => emulator.createKey({ keyId: keyId(digit) }).arn)
    await waitUntil(async () => {
      gateway.passTime(1_000)
      await setImmediate()
      return [...added].every((arn) => inventory.recordOf(arn)?.tags) && !inventory.recordOf(keys[0] ?? '')
    })
    const second = await page(gateway, { first: 10, after: first.pageInfo.endCursor ?? null })
    expect(arnsOf(second)).toEqual([keys[2], added[2], keys[3]])
  })

  test('have histories whose cursors continue in KMS, and the reverse', async () => {
    const gateway = await start({ regions: ['us-east-1'], gateway: { inventory: {}, kmsPageSize: 3 } })
    const rotations = Array.from({ length: 8 }, (_, index) => ({ date: `-${100 - index}d` }) as const)
    const { arn } = gateway.emulator.createKey({ createdAt: '-200d', rotations })
    await gateway.inventory()
    const id = Buffer.from(`1:Key:${arn}`).toString('base64url')
    const pageOf = async (source: 'KMS' | 'INVENTORY', after: string | null) => {
      if (source === 'KMS') {
        const { node } = await gateway.ask(KeyInKmsDocument, { id, after })
        return node && 'rotations' in node ? node.rotations : null
      }
      return (await gateway.ask(HistoriesBySourceDocument, { source, after })).keys.nodes[0]?.rotations
    }
    const visit = async (sourceOf: (index: number) => 'KMS' | 'INVENTORY') => {
      const dates: unknown[] = []
      let after: string | null = null
      for (let index = 0; index < 4; index++) {
        const visited: Awaited<ReturnType<typeof pageOf>> = await pageOf(sourceOf(index), after)
        dates.push(...(visited?.nodes.map(({ rotatedAt }) => rotatedAt) ?? []))
        after = visited?.pageInfo.endCursor ?? null
      }
      return dates
    }
    const inKms = await visit(() => 'KMS')
    expect(inKms).toHaveLength(8)
    expect(await visit((index) => (index % 2 ? 'KMS' : 'INVENTORY'))).toEqual(inKms)
    expect(await visit((index) => (index % 2 ? 'INVENTORY' : 'KMS'))).toEqual(inKms)
  })

  test('say when the oldest data was read that the response shows', async () => {
    const gateway = await start({ regions: ['us-east-1'] })
    const { arn } = gateway.emulator.createKey()
    const inventory = await gateway.inventory()
    const record = inventory.recordOf(arn)
    const { keys } = await gateway.ask(ObservedKeysDocument, {})
    const [node] = keys.nodes
    const shown = Math.min(record?.metadata?.observedAt ?? 0, record?.status?.observedAt ?? 0)
    expect(node?.observedAt).toEqual(new Date(shown).toISOString())
    expect(keys.observedAt).toEqual(
      new Date(inventory.stateOf('111122223333/us-east-1').listedAt ?? 0).toISOString(),
    )
    const fromKms = (await gateway.ask(ObservedKeysDocument, { source: 'KMS' })).keys
    expect([fromKms.observedAt, fromKms.nodes[0]?.observedAt]).toEqual([null, null])
  })
})

const keyId = (digit: string) => `${digit}0000000-0000-4000-8000-000000000000`

describe('an answer of the inventory', () => {
  test('has no total count while a scope cannot be listed, and names the scope without a KMS request', async () => {
    const gateway = await start({ gateway: { inventory: { listEveryMs: 1_000 } } })
    const { arn } = gateway.emulator.createKey()
    gateway.emulator.createKey({ region: 'eu-west-1' })
    const inventory = await gateway.inventory()
    gateway.emulator.addFault({ kind: 'error', operation: 'ListKeys', region: 'us-east-1' })
    await waitUntil(async () => {
      gateway.passTime(1_000)
      await setImmediate()
      return inventory.stateOf('111122223333/us-east-1').unreachable !== undefined
    })
    const all = await page(gateway)
    expect(all).toMatchObject({ totalCount: null, isComplete: false, scannedCount: 2 })
    expect(arnsOf(all)).toContain(arn)
    expect(all.unavailableScopes).toMatchObject([{ scope: { region: 'us-east-1', keyCount: null } }])
    const other = await page(gateway, { scopes: [{ region: 'eu-west-1' }] })
    expect(other).toMatchObject({ totalCount: 1, isComplete: true, unavailableScopes: [] })
  })

  test('counts the keys that a filter cannot be evaluated for', async () => {
    const gateway = await start()
    gateway.emulator.createKey({ tags: { team: 'orders' } })
    gateway.emulator.createKey({ denies: ['ListResourceTags'] })
    await gateway.inventory()
    expect(await page(gateway, { filter: { tags: [{ key: 'team' }] } })).toMatchObject({
      totalCount: 1,
      undecidedCount: 1,
      scannedCount: 2,
      isComplete: true,
    })
  })

  test('is rejected if the gateway keeps no inventory', async () => {
    const gateway = await start({ gateway: { inventory: undefined } })
    const { errors } = await gateway.answer(InventoryPageDocument, { source: 'INVENTORY' })
    expect(errors?.[0]).toMatchObject({ extensions: { code: 'INVENTORY_REQUIRED' } })
    expect(errors?.[0]?.message).toContain('source: KMS')
    expect((await gateway.answer(InventoryPageDocument, {})).errors).toBeUndefined()
  })

  test('is rejected if the request accepts no older data', async () => {
    const gateway = await start({ cacheControl: 'no-cache' })
    await gateway.inventory()
    const { errors } = await gateway.answer(InventoryPageDocument, {})
    expect(errors?.[0]).toMatchObject({ extensions: { code: 'BAD_USER_INPUT' } })
    expect(errors?.[0]?.message).toContain('source: KMS')
    expect((await gateway.answer(InventoryPageDocument, { source: 'KMS' })).errors).toBeUndefined()
  })
})
