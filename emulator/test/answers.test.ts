import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ACCOUNT, DAY, kmsOverSocket, send, START } from './kms-over-socket.ts'
import type { KmsOverSocket } from './kms-over-socket.ts'

// The tests read the raw bodies: an SDK hides a null, a text instead of a date, and an extra member.
let server: KmsOverSocket
beforeAll(async () => {
  server = await kmsOverSocket()
})
afterAll(() => server[Symbol.asyncDispose]())

const asked = async (operation: string, body: object) => (await send(server.endpoint, operation, body)).json()
const seconds = (ms: number) => ms / 1_000

describe('DescribeKey', () => {
  test('DescribeKey sends exactly the members of a plain symmetric key', async () => {
    const { keyId, arn } = server.emulator.createKey({
      createdAt: '2026-01-02T03:04:05.587Z',
      description: 'plain',
    })
    expect(await asked('DescribeKey', { KeyId: keyId })).toEqual({
      KeyMetadata: {
        AWSAccountId: ACCOUNT,
        Arn: arn,
        CreationDate: 1767323045.587,
        CurrentKeyMaterialId: expect.stringMatching(/^[0-9a-f]{64}$/),
        CustomerMasterKeySpec: 'SYMMETRIC_DEFAULT',
        Description: 'plain',
        Enabled: true,
        EncryptionAlgorithms: ['SYMMETRIC_DEFAULT'],
        KeyId: keyId,
        KeyManager: 'CUSTOMER',
        KeySpec: 'SYMMETRIC_DEFAULT',
        KeyState: 'Enabled',
        KeyUsage: 'ENCRYPT_DECRYPT',
        MultiRegion: false,
        Origin: 'AWS_KMS',
      },
    })
  })

  test.each([
    ['RSA_4096', 'SIGN_VERIFY', 'SigningAlgorithms', 6],
    ['RSA_2048', 'ENCRYPT_DECRYPT', 'EncryptionAlgorithms', 2],
    ['ECC_NIST_P384', 'SIGN_VERIFY', 'SigningAlgorithms', 1],
    ['ECC_NIST_P384', 'KEY_AGREEMENT', 'KeyAgreementAlgorithms', 1],
    ['HMAC_256', 'GENERATE_VERIFY_MAC', 'MacAlgorithms', 1],
    ['ML_DSA_65', 'SIGN_VERIFY', 'SigningAlgorithms', 1],
    ['ML_KEM_768', 'ENCAPSULATE_DECAPSULATE', 'EncapsulationAlgorithms', 1],
  ])('%s for %s lists %s and no material', async (spec, usage, member, count) => {
    const { keyId } = server.emulator.createKey({ spec, usage })
    const { KeyMetadata } = await asked('DescribeKey', { KeyId: keyId })
    expect(KeyMetadata).toMatchObject({ KeySpec: spec, KeyUsage: usage })
    expect(KeyMetadata[member]).toHaveLength(count)
    expect(Object.keys(KeyMetadata).filter((name) => name.endsWith('Algorithms'))).toEqual([member])
    expect(KeyMetadata).not.toHaveProperty('CurrentKeyMaterialId')
  })

  test('DescribeKey sends DeletionDate only while deletion is pending', async () => {
    const { keyId } = server.emulator.createKey({ state: 'PendingDeletion', deletionDate: '+7d' })
    expect(await asked('DescribeKey', { KeyId: keyId })).toMatchObject({
      KeyMetadata: { Enabled: false, DeletionDate: seconds(START + 7 * DAY) },
    })
    server.emulator.changeKey(keyId, { state: 'Disabled' })
    const { KeyMetadata } = await asked('DescribeKey', { KeyId: keyId })
    expect(KeyMetadata).not.toHaveProperty('DeletionDate')
  })

  test('DescribeKey names the custom key store', async () => {
    const hsm = server.emulator.createKey({ origin: 'AWS_CLOUDHSM' })
    expect((await asked('DescribeKey', { KeyId: hsm.keyId })).KeyMetadata).toMatchObject({
      CustomKeyStoreId: expect.stringMatching(/^cks-[0-9a-f]{17}$/),
      CloudHsmClusterId: expect.stringMatching(/^cluster-/),
    })
    const external = server.emulator.createKey({ origin: 'EXTERNAL_KEY_STORE' })
    expect((await asked('DescribeKey', { KeyId: external.keyId })).KeyMetadata).toMatchObject({
      XksKeyConfiguration: { Id: expect.any(String) },
    })
  })

  test('DescribeKey accepts a key ID, a key ARN, an alias name and an alias ARN', async () => {
    const { keyId, arn } = server.emulator.createKey({ aliases: ['four-names'] })
    for (const name of [keyId, arn, 'alias/four-names', arn.replace(/key\/.*/, 'alias/four-names')])
      expect(await asked('DescribeKey', { KeyId: name })).toMatchObject({ KeyMetadata: { Arn: arn } })
  })

  test('DescribeKey creates the AWS managed key of a predefined alias', async () => {
    server.emulator.addPredefinedAlias('us-east-1', 'alias/aws/sqs')
    const listed = async () =>
      (await asked('ListAliases', {})).Aliases.find(
        ({ AliasName }: { AliasName: string }) => AliasName === 'alias/aws/sqs',
      )
    expect(Object.keys(await listed()).toSorted()).toEqual(['AliasArn', 'AliasName'])
    const { KeyMetadata } = await asked('DescribeKey', { KeyId: 'alias/aws/sqs' })
    expect(KeyMetadata).toMatchObject({ KeyManager: 'AWS' })
    expect(await listed()).toMatchObject({ TargetKeyId: KeyMetadata.KeyId })
    expect((await asked('DescribeKey', { KeyId: 'alias/aws/sqs' })).KeyMetadata.KeyId).toBe(KeyMetadata.KeyId)
  })

  test('DescribeKey replaces or omits the members that the blueprint names', async () => {
    const { keyId } = server.emulator.createKey({
      metadata: { KeyState: 'Hibernating', CurrentKeyMaterialId: null },
    })
    const { KeyMetadata } = await asked('DescribeKey', { KeyId: keyId })
    expect(KeyMetadata.KeyState).toBe('Hibernating')
    expect(KeyMetadata).not.toHaveProperty('CurrentKeyMaterialId')
  })
})

