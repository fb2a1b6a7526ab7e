import { afterEach, describe, expect, test } from 'vitest'
import { startGateway } from '../support/gateway.ts'
import type { TestGateway, TestGatewayOptions } from '../support/gateway.ts'
import { RequestNodeDocument, RequestsOfKeyDocument, RotateDocument } from '../documents/generated/graphql.ts'
import { accepted, rotate, statusReached } from './rotating.ts'

const started: TestGateway[] = []
afterEach(async () => {
  await Promise.all(started.splice(0).map((gateway) => gateway[Symbol.asyncDispose]()))
})
async function start(options?: TestGatewayOptions): Promise<TestGateway> {
  const gateway = await startGateway({ speed: 0, ...options })
  started.push(gateway)
  return gateway
}

describe('an accepted rotation', () => {
  test('returns REQUESTED and the key, read again, after one request', async () => {
    const gateway = await start()
    const { emulator } = gateway
    const { arn } = emulator.createKey()
    const { rotateKeyOnDemand } = await gateway.ask(RotateDocument, {
      input: { key: { arn }, reason: 'TICKET-1' },
    })
    expect(rotateKeyOnDemand).toMatchObject({
      __typename: 'RotateKeyOnDemandPayload',
      key: { arn, rotationStatus: { isOnDemandInProgress: true } },
      request: {
        status: 'REQUESTED',
        reason: 'TICKET-1',
        requestedBy: 'anonymous',
        key: { arn },
        startedAt: null,
        completedAt: null,
        rotation: null,
        error: null,
      },
    })
    expect(emulator.calls('RotateKeyOnDemand')).toBe(1)
  })

  test('becomes COMPLETED with its rotation, and every field that leads to it shows it', async () => {
    const gateway = await start()
    const { arn } = gateway.emulator.createKey({
      createdAt: '-90d',
      rotations: [{ date: '-30d', type: 'ON_DEMAND' }],
    })
    const { id } = await accepted(gateway, arn)
    const completed = await statusReached(gateway, id, 'COMPLETED')
    const { rotations } = gateway.emulator.key(arn)
    expect(completed).toMatchObject({
      startedAt: rotations[1]?.startedAt,
      completedAt: rotations[1]?.completedAt,
      rotation: { type: 'ON_DEMAND', rotatedAt: rotations[1]?.completedAt },
    })
    const { key } = await gateway.ask(RequestsOfKeyDocument, { arn })
    expect(completed).toMatchObject(key?.latestRequest ?? {})
    expect(key?.latestRequest).not.toBeNull()
    expect(key?.rotations?.nodes[0]).toMatchObject({ id: completed.rotation?.id, request: { id } })
    expect(gateway.emulator.calls('RotateKeyOnDemand')).toBe(1)
  })

  test('of imported material completes, although KMS shows no status before', async () => {
    const gateway = await start()
    const { arn } = gateway.emulator.createKey({ origin: 'EXTERNAL', pendingMaterial: {} })
    const { id } = await accepted(gateway, arn)
    expect(await statusReached(gateway, id, 'COMPLETED')).toMatchObject({ rotation: { type: 'ON_DEMAND' } })
  })

  test('completes while KMS reads are inconsistent', async () => {
    const gateway = await start({ settings: { staleReadEvery: 2, startVisibleAfterMs: 5_000 } })
    const { arn } = gateway.emulator.createKey()
    for (let rotation = 1; rotation <= 2; rotation++) {
      const { id } = await accepted(gateway, arn)
      const { rotation: entry } = await statusReached(gateway, id, 'COMPLETED')
      expect(entry?.rotatedAt).toBe(gateway.emulator.key(arn).rotations[rotation - 1]?.completedAt)
      gateway.emulator.clock.advance(120_000)
    }
    expect(gateway.emulator.calls('RotateKeyOnDemand')).toBe(2)
  })

  test('is TIMED_OUT when it exceeds the completion timeout, and COMPLETED when it completes later', async () => {
    const gateway = await start({
      settings: { historyVisibleAfterMs: 120_000, startClearsAfterMs: 120_000 },
      gateway: { limits: { completionTimeoutMs: 30_000 } },
    })
    const { arn } = gateway.emulator.createKey()
    const { id } = await accepted(gateway, arn)
    expect(await statusReached(gateway, id, 'TIMED_OUT')).toMatchObject({ rotation: null })
    expect(await statusReached(gateway, id, 'COMPLETED')).toMatchObject({ rotation: { type: 'ON_DEMAND' } })
  })
})

