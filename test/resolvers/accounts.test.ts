import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { digest } from '../../src/pagination/cursor.ts'
import { encodeGlobalId } from '../../src/resolvers/global-id.ts'
import { createFakeKms } from '../support/fake-kms.ts'
import { startGateway } from '../support/gateway.ts'
import type { TestGateway } from '../support/gateway.ts'
import { readerOf, startGuardedGateway } from '../support/guarded-gateway.ts'
import { createServedScopes } from '../support/served-scopes.ts'
import { arnsOf, keysError, keysPage, visitKeys } from './fleet.ts'

const ACCOUNTS = ['111122223333', '222233334444'] as const
const REGIONS = ['us-east-1', 'eu-west-1'] as const
const SCOPES = ACCOUNTS.flatMap((accountId) => REGIONS.map((region) => ({ accountId, region })))
const NAMES = SCOPES.map(({ accountId, region }) => `${accountId}/${region}`)
const KEY = 'query ($by: KeyBy!) { key(by: $by) { arn } }'

async function arnBy(gateway: Pick<TestGateway, 'answer'>, by: object) {
  const { data, errors } = await gateway.answer<{ key: { arn: string } | null }, { by: object }>(KEY, { by })
  const [error] = errors ?? []
  return error ? { code: error.extensions?.['code'], message: error.message } : (data?.key?.arn ?? null)
}

describe('the keys of two accounts and two Regions', () => {
  let gateway: TestGateway
  /** Three keys of each scope, in the order of KMS's list. */
  const arns = new Map<string, readonly string[]>()

  beforeAll(async () => {
    gateway = await startGateway({
      speed: 0,
      accountIds: ACCOUNTS,
      regions: REGIONS,
      settings: { isThrottling: false },
      gateway: { kmsPageSize: 2 },
    })
    for (const { accountId, region } of SCOPES) {
      const keys = [1, 2, 3].map(() => gateway.emulator.createKey({ accountId, region }).arn)
      arns.set(`${accountId}/${region}`, keys.toSorted())
    }
  })
  afterAll(() => gateway[Symbol.asyncDispose]())

  const arnsIn = (...names: readonly string[]) => names.flatMap((name) => arns.get(name) ?? [])

  test.each([1, 2, 4, 5, 12, 100])(
    'are listed once, one scope after the other, with pages of %i',
    async (first) => {
      const visits = await visitKeys(gateway, { first })
      expect(visits.flatMap(arnsOf)).toEqual(arnsIn(...NAMES))
      expect(visits).toHaveLength(Math.ceil(12 / first))
    },
  )

  test('continue from the cursor of any edge', async () => {
    const { edges } = await keysPage(gateway, { first: 100 })
    for (const [index, { cursor }] of edges.entries())
      expect(arnsOf(await keysPage(gateway, { first: 100, after: cursor }))).toEqual(
        arnsIn(...NAMES).slice(index + 1),
      )
  })

  test.each([
    [[{ accountId: '222233334444' }], NAMES.slice(2)],
    [[{ region: 'eu-west-1' }], ['111122223333/eu-west-1', '222233334444/eu-west-1']],
    [[{ accountId: '222233334444', region: 'us-east-1' }], ['222233334444/us-east-1']],
    [[{ accountId: '222233334444', region: 'us-east-1' }, { region: 'eu-west-1' }], NAMES.slice(1)],
  ])('are selected by %j', async (scopes, names) => {
    expect(arnsOf(await keysPage(gateway, { first: 100, scopes }))).toEqual(arnsIn(...names))
  })

  test('are not selected by a scope that is not served, and the error lists the served scopes', async () => {
    for (const scope of [{ accountId: '333344445555' }, { accountId: '111122223333', region: 'eu-north-1' }])
      expect(await keysError(gateway, { scopes: [{ region: 'us-east-1' }, scope] })).toEqual({
        code: 'BAD_USER_INPUT',
        message: `The gateway does not serve the scope ${JSON.stringify(scope)}. It serves ${NAMES.join(', ')}. Use the account and the Region of a served scope.`,
      })
  })

  test('reject a cursor of an earlier version, and say that the list has to be started again', async () => {
    const body = JSON.stringify([
      1,
      ['keys', '', digest([null, null, null])],
      ['us-east-1', null, 1],
      ['arn'],
    ])
    const after = Buffer.from(digest(body) + body).toString('base64url')
    expect(await keysError(gateway, { after })).toEqual({
      code: 'INVALID_CURSOR',
      message: expect.stringMatching(
        /was issued by an earlier version of the gateway\. Start again without the cursor\.$/,
      ),
    })
  })

  test('are missing from a page only for the scope that cannot be listed, which is named', async () => {
    const fault = gateway.emulator.addFault({
      kind: 'error',
      operation: 'ListKeys',
      code: 'AccessDeniedException',
      accountId: '222233334444',
      region: 'us-east-1',
    })
    const { data } = await gateway.answer<{ keys: { nodes: readonly { arn: string }[] } }, unknown>(
      '{ keys(first: 100) { nodes { arn } unavailableScopes { scope { accountId region } error { code } } } }',
    )
    gateway.emulator.clearFaults(fault.id)
    expect(data).toEqual({
      keys: {
        nodes: arnsIn(...NAMES.filter((name) => name !== '222233334444/us-east-1')).map((arn) => ({ arn })),
        unavailableScopes: [
          { scope: { accountId: '222233334444', region: 'us-east-1' }, error: { code: 'ACCESS_DENIED' } },
        ],
      },
    })
  })

  test('are counted for each scope, whose node is found by its ID', async () => {
    const { data } = await gateway.answer<{ scopes: readonly { id: string }[] }, unknown>(
      '{ scopes { id accountId accountName region keyCount } }',
    )
    expect(data?.scopes).toEqual(
      SCOPES.map((scope, index) => ({
        id: encodeGlobalId('Scope', NAMES[index] ?? ''),
        ...scope,
        accountName: null,
        keyCount: 3,
      })),
    )
    const { id = '' } = data?.scopes[3] ?? {}
    expect(await gateway.answer(`{ node(id: "${id}") { ... on Scope { accountId region } } }`)).toMatchObject(
      {
        data: { node: SCOPES[3] },
      },
    )
  })
})

