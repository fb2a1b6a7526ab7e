import { afterEach, describe, expect, test } from 'vitest'
import { bearer } from '../support/credentials.ts'
import { everyRole, startGuardedGateway } from '../support/guarded-gateway.ts'
import type { GuardedGateway } from '../support/guarded-gateway.ts'
import { query as postOf, rawSocket, readySocket, wire } from '../server/clients.ts'
import { START, createStillClock } from '../support/still-clock.ts'
import { listenAt } from '../subscriptions/subscribe.ts'
import { waitUntil } from '../support/wait-until.ts'

const started: GuardedGateway[] = []
afterEach(async () => {
  await Promise.all(started.splice(0).map((gateway) => gateway[Symbol.asyncDispose]()))
})
async function start() {
  const authClock = createStillClock()
  const gateway = await startGuardedGateway({
    speed: 0,
    authClock,
    callers: { reader: ['reader'], guest: [], brief: ['reader'] },
    expiry: { brief: new Date(START + 60_000) },
  })
  started.push(gateway)
  gateway.emulator.createKey()
  return { gateway, authClock, url: await listenAt(gateway) }
}

const KEYS = '{ keys { nodes { arn } } }'
const STREAM = 'subscription { rotationCompleted { __typename } }'
const subscribe = (id: string, query: string, headers?: object) => ({
  id,
  type: 'subscribe',
  payload: { query, ...(headers ? { extensions: { headers } } : {}) },
})
const errorOf = (code: string) => expect.objectContaining({ extensions: expect.objectContaining({ code }) })

describe.each(['POST', 'GET'] as const)('over %s', (method) => {
  const ask = (url: string, query: string, headers: Record<string, string> = {}) =>
    method === 'POST'
      ? fetch(`${url}/graphql`, postOf(query, headers))
      : fetch(`${url}/graphql?query=${encodeURIComponent(query)}`, {
          headers: { accept: 'application/json', ...headers },
        })

  test('a valid credential gets a response', async () => {
    const { gateway, url } = await start()
    const response = await ask(url, KEYS, bearer(gateway.as('reader').token))
    expect(response.status).toBe(200)
    expect(await response.json()).toMatchObject({ data: { keys: { nodes: [{}] } } })
  })

  test.each<[what: string, headers: Record<string, string>]>([
    ['a missing credential', {}],
    ['an unknown token', { authorization: 'Bearer unknown-token' }],
    ['a credential of another scheme', { authorization: 'Basic YWxpY2U6c2VjcmV0' }],
  ])('%s is rejected with status 401 and what to send, and KMS is not called', async (_, headers) => {
    const { gateway, url } = await start()
    for (const query of [KEYS, `{ gateway { version } ...F } fragment F on Query { keys { totalCount } }`]) {
      const response = await ask(url, query, headers)
      expect(response.status).toBe(401)
      expect(response.headers.get('www-authenticate')).toBe('Bearer')
      const text = await response.text()
      expect(JSON.parse(text)).toEqual({ errors: [errorOf('UNAUTHENTICATED')] })
      expect(text).not.toMatch(/unknown-token|YWxpY2U6c2VjcmV0/)
    }
    expect(gateway.emulator.calls()).toBe(0)
  })

  test('a caller without the permission gets an error for the field', async () => {
    const { gateway, url } = await start()
    const response = await ask(url, KEYS, bearer(gateway.as('guest').token))
    expect(await response.json()).toMatchObject({
      data: null,
      errors: [{ path: ['keys'], extensions: { code: 'FORBIDDEN' } }],
    })
    expect(gateway.emulator.calls()).toBe(0)
  })

  test('a token in the URL is not accepted', async () => {
    const { gateway, url } = await start()
    const { token } = gateway.as('reader')
    const response = await fetch(
      `${url}/graphql?token=${token}&access_token=${token}&query={keys{totalCount}}`,
    )
    expect(response.status).toBe(401)
  })

  test('the gateway, the viewer and the schema need no credential, but an invalid credential is rejected', async () => {
    const { url } = await start()
    const open =
      '{ gateway { mode } viewer { subject permissions } __typename __schema { queryType { name } } }'
    expect(await (await ask(url, open)).json()).toMatchObject({
      data: {
        gateway: { mode: 'EMULATED' },
        viewer: { subject: 'anonymous', permissions: [] },
        __typename: 'Query',
        __schema: { queryType: { name: 'Query' } },
      },
    })
    expect((await ask(url, open, { authorization: 'Bearer x' })).status).toBe(401)
  })
})

test('a token is rejected after it expires', async () => {
  const { gateway, authClock } = await start()
  const ask = async () => (await gateway.post(KEYS, { headers: bearer(gateway.as('brief').token) })).status
  expect(await ask()).toBe(200)
  await authClock.pass(60_000)
  expect(await ask()).toBe(401)
})

