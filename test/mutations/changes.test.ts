import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { defaultPolicy } from '../../src/defaults.ts'
import { StartupError } from '../../src/errors/startup-error.ts'
import { parseRotationPolicy } from '../../src/rotation/policy/parse-rotation-policy.ts'
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

const POLICY = {
  rules: [
    {
      id: 'production',
      match: { tags: { env: 'production' } },
      requireAutomaticRotation: true,
      maxRotationPeriodInDays: 180,
    },
  ],
  exceptions: [
    {
      id: 'EX-1',
      match: { aliases: 'vendor*' },
      reason: 'The vendor replaces the key',
      approvedBy: 'CISO',
      until: '2099-06-30T00:00:00Z',
    },
  ],
}

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
    change { outcome }
    dryRun { setting { automatic nextRotationAt } addsMonthlyCharge warnings { code message } }
  }
  ... on ReasonRequiredError { pattern }`,
)
const ROTATE = mutation(
  'rotateKeyOnDemand',
  `... on RotateKeyOnDemandPayload { request { kind outcome } dryRun { warnings { code message } } }
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

  test('warns of a violation of the rotation policy with the new verdict, and of an exception with its end', async () => {
    const current = parseRotationPolicy(JSON.stringify(POLICY), {
      source: 'rotation-policy.json',
      defaults: defaultPolicy,
    })
    await using it = await startGateway({ gateway: { rotationPolicy: { current } } })
    const warnings = async (document: string, arn: string, more: object = {}) =>
      (await change(document, { key: { arn }, dryRun: true, ...more }, it))['result']
    const expected = (...messages: readonly (readonly [code: string, message: string])[]) => ({
      dryRun: {
        warnings: messages.map(([code, message]) => ({ code, message: expect.stringContaining(message) })),
      },
    })
    const production = it.emulator.createKey({ tags: { env: 'production' }, automaticRotation: {} })
    expect(await warnings(DISABLE, production.arn)).toMatchObject(
      expected([
        'POLICY_VIOLATION',
        "The rule 'production' of the rotation policy requires automatic rotation of this key. After this change, the verdict of the key is OVERDUE.",
      ]),
    )
    expect(await warnings(ENABLE, production.arn, { rotationPeriodInDays: 365 })).toMatchObject(
      expected(['POLICY_VIOLATION', 'allows a period of at most 180 days for this key']),
    )
    expect(await warnings(ENABLE, production.arn, { rotationPeriodInDays: 180 })).toMatchObject(expected())
    const vendor = it.emulator.createKey({ aliases: ['alias/vendor'], automaticRotation: {} })
    const exception = [
      'POLICY_EXCEPTION',
      "'EX-1' applies to this key until 2099-06-30T00:00:00.000Z",
    ] as const
    expect(await warnings(DISABLE, vendor.arn)).toMatchObject(expected(exception))
    expect(await warnings(ROTATE, vendor.arn)).toMatchObject(expected(exception))
    const hidden = it.emulator.createKey({ denies: ['ListResourceTags'], automaticRotation: {} })
    expect(await warnings(DISABLE, hidden.arn)).toMatchObject(expected())
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
      const attempts = strict.logger.lines.filter(
        ({ message, fields }) =>
          message === 'change attempted' && JSON.stringify(fields).includes(JSON.stringify(arn)),
      )
      expect(attempts).toMatchObject(
        ['EnableKeyRotation', 'DisableKeyRotation', 'RotateKeyOnDemand'].map((operation) => ({
          level: 'warn',
          fields: { audit: { operation, requestedBy: 'anonymous', outcome: 'REASON_REQUIRED' } },
        })),
      )
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
