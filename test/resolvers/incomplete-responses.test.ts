import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startGateway } from '../support/gateway.ts'
import type { TestGateway } from '../support/gateway.ts'
import { createMiddlebox } from '../support/middlebox.ts'
import type { Middlebox } from '../support/middlebox.ts'

// KMS implementations other than AWS can omit optional members, or send null for them.

let middlebox: Middlebox
let gateway: TestGateway
beforeAll(async () => {
  middlebox = createMiddlebox()
  gateway = await startGateway({ between: (url) => middlebox.listen(url) })
})
afterAll(async () => {
  await gateway[Symbol.asyncDispose]()
  await middlebox[Symbol.asyncDispose]()
})

const KEY = `query ($arn: String!) { key(by: { arn: $arn }) {
  keyId description state manager origin spec usage createdAt
  multiRegion { role primaryArn replicaArns replicas { arn } }
  aliases { name arn createdAt updatedAt }
  rotationStatus { automatic isEnabled }
  lastRotation { type rotatedAt material { materialId } }
  materials { totalCount }
  compliance { verdict reasons }
  capabilities { rotateOnDemand { isAllowed } }
  problems { metadata { message } rotationStatus { message } rotations { message } materials { message } aliases { message } }
} }`
const ROTATE = `mutation ($arn: String!) { rotateKeyOnDemand(input: { key: { arn: $arn } }) {
  type: __typename ... on OperationError { message }
} }`

interface Data {
  readonly key: Readonly<Record<string, unknown>> & {
    readonly aliases: unknown
    readonly multiRegion: unknown
    readonly capabilities: { readonly rotateOnDemand: { readonly isAllowed: boolean } }
    readonly problems: { readonly metadata: { readonly message: string } | null }
  }
  readonly rotateKeyOnDemand: { readonly type: string; readonly message: string }
}

async function ask(query: string, arn: string): Promise<Data> {
  const { data, errors } = await gateway.answer<Data, { arn: string }>(query, { arn })
  if (!data || errors) throw new Error(JSON.stringify(errors))
  return data
}

let keys = 0
const createKey = () =>
  gateway.emulator.createKey({
    createdAt: '-900d',
    aliases: [`app/${++keys}`],
    description: 'orders',
    rotations: [{ date: '-5d', type: 'ON_DEMAND' }],
  }).arn

/** Removes members of the objects at `path` in every response of the operation, or sets them to null. */
function removeMembers(
  operation: string,
  path: readonly string[],
  names: readonly string[],
  isNull: boolean,
): void {
  middlebox.edit(operation, (body) => {
    let objects: unknown[] = [body]
    for (const name of path) objects = objects.flatMap((each) => Object(each)[name] ?? [])
    for (const object of objects)
      for (const name of names)
        if (isNull) Reflect.set(Object(object), name, null)
        else Reflect.deleteProperty(Object(object), name)
  })
}

const METADATA: readonly (readonly [members: readonly string[], field: string, expected: unknown])[] = [
  [['AWSAccountId'], 'keyId', expect.any(String)],
  [['KeyId'], 'keyId', expect.any(String)],
  [['Arn'], 'keyId', expect.any(String)],
  [['CreationDate'], 'createdAt', null],
  [['Enabled'], 'state', 'ENABLED'],
  [['KeyState'], 'state', 'ENABLED'],
  [['KeyState', 'Enabled'], 'state', null],
  [['Description'], 'description', null],
  [['KeyUsage'], 'usage', null],
  [['Origin'], 'origin', null],
  [['KeyManager'], 'manager', null],
  [['KeySpec'], 'spec', 'SYMMETRIC_DEFAULT'],
  [['CustomerMasterKeySpec'], 'spec', 'SYMMETRIC_DEFAULT'],
  [['KeySpec', 'CustomerMasterKeySpec'], 'spec', null],
  [['EncryptionAlgorithms'], 'usage', 'ENCRYPT_DECRYPT'],
  [['MultiRegion'], 'multiRegion', null],
  [['CurrentKeyMaterialId'], 'lastRotation', expect.objectContaining({ type: 'ON_DEMAND' })],
]

