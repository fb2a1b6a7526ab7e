import { setImmediate } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import type {
  InventoryPageQuery,
  InventoryPageQueryVariables,
  KeyOrder,
  KeySource,
} from '../documents/generated/graphql.ts'
import { InventoryPageDocument } from '../documents/generated/graphql.ts'
import { atMost } from '../support/at-most.ts'
import { startGateway } from '../support/gateway.ts'
import type { TestGateway } from '../support/gateway.ts'
import { createRandom } from '../support/random.ts'
import { waitUntil } from '../support/wait-until.ts'

type Page = InventoryPageQuery['keys']
type Direction = 'forward' | 'backward'

const SOURCES = ['INVENTORY', 'KMS'] as const
const FIELDS = [
  'ARN',
  'CREATED_AT',
  'NEXT_ROTATION_AT',
  'LAST_ROTATED_AT',
  'DISPLAY_NAME',
  'DUE_AT',
  'MATERIAL_AGE',
  'REMAINING_ON_DEMAND',
] as const

const ORDERS: readonly KeyOrder[] = FIELDS.flatMap((field) => [
  { field, direction: 'ASC' },
  { field, direction: 'DESC' },
])

/** Groups of keys with equal values, with values that are missing, and with values that cannot be read. */
async function start(source: KeySource, groups: number): Promise<TestGateway> {
  const gateway = await startGateway({
    speed: 0,
    regions: ['us-east-1', 'eu-west-1'],
    settings: { isThrottling: false },
    ...(source === 'INVENTORY' ? { cacheControl: null, gateway: { inventory: { listEveryMs: 1_000 } } } : {}),
  })
  const { emulator } = gateway
  for (let group = 0; group < groups; group++) {
    emulator.createKey({ createdAt: '-500d', aliases: [`key-${group}`], automaticRotation: {} })
    emulator.createKey({ createdAt: `-${200 + group}d`, rotations: [{ date: '-90d', type: 'ON_DEMAND' }] })
    emulator.createKey({ region: 'eu-west-1', spec: 'RSA_2048' })
    emulator.createKey({ region: 'eu-west-1', denies: ['DescribeKey', 'ListKeyRotations'] })
    emulator.createKey({ state: 'Disabled' })
  }
  if (source === 'INVENTORY') await gateway.inventory()
  return gateway
}

const pageOf = async (gateway: TestGateway, variables: InventoryPageQueryVariables): Promise<Page> =>
  (await gateway.ask(InventoryPageDocument, variables)).keys

const arnsOf = ({ edges }: Page): readonly string[] => edges.map(({ node }) => node.arn)

const sizeOf = (direction: Direction, size: number) =>
  direction === 'forward' ? { first: size } : { last: size }

/** The arguments for the page that follows in a direction. Undefined if the page is the last one. */
function following(direction: Direction, size: number, { pageInfo }: Page) {
  if (direction === 'forward')
    return pageInfo.hasNextPage ? { first: size, after: pageInfo.endCursor ?? null } : undefined
  return pageInfo.hasPreviousPage ? { last: size, before: pageInfo.startCursor ?? null } : undefined
}

/** The pages from one end of the list to the other, in the order in which they were read. */
async function visit(
  gateway: TestGateway,
  variables: InventoryPageQueryVariables,
  direction: Direction,
  size: number,
  afterFirst: (page: Page) => Promise<unknown> = async () => {},
): Promise<readonly Page[]> {
  const pages: Page[] = []
  let place: InventoryPageQueryVariables | undefined = sizeOf(direction, size)
  for (const _ of atMost(100, 'pages')) {
    const page: Page = await pageOf(gateway, { ...variables, ...place })
    pages.push(page)
    if (pages.length === 1) await afterFirst(page)
    place = following(direction, size, page)
    if (!place) break
  }
  return pages
}

const listOf = (pages: readonly Page[], direction: Direction): readonly string[] =>
  (direction === 'forward' ? pages : pages.toReversed()).flatMap(arnsOf)

/** Removes keys, and waits until the inventory does not have them. */
async function remove(gateway: TestGateway, source: KeySource, arns: readonly string[]): Promise<void> {
  for (const arn of arns) gateway.emulator.removeKey(arn)
  if (source === 'KMS') return
  const inventory = await gateway.inventory()
  await waitUntil(async () => {
    gateway.passTime(1_000)
    await setImmediate()
    return arns.every((arn) => !inventory.recordOf(arn))
  })
}

