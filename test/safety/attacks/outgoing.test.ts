import { once } from 'node:events'
import { createServer } from 'node:http'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { afterEach, describe, expect, test } from 'vitest'
import { createRemoteKeySet } from '../../../src/auth/key-set.ts'
import { systemClock } from '../../../src/clock.ts'
import { GatewayError } from '../../../src/errors/gateway-error.ts'
import { AuthenticationUnavailableError } from '../../../src/errors/request-errors.ts'
import { createAwsKms } from '../../../src/kms/aws/aws-kms.ts'
import { withMethods } from '../../../src/kms/kms-client.ts'
import { createMemoryLogger } from '../../support/memory-logger.ts'
import { openTarget } from './target.ts'

// Addresses are the operator's to set. What is at them, or becomes of them, may still be hostile.

const used: AsyncDisposable[] = []
afterEach(async () => {
  for (const each of used.splice(0)) await each[Symbol.asyncDispose]()
})

async function serve(answer: (request: IncomingMessage, response: ServerResponse) => void) {
  const state = { requests: 0, closed: 0 }
  const server = createServer((request, response) => {
    state.requests++
    response.on('close', () => state.closed++)
    answer(request, response)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  used.push({
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  })
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return { state, url: `http://127.0.0.1:${address.port}/` }
}

/** Answers without end, as long as it is read. */
const flood = (start: string) => (_: IncomingMessage, response: ServerResponse) => {
  response.writeHead(200, { 'content-type': 'application/json' })
  response.write(start)
  const more = () => {
    if (!response.destroyed) response.write(' '.repeat(65_536), more)
  }
  more()
}

const redirectTo = (url: string) => (_: IncomingMessage, response: ServerResponse) =>
  void response.writeHead(307, { location: url }).end()

const keysFrom = (url: string) =>
  createRemoteKeySet({ url: new URL(url), clock: systemClock, logger: createMemoryLogger() })
const kmsAt = (endpoint: string) =>
  withMethods(
    createAwsKms({
      accountId: '111122223333',
      region: 'us-east-1',
      clock: systemClock,
      endpoint,
      credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    }),
  )

describe('the address of the issuer’s keys', () => {
  test('leads nowhere else', async () => {
    const inside = await serve((_, response) => void response.end('{"keys":[]}'))
    const { url } = await serve(redirectTo(inside.url))
    const keys = keysFrom(url)
    await expect(keys.keys()).rejects.toThrow(AuthenticationUnavailableError)
    keys[Symbol.dispose]()
    expect(inside.state.requests).toBe(0)
  })

  test('is not read without end', async () => {
    const { url, state } = await serve(flood('{"keys":['))
    const keys = keysFrom(url)
    await expect(keys.keys()).rejects.toThrow(AuthenticationUnavailableError)
    keys[Symbol.dispose]()
    await expect.poll(() => state.closed).toBe(1)
  })
})

describe('the endpoint of KMS', () => {
  test('leads nowhere else: what is signed for KMS is sent to nobody else', async () => {
    const inside = await serve((_, response) => void response.end('{"Keys":[]}'))
    const { url } = await serve(redirectTo(inside.url))
    using kms = kmsAt(url)
    await expect(kms.listKeys({ limit: 1 })).rejects.toThrow(GatewayError)
    expect(inside.state.requests).toBe(0)
  })

  test('is not read without end; of a change the outcome is then unknown', async () => {
    const { url, state } = await serve(flood('{"Keys":['))
    using kms = kmsAt(url)
    await expect(kms.listKeys({ limit: 1 })).rejects.toMatchObject({ code: 'KMS_UNAVAILABLE' })
    const keyId = 'arn:aws:kms:us-east-1:111122223333:key/8ed45b01-5dfd-47b2-81ff-6f4da90d1a94'
    await expect(kms.rotateKeyOnDemand(keyId)).rejects.toMatchObject({ code: 'OUTCOME_UNKNOWN' })
    await expect.poll(() => state.closed).toBe(2)
  })
})

test('no request names an address that the gateway then asks', async () => {
  const inside = await serve((_, response) => void response.end('{}'))
  const { send } = await openTarget()
  const { host } = new URL(inside.url)
  for (const headers of [
    { 'x-forwarded-host': host, 'x-forwarded-for': host, forwarded: `host=${host};for=${host}` },
    {
      'x-amz-endpoint': inside.url,
      'x-original-url': inside.url,
      'x-callback-url': inside.url,
      referer: inside.url,
    },
  ])
    await send(
      { query: '{ keys { totalCount } gateway { version } }', extensions: { url: inside.url } },
      headers,
    )
  await send({ query: 'query ($id: ID!) { node(id: $id) { id } }', variables: { id: inside.url } })
  await send({ documentId: inside.url })
  expect(inside.state.requests).toBe(0)
})
