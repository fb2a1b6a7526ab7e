import { getNamedType, isInputObjectType, isLeafType, isObjectType, parse } from 'graphql'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { defaultLimits, defaultPolicy } from '../../src/defaults.ts'
import { KMS_POINTS } from '../../src/kms/rate/kms-points.ts'
import { parseRotationPolicy } from '../../src/rotation/policy/parse-rotation-policy.ts'
import { KMS_OPERATIONS } from '../../src/kms/operations.ts'
import { createMemoryRequestStore } from '../../src/rotation/request-store.ts'
import { isArguments } from '../../src/schema/field-price.ts'
import { schema } from '../../src/schema/index.ts'
import { createPricing } from '../../src/server/cost/pricing.ts'
import { oneScope } from '../support/priced-gateway.ts'
import { completed, requested, settingChanged } from '../store/requests.ts'
import { startGateway } from '../support/gateway.ts'
import type { TestGateway } from '../support/gateway.ts'
import { outputFields, types } from './schema-elements.ts'
import type { OutputField } from './schema-elements.ts'

const UNTIL = `(until: "${new Date(Date.now() + 10 * 86_400_000).toISOString()}")`

/** A query that reaches an object of each type with the minimum of KMS calls. `$` is the place of the field. */
const PATHS: Readonly<Record<string, string>> = {
  Query: '$',
  Key: 'key(by: { arn: $arn }) { $ }',
  KeyProblems: 'key(by: { arn: $arn }) { problems { $ } }',
  RotationStatus: 'key(by: { arn: $arn }) { rotationStatus { $ } }',
  OnDemandQuota: 'key(by: { arn: $arn }) { onDemandQuota { $ } }',
  RotationCompliance: 'key(by: { arn: $arn }) { compliance { $ } }',
  RotationPolicy: 'rotationPolicy { $ }',
  RotationRequirements: 'rotationPolicy { defaultRequirements { $ } }',
  ManualRotation: 'rotationPolicy { defaultRequirements { manualRotation { $ } } }',
  OwnerSource: 'rotationPolicy { defaultOwner { $ } }',
  RotationRule: 'rotationPolicy { rules { $ } }',
  KeyConditions: 'rotationPolicy { rules { conditions { $ } } }',
  TagCondition: 'rotationPolicy { rules { conditions { tags { $ } } } }',
  RotationException: 'rotationPolicy { exceptions { $ } }',
  KeyCapabilities: 'key(by: { arn: $arn }) { capabilities { $ } }',
  Capability: 'key(by: { arn: $arn }) { capabilities { enableAutomaticRotation { $ } } }',
  Alias: 'key(by: { arn: $named }) { aliases { $ } }',
  Tag: 'key(by: { arn: $named }) { tags { $ } }',
  KeyManagement: 'key(by: { arn: $named }) { managedBy { $ } }',
  KeyLastUsage: 'key(by: { arn: $arn }) { lastUsage { $ } }',
  MultiRegionConfiguration: 'key(by: { arn: $primary }) { multiRegion { $ } }',
  RotationConnection: 'key(by: { arn: $arn }) { rotations { $ } }',
  RotationEdge: 'key(by: { arn: $arn }) { rotations { edges { $ } } }',
  Rotation: 'key(by: { arn: $arn }) { rotations { nodes { $ } } }',
  KeyMaterialConnection: 'key(by: { arn: $arn }) { materials { $ } }',
  KeyMaterialEdge: 'key(by: { arn: $arn }) { materials { edges { $ } } }',
  KeyMaterial: 'key(by: { arn: $arn }) { materials { nodes { $ } } }',
  KeyConnection: 'keys(source: KMS, scopes: [{ region: "us-east-1" }]) { $ }',
  KeyEdge: 'keys(source: KMS, scopes: [{ region: "us-east-1" }]) { edges { $ } }',
  PageInfo: 'keys(source: KMS, scopes: [{ region: "us-east-1" }]) { pageInfo { $ } }',
  RotationRequestConnection: 'rotationRequests { $ }',
  RotationRequestEdge: 'rotationRequests { edges { $ } }',
  RotationRequest: 'rotationRequests { nodes { $ } }',
  ChangeConnection: 'changes { $ }',
  ChangeEdge: 'changes { edges { $ } }',
  AutomaticRotationRequest: 'changes { nodes { ... on AutomaticRotationRequest { $ } } }',
  AutomaticRotationSetting: 'changes { nodes { ... on AutomaticRotationRequest { after { $ } } } }',
  RotationEventConnection: 'rotationEvents(filter: { keys: [$id] }) { $ }',
  RotationEventEdge: 'rotationEvents(filter: { keys: [$id] }) { edges { $ } }',
  RotationCompleted: 'rotationEvents(filter: { keys: [$id] }) { nodes { ... on RotationCompleted { $ } } }',
  Scope: 'scopes { $ }',
  KmsBudget: 'scopes { kmsBudgets { $ } }',
  Viewer: 'viewer { $ }',
  Gateway: 'gateway { $ }',
  SignIn: 'gateway { signIn { $ } }',
  SignInProvider: 'gateway { signIn { providers { $ } } }',
  GatewayLimits: 'gateway { limits { $ } }',
  BackgroundCost: 'scopes { backgroundCost { $ } }',
  OperationMaxAge: 'gateway { limits { maxAges { $ } } }',
  RateLimit: 'rateLimit { $ }',
  Fleet: 'fleet { $ }',
  VerdictCount: 'fleet { byVerdict { $ } }',
  KeyStateCount: 'fleet { byState { $ } }',
  AutomaticRotationCount: 'fleet { byAutomaticRotation { $ } }',
  KeyOriginCount: 'fleet { byOrigin { $ } }',
  KeyGroup: 'fleet { byAccount { $ } }',
  MissingData: 'fleet(asOf: "2020-01-01T00:00:00Z") { missing { $ } }',
  Upcoming: `upcoming${UNTIL} { $ }`,
  UpcomingDay: `upcoming${UNTIL} { days { $ } }`,
}

