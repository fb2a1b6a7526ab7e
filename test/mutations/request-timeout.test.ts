import { afterEach, beforeEach, expect, test } from 'vitest'
import { RequestNodeDocument, RotateDocument } from '../documents/generated/graphql.ts'
import { startGateway } from '../support/gateway.ts'
import type { TestGateway } from '../support/gateway.ts'
import { waitUntil } from '../support/wait-until.ts'
import { statusReached } from './rotating.ts'

const TIME = 30_000

let gateway: TestGateway
let arn: string
beforeEach(async () => {
  gateway = await startGateway({
    speed: 0,
    settings: { isThrottling: false },
    gateway: { serverLimits: { requestTimeoutMs: TIME } },
  })
  ;({ arn } = gateway.emulator.createKey({ createdAt: '-40d' }))
})
const applied = () => waitUntil(() => gateway.emulator.faults()[0]?.applied === 1)
afterEach(() => gateway[Symbol.asyncDispose]())

test('a rotation that KMS does not answer before the deadline returns its request, which is followed to its end', async () => {
  const { emulator } = gateway
  emulator.addFault({
    kind: 'latency',
    latencyMs: 2 * TIME,
    operation: 'RotateKeyOnDemand',
    isAfterEffect: true,
  })
  const answer = gateway.ask(RotateDocument, { input: { key: { arn } } })
  await waitUntil(() => emulator.key(arn).onDemandUsed === 1)
  emulator.clock.advance(TIME)
  const { rotateKeyOnDemand: outcome } = await answer
  expect(outcome).toMatchObject({ __typename: 'OutcomeUnknownError', unsettled: { key: { arn } } })
  const id = 'unsettled' in outcome ? (outcome.unsettled?.id ?? '') : ''
  emulator.clock.advance(TIME)
  await statusReached(gateway, id, 'COMPLETED')
  expect(emulator.calls('RotateKeyOnDemand')).toBe(1)
})

test('a rotation whose checks exceed the deadline is not sent, and the error says so', async () => {
  const { emulator } = gateway
  emulator.addFault({
    kind: 'latency',
    latencyMs: 2 * TIME,
    operation: 'ListKeyRotations',
    isAfterEffect: true,
  })
  const answer = gateway.answer(RotateDocument, { input: { key: { arn } } })
  await applied()
  emulator.clock.advance(TIME)
  expect(await answer).toMatchObject({
    errors: [
      {
        path: ['rotateKeyOnDemand'],
        message: expect.stringContaining('Nothing was changed'),
        extensions: { code: 'REQUEST_TIMEOUT' },
      },
    ],
  })
  emulator.clock.advance(TIME)
  await gateway.answer('{ gateway { version } }', {})
  expect(emulator.calls('RotateKeyOnDemand')).toBe(0)
})

test('a query and its KMS call end at the deadline if KMS does not answer', async () => {
  const { emulator } = gateway
  emulator.addFault({ kind: 'latency', latencyMs: 10 * TIME, operation: 'DescribeKey', isAfterEffect: true })
  const answer = gateway.answer(RequestNodeDocument, { id: '' })
  expect(await answer).toMatchObject({ errors: [{ extensions: { code: 'BAD_USER_INPUT' } }] })
  const slow = gateway.gateway.fetch(
    new Request('http://127.0.0.1:4000/graphql', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: `{ key(by: { arn: "${arn}" }) { description } }` }),
    }),
  )
  await applied()
  emulator.clock.advance(TIME)
  const response = await slow
  expect(response.status).toBe(504)
  expect(await response.json()).toMatchObject({ errors: [{ extensions: { code: 'REQUEST_TIMEOUT' } }] })
  expect(gateway.logger.lines.filter(({ level }) => level === 'error')).toEqual([])
  // The SDK did not try again.
  expect(emulator.faults()).toMatchObject([{ applied: 1 }])
})
