import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import {
  DisableOnceDocument,
  EnableOnceDocument,
  RequestsDocument,
  RotateOnceDocument,
} from '../documents/generated/graphql.ts'
import type { RequestsQuery, RotateKeyOnDemandInput } from '../documents/generated/graphql.ts'
import { startGateway } from '../support/gateway.ts'
import type { TestGateway } from '../support/gateway.ts'
import { waitUntil } from '../support/wait-until.ts'
import { atMost } from '../support/at-most.ts'

let gateway: TestGateway
let arn: string

beforeEach(async () => {
  gateway = await startGateway({ settings: { isThrottling: false } })
  ;({ arn } = gateway.emulator.createKey({
    createdAt: '-400d',
    automaticRotation: { periodInDays: 365, nextRotationDate: '+100d' },
    rotations: [{ date: '-40d', type: 'ON_DEMAND' }],
  }))
})
afterEach(() => gateway[Symbol.asyncDispose]())

type Input = Omit<RotateKeyOnDemandInput, 'key' | 'dryRun'> & { dryRun?: boolean }

async function rotate(input: Input = {}, key = arn) {
  const { rotateKeyOnDemand } = await gateway.ask(RotateOnceDocument, {
    input: { key: { arn: key }, dryRun: false, ...input },
  })
  return rotateKeyOnDemand
}

const sent = () => gateway.emulator.calls('RotateKeyOnDemand')
const used = () => gateway.emulator.key(arn).onDemandUsed
const completed = () => waitUntil(() => used() === 2 && gateway.emulator.key(arn).rotations.length === 2)
const audits = () => gateway.logger.lines.flatMap(({ fields }) => ('audit' in fields ? [fields.audit] : []))

describe('an idempotency key', () => {
  test('returns the same request for a repeated call, before and after completion, and sends nothing', async () => {
    const input = { idempotencyKey: randomUUID(), reason: 'OPS-1' }
    const first = await rotate(input)
    const second = await rotate(input)
    expect(first).toMatchObject({ isReplay: false, request: { status: 'REQUESTED', reason: 'OPS-1' } })
    expect(second).toMatchObject({ isReplay: true })
    await completed()
    const third = await rotate(input)
    expect(third).toMatchObject({ isReplay: true })
    const idOf = (outcome: typeof first) => ('request' in outcome ? outcome.request?.id : undefined)
    expect(new Set([first, second, third].map(idOf)).size).toBe(1)
    expect(sent()).toBe(1)
  })

  test('turns ten simultaneous calls into one rotation', async () => {
    const idempotencyKey = randomUUID()
    const outcomes = await Promise.all(Array.from({ length: 10 }, () => rotate({ idempotencyKey })))
    expect(outcomes.filter((outcome) => 'isReplay' in outcome && !outcome.isReplay)).toHaveLength(1)
    expect(outcomes.filter((outcome) => 'isReplay' in outcome && outcome.isReplay)).toHaveLength(9)
    expect(sent()).toBe(1)
  })

  test('is rejected with a different input, even for another key at the same time', async () => {
    const other = gateway.emulator.createKey().arn
    const idempotencyKey = randomUUID()
    const outcomes = await Promise.all([rotate({ idempotencyKey }), rotate({ idempotencyKey }, other)])
    expect(outcomes).toMatchObject([
      { __typename: 'RotateKeyOnDemandPayload' },
      {
        __typename: 'IdempotencyConflictError',
        code: 'IDEMPOTENCY_CONFLICT',
        firstUsedAt: expect.any(String),
      },
    ])
    expect(await rotate({ idempotencyKey, reason: 'another' })).toMatchObject({
      code: 'IDEMPOTENCY_CONFLICT',
    })
    expect(sent()).toBe(1)
  })

  test('can be used again after KMS rejected the rotation', async () => {
    const input = { idempotencyKey: randomUUID() }
    gateway.emulator.addFault({ kind: 'throttle', operation: 'RotateKeyOnDemand', times: 1 })
    expect(await rotate(input)).toMatchObject({ code: 'THROTTLED' })
    expect(await rotate(input)).toMatchObject({ isReplay: false })
    expect(used()).toBe(2)
  })

  test('returns the request of a call whose response was lost, and never sends it again', async () => {
    const input = { idempotencyKey: randomUUID() }
    gateway.emulator.addFault({ kind: 'dropAfter', operation: 'RotateKeyOnDemand', times: 1 })
    expect(await rotate(input)).toMatchObject({ isReplay: false, request: { status: 'IN_PROGRESS' } })
    expect(await rotate(input)).toMatchObject({ isReplay: true })
    expect(sent()).toBe(1)
  })
})