/** Types that never occur in responses about healthy keys. Their fields cost the same reads as fields of keys. */
const UNMET = new Set([
  ...types.filter((type) => isObjectType(type) && type.name.endsWith('Error')).map(({ name }) => name),
  'AutomaticRotationChanged',
  'Blocker',
  'InputIssue',
  'KeyAdded',
  'KeyRemoved',
  'RotationStarted',
  'RotationTimedOut',
  'StreamGap',
  'UnavailableScope',
])

/** Types that only changes and streams return. The tests of mutations count their calls. */
const CHANGING = new Set([
  'Mutation',
  'Subscription',
  'RotateKeyOnDemandPayload',
  'EnableKeyRotationPayload',
  'DisableKeyRotationPayload',
  'RotationForecast',
  'AutomaticRotationForecast',
  'ChangeWarning',
])

/** Fields whose cost is an upper bound, and the reason. */
const ESTIMATED: readonly (readonly [path: RegExp, why: string])[] = [
  [/^Query\.nodes?$/, 'the ID can be the ID of a rotation, which requires the whole history'],
  [/^KeyConnection\.totalCount$|^Scope\.keyCount$/, 'a thousand keys are assumed'],
  [/^Scope\./, 'twenty scopes are assumed'],
  [
    /^Key\.(compliance|owner)$|^RotationCompliance\./,
    'the aliases and tags are read if the rotation policy depends on them',
  ],
  [/^RotationException\.|^RotationPolicy\.exceptions$/, 'a viewer of all keys may read every exception'],
  [
    /^Query\.rotationEvents$|^RotationEventConnection\.|^RotationEventEdge\.|^RotationCompleted\./,
    'the metadata of the keys is read if the keys are not named',
  ],
]

const ARGUMENTS: Readonly<Record<string, string>> = {
  'Query.keys': '(source: KMS, scopes: [{ region: "us-east-1" }])',
  'Query.rotationEvents': '(filter: { keys: [$id] })',
  'Key.tag': '(key: "team")',
  'Query.key': '(by: { arn: $arn })',
  'Query.node': '(id: $id)',
  'Query.nodes': '(ids: [$id, $other])',
  'Query.upcoming': UNTIL,
  'Fleet.byTag': '(key: "team")',
}

const ROTATION_POLICY = parseRotationPolicy(
  JSON.stringify({
    manualRotation: { maxAgeInDays: 365 },
    owner: { tag: 'team' },
    rules: [{ id: 'a', match: { tags: { env: 'production' } } }],
    exceptions: [
      { id: 'a', match: { specs: 'RSA_*' }, reason: 'a', approvedBy: 'a', until: '2099-01-01T00:00:00Z' },
    ],
  }),
  { source: 'rotation-policy.json', defaults: defaultPolicy },
)

const NO_CACHE = Object.fromEntries(KMS_OPERATIONS.map((operation) => [operation, 0]))

const typeOf = (path: string): string => path.split('.')[0] ?? ''
const fields = outputFields.filter(({ path }) => typeOf(path) in PATHS)

/** A query that selects one field, or another selection in its place. */
function documentFor({ path, field }: OutputField, instead?: string): string {
  const selection =
    instead ??
    `${field.name}${ARGUMENTS[path] ?? ''}${isLeafType(getNamedType(field.type)) ? '' : ' { __typename }'}`
  const body = (PATHS[typeOf(path)] ?? '').replace(/\$(?!\w)/, () => selection)
  const used = ['arn', 'named', 'primary', 'id', 'other'].filter((name) =>
    new RegExp(`\\$${name}\\b`).test(body),
  )
  const declared = used.map((name) => `$${name}: ${name === 'id' || name === 'other' ? 'ID' : 'String'}!`)
  return `query ${declared.length > 0 ? `(${declared.join(', ')})` : ''} { ${body} }`
}

