import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { encodeGlobalId } from '../../src/resolvers/global-id.ts'
import { readerOf, rotatorOf, startGuardedGateway } from '../support/guarded-gateway.ts'
import type { GuardedGateway } from '../support/guarded-gateway.ts'
import { waitUntil } from '../support/wait-until.ts'

// A hidden key and an absent key have the same response and the same KMS calls in every operation that names a key.

const ABSENT = '0f0f0f0f-1111-4222-8333-444455556666'
const HIDDEN = '1e1e1e1e-1111-4222-8333-444455556666'
const SHOWN = '2d2d2d2d-1111-4222-8333-444455556666'
const arnOf = (keyId: string) => `arn:aws:kms:us-east-1:111122223333:key/${keyId}`

const patterns = {
  arn: { arn: arnOf(SHOWN) },
  region: { region: 'eu-*' },
  account: { account: '4444*' },
  alias: { alias: 'orders-*' },
  tag: { tag: 'team=orders' },
  'alias and tag': { alias: '*', tag: 'team=ord*' },
  'tag of a Region': { region: 'us-*', tag: 'team=orders' },
} as const
const names = Object.keys(patterns)

let gateway: GuardedGateway
let requestOfHidden: string
beforeAll(async () => {
  gateway = await startGuardedGateway({
    speed: 0,
    settings: { isThrottling: false },
    roles: {
      admin: { permissions: ['ROTATION_READ', 'ROTATION_WRITE', 'ADMIN'] },
      ...Object.fromEntries(Object.entries(patterns).map(([name, keys]) => [name, rotatorOf(keys)])),
    },
    callers: { admin: ['admin'], ...Object.fromEntries(names.map((name) => [name, [name]])) },
  })
  const { emulator } = gateway
  emulator.createKey({ keyId: SHOWN, aliases: ['orders-api'], tags: { team: 'orders' } })
  emulator.createKey({
    keyId: HIDDEN,
    aliases: ['billing'],
    tags: { team: 'billing' },
    rotations: [{ date: '-100d' }, { date: '-10d', type: 'ON_DEMAND' }],
  })
  const { data } = await gateway
    .as('admin')
    .answer<{ rotateKeyOnDemand: { request: { id: string } } }, unknown>(
      `mutation { rotateKeyOnDemand(input: { key: { keyId: "${HIDDEN}" } }) { ... on RotateKeyOnDemandPayload { request { id } } } }`,
    )
  requestOfHidden = data?.rotateKeyOnDemand.request.id ?? ''
  // The rotation ends, so that no watch sends calls while the tests count them.
  await waitUntil(async () => {
    emulator.clock.advance(60_000)
    const { data } = await gateway
      .as('admin')
      .answer<{ node: { status: string } }, unknown>(
        `{ node(id: "${requestOfHidden}") { ... on RotationRequest { status } } }`,
      )
    return data?.node.status === 'COMPLETED'
  })
  // Lists the aliases of the other scopes, which are cached from now on.
  await gateway.as('admin').answer('{ key(by: { alias: "nothing" }) { arn } }')
})
afterAll(() => gateway[Symbol.asyncDispose]())

