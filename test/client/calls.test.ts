import { describe, expect, test } from 'vitest'
import { createClient, GatewayError } from '../../client/index.ts'
import type { ClientOptions } from '../../client/index.ts'
import { startGateway } from '../support/gateway.ts'
import { startGuardedGateway } from '../support/guarded-gateway.ts'
import { listenAt } from '../subscriptions/subscribe.ts'
import { BudgetsDocument, KeyArnsDocument, RotateDocument, ViewerDocument } from './generated/graphql.ts'
import { startHttpServer } from './faulty-server.ts'

const SECRET = 'secret-token'

/** The GatewayError with which the promise rejects. */
async function errorOf(promise: Promise<unknown>): Promise<GatewayError> {
  const error: unknown = await promise.then(
    () => undefined,
    (error: unknown) => error,
  )
  if (!(error instanceof GatewayError)) throw new Error(`It is not a GatewayError: ${String(error)}`)
  return error
}

const clientOf = (url: string, options: Partial<ClientOptions> = {}) => createClient({ url, ...options })

test('a query resolves with its data, with and without variables', async () => {
  await using it = await startGateway({ speed: 0 })
  const arns = [it.emulator.createKey().arn, it.emulator.createKey().arn]
  const client = clientOf(`${await listenAt(it)}/graphql`)
  const { keys } = await client.query(KeyArnsDocument)
  expect(keys.nodes.map(({ arn }) => arn).toSorted()).toEqual(arns.toSorted())
  expect((await client.query(KeyArnsDocument, { first: 1 })).keys.nodes).toHaveLength(1)
})

test('an error of the gateway has its code, its request ID and whether to retry', async () => {
  await using it = await startGuardedGateway({ speed: 0, callers: { reader: ['reader'] } })
  const url = `${await listenAt(it)}/graphql`
  expect(await errorOf(clientOf(url).query(KeyArnsDocument))).toMatchObject({
    name: 'GatewayError',
    code: 'UNAUTHENTICATED',
    isRetryable: false,
    requestId: expect.stringMatching(/./),
    errors: [{ extensions: { code: 'UNAUTHENTICATED' } }],
  })
  const reader = clientOf(url, { credential: () => it.tokens['reader'] })
  expect(await errorOf(reader.query(KeyArnsDocument, { first: -1 }))).toMatchObject({
    code: 'BAD_USER_INPUT',
    isRetryable: false,
  })
  expect(await errorOf(reader.mutate(RotateDocument, { input: { key: { arn: 'none' } } }))).toMatchObject({
    isRetryable: false,
  })
})

test('partial data is returned with its errors by execute, and query rejects with them', async () => {
  await using it = await startGuardedGateway({ speed: 0, callers: { reader: ['reader'] } })
  const url = `${await listenAt(it)}/graphql`
  const client = clientOf(url, { credential: async () => it.tokens['reader'] })
  const { data, errors, extensions } = await client.execute(BudgetsDocument)
  expect(data).toMatchObject({ viewer: { subject: 'reader' } })
  expect(data.scopes.map(({ kmsBudgets }) => kmsBudgets)).toEqual(it.kms.map(() => null))
  expect(errors[0]).toMatchObject({ path: ['scopes', 0, 'kmsBudgets'], extensions: { code: 'FORBIDDEN' } })
  expect(extensions).toMatchObject({ cost: expect.anything() })
  expect(await errorOf(client.query(BudgetsDocument))).toMatchObject({ code: 'FORBIDDEN' })
})

test('a call whose gateway cannot be reached rejects with NETWORK_ERROR', async () => {
  const server = await startHttpServer(() => {})
  await server[Symbol.asyncDispose]()
  const error = await errorOf(clientOf(server.url).query(ViewerDocument))
  expect(error).toMatchObject({ code: 'NETWORK_ERROR', isRetryable: true, requestId: undefined, errors: [] })
  expect(error.message).not.toContain('ECONNREFUSED')
  expect(error.cause).toMatchObject({ cause: { code: 'ECONNREFUSED' } })
})

const HTML = { 'content-type': 'text/html; charset=utf-8' }

describe.each([
  { name: 'an HTML page with status 502', status: 502, headers: HTML, body: '<html>', isRetryable: true },
  { name: 'an HTML page with status 200', status: 200, headers: HTML, body: '<html>', isRetryable: false },
  { name: 'a text that is not JSON', status: 200, headers: {}, body: '{"data":', isRetryable: false },
  { name: 'JSON that is not GraphQL', status: 503, headers: {}, body: '[1]', isRetryable: true },
  {
    name: 'JSON without data and errors',
    status: 200,
    headers: {},
    body: '{"data":null}',
    isRetryable: false,
  },
  { name: 'an empty body', status: 403, headers: {}, body: '', isRetryable: false },
])('the answer of a proxy with $name', ({ status, headers, body, isRetryable }) => {
  test('rejects with INVALID_RESPONSE and its status', async () => {
    await using server = await startHttpServer((_, response) => response.writeHead(status, headers).end(body))
    const error = await errorOf(clientOf(server.url).query(ViewerDocument))
    expect(error).toMatchObject({ code: 'INVALID_RESPONSE', isRetryable })
    expect(error.message).toContain(String(status))
  })
})

