import { describe, expect, test } from 'vitest'
import { KeyInFullDocument, KeyNamesDocument, KeyIdentityDocument } from '../documents/generated/graphql.ts'
import type { KeyBy } from '../documents/generated/graphql.ts'
import { startGateway } from '../support/gateway.ts'
import type { TestGateway } from '../support/gateway.ts'

const UNKNOWN_ID = '0f0f0f0f-1111-4222-8333-444455556666'
const ARN = 'arn:aws:kms:us-east-1:111122223333'

const start = () => startGateway({ speed: 0, settings: { isThrottling: false } })

async function arnOf(gateway: TestGateway, by: KeyBy): Promise<string | undefined> {
  return (await gateway.ask(KeyIdentityDocument, { by })).key?.arn
}

async function errorOf(gateway: TestGateway, by: KeyBy): Promise<{ code: unknown; message: string }> {
  const { data, errors } = await gateway.answer(KeyIdentityDocument, { by })
  expect(data).toEqual({ key: null })
  return { code: errors?.[0]?.extensions?.['code'], message: errors?.[0]?.message ?? '' }
}

describe('a key', () => {
  test('is found by id, ARN, key ID, alias with and without prefix, and alias ARN', async () => {
    await using gateway = await start()
    const { arn, keyId } = gateway.emulator.createKey({ aliases: ['app/orders', 'team-alias/x'] })
    const { id } = (await gateway.ask(KeyIdentityDocument, { by: { arn } })).key ?? {}
    for (const by of [
      { id: id ?? '' },
      { arn },
      { keyId },
      { alias: 'alias/app/orders' },
      { alias: 'app/orders' },
      { alias: `${ARN}:alias/app/orders` },
      // The name contains `alias/`, but does not start with it.
      { alias: 'team-alias/x' },
      { alias: 'alias/team-alias/x' },
    ])
      expect(await arnOf(gateway, by)).toBe(arn)
  })

  test('is found in another Region, also by key ID and alias name', async () => {
    await using gateway = await start()
    const { arn, keyId } = gateway.emulator.createKey({ region: 'eu-west-1', aliases: ['far'] })
    expect(await arnOf(gateway, { arn })).toBe(arn)
    expect(await arnOf(gateway, { alias: 'arn:aws:kms:eu-west-1:111122223333:alias/far' })).toBe(arn)
    expect(await arnOf(gateway, { keyId })).toBe(arn)
    expect(await arnOf(gateway, { alias: 'far' })).toBe(arn)
  })

  test('with the same key ID in several Regions is a separate key in each Region', async () => {
    await using gateway = await start()
    const { arn, keyId } = gateway.emulator.createKey({ replicaRegions: ['eu-west-1'] })
    const replicaArn = arn.replace('us-east-1', 'eu-west-1')
    const ids = await Promise.all(
      [{ keyId }, { arn }, { arn: replicaArn }].map(
        async (by) => (await gateway.ask(KeyIdentityDocument, { by })).key?.id,
      ),
    )
    expect(ids[0]).toBe(ids[1])
    expect(ids[2]).not.toBe(ids[1])
    const { key } = await gateway.ask(KeyInFullDocument, { by: { arn: replicaArn } })
    expect(key?.multiRegion).toEqual({
      role: 'REPLICA',
      primary: { arn },
      primaryArn: arn,
      replicas: [{ arn: replicaArn }],
      replicaArns: [replicaArn],
    })
  })

  test.each<KeyBy>([
    { arn: `${ARN}:key/${UNKNOWN_ID}` },
    { keyId: UNKNOWN_ID },
    { keyId: 'mrk-00000000000000000000000000000000' },
    { alias: 'nothing' },
    { alias: `${ARN}:alias/nothing` },
  ])('that KMS does not have is null: %j', async (by) => {
    await using gateway = await start()
    expect(await gateway.ask(KeyIdentityDocument, { by })).toEqual({ key: null })
  })

  test.each<readonly [KeyBy, string]>([
    [{ id: 'nonsense' }, "'nonsense' is not a global ID"],
    [{ id: Buffer.from('1:Scope:us-east-1').toString('base64url') }, 'is the ID of a Scope, not of a Key'],
    [{ id: Buffer.from('1:Key:nonsense').toString('base64url') }, "'nonsense' is not a key ARN"],
    [{ arn: 'nonsense' }, "'nonsense' is not a key ARN"],
    [{ arn: `${ARN}:alias/x` }, 'alias/x'],
    [{ keyId: 'nonsense' }, "'nonsense' is not a key ID"],
    [{ keyId: 'alias/x' }, "'alias/x' is not a key ID"],
    [{ alias: 'not an alias' }, "'not an alias' is not an alias"],
    [{ alias: '' }, "'' is not an alias"],
    [{ alias: `${ARN}:key/${UNKNOWN_ID}` }, 'is not an alias'],
    [
      { arn: `arn:aws:kms:eu-north-1:111122223333:key/${UNKNOWN_ID}` },
      'is in 111122223333/eu-north-1, which this gateway does not serve. It serves 111122223333/us-east-1, 111122223333/eu-west-1.',
    ],
    [
      { alias: 'arn:aws:kms:eu-north-1:111122223333:alias/x' },
      'is in 111122223333/eu-north-1, which this gateway does not serve. It serves 111122223333/us-east-1, 111122223333/eu-west-1.',
    ],
  ])(
    'with a malformed identifier is an error that quotes it, and KMS is not called: %j',
    async (by, message) => {
      await using gateway = await start()
      expect(await errorOf(gateway, by)).toEqual({
        code: 'BAD_USER_INPUT',
        message: expect.stringContaining(message),
      })
      expect(gateway.emulator.calls()).toBe(0)
    },
  )

  test.each([{}, { arn: 'a', keyId: 'b' }, { arn: null }])(
    'requires exactly one identifier, not %j',
    async (by) => {
      await using gateway = await start()
      const source = 'query ($by: KeyBy!) { key(by: $by) { arn } }'
      const { errors } = await gateway.answer<unknown, { by: object }>(source, { by })
      expect(errors?.[0]?.extensions?.['code']).toBe('BAD_USER_INPUT')
    },
  )
})

