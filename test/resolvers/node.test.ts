import { describe, expect, test } from 'vitest'
import {
  EveryNodeDocument,
  OneNodeDocument,
  SomeNodesDocument,
  StartRotationDocument,
} from '../documents/generated/graphql.ts'
import { startGateway } from '../support/gateway.ts'
import type { TestGateway } from '../support/gateway.ts'

const idOf = (typename: string, id: string) => Buffer.from(`1:${typename}:${id}`).toString('base64url')

const start = () => startGateway({ speed: 0, settings: { isThrottling: false } })

/** A key with a rotation, and its nodes. */
async function startWithNodes() {
  const gateway = await start()
  const { arn } = gateway.emulator.createKey({ createdAt: '-20d', rotations: [{ date: '-10d' }] })
  const { key, scopes } = await gateway.ask(EveryNodeDocument, { by: { arn } })
  const [rotation] = key?.rotations?.nodes ?? []
  const [material] = key?.materials?.nodes ?? []
  const { rotateKeyOnDemand } = await gateway.ask(StartRotationDocument, { key: { arn } })
  const request = 'request' in rotateKeyOnDemand ? rotateKeyOnDemand.request : null
  if (!key || !rotation || !material || !request) throw new Error('A node is missing')
  return { ...gateway, arn, key, rotation, material, scopes, request }
}

const nodeOf = async (gateway: TestGateway, id: string) => (await gateway.ask(OneNodeDocument, { id })).node

describe('a node', () => {
  test('of each type is read again by its ID as the same object', async () => {
    await using gateway = await startWithNodes()
    const { arn, key, rotation, material, scopes, request } = gateway
    const nodes = [
      { __typename: 'Key', id: key.id, arn },
      { __typename: 'Rotation', ...rotation, key: { arn } },
      { __typename: 'KeyMaterial', ...material, key: { arn } },
      {
        __typename: 'RotationRequest',
        id: request.id,
        // The watch may have observed the start since the first read.
        status: expect.stringMatching(/^(REQUESTED|IN_PROGRESS)$/),
        reason: 'a test',
        key: { arn },
      },
      ...scopes.map(({ id, region }) => ({
        __typename: 'Scope',
        id,
        region,
        accountId: '111122223333',
        keyCount: region === 'us-east-1' ? 1 : 0,
        error: null,
      })),
    ]
    for (const node of nodes) expect(await nodeOf(gateway, node.id)).toEqual(node)
    const ids = nodes.map(({ id }) => id).toReversed()
    expect((await gateway.ask(SomeNodesDocument, { ids })).nodes).toEqual(nodes.toReversed())
  })

  test('that no longer exists is null', async () => {
    await using gateway = await startWithNodes()
    const { arn, key, rotation, material } = gateway
    for (const id of [
      idOf('Rotation', `${arn}#${'0'.repeat(64)}`),
      idOf('KeyMaterial', `${arn}#${'0'.repeat(64)}`),
      idOf('RotationRequest', 'unheard-of'),
      idOf('Scope', '111122223333/eu-north-1'),
    ])
      expect(await nodeOf(gateway, id)).toBeNull()
    gateway.emulator.removeKey(arn)
    for (const { id } of [key, rotation, material]) expect(await nodeOf(gateway, id)).toBeNull()
  })

  test('that AWS denies is null, but a key is returned', async () => {
    await using gateway = await startWithNodes()
    const { arn, key, rotation, material } = gateway
    gateway.emulator.changeKey(arn, { denies: ['DescribeKey', 'ListKeyRotations'] })
    expect(await nodeOf(gateway, rotation.id)).toBeNull()
    expect(await nodeOf(gateway, material.id)).toBeNull()
    expect(await nodeOf(gateway, key.id)).toMatchObject({ arn })
  })

  test('that cannot be read temporarily is an error and not null, so that clients do not delete it', async () => {
    await using gateway = await startWithNodes()
    gateway.emulator.addFault({
      kind: 'error',
      operation: 'ListKeyRotations',
      code: 'InternalFailure',
      status: 400,
    })
    for (const { id } of [gateway.rotation, gateway.material]) {
      const { data, errors } = await gateway.answer(OneNodeDocument, { id })
      expect(data).toEqual({ node: null })
      expect(errors?.[0]?.extensions?.['code']).toBe('KMS_UNAVAILABLE')
    }
  })

  test.each([
    ['', "'' is not a global ID"],
    ['nonsense', "'nonsense' is not a global ID"],
    [`${idOf('Key', 'x')}=`, 'is not a global ID'],
    [Buffer.from('2:Key:x').toString('base64url'), 'is not a global ID'],
    [Buffer.from('1:Key').toString('base64url'), 'is not a global ID'],
    [idOf('Blocker', 'x'), "'Blocker' is not a node type"],
    [idOf('Key', 'x'), "'x' is not a key ARN"],
    [idOf('Rotation', 'x#y'), "'x' is not a key ARN"],
    [idOf('KeyMaterial', 'x'), "'x' is not the ID of a key material"],
    [
      idOf('Key', `arn:aws:kms:eu-north-1:111122223333:key/x`),
      'It serves 111122223333/us-east-1, 111122223333/eu-west-1',
    ],
  ])('with the malformed ID %j is an error that quotes it, and KMS is not called', async (id, message) => {
    await using gateway = await start()
    const { data, errors } = await gateway.answer(OneNodeDocument, { id })
    expect(data).toEqual({ node: null })
    expect(errors).toMatchObject([
      { message: expect.stringContaining(message), extensions: { code: 'BAD_USER_INPUT' } },
    ])
    expect(gateway.emulator.calls()).toBe(0)
  })
})