test.each([401, 403, 429, 503])(
  'the error of the gateway is read from a response with status %i',
  async (status) => {
    const code =
      status === 429 ? 'TOO_MANY_SUBSCRIPTIONS' : status === 503 ? 'SERVICE_RESTARTING' : 'FORBIDDEN'
    await using server = await startHttpServer((_, response) =>
      response
        .writeHead(status, { 'retry-after': '7', 'x-request-id': 'r1' })
        .end(JSON.stringify({ errors: [{ message: 'No.', extensions: { code } }] })),
    )
    expect(await errorOf(clientOf(server.url).query(ViewerDocument))).toMatchObject({
      code,
      message: 'No.',
      requestId: 'r1',
      retryAfterSeconds: 7,
      isRetryable: status === 429 || status === 503,
    })
  },
)

test('a redirect is not followed, so that the credential stays with the gateway', async () => {
  await using other = await startHttpServer((_, response) => response.end('{}'))
  await using server = await startHttpServer((_, response) =>
    response.writeHead(307, { location: other.url }).end(),
  )
  const client = clientOf(server.url, { credential: () => SECRET })
  const error = await errorOf(client.query(ViewerDocument))
  expect(error).toMatchObject({ code: 'INVALID_RESPONSE', isRetryable: false })
  expect(error.message).toContain('redirects')
  expect(other.requests).toBe(0)
})

test('a response that is larger than its bound is not read to its end', async () => {
  let isClosed = false
  await using server = await startHttpServer((_, response) => {
    const chunk = 'x'.repeat(1_000)
    const write = () => {
      if (!isClosed) response.write(chunk, write)
    }
    response.on('close', () => (isClosed = true))
    write()
  })
  const error = await errorOf(clientOf(server.url, { maxResponseBytes: 100_000 }).query(ViewerDocument))
  expect(error).toMatchObject({ code: 'RESPONSE_TOO_LARGE', isRetryable: false })
  await expect.poll(() => isClosed).toBe(true)
})

test.each([
  ['no headers arrive', () => {}],
  ['the body does not end', (response: { write(text: string): void }) => response.write('{"data":')],
])('a call rejects with TIMEOUT when %s', async (_, begin) => {
  await using server = await startHttpServer((_, response) => begin(response))
  expect(await errorOf(clientOf(server.url, { timeoutMs: 50 }).query(ViewerDocument))).toMatchObject({
    code: 'TIMEOUT',
    isRetryable: true,
  })
})

test('a cancelled call rejects with the reason of its signal, also while it waits for the credential', async () => {
  await using server = await startHttpServer(() => {})
  const ending = new AbortController()
  const { signal } = ending
  const calls = [
    clientOf(server.url).query(ViewerDocument, {}, { signal }),
    clientOf(server.url, { credential: () => new Promise(() => {}) }).query(ViewerDocument, {}, { signal }),
  ]
  await expect.poll(() => server.requests).toBe(1)
  const reason = new Error('The page was closed.')
  ending.abort(reason)
  for (const call of calls) await expect(call).rejects.toBe(reason)
  await expect(clientOf(server.url).query(ViewerDocument, {}, { signal })).rejects.toBe(reason)
  expect(server.requests).toBe(1)
})

test('a credential that cannot be read or sent rejects the call before it is sent, and is not in the error', async () => {
  await using server = await startHttpServer((_, response) => response.end('{}'))
  const cause = new Error('The keychain is locked.')
  const failing = clientOf(server.url, { credential: () => Promise.reject(cause) })
  expect(await errorOf(failing.query(ViewerDocument))).toMatchObject({
    code: 'CREDENTIAL_UNAVAILABLE',
    isRetryable: true,
    cause,
  })
  for (const token of [`${SECRET}\n`, `Bearer ${SECRET}`, `${SECRET}ü`, '']) {
    const error = await errorOf(clientOf(server.url, { credential: () => token }).query(ViewerDocument))
    expect(error).toMatchObject({ code: 'CREDENTIAL_INVALID', isRetryable: false })
    expect(JSON.stringify([error, error.message, error.stack, error.cause])).not.toContain(SECRET)
  }
  expect(server.requests).toBe(0)
})

test.each([
  ['graphql', 'is not a URL'],
  ['ftp://127.0.0.1/graphql', "begins with 'ftp:'"],
  ['http://user:secret@127.0.0.1/graphql', 'contains a user name or a password'],
])('the URL %s is rejected', (url, message) => {
  expect(() => createClient({ url })).toThrow(message)
  expect(() => createClient({ url })).not.toThrow('secret')
})
