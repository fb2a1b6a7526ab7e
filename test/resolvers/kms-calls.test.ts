import { describe, expect, test } from 'vitest'
import {
  AliasesOfDocument,
  FleetInFullDocument,
  FleetOnceDocument,
  FleetTwiceDocument,
  KeyCapabilitiesDocument,
  KeyNamesDocument,
  KeysPageDocument,
  KeyIdentityDocument,
} from '../documents/generated/graphql.ts'
import { startGateway } from '../support/gateway.ts'
import type { TestGateway } from '../support/gateway.ts'

/** Fifty keys with names, tags and a history, in one Region. The tests count calls, so KMS does not throttle. */
async function startWithFifty(): Promise<TestGateway & { readonly arns: readonly string[] }> {
  const gateway = await startGateway({ speed: 0, regions: ['us-east-1'], settings: { isThrottling: false } })
  const arns = Array.from(
    { length: 50 },
    (_, index) =>
      gateway.emulator.createKey({
        aliases: [`app/${index}`],
        tags: { index: String(index) },
        createdAt: '-90d',
        rotations: [{ date: '-30d' }, { date: '-20d', type: 'ON_DEMAND' }],
      }).arn,
  )
  return { ...gateway, arns }
}

/** Calls so far by operation. */
const callsOf = ({ emulator }: TestGateway): Readonly<Record<string, number>> =>
  Object.fromEntries(emulator.statistics().calls.map(({ operation, calls }) => [operation, calls]))

describe('the KMS calls of one query', () => {
  test('for fifty keys with metadata, status, history, aliases and tags are the minimum', async () => {
    await using gateway = await startWithFifty()
    const { keys } = await gateway.ask(FleetInFullDocument)
    expect(keys.nodes.map(({ arn }) => arn).toSorted()).toEqual(gateway.arns.toSorted())
    for (const { state, aliases, tags, rotationStatus, rotations } of keys.nodes)
      expect([
        state,
        aliases?.length,
        tags?.length,
        rotationStatus.automatic,
        rotations?.nodes.length,
      ]).toEqual(['ENABLED', 1, 1, 'DISABLED', 2])
    expect(callsOf(gateway)).toEqual({
      ListKeys: 1,
      DescribeKey: 50,
      GetKeyRotationStatus: 50,
      ListKeyRotations: 50,
      ListResourceTags: 50,
      ListAliases: 1,
    })
  })

  test('can be many without a warning of Node', async () => {
    const warnings: string[] = []
    const note = ({ name }: Error) => warnings.push(name)
    process.on('warning', note)
    try {
      await using gateway = await startWithFifty()
      await gateway.ask(FleetInFullDocument)
      // Warnings are emitted on the next tick.
      await new Promise((resolve) => setImmediate(resolve))
    } finally {
      process.off('warning', note)
    }
    expect(warnings).toEqual([])
  })

  test('are only the listing if nothing else is selected', async () => {
    await using gateway = await startWithFifty()
    expect((await gateway.ask(FleetOnceDocument)).keys.nodes).toHaveLength(50)
    expect(callsOf(gateway)).toEqual({ ListKeys: 1 })
  })

  test('do not increase if the same data is selected several times', async () => {
    await using gateway = await startWithFifty()
    const { a, b } = await gateway.ask(FleetTwiceDocument)
    expect(a.nodes.map(({ lastRotation }) => lastRotation?.id)).toEqual(
      b.edges.map(({ node }) => node.rotations?.nodes[0]?.id),
    )
    expect(callsOf(gateway)).toEqual({
      ListKeys: 1,
      DescribeKey: 50,
      GetKeyRotationStatus: 50,
      ListKeyRotations: 50,
      ListAliases: 1,
    })
  })

  test('are made again for the next query without a cache', async () => {
    await using gateway = await startWithFifty()
    await gateway.ask(FleetOnceDocument)
    await gateway.ask(FleetOnceDocument)
    expect(callsOf(gateway)).toEqual({ ListKeys: 2 })
  })

  test('for one key by alias are one DescribeKey, and one ListAliases for this key', async () => {
    await using gateway = await startWithFifty()
    const { key } = await gateway.ask(KeyNamesDocument, { by: { alias: 'app/7' } })
    expect(key?.aliases?.map(({ name }) => name)).toEqual(['alias/app/7'])
    // A listing of the whole Region would have fifty aliases.
    expect(callsOf(gateway)).toEqual({ DescribeKey: 1, ListAliases: 1, ListResourceTags: 1 })
    gateway.emulator.changeKey('app/7', { denies: ['ListAliases'] })
    gateway.emulator.resetStatistics()
    const { key: denied } = await gateway.ask(KeyNamesDocument, { by: { alias: 'app/7' } })
    expect(denied?.aliases?.map(({ name }) => name)).toEqual(['alias/app/7'])
    expect(gateway.emulator.calls('ListAliases')).toBe(2)
  })

  test('for the aliases of a scan are one listing, regardless of the number of keys examined together', async () => {
    await using gateway = await startWithFifty()
    const { keys } = await gateway.ask(KeysPageDocument, { first: 50, filter: { aliasPrefix: 'app/' } })
    expect(keys.edges).toHaveLength(50)
    expect(callsOf(gateway)).toEqual({ ListKeys: 1, ListAliases: 1 })
  })

  test('for the aliases of fifty named keys are one listing of aliases, and no listing of keys', async () => {
    await using gateway = await startWithFifty()
    const ids = await Promise.all(
      gateway.arns.map(
        async (arn) => (await gateway.ask(KeyIdentityDocument, { by: { arn } })).key?.id ?? '',
      ),
    )
    gateway.emulator.resetStatistics()
    const { nodes } = await gateway.ask(AliasesOfDocument, { ids })
    expect(nodes).toHaveLength(50)
    expect(callsOf(gateway)).toEqual({ DescribeKey: 50, ListAliases: 1 })
  })
})