describe('GetKeyLastUsage', () => {
  test('GetKeyLastUsage sends an empty object for a key that was never used, and its creation as the start of the tracking', async () => {
    const { keyId } = server.emulator.createKey({ createdAt: '-9d', trackingStartDate: '-20d' })
    expect(await asked('GetKeyLastUsage', { KeyId: keyId })).toEqual({
      KeyId: keyId,
      KeyLastUsage: {},
      TrackingStartDate: seconds(START - 9 * DAY),
      KeyCreationDate: seconds(START - 9 * DAY),
    })
  })

  test('GetKeyLastUsage sends the last use, which the control API can change', async () => {
    const { keyId } = server.emulator.createKey({
      createdAt: '-900d',
      trackingStartDate: '-200d',
      lastUsage: { usedAt: '-3d', operation: 'GenerateDataKey' },
    })
    const uuid = expect.stringMatching(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/)
    expect(await asked('GetKeyLastUsage', { KeyId: keyId })).toEqual({
      KeyId: keyId,
      KeyLastUsage: {
        Operation: 'GenerateDataKey',
        Timestamp: seconds(START - 3 * DAY),
        CloudTrailEventId: uuid,
        KmsRequestId: uuid,
      },
      TrackingStartDate: seconds(START - 200 * DAY),
      KeyCreationDate: seconds(START - 900 * DAY),
    })
    server.emulator.changeKey(keyId, { lastUsage: { usedAt: '-1d' } })
    expect((await asked('GetKeyLastUsage', { KeyId: keyId })).KeyLastUsage).toMatchObject({
      Operation: 'Decrypt',
      Timestamp: seconds(START - DAY),
    })
    server.emulator.changeKey(keyId, { lastUsage: null })
    expect((await asked('GetKeyLastUsage', { KeyId: keyId })).KeyLastUsage).toEqual({})
  })

  test('GetKeyLastUsage shows the usage of a primary key and of a replica separately', async () => {
    const { keyId } = server.emulator.createKey({
      replicaRegions: ['eu-west-1'],
      lastUsage: { usedAt: '-1h' },
    })
    expect(server.emulator.key(keyId, 'us-east-1').lastUsage).toBeDefined()
    expect(server.emulator.key(keyId, 'eu-west-1').lastUsage).toBeUndefined()
  })
})

describe('GetKeyRotationStatus', () => {
  test('GetKeyRotationStatus sends only KeyId (an ARN) and the flag when rotation was never enabled', async () => {
    const { keyId, arn } = server.emulator.createKey()
    expect(await asked('GetKeyRotationStatus', { KeyId: keyId })).toEqual({
      KeyId: arn,
      KeyRotationEnabled: false,
    })
  })

  test('GetKeyRotationStatus sends period and next date when rotation is enabled', async () => {
    const { keyId, arn } = server.emulator.createKey({ automaticRotation: { periodInDays: 90 } })
    expect(await asked('GetKeyRotationStatus', { KeyId: keyId })).toEqual({
      KeyId: arn,
      KeyRotationEnabled: true,
      RotationPeriodInDays: 90,
      NextRotationDate: seconds(START + 90 * DAY),
    })
  })

  test('GetKeyRotationStatus shows rotation as disabled while deletion is pending, and restores it after cancellation', async () => {
    const { keyId } = server.emulator.createKey({ automaticRotation: {} })
    server.emulator.changeKey(keyId, { state: 'PendingDeletion' })
    expect(await asked('GetKeyRotationStatus', { KeyId: keyId })).not.toHaveProperty('NextRotationDate')
    expect(await asked('GetKeyRotationStatus', { KeyId: keyId })).toMatchObject({ KeyRotationEnabled: false })
    server.emulator.changeKey(keyId, { state: 'Disabled' })
    expect(await asked('GetKeyRotationStatus', { KeyId: keyId })).toMatchObject({ KeyRotationEnabled: true })
  })
})

