import { describe, expect, test } from 'vitest'
import type { KmsScope } from '../../src/kms/kms.ts'
import { KMS_OPERATIONS } from '../../src/kms/operations.ts'
import {
  FleetInFullDocument,
  KeysPageDocument,
  KmsBudgetsDocument,
  RotationsPageDocument,
} from '../documents/generated/graphql.ts'
import { startGateway } from '../support/gateway.ts'
import type { TestGateway, TestGatewayOptions } from '../support/gateway.ts'
import { waitUntil } from '../support/wait-until.ts'

async function startWithKeys(
  count: number,
  options: TestGatewayOptions,
): Promise<TestGateway & { readonly arns: readonly string[] }> {
  const gateway = await startGateway({ regions: ['us-east-1'], ...options })
  const arns = Array.from(
    { length: count },
    () => gateway.emulator.createKey({ createdAt: '-90d', rotations: [{ date: '-30d' }] }).arn,
  )
  return { ...gateway, arns }
}

const throttledBy = ({ emulator }: TestGateway): number =>
  emulator.statistics().calls.reduce((sum, { outcomes }) => sum + (outcomes['ThrottlingException'] ?? 0), 0)

const budgetOf = async (gateway: TestGateway, operation: string) => {
  const { scopes } = await gateway.ask(KmsBudgetsDocument)
  return scopes[0]?.kmsBudgets?.find((budget) => budget.operation === operation)
}

/** On a stopped clock the rate limiter grants no further permits, so a response proves that its requests did not wait. */
const stoppedWithQuotas: TestGatewayOptions = { speed: 0, gateway: { kmsLimits: { retryPauseMs: 0 } } }

describe('a KMS with the quotas of AWS', () => {
  test('throttles no request when many callers read fifty histories at once, and all get a response', async () => {
    await using gateway = await startWithKeys(150, stoppedWithQuotas)
    const { keys } = await gateway.ask(KeysPageDocument, { first: 100 })
    const places = [null, keys.edges[49]?.cursor ?? '', keys.edges[99]?.cursor ?? '']
    const queries = places.map((after) => gateway.ask(FleetInFullDocument, { after }))
    // Sends the shared capacity of one second, and at most the reserved capacity in addition.
    await waitUntil(async () => {
      const budget = await budgetOf(gateway, 'ListKeyRotations')
      const sent = gateway.emulator.calls('ListKeyRotations')
      return sent >= 40 && sent <= 50 && sent + (budget?.waiting ?? 0) === 150
    })
    let areAnswered = false
    const answers = Promise.all(queries).finally(() => (areAnswered = true))
    await waitUntil(() => {
      gateway.emulator.clock.advance(25)
      return areAnswered
    })
    const histories = (await answers).flatMap(({ keys }) => keys.nodes.map((key) => key.rotations?.nodes))
    expect(histories.map((nodes) => nodes?.length)).toEqual(Array.from({ length: 150 }, () => 1))
    expect(gateway.emulator.calls('ListKeyRotations')).toBe(150)
    expect(throttledBy(gateway)).toBe(0)
  })
})

