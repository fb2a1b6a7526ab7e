import { afterEach, describe, expect, test } from 'vitest'
import type { MaxAges } from '../../src/kms/cache/max-ages.ts'
import { KeysPageDocument } from '../documents/generated/graphql.ts'
import type { KeysPageQuery, KeysPageQueryVariables } from '../documents/generated/graphql.ts'
import { readerOf, startGuardedGateway } from '../support/guarded-gateway.ts'
import type { Caller, GuardedGateway } from '../support/guarded-gateway.ts'
import { atMost } from '../support/at-most.ts'

const started: GuardedGateway[] = []
afterEach(async () => {
  await Promise.all(started.splice(0).map((gateway) => gateway[Symbol.asyncDispose]()))
})

const patterns = {
  arn: { arn: '*/aaaaaaaa-*' },
  alias: { alias: 'orders-*' },
  tag: { tag: 'team=orders' },
} as const
type Pattern = keyof typeof patterns
const names: readonly Pattern[] = ['arn', 'alias', 'tag']

/** One of every three keys is visible; hidden keys surround it in the list. */
async function start(shown = 12, maxAges: Partial<MaxAges> = {}) {
  const gateway = await startGuardedGateway({
    speed: 0,
    settings: { isThrottling: false },
    roles: {
      all: { permissions: ['ROTATION_READ'] },
      ...Object.fromEntries(names.map((name) => [name, readerOf(patterns[name])])),
    },
    callers: { all: ['all'], ...Object.fromEntries(names.map((name) => [name, [name]])) },
    gateway: { kmsPageSize: 7, maxAges },
  })
  started.push(gateway)
  for (let count = 0; count < shown; count++) {
    const region = count % 2 ? 'us-east-1' : 'eu-west-1'
    const rest = `-0000-4000-8000-${String(count).padStart(12, '0')}`
    gateway.emulator.createKey({
      region,
      keyId: `aaaaaaaa${rest}`,
      aliases: [`orders-${count}`],
      tags: { team: 'orders' },
    })
    for (const prefix of ['99999999', 'bbbbbbbb'])
      gateway.emulator.createKey({
        region,
        keyId: `${prefix}${rest}`,
        aliases: [`billing-${prefix}-${count}`],
        tags: { team: 'billing' },
      })
  }
  return gateway
}

type KeysPage = KeysPageQuery['keys']

async function pagesOf(caller: Caller, page: KeysPageQueryVariables = {}): Promise<readonly KeysPage[]> {
  const pages: KeysPage[] = []
  let after: string | null | undefined = null
  for (const _ of atMost(100, 'pages')) {
    const { keys }: KeysPageQuery = await caller.ask(KeysPageDocument, { ...page, after })
    pages.push(keys)
    after = keys.pageInfo.hasNextPage ? keys.pageInfo.endCursor : null
    if (!after) break
  }
  return pages
}
const arnsOf = (pages: readonly KeysPage[]) => pages.flatMap(({ edges }) => edges.map(({ node }) => node.arn))

describe.each(names)('a caller with a key pattern by %s', (name) => {
  test('lists the visible keys, page by page, in the order of the whole list', async () => {
    const gateway = await start()
    const expected = arnsOf(await pagesOf(gateway.as('all'))).filter((arn) => arn.includes('/aaaaaaaa-'))
    expect(expected).toHaveLength(12)
    for (const first of [1, 5, 12, 100]) {
      const pages = await pagesOf(gateway.as(name), { first })
      expect(arnsOf(pages)).toEqual(expected)
      expect(pages.map(({ edges }) => edges.length)).toEqual(
        Array.from({ length: Math.ceil(12 / first) }, (_, index) => Math.min(first, 12 - index * first)),
      )
      for (const { scannedCount, undecidedCount, edges } of pages)
        expect([scannedCount, undecidedCount]).toEqual([edges.length, 0])
    }
  })

  test('counts only the visible keys in connections and scopes', async () => {
    const gateway = await start()
    const { data } = await gateway.as(name).answer('{ keys { totalCount } scopes { keyCount } }')
    expect(data).toEqual({ keys: { totalCount: 12 }, scopes: [{ keyCount: 6 }, { keyCount: 6 }] })
  })

  test('filters and orders only the visible keys, and a scan limit counts no others', async () => {
    const gateway = await start()
    const { data } = await gateway.as(name).answer(
      `{
        scanned: keys(filter: { states: [ENABLED] }, scanLimit: 2) { nodes { arn } scannedCount pageInfo { hasNextPage } }
        none: keys(filter: { tags: [{ key: "team", values: ["billing"] }] }) { nodes { arn } scannedCount undecidedCount }
        sorted: keys(first: 3, orderBy: { field: DISPLAY_NAME, direction: DESC }) { nodes { displayName } scannedCount }
      }`,
    )
    expect(data).toEqual({
      scanned: {
        nodes: [{}, {}].map(() => ({ arn: expect.stringContaining('/aaaaaaaa-') })),
        scannedCount: 2,
        pageInfo: { hasNextPage: true },
      },
      none: { nodes: [], scannedCount: 12, undecidedCount: 0 },
      sorted: {
        nodes: [{ displayName: 'orders-9' }, { displayName: 'orders-8' }, { displayName: 'orders-7' }],
        scannedCount: 12,
      },
    })
  })

  test('gets no empty page because of hidden keys for any scan limit, and no count of them', async () => {
    const gateway = await start()
    for (const scanLimit of [1, 5]) {
      const pages = await pagesOf(gateway.as(name), { filter: { states: ['ENABLED'] }, first: 4, scanLimit })
      for (const { edges } of pages) expect(edges).not.toEqual([])
      expect(arnsOf(pages)).toHaveLength(12)
      expect(pages.reduce((sum, { scannedCount }) => sum + scannedCount, 0)).toBe(12)
    }
    const filter = { tags: [{ key: 'team', values: ['billing'] }] }
    expect(await pagesOf(gateway.as(name), { filter, scanLimit: 1 })).toMatchObject([
      { edges: [], scannedCount: 12, pageInfo: { hasNextPage: false, endCursor: expect.any(String) } },
    ])
  })

  test('gets cursors that do not reveal the hidden keys in between', async () => {
    const gateway = await start()
    const pages = await pagesOf(gateway.as(name), { first: 5 })
    for (const { cursor } of pages.flatMap(({ edges }) => edges)) {
      const text = Buffer.from(cursor, 'base64url').toString()
      expect(text).not.toMatch(/99999999|bbbbbbbb/)
      // The cursor has a list, but neither Marker nor place.
      expect(text).toContain('null,0')
    }
  })

  test('cannot find out with a forged cursor whether a key exists', async () => {
    const gateway = await start()
    const { keys } = await gateway.as('all').ask(KeysPageDocument, { first: 100 })
    const ofHidden = keys.edges.find(({ node }) => node.arn.includes('/bbbbbbbb-'))
    const gone = keys.edges.find(({ node }) => node.arn.includes('/99999999-'))
    gateway.emulator.removeKey(gone?.node.arn ?? '', 'us-east-1')
    const errors = []
    for (const edge of [ofHidden, gone]) {
      const answer = await gateway.as(name).answer(KeysPageDocument, { after: edge?.cursor })
      errors.push(answer.errors?.map(({ message, extensions }) => [message, extensions?.['code']]))
    }
    expect(errors[0]).toEqual([[expect.any(String), 'INVALID_CURSOR']])
    expect(errors[0]).toEqual(errors[1])
  })
})

