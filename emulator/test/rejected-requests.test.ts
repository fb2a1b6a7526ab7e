import {
  DescribeKeyCommand,
  DisableKeyRotationCommand,
  EnableKeyRotationCommand,
  GetKeyLastUsageCommand,
  GetKeyRotationStatusCommand,
  ListAliasesCommand,
  ListKeyRotationsCommand,
  ListResourceTagsCommand,
  RotateKeyOnDemandCommand,
} from '@aws-sdk/client-kms'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { KeyBlueprint } from '../key-blueprint.ts'
import { ACCOUNT, kmsOverSocket, refusalOf, send, UNKNOWN_ID } from './kms-over-socket.ts'
import type { KmsOverSocket } from './kms-over-socket.ts'

let server: KmsOverSocket
beforeAll(async () => {
  server = await kmsOverSocket({ settings: { isThrottling: false } })
})
afterAll(() => server[Symbol.asyncDispose]())

const BY_KEY = {
  ListResourceTags: (KeyId: string) => server.kms().send(new ListResourceTagsCommand({ KeyId })),
  GetKeyRotationStatus: (KeyId: string) => server.kms().send(new GetKeyRotationStatusCommand({ KeyId })),
  EnableKeyRotation: (KeyId: string) => server.kms().send(new EnableKeyRotationCommand({ KeyId })),
  DisableKeyRotation: (KeyId: string) => server.kms().send(new DisableKeyRotationCommand({ KeyId })),
  ListKeyRotations: (KeyId: string) => server.kms().send(new ListKeyRotationsCommand({ KeyId })),
  RotateKeyOnDemand: (KeyId: string) => server.kms().send(new RotateKeyOnDemandCommand({ KeyId })),
  GetKeyLastUsage: (KeyId: string) => server.kms().send(new GetKeyLastUsageCommand({ KeyId })),
  ListAliases: (KeyId: string) => server.kms().send(new ListAliasesCommand({ KeyId })),
  DescribeKey: (KeyId: string) => server.kms().send(new DescribeKeyCommand({ KeyId })),
} as const
type ByKey = keyof typeof BY_KEY

const EVERY = Object.keys(BY_KEY).filter((name): name is ByKey => name in BY_KEY)
const WRITES = ['EnableKeyRotation', 'DisableKeyRotation', 'RotateKeyOnDemand'] as const

const refused = (operation: ByKey, keyId: string) => refusalOf(BY_KEY[operation](keyId))
const keyWith = (blueprint: KeyBlueprint) => server.emulator.createKey(blueprint)

describe('a key that does not exist', () => {
  test.each(EVERY)('%s names the ARN of an unknown key, for an ID and an ARN', async (operation) => {
    const arn = `arn:aws:kms:us-east-1:${ACCOUNT}:key/${UNKNOWN_ID}`
    const expected = { name: 'NotFoundException', message: `Key '${arn}' does not exist`, status: 400 }
    expect(await refused(operation, UNKNOWN_ID)).toEqual(expected)
    expect(await refused(operation, arn)).toEqual(expected)
  })

  test.each(EVERY)('%s quotes an ID that is neither UUID nor mrk', async (operation) => {
    expect(await refused(operation, 'fake-key-id')).toEqual({
      name: 'NotFoundException',
      message: "Invalid keyId 'fake-key-id'",
      status: 400,
    })
  })

  test.each(EVERY)('%s says that an ARN is of another Region', async (operation) => {
    expect(await refused(operation, `arn:aws:kms:eu-west-1:${ACCOUNT}:key/${UNKNOWN_ID}`)).toMatchObject({
      name: 'NotFoundException',
      message: 'Invalid arn eu-west-1',
    })
  })

  test.each(EVERY)('%s rejects a malformed ARN', async (operation) => {
    for (const arn of [
      'arn:aws:s3:::bucket',
      'arn:aws:kms:us-east-1:12:key/x',
      'arn:aws-cn:kms:us-east-1:111122223333:key/x',
    ])
      expect(await refused(operation, arn)).toMatchObject({ name: 'InvalidArnException', status: 400 })
  })

  test('DescribeKey names the unknown alias, for a name and an ARN', async () => {
    const arn = `arn:aws:kms:us-east-1:${ACCOUNT}:alias/x`
    const expected = { name: 'NotFoundException', message: `Alias ${arn} is not found.`, status: 400 }
    expect(await refused('DescribeKey', 'alias/x')).toEqual(expected)
    expect(await refused('DescribeKey', arn)).toEqual(expected)
  })

  test.each(EVERY.filter((operation) => operation !== 'DescribeKey'))(
    '%s takes no alias',
    async (operation) => {
      const { arn } = keyWith({ aliases: [`taken-by-${operation}`] })
      const alias = `alias/taken-by-${operation}`
      expect(await refused(operation, alias)).toMatchObject({
        name: 'NotFoundException',
        message: `Invalid keyId '${alias}'`,
      })
      const aliasArn = arn.replace(/key\/.*/, alias)
      expect(await refused(operation, aliasArn)).toMatchObject({
        name: 'NotFoundException',
        message: `Invalid keyId '${aliasArn}'`,
      })
    },
  )
})

