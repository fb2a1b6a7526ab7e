import { setImmediate } from 'node:timers/promises'
import * as fc from 'fast-check'
import { afterEach, describe, expect, test } from 'vitest'
import type { KeyBlueprint } from '../../emulator/key-blueprint.ts'
import type { InventoryPageQuery, InventoryPageQueryVariables } from '../documents/generated/graphql.ts'
import { InventoryPageDocument } from '../documents/generated/graphql.ts'
import { readerOf, startGuardedGateway } from '../support/guarded-gateway.ts'
import type { Answer } from '../support/gateway.ts'
import type { GuardedGateway, GuardedGatewayOptions } from '../support/guarded-gateway.ts'
import { waitUntil } from '../support/wait-until.ts'

const REGIONS = ['us-east-1', 'eu-west-1'] as const
const TEAM = { key: 'team', values: ['orders'] }

const started: GuardedGateway[] = []
afterEach(async () => {
  await Promise.all(started.splice(0).map((gateway) => gateway[Symbol.asyncDispose]()))
})

/** Callers who may read all keys (`all`), or the keys with the tag team=orders (`orders`). */
async function start(options: Partial<GuardedGatewayOptions> = {}): Promise<GuardedGateway> {
  const gateway = await startGuardedGateway({
    speed: 0,
    regions: REGIONS,
    settings: { isThrottling: false },
    roles: { all: { permissions: ['ROTATION_READ'] }, orders: readerOf({ tag: 'team=orders' }) },
    callers: { all: ['all'], orders: ['orders'] },
    gateway: { inventory: {} },
    ...options,
  })
  started.push(gateway)
  return gateway
}

type Page = InventoryPageQuery['keys']

const pageOf = async (
  gateway: GuardedGateway,
  caller: string,
  variables: InventoryPageQueryVariables = {},
): Promise<Page> => (await gateway.as(caller).ask(InventoryPageDocument, { first: 100, ...variables })).keys

const keyId = (index: number) => `aaaaaaaa-0000-4000-8000-${String(index).padStart(12, '0')}`

describe('the inventory and a caller with a key pattern by tag', () => {
  test('shows the same with and without hidden keys, also if a hidden key cannot be read', async () => {
    const answers = await Promise.all(
      [0, 5].map(async (hidden) => {
        const gateway = await start()
        const { emulator } = gateway
        for (let index = 0; index < 3; index++)
          emulator.createKey({ keyId: keyId(index), tags: { team: 'orders' } })
        const others = Array.from({ length: hidden }, () => emulator.createKey({ tags: { team: 'billing' } }))
        const [unreadable] = others
        if (unreadable)
          emulator.addFault({ kind: 'throttle', operation: 'GetKeyRotationStatus', keyId: unreadable.arn })
        await waitUntil(async () => (await pageOf(gateway, 'orders')).isComplete)
        const filters = [
          null,
          { search: 'billing' },
          { tags: [{ key: 'team' }] },
          { states: ['DISABLED' as const] },
        ]
        const pages = await Promise.all(
          filters.map(async (filter) => {
            const { observedAt, ...rest } = await pageOf(gateway, 'orders', { filter })
            expect(observedAt).not.toBeNull()
            return rest
          }),
        )
        const { extensions }: Answer<InventoryPageQuery> & { readonly extensions?: unknown } = await gateway
          .as('orders')
          .answer(InventoryPageDocument, {})
        return { pages, extensions }
      }),
    )
    expect(answers[1]).toEqual(answers[0])
    expect(answers[0]?.pages.map(({ totalCount }) => totalCount)).toEqual([3, 0, 3, 0])
  })

  test('gets the same response to 20 fields of numbers, with and without hidden keys', async () => {
    const numbers = `keyCount examinedCount undecidedCount unreadableCount isComplete missing { reason }
      byVerdict { verdict keyCount } byState { state keyCount } byAutomaticRotation { automaticRotation keyCount }
      byOrigin { origin keyCount } byAccount { value keyCount } byRegion { value keyCount }
      byOwner { kind value keyCount } byTag(key: "team") { kind value keyCount }`
    const fields = Array.from(
      { length: 18 },
      (_, index) => `fleet${index}: fleet(policy: { maxMaterialAgeInDays: ${index + 90} }) { ${numbers} }`,
    )
    const responses = await Promise.all(
      [0, 5].map(async (hidden) => {
        const gateway = await start()
        const { emulator } = gateway
        const rotations = [{ date: '-2d' }]
        for (let index = 0; index < 3; index++)
          emulator.createKey({ keyId: keyId(index), tags: { team: 'orders' }, createdAt: '-100d' })
        for (let index = 0; index < hidden; index++)
          emulator.createKey({
            tags: { team: 'billing' },
            createdAt: '-600d',
            rotations,
            automaticRotation: {},
          })
        await waitUntil(async () => (await pageOf(gateway, 'orders')).isComplete)
        const until = new Date(emulator.clock.now() + 30 * 86_400_000).toISOString()
        const query = `{ ${fields.join(' ')}
          rotations { totalCount unreadableCount isComplete nodes { rotatedAt } }
          upcoming(until: "${until}") { keyCount days { dueCount automaticRotationCount } } }`
        return JSON.stringify(await gateway.as('orders').answer(query))
      }),
    )
    expect(responses[1]).toBe(responses[0])
    expect(responses[0]).toContain('"keyCount":3')
    expect(responses[0]).not.toContain('"errors"')
  })

  test('hides a key whose tags were not read yet, and says that the answer is not complete', async () => {
    const gateway = await start()
    const { arn } = gateway.emulator.createKey({ tags: { team: 'orders' } })
    const { id } = gateway.emulator.addFault({ kind: 'throttle', operation: 'ListResourceTags', keyId: arn })
    await waitUntil(async () => (await pageOf(gateway, 'all')).scannedCount === 1)
    expect(await pageOf(gateway, 'orders')).toMatchObject({
      edges: [],
      totalCount: null,
      scannedCount: 0,
      undecidedCount: 0,
      isComplete: false,
    })
    gateway.emulator.clearFaults(id)
    await waitUntil(async () => {
      gateway.passTime(1_000)
      return (await pageOf(gateway, 'orders')).isComplete
    })
    expect(await pageOf(gateway, 'orders')).toMatchObject({ totalCount: 1, scannedCount: 1 })
  })
})

