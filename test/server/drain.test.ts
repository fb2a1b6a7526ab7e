import { once } from 'node:events'
import { createClient as createSseClient } from 'graphql-sse'
import { expect, test } from 'vitest'
import { query, readySocket, rawSocket, webSocketClient, wire } from './clients.ts'
import { createToy } from './toy.ts'

const local = { host: '127.0.0.1', port: 0 }
const restarting = { extensions: { code: 'SERVICE_RESTARTING', isRetryable: true } }
const request = (path: string, init?: RequestInit) => new Request(`http://gateway.test${path}`, init)
const rawPost = (body: string) =>
  `POST /graphql HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n${body}`

test('an unused server ends immediately, and disposing it twice is safe', async () => {
  const toy = createToy()
  await toy.server.listen(local)
  const ending = toy.server[Symbol.asyncDispose]()
  expect(toy.server[Symbol.asyncDispose]()).toBe(ending)
  await ending
  await createToy().server[Symbol.asyncDispose]()
})

test('a running query is answered, /ready turns false, and new operations are rejected', async () => {
  const toy = createToy()
  const { url } = await toy.server.listen(local)
  const waiting = once(toy.happened, 'waiting')
  const answer = fetch(`${url}/graphql`, query('{ wait }'))
  await waiting
  const disposed = toy.server[Symbol.asyncDispose]()

  const ready = await toy.server.fetch(request('/ready'))
  expect(ready.status).toBe(503)
  expect(await ready.json()).toMatchObject({ ready: false })
  expect((await toy.server.fetch(request('/health'))).status).toBe(200)
  const refused = await toy.server.fetch(request('/graphql', query('{ hello }')))
  expect(refused.status).toBe(503)
  expect(refused.headers.get('retry-after')).toBe('1')
  expect(await refused.json()).toMatchObject({ errors: [restarting] })
  await expect(fetch(`${url}/health`)).rejects.toThrow('fetch failed')

  toy.release()
  expect(await (await answer).json()).toEqual({ data: { wait: 'waited' } })
  await disposed
})

test('a later operation on the same connection is rejected', async () => {
  const toy = createToy()
  const { url } = await toy.server.listen(local)
  const waiting = once(toy.happened, 'waiting')
  using client = wire(url, rawPost('{"query":"{ wait }"}'))
  await waiting
  const disposed = toy.server[Symbol.asyncDispose]()
  client.socket.write(rawPost('{"query":"{ hello }"}'))
  await toy.logged(({ fields }) => fields['outcome'] === 'rejected')
  toy.release()
  const answers = await client.closed
  expect(answers).toMatch(
    /^HTTP\/1.1 200 [\s\S]*{"wait":"waited"}[\s\S]*HTTP\/1.1 503 [\s\S]*SERVICE_RESTARTING/,
  )
  await disposed
})

test('a connection without a request does not delay the end', async () => {
  const toy = createToy()
  const { url } = await toy.server.listen(local)
  using client = wire(url, '')
  await once(client.socket, 'connect')
  using other = wire(url, 'GET /health HTTP/1.1\r\nhost: 127.0.0.1\r\n\r\n')
  await other.heard(/healthy/)
  await toy.server[Symbol.asyncDispose]()
  expect(await client.closed).toBe('')
  await other.closed
})

test('a WebSocket with only subscriptions is closed with 1012', async () => {
  const toy = createToy()
  const { url } = await toy.server.listen(local)
  using client = await readySocket(url)
  using silent = await rawSocket(url)
  const subscribed = once(toy.happened, 'subscribed')
  const returned = once(toy.happened, 'returned')
  client.send({ id: 'a', type: 'subscribe', payload: { query: 'subscription { ticks { value } }' } })
  await subscribed
  await toy.server[Symbol.asyncDispose]()
  expect(await client.closed).toEqual({ code: 1012, reason: expect.stringContaining('resume') })
  expect(await silent.closed).toMatchObject({ code: 1012 })
  await returned
  expect(toy.lines.map(({ fields }) => fields['outcome'])).toEqual(['restarted'])
})