/** Documents that name a key, by key ID. */
const documents: Readonly<Record<string, (keyId: string) => string>> = {
  'key by ARN': (keyId) => `{ key(by: { arn: "${arnOf(keyId)}" }) { arn } }`,
  'key by id': (keyId) => `{ key(by: { id: "${encodeGlobalId('Key', arnOf(keyId))}" }) { arn } }`,
  'key by key ID': (keyId) => `{ key(by: { keyId: "${keyId}" }) { arn problems { rotations { message } } } }`,
  'key by alias': (keyId) => `{ key(by: { alias: "${keyId === HIDDEN ? 'billing' : 'nothing'}" }) { arn } }`,
  'key by alias ARN': (keyId) =>
    `{ key(by: { alias: "arn:aws:kms:us-east-1:111122223333:alias/${keyId === HIDDEN ? 'billing' : 'nothing'}" }) { arn } }`,
  'node of a key': (keyId) => `{ node(id: "${encodeGlobalId('Key', arnOf(keyId))}") { id } }`,
  nodes: (keyId) => `{ nodes(ids: ["${encodeGlobalId('Key', arnOf(keyId))}"]) { id } }`,
  'node of a rotation': (keyId) =>
    `{ node(id: "${encodeGlobalId('Rotation', `${arnOf(keyId)}#x`)}") { id } }`,
  'node of a material': (keyId) =>
    `{ node(id: "${encodeGlobalId('KeyMaterial', `${arnOf(keyId)}#x`)}") { id } }`,
  'node of a request': (keyId) =>
    `{ node(id: "${keyId === HIDDEN ? requestOfHidden : encodeGlobalId('RotationRequest', randomUUID())}") { id } }`,
  rotationRequests: (keyId) =>
    `{ rotationRequests(filter: { keys: ["${encodeGlobalId('Key', arnOf(keyId))}"] }) { nodes { id } pageInfo { endCursor hasNextPage } } }`,
  changes: (keyId) =>
    `{ changes(filter: { keys: ["${encodeGlobalId('Key', arnOf(keyId))}"] }) { nodes { id } pageInfo { endCursor hasNextPage } } }`,
  rotationEvents: (keyId) =>
    `{ rotationEvents(filter: { keys: ["${encodeGlobalId('Key', arnOf(keyId))}"] }) { nodes { eventId } gaps { message } pageInfo { hasNextPage } } }`,
  'rotate by ARN': (keyId) => change('rotateKeyOnDemand', `key: { arn: "${arnOf(keyId)}" }`),
  'rotate by id': (keyId) =>
    change('rotateKeyOnDemand', `key: { id: "${encodeGlobalId('Key', arnOf(keyId))}" }`),
  'rotate by key ID': (keyId) =>
    change('rotateKeyOnDemand', `key: { keyId: "${keyId}" }, idempotencyKey: "x"`),
  'dry run of a rotation': (keyId) =>
    change('rotateKeyOnDemand', `key: { arn: "${arnOf(keyId)}" }, dryRun: true`),
  'rotate with too long a reason': (keyId) =>
    change('rotateKeyOnDemand', `key: { arn: "${arnOf(keyId)}" }, reason: "${'x'.repeat(257)}"`),
  'enable automatic rotation': (keyId) => change('enableKeyRotation', `key: { arn: "${arnOf(keyId)}" }`),
  'disable automatic rotation': (keyId) => change('disableKeyRotation', `key: { keyId: "${keyId}" }`),
}

function change(name: string, input: string): string {
  return `mutation { ${name}(input: { ${input} }) { __typename ... on OperationError { code message isRetryable awsRequestId } ... on InvalidInputError { issues { path message } } } }`
}

/** The response without the key's ID and the random values, and the KMS calls. */
async function respond(caller: string, documentFor: (keyId: string) => string, keyId: string) {
  gateway.emulator.resetStatistics()
  const text = JSON.stringify(await gateway.as(caller).answer(documentFor(keyId)))
  const answer = text
    .replaceAll(keyId, '<key>')
    .replaceAll(/"requestId":"[^"]+"/g, '"requestId":"…"')
    // The remaining budget of the caller decreases with each query.
    .replaceAll(/"currentlyAvailable":\d+/g, '"currentlyAvailable":0')
  const { calls } = gateway.emulator.statistics()
  return { answer, calls: calls.map(({ operation, calls }) => `${operation} ${calls}`) }
}

describe.each(names)('a caller with a key pattern by %s', (name) => {
  test.each(Object.entries(documents))(
    'gets the same response for a hidden key and an absent key: %s',
    async (_, documentFor) => {
      const hidden = await respond(name, documentFor, HIDDEN)
      const absent = await respond(name, documentFor, ABSENT)
      expect(hidden).toEqual(absent)
      expect(hidden.answer).not.toContain('billing')
      expect(hidden.answer).not.toMatch(/FORBIDDEN|INTERNAL/)
    },
  )
})

// Without a difference here the tests above would prove nothing. Other tests make changes.
test.each(
  Object.entries(documents).filter(([name]) => /^key|^node of a key|^nodes|^rotation|^dry run/.test(name)),
)('a caller who may read all keys gets another response: %s', async (_, documentFor) => {
  expect((await respond('admin', documentFor, HIDDEN)).answer).not.toBe(
    (await respond('tag', documentFor, HIDDEN)).answer,
  )
})

test('a visible key is found by ARN, key ID and alias', async () => {
  for (const name of ['arn', 'alias', 'tag', 'alias and tag', 'tag of a Region'])
    for (const by of [`arn: "${arnOf(SHOWN)}"`, `keyId: "${SHOWN}"`, 'alias: "orders-api"']) {
      const { data } = await gateway.as(name).answer(`{ key(by: { ${by} }) { keyId } }`)
      expect(data).toEqual({ key: { keyId: SHOWN } })
    }
})

