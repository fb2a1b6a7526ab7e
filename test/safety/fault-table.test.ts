import { randomUUID } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import type { FaultRule } from '../../emulator/faults.ts'
import type { SettingsPatch } from '../../emulator/settings.ts'
import { RequestsDocument, RotateOnceDocument } from '../documents/generated/graphql.ts'
import { startGateway } from '../support/gateway.ts'
import { waitUntil } from '../support/wait-until.ts'

interface Fault {
  readonly rule?: Omit<FaultRule, 'operation' | 'times'>
  readonly settings?: SettingsPatch
  /** Rotations that the first call leads to. */
  readonly rotations: number
}

/** Every way in which a call of RotateKeyOnDemand, or looking for what became of it, can go wrong. */
const FAULTS: Readonly<Record<string, Fault>> = {
  none: { rotations: 1 },
  'it is throttled': { rule: { kind: 'throttle' }, rotations: 0 },
  'KMS fails before it happened': { rule: { kind: 'error', status: 500 }, rotations: 0 },
  'KMS fails after it happened': { rule: { kind: 'error', status: 500, isAfterEffect: true }, rotations: 1 },
  'KMS times out inside': { rule: { kind: 'error', code: 'DependencyTimeoutException' }, rotations: 0 },
  'it takes too long, and happens late': { rule: { kind: 'latency', latencyMs: 200_000 }, rotations: 1 },
  'it happens, and the answer takes too long': {
    rule: { kind: 'latency', latencyMs: 200_000, isAfterEffect: true },
    rotations: 1,
  },
  'the connection drops before it happened': { rule: { kind: 'dropBefore' }, rotations: 0 },
  'the connection drops after it happened': { rule: { kind: 'dropAfter' }, rotations: 1 },
  'the answer is cut short': { rule: { kind: 'truncate' }, rotations: 1 },
  'the status lies for a while': {
    rule: { kind: 'dropAfter' },
    settings: { startVisibleAfterMs: 20_000, staleReadEvery: 2 },
    rotations: 1,
  },
  'the history lags': {
    rule: { kind: 'dropAfter' },
    settings: { startClearsAfterMs: 5_000, historyVisibleAfterMs: 60_000 },
    rotations: 1,
  },
}

const CALLERS = ['one', 'ten at once', 'one that calls again'] as const

async function run({ rule, settings }: Fault, callers: (typeof CALLERS)[number], hasIdempotencyKey: boolean) {
  await using gateway = await startGateway({
    // Short only where KMS takes longer: a busy machine may need this long for an answer.
    ...(rule?.kind === 'latency' ? { requestTimeoutMs: 1_000 } : {}),
    settings: { isThrottling: false, ...settings },
    gateway: { settleTimeoutMs: 2_000 },
  })
  const { emulator } = gateway
  const { arn } = emulator.createKey({ createdAt: '-400d' })
  if (rule) emulator.addFault({ ...rule, operation: 'RotateKeyOnDemand', times: 1 })
  const idempotencyKey = hasIdempotencyKey ? randomUUID() : null
  const call = async () => {
    const input = { key: { arn }, dryRun: false, idempotencyKey }
    const { data, errors } = await gateway.answer(RotateOnceDocument, { input })
    return { outcome: data?.rotateKeyOnDemand, errors }
  }

  const answers = await Promise.all(Array.from({ length: callers === 'ten at once' ? 10 : 1 }, call))
  if (callers === 'one that calls again') answers.push(await call())
  const requests = async () => (await gateway.ask(RequestsDocument, { first: 100 })).rotationRequests.nodes
  // All requests are settled when no request is in flight.
  await waitUntil(async () =>
    (await requests()).every(
      ({ status }) => !['REQUESTED', 'IN_PROGRESS', 'OUTCOME_UNKNOWN'].includes(status),
    ),
  )
  // One that takes too long arrives in the end.
  await waitUntil(async () => emulator.calls('RotateKeyOnDemand') >= (await requests()).length)
  return {
    answers,
    requests: await requests(),
    sent: emulator.calls('RotateKeyOnDemand'),
    key: emulator.key(arn),
  }
}

/** How many rotations the callers may have asked for: with an idempotency key, all of them together one. */
const askedFor = (callers: string, hasIdempotencyKey: boolean, requests: number) =>
  callers === 'one' || hasIdempotencyKey ? 1 : requests

describe.each(Object.entries(FAULTS))('when %s', (_, fault) => {
  describe.each(CALLERS)('and the caller is %s', (callers) => {
    test.each([true, false])(
      'no rotation is spent that was not asked for, idempotency key: %s',
      async (hasKey) => {
        const { answers, requests, sent, key } = await run(fault, callers, hasKey)
        // Every caller ends with a typed outcome.
        expect(answers.map(({ errors }) => errors)).toEqual(answers.map(() => undefined))
        expect(answers.filter(({ outcome }) => outcome === undefined)).toEqual([])
        // Each request was sent once, and each that KMS carried out is known to be.
        expect(sent).toBe(requests.length)
        expect(key.onDemandUsed).toBe(requests.filter(({ status }) => status === 'COMPLETED').length)
        expect(key.onDemandUsed).toBeLessThanOrEqual(askedFor(callers, hasKey, requests.length))
        expect(key.onDemandUsed).toBeGreaterThanOrEqual(fault.rotations)
      },
    )
  })
})
