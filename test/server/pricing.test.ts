import { buildSchema, getDirectiveValues, isInterfaceType, isObjectType, parse, validate } from 'graphql'
import type { GraphQLSchema } from 'graphql'
import { describe, expect, test } from 'vitest'
import { defaultLimits } from '../../src/defaults.ts'
import { schema as gatewaySchema } from '../../src/schema/index.ts'
import { createPricing } from '../../src/server/cost/pricing.ts'
import type { PricedGateway } from '../../src/schema/field-price.ts'
import type { Price } from '../../src/server/cost/price-plan.ts'
import { oneScope, servingScopes } from '../support/priced-gateway.ts'

function priceOf(
  schema: GraphQLSchema,
  query: string,
  variables: Record<string, unknown> = {},
  name?: string,
  gateway: PricedGateway = oneScope,
): Price {
  const document = parse(query)
  expect(validate(schema, document).map(({ message }) => message)).toEqual([])
  const price = createPricing(schema, defaultLimits, gateway)(document, name, variables)
  if (!price) throw new Error('an operation without a price')
  return price
}

/** A schema from SDL, with the directives in the extensions, where Pothos keeps them. */
function withDirectives(sdl: string): GraphQLSchema {
  const schema = buildSchema(sdl)
  const types = Object.values(schema.getTypeMap()).filter(
    (type) => isObjectType(type) || isInterfaceType(type),
  )
  for (const element of types.flatMap((type) => [type, ...Object.values(type.getFields())])) {
    const { astNode } = element
    if (!astNode) continue
    const directives = ['cost', 'listSize'].flatMap((name) => {
      const directive = schema.getDirective(name)
      const values = directive && getDirectiveValues(directive, astNode)
      return values ? [[name, values] as const] : []
    })
    element.extensions = { directives: Object.fromEntries(directives) }
  }
  return schema
}