describe('a key of one of two accounts', () => {
  const start = () =>
    startGateway({
      speed: 0,
      accountIds: ACCOUNTS,
      regions: REGIONS,
      settings: { isThrottling: false },
    })

  test('is found by key ID and by alias in each account and Region', async () => {
    await using gateway = await start()
    for (const scope of SCOPES) {
      const alias = `of-${scope.accountId}-${scope.region}`
      const { arn, keyId } = gateway.emulator.createKey({ ...scope, aliases: [alias] })
      expect(await arnBy(gateway, { keyId })).toBe(arn)
      expect(await arnBy(gateway, { alias })).toBe(arn)
    }
  })

  test('is found in the default scope if several scopes have its alias, and by the ARN of the alias in each', async () => {
    await using gateway = await start()
    const arns = SCOPES.map((scope) => gateway.emulator.createKey({ ...scope, aliases: ['same'] }).arn)
    expect(await arnBy(gateway, { alias: 'same' })).toBe(arns[0])
    for (const [index, { accountId, region }] of SCOPES.entries())
      expect(await arnBy(gateway, { alias: `arn:aws:kms:${region}:${accountId}:alias/same` })).toBe(
        arns[index],
      )
  })

  test('is ambiguous if the default scope does not have its alias and two accounts do', async () => {
    await using gateway = await start()
    for (const scope of SCOPES.slice(1, 3)) gateway.emulator.createKey({ ...scope, aliases: ['same'] })
    expect(await arnBy(gateway, { alias: 'same' })).toEqual({
      code: 'BAD_USER_INPUT',
      message:
        '\'same\' is not in the default scope 111122223333/us-east-1, but in 111122223333/eu-west-1 and 222233334444/us-east-1. Choose one of these keys: key(by: {alias: "arn:aws:kms:eu-west-1:111122223333:alias/same"}) or key(by: {alias: "arn:aws:kms:us-east-1:222233334444:alias/same"}).',
    })
  })

  test('is looked up by alias in the cached listings of the other scopes', async () => {
    await using gateway = await startGateway({
      speed: 0,
      accountIds: ACCOUNTS,
      regions: REGIONS,
      settings: { isThrottling: false },
      cacheControl: null,
    })
    const { arn } = gateway.emulator.createKey({ accountId: '222233334444', aliases: ['one'] })
    expect(await arnBy(gateway, { alias: 'one' })).toBe(arn)
    expect(await arnBy(gateway, { alias: 'two' })).toBeNull()
    expect([gateway.emulator.calls('DescribeKey'), gateway.emulator.calls('ListAliases')]).toEqual([2, 3])
  })

  test('of an account that is not served is read through the first account', async () => {
    await using gateway = await start()
    const { arn } = gateway.emulator.createKey({ accountId: '999988887777', region: 'eu-west-1' })
    gateway.emulator.clearCallLog()
    expect(await arnBy(gateway, { arn })).toBe(arn)
    expect(gateway.emulator.calls('DescribeKey', 'eu-west-1', '111122223333')).toBe(1)
  })

  test('is rotated and its on-demand rotation is followed in its own account', async () => {
    await using gateway = await startGateway({ accountIds: ACCOUNTS, regions: REGIONS })
    const { arn } = gateway.emulator.createKey({ accountId: '222233334444', region: 'eu-west-1' })
    const { data } = await gateway.answer(
      `mutation { rotateKeyOnDemand(input: { key: { arn: "${arn}" } }) { ... on RotateKeyOnDemandPayload { request { status } } } }`,
    )
    expect(data).toMatchObject({ rotateKeyOnDemand: { request: { status: expect.any(String) } } })
    expect(gateway.emulator.calls('RotateKeyOnDemand', 'eu-west-1', '222233334444')).toBe(1)
  })
})