describe('nodes', () => {
  test('keep length and order, with null for a deleted object and an error at the index of a malformed ID', async () => {
    await using gateway = await startWithNodes()
    const { key, rotation, arn } = gateway
    const ids = [
      rotation.id,
      'nonsense',
      idOf('Scope', '111122223333/eu-north-1'),
      key.id,
      key.id,
      idOf('Key', 'x'),
    ]
    const { data, errors } = await gateway.answer(SomeNodesDocument, { ids })
    expect(data?.nodes).toMatchObject([{ id: rotation.id }, null, null, { arn }, { arn }, null])
    expect(errors?.map(({ path, extensions }) => [path, extensions?.['code']])).toEqual([
      [['nodes', 1], 'BAD_USER_INPUT'],
      [['nodes', 5], 'BAD_USER_INPUT'],
    ])
  })

  test('are limited to maxNodes, and an empty list is allowed', async () => {
    await using gateway = await startGateway({ speed: 0, gateway: { limits: { maxNodes: 2 } } })
    gateway.emulator.createKey()
    const id = idOf('Scope', '111122223333/us-east-1')
    expect(await gateway.ask(SomeNodesDocument, { ids: [] })).toEqual({ nodes: [] })
    expect((await gateway.ask(SomeNodesDocument, { ids: [id, id] })).nodes).toHaveLength(2)
    const { data, errors } = await gateway.answer(SomeNodesDocument, { ids: [id, id, id] })
    expect(data ?? null).toBeNull()
    expect(errors).toMatchObject([
      {
        message: 'nodes received 3 ids. The maximum is 2. Send several requests.',
        extensions: { code: 'BAD_USER_INPUT' },
      },
    ])
  })
})

describe('a scope', () => {
  test('whose keys cannot be listed has the error, and its count is null', async () => {
    await using gateway = await start()
    gateway.emulator.createKey()
    gateway.emulator.addFault({
      kind: 'error',
      operation: 'ListKeys',
      code: 'AccessDeniedException',
      region: 'eu-west-1',
    })
    const id = idOf('Scope', '111122223333/eu-west-1')
    expect(await nodeOf(gateway, id)).toMatchObject({
      accountId: '111122223333',
      keyCount: null,
      error: { code: 'ACCESS_DENIED', message: expect.stringContaining('kms:ListKeys') },
    })
  })

  test('has its account although KMS lists neither a key nor an alias', async () => {
    await using gateway = await start()
    expect(await nodeOf(gateway, idOf('Scope', '111122223333/us-east-1'))).toMatchObject({
      accountId: '111122223333',
      keyCount: 0,
      error: null,
    })
  })
})
