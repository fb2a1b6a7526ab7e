import { expect, test } from 'vitest'
import type { BackgroundCost } from '../../src/kms/rate/background-cost.ts'
import { ResumedCompletionsDocument } from '../documents/generated/graphql.ts'
import { keyIdOf, subscribe, listenAt } from '../subscriptions/subscribe.ts'
import { startGateway } from '../support/gateway.ts'
import { readerOf, startGuardedGateway } from '../support/guarded-gateway.ts'
import { waitUntil } from '../support/wait-until.ts'

const QUERY = `{
  scopes {
    region
    backgroundCost {
      requests usd interactiveRequests followedKeys projectedRequests projectedUsd projectedTrailUsd projectedGuardDutyUsd
      budgetUsd isSlowed
    }
  }
}`

interface Costs {
  readonly scopes: readonly {
    readonly region: string
    readonly backgroundCost: BackgroundCost | null
  }[]
}

/** A wall time that begins with a month of 30 days. */
function fromMonthStart() {
  let ahead: number | undefined
  return (now: number): number => now + (ahead ??= Date.parse('2026-11-01T00:00:00.000Z') - now)
}

test('an administrator sees what the background requests of each account cost in this month, and their budget', async () => {
  await using it = await startGateway({
    regions: ['us-east-1', 'eu-west-1'],
    speed: 0,
    wall: fromMonthStart(),
    gateway: { backgroundBudgetUsd: 10 },
  })
  const { emulator } = it
  const arns = [emulator.createKey().arn, emulator.createKey().arn]
  const costs = async () => (await it.answer<Costs, unknown>(QUERY)).data?.scopes
  expect((await costs())?.[0]?.backgroundCost).toEqual({
    requests: 0,
    usd: 0,
    interactiveRequests: 0,
    followedKeys: 0,
    projectedRequests: 0,
    projectedUsd: 0,
    projectedTrailUsd: 0,
    projectedGuardDutyUsd: 0,
    budgetUsd: 10,
    isSlowed: false,
  })

  const keys = await Promise.all(arns.map((arn) => keyIdOf(it, arn)))
  const following = subscribe(await listenAt(it), ResumedCompletionsDocument, { keys })
  await waitUntil(async () => (await costs())?.[0]?.backgroundCost?.requests === 4)
  const [home, away] = (await costs()) ?? []
  const { projectedRequests = 0 } = home?.backgroundCost ?? {}
  // docs/costs.md has the requests of one followed key.
  expect(projectedRequests / (2 * 95_040)).toBeCloseTo(1, 3)
  expect(home?.backgroundCost).toMatchObject({
    followedKeys: 2,
    usd: expect.closeTo(4 * 0.000003),
    projectedUsd: expect.closeTo(2 * 0.285, 2),
    projectedTrailUsd: expect.closeTo(2 * 1.9, 1),
    projectedGuardDutyUsd: expect.closeTo(2 * 0.38, 2),
    interactiveRequests: keys.length,
  })
  expect(away?.backgroundCost).toEqual(home?.backgroundCost)
  following.unsubscribe()
})

test('polling slows down when the budget is short, and administrators see it', async () => {
  await using it = await startGateway({
    speed: 0,
    wall: fromMonthStart(),
    // 3,000 requests in the month, and 100 at the start.
    gateway: { backgroundBudgetUsd: 0.009 },
  })
  const keys = await Promise.all(Array.from({ length: 100 }, () => keyIdOf(it, it.emulator.createKey().arn)))
  const following = subscribe(await listenAt(it), ResumedCompletionsDocument, { keys })
  const cost = async () => (await it.answer<Costs, unknown>(QUERY)).data?.scopes[0]?.backgroundCost
  await waitUntil(async () => {
    it.passTime(1_000)
    return (await cost())?.isSlowed === true
  })
  expect((await cost())?.requests).toBeLessThanOrEqual(101)
  expect(it.logger.lines.filter(({ message }) => message.includes('polling is slowed'))).toHaveLength(1)
  expect(it.logger.lines.filter(({ message }) => message.includes('poll failed'))).toEqual([])
  following.unsubscribe()
})

test('other callers get an error, because the count includes hidden keys', async () => {
  await using it = await startGuardedGateway({
    speed: 0,
    roles: { reader: readerOf({ tag: 'a=b' }) },
    callers: { reader: ['reader'] },
  })
  const { data, errors } = await it.as('reader').answer<Costs, unknown>(QUERY)
  expect(data?.scopes.map(({ backgroundCost }) => backgroundCost)).toEqual(
    it.emulator.regions.map(() => null),
  )
  expect(new Set(errors?.map(({ extensions }) => extensions?.['code']))).toEqual(new Set(['FORBIDDEN']))
})