describe('a viewer who may read the keys of one account', () => {
  const start = () =>
    startGuardedGateway({
      speed: 0,
      accountIds: ACCOUNTS,
      regions: REGIONS,
      settings: { isThrottling: false },
      roles: { reader: readerOf({ account: '111122223333' }) },
      callers: { alice: ['reader'] },
    })

  test('does not learn that another account has a key, and causes the same KMS calls as for an absent key', async () => {
    await using gateway = await start()
    const alice = gateway.as('alice')
    const { keyId } = gateway.emulator.createKey({ accountId: '222233334444', aliases: ['hidden'] })
    const ask = async (by: object) => {
      gateway.emulator.resetStatistics()
      const answer = await arnBy(alice, by)
      const { calls } = gateway.emulator.statistics()
      return { answer, calls: calls.map((each) => [each.operation, each.region, each.accountId, each.calls]) }
    }
    // The aliases of the scopes are listed and cached.
    await ask({ alias: 'absent' })
    const absent = await ask({ alias: 'absent' })
    expect(absent.answer).toBeNull()
    expect(await ask({ alias: 'hidden' })).toEqual(absent)
    expect(await ask({ keyId })).toEqual(await ask({ keyId: '00000000-1111-4222-8333-444455556666' }))
  })

  test('finds its own key although a hidden key in another account has the same alias', async () => {
    await using gateway = await start()
    const { arn } = gateway.emulator.createKey({ region: 'eu-west-1', aliases: ['same'] })
    gateway.emulator.createKey({ accountId: '222233334444', aliases: ['same'] })
    expect(await arnBy(gateway.as('alice'), { alias: 'same' })).toBe(arn)
  })
})

describe('a name in a gateway with 25 accounts', () => {
  const keyId = '1234abcd-12ab-34cd-56ef-1234567890ab'
  const arnOf = (index: number) =>
    `arn:aws:kms:us-east-1:${String(index).padStart(12, '0')}:key/${keyId.replace('1234abcd', String(index).padStart(8, '0'))}`
  const fleet = () => Array.from({ length: 25 }, (_, index) => createFakeKms(arnOf(index)))

  test.each([
    ['keyId', '00000000-1111-4222-8333-444455556666', 20],
    ['alias', 'absent', 1],
  ])(
    'is looked up by %s in 20 scopes, and the error says how many were not searched',
    async (member, name, described) => {
      const kms = fleet()
      await using gateway = await startGateway({
        speed: 0,
        gateway: { kms: createServedScopes(kms.map((each) => ({ kms: each }))) },
      })
      expect(await arnBy(gateway, { [member]: name })).toEqual({
        code: 'BAD_USER_INPUT',
        message: `'${name}' is not in the first 20 scopes of this gateway. 5 scopes were not searched. Pass an ARN, which names the account and the Region.`,
      })
      expect(kms.filter((each) => each.calls('DescribeKey') === 1)).toHaveLength(described)
      expect(kms.slice(20).map((each) => each.calls())).toEqual([0, 0, 0, 0, 0])
    },
  )
})