test('ARN patterns cost no call, alias patterns one listing per Region, and tag patterns one read per key', async () => {
  // The cache is off, so that no caller uses the reads of another.
  const gateway = await start(12, { ListKeys: 0, ListAliases: 0, ListResourceTags: 0 })
  const callsOf = async (name: string) => {
    gateway.emulator.resetStatistics()
    await gateway.as(name).answer('{ keys(first: 100) { nodes { arn } } }')
    const { calls } = gateway.emulator.statistics()
    return Object.fromEntries(
      ['ListKeys', 'ListAliases', 'ListResourceTags', 'DescribeKey'].map((operation) => [
        operation,
        calls.filter((each) => each.operation === operation).reduce((sum, { calls }) => sum + calls, 0),
      ]),
    )
  }
  const listing = { ListKeys: 6, ListAliases: 0, ListResourceTags: 0, DescribeKey: 0 }
  expect(await callsOf('all')).toEqual(listing)
  expect(await callsOf('arn')).toEqual(listing)
  expect(await callsOf('alias')).toEqual({ ...listing, ListAliases: 2 })
  expect(await callsOf('tag')).toEqual({ ...listing, ListResourceTags: 36 })
})

test('only visible relatives of a multi-Region key are shown, as keys, as ARNs and in errors', async () => {
  const gateway = await startGuardedGateway({
    speed: 0,
    regions: ['us-east-1', 'eu-west-1', 'ap-southeast-2'],
    roles: {
      primary: readerOf({ region: 'us-*' }),
      replica: { permissions: ['ROTATION_READ', 'ROTATION_WRITE'], keys: [{ region: 'eu-*' }] },
    },
    callers: { primary: ['primary'], replica: ['replica'] },
  })
  started.push(gateway)
  const primary = gateway.emulator.createKey({ replicaRegions: ['eu-west-1', 'ap-southeast-2'] })
  const replica = primary.arn.replace('us-east-1', 'eu-west-1')
  const relatives = 'multiRegion { primary { arn } primaryArn replicas { arn } replicaArns }'
  const relativesFor = async (caller: string, arn: string) =>
    (await gateway.as(caller).answer(`{ key(by: { arn: "${arn}" }) { ${relatives} } }`)).data
  expect(await relativesFor('primary', primary.arn)).toEqual({
    key: {
      multiRegion: { primary: { arn: primary.arn }, primaryArn: primary.arn, replicas: [], replicaArns: [] },
    },
  })
  expect(await relativesFor('replica', replica)).toEqual({
    key: {
      multiRegion: { primary: null, primaryArn: null, replicas: [{ arn: replica }], replicaArns: [replica] },
    },
  })
  const answer = JSON.stringify(
    await gateway.as('replica').answer(
      `mutation { rotateKeyOnDemand(input: { key: { arn: "${replica}" } }) { __typename
        ... on UnsupportedKeyError { message reason primaryKey { arn } key { capabilities { rotateOnDemand { blockers { message } } } } } } }`,
    ),
  )
  expect(answer).toContain('"reason":"NOT_PRIMARY_REGION"')
  expect(answer).toContain('"primaryKey":null')
  expect(answer).not.toContain('us-east-1')
})