describe('an AWS managed key', () => {
  test('causes no read of its status, and no read of its history for its capabilities', async () => {
    await using gateway = await startGateway({ speed: 0, settings: { isThrottling: false } })
    const { arn } = gateway.emulator.createKey({
      manager: 'AWS',
      aliases: ['aws/s3'],
      rotations: [{ date: '-9d' }],
      createdAt: '-99d',
    })
    const { key } = await gateway.ask(KeyCapabilitiesDocument, { by: { arn } })
    expect(key).toEqual({
      capabilities: { rotateOnDemand: { isAllowed: false } },
      compliance: { verdict: 'NOT_APPLICABLE' },
      onDemandQuota: null,
      rotationStatus: { automatic: 'AWS_MANAGED' },
    })
    // The gateway learns its account from one listing, once per process.
    expect(callsOf(gateway)).toEqual({ DescribeKey: 1 })
  })
})

describe('the aliases of keys', () => {
  test('of another account are read key by key, and are never an empty list', async () => {
    await using gateway = await startGateway({ speed: 0, settings: { isThrottling: false } })
    const own = gateway.emulator.createKey({ aliases: ['own'] })
    const bare = gateway.emulator.createKey()
    const foreign = gateway.emulator.createKey({ accountId: '999988887777', aliases: ['theirs'] })
    const ids = [own, bare, foreign].map(({ arn }) => Buffer.from(`1:Key:${arn}`).toString('base64url'))
    expect((await gateway.ask(AliasesOfDocument, { ids })).nodes).toEqual([
      { arn: own.arn, aliases: [{ name: 'alias/own' }], problems: { aliases: null } },
      { arn: bare.arn, aliases: [], problems: { aliases: null } },
      { arn: foreign.arn, aliases: null, problems: { aliases: { code: 'ACCESS_DENIED' } } },
    ])
    expect(gateway.emulator.calls('ListAliases')).toBe(2)
  })
})
