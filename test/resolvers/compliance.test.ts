import { setImmediate as eventLoopTurn } from 'node:timers/promises'
import { describe, expect, onTestFinished, test } from 'vitest'
import { KeyComplianceDocument } from '../documents/generated/graphql.ts'
import type { RotationPolicyInput } from '../documents/generated/graphql.ts'
import { startGateway } from '../support/gateway.ts'
import type { TestGateway } from '../support/gateway.ts'
import { waitUntil } from '../support/wait-until.ts'

const DAY = 86_400_000

async function verdictOn(gateway: TestGateway, arn: string, policy?: RotationPolicyInput) {
  const { key } = await gateway.ask(KeyComplianceDocument, { by: { arn }, policy: policy ?? null })
  return key?.compliance
}

describe('compliance', () => {
  test("uses the fields of the given policy, and the gateway's policy for omitted fields", async () => {
    await using gateway = await startGateway({
      speed: 0,
      gateway: { policy: { maxMaterialAgeInDays: 100, warnBeforeDays: 10 } },
    })
    const { arn } = gateway.emulator.createKey({
      createdAt: '-500d',
      rotations: [{ date: '-95d', type: 'ON_DEMAND' }],
    })
    const dueAt = (days: number) => new Date(gateway.emulator.clock.now() + (days - 95) * DAY).toISOString()
    const age = { materialAgeInDays: 95 }
    expect(await verdictOn(gateway, arn)).toEqual({
      ...age,
      verdict: 'DUE_SOON',
      dueAt: dueAt(100),
      reasons: [],
    })
    expect(await verdictOn(gateway, arn, { warnBeforeDays: 0 })).toMatchObject({ verdict: 'COMPLIANT' })
    expect(await verdictOn(gateway, arn, { maxMaterialAgeInDays: 90 })).toEqual({
      ...age,
      verdict: 'OVERDUE',
      dueAt: dueAt(90),
      reasons: ['MATERIAL_TOO_OLD'],
    })
    const strict = { maxMaterialAgeInDays: 365, requireAutomaticRotation: true }
    expect(await verdictOn(gateway, arn, strict)).toMatchObject({
      verdict: 'OVERDUE',
      reasons: ['AUTOMATIC_ROTATION_OFF'],
    })
  })

  test('of a replica counts from the creation of its primary key', async () => {
    await using gateway = await startGateway({ speed: 0 })
    const { arn } = gateway.emulator.createKey({ createdAt: '-400d', replicaRegions: ['eu-west-1'] })
    const replica = await verdictOn(gateway, arn.replace('us-east-1', 'eu-west-1'))
    expect(replica).toMatchObject({ verdict: 'OVERDUE', materialAgeInDays: 400 })
  })

  test('with the maximum age has a due date', async () => {
    await using gateway = await startGateway({ speed: 0 })
    const { arn } = gateway.emulator.createKey()
    const verdict = await verdictOn(gateway, arn, { maxMaterialAgeInDays: 36_500 })
    expect(verdict).toMatchObject({ verdict: 'COMPLIANT', dueAt: expect.stringMatching(/^2\d{3}-/) })
  })

  test.each<readonly [RotationPolicyInput, string]>([
    [{ maxMaterialAgeInDays: 0 }, 'policy.maxMaterialAgeInDays is 0. Set it to a number from 1 to 36500.'],
    [
      { maxMaterialAgeInDays: 2_147_483_647 },
      'policy.maxMaterialAgeInDays is 2147483647. Set it to a number from 1 to 36500.',
    ],
    [{ warnBeforeDays: -1 }, 'policy.warnBeforeDays is -1. Set it to 0 or more.'],
  ])('rejects the policy %j', async (policy, message) => {
    await using gateway = await startGateway({ speed: 0 })
    const { arn } = gateway.emulator.createKey()
    const { errors } = await gateway.answer(KeyComplianceDocument, { by: { arn }, policy })
    expect(errors).toMatchObject([{ message, extensions: { code: 'BAD_USER_INPUT' } }])
  })
})

test('a client that disconnects while the metadata is read causes no unhandled rejection', async () => {
  await using gateway = await startGateway({ speed: 0 })
  gateway.emulator.createKey()
  gateway.emulator.addFault({ kind: 'latency', operation: 'DescribeKey', latencyMs: 1_000 })
  const unhandled: unknown[] = []
  const note = (reason: unknown) => void unhandled.push(reason)
  process.on('unhandledRejection', note)
  onTestFinished(() => void process.off('unhandledRejection', note))
  const client = new AbortController()
  const answer = gateway.gateway.fetch(
    new Request('http://gateway.test/graphql', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: '{ keys { nodes { compliance { verdict } } } }' }),
      signal: client.signal,
    }),
  )
  await waitUntil(() => gateway.emulator.faults()[0]?.applied === 1)
  client.abort()
  await answer.catch(() => {})
  await eventLoopTurn()
  expect(unhandled).toEqual([])
})
