import { once } from 'node:events'
import { request } from 'node:http'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { json, text } from 'node:stream/consumers'
import { expect, onTestFinished, test } from 'vitest'
import { waitUntil } from '../support/wait-until.ts'
import { post, query, rawSocket, readySocket, refusedUpgrade, textUntil, wire } from './clients.ts'
import { arriveAt, embed } from './embedding.ts'
import { createToy } from './toy.ts'

const SUBSCRIPTION = 'subscription { ticks { value } }'
const hello = { data: { hello: 'world' } }
const error = (code: string) => ({ errors: [{ extensions: { code } }] })

test('a server that embeds the gateway serves queries, SSE, WebSockets and its own paths', async () => {
  await using toy = createToy()
  toy.happened.on('subscribed', () => toy.tick(1))
  await using embedder = await embed(toy.server)
  const { url } = embedder
  expect(await (await fetch(`${url}/graphql`, query('{ hello }'))).json()).toEqual(hello)
  const stream = await fetch(`${url}/graphql`, query(SUBSCRIPTION, { accept: 'text/event-stream' }))
  expect(await textUntil(stream, /data: .*\n\n/)).toContain('{"ticks":{"value":1}}')
  using socket = await readySocket(url)
  socket.send({ id: 'a', type: 'subscribe', payload: { query: SUBSCRIPTION } })
  expect(await socket.next()).toMatchObject({ id: 'a', payload: { data: { ticks: { value: 1 } } } })
  expect(await (await fetch(`${url}/own`)).text()).toBe('own')
  using own = wire(
    url,
    'GET /own HTTP/1.1\r\nhost: 127.0.0.1\r\nconnection: upgrade\r\nupgrade: websocket\r\n\r\n',
  )
  expect(await own.closed).toContain('101 Own')
})

test('aborts an operation when its client disconnects from the embedding server', async () => {
  await using toy = createToy()
  await using embedder = await embed(toy.server)
  const waiting = once(toy.happened, 'waiting')
  const left = once(toy.happened, 'left')
  const controller = new AbortController()
  const answer = fetch(`${embedder.url}/graphql`, { ...query('{ wait }'), signal: controller.signal })
  await waiting
  controller.abort()
  await expect(answer).rejects.toThrow('aborted')
  await left
})

test('disconnects a client of the embedding server that reads nothing of its response', async () => {
  await using toy = createToy({ limits: { keepAliveIntervalMs: 20 } })
  await using embedder = await embed(toy.server)
  const body = JSON.stringify({ query: 'subscription { ticks { text(length: 1000000) } }' })
  using client = wire(
    embedder.url,
    `POST /graphql HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-type: application/json\r\naccept: text/event-stream\r\ncontent-length: ${body.length}\r\n\r\n${body}`,
  )
  client.socket.pause()
  await once(toy.happened, 'subscribed')
  const ticking = setInterval(() => toy.tick(1), 1)
  try {
    const { fields } = await toy.logged(({ message }) => message === 'disconnected a slow HTTP client')
    expect(fields['waitingBytes']).toBeGreaterThan(0)
  } finally {
    clearInterval(ticking)
  }
})

test('counts a connection of the embedding server from its first request to the gateway until it closes', async () => {
  let open = 0
  let opened = 0
  const onConnection = (kind: string) => {
    if (kind !== 'TCP') return () => {}
    open++
    opened++
    return () => void open--
  }
  await using toy = createToy({ limits: { maxConnections: 1 }, observers: [{ onConnection }] })
  await using embedder = await embed(toy.server)
  const { url } = embedder
  using own = wire(url, 'GET /own HTTP/1.1\r\nhost: 127.0.0.1\r\n\r\n')
  await own.heard(/own/)
  expect(opened).toBe(0)
  using first = await readySocket(url)
  expect(open).toBe(1)
  using second = wire(url, 'GET /graphql?query={hello} HTTP/1.1\r\nhost: 127.0.0.1\r\n\r\n')
  expect(await second.closed).toMatch(/503 [\s\S]*connection: close[\s\S]*TOO_MANY_CONNECTIONS/i)
  expect(await refusedUpgrade(`${url}/graphql`, {})).toMatchObject({
    status: 503,
    body: error('TOO_MANY_CONNECTIONS'),
  })
  own.socket.write('GET /own HTTP/1.1\r\nhost: 127.0.0.1\r\n\r\n')
  await own.heard(/own[\s\S]*own/)
  first.socket.terminate()
  await waitUntil(() => open === 0)
  expect(await (await fetch(`${url}/graphql`, query('{ hello }'))).json()).toEqual(hello)
})