describe('a key whose DescribeKey is denied', () => {
  test('is found by ARN, key ID and alias, and reports why its metadata is null', async () => {
    await using gateway = await start()
    gateway.emulator.createKey()
    const { arn, keyId } = gateway.emulator.createKey({ aliases: ['secret'], denies: ['DescribeKey'] })
    for (const by of [{ arn }, { keyId }, { alias: 'secret' }, { alias: `${ARN}:alias/secret` }]) {
      const { key } = await gateway.ask(KeyInFullDocument, { by })
      expect(key).toMatchObject({ arn, state: null, manager: null, createdAt: null, displayName: 'secret' })
      expect(key?.problems.metadata).toMatchObject({
        __typename: 'AccessDeniedError',
        action: 'kms:DescribeKey',
        resourceArn: arn,
      })
      expect(key?.capabilities.rotateOnDemand.blockers.map(({ reason }) => reason)).toEqual([
        'METADATA_UNREADABLE',
      ])
    }
  })

  test('is an error by alias if ListAliases is denied too or does not have the alias', async () => {
    await using gateway = await start()
    gateway.emulator.createKey({ aliases: ['secret'], denies: ['DescribeKey'] })
    gateway.emulator.addFault({ kind: 'error', operation: 'ListAliases', code: 'AccessDeniedException' })
    expect((await errorOf(gateway, { alias: 'secret' })).code).toBe('ACCESS_DENIED')
    gateway.emulator.clearFaults()
    gateway.emulator.addFault({ kind: 'error', operation: 'DescribeKey', code: 'AccessDeniedException' })
    expect((await errorOf(gateway, { alias: 'unheard-of' })).code).toBe('ACCESS_DENIED')
  })

  test('is not a missing key when KMS is down: by ARN `problems` has the error, by alias the query fails', async () => {
    await using gateway = await start()
    const { arn } = gateway.emulator.createKey({ aliases: ['there'] })
    gateway.emulator.addFault({
      kind: 'error',
      operation: 'DescribeKey',
      code: 'ServiceUnavailable',
      status: 400,
    })
    const { key } = await gateway.ask(KeyInFullDocument, { by: { arn } })
    expect(key?.problems.metadata).toMatchObject({ __typename: 'KmsUnavailableError', isRetryable: true })
    expect((await errorOf(gateway, { alias: 'there' })).code).toBe('KMS_UNAVAILABLE')
  })
})

