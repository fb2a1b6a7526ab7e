import { expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { createClient } from '../../client/index.ts'
import { startGateway } from '../support/gateway.ts'
import { waitUntil } from '../support/wait-until.ts'
import { listenAt } from '../subscriptions/subscribe.ts'
import { startHttpServer } from './faulty-server.ts'
import { FollowRequestDocument, RotateDocument } from './generated/graphql.ts'

/** A fetch that sends each request and loses the first answers. */
function losing(answers: number) {
  let sent = 0
  return async (...args: Parameters<typeof fetch>) => {
    const response = await fetch(...args)
    if (sent++ >= answers) return response
    await response.text()
    throw new TypeError('The connection was reset.')
  }
}

test('an intention rotates a key once although KMS and the gateway lose their answers, and a stored key continues it', async () => {
  await using it = await startGateway()
  const { emulator } = it
  const { arn } = emulator.createKey()
  emulator.addFault({ kind: 'dropAfter', operation: 'RotateKeyOnDemand', times: 1 })
  const url = `${await listenAt(it)}/graphql`
  const intention = createClient({ url, fetch: losing(2) }).intention()
  const variables = (idempotencyKey: string) => ({ input: { key: { arn }, idempotencyKey } })
  const { rotateKeyOnDemand } = await intention.mutate(RotateDocument, variables)
  if (rotateKeyOnDemand.kind !== 'RotateKeyOnDemandPayload' || !rotateKeyOnDemand.request)
    throw new Error(`The rotation was rejected: ${JSON.stringify(rotateKeyOnDemand)}`)
  expect(rotateKeyOnDemand.isReplay).toBe(true)

  // The page was reloaded.
  const client = createClient({ url, webSocketImpl: WebSocket })
  const stored = client.intention(intention.idempotencyKey)
  expect(await stored.mutate(RotateDocument, variables)).toMatchObject({
    rotateKeyOnDemand: { isReplay: true, request: { id: rotateKeyOnDemand.request.id } },
  })
  const statuses: string[] = []
  for await (const event of client.stream(FollowRequestDocument, { id: rotateKeyOnDemand.request.id }))
    statuses.push(event.rotationRequest.status)
  expect(statuses.at(-1)).toBe('COMPLETED')
  expect(emulator.calls('RotateKeyOnDemand')).toBe(1)
})

test('an intention stops after its attempts, or after an error that another attempt would repeat', async () => {
  const answers = [502, 502, 403]
  await using server = await startHttpServer((_, response) =>
    response.writeHead(answers.shift() ?? 500).end('<html>'),
  )
  const intention = createClient({ url: server.url }).intention('stored')
  expect(intention.idempotencyKey).toBe('stored')
  const send = (attempts: number) =>
    intention.mutate(
      RotateDocument,
      (idempotencyKey) => ({ input: { key: { arn: 'any' }, idempotencyKey } }),
      { attempts },
    )
  await expect(send(1)).rejects.toMatchObject({ code: 'INVALID_RESPONSE', isRetryable: true })
  expect(server.requests).toBe(1)
  await expect(send(5)).rejects.toMatchObject({ code: 'INVALID_RESPONSE', isRetryable: false })
  expect(server.requests).toBe(3)
})

test('an intention without a stored key has a new UUID', () => {
  const client = createClient({ url: 'http://127.0.0.1:1/graphql' })
  const keys = Array.from({ length: 100 }, () => client.intention().idempotencyKey)
  expect(new Set(keys).size).toBe(100)
  for (const key of keys)
    expect(key).toMatch(/^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/)
})

test('an intention that waits for its next attempt ends when its signal aborts', async () => {
  const ending = new AbortController()
  await using server = await startHttpServer((_, response) =>
    response.writeHead(503, { 'retry-after': '3600' }).end('<html>'),
  )
  const sent = createClient({ url: server.url })
    .intention()
    .mutate(RotateDocument, (idempotencyKey) => ({ input: { key: { arn: 'any' }, idempotencyKey } }), {
      signal: ending.signal,
    })
  const reason = new Error('The dialog was closed.')
  const rejected = sent.catch((error: unknown) => error)
  await waitUntil(() => server.requests === 1)
  ending.abort(reason)
  expect(await rejected).toBe(reason)
  expect(server.requests).toBe(1)
})