test('answers requests to the gateway and to other paths on one connection, in order', async () => {
  await using toy = createToy({ limits: { maxConnections: 1 } })
  await using embedder = await embed(toy.server)
  const get = (path: string) => `GET ${path} HTTP/1.1\r\nhost: 127.0.0.1\r\n\r\n`
  using client = wire(embedder.url, get('/graphql?query={hello}') + get('/own') + get('/health'))
  expect(await client.heard(/healthy/)).toMatch(/world[\s\S]*own[\s\S]*healthy/)
})

const paths = ['/graphql?query={hello}', '/graphql', '/health', '/ready', '/', '/nothing']

test.each(['10.0.0.5', '::', 'fe80::1', '::ffff:10.0.0.5', '128.0.0.1'])(
  'rejects requests that arrived at %s on every path if no credential is required',
  async (address) => {
    await using toy = createToy()
    await using embedder = await embed(toy.server, arriveAt(address))
    for (const path of paths) {
      const response = await fetch(embedder.url + path)
      expect(response.status).toBe(403)
      expect(await response.json()).toMatchObject(error('ADDRESS_NOT_ALLOWED'))
    }
    const { status, body } = await refusedUpgrade(`${embedder.url}/graphql`, {})
    expect({ status, body }).toMatchObject({ status: 403, body: error('ADDRESS_NOT_ALLOWED') })
    expect(JSON.stringify(body)).toContain('Listen on 127.0.0.1, or require credentials')
    expect(toy.facts).toEqual([])
  },
)

test('accepts requests from a network with any host name if a credential is required', async () => {
  await using toy = createToy({ host: { requiresCredential: true } })
  await using embedder = await embed(toy.server, arriveAt('10.0.0.5'))
  const { port } = new URL(embedder.url)
  using client = wire(
    embedder.url,
    `GET /graphql?query={hello} HTTP/1.1\r\nhost: kms.test:${port}\r\nconnection: close\r\n\r\n`,
  )
  expect(await client.closed).toContain('{"data":{"hello":"world"}}')
  using socket = await readySocket(embedder.url, { headers: { host: 'kms.test' } })
  expect(socket.socket.readyState).toBe(socket.socket.OPEN)
})

test('does not execute a request whose connection closed before the gateway got it', async () => {
  await using toy = createToy()
  let changes = 0
  toy.happened.on('changed', () => changes++)
  await using embedder = await embed(toy.server, async ({ method, socket }) => {
    if (method === 'GET') return
    socket.destroy()
    await once(socket, 'close')
    // Like a UNIX socket, a closed socket has no address.
    expect(socket.localAddress).toBeUndefined()
  })
  const { url } = embedder
  await expect(fetch(`${url}/graphql`, query('mutation { change }'))).rejects.toThrow('fetch failed')
  expect(await (await fetch(`${url}/graphql?query={hello}`)).json()).toEqual(hello)
  expect(changes).toBe(0)
})

test.each([false, true])(
  'requires a local or allowed host name of requests that arrived at loopback; credential required: %s',
  async (requiresCredential) => {
    await using toy = createToy({ host: { requiresCredential }, allowedHosts: ['kms.example.com'] })
    await using embedder = await embed(toy.server)
    const statusFor = async (host: string) => {
      const sent = request(`${embedder.url}/graphql?query={hello}`, {
        headers: { host },
        agent: false,
      }).end()
      const [response] = await once(sent, 'response')
      await text(response)
      return response.statusCode
    }
    expect(await statusFor('localhost')).toBe(200)
    expect(await statusFor('kms.example.com')).toBe(200)
    expect(await statusFor('evil.test')).toBe(403)
    expect(await refusedUpgrade(`${embedder.url}/graphql`, { headers: { host: 'evil.test' } })).toMatchObject(
      {
        status: 403,
        body: error('HOST_NOT_ALLOWED'),
      },
    )
  },
)

test('accepts requests on a UNIX socket', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'embedding-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const socketPath = path.join(folder, 'socket')
  await using toy = createToy()
  await using _ = await embed(toy.server, undefined, socketPath)
  const answerFor = async (host: string) => {
    const sent = request({ socketPath, path: '/graphql?query={hello}', headers: { host } }).end()
    const [response] = await once(sent, 'response')
    return json(response)
  }
  expect(await answerFor('localhost')).toEqual(hello)
  expect(await answerFor('evil.test')).toMatchObject(error('HOST_NOT_ALLOWED'))
  using socket = await readySocket(`ws+unix:${socketPath}:`)
  expect(socket.socket.readyState).toBe(socket.socket.OPEN)
})

test('uses the path that the client sent if a framework has removed the path of a mount', async () => {
  await using toy = createToy({ basePath: '/kms' })
  await using embedder = await embed(toy.server, (request) => {
    Object.assign(request, { originalUrl: request.url, url: request.url?.replace('/kms', '') })
  })
  expect(await (await fetch(`${embedder.url}/kms/graphql`, query('{ hello }'))).json()).toEqual(hello)
  expect((await fetch(`${embedder.url}/kms/health`)).status).toBe(200)
  expect((await fetch(`${embedder.url}/kms/kms/graphql`, query('{ hello }'))).status).toBe(404)
})

