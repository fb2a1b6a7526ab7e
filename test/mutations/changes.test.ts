import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { StartupError } from '../../src/errors/startup-error.ts'
import { startGateway } from '../support/gateway.ts'
import type { TestGateway } from '../support/gateway.ts'

const REQUIRED = '^(CHG|OPS)-\\d+'

let gateway: TestGateway
let strict: TestGateway
beforeAll(async () => {
  gateway = await startGateway({ gateway: { readBack: { timeoutMs: 300_000 } } })
  strict = await startGateway({ gateway: { requiredReason: REQUIRED } })
})
beforeEach(() => {
  gateway.emulator.clearFaults()
  strict.emulator.resetStatistics()
})
afterAll(async () => {
  await gateway[Symbol.asyncDispose]()
  await strict[Symbol.asyncDispose]()
})

const CHANGES = `query ($id: ID!, $filter: ChangeFilter, $first: Int, $after: String) {
  node(id: $id) { ... on Key { changes { nodes { id } } } }
  changes(filter: $filter, first: $first, after: $after) {
    pageInfo { hasNextPage endCursor }
    nodes {
      __typename id kind requestedBy reason outcome error { code }
      ... on AutomaticRotationRequest {
        periodInDays before { automatic periodInDays } after { automatic periodInDays nextRotationAt }
      }
      ... on RotationRequest { status }
    }
  }
}`
const idOf = (arn: string) => Buffer.from(`1:Key:${arn}`).toString('base64url')

async function data(at: TestGateway, query: string, variables: Readonly<Record<string, unknown>>) {
  const { data, errors } = await at.answer<Record<string, never>, Record<string, unknown>>(query, variables)
  expect(errors).toBeUndefined()
  return data ?? {}
}

const changesOf = (arn: string, variables: object = {}) =>
  data(gateway, CHANGES, { id: idOf(arn), filter: { keys: [idOf(arn)] }, ...variables })

const mutation = (name: string, selection: string) =>
  `mutation ($input: ${name[0]?.toUpperCase()}${name.slice(1)}Input!) {
    result: ${name}(input: $input) { __typename ${selection} ... on OperationError { code message } }
  }`
const ENABLE = mutation(
  'enableKeyRotation',
  `... on EnableKeyRotationPayload {
    hasChanged
    change { id outcome }
    dryRun {
      setting { automatic periodInDays nextRotationAt } addsMonthlyCharge warnings { code message }
    }
  }
  ... on ReasonRequiredError { pattern }
  ... on OutcomeUnknownError { change { outcome } request { id } }`,
)
const DISABLE = mutation(
  'disableKeyRotation',
  `... on DisableKeyRotationPayload {
    change { outcome } dryRun { setting { automatic nextRotationAt } addsMonthlyCharge }
  }
  ... on ReasonRequiredError { pattern }`,
)
const ROTATE = mutation(
  'rotateKeyOnDemand',
  `... on RotateKeyOnDemandPayload { request { kind outcome } dryRun { warnings { code } } }
  ... on ReasonRequiredError { pattern }`,
)
async function change(document: string, input: object, at = gateway) {
  // Records of the same millisecond have no order in time.
  at.emulator.clock.advance(1_000)
  return data(at, document, { input })
}

describe('the records of changes', () => {
  test('have who, why, before, after and the outcome of all three kinds, newest first', async () => {
    const { arn } = gateway.emulator.createKey()
    const key = { arn }
    await change(ENABLE, { key, rotationPeriodInDays: 180, reason: 'CHG-1' })
    await change(ENABLE, { key, rotationPeriodInDays: 180 })
    await change(ROTATE, { key, reason: 'CHG-2' })
    await change(DISABLE, { key })
    await change(ENABLE, { key, dryRun: true })
    const { changes, node } = await changesOf(arn)
    const off = { automatic: 'DISABLED', periodInDays: null }
    const on = { automatic: 'ENABLED', periodInDays: 180 }
    expect(changes).toMatchObject({
      nodes: [
        { kind: 'DISABLE_KEY_ROTATION', outcome: 'MADE', reason: null, before: on, after: off },
        { __typename: 'RotationRequest', kind: 'ROTATE_KEY_ON_DEMAND', outcome: 'MADE', reason: 'CHG-2' },
        { kind: 'ENABLE_KEY_ROTATION', outcome: 'UNCHANGED', before: on, after: on },
        {
          __typename: 'AutomaticRotationRequest',
          kind: 'ENABLE_KEY_ROTATION',
          outcome: 'MADE',
          requestedBy: 'anonymous',
          reason: 'CHG-1',
          periodInDays: 180,
          before: off,
          after: { ...on, nextRotationAt: expect.any(String) },
        },
      ],
    })
    expect(node).toMatchObject({ changes: { nodes: Array.from({ length: 4 }, () => ({})) } })
  })

  test('are paged with cursors that stay valid when a newer change is made, and filtered', async () => {
    const { arn } = gateway.emulator.createKey()
    const key = { arn }
    for (const period of [90, 91, 92]) await change(ENABLE, { key, rotationPeriodInDays: period })
    const filter = { keys: [idOf(arn)], kinds: ['ENABLE_KEY_ROTATION'], requestedBy: ['anonymous'] }
    const first = await changesOf(arn, { filter, first: 2 })
    expect(first).toMatchObject({
      changes: { nodes: [{ periodInDays: 92 }, { periodInDays: 91 }], pageInfo: { hasNextPage: true } },
    })
    await change(DISABLE, { key })
    const { pageInfo } = Object(first['changes'])
    const second = await changesOf(arn, { filter, first: 2, after: pageInfo.endCursor })
    expect(second).toMatchObject({
      changes: { nodes: [{ periodInDays: 90 }], pageInfo: { hasNextPage: false } },
    })
    const others = { ...filter, requestedBy: ['somebody else'] }
    expect(await changesOf(arn, { filter: others })).toMatchObject({ changes: { nodes: [] } })
  })

  test('show a rejection of KMS with its error, and a lost response as unknown', async () => {
    const { arn } = gateway.emulator.createKey()
    const fault = { kind: 'error', operation: 'EnableKeyRotation', code: 'AccessDeniedException' } as const
    gateway.emulator.addFault({ ...fault, message: 'User x is not authorized' })
    await change(ENABLE, { key: { arn } })
    gateway.emulator.clearFaults()
    gateway.emulator.addFault({ kind: 'dropBefore', operation: 'EnableKeyRotation' })
    expect(await change(ENABLE, { key: { arn } })).toMatchObject({
      result: { __typename: 'OutcomeUnknownError', change: { outcome: 'UNKNOWN' }, request: null },
    })
    expect(await changesOf(arn)).toMatchObject({
      changes: {
        nodes: [
          { outcome: 'UNKNOWN', error: { code: 'OUTCOME_UNKNOWN' }, after: null },
          { outcome: 'REJECTED', error: { code: 'ACCESS_DENIED' }, after: null },
        ],
      },
    })
  })

  test('do not include a change that a check of the gateway rejects', async () => {
    const { arn } = gateway.emulator.createKey({ state: 'Disabled' })
    expect(await change(ENABLE, { key: { arn } })).toMatchObject({ result: { code: 'KEY_STATE' } })
    expect(await changesOf(arn)).toMatchObject({ changes: { nodes: [] } })
  })
})