describe('a key in the wrong state', () => {
  test.each(WRITES)('%s: is disabled', async (operation) => {
    const { keyId, arn } = keyWith({ state: 'Disabled' })
    expect(await refused(operation, keyId)).toEqual({
      name: 'DisabledException',
      message: `${arn} is disabled.`,
      status: 400,
    })
  })

  test.each([
    ['PendingDeletion', 'pending deletion'],
    ['PendingReplicaDeletion', 'pending deletion'],
    ['Creating', 'creating'],
    ['Unavailable', 'unavailable'],
  ] as const)('every write: %s', async (state, words) => {
    const { keyId, arn } = keyWith({ state })
    for (const operation of WRITES)
      expect(await refused(operation, keyId)).toEqual({
        name: 'KMSInvalidStateException',
        message: `${arn} is ${words}.`,
        status: 400,
      })
  })

  test('a key in Updating accepts a schedule and rejects an on-demand rotation', async () => {
    const { keyId, arn } = keyWith({ state: 'Updating' })
    await server.kms().send(new EnableKeyRotationCommand({ KeyId: keyId }))
    await server.kms().send(new DisableKeyRotationCommand({ KeyId: keyId }))
    expect(await refused('RotateKeyOnDemand', keyId)).toMatchObject({
      name: 'KMSInvalidStateException',
      message: `${arn} is updating.`,
    })
  })

  test('for a key in PendingImport, RotateKeyOnDemand names the state and EnableKeyRotation the origin', async () => {
    const { keyId, arn } = keyWith({ origin: 'EXTERNAL', state: 'PendingImport' })
    expect(await refused('RotateKeyOnDemand', keyId)).toMatchObject({
      name: 'KMSInvalidStateException',
      message: `${arn} is pending import.`,
    })
    expect(await refused('EnableKeyRotation', keyId)).toMatchObject({
      name: 'UnsupportedOperationException',
      message: `${arn} origin is EXTERNAL which is not valid for this operation.`,
    })
  })

  test('KMS checks the state before the spec', async () => {
    const { keyId } = keyWith({ spec: 'RSA_4096', state: 'Disabled' })
    for (const operation of WRITES)
      expect(await refused(operation, keyId)).toMatchObject({ name: 'DisabledException' })
  })

  test.each(['Disabled', 'PendingDeletion', 'Unavailable', 'Updating'] as const)(
    '%s: reads work',
    async (state) => {
      const { keyId } = keyWith({ state, rotations: [{ date: '-3d' }] })
      expect((await BY_KEY.DescribeKey(keyId)).KeyMetadata?.KeyState).toBe(state)
      expect((await BY_KEY.ListAliases(keyId)).Aliases).toEqual([])
      expect((await BY_KEY.ListResourceTags(keyId)).Tags).toEqual([])
      expect((await BY_KEY.GetKeyRotationStatus(keyId)).KeyRotationEnabled).toBe(false)
      expect((await BY_KEY.ListKeyRotations(keyId)).Rotations).toHaveLength(1)
    },
  )

  test('ListKeyRotations rejects a key that is being created', async () => {
    const { keyId, arn } = keyWith({ state: 'Creating' })
    const { KeyMetadata } = await BY_KEY.DescribeKey(keyId)
    expect(KeyMetadata?.KeyState).toBe('Creating')
    expect(KeyMetadata?.CurrentKeyMaterialId).toBeUndefined()
    expect(await refused('ListKeyRotations', keyId)).toMatchObject({
      name: 'KMSInvalidStateException',
      message: `${arn} is creating.`,
    })
  })
})