test('rejects a request whose body was read, with advice', async () => {
  await using toy = createToy()
  await using embedder = await embed(toy.server, (request) => json(request))
  const response = await fetch(`${embedder.url}/graphql`, query('mutation { change }'))
  expect(response.status).toBe(500)
  expect(await response.json()).toMatchObject({
    errors: [
      {
        message: expect.stringContaining('Mount the gateway before the body parser'),
        extensions: { code: 'BODY_ALREADY_READ' },
      },
    ],
  })
  expect(toy.facts).toEqual([])
})

test('rejects a request whose body is being read', async () => {
  await using toy = createToy()
  await using embedder = await embed(toy.server, (request) => void request.resume())
  const response = await fetch(`${embedder.url}/graphql`, post({ query: '{ hello }' }))
  expect(await response.json()).toMatchObject(error('BODY_ALREADY_READ'))
})

test('rejects an upgrade at another path and names the path of WebSockets', async () => {
  await using toy = createToy({ basePath: '/kms' })
  await using embedder = await embed(toy.server)
  const { status, body } = await refusedUpgrade(`${embedder.url}/other`, {})
  expect({ status, body }).toMatchObject({ status: 404, body: error('NOT_FOUND') })
  expect(JSON.stringify(body)).toContain('Connect to /kms/graphql.')
})

test('rejects an upgrade to another protocol with advice', async () => {
  await using toy = createToy()
  await using embedder = await embed(toy.server)
  using client = wire(
    embedder.url,
    'GET /graphql?query={hello} HTTP/1.1\r\nhost: 127.0.0.1\r\nconnection: upgrade\r\nupgrade: h2c\r\n\r\n',
  )
  expect(await client.closed).toMatch(/400 [\s\S]*Send other requests without this header/)
})

test('disposing the gateway ends its streams and answers its operations, and the embedding server continues', async () => {
  const toy = createToy()
  await using embedder = await embed(toy.server)
  const { url } = embedder
  using socket = await readySocket(url)
  const subscribed = once(toy.happened, 'subscribed')
  socket.send({ id: 'a', type: 'subscribe', payload: { query: SUBSCRIPTION } })
  await subscribed
  const subscribedAgain = once(toy.happened, 'subscribed')
  const stream = await fetch(`${url}/graphql`, query(SUBSCRIPTION, { accept: 'text/event-stream' }))
  const events = stream.text()
  await subscribedAgain
  const waiting = once(toy.happened, 'waiting')
  const answer = fetch(`${url}/graphql`, query('{ wait }'))
  await waiting

  let isDisposed = false
  const disposed = toy.server[Symbol.asyncDispose]().then(() => (isDisposed = true))
  expect(await socket.closed).toMatchObject({ code: 1012 })
  expect(await events).toContain('SERVICE_RESTARTING')
  expect(await (await fetch(`${url}/graphql`, query('{ hello }'))).json()).toMatchObject(
    error('SERVICE_RESTARTING'),
  )
  await expect(rawSocket(url)).rejects.toThrow('503')
  expect(isDisposed).toBe(false)
  toy.release()
  const answered = await answer
  expect(answered.headers.get('connection')).toBe('close')
  expect(await answered.json()).toEqual({ data: { wait: 'waited' } })
  await disposed
  expect(await (await fetch(`${url}/own`)).text()).toBe('own')
  expect((await fetch(`${url}/ready`)).status).toBe(503)
})

test('disposing the gateway destroys after drainTimeoutMs only the connections that it still uses', async () => {
  const toy = createToy({ limits: { drainTimeoutMs: 50 } })
  await using embedder = await embed(toy.server)
  const { url } = embedder
  using own = wire(url, 'GET /own HTTP/1.1\r\nhost: 127.0.0.1\r\n\r\n')
  await own.heard(/own/)
  const bothWaiting = new Promise<void>((resolve) => {
    let waiting = 0
    toy.happened.on('waiting', () => ++waiting === 2 && resolve())
  })
  const answer = fetch(`${url}/graphql`, query('{ wait }'))
  using socket = await readySocket(url)
  socket.send({ id: 'slow', type: 'subscribe', payload: { query: '{ wait }' } })
  await bothWaiting
  await Promise.all([expect(answer).rejects.toThrow('fetch failed'), toy.server[Symbol.asyncDispose]()])
  expect(await socket.closed).toMatchObject({ code: 1006 })
  own.socket.write('GET /own HTTP/1.1\r\nhost: 127.0.0.1\r\n\r\n')
  await own.heard(/own[\s\S]*own/)
})
