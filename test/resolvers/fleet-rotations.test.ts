import { describe, expect, test } from 'vitest'
import { atMost } from '../support/at-most.ts'
import type { TestGateway } from '../support/gateway.ts'
import { answering, dataOf, startInventory } from './fleet-questions.ts'

const PAGE = /* GraphQL */ `
  query ($first: Int, $after: String, $filter: FleetRotationFilter) {
    rotations(first: $first, after: $after, filter: $filter) {
      totalCount
      isComplete
      unreadableCount
      nodes {
        rotatedAt
        type
        daysSincePrevious
        key {
          arn
          tags {
            value
          }
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
`

interface Page {
  readonly totalCount: number | null
  readonly isComplete: boolean
  readonly unreadableCount: number
  readonly nodes: readonly {
    readonly rotatedAt: string
    readonly type: string
    readonly key: { readonly arn: string }
  }[]
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null }
}

async function pageOf(gateway: TestGateway, variables: Record<string, unknown> = {}): Promise<Page> {
  const { data, errors } = await gateway.answer<{ rotations: Page }, Record<string, unknown>>(PAGE, variables)
  if (!data || errors) throw new Error(JSON.stringify(errors))
  return data.rotations
}

const daysBefore = ({ emulator }: TestGateway, days: number) =>
  new Date(emulator.clock.now() - days * 86_400_000).toISOString()

async function startWithRotations(): Promise<TestGateway> {
  const gateway = await startInventory()
  const { emulator } = gateway
  emulator.createKey({
    createdAt: '-900d',
    tags: { team: 'a' },
    rotations: [{ date: '-400d' }, { date: '-40d' }],
  })
  emulator.createKey({
    createdAt: '-900d',
    tags: { team: 'b' },
    rotations: [
      { date: '-300d', type: 'ON_DEMAND' },
      { date: '-4d', type: 'ON_DEMAND' },
    ],
  })
  emulator.createKey({ region: 'eu-west-1', createdAt: '-900d', rotations: [{ date: '-3d' }] })
  emulator.createKey({ spec: 'RSA_2048' })
  await gateway.inventory()
  return gateway
}

describe('rotations of all keys', () => {
  test('are listed newest first, without a call to KMS', async () => {
    await using gateway = await startWithRotations()
    const page = await pageOf(gateway)
    const dates = page.nodes.map(({ rotatedAt }) => rotatedAt)
    expect(dates).toHaveLength(5)
    expect(dates).toEqual(dates.toSorted().toReversed())
    expect(page).toMatchObject({ totalCount: 5, isComplete: true, unreadableCount: 0 })
    expect(await answering(gateway)(PAGE, {})).toMatchObject({ extensions: { cost: { kms: [] } } })
  })

  test('are the same on small pages, also if a key is rotated between two pages', async () => {
    await using gateway = await startWithRotations()
    const whole = (await pageOf(gateway)).nodes.map(({ rotatedAt }) => rotatedAt)
    const seen: string[] = []
    let after: string | null = null
    for (const _ of atMost(10, 'pages')) {
      const page = await pageOf(gateway, { first: 2, after })
      seen.push(...page.nodes.map(({ rotatedAt }) => rotatedAt))
      after = page.pageInfo.endCursor
      if (!page.pageInfo.hasNextPage) break
    }
    expect(seen).toEqual(whole)
  })

  test.each([
    ['after a date', (gateway: TestGateway) => ({ rotatedAfter: daysBefore(gateway, 7) }), 2],
    ['before a date', (gateway: TestGateway) => ({ rotatedBefore: daysBefore(gateway, 200) }), 2],
    ['of a type', () => ({ types: ['ON_DEMAND'] }), 2],
    ['in a Region', () => ({ scopes: [{ region: 'eu-west-1' }] }), 1],
    ['of keys with a tag', () => ({ tags: [{ key: 'team', values: ['a'] }] }), 2],
  ])('can be selected %s', async (_, filterFor, count) => {
    await using gateway = await startWithRotations()
    const page = await pageOf(gateway, { filter: filterFor(gateway) })
    expect([page.totalCount, page.nodes.length]).toEqual([count, count])
  })

  test('have a total without the rotations of a key whose history could not be read, and count this key', async () => {
    await using gateway = await startInventory()
    gateway.emulator.createKey({ createdAt: '-900d', rotations: [{ date: '-3d' }] })
    gateway.emulator.createKey({ denies: ['ListKeyRotations'] })
    await gateway.inventory()
    expect(await pageOf(gateway)).toMatchObject({ totalCount: 1, isComplete: false, unreadableCount: 1 })
  })

  test('reject the cursor of another filter', async () => {
    await using gateway = await startWithRotations()
    const { pageInfo } = await pageOf(gateway, { first: 1 })
    const variables = { first: 1, after: pageInfo.endCursor, filter: { types: ['ON_DEMAND'] } }
    const { errors } = await answering(gateway)(PAGE, variables)
    expect(errors).toMatchObject([{ extensions: { code: 'INVALID_CURSOR' } }])
  })
})

describe('upcoming', () => {
  const UPCOMING = /* GraphQL */ `
    query ($until: DateTime!, $filter: KeyFilter) {
      upcoming(until: $until, filter: $filter) {
        keyCount
        isComplete
        days {
          startsAt
          automaticRotationCount
          dueCount
        }
      }
    }
  `

  test('has the automatic rotations and due dates of the next days', async () => {
    await using gateway = await startInventory()
    gateway.emulator.createKey({ automaticRotation: { nextRotationDate: '+5d' } })
    gateway.emulator.createKey({ automaticRotation: { nextRotationDate: '+50d' } })
    gateway.emulator.createKey({ createdAt: '-360d' })
    await gateway.inventory()
    const answer = await dataOf(answering(gateway), UPCOMING, { until: daysBefore(gateway, -30) })
    const day = new Date(gateway.emulator.clock.now() + 5 * 86_400_000).toISOString().slice(0, 10)
    expect(answer).toEqual({
      keyCount: 3,
      isComplete: true,
      days: [{ startsAt: `${day}T00:00:00.000Z`, automaticRotationCount: 1, dueCount: 1 }],
    })
  })

  test.each([
    ['in the past', '2020-01-01T00:00:00Z'],
    ['more than 366 days ahead', '2999-01-01T00:00:00Z'],
  ])('rejects an end %s', async (_, until) => {
    await using gateway = await startInventory()
    const { errors } = await answering(gateway)(UPCOMING, { until })
    expect(errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }])
  })
})