describe('a key that does not rotate', () => {
  test.each(['RSA_2048', 'ECC_NIST_P256', 'HMAC_512', 'ML_DSA_87', 'ML_KEM_768'])(
    '%s: refused without a message',
    async (spec) => {
      const { keyId } = keyWith({ spec })
      for (const operation of WRITES) {
        const answer = await send(server.endpoint, operation, { KeyId: keyId })
        expect(answer.status).toBe(400)
        expect(await answer.json()).toEqual({ __type: 'UnsupportedOperationException' })
      }
      const status = await server.kms().send(new GetKeyRotationStatusCommand({ KeyId: keyId }))
      expect(status.KeyRotationEnabled).toBe(false)
    },
  )

  test.each(['AWS_CLOUDHSM', 'EXTERNAL_KEY_STORE'] as const)(
    'a key of origin %s is rejected for its origin',
    async (origin) => {
      for (const state of ['Enabled', 'Unavailable'] as const) {
        const { keyId, arn } = keyWith({ origin, state })
        for (const operation of [...WRITES, 'GetKeyRotationStatus', 'ListKeyRotations'] as const)
          expect(await refused(operation, keyId)).toEqual({
            name: 'UnsupportedOperationException',
            message: `${arn} origin is ${origin} which is not valid for this operation.`,
            status: 400,
          })
      }
    },
  )

  test('an AWS managed key rejects every change', async () => {
    const { keyId } = keyWith({ manager: 'AWS', automaticRotation: {} })
    for (const operation of WRITES)
      expect(await refused(operation, keyId)).toMatchObject({ name: 'AccessDeniedException' })
    server.emulator.settings({ awsManagedWrites: 'unsupported' })
    for (const operation of WRITES)
      expect(await refused(operation, keyId)).toMatchObject({ name: 'UnsupportedOperationException' })
  })

  test('settings make DisableKeyRotation and ListKeyRotations succeed for other key specs', async () => {
    const { keyId } = keyWith({ spec: 'HMAC_256' })
    expect(await refused('ListKeyRotations', keyId)).toMatchObject({ name: 'UnsupportedOperationException' })
    server.emulator.settings({ disableOnOtherSpecs: 'accept', historyOfOtherSpecs: 'empty' })
    await server.kms().send(new DisableKeyRotationCommand({ KeyId: keyId }))
    const history = await server.kms().send(new ListKeyRotationsCommand({ KeyId: keyId }))
    expect(history.Rotations).toEqual([])
  })
})

describe('a key that denies', () => {
  test.each(EVERY)(
    'AccessDeniedException of %s names the principal, the action and the key',
    async (operation) => {
      const { keyId, arn } = keyWith({ denies: [operation] })
      expect(await refused(operation, keyId)).toEqual({
        name: 'AccessDeniedException',
        message:
          `User: arn:aws:iam::${ACCOUNT}:user/emulator is not authorized to perform: kms:${operation} on resource: ${arn} ` +
          `because no resource-based policy allows the kms:${operation} action`,
        status: 400,
      })
    },
  )

  test('a key denies only the operations in `denies`', async () => {
    const { keyId } = keyWith({ denies: ['ListKeyRotations'] })
    expect((await BY_KEY.DescribeKey(keyId)).KeyMetadata?.KeyId).toBe(keyId)
    expect((await BY_KEY.GetKeyRotationStatus(keyId)).KeyRotationEnabled).toBe(false)
  })

  test('a key of another account answers only DescribeKey and GetKeyRotationStatus, by ARN', async () => {
    const { keyId, arn } = keyWith({ accountId: '444455556666', aliases: ['shared'] })
    const described = await server.kms().send(new DescribeKeyCommand({ KeyId: arn }))
    expect(described.KeyMetadata?.AWSAccountId).toBe('444455556666')
    await server.kms().send(new DescribeKeyCommand({ KeyId: arn.replace(/key\/.*/, 'alias/shared') }))
    await server.kms().send(new GetKeyRotationStatusCommand({ KeyId: arn }))
    for (const operation of [
      ...WRITES,
      'ListKeyRotations',
      'ListResourceTags',
      'ListAliases',
      'GetKeyLastUsage',
    ] as const)
      expect(await refused(operation, arn)).toMatchObject({ name: 'AccessDeniedException' })
    expect(await refused('DescribeKey', keyId)).toMatchObject({ name: 'NotFoundException' })
    expect(await refused('DescribeKey', 'alias/shared')).toMatchObject({ name: 'NotFoundException' })
  })
})