const anyKey = fc.record({
  region: fc.constantFrom(...REGIONS),
  team: fc.constantFrom('orders', 'billing', undefined),
  isDisabled: fc.boolean(),
  denies: fc.subarray(['DescribeKey', 'ListResourceTags', 'ListKeyRotations'] as const),
})
type AnyKey = typeof anyKey extends fc.Arbitrary<infer Value> ? Value : never

const blueprintOf = ({ region, team, isDisabled, denies }: AnyKey): KeyBlueprint => ({
  region,
  denies,
  state: isDisabled ? 'Disabled' : 'Enabled',
  ...(team === undefined ? {} : { tags: { team } }),
})

/** The filters, and which keys of the emulator match them. */
const FILTERS: readonly {
  readonly filter: InventoryPageQueryVariables['filter']
  readonly matches: (key: AnyKey) => boolean
}[] = [
  { filter: null, matches: () => true },
  { filter: { states: ['DISABLED' as const] }, matches: ({ isDisabled }: AnyKey) => isDisabled },
  { filter: { tags: [TEAM] }, matches: ({ team }: AnyKey) => team === 'orders' },
]

/** A pattern on tags does not match a key of which AWS denies the tags. */
const isVisibleTo: Readonly<Record<string, (key: AnyKey) => boolean>> = {
  all: () => true,
  orders: ({ team, denies }) => team === 'orders' && !denies.includes('ListResourceTags'),
}

const RUNS = 25

describe('no number of an inventory claims more than is known', () => {
  test.each(['all', 'orders'])(
    'to the caller %s, at any time, with denied keys, faults and scopes',
    async (caller) => {
      const anyFault = fc.record({
        kind: fc.constantFrom('throttle' as const, 'error' as const),
        operation: fc.constantFrom('DescribeKey' as const, 'ListResourceTags' as const, 'ListKeys' as const),
        region: fc.constantFrom(...REGIONS),
        times: fc.integer({ min: 1, max: 50 }),
      })
      await fc.assert(
        fc.asyncProperty(
          fc.array(anyKey, { maxLength: 8 }),
          fc.array(anyFault, { maxLength: 2 }),
          fc.array(fc.integer({ min: 0, max: 30 }), { minLength: 1, maxLength: 4 }),
          async (keys, faults, pauses) => {
            await using gateway = await start()
            started.pop()
            for (const fault of faults) gateway.emulator.addFault(fault)
            const keyOf = new Map(
              keys.map((key) => [gateway.emulator.createKey(blueprintOf(key)).arn, key] as const),
            )
            const visible = keys.filter((key) => isVisibleTo[caller]?.(key))
            for (const pause of pauses) {
              for (let turn = 0; turn < pause; turn++) {
                gateway.passTime(100)
                await setImmediate()
              }
              for (const { filter, matches } of FILTERS) {
                const shown = await pageOf(gateway, caller, { filter })
                const truth = visible.filter(matches).length
                for (const { node } of shown.edges) {
                  const key = keyOf.get(node.arn)
                  expect(key && isVisibleTo[caller]?.(key) && matches(key)).toBe(true)
                }
                expect(shown.edges.length).toBeLessThanOrEqual(truth)
                expect(shown.scannedCount).toBeLessThanOrEqual(visible.length)
                expect(shown.totalCount === null).toBe(!shown.isComplete)
                if (shown.totalCount === null || shown.totalCount === undefined) continue
                expect(shown.totalCount).toBe(shown.edges.length)
                expect(truth).toBeLessThanOrEqual(shown.totalCount + shown.undecidedCount)
                expect(shown.unavailableScopes).toEqual([])
              }
            }
          },
        ),
        { numRuns: RUNS },
      )
    },
  )
})
