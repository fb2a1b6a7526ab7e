import { afterEach, describe, expect, test } from 'vitest'
import { encodeGlobalId } from '../../src/resolvers/global-id.ts'
import { bearer } from '../support/credentials.ts'
import { startGuardedGateway } from '../support/guarded-gateway.ts'
import type { GuardedGateway } from '../support/guarded-gateway.ts'

const started: GuardedGateway[] = []
afterEach(async () => {
  await Promise.all(started.splice(0).map((gateway) => gateway[Symbol.asyncDispose]()))
})

const REGIONS = ['us-east-1', 'eu-west-1']
const DAY_MS = 86_400_000
/** In the future, because a clock cannot be set back. */
const START = Date.parse('2099-01-01T00:00:00Z')
const idOf = (prefix: string, index: number) => `${prefix}-0000-4000-8000-${String(index).padStart(12, '0')}`
const arnOf = (keyId: string, region = 'us-east-1') => `arn:aws:kms:${region}:111122223333:key/${keyId}`
const VISIBLE = idOf('aaaaaaaa', 0)
const HIDDEN = idOf('99999999', 0)
const HIDDEN_ELSEWHERE = idOf('bbbbbbbb', 1)

const READ = ['ROTATION_READ']
const roles = {
  arn: { permissions: READ, keys: [{ arn: '*/aaaaaaaa-*' }] },
  alias: { permissions: READ, keys: [{ alias: 'orders-*' }] },
  tag: { permissions: READ, keys: [{ tag: 'team=orders' }] },
  administrator: { permissions: [...READ, 'ROTATION_WRITE', 'ADMIN'], keys: [{ tag: 'team=orders' }] },
}
const callers = Object.keys(roles)

/** Six keys that the callers may read, and `hidden` keys that they may not read. */
async function startWith(hidden: number): Promise<GuardedGateway> {
  const gateway = await startGuardedGateway({
    speed: 0,
    regions: REGIONS,
    settings: { isThrottling: false },
    roles,
    callers: Object.fromEntries(callers.map((name) => [name, [name]])),
    // The last lists exceed these points.
    gateway: {
      kmsPageSize: 5,
      rateLimit: { maximumAvailable: 46_000, restoreRate: 1 },
    },
  })
  started.push(gateway)
  gateway.emulator.clock.set(START)
  const regionOf = (index: number) => REGIONS[index % 2] ?? ''
  const past = (days: number) => new Date(START - days * DAY_MS)
  for (let index = 0; index < 6; index++)
    gateway.emulator.createKey({
      region: regionOf(index),
      keyId: idOf('aaaaaaaa', index),
      aliases: [`orders-${index}`],
      tags: { team: 'orders' },
      createdAt: past(900),
      automaticRotation: { nextRotationDate: new Date(START + 30 * DAY_MS) },
      rotations: [{ date: past(300 + index) }, { date: past(100 + index), type: 'ON_DEMAND' }],
      ...(index === 2 ? { denies: ['DescribeKey', 'ListKeyRotations'] as const } : {}),
    })
  for (let index = 0; index < hidden; index++)
    gateway.emulator.createKey({
      region: regionOf(index),
      keyId: idOf(index % 3 === 0 ? '99999999' : 'bbbbbbbb', index),
      aliases: [`billing-${index}`],
      tags: { team: 'billing' },
      createdAt: past(900),
      rotations: [{ date: past(50) }],
      ...(index % 7 === 5 ? { denies: ['DescribeKey', 'ListResourceTags'] as const } : {}),
      ...(index % 7 === 6 ? { state: 'PendingDeletion' as const } : {}),
    })
  return gateway
}