describe('prices from directives only', () => {
  const shop = withDirectives(`
    directive @cost(weight: String!) on FIELD_DEFINITION | OBJECT
    directive @listSize(assumedSize: Int, slicingArguments: [String!], sizedFields: [String!], requireOneSlicingArgument: Boolean = false) on FIELD_DEFINITION
    input Page { size: Int }
    type Query {
      free: String
      priced: String @cost(weight: "3")
      half: String @cost(weight: "0.5")
      one: Item
      some: [Item] @listSize(assumedSize: 7)
      plain: [Item]
      top(first: Int = 4): [Item] @cost(weight: "2") @listSize(slicingArguments: ["first"])
      either(first: Int, last: Int): [Item] @listSize(slicingArguments: ["first", "last"], assumedSize: 9)
      page(first: Int): Connection @listSize(slicingArguments: ["first"], assumedSize: 10, sizedFields: ["nodes"])
      inner(page: Page): [Item] @listSize(slicingArguments: ["page.size"])
      byIds(ids: [ID!]!): [Item] @listSize(slicingArguments: ["ids"])
      any: [Any] @listSize(assumedSize: 2)
    }
    interface Any { name: String @cost(weight: "1") }
    type Item implements Any @cost(weight: "5") { name: String @cost(weight: "1") free: String item: Item }
    type Connection { nodes: [Item] total: Int @cost(weight: "20") }
  `)
  // Each number is calculated by hand: an Item costs 5, its name 1.
  test.each<[query: string, cost: number, nodeCount: number, variables?: Record<string, unknown>]>([
    ['{ free }', 0, 0],
    ['{ __typename }', 0, 0],
    ['{ priced a: priced b: priced }', 9, 0],
    ['{ half }', 1, 0],
    ['{ one { free } }', 5, 1],
    ['{ one { name } }', 6, 1],
    ['{ one { item { item { name } } } }', 16, 3],
    ['{ plain { name } }', 6, 1],
    ['{ some { name } }', 42, 7],
    ['{ top { free } }', 22, 4],
    ['{ top(first: 2) { name item { name } } }', 26, 4],
    ['{ top(first: 0) { name } }', 2, 0],
    ['{ top(first: -5) { name } }', 2, 0],
    ['query ($n: Int) { top(first: $n) { free } }', 22, 4],
    ['query ($n: Int) { top(first: $n) { free } }', 502, 100, { n: 100 }],
    ['query ($n: Int = 3) { top(first: $n) { free } }', 17, 3],
    ['query ($n: Int = 3) { top(first: $n) { free } }', 7, 1, { n: 1 }],
    ['{ either { free } }', 45, 9],
    ['{ either(last: 2) { free } }', 10, 2],
    ['{ either(first: 3, last: 2) { free } }', 15, 3],
    ['{ page(first: 3) { nodes { name } total } }', 38, 4],
    ['{ page { nodes { free } again: nodes { free } } }', 100, 21],
    ['{ page(first: 3) { ...P } } fragment P on Connection { nodes { name } }', 18, 4],
    [
      '{ a: page(first: 3) { ...P } b: page(first: 5) { ...P } } fragment P on Connection { nodes { name } }',
      48,
      10,
    ],
    ['query ($p: Page) { inner(page: $p) { free } }', 30, 6, { p: { size: 6 } }],
    ['query ($n: Int) { inner(page: { size: $n }) { free } }', 10, 2, { n: 2 }],
    ['query ($ids: [ID!]!) { byIds(ids: $ids) { free } }', 15, 3, { ids: ['a', 'b', 'c'] }],
    ['query ($ids: [ID!]!) { byIds(ids: $ids) { free } }', 5, 1, { ids: 'a' }],
    ['{ byIds(ids: ["a", "b"]) { free } }', 10, 2],
    ['{ any { name } }', 2, 2],
    ['{ any { ... on Item { free item { free } } } }', 10, 4],
    ['query ($s: Boolean!) { one @skip(if: $s) { free } priced @include(if: $s) }', 3, 0, { s: true }],
    ['query ($s: Boolean!) { one @skip(if: $s) { free } priced @include(if: $s) }', 5, 1, { s: false }],
    ['{ one @skip(if: true) { free } priced @include(if: true) }', 3, 0],
    ['query ($s: Boolean!) { ...F @include(if: $s) } fragment F on Query { priced }', 0, 0, { s: false }],
    ['{ __schema { types { name } } }', 10, 5_000],
    ['{ a: __type(name: "Item") { name } b: __type(name: "Any") { name } }', 20, 10_000],
  ])('%s costs %i and %i objects', (query, cost, nodeCount, variables) => {
    expect(priceOf(shop, query, variables)).toMatchObject({ cost, nodeCount })
  })

  test('prices the operation named by operationName, not the first one', () => {
    const query = 'query A { free } query B { top(first: 9) { free } }'
    expect(priceOf(shop, query, {}, 'A').cost).toBe(0)
    expect(priceOf(shop, query, {}, 'B').cost).toBe(47)
  })

  test('calculates the price again for other variables of the same document', () => {
    const pricing = createPricing(shop, defaultLimits, oneScope)
    const document = parse('query ($n: Int) { top(first: $n) { free } }')
    expect([1, 100, 1].map((n) => pricing(document, undefined, { n })?.cost)).toEqual([7, 502, 7])
  })

  test('calculates the price of nested fragments that expand to 2^61 fields', () => {
    const fragments = Array.from(
      { length: 60 },
      (_, level) =>
        `fragment F${level} on Item { a: item { ...F${level + 1} } b: item { ...F${level + 1} } }`,
    )
    const bomb = `{ one { ...F0 } } ${fragments.join(' ')} fragment F60 on Item { name }`
    // One Item, and below each of sixty levels two of the next.
    expect(priceOf(shop, bomb).cost).toBe(2 ** 61 * 5 - 5 + 2 ** 60)
  })

  test('the price names the most expensive part', () => {
    const { largest } = priceOf(shop, '{ priced page(first: 50) { total nodes { name item { free } } } }')
    expect(largest).toEqual({ path: 'page.nodes', points: 250 })
  })
})