describe.each(SOURCES)('keys with source %s', (source) => {
  test.each(ORDERS)('are the same forward and backward by $field $direction', async (orderBy) => {
    await using gateway = await start(source, 2)
    const whole = arnsOf(await pageOf(gateway, { source, orderBy, first: 100 }))
    expect(whole).toHaveLength(10)
    for (const direction of ['forward', 'backward'] as const)
      for (const size of [1, 4, 10, 100]) {
        const pages = await visit(gateway, { source, orderBy }, direction, size)
        expect(listOf(pages, direction)).toEqual(whole)
        const inOrder = direction === 'forward' ? pages : pages.toReversed()
        expect(inOrder.map(({ pageInfo }) => [pageInfo.hasPreviousPage, pageInfo.hasNextPage])).toEqual(
          inOrder.map((_, index) => [index > 0, index + 1 < inOrder.length]),
        )
      }
  })

  test.each(ORDERS)(
    'are neither lost nor repeated by $field $direction if keys are removed between two pages',
    async (orderBy) => {
      await using gateway = await start(source, 3)
      const random = createRandom(ORDERS.indexOf(orderBy))
      for (const direction of ['forward', 'backward'] as const) {
        const size = 1 + random.below(6)
        const whole = arnsOf(await pageOf(gateway, { source, orderBy, first: 100 }))
        let other: string | undefined
        const pages = await visit(gateway, { source, orderBy }, direction, size, async (page) => {
          const read = arnsOf(page)
          const unread = whole.filter((arn) => !read.includes(arn))
          const ofCursor = direction === 'forward' ? read.at(-1) : read[0]
          other = unread[random.below(unread.length)]
          await remove(gateway, source, [ofCursor ?? '', other ?? ''])
        })
        expect(listOf(pages, direction)).toEqual(whole.filter((arn) => arn !== other))
      }
    },
  )

  test('can be limited to the keys between two cursors, from both ends', async () => {
    await using gateway = await start(source, 2)
    const orderBy = { field: 'ARN' as const }
    const { edges } = await pageOf(gateway, { source, orderBy, first: 100 })
    const arns = edges.map(({ node }) => node.arn)
    const between = { source, orderBy, after: edges[1]?.cursor ?? null, before: edges[8]?.cursor ?? null }
    const both = { hasPreviousPage: true, hasNextPage: true }
    for (const [size, expected] of [
      [{ first: 2 }, arns.slice(2, 4)],
      [{ last: 2 }, arns.slice(6, 8)],
      [{}, arns.slice(2, 8)],
    ] as const) {
      const page = await pageOf(gateway, { ...between, ...size })
      expect([arnsOf(page), page.pageInfo]).toEqual([expected, expect.objectContaining(both)])
    }
  })

  test.each([
    [{ first: 1, last: 1 }, 'first (1) and last (1) cannot be combined. Pass only one of them.'],
    [{ last: 101 }, 'last (101) is out of range. Pass a number from 0 to 100.'],
    [{ before: 'x' }, "'x' is not a cursor"],
  ])('reject %j, with the reason', async (variables, message) => {
    await using gateway = await start(source, 1)
    const orderBy = { field: 'ARN' as const }
    const { errors } = await gateway.answer(InventoryPageDocument, { source, orderBy, ...variables })
    expect(errors).toMatchObject([
      { message: expect.stringContaining(message), extensions: { code: 'BAD_USER_INPUT' } },
    ])
  })
})

test('keys of the inventory page backward with a filter, without an order', async () => {
  await using gateway = await start('INVENTORY', 2)
  const filter = { states: ['DISABLED' as const] }
  const whole = arnsOf(await pageOf(gateway, { filter }))
  expect(whole).toHaveLength(2)
  const pages = await visit(gateway, { filter }, 'backward', 1)
  expect(pages.map(arnsOf)).toEqual(whole.toReversed().map((arn) => [arn]))
  expect(pages.map(({ totalCount }) => totalCount)).toEqual([2, 2])
})

test.each([{ last: 2 }, { before: 'x' }, { last: 2, filter: { states: ['ENABLED' as const] } }])(
  'keys of KMS without an order reject %j, and the error says what to do',
  async (variables) => {
    await using gateway = await start('KMS', 1)
    const { errors } = await gateway.answer(InventoryPageDocument, { source: 'KMS', ...variables })
    expect(errors).toMatchObject([
      {
        message:
          'last and before cannot be used with source KMS without orderBy, because KMS lists keys only forward. Pass orderBy or source: INVENTORY, or page with first and after.',
        extensions: { code: 'BAD_USER_INPUT' },
      },
    ])
    expect(gateway.emulator.calls()).toBe(0)
  },
)
