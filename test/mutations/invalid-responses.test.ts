import { afterEach, describe, expect, test } from 'vitest'
import { DisableDocument, EnableDocument, RotateDocument } from '../documents/generated/graphql.ts'
import { startGateway } from '../support/gateway.ts'
import type { TestGateway, TestGatewayOptions } from '../support/gateway.ts'
import { createMiddlebox } from '../support/middlebox.ts'
import type { HttpAnswer, Middlebox } from '../support/middlebox.ts'
import { statusReached } from './rotating.ts'

// A proxy between the gateway and KMS answers instead of KMS, after KMS has made the change.

const open: AsyncDisposable[] = []
afterEach(async () => {
  for (const each of open.splice(0)) await each[Symbol.asyncDispose]()
})

async function start(
  options: TestGatewayOptions = {},
): Promise<{ readonly gateway: TestGateway; readonly middlebox: Middlebox }> {
  const middlebox = createMiddlebox()
  const gateway = await startGateway({
    ...options,
    between: (url) => middlebox.listen(url),
    gateway: { settleTimeoutMs: 0, readBack: { timeoutMs: 300_000 }, ...options.gateway },
  })
  open.push(gateway, middlebox)
  return { gateway, middlebox }
}

const JSON_1_1 = { 'content-type': 'application/x-amz-json-1.1', 'x-amzn-requestid': 'from-elsewhere' }
const json = (status: number, body: unknown, headers: Record<string, string> = {}): HttpAnswer => ({
  status,
  headers: { 'content-type': 'application/json', ...headers },
  body: JSON.stringify(body),
})
const html = (status: number): HttpAnswer => ({
  status,
  headers: { 'content-type': 'text/html' },
  body: `<html><body><h1>${status}</h1></body></html>`,
})
const text = (status: number, body = ''): HttpAnswer => ({
  status,
  headers: { 'content-type': 'text/plain' },
  body,
})
const otherKey = 'arn:aws:kms:us-east-1:111122223333:key/0f0f0f0f-1111-4222-8333-444455556666'

const FOREIGN: readonly (readonly [what: string, answer: HttpAnswer])[] = [
  ['408 with HTML', html(408)],
  ['499 without a body', text(499)],
  ['404 with text', text(404, 'no such page')],
  ['400 without a body', { ...text(400), headers: JSON_1_1 }],
  ['401 with HTML', html(401)],
  ['403 with the HTML of a firewall', html(403)],
  ['407 of a proxy', { ...text(407, 'log in'), headers: { 'proxy-authenticate': 'Basic' } }],
  ['413 of a proxy', html(413)],
  ['414 of a proxy', html(414)],
  ['421 of a load balancer', text(421)],
  ['429 with text', text(429, 'slow down')],
  ['431 of a proxy', text(431)],
  ['502 with the JSON of an API gateway', json(502, { message: 'Internal server error' })],
  [
    '403 with an error type in a header only',
    json(403, { message: 'Forbidden' }, { 'x-amzn-errortype': 'AccessDeniedException' }),
  ],
  [
    '429 with an error type in a header only',
    json(429, { message: 'Too Many Requests' }, { 'x-amzn-errortype': 'ThrottlingException' }),
  ],
  ['400 with a code that is not in __type', json(400, { code: 'DisabledException', message: 'x' })],
  ['400 with an error that is not of KMS', json(400, { __type: 'ResourceNotFoundException' }, JSON_1_1)],
  ['408 with a timeout of AWS', json(408, { __type: 'RequestTimeoutException' }, JSON_1_1)],
  ['400 with a list', json(400, [{ __type: 'DisabledException' }], JSON_1_1)],
  ['400 with text that quotes an error', text(400, '"__type":"DisabledException"')],
  ['500 with an error that KMS sends as 400', json(500, { __type: 'DisabledException' }, JSON_1_1)],
  ['302 to elsewhere', { ...text(302), headers: { location: 'http://127.0.0.1:9/' } }],
  ['307 to elsewhere', { ...text(307), headers: { location: 'http://127.0.0.1:9/' } }],
  ['200 with the HTML of a portal', html(200)],
  ['200 without a body', text(200)],
  ['200 with an error', json(200, { __type: 'DisabledException' }, JSON_1_1)],
  ['200 with other JSON', json(200, { status: 'ok' })],
  ['200 with a list', json(200, [])],
  ['202 without a body', text(202)],
  ['204 without a body', text(204)],
]