describe('a condition', () => {
  test('on the last rotation lets a job that runs twice rotate only once', async () => {
    const input = {
      ifLastRotatedBefore: new Date(gateway.emulator.clock.now() - 30 * 86_400_000).toISOString(),
    }
    expect(await rotate(input)).toMatchObject({ __typename: 'RotateKeyOnDemandPayload' })
    await completed()
    await waitUntil(async () => 'expected' in (await rotate(input)))
    expect(await rotate(input)).toMatchObject({
      code: 'PRECONDITION_FAILED',
      expected: expect.stringContaining(input.ifLastRotatedBefore),
      actual: expect.stringContaining('last rotated at'),
    })
    expect(sent()).toBe(1)
  })

  test('on the current material fails after another caller rotated the key', async () => {
    const before = gateway.emulator.key(arn).currentKeyMaterialId ?? ''
    gateway.emulator.addRotation(arn, { date: 'now', type: 'ON_DEMAND' })
    expect(await rotate({ ifCurrentMaterialId: before })).toMatchObject({
      code: 'PRECONDITION_FAILED',
      expected: before,
      actual: expect.stringMatching(/^[a-f0-9]{64}$/),
    })
    expect(sent()).toBe(0)
  })
})

describe('a dry run', () => {
  test('returns the forecast and changes nothing', async () => {
    expect(await rotate({ dryRun: true })).toMatchObject({
      request: null,
      isReplay: false,
      dryRun: { remainingAfter: 23, addsMonthlyCharge: true, nextAutomaticRotationAt: expect.any(String) },
    })
    const key = { arn }
    const enable = await gateway.ask(EnableOnceDocument, {
      input: { key, rotationPeriodInDays: 180, dryRun: true },
    })
    const disable = await gateway.ask(DisableOnceDocument, { input: { key, dryRun: true } })
    expect(enable.enableKeyRotation).toMatchObject({
      hasChanged: true,
      key: { rotationStatus: { periodInDays: 365 } },
    })
    expect(disable.disableKeyRotation).toMatchObject({
      hasChanged: true,
      key: { rotationStatus: { automatic: 'ENABLED' } },
    })
    for (const operation of ['RotateKeyOnDemand', 'EnableKeyRotation', 'DisableKeyRotation'] as const)
      expect(gateway.emulator.calls(operation)).toBe(0)
  })

  test('is rejected like the real call', async () => {
    gateway.emulator.changeKey(arn, { state: 'Disabled' })
    expect(await rotate({ dryRun: true })).toMatchObject({ code: 'KEY_STATE' })
    expect(sent()).toBe(0)
  })
})

describe('invalid input', () => {
  test('is rejected with all of its problems, before KMS is called', async () => {
    const { rotateKeyOnDemand } = await gateway.ask(RotateOnceDocument, {
      input: {
        key: { keyId: 'nonsense' },
        dryRun: false,
        reason: 'x'.repeat(257),
        idempotencyKey: '',
        ifCurrentMaterialId: 'short',
      },
    })
    expect(rotateKeyOnDemand).toMatchObject({
      code: 'INVALID_INPUT',
      issues: [
        { path: ['input', 'key', 'keyId'] },
        { path: ['input', 'reason'] },
        { path: ['input', 'idempotencyKey'] },
        { path: ['input', 'ifCurrentMaterialId'] },
      ],
    })
    const { enableKeyRotation } = await gateway.ask(EnableOnceDocument, {
      input: { key: { id: 'nonsense' }, rotationPeriodInDays: 5, dryRun: false },
    })
    expect(enableKeyRotation).toMatchObject({
      issues: [{ path: ['input', 'key', 'id'] }, { path: ['input', 'rotationPeriodInDays'] }],
    })
    expect(gateway.emulator.calls()).toBe(0)
  })
})