const key = (by: string) => `{ key(by: { ${by} }) { arn state displayName } rateLimit { remaining used } }`
const node = (id: string) => `{ node(id: "${id}") { __typename id } rateLimit { remaining } }`
const ids = [HIDDEN, VISIBLE].map((keyId) => encodeGlobalId('Key', arnOf(keyId)))
const list = ids.map((id) => JSON.stringify(id)).join(', ')
const named = [
  key(`arn: "${arnOf(HIDDEN)}"`),
  key(`arn: "${arnOf(HIDDEN_ELSEWHERE, 'eu-west-1')}"`),
  key(`keyId: "${HIDDEN}"`),
  key('alias: "billing-0"'),
  key('alias: "billing-1"'),
  key('alias: "arn:aws:kms:eu-west-1:111122223333:alias/billing-1"'),
  key(`id: "${ids[0]}"`),
  node(ids[0] ?? ''),
  node(encodeGlobalId('Rotation', `${arnOf(HIDDEN)}#x`)),
  node(encodeGlobalId('KeyMaterial', `${arnOf(HIDDEN)}#x`)),
  node(encodeGlobalId('RotationRequest', 'x')),
  node(encodeGlobalId('Scope', 'us-east-1')),
  `{ nodes(ids: [${list}]) { id } rateLimit { remaining } }`,
]
const lists = [
  '{ keys { nodes { arn } totalCount scannedCount undecidedCount pageInfo { hasNextPage endCursor } unavailableScopes { error { message } } } rateLimit { cost remaining used resetAt } }',
  '{ keys(first: 2) { edges { cursor node { arn displayName aliases { name } tags { key value } lastRotation { rotatedAt } problems { metadata { message } rotations { message } } } } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }',
  '{ keys(filter: { tags: [{ key: "team", values: ["billing"] }] }) { nodes { arn } scannedCount undecidedCount pageInfo { hasNextPage endCursor } } }',
  '{ keys(filter: { states: [ENABLED] }, scanLimit: 2) { nodes { arn } scannedCount undecidedCount pageInfo { hasNextPage endCursor } } }',
  '{ keys(filter: { lastRotatedBefore: "2098-11-01T00:00:00Z" }, first: 1) { nodes { arn } scannedCount undecidedCount pageInfo { hasNextPage endCursor } } }',
  '{ keys(orderBy: { field: DISPLAY_NAME, direction: DESC }, first: 3) { nodes { displayName } scannedCount pageInfo { endCursor } totalCount } }',
  '{ keys(orderBy: { field: LAST_ROTATED_AT, direction: ASC }) { nodes { displayName } undecidedCount } }',
  '{ keys(scopes: [{ region: "eu-west-1" }]) { nodes { arn } totalCount } }',
  '{ scopes { region accountId error { message } keyCount } }',
  '{ scopes { kmsBudgets { operation available waiting throttledLastMinute } } }',
  '{ rotationEvents(first: 0) { nodes { occurredAt } pageInfo { endCursor } gaps { message } } }',
  '{ rotationEvents(first: 3) { edges { cursor node { __typename occurredAt } } pageInfo { hasNextPage endCursor } gaps { __typename ... on StreamGap { message cursor } } } }',
  `{ rotationEvents(filter: { keys: [${list}] }) { nodes { occurredAt } pageInfo { hasNextPage endCursor } gaps { message } } }`,
  '{ rotationEvents(filter: { tags: [{ key: "team", values: ["billing"] }] }) { nodes { occurredAt } pageInfo { endCursor } } }',
  `{ rotationRequests { nodes { id } pageInfo { hasNextPage endCursor } } }`,
  `{ rotationRequests(filter: { keys: [${list}] }) { nodes { id } } }`,
  `{ changes { nodes { id kind key { arn changes { nodes { id } } } } pageInfo { hasNextPage endCursor } } }`,
  `{ changes(filter: { keys: [${list}] }) { nodes { id } } }`,
  '{ gateway { version limits { maxQueryCost defaultScanLimit } } viewer { subject permissions } rateLimit { limit remaining used } }',
  '{ rateLimit(dryRun: true) { cost nodeCount remaining } keys { totalCount nodes { arn compliance { verdict } } } }',
]
const changes = [
  `mutation { rotateKeyOnDemand(input: { key: { arn: "${arnOf(HIDDEN)}" } }) { __typename ... on OperationError { message } } }`,
  `mutation { enableKeyRotation(input: { key: { keyId: "${HIDDEN}" } }) { __typename ... on OperationError { message } } }`,
  `mutation { disableKeyRotation(input: { key: { id: "${ids[0]}" }, dryRun: true }) { __typename ... on OperationError { message } } }`,
]
/** Every response to a caller, without random values and times. */
async function answersOf(
  gateway: GuardedGateway,
  caller: string,
  documents: readonly string[],
  headers: Readonly<Record<string, string>>,
): Promise<readonly string[]> {
  const answers: string[] = []
  for (const document of documents) {
    const response = await gateway.post(document, {
      headers: { ...bearer(gateway.as(caller).token), ...headers },
    })
    const text = (await response.text())
      .replaceAll(/"requestId":"[^"]+"/g, '"requestId":""')
      // The ID of the event log in a cursor, and the checksum over it.
      .replaceAll(/(s1\.\w+\.\w+)~[\w-]{6}\.([\w-]*)\.[\w-]{8}/g, '$1.$2')
    answers.push(`${document} ${response.status} ${response.headers.get('retry-after') ?? ''} ${text}`)
  }
  return answers
}

describe.each(callers)('two fleets that differ in keys that are hidden from a caller by %s', (caller) => {
  test.each<[what: string, headers: Readonly<Record<string, string>>]>([
    ['without the cache', { 'cache-control': 'no-cache' }],
    ['with the cache', {}],
  ])('have byte-identical responses, costs and budgets, %s', async (_, headers) => {
    const documents = [...lists, ...named, ...changes, ...lists.slice(0, 6)]
    const without = await answersOf(await startWith(0), caller, documents, headers)
    expect(await answersOf(await startWith(43), caller, documents, headers)).toEqual(without)
    const text = without.join('\n')
    // The comparison covers visible keys and exhausted budgets.
    expect(text).toContain(`"arn":"${arnOf(VISIBLE)}"`)
    expect(text).toContain('"code":"RATE_LIMITED"')
    expect(text.match(/.*(GRAPHQL_VALIDATION_FAILED|INTERNAL_SERVER_ERROR).*/)?.[0]).toBeUndefined()
    expect(text).not.toContain('"kms":')
  })
})
