import {
  DescribeKeyCommand,
  GetKeyRotationStatusCommand,
  ListKeyRotationsCommand,
  RotateKeyOnDemandCommand,
} from '@aws-sdk/client-kms'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { kmsOverSocket, refusalOf } from './kms-over-socket.ts'
import type { KmsOverSocket } from './kms-over-socket.ts'

let server: KmsOverSocket
beforeEach(async () => {
  server = await kmsOverSocket()
})
afterEach(() => server[Symbol.asyncDispose]())

const rotate = (keyId: string) => server.kms().send(new RotateKeyOnDemandCommand({ KeyId: keyId }))
const status = (keyId: string) => server.kms().send(new GetKeyRotationStatusCommand({ KeyId: keyId }))
const history = async (keyId: string, all = false) =>
  (
    await server.kms().send(
      new ListKeyRotationsCommand({
        KeyId: keyId,
        IncludeKeyMaterial: all ? 'ALL_KEY_MATERIAL' : 'ROTATIONS_ONLY',
      }),
    )
  ).Rotations ?? []
const current = async (keyId: string) =>
  (await server.kms().send(new DescribeKeyCommand({ KeyId: keyId }))).KeyMetadata?.CurrentKeyMaterialId

describe('imported material', () => {
  test('RotateKeyOnDemand of imported material needs material pending rotation', async () => {
    const { keyId, arn } = server.emulator.createKey({ origin: 'EXTERNAL' })
    expect(await refusalOf(rotate(keyId))).toEqual({
      name: 'KMSInvalidStateException',
      message: `No available key material pending rotation for the key: ${arn}.`,
      status: 400,
    })
    server.emulator.changeKey(keyId, { pendingMaterial: { isAwaitingReplicas: true } })
    expect(await refusalOf(rotate(keyId))).toMatchObject({ name: 'KMSInvalidStateException' })
    expect((await history(keyId, true)).at(-1)?.KeyMaterialState).toBe(
      'PENDING_MULTI_REGION_IMPORT_AND_ROTATION',
    )
  })

  test('imported material is pending until the rotation completes, then current', async () => {
    const { keyId } = server.emulator.createKey({
      origin: 'EXTERNAL',
      material: { description: 'first', validTo: '+90d' },
      pendingMaterial: { description: 'second' },
    })
    const before = await history(keyId, true)
    expect(before).toMatchObject([
      {
        KeyMaterialDescription: 'first',
        KeyMaterialState: 'CURRENT',
        ExpirationModel: 'KEY_MATERIAL_EXPIRES',
      },
      { KeyMaterialDescription: 'second', KeyMaterialState: 'PENDING_ROTATION', ImportState: 'IMPORTED' },
    ])
    expect(before[1]?.RotationDate).toBeUndefined()
    await rotate(keyId)
    expect(await history(keyId, true)).toEqual(before)
    server.clock.advance(30_000)
    expect(await history(keyId, true)).toMatchObject([
      { KeyMaterialDescription: 'first', KeyMaterialState: 'NON_CURRENT' },
      { KeyMaterialDescription: 'second', KeyMaterialState: 'CURRENT', RotationType: 'ON_DEMAND' },
    ])
    expect(await refusalOf(rotate(keyId))).toMatchObject({ name: 'KMSInvalidStateException' })
  })

  test.each([
    ['unsupported', false, true, false],
    ['unsupported-until-rotated', false, true, true],
    ['supported', true, true, true],
  ] as const)('%s: whether its status answers before, during and after', async (setting, ...expected) => {
    server.emulator.settings({ externalStatusWhenIdle: setting })
    const { keyId } = server.emulator.createKey({ origin: 'EXTERNAL', pendingMaterial: {} })
    const answers = () =>
      status(keyId).then(
        () => true,
        (error: Error) => error.name !== 'UnsupportedOperationException',
      )
    const before = await answers()
    await rotate(keyId)
    const during = await answers()
    server.clock.advance(30_000)
    expect([before, during, await answers()]).toEqual(expected)
  })

  test('a key whose imported material expires is PendingImport and still names the material', async () => {
    const { keyId } = server.emulator.createKey({ origin: 'EXTERNAL' })
    const material = await current(keyId)
    server.emulator.changeKey(keyId, { state: 'PendingImport' })
    expect(await current(keyId)).toBe(material)
    expect(await history(keyId, true)).toMatchObject([{ ImportState: 'PENDING_IMPORT' }])
    server.emulator.changeKey(keyId, { state: 'Enabled' })
    expect(await history(keyId, true)).toMatchObject([
      { ImportState: 'IMPORTED', KeyMaterialState: 'CURRENT' },
    ])
  })

  test('a key without a first import does not name key material', async () => {
    const { keyId } = server.emulator.createKey({ origin: 'EXTERNAL', state: 'PendingImport' })
    expect(await current(keyId)).toBeUndefined()
    expect(await history(keyId, true)).toEqual([])
  })
})