test('GraphiQL and the probes need no credential', async () => {
  const { url } = await start()
  const page = await fetch(`${url}/graphql`, { headers: { accept: 'text/html' } })
  expect([page.status, await page.text()]).toEqual([200, expect.stringContaining('graphiql')])
  for (const path of ['/health', '/ready']) expect((await fetch(url + path)).status).toBe(200)
})

describe('over SSE', () => {
  const stream = (url: string, headers: Record<string, string> = {}) =>
    fetch(`${url}/graphql?query=${encodeURIComponent(STREAM)}`, {
      headers: { accept: 'text/event-stream', ...headers },
    })

  test('an invalid or missing credential is reported in the stream, because a browser can read it only there', async () => {
    const { url } = await start()
    for (const headers of [{}, { authorization: 'Bearer x' }]) {
      const text = await (await stream(url, headers)).text()
      expect(text).toContain('"code":"UNAUTHENTICATED"')
      expect(text).toMatch(/event: complete/)
    }
  })

  test('the stream ends with UNAUTHENTICATED when the token expires, and leaves no timer', async () => {
    const { gateway, authClock, url } = await start()
    const response = await stream(url, bearer(gateway.as('brief').token))
    const text = response.text()
    await authClock.pass(59_999)
    expect(authClock.sleeping).toBe(1)
    await authClock.pass(1)
    expect(await text).toMatch(
      /event: next\ndata: \{"errors":\[\{"message":"The credential has expired\. Reconnect with a new credential and resume\.".*"code":"UNAUTHENTICATED"[^\n]*\n\nevent: complete/,
    )
    expect(authClock.sleeping).toBe(0)
  })
})

describe('over WebSocket', () => {
  test.each(['Authorization', 'authorization'])(
    'the credential may come in connectionParams.%s',
    async (name) => {
      const { gateway, url } = await start()
      using client = await rawSocket(url)
      client.send({ type: 'connection_init', payload: { [name]: `Bearer ${gateway.as('reader').token}` } })
      expect(await client.next()).toEqual({ type: 'connection_ack' })
      client.send(subscribe('a', KEYS))
      expect(await client.next()).toMatchObject({ id: 'a', payload: { data: { keys: { nodes: [{}] } } } })
    },
  )

  test('a credential can be sent in the opening request or with each operation, as GraphiQL does', async () => {
    const { gateway, url } = await start()
    const headers = bearer(gateway.as('reader').token)
    using byRequest = await readySocket(url, { headers })
    byRequest.send(subscribe('a', KEYS))
    expect(await byRequest.next()).toMatchObject({ payload: { data: { keys: { nodes: [{}] } } } })

    using byOperation = await readySocket(url)
    byOperation.send(subscribe('a', KEYS))
    expect(await byOperation.next()).toMatchObject({
      id: 'a',
      payload: { errors: [errorOf('UNAUTHENTICATED')] },
    })
    expect(await byOperation.next()).toEqual({ id: 'a', type: 'complete' })
    byOperation.send(subscribe('b', KEYS, headers))
    expect(await byOperation.next()).toMatchObject({ id: 'b', payload: { data: { keys: { nodes: [{}] } } } })
  })

  test.each<[what: string, params: object, headers: Record<string, string>]>([
    ['in connectionParams', { authorization: 'Bearer x' }, {}],
    ['of another scheme', { Authorization: 'Basic x' }, {}],
    ['with the request', {}, { authorization: 'Bearer x' }],
  ])('an invalid credential %s closes the connection with 4403', async (_, payload, headers) => {
    const { url } = await start()
    using client = await rawSocket(url, 'graphql-transport-ws', { headers })
    client.send({ type: 'connection_init', payload })
    expect(await client.closed).toEqual({ code: 4403, reason: 'Forbidden' })
  })

  test('an invalid credential of one operation is rejected under its ID, and other operations continue', async () => {
    const { gateway, url } = await start()
    using client = await readySocket(url, { headers: bearer(gateway.as('reader').token) })
    client.send(subscribe('bad', KEYS, { authorization: 'Bearer x' }))
    expect(await client.next()).toMatchObject({
      id: 'bad',
      type: 'error',
      payload: [errorOf('UNAUTHENTICATED')],
    })
    client.send(subscribe('good', KEYS))
    expect(await client.next()).toMatchObject({ id: 'good', type: 'next' })
  })

  test('a connection is closed with 4403 when its token expires, even if it is idle', async () => {
    const { gateway, authClock, url } = await start()
    const headers = bearer(gateway.as('brief').token)
    using idle = await readySocket(url, { headers })
    using busy = await readySocket(url, { headers })
    busy.send(subscribe('a', STREAM))
    busy.send(subscribe('b', '{ __typename }'))
    expect(await busy.next()).toMatchObject({ id: 'b' })
    await authClock.pass(60_000)
    const end = {
      code: 4403,
      reason: 'UNAUTHENTICATED: The credential has expired. Reconnect with a new credential and resume.',
    }
    expect(await idle.closed).toEqual(end)
    expect(await busy.closed).toEqual(end)
    expect(authClock.sleeping).toBe(0)
  })

  test('an operation ends when its token expires, and the connection continues', async () => {
    const { gateway, authClock, url } = await start()
    using client = await readySocket(url, { headers: bearer(gateway.as('reader').token) })
    client.send(subscribe('brief', STREAM, bearer(gateway.as('brief').token)))
    client.send(subscribe('ready', '{ __typename }'))
    expect(await client.next()).toMatchObject({ id: 'ready' })
    expect(await client.next()).toMatchObject({ id: 'ready', type: 'complete' })
    await waitUntil(() => authClock.sleeping > 0)
    await authClock.pass(60_000)
    expect(await client.next()).toMatchObject({
      id: 'brief',
      type: 'error',
      payload: [errorOf('UNAUTHENTICATED')],
    })
    client.send(subscribe('after', KEYS))
    expect(await client.next()).toMatchObject({ id: 'after', type: 'next' })
  })

  test('a policy change that does not affect a credential ends nothing, on read-only gateways and for callers without a credential', async () => {
    await using gateway = await startGuardedGateway({
      callers: { reader: ['rotator'], gone: ['reader'] },
      gateway: { isReadOnly: true },
    })
    const url = await listenAt(gateway)
    using gone = await readySocket(url, { headers: bearer(gateway.as('gone').token) })
    using streaming = await readySocket(url)
    streaming.send(subscribe('stream', STREAM, bearer(gateway.as('reader').token)))
    streaming.send(subscribe('ready', '{ __typename }'))
    expect(await streaming.next()).toMatchObject({ id: 'ready' })
    expect(await streaming.next()).toMatchObject({ id: 'ready', type: 'complete' })
    gateway.rewrite(everyRole, { reader: ['rotator'] })
    expect(await gone.closed).toMatchObject({ code: 4403 })
    streaming.send(subscribe('after', '{ __typename }'))
    expect(await streaming.next()).toMatchObject({ id: 'after', type: 'next' })
    expect(await streaming.next()).toMatchObject({ id: 'after', type: 'complete' })
    gateway.rewrite(everyRole, {})
    expect(await streaming.next()).toMatchObject({ id: 'stream', payload: [errorOf('UNAUTHENTICATED')] })
  })

  test('a disconnected connection leaves no timer', async () => {
    const { gateway, authClock, url } = await start()
    const client = await readySocket(url, { headers: bearer(gateway.as('brief').token) })
    expect(authClock.sleeping).toBe(1)
    client[Symbol.dispose]()
    await waitUntil(() => authClock.sleeping === 0)
  })
})

test('the log contains no credential and no part of one', async () => {
  const { gateway, url } = await start()
  const { token } = gateway.as('reader')
  const secret = 'the-secret-token'
  for (const authorization of [`Bearer ${token}`, `Bearer ${secret}`, `Basic ${secret}`]) {
    await gateway.post(KEYS, { headers: { authorization } })
    using client = await rawSocket(url)
    client.send({ type: 'connection_init', payload: { authorization } })
    await Promise.race([client.next(), client.closed])
  }
  const log = JSON.stringify(gateway.logger.lines)
  expect(log).toContain('rejected a WebSocket connection')
  for (const word of [token, secret]) expect(log).not.toContain(word)
})

test('with authentication the gateway can listen on any address', async () => {
  await using gateway = await startGuardedGateway({ callers: {} })
  const { url } = await gateway.gateway.listen({ host: '0.0.0.0', port: 0 })
  expect((await fetch(`${url}/graphql?query={keys{totalCount}}`)).status).toBe(401)
})

test('a host in allowedHosts is accepted, such as the host of a reverse proxy', async () => {
  await using gateway = await startGuardedGateway({
    callers: {},
    gateway: { allowedHosts: ['kms.example.com'] },
  })
  const { url } = await gateway.gateway.listen({ host: '127.0.0.1', port: 0 })
  for (const [host, status] of [
    ['kms.example.com', '200 OK'],
    ['evil.example.com', '403 Forbidden'],
  ]) {
    using connection = wire(url, `GET /health HTTP/1.1\r\nhost: ${host}\r\nconnection: close\r\n\r\n`)
    expect(await connection.closed).toContain(`HTTP/1.1 ${status}`)
  }
})