test('scans of six scopes at once are not throttled, and each scope uses a share of its own quotas', async () => {
  const accountIds = ['111122223333', '222233334444', '333344445555']
  await using gateway = await startGateway({
    ...stoppedWithQuotas,
    accountIds,
    regions: ['us-east-1', 'eu-west-1'],
  })
  const scopes = gateway.kms.map(({ scope }) => scope)
  for (const { accountId, region } of scopes)
    for (let count = 0; count < 50; count++)
      gateway.emulator.createKey({ accountId, region, createdAt: '-90d', rotations: [{ date: '-30d' }] })
  const places: (string | null)[] = [null]
  for (const _ of scopes.slice(1)) {
    const { keys } = await gateway.ask(KeysPageDocument, { first: 50, after: places.at(-1) ?? null })
    places.push(keys.pageInfo.endCursor ?? '')
  }
  const sentIn = ({ accountId, region }: KmsScope) =>
    gateway.emulator
      .statistics()
      .calls.filter((each) => each.accountId === accountId && each.region === region)
      .find(({ operation }) => operation === 'ListKeyRotations')?.calls ?? 0

  let areAnswered = false
  const scan = Promise.all(places.map((after) => gateway.ask(FleetInFullDocument, { after })))
  const answers = scan.finally(() => (areAnswered = true))
  // Each scope sends the shared capacity of one second.
  await waitUntil(() => scopes.every((scope) => sentIn(scope) >= 40))
  await waitUntil(() => {
    gateway.emulator.clock.advance(25)
    return areAnswered
  })
  expect((await answers).flatMap(({ keys }) => keys.nodes.map((key) => key.rotations?.nodes.length))).toEqual(
    Array.from({ length: 300 }, () => 1),
  )
  expect(scopes.map(sentIn)).toEqual([50, 50, 50, 50, 50, 50])
  expect(throttledBy(gateway)).toBe(0)
})

describe('while a scan waits for histories', () => {
  test('one key with its history is returned immediately', async () => {
    await using gateway = await startWithKeys(50, stoppedWithQuotas)
    const { keys } = await gateway.ask(KeysPageDocument, { first: 50 })
    const scan = gateway.ask(FleetInFullDocument)
    await waitUntil(() => gateway.emulator.calls('ListKeyRotations') === 40)
    // Less than the time to the next permit.
    gateway.emulator.clock.advance(15)
    // The scan still waits for the histories of the last keys.
    for (const { node } of keys.edges.slice(-5)) {
      const { key } = await gateway.ask(RotationsPageDocument, { by: { arn: node.arn }, first: 5 })
      expect(key?.rotations?.edges).toHaveLength(1)
    }
    expect(gateway.emulator.calls('ListKeyRotations')).toBe(45)

    let isAnswered = false
    void scan.then(() => (isAnswered = true))
    await waitUntil(() => {
      gateway.emulator.clock.advance(25)
      return isAnswered
    })
    expect(gateway.emulator.calls('ListKeyRotations')).toBe(50)
    expect(throttledBy(gateway)).toBe(0)
  })

  test('administrators see the available and waiting requests of each quota', async () => {
    await using gateway = await startWithKeys(50, stoppedWithQuotas)
    const { scopes } = await gateway.ask(KmsBudgetsDocument)
    expect(scopes[0]?.kmsBudgets?.map(({ operation }) => operation)).toEqual(KMS_OPERATIONS)
    expect(gateway.emulator.calls()).toBe(0)

    let isAnswered = false
    const scan = gateway.ask(FleetInFullDocument).finally(() => (isAnswered = true))
    await waitUntil(() => gateway.emulator.calls('ListKeyRotations') === 40)
    expect(await budgetOf(gateway, 'ListKeyRotations')).toEqual({
      operation: 'ListKeyRotations',
      requestsPerSecond: 50,
      available: 10,
      waiting: 10,
      throttledLastMinute: 0,
    })
    await waitUntil(() => gateway.emulator.calls('DescribeKey') === 50)
    expect(await budgetOf(gateway, 'DescribeKey')).toMatchObject({ available: 950, waiting: 0 })
    await waitUntil(() => {
      gateway.emulator.clock.advance(25)
      return isAnswered
    })
    await scan
  })
})

test('throttling caused by other callers is shown, and the requests are retried', async () => {
  await using gateway = await startWithKeys(1, { speed: 1_000 })
  gateway.emulator.addFault({ kind: 'throttle', operation: 'ListKeyRotations', times: 2 })
  const [arn = ''] = gateway.arns
  const { key } = await gateway.ask(RotationsPageDocument, { by: { arn }, first: 5 })
  expect(key?.rotations?.edges).toHaveLength(1)
  expect(gateway.emulator.calls('ListKeyRotations')).toBe(3)
})