describe('the cost of every field alone', () => {
  let gateway: TestGateway
  const variables: Record<string, string> = {}

  beforeAll(async () => {
    const requests = createMemoryRequestStore({ now: () => Date.now() })
    gateway = await startGateway({
      speed: 0,
      // The inventory rejects no-cache.
      cacheControl: null,
      regions: ['us-east-1', 'eu-west-1'],
      settings: { isThrottling: false },
      gateway: {
        requests,
        rateLimit: false,
        inventory: {},
        maxAges: NO_CACHE,
        rotationPolicy: { current: ROTATION_POLICY },
      },
    })
    const { emulator } = gateway
    const plain = emulator.createKey({
      createdAt: '-90d',
      rotations: [{ date: '-30d' }, { date: '-20d', type: 'ON_DEMAND' }],
    })
    const named = emulator.createKey({
      aliases: ['named'],
      tags: { team: 'a', 'aws:cloudformation:stack-name': 'b' },
    })
    const primary = emulator.createKey({ replicaRegions: ['eu-west-1'] })
    await gateway.inventory()
    const request = completed(requested({ keyArn: plain.arn }))
    await requests.save(request)
    await requests.save(settingChanged({ keyArn: plain.arn }))
    variables['arn'] = plain.arn
    variables['named'] = named.arn
    variables['primary'] = primary.arn
    variables['id'] = Buffer.from(`1:Key:${plain.arn}`).toString('base64url')
    variables['other'] = Buffer.from(`1:Key:${named.arn}`).toString('base64url')
  })
  afterAll(() => gateway[Symbol.asyncDispose]())

  async function run(query: string) {
    gateway.emulator.resetStatistics()
    const answer: { readonly errors?: readonly unknown[]; readonly extensions?: { readonly cost?: Cost } } =
      await gateway.answer(query, variables)
    expect(answer.errors).toBeUndefined()
    const weights = new Map<string, number>(Object.entries(KMS_POINTS))
    const sent = gateway.emulator
      .statistics()
      .calls.reduce((sum, { operation, calls }) => sum + (weights.get(operation) ?? NaN) * calls, 0)
    return {
      requested: answer.extensions?.cost?.requestedQueryCost,
      actual: answer.extensions?.cost?.actualQueryCost,
      sent,
    }
  }

  const isEstimated = ({ path }: OutputField) => ESTIMATED.some(([estimated]) => estimated.test(path))
  const named = (chosen: readonly OutputField[]) => chosen.map((field) => [field.path, field] as const)

  test.each(named(fields.filter((field) => !isEstimated(field))))(
    '%s costs what it sends to KMS',
    async (_, field) => {
      const { requested, actual, sent } = await run(documentFor(field))
      expect(actual).toBe(sent)
      expect(requested).toBe(sent)
    },
  )

  test.each(named(fields.filter(isEstimated)))('%s costs at least what it sends to KMS', async (_, field) => {
    const { requested, actual, sent } = await run(documentFor(field))
    expect(actual).toBe(sent)
    expect(requested).toBeGreaterThanOrEqual(sent)
  })

  test('is measured for every type that a response can contain', () => {
    const known = new Set([...Object.keys(PATHS), ...UNMET, ...CHANGING])
    const composite = types.filter(isObjectType).map(({ name }) => name)
    expect(composite.filter((name) => !known.has(name))).toEqual([])
    expect(ESTIMATED.filter(([path]) => !fields.some((field) => path.test(field.path)))).toEqual([])
  })

  test('is printed on each field that costs more than its object alone', () => {
    const pricing = createPricing(schema, defaultLimits, oneScope)
    const priceOf = (query: string) => pricing(parse(query), undefined, variables)?.cost ?? 0
    const costly = fields.filter(
      (field) => priceOf(documentFor(field)) > priceOf(documentFor(field, '__typename')),
    )
    expect(costly.length).toBeGreaterThan(25)
    expect(costly.filter(({ field }) => !hasCost(field)).map(({ path }) => path)).toEqual([])
  })
})

describe('the cost of a filter and of an order', () => {
  test('is stated by each input field that requires reading a key', () => {
    const free = ['KeyFilter', 'KeyOrder'].flatMap((name) => {
      const type = schema.getType(name)
      if (!isInputObjectType(type)) throw new Error(`${name} is not an input type`)
      return Object.values(type.getFields())
        .filter((field) => !hasCost(field))
        .map((field) => `${name}.${field.name}`)
    })
    // The policy has the cost of `compliance`, which it belongs to. The list of the keys has their ARNs.
    expect(free).toEqual(['KeyFilter.keys', 'KeyFilter.policy', 'KeyOrder.direction'])
  })
})

function hasCost({
  extensions: { directives },
}: {
  readonly extensions: Readonly<Record<string, unknown>>
}): boolean {
  return isArguments(directives) && 'cost' in directives
}

interface Cost {
  readonly requestedQueryCost: number
  readonly actualQueryCost: number
}
