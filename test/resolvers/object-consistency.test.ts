import { Kind, print } from 'graphql'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { encodeGlobalId } from '../../src/resolvers/global-id.ts'
import { KeyInFullDocument } from '../documents/generated/graphql.ts'
import { startGateway } from '../support/gateway.ts'
import type { TestGateway } from '../support/gateway.ts'
import { waitUntil } from '../support/wait-until.ts'

// A normalized cache stores one object per ID, so an object must have the same values by every path of the graph.

const WHOLE_KEY = KeyInFullDocument.definitions.filter(({ kind }) => kind === Kind.FRAGMENT_DEFINITION)

const PARTS = `
  fragment Everything on Key {
    ...WholeKey
    team: tag(key: "team")
    latestRequest { ...Request }
    pendingMaterial { ...Material }
    newest: currentMaterial { ...Material }
    materials(first: 100) { nodes { ...Material } }
    newestRotation: lastRotation { ...Rotation }
    history: rotations(first: 100) { nodes { ...Rotation } }
  }
  fragment Material on KeyMaterial {
    __typename id materialId materialState description importState expiresAt key { id displayName } rotation { id rotatedAt type }
  }
  fragment Rotation on Rotation {
    __typename id rotatedAt type daysSincePrevious previous { id rotatedAt } material { ...Material } request { id status } key { id displayName }
  }
  fragment Request on RotationRequest {
    __typename id status requestedAt startedAt completedAt requestedBy reason rotation { ...Rotation } key { id displayName }
  }
  ${WHOLE_KEY.map(print).join('\n')}
`

let gateway: TestGateway
let documents: readonly string[]

beforeAll(async () => {
  gateway = await startGateway({
    fleet: 'demo',
    speed: 0,
    settings: { isThrottling: false },
    gateway: { rateLimit: false, limits: { maxQueryCost: 1_000_000, maxQueryNodes: 1_000_000 } },
  })
  const { emulator } = gateway
  await rotate('alias/orders-api')
  // After this rotation the material of the first rotation is no longer current.
  emulator.clock.advance(60_000)
  emulator.addRotation('alias/orders-api', { date: 'now', type: 'AUTOMATIC' })

  const keys = emulator.keys()
  const ids = keys.map(({ arn }) => encodeGlobalId('Key', arn))
  documents = [
    '{ keys(first: 100) { nodes { ...Everything } } }',
    `{ nodes(ids: ${JSON.stringify(ids)}) { ...Everything } }`,
    '{ rotationRequests(first: 100) { nodes { ...Request key { ...Everything } } } }',
    '{ rotationEvents(first: 100) { nodes { key { ...Everything } ... on RotationCompleted { rotation { ...Rotation } } } } }',
    ...keys.flatMap(({ arn, keyId, region, aliases }, index) => [
      `{ key(by: { arn: "${arn}" }) { ...Everything } }`,
      `{ key(by: { id: "${ids[index]}" }) { ...Everything } }`,
      `{ node(id: "${ids[index]}") { ...Everything } }`,
      `mutation { rotateKeyOnDemand(input: { key: { arn: "${arn}" }, dryRun: true }) {
        ... on RotateKeyOnDemandPayload { key { ...Everything } }
        ... on KeyStateError { key { ...Everything } }
        ... on UnsupportedKeyError { key { ...Everything } }
        ... on RotationConflictError { key { ...Everything } }
        ... on OnDemandQuotaExceededError { key { ...Everything } }
      } }`,
      ...(region === emulator.regions[0] ? [`{ key(by: { keyId: "${keyId}" }) { ...Everything } }`] : []),
      ...aliases.map(
        (name) => `{ key(by: { alias: "${arn.replace(/key\/.*/, '')}${name}" }) { ...Everything } }`,
      ),
    ]),
  ]
}, 120_000)
afterAll(() => gateway[Symbol.asyncDispose]())

async function rotate(key: string): Promise<void> {
  const { arn } = gateway.emulator.key(key)
  await gateway.answer(`mutation { rotateKeyOnDemand(input: { key: { arn: "${arn}" } }) { __typename } }`)
  await waitUntil(async () => {
    gateway.emulator.clock.advance(10_000)
    const { data } = await gateway.answer<{ key: { latestRequest: { status: string } } }, unknown>(
      `{ key(by: { arn: "${arn}" }) { latestRequest { status } } }`,
    )
    return data?.key.latestRequest.status === 'COMPLETED'
  })
}

test('every object of the demo fleet has the same values by every path', async () => {
  const values = new Map<string, Map<string, string>>()
  const paths = new Map<string, number>()
  const conflicts: string[] = []
  for (const document of documents) {
    const { data } = await gateway.answer(`${document}${PARTS}`)
    for (const object of objectsIn(data)) {
      const known = values.get(object.id) ?? new Map<string, string>()
      values.set(object.id, known)
      paths.set(object.id, (paths.get(object.id) ?? 0) + 1)
      for (const [field, value] of Object.entries(object)) {
        const text = JSON.stringify(stable(value))
        const before = known.get(field)
        if (before !== undefined && before !== text)
          conflicts.push(
            `${Buffer.from(object.id, 'base64url').toString()} ${field}: ${before} and ${text}, by ${document}`,
          )
        known.set(field, text)
      }
    }
  }
  expect(conflicts).toEqual([])
  const own = gateway.emulator.keys().map(({ arn }) => paths.get(encodeGlobalId('Key', arn)) ?? 0)
  expect(Math.min(...own)).toBeGreaterThanOrEqual(5)
}, 120_000)

interface Identified {
  readonly id: string
}

/** Every object with an ID, at any depth. */
function* objectsIn(value: unknown): Generator<Identified> {
  if (typeof value !== 'object' || value === null) return
  if ('id' in value && typeof value.id === 'string') yield { ...value, id: value.id }
  for (const child of Object.values(value)) yield* objectsIn(child)
}

/** The value with a reference in place of each object that has an ID, and without KMS's request IDs. */
function stable(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(stable)
  if (typeof value !== 'object' || value === null) return value
  if ('id' in value && typeof value.id === 'string') return { ref: value.id }
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name]) => name !== 'awsRequestId')
      .map(([name, child]) => [name, stable(child)]),
  )
}