describe('simultaneous rotations', () => {
  test('of one key: one of two is accepted, and the other gets the first request in its error', async () => {
    const gateway = await start()
    const { arn } = gateway.emulator.createKey()
    const outcomes = await Promise.all([rotate(gateway, arn), rotate(gateway, arn)])
    const first = outcomes.find((outcome) => 'request' in outcome)
    const second = outcomes.find((outcome) => 'running' in outcome)
    expect(first?.request).toMatchObject({ id: expect.any(String) })
    expect(second).toMatchObject({
      __typename: 'RotationInProgressError',
      isRetryable: true,
      running: { id: first?.request?.id },
    })
    expect(gateway.emulator.calls('RotateKeyOnDemand')).toBe(1)
    expect(gateway.emulator.key(arn).onDemandUsed).toBe(1)
  })

  test('of one key under different identifiers: one of ten is accepted', async () => {
    const gateway = await start()
    const { arn, keyId } = gateway.emulator.createKey()
    const { key } = await gateway.ask(RequestsOfKeyDocument, { arn })
    const names = [{ arn }, { keyId }, { id: key?.id ?? '' }]
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, index) =>
        gateway.ask(RotateDocument, { input: { key: names[index % 3] ?? { arn } } }),
      ),
    )
    const outcomes = answers.map(({ rotateKeyOnDemand }) => rotateKeyOnDemand)
    expect(outcomes.filter((outcome) => 'request' in outcome)).toHaveLength(1)
    expect(outcomes.filter((outcome) => 'running' in outcome)).toHaveLength(9)
    expect(gateway.emulator.key(arn).onDemandUsed).toBe(1)
  })

  test('of ten keys: all ten are accepted and complete', async () => {
    const gateway = await start({ settings: { quotas: { RotateKeyOnDemand: 100 } } })
    const arns = Array.from({ length: 10 }, () => gateway.emulator.createKey().arn)
    const requests = await Promise.all(arns.map((arn) => accepted(gateway, arn)))
    await Promise.all(requests.map(({ id }) => statusReached(gateway, id, 'COMPLETED')))
    expect(arns.map((arn) => gateway.emulator.key(arn).onDemandUsed)).toEqual(Array(10).fill(1))
    expect(gateway.emulator.calls('RotateKeyOnDemand')).toBe(10)
  })

  test('of one key: a second rotation is accepted after the first has completed', async () => {
    const gateway = await start()
    const { arn } = gateway.emulator.createKey()
    const first = await accepted(gateway, arn)
    await statusReached(gateway, first.id, 'COMPLETED')
    gateway.emulator.clock.advance(1_000)
    const second = await accepted(gateway, arn)
    expect(second.startedAt).toBeNull()
    const completed = await statusReached(gateway, second.id, 'COMPLETED')
    expect(completed.startedAt).toBe(gateway.emulator.key(arn).rotations[1]?.startedAt)
  })
})

describe('when KMS does not respond to a rotation', () => {
  const slow = { startVisibleAfterMs: 60_000, startClearsAfterMs: 90_000, historyVisibleAfterMs: 90_000 }

  test.each([
    ['the connection is cut after it took effect', { kind: 'dropAfter' }],
    ['the answer is cut short', { kind: 'truncate' }],
    ['KMS fails after it took effect', { kind: 'error', code: 'KMSInternalException', isAfterEffect: true }],
  ] as const)('%s: the outcome is unknown, and found by looking, not by sending', async (_, fault) => {
    const gateway = await start({ settings: slow, gateway: { settleTimeoutMs: 0 } })
    const { arn } = gateway.emulator.createKey()
    gateway.emulator.addFault({ ...fault, operation: 'RotateKeyOnDemand' })
    const outcome = await rotate(gateway, arn)
    expect(outcome).toMatchObject({
      __typename: 'OutcomeUnknownError',
      code: 'OUTCOME_UNKNOWN',
      isRetryable: false,
      key: { arn },
      unsettled: { id: expect.any(String), error: { code: 'OUTCOME_UNKNOWN' } },
    })
    const request = 'unsettled' in outcome ? outcome.unsettled : null
    expect(await rotate(gateway, arn)).toMatchObject({
      __typename: 'RotationInProgressError',
      running: { id: request?.id },
    })
    const completed = await statusReached(gateway, request?.id ?? '', 'COMPLETED')
    expect(completed.error).toBeNull()
    expect(gateway.emulator.calls('RotateKeyOnDemand')).toBe(1)
    expect(gateway.emulator.key(arn).onDemandUsed).toBe(1)
  })

  test('and the key shows the start immediately, the caller gets the same result as after a response', async () => {
    const gateway = await start()
    const { arn } = gateway.emulator.createKey()
    gateway.emulator.addFault({ kind: 'dropAfter', operation: 'RotateKeyOnDemand' })
    const request = await accepted(gateway, arn)
    expect(request).toMatchObject({ status: 'IN_PROGRESS', error: null })
    expect(gateway.emulator.calls('RotateKeyOnDemand')).toBe(1)
  })

  test.each([
    ['the connection is cut before', { kind: 'dropBefore' }],
    ['KMS fails', { kind: 'error', code: 'KMSInternalException' }],
    ['what KMS depends on times out', { kind: 'error', code: 'DependencyTimeoutException' }],
  ] as const)('%s: the outcome is unknown, and given up after a while without a sign', async (_, fault) => {
    const gateway = await start({ gateway: { unknownOutcomeTimeoutMs: 60_000, settleTimeoutMs: 0 } })
    const { arn } = gateway.emulator.createKey()
    gateway.emulator.addFault({ ...fault, operation: 'RotateKeyOnDemand', times: 1 })
    const outcome = await rotate(gateway, arn)
    expect(outcome).toMatchObject({ code: 'OUTCOME_UNKNOWN' })
    const request = 'unsettled' in outcome ? outcome.unsettled : null
    await statusReached(gateway, request?.id ?? '', 'TIMED_OUT')
    expect(gateway.emulator.calls('RotateKeyOnDemand')).toBe(1)

    // A request that timed out does not block later rotations, and a later rotation is not mistaken for it.
    const { id } = await accepted(gateway, arn)
    await statusReached(gateway, id, 'COMPLETED')
    const { node } = await gateway.ask(RequestNodeDocument, { id: request?.id ?? '' })
    expect(node).toMatchObject({ status: 'TIMED_OUT', rotation: null })
    expect(gateway.emulator.key(arn).onDemandUsed).toBe(1)
  })
})