describe('prices of this gateway', () => {
  test.each<[query: string, cost: number, variables?: Record<string, unknown>]>([
    ['{ viewer { subject } gateway { limits { maxQueryCost } } }', 0],
    // DescribeKey finds the key and shows its state.
    ['{ key(by: { arn: "x" }) { id arn state spec createdAt } }', 1],
    ['{ key(by: { alias: "x" }) { id } }', 39],
    ['{ key(by: { keyId: "x" }) { id } }', 20],
    ['{ a: key(by: { arn: "x" }) { id } b: key(by: { arn: "y" }) { id } }', 2],
    ['{ key(by: { arn: "x" }) { rotationStatus { automatic } } }', 2],
    // One read of the history, however many fields show it.
    [
      '{ key(by: { arn: "x" }) { lastRotation { rotatedAt previous { id } } onDemandQuota { used } rotations { totalCount nodes { daysSincePrevious } } compliance { verdict } } }',
      15,
    ],
    // Materials are another read.
    [
      '{ key(by: { arn: "x" }) { lastRotation { id } currentMaterial { rotation { previous { id } } } } }',
      21,
    ],
    ['{ keys { nodes { arn } } }', 2],
    ['{ keys { totalCount } }', 22],
    ['{ keys(first: 100) { nodes { state } edges { node { spec } } } }', 202],
    // A page of a hundred: ListKeys, and of each key metadata, status, history, aliases and tags.
    [
      '{ keys(first: 100) { nodes { state rotationStatus { automatic } rotations(first: 5) { nodes { rotatedAt } } aliases { name } tags { value } } } }',
      2 + 100 * (1 + 1 + 10 + 2 + 1),
    ],
    ['{ keys(first: 10) { nodes { multiRegion { replicas { state } } } } }', 2 + 10 * (1 + 5)],
    // The most keys that a page examines, each for what the filter needs: five times scanLimit, from 200 to 1000.
    ['{ keys(filter: { states: [ENABLED] }) { nodes { arn } } }', 2 + 1_000],
    ['{ keys(filter: { states: [ENABLED], specs: ["X"] }, scanLimit: 1) { nodes { arn } } }', 2 + 200],
    ['{ keys(filter: { states: [ENABLED], specs: ["X"] }, scanLimit: 50) { nodes { arn } } }', 2 + 250],
    [
      '{ keys(filter: { compliance: [OVERDUE], automaticRotation: [ENABLED] }, scanLimit: 1000) { nodes { arn } } }',
      2 + 15_000,
    ],
    [
      'query ($f: KeyFilter) { keys(filter: $f) { nodes { arn } } }',
      2 + 1_000,
      { f: { tags: [{ key: 'a' }], states: null } },
    ],
    ['query ($f: KeyFilter) { keys(filter: $f) { nodes { arn } } }', 2, { f: null }],
    ['{ keys(orderBy: { field: ARN, direction: ASC }) { nodes { arn } } }', 2 + 1_000 * 12],
    [
      'query ($ids: [ID!]!) { nodes(ids: $ids) { id ... on Key { state } } }',
      3 * 11,
      { ids: ['a', 'b', 'c'] },
    ],
    ['{ rotationRequests(first: 20) { nodes { key { state } rotation { previous { id } } } } }', 20 * 11],
    ['{ rotationEvents { nodes { eventId } } }', 11_000],
    ['{ rotationEvents(filter: { keys: ["a", "b"] }) { nodes { eventId } } }', 22],
    ['subscription { rotationCompleted(keys: ["a"]) { ... on RotationCompleted { key { state } } } }', 2],
    ['subscription { rotationEvents { __typename } }', 1],
    ['mutation { enableKeyRotation(input: { key: { arn: "x" } }) { __typename } }', 73],
    ['mutation { disableKeyRotation(input: { key: { arn: "x" } }) { __typename } }', 206],
    ['mutation { rotateKeyOnDemand(input: { key: { arn: "x" } }) { __typename } }', 213],
    ['{ rateLimit(dryRun: true) { cost } key(by: { arn: "x" }) { id } }', 1],
  ])('%s costs %i points', (query, cost, variables) => {
    expect(priceOf(gatewaySchema, query, variables).cost).toBe(cost)
  })

  test.each([
    ['{ rotationEvents(first: 0) { pageInfo { endCursor } } }', 0],
    ['{ rotationEvents(filter: { tags: [{ key: "a" }] }) { nodes { eventId } } }', 0],
    ['{ rotationEvents(first: 20) { nodes { key { state } } } }', 20],
    ['{ rotationEvents(filter: { keys: ["a", "b"] }) { nodes { eventId } } }', 22],
    ['subscription { rotationEvents { __typename } }', 0],
    ['subscription { rotationCompleted(keys: ["a"]) { __typename } }', 1],
  ])('with an inventory, %s costs %i points', (query, cost) => {
    const gateway = { ...oneScope, hasInventory: true }
    expect(priceOf(gatewaySchema, query, {}, undefined, gateway).cost).toBe(cost)
  })

  test('a hundred aliased rotations cost a hundred times as much as one', () => {
    const rotation =
      'rotateKeyOnDemand(input: { key: { arn: "x" } }) { ... on RotateKeyOnDemandPayload { key { state } } }'
    const aliased = Array.from({ length: 100 }, (_, index) => `r${index}: ${rotation}`)
    const one = priceOf(gatewaySchema, `mutation { ${rotation} }`).cost
    expect(priceOf(gatewaySchema, `mutation { ${aliased.join(' ')} }`).cost).toBe(100 * one)
  })

  test('nested histories cost more than the maximum, and the price names the path', () => {
    const bomb =
      '{ keys(first: 100) { nodes { multiRegion { replicas { multiRegion { replicas { lastRotation { id } } } } } } } }'
    const { cost, largest } = priceOf(gatewaySchema, bomb)
    expect(cost).toBeGreaterThan(defaultLimits.maxQueryCost)
    expect(largest).toEqual({
      path: 'keys.nodes.multiRegion.replicas.multiRegion.replicas',
      points: 100 * 5 * 5 * 10,
    })
  })

  test('counts the objects of free fields', () => {
    const wide =
      '{ keys(first: 100) { nodes { rotations(first: 100) { nodes { key { latestRequest { key { latestRequest { id } } } } } } } } }'
    const { cost, nodeCount } = priceOf(gatewaySchema, wide)
    expect(cost).toBe(2 + 100 * 10)
    expect(nodeCount).toBe(1 + 100 * (2 + 100 * 5))
  })
})