describe('lists', () => {
  test('ListKeys sends ID and ARN of the keys of its own Region and account, by ID', async () => {
    const here = [server.emulator.createKey(), server.emulator.createKey({ manager: 'AWS' })]
    const elsewhere = [
      server.emulator.createKey({ region: 'eu-west-1' }),
      server.emulator.createKey({ accountId: '444455556666' }),
    ]
    const { Keys, Truncated } = await asked('ListKeys', { Limit: 1000 })
    const ids: readonly string[] = Keys.map(({ KeyId }: { KeyId: string }) => KeyId)
    expect(ids.every((id, index) => index === 0 || id > (ids[index - 1] ?? ''))).toBe(true)
    for (const { keyId, arn } of here) expect(Keys).toContainEqual({ KeyId: keyId, KeyArn: arn })
    for (const { keyId } of elsewhere) expect(ids).not.toContain(keyId)
    expect(Truncated).toBe(false)
  })

  test('ListAliases sends the aliases of one key, or of the Region by name', async () => {
    const { keyId, arn } = server.emulator.createKey({ aliases: ['zz-last', 'aa-first'], createdAt: '-1d' })
    const dates = { CreationDate: seconds(START - DAY), LastUpdatedDate: seconds(START - DAY) }
    const alias = (name: string) => ({
      AliasName: name,
      AliasArn: arn.replace(/key\/.*/, name),
      TargetKeyId: keyId,
      ...dates,
    })
    expect(await asked('ListAliases', { KeyId: keyId })).toEqual({
      Aliases: [alias('alias/aa-first'), alias('alias/zz-last')],
      Truncated: false,
    })
    const { Aliases } = await asked('ListAliases', { Limit: 100 })
    expect(Aliases[0]).toEqual(alias('alias/aa-first'))
    expect(Aliases.at(-1)).toEqual(alias('alias/zz-last'))
  })

  test('ListResourceTags sends keys and values', async () => {
    const { keyId } = server.emulator.createKey({ tags: { team: 'payments', empty: '' } })
    expect(await asked('ListResourceTags', { KeyId: keyId })).toEqual({
      Tags: [
        { TagKey: 'team', TagValue: 'payments' },
        { TagKey: 'empty', TagValue: '' },
      ],
      Truncated: false,
    })
  })

  test('ListKeyRotations sends completed rotations, oldest first, and all key material on request', async () => {
    const { keyId, arn } = server.emulator.createKey({
      rotations: [{ date: '-10d', type: 'ON_DEMAND' }, { date: '-400d' }],
    })
    const id = expect.stringMatching(/^[0-9a-f]{64}$/)
    const first = { KeyId: arn, KeyMaterialId: id, KeyMaterialState: 'NON_CURRENT' }
    const rotations = [
      { ...first, RotationDate: seconds(START - 400 * DAY), RotationType: 'AUTOMATIC' },
      {
        ...first,
        KeyMaterialState: 'CURRENT',
        RotationDate: seconds(START - 10 * DAY),
        RotationType: 'ON_DEMAND',
      },
    ]
    expect(await asked('ListKeyRotations', { KeyId: keyId })).toEqual({
      Rotations: rotations,
      Truncated: false,
    })
    expect(await asked('ListKeyRotations', { KeyId: keyId, IncludeKeyMaterial: 'ALL_KEY_MATERIAL' })).toEqual(
      {
        Rotations: [first, ...rotations],
        Truncated: false,
      },
    )
    server.emulator.settings({ rotationsOrder: 'newest-first' })
    expect(await asked('ListKeyRotations', { KeyId: keyId })).toMatchObject({
      Rotations: rotations.toReversed(),
    })
    server.emulator.settings({ rotationsOrder: 'oldest-first' })
  })

  test('ListKeyRotations can omit key material ids, as KMS did before June 2025', async () => {
    server.emulator.settings({ hasKeyMaterialIds: false })
    const { keyId, arn } = server.emulator.createKey({ rotations: [{ date: '-1d' }] })
    expect((await asked('ListKeyRotations', { KeyId: keyId })).Rotations).toEqual([
      { KeyId: arn, RotationDate: seconds(START - DAY), RotationType: 'AUTOMATIC' },
    ])
    expect((await asked('DescribeKey', { KeyId: keyId })).KeyMetadata).not.toHaveProperty(
      'CurrentKeyMaterialId',
    )
    server.emulator.settings({ hasKeyMaterialIds: true })
  })
})

test('RotateKeyOnDemand answers the ARN when the request names the ID', async () => {
  const { keyId, arn } = server.emulator.createKey()
  expect(await asked('RotateKeyOnDemand', { KeyId: keyId })).toEqual({ KeyId: arn })
})