describe('a response that does not come from KMS', () => {
  const rotateOnce = (gateway: TestGateway, arn: string) =>
    gateway.ask(RotateDocument, { input: { key: { arn }, idempotencyKey: 'monthly' } })
  const slow = { startVisibleAfterMs: 60_000, startClearsAfterMs: 90_000, historyVisibleAfterMs: 90_000 }

  test.each([
    ...FOREIGN,
    ['200 with the id of another key', json(200, { KeyId: otherKey }, JSON_1_1)],
    ['200 with null', json(200, null, JSON_1_1)],
    ['203 with the right body', undefined],
  ] as const)(
    'leaves the outcome of a rotation unknown, and the same idempotency key never sends a second one: %s',
    async (_, answer) => {
      const { gateway, middlebox } = await start({ settings: slow })
      const { arn } = gateway.emulator.createKey()
      middlebox.replace('RotateKeyOnDemand', answer ?? json(203, { KeyId: arn }, JSON_1_1))
      const first = (await rotateOnce(gateway, arn)).rotateKeyOnDemand
      expect(first).toMatchObject({
        __typename: 'OutcomeUnknownError',
        isRetryable: false,
        unsettled: { status: 'OUTCOME_UNKNOWN', error: { code: 'OUTCOME_UNKNOWN' } },
      })
      const request = 'unsettled' in first ? first.unsettled : null
      const again = (await rotateOnce(gateway, arn)).rotateKeyOnDemand
      expect(again).toMatchObject({ code: 'OUTCOME_UNKNOWN', unsettled: { id: request?.id } })
      const { rotateKeyOnDemand: other } = await gateway.ask(RotateDocument, { input: { key: { arn } } })
      expect(other).toMatchObject({ code: 'ROTATION_IN_PROGRESS', running: { id: request?.id } })
      await statusReached(gateway, request?.id ?? '', 'COMPLETED')
      expect((await rotateOnce(gateway, arn)).rotateKeyOnDemand).toMatchObject({
        request: { id: request?.id, status: 'COMPLETED' },
      })
      expect(gateway.emulator.calls('RotateKeyOnDemand')).toBe(1)
      expect(gateway.emulator.key(arn).onDemandUsed).toBe(1)
    },
  )

  test.each([...FOREIGN, ['200 with the id of a key', json(200, { KeyId: otherKey }, JSON_1_1)]] as const)(
    'to a change of automatic rotation: the key decides the outcome, and nothing is sent again: %s',
    async (_, answer) => {
      const { gateway, middlebox } = await start()
      const { arn } = gateway.emulator.createKey()
      middlebox.replace('EnableKeyRotation', answer)
      middlebox.replace('DisableKeyRotation', answer)
      const { enableKeyRotation } = await gateway.ask(EnableDocument, { input: { key: { arn } } })
      expect(enableKeyRotation).toMatchObject({ hasChanged: true })
      expect(gateway.emulator.key(arn).automaticRotation.isEnabled).toBe(true)
      const { disableKeyRotation } = await gateway.ask(DisableDocument, { input: { key: { arn } } })
      expect(disableKeyRotation).toMatchObject({ hasChanged: true })
      expect(gateway.emulator.key(arn).automaticRotation.isEnabled).toBe(false)
      expect(gateway.emulator.calls('EnableKeyRotation')).toBe(1)
      expect(gateway.emulator.calls('DisableKeyRotation')).toBe(1)
    },
  )

  test('to a change that the key does not show: the outcome is unknown', async () => {
    const { gateway, middlebox } = await start()
    const { arn } = gateway.emulator.createKey({ automaticRotation: { periodInDays: 365 } })
    middlebox.replace('GetKeyRotationStatus', json(200, { KeyRotationEnabled: true }, JSON_1_1))
    middlebox.replace('DisableKeyRotation', text(200))
    const { disableKeyRotation } = await gateway.ask(DisableDocument, { input: { key: { arn } } })
    expect(disableKeyRotation).toMatchObject({ __typename: 'OutcomeUnknownError', isRetryable: false })
  })

  test.each(FOREIGN)(
    'to a read is an error that can be retried, and says nothing about the key: %s',
    async (_, answer) => {
      const { gateway, middlebox } = await start()
      const { arn } = gateway.emulator.createKey()
      for (const operation of ['DescribeKey', 'GetKeyRotationStatus', 'ListKeyRotations', 'ListResourceTags'])
        middlebox.replace(operation, answer)
      const { data } = await gateway.answer<{ key: { problems: object } }, { arn: string }>(
        `query ($arn: String!) { key(by: { arn: $arn }) { problems {
        metadata { code isRetryable message } rotationStatus { code isRetryable } rotations { code isRetryable } tags { code isRetryable }
      } } }`,
        { arn },
      )
      const unavailable = { code: 'KMS_UNAVAILABLE', isRetryable: true }
      expect(data?.key.problems).toMatchObject({
        metadata: unavailable,
        rotationStatus: unavailable,
        rotations: unavailable,
        tags: unavailable,
      })
    },
  )
})

describe('an error that KMS names', () => {
  test.each([
    ['with a namespace', { __type: 'com.amazonaws.kms#DisabledException', message: 'x is disabled.' }],
    ['with a capital Message', { __type: 'DisabledException', Message: 'x is disabled.' }],
    ['without a message', { __type: 'DisabledException' }],
  ])('is a rejection, after which the idempotency key can be used again: %s', async (_, body) => {
    const { gateway, middlebox } = await start()
    const { arn } = gateway.emulator.createKey()
    middlebox.replace('RotateKeyOnDemand', json(400, body, { 'content-type': 'application/x-amz-json-1.1' }))
    const input = { key: { arn }, idempotencyKey: 'monthly' }
    const { rotateKeyOnDemand } = await gateway.ask(RotateDocument, { input })
    expect(rotateKeyOnDemand).toMatchObject({ __typename: 'KeyStateError', code: 'KEY_STATE' })
    const { data } = await gateway.answer<
      { rotationRequests: { nodes: readonly object[] } },
      Record<string, never>
    >('{ rotationRequests { nodes { status } } }')
    expect(data?.rotationRequests.nodes).toEqual([{ status: 'FAILED' }])
  })
})