describe('a dry run of a change of automatic rotation', () => {
  test('has the new setting, the charge and the warning of drift', async () => {
    const { arn } = gateway.emulator.createKey({ tags: { 'aws:cloudformation:stack-name': 'keys' } })
    const { result } = await change(ENABLE, { key: { arn }, rotationPeriodInDays: 100, dryRun: true })
    expect(result).toMatchObject({
      hasChanged: true,
      change: null,
      dryRun: {
        setting: { automatic: 'ENABLED', periodInDays: 100, nextRotationAt: expect.any(String) },
        addsMonthlyCharge: true,
        warnings: [{ code: 'MANAGED_ELSEWHERE', message: expect.stringContaining("'keys'") }],
      },
    })
    expect(await change(DISABLE, { key: { arn }, dryRun: true })).toMatchObject({
      result: {
        dryRun: { setting: { automatic: 'DISABLED', nextRotationAt: null }, addsMonthlyCharge: false },
      },
    })
  })

  test('has no date of the next rotation if only the period changes', async () => {
    const { arn } = gateway.emulator.createKey({ automaticRotation: { periodInDays: 180 } })
    const { result } = await change(ENABLE, { key: { arn }, rotationPeriodInDays: 90, dryRun: true })
    expect(result).toMatchObject({ dryRun: { setting: { periodInDays: 90, nextRotationAt: null } } })
  })
})

describe('a gateway that requires reasons', () => {
  test.each([undefined, 'because', 'x CHG-1'])(
    'rejects all three changes with the reason %j, sends nothing and names the pattern',
    async (reason) => {
      const { arn } = strict.emulator.createKey({ automaticRotation: { periodInDays: 180 } })
      for (const document of [ENABLE, DISABLE, ROTATE])
        expect(await change(document, { key: { arn }, reason }, strict)).toMatchObject({
          result: {
            __typename: 'ReasonRequiredError',
            code: 'REASON_REQUIRED',
            pattern: REQUIRED,
            message: expect.stringContaining(REQUIRED),
          },
        })
      expect(strict.emulator.calls()).toBe(0)
    },
  )

  test('accepts a matching reason, and warns in a dry run without one', async () => {
    const { arn } = strict.emulator.createKey()
    const input = { key: { arn }, rotationPeriodInDays: 90 }
    expect(await change(ENABLE, { ...input, dryRun: true }, strict)).toMatchObject({
      result: { dryRun: { warnings: [{ code: 'REASON_REQUIRED' }] } },
    })
    expect(await change(ROTATE, { key: { arn }, dryRun: true }, strict)).toMatchObject({
      result: { dryRun: { warnings: [{ code: 'REASON_REQUIRED' }] } },
    })
    expect(await change(ENABLE, { ...input, reason: 'OPS-7 audit' }, strict)).toMatchObject({
      result: { change: { outcome: 'MADE' } },
    })
  })

  test('shows the pattern and its time without a permission', async () => {
    expect(await data(strict, '{ gateway { requiredReason answeredAt } }', {})).toMatchObject({
      gateway: { requiredReason: REQUIRED, answeredAt: expect.any(String) },
    })
  })

  test('does not start with a pattern that is not a regular expression', async () => {
    await expect(startGateway({ gateway: { requiredReason: '(' } })).rejects.toThrow(StartupError)
  })

  test('rejects a reason whose match takes too long, and goes on', async () => {
    await using slow = await startGateway({ gateway: { requiredReason: '^(a+)+$' } })
    const { arn } = slow.emulator.createKey()
    const reason = `${'a'.repeat(60)}!`
    expect(await change(DISABLE, { key: { arn }, reason }, slow)).toMatchObject({
      result: { code: 'REASON_REQUIRED' },
    })
  })
})