describe('a key of another account', () => {
  test('shows metadata and status by its ARN, reports why other fields are null, and cannot be changed', async () => {
    await using gateway = await start()
    gateway.emulator.createKey({ aliases: ['own'] })
    const { arn } = gateway.emulator.createKey({
      accountId: '999988887777',
      description: 'theirs',
      aliases: ['theirs'],
      automaticRotation: {},
      rotations: [{ date: '-1d' }],
      createdAt: '-9d',
    })
    const { key } = await gateway.ask(KeyInFullDocument, { by: { arn } })
    expect(key).toMatchObject({
      accountId: '999988887777',
      description: 'theirs',
      displayName: 'theirs',
      state: 'ENABLED',
      rotationStatus: { automatic: 'ENABLED', isEnabled: true },
      aliases: null,
      tags: null,
      rotations: null,
      lastRotation: null,
      onDemandQuota: null,
      problems: { metadata: null, rotationStatus: null },
    })
    for (const read of ['aliases', 'tags', 'rotations', 'materials'] as const)
      expect(key?.problems[read]?.code).toBe('ACCESS_DENIED')
    for (const { isAllowed, blockers } of Object.values(key?.capabilities ?? {}) as Capability[]) {
      expect(isAllowed).toBe(false)
      expect(blockers[0]?.reason).toBe('FOREIGN_ACCOUNT')
    }
  })

  test('is recognized by its ARN, without a listing of the keys of the gateway', async () => {
    await using gateway = await startGateway({ speed: 0 })
    const { arn } = gateway.emulator.createKey({ accountId: '999988887777' })
    const { key } = await gateway.ask(KeyInFullDocument, { by: { arn } })
    expect(key?.capabilities.enableAutomaticRotation.blockers[0]?.reason).toBe('FOREIGN_ACCOUNT')
    expect(gateway.emulator.calls('ListKeys')).toBe(0)
  })
})

describe('the names of a key', () => {
  test('are its aliases sorted by name, its tags, and a tag by its case-sensitive key', async () => {
    await using gateway = await start()
    const aliases = ['beta', 'alpha', 'app/gamma']
    const { arn } = gateway.emulator.createKey({
      aliases,
      tags: { team: 'orders', empty: '' },
      description: 'words',
    })
    const { key } = await gateway.ask(KeyNamesDocument, { by: { arn } })
    expect(key).toMatchObject({ displayName: 'alpha', present: 'orders', absent: null })
    expect(key?.aliases?.map(({ name }) => name)).toEqual(['alias/alpha', 'alias/app/gamma', 'alias/beta'])
    expect(key?.aliases?.[0]?.arn).toBe(`${ARN}:alias/alpha`)
    expect(key?.aliases?.[0]?.createdAt).toBe(new Date(gateway.emulator.clock.now()).toISOString())
    expect(key?.tags).toEqual(expect.arrayContaining([{ key: 'empty', value: '' }]))
  })

  test('fall back to the description, and then to the key ID', async () => {
    await using gateway = await start()
    const described = gateway.emulator.createKey({ description: 'words' })
    const bare = gateway.emulator.createKey()
    const nameOf = async (arn: string) => (await gateway.ask(KeyNamesDocument, { by: { arn } })).key
    expect(await nameOf(described.arn)).toMatchObject({ displayName: 'words', aliases: [], tags: [] })
    expect(await nameOf(bare.arn)).toMatchObject({ displayName: bare.keyId })
  })
})

interface Capability {
  readonly isAllowed: boolean
  readonly blockers: readonly { readonly reason: string }[]
}