describe.each([
  ['absent', false],
  ['null', true],
])('a member of DescribeKey that is %s', (_, isNull) => {
  test.each(METADATA)(
    'leaves the other fields of the key readable, and the key can be rotated: %j',
    async (members, field, expected) => {
      const arn = createKey()
      removeMembers('DescribeKey', ['KeyMetadata'], members, isNull)
      const { key } = await ask(KEY, arn)
      expect(key[field]).toEqual(expected)
      expect(key.problems).toEqual({
        metadata: null,
        rotationStatus: null,
        rotations: null,
        materials: null,
        aliases: null,
      })
      expect(key.capabilities.rotateOnDemand.isAllowed).toBe(true)
      expect((await ask(ROTATE, arn)).rotateKeyOnDemand.type).toBe('RotateKeyOnDemandPayload')
    },
  )

  test('leaves unknown values unknown if all members except the key ID are absent', async () => {
    const arn = createKey()
    middlebox.edit('DescribeKey', (body) => {
      const { KeyId } = Object(body['KeyMetadata'])
      body['KeyMetadata'] = { KeyId }
    })
    const { key } = await ask(KEY, arn)
    expect(key).toMatchObject({
      state: null,
      rotationStatus: { automatic: 'UNKNOWN', isEnabled: false },
      compliance: { verdict: 'UNKNOWN', reasons: ['METADATA_UNREADABLE'] },
      problems: { metadata: null },
    })
    expect((await ask(ROTATE, arn)).rotateKeyOnDemand.type).toBe('RotateKeyOnDemandPayload')
  })

  test('is named in the message if the key itself is missing, and the message does not mention permissions', async () => {
    const arn = createKey()
    removeMembers('DescribeKey', ['KeyMetadata'], ['Arn', 'KeyId'], isNull)
    const { key } = await ask(KEY, arn)
    expect(key.problems.metadata?.message).toContain('Arn is missing')
    const { rotateKeyOnDemand } = await ask(ROTATE, arn)
    expect(rotateKeyOnDemand.type).toBe('KmsUnavailableError')
    expect(rotateKeyOnDemand.message).toContain('Arn is missing')
    expect(rotateKeyOnDemand.message).not.toMatch(/IAM|polic|kms:DescribeKey/)
    middlebox.edit('DescribeKey', () => {})
  })

  test('of a multi-Region relative leaves the list of relatives unknown', async () => {
    const arn = createKey()
    middlebox.edit('DescribeKey', (body) => {
      Object(body['KeyMetadata']).MultiRegionConfiguration = {
        MultiRegionKeyType: 'PRIMARY',
        PrimaryKey: isNull ? null : {},
        ReplicaKeys: [isNull ? { Arn: null } : {}],
      }
    })
    const { key } = await ask(KEY, arn)
    expect(key.multiRegion).toEqual({ role: 'PRIMARY', primaryArn: null, replicaArns: null, replicas: null })
    middlebox.edit('DescribeKey', (body) => {
      Object(body['KeyMetadata']).MultiRegion = true
    })
    expect((await ask(KEY, arn)).key.multiRegion).toMatchObject({ role: 'UNRECOGNIZED', replicaArns: null })
    middlebox.edit('DescribeKey', () => {})
  })
})

describe.each([
  ['absent', false],
  ['null', true],
])('a member of another KMS response that is %s', (_, isNull) => {
  test('leaves the history readable, and reports that the materials cannot be identified', async () => {
    const arn = createKey()
    removeMembers('ListKeyRotations', ['Rotations'], ['KeyId', 'KeyMaterialId', 'KeyMaterialState'], isNull)
    const { key } = await ask(KEY, arn)
    expect(key).toMatchObject({
      lastRotation: { type: 'ON_DEMAND', material: null },
      materials: null,
      problems: {
        rotations: null,
        materials: { message: expect.stringContaining('without KeyMaterialId') },
      },
    })
    expect((await ask(ROTATE, arn)).rotateKeyOnDemand.type).toBe('RotateKeyOnDemandPayload')
    middlebox.edit('ListKeyRotations', () => {})
  })

  test('leaves the rest of an alias readable', async () => {
    const arn = createKey()
    removeMembers('ListAliases', ['Aliases'], ['AliasArn', 'CreationDate', 'LastUpdatedDate'], isNull)
    const { key } = await ask(KEY, arn)
    expect(key.aliases).toEqual([{ name: `alias/app/${keys}`, arn: null, createdAt: null, updatedAt: null }])
  })

  test('leaves the status readable', async () => {
    const arn = createKey()
    removeMembers(
      'GetKeyRotationStatus',
      [],
      ['KeyId', 'RotationPeriodInDays', 'NextRotationDate', 'OnDemandRotationStartDate'],
      isNull,
    )
    const { key } = await ask(KEY, arn)
    expect(key).toMatchObject({
      rotationStatus: { automatic: 'DISABLED' },
      problems: { rotationStatus: null },
    })
  })

  test('leaves the decision about imported material to KMS', async () => {
    const { arn } = gateway.emulator.createKey({
      origin: 'EXTERNAL',
      pendingMaterial: { description: 'next' },
    })
    removeMembers('ListKeyRotations', ['Rotations'], ['KeyMaterialState'], isNull)
    expect((await ask(ROTATE, arn)).rotateKeyOnDemand.type).toBe('RotateKeyOnDemandPayload')
    middlebox.edit('ListKeyRotations', () => {})
  })
})
