import { once } from 'node:events'
import { expect, test } from 'vitest'
import { post, query, readySocket, wire } from './clients.ts'
import { createToy } from './toy.ts'

const local = { host: '127.0.0.1', port: 0 }

test.each([
  ['no HTTP', 'hello\r\n\r\n', 400],
  ['no host', 'GET /health HTTP/1.1\r\n\r\n', 400],
  ['an invalid host', 'GET /health HTTP/1.1\r\nhost: a b/c\r\n\r\n', 400],
  ['a host with a password', 'GET /health HTTP/1.1\r\nhost: a:b@localhost\r\n\r\n', 400],
  [
    'an address in full, as to a proxy',
    'GET http://evil.test/health HTTP/1.1\r\nhost: localhost\r\n\r\n',
    400,
  ],
  ['a line without end', `GET /${'x'.repeat(20_000)} HTTP/1.1\r\nhost: localhost\r\n\r\n`, 431],
  [
    'two lengths',
    'POST /graphql HTTP/1.1\r\nhost: localhost\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\n{}',
    400,
  ],
  [
    'a broken chunk',
    'POST /graphql HTTP/1.1\r\nhost: localhost\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n',
    400,
  ],
  [
    'an upgrade without a key',
    'GET /graphql HTTP/1.1\r\nhost: localhost\r\nconnection: upgrade\r\nupgrade: websocket\r\n\r\n',
    400,
  ],
])('%s is a client error, and the server continues', async (_, bytes, status) => {
  await using toy = createToy()
  const { url } = await toy.server.listen(local)
  using client = wire(url, bytes)
  expect(await client.heard(/HTTP\/1\.1 \d{3}/)).toContain(`HTTP/1.1 ${status} `)
  client.socket.destroy()
  expect((await fetch(`${url}/health`)).status).toBe(200)
  expect(toy.lines.filter(({ level }) => level === 'error')).toEqual([])
})

test('an incomplete body is not logged as an error', async () => {
  await using toy = createToy()
  const { url } = await toy.server.listen(local)
  using client = wire(
    url,
    'POST /graphql HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ncontent-length: 100\r\n\r\n{"query"',
  )
  await once(client.socket, 'connect')
  client.socket.end()
  await client.closed
  expect((await fetch(`${url}/health`)).status).toBe(200)
  expect(toy.lines.filter(({ level }) => level === 'error')).toEqual([])
})

test('a body over the limit gets a response, and its connection stays open', async () => {
  await using toy = createToy({ limits: { maxBodyBytes: 1000 } })
  const { url } = await toy.server.listen(local)
  const text = JSON.stringify({ query: `{ hello } #${'x'.repeat(300_000)}` })
  const big = post(text)
  const chunked = { ...big, body: new Blob([text]).stream(), duplex: 'half' }
  for (const init of [big, chunked]) {
    const answer = await fetch(`${url}/graphql`, init)
    expect(answer.status).toBe(413)
    expect(await answer.json()).toMatchObject({
      errors: [{ extensions: { code: 'REQUEST_ENTITY_TOO_LARGE' } }],
    })
  }
  const small = await fetch(`${url}/graphql`, query('{ hello }'))
  expect(await small.json()).toEqual({ data: { hello: 'world' } })
})

test('HEAD is answered without a body', async () => {
  await using toy = createToy()
  const { url } = await toy.server.listen(local)
  using client = wire(url, 'HEAD /health HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n')
  const answer = await client.closed
  expect(answer).toContain('HTTP/1.1 200')
  expect(answer.endsWith('\r\n\r\n')).toBe(true)
})

test('an offer of HTTP/2, as sent by the HTTP client of Java, is ignored and the request is answered', async () => {
  await using toy = createToy()
  const { url } = await toy.server.listen(local)
  const body = '{"query":"{ hello }"}'
  const offer = 'Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAEAAEAAAAIAAAAB\r\n'
  using client = wire(
    url,
    `POST /graphql HTTP/1.1\r\nHost: localhost\r\n${offer}Content-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
  )
  await client.heard(/{"data":{"hello":"world"}}/)
  client.socket.write('GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n')
  expect(await client.heard(/{"healthy":true}/)).not.toContain('HTTP/1.1 101')
})

test('a server can listen on IPv6 loopback', async () => {
  await using toy = createToy()
  const { url } = await toy.server.listen({ host: '::1', port: 0 })
  expect(url).toMatch(/^http:\/\/\[::1\]:\d+$/)
  expect((await fetch(`${url}/health`)).status).toBe(200)
  using client = await readySocket(url)
  expect(client.socket.protocol).toBe('graphql-transport-ws')
})

test('listening on an address in use rejects with the error of Node', async () => {
  await using first = createToy()
  await using second = createToy()
  const { url } = await first.server.listen(local)
  const listening = second.server.listen({ host: '127.0.0.1', port: Number(new URL(url).port) })
  await expect(listening).rejects.toMatchObject({ code: 'EADDRINUSE' })
})

const UPGRADE =
  'upgrade: websocket\r\nconnection: upgrade\r\nsec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==\r\nsec-websocket-version: 13\r\n'

test.each([
  ['TRACE', 'TRACE /graphql HTTP/1.1\r\nhost: localhost\r\n\r\n', 405, 'METHOD_NOT_ALLOWED'],
  ['a request without a Host header', 'GET /graphql HTTP/1.1\r\n\r\n', 400, 'BAD_REQUEST'],
  [
    'an unknown expectation is ignored',
    'GET /nothing HTTP/1.1\r\nhost: localhost\r\nexpect: wonders\r\n\r\n',
    404,
    'NOT_FOUND',
  ],
  ['a WebSocket by POST', `POST /graphql HTTP/1.1\r\nhost: localhost\r\n${UPGRADE}\r\n`, 400, 'BAD_REQUEST'],
  [
    'a WebSocket of another version',
    `GET /graphql HTTP/1.1\r\nhost: localhost\r\n${UPGRADE.replace('13', '99')}\r\n`,
    400,
    'BAD_REQUEST',
  ],
  [
    'a WebSocket with a broken key',
    `GET /graphql HTTP/1.1\r\nhost: localhost\r\n${UPGRADE.replace('==', '')}\r\n`,
    400,
    'BAD_REQUEST',
  ],
  [
    'a WebSocket with broken protocols',
    `GET /graphql HTTP/1.1\r\nhost: localhost\r\nsec-websocket-protocol: ,,\r\n${UPGRADE}\r\n`,
    400,
    'BAD_REQUEST',
  ],
])('%s gets a response with a code, and nothing is logged as an error', async (_, bytes, status, code) => {
  await using toy = createToy()
  const { url } = await toy.server.listen(local)
  using client = wire(url, bytes)
  const heard = await client.heard(/"code":"[A-Z_]+"/)
  expect(heard).toContain(`HTTP/1.1 ${status} `)
  expect(heard).toContain(`"code":"${code}"`)
  expect(toy.lines.filter(({ level }) => level === 'error')).toEqual([])
})