test('a WebSocket with a running query gets the response first, and new operations are rejected', async () => {
  const toy = createToy()
  const { url } = await toy.server.listen(local)
  using client = await readySocket(url)
  const waiting = once(toy.happened, 'waiting')
  client.send({ id: 'slow', type: 'subscribe', payload: { query: '{ wait }' } })
  await waiting
  const disposed = toy.server[Symbol.asyncDispose]()
  for (const [id, text] of [
    ['new', '{ hello }'],
    ['sub', 'subscription { ticks { value } }'],
  ] as const) {
    client.send({ id, type: 'subscribe', payload: { query: text } })
    expect(await client.next()).toMatchObject({ id, type: 'error', payload: [restarting] })
  }
  toy.release()
  expect(await client.next()).toMatchObject({
    id: 'slow',
    type: 'next',
    payload: { data: { wait: 'waited' } },
  })
  expect(await client.next()).toEqual({ id: 'slow', type: 'complete' })
  expect(await client.closed).toMatchObject({ code: 1012 })
  await disposed
})

test('the client of graphql-ws reconnects after the close', async () => {
  const first = createToy()
  const second = createToy()
  const { url: firstUrl } = await first.server.listen(local)
  const { url: secondUrl } = await second.server.listen(local)
  let connections = 0
  const client = webSocketClient(firstUrl, {
    url: () => `${connections++ === 0 ? firstUrl : secondUrl}/graphql`,
    retryAttempts: 3,
    retryWait: async () => undefined,
  })
  const subscribed = once(first.happened, 'subscribed')
  const events = client.iterate({ query: 'subscription { ticks { value } }' })
  second.happened.on('subscribed', () => second.tick(2))
  const next = events.next()
  await subscribed
  await first.server[Symbol.asyncDispose]()
  expect(await next).toMatchObject({ value: { data: { ticks: { value: 2 } } } })
  await client.dispose()
  await second.server[Symbol.asyncDispose]()
})

test('an SSE stream gets an error and completes', async () => {
  const toy = createToy()
  const { url } = await toy.server.listen(local)
  const subscribed = once(toy.happened, 'subscribed')
  const returned = once(toy.happened, 'returned')
  const client = createSseClient({ url: `${url}/graphql`, retryAttempts: 0 })
  const events: unknown[] = []
  const ended = new Promise<void>((resolve, reject) => {
    client.subscribe(
      { query: 'subscription { ticks { value } }' },
      { next: (event) => events.push(event), error: reject, complete: resolve },
    )
  })
  await subscribed
  toy.tick(1)
  await toy.server[Symbol.asyncDispose]()
  await ended
  expect(events.at(-1)).toMatchObject({ errors: [restarting] })
  await returned
  expect(toy.lines.map(({ fields }) => fields['outcome'])).toEqual(['restarted'])
})

test('connections that do not end within drainTimeoutMs are destroyed', async () => {
  const toy = createToy({ limits: { drainTimeoutMs: 50 } })
  const { url } = await toy.server.listen(local)
  const bothWaiting = new Promise<void>((resolve) => {
    let waiting = 0
    toy.happened.on('waiting', () => ++waiting === 2 && resolve())
  })
  const answer = fetch(`${url}/graphql`, query('{ wait }'))
  using client = await readySocket(url)
  client.send({ id: 'slow', type: 'subscribe', payload: { query: '{ wait }' } })
  using half = wire(url, 'POST /graphql HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-length: 10\r\n\r\n{')
  await bothWaiting
  await Promise.all([
    expect(answer).rejects.toThrow('fetch failed'),
    toy.server[Symbol.asyncDispose](),
    ...toy.facts.map(({ signal }) => once(signal, 'abort')),
  ])
  expect(await client.closed).toMatchObject({ code: 1006 })
  await half.closed
  expect(toy.lines.filter(({ level }) => level === 'warn')).toHaveLength(1)
})