test('a key that may be read but not changed is rejected with FORBIDDEN, and no change is sent to KMS', async () => {
  await using other = await startGuardedGateway({
    speed: 0,
    roles: { reader: readerOf({ region: '*' }), rotator: rotatorOf({ tag: 'team=orders' }) },
    callers: { both: ['reader', 'rotator'] },
  })
  const orders = other.emulator.createKey({ tags: { team: 'orders' } })
  const billing = other.emulator.createKey({ tags: { team: 'billing' } })
  const rotate = (arn: string) =>
    other.as('both').answer(change('rotateKeyOnDemand', `key: { arn: "${arn}" }`))
  expect(await rotate(billing.arn)).toMatchObject({
    errors: [{ path: ['rotateKeyOnDemand'], extensions: { code: 'FORBIDDEN' } }],
  })
  expect(other.emulator.calls('RotateKeyOnDemand')).toBe(0)
  expect(await rotate(arnOf(ABSENT))).toMatchObject({
    data: { rotateKeyOnDemand: { code: 'KEY_NOT_FOUND' } },
  })
  expect(await rotate(orders.arn)).toMatchObject({
    data: { rotateKeyOnDemand: { __typename: 'RotateKeyOnDemandPayload' } },
  })
  const { data } = await other
    .as('both')
    .answer<KeysWithBlockers, unknown>(
      '{ keys { nodes { arn capabilities { rotateOnDemand { blockers { reason } } } } } }',
    )
  const reasons = Object.fromEntries(
    (data?.keys.nodes ?? []).map(({ arn, capabilities }) => [
      arn,
      capabilities.rotateOnDemand.blockers.map(({ reason }) => reason),
    ]),
  )
  expect(reasons[billing.arn]).toContain('VIEWER_LACKS_PERMISSION')
  expect(reasons[orders.arn]).not.toContain('VIEWER_LACKS_PERMISSION')
})

interface KeysWithBlockers {
  readonly keys: {
    readonly nodes: readonly {
      readonly arn: string
      readonly capabilities: {
        readonly rotateOnDemand: { readonly blockers: readonly { readonly reason: string }[] }
      }
    }[]
  }
}

test('denied tags match no pattern; tags that cannot be read temporarily are an error, not an absent key', async () => {
  await using other = await startGuardedGateway({
    speed: 0,
    roles: { reader: readerOf({ tag: '*=*' }) },
    callers: { reader: ['reader'] },
    gateway: { maxAges: { ListResourceTags: 0 } },
  })
  const denied = other.emulator.createKey({ tags: { a: 'b' }, denies: ['ListResourceTags'] })
  const shown = other.emulator.createKey({ tags: { a: 'b' } })
  const keys = () =>
    other.as('reader').answer('{ keys { nodes { arn } totalCount unavailableScopes { error { code } } } }')
  expect(await keys()).toMatchObject({
    data: { keys: { nodes: [{ arn: shown.arn }], totalCount: 1, unavailableScopes: [] } },
  })
  expect(await other.as('reader').answer(`{ key(by: { arn: "${denied.arn}" }) { arn } }`)).toMatchObject({
    data: { key: null },
  })
  other.emulator.addFault({ kind: 'throttle', operation: 'ListResourceTags' })
  expect(await keys()).toMatchObject({
    data: { keys: { nodes: [], totalCount: null, unavailableScopes: [{ error: { code: 'THROTTLED' } }] } },
  })
})

test('a key that denies ListAliases is visible by every path to callers of its alias, and costs other callers the same as an absent key', async () => {
  await using other = await startGuardedGateway({
    speed: 0,
    settings: { isThrottling: false },
    roles: { board: readerOf({ alias: 'board-*' }), orders: readerOf({ alias: 'orders-*' }) },
    callers: { board: ['board'], orders: ['orders'] },
  })
  const { emulator } = other
  const { arn } = emulator.createKey({
    keyId: SHOWN,
    aliases: ['board-minutes'],
    denies: ['DescribeKey', 'ListAliases'],
  })
  const board = other.as('board')
  const found = { displayName: 'board-minutes' }
  expect(await board.answer('{ keys { nodes { displayName } } }')).toMatchObject({
    data: { keys: { nodes: [found] } },
  })
  for (const by of [`arn: "${arn}"`, `keyId: "${SHOWN}"`, 'alias: "board-minutes"'])
    expect(await board.answer(`{ key(by: { ${by} }) { displayName } }`)).toMatchObject({
      data: { key: found },
    })

  const callsFor = async (keyId: string) => {
    emulator.resetStatistics()
    const { data } = await other.as('orders').answer(`{ key(by: { arn: "${arnOf(keyId)}" }) { arn } }`)
    const { calls } = emulator.statistics()
    return [data, calls.map(({ operation, calls }) => `${operation} ${calls}`).toSorted()]
  }
  expect(await callsFor(SHOWN)).toEqual(await callsFor(ABSENT))
})
