import { expect, test } from 'vitest'
import type { KeyBlueprint } from '../../emulator/key-blueprint.ts'
import { KeyLastUsageDocument } from '../documents/generated/graphql.ts'
import { startGateway } from '../support/gateway.ts'

async function readUsage(blueprint: KeyBlueprint) {
  await using gateway = await startGateway({ speed: 0 })
  const { emulator } = gateway
  const { arn } = emulator.createKey(blueprint)
  const { key } = await gateway.ask(KeyLastUsageDocument, { by: { arn } })
  const ago = (days: number) => new Date(emulator.clock.now() - days * 86_400_000).toISOString()
  return { ...key, ago, calls: emulator.calls('GetKeyLastUsage') }
}

test('the last usage of a key names the operation, the time, the event and the start of the tracking', async () => {
  const { lastUsage, problems, ago, calls } = await readUsage({
    createdAt: '-900d',
    trackingStartDate: '-200d',
    lastUsage: { usedAt: '-3d', operation: 'GenerateDataKey' },
  })
  expect(lastUsage).toEqual({
    operation: 'GenerateDataKey',
    usedAt: ago(3),
    cloudTrailEventId: expect.stringMatching(/^[0-9a-f-]{36}$/),
    trackingStartedAt: ago(200),
    hasBeenUsed: true,
    observedAt: ago(0),
  })
  expect(problems?.lastUsage).toBeNull()
  expect(calls).toBe(1)
})

test('a key without a recorded use that is older than the tracking may have been used', async () => {
  const { lastUsage } = await readUsage({ createdAt: '-900d', trackingStartDate: '-200d' })
  expect(lastUsage).toMatchObject({ operation: null, usedAt: null, hasBeenUsed: null })
})

test('a key without a recorded use that was tracked since its creation was never used', async () => {
  const { lastUsage } = await readUsage({ createdAt: '-9d' })
  expect(lastUsage).toMatchObject({ usedAt: null, hasBeenUsed: false })
})

test('the last usage of an AWS managed key is null and is not read', async () => {
  const { lastUsage, problems, calls } = await readUsage({ manager: 'AWS', lastUsage: { usedAt: '-1d' } })
  expect({ lastUsage, problem: problems?.lastUsage, calls }).toEqual({
    lastUsage: null,
    problem: null,
    calls: 0,
  })
})

test('without the permission, only the last usage is null', async () => {
  const { lastUsage, problems } = await readUsage({ denies: ['GetKeyLastUsage'] })
  expect(lastUsage).toBeNull()
  expect(problems).toMatchObject({
    metadata: null,
    lastUsage: { code: 'ACCESS_DENIED', message: expect.stringContaining('kms:GetKeyLastUsage') },
  })
})

test('a KMS without GetKeyLastUsage is a problem of the last usage only', async () => {
  await using gateway = await startGateway({ speed: 0 })
  gateway.emulator.addFault({
    kind: 'error',
    operation: 'GetKeyLastUsage',
    code: 'UnknownOperationException',
  })
  const { arn } = gateway.emulator.createKey()
  const { key } = await gateway.ask(KeyLastUsageDocument, { by: { arn } })
  expect(key).toMatchObject({
    lastUsage: null,
    problems: { metadata: null, lastUsage: { code: 'KMS_UNAVAILABLE' } },
  })
  expect(gateway.emulator.calls('GetKeyLastUsage')).toBe(1)
})

test('the last usage of a key of another account is a problem of that field', async () => {
  const { lastUsage, problems } = await readUsage({ accountId: '444455556666' })
  expect(lastUsage).toBeNull()
  expect(problems).toMatchObject({ metadata: null, lastUsage: { code: 'ACCESS_DENIED' } })
})