test('an enabled automatic rotation is returned when several reads in a row show it, although KMS reads alternate', async () => {
  gateway.emulator.settings({ staleReadEvery: 2, staleReadWindowMs: 3_000 })
  const { enableKeyRotation } = await gateway.ask(EnableOnceDocument, {
    input: { key: { arn }, rotationPeriodInDays: 180, dryRun: false },
  })
  expect(enableKeyRotation).toMatchObject({
    hasChanged: true,
    key: { rotationStatus: { periodInDays: 180 } },
  })
  expect(gateway.emulator.calls('EnableKeyRotation')).toBe(1)
})

describe('rotation requests', () => {
  test('are listed newest first, page by page, and by key, status and time', async () => {
    const arns = [arn, ...Array.from({ length: 4 }, () => gateway.emulator.createKey().arn)]
    for (const [index, key] of arns.entries()) {
      await rotate({ reason: String(index) }, key)
      gateway.emulator.clock.advance(1_000)
    }
    const reasons: unknown[] = []
    let after: string | null = null
    for (const _ of atMost(100, 'pages')) {
      const { rotationRequests }: RequestsQuery = await gateway.ask(RequestsDocument, { first: 2, after })
      reasons.push(...rotationRequests.nodes.map(({ reason }) => reason))
      after = rotationRequests.pageInfo.hasNextPage ? (rotationRequests.pageInfo.endCursor ?? null) : null
      if (after === null) break
    }
    expect(reasons).toEqual(['4', '3', '2', '1', '0'])

    const { rotationRequests } = await gateway.ask(RequestsDocument, {})
    const [newest] = rotationRequests.nodes
    const ofKey = await gateway.ask(RequestsDocument, { filter: { keys: [newest?.key.id ?? ''] } })
    expect(ofKey.rotationRequests.nodes).toMatchObject([{ key: { arn: arns[4] }, requestedBy: 'anonymous' }])
    const failed = await gateway.ask(RequestsDocument, { filter: { statuses: ['FAILED'] } })
    expect(failed.rotationRequests.nodes).toEqual([])
    const later = await gateway.ask(RequestsDocument, {
      filter: { requestedAfter: new Date(gateway.emulator.clock.now() + 1_000).toISOString() },
    })
    expect(later.rotationRequests.nodes).toEqual([])
  })
})

test('each attempted change is logged in one line with its caller, key, input and outcome', async () => {
  const idempotencyKey = randomUUID()
  await rotate({ idempotencyKey, reason: 'OPS-1' })
  await rotate({ idempotencyKey, reason: 'OPS-1' })
  await rotate()
  await rotate({ dryRun: true })
  await gateway.ask(DisableOnceDocument, { input: { key: { arn }, dryRun: false } })
  const who = { keyArn: arn, requestedBy: 'anonymous', requestId: expect.any(String) }
  expect(audits()).toMatchObject([
    {
      ...who,
      operation: 'RotateKeyOnDemand',
      outcome: 'ACCEPTED',
      awsRequestId: expect.any(String),
      input: { reason: 'OPS-1' },
    },
    { ...who, outcome: 'REPLAYED' },
    { ...who, outcome: 'ROTATION_IN_PROGRESS' },
    { ...who, input: { isDryRun: true }, outcome: 'ROTATION_IN_PROGRESS' },
    { ...who, operation: 'DisableKeyRotation', outcome: 'ACCEPTED' },
  ])
})