describe('the price of keys by its source', () => {
  const threeScopes = servingScopes('us-east-1', 'eu-west-1', 'ap-southeast-2')
  const withInventory: PricedGateway = { ...threeScopes, hasInventory: true }

  test.each<[query: string, cost: number, variables?: Record<string, unknown>]>([
    ['{ keys { nodes { arn } } }', 3 * 2],
    ['{ keys { totalCount } }', 3 * 22],
    ['{ keys(scopes: [{ region: "us-east-1" }]) { totalCount } }', 22],
    ['{ keys(scopes: { region: "us-east-1" }) { nodes { arn } } }', 2],
    [
      'query ($s: [ScopeInput!]) { keys(scopes: $s) { nodes { arn } } }',
      4,
      { s: [{ region: 'us-east-1' }, { region: 'eu-west-1' }] },
    ],
  ])('counts one ListKeys request for each scope of %s', (query, cost, variables) => {
    expect(priceOf(gatewaySchema, query, variables, undefined, threeScopes).cost).toBe(cost)
  })

  const below = '{ totalCount nodes { state lastRotation { previous { key { tags { value } } } } } }'
  test.each<[query: string, variables?: Record<string, unknown>]>([
    [`{ keys(first: 10, orderBy: { field: DUE_AT }) ${below} }`],
    [`{ keys(first: 10, source: INVENTORY) ${below} }`],
    [`query ($s: KeySource) { keys(first: 10, source: $s) ${below} }`, {}],
    [`query ($s: KeySource) { keys(first: 10, source: $s) ${below} }`, { s: null }],
    [`query ($s: KeySource) { keys(first: 10, source: $s) ${below} }`, { s: 'INVENTORY' }],
    [`query ($s: KeySource = INVENTORY) { keys(first: 10, source: $s) ${below} }`],
  ])('is 0 for the inventory, and the objects still count: %s %j', (query, variables) => {
    const { cost, nodeCount } = priceOf(gatewaySchema, query, variables, undefined, withInventory)
    expect(cost).toBe(0)
    expect(nodeCount).toBeGreaterThan(10)
  })

  test('is that of KMS if the document names KMS, or the gateway keeps no inventory', () => {
    const query = 'query ($s: KeySource) { keys(source: $s) { nodes { state } } }'
    expect(priceOf(gatewaySchema, query, { s: 'KMS' }, undefined, withInventory).cost).toBe(6 + 25)
    expect(priceOf(gatewaySchema, query, {}, undefined, threeScopes).cost).toBe(6 + 25)
  })

  test('follows the scopes that the gateway serves', () => {
    let scopes = oneScope.scopes
    const pricing = createPricing(gatewaySchema, defaultLimits, {
      hasInventory: false,
      scopes: {
        get all() {
          return scopes.all
        },
      },
    })
    const document = parse('{ keys { nodes { arn } } }')
    expect(pricing(document, undefined, {})?.cost).toBe(2)
    scopes = threeScopes.scopes
    expect(pricing(document, undefined, {})?.cost).toBe(6)
  })
})
