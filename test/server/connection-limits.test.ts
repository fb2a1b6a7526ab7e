import { request } from 'node:http'
import type { RequestOptions } from 'node:http'
import { text } from 'node:stream/consumers'
import { expect, test } from 'vitest'
import { waitUntil } from '../support/wait-until.ts'
import { readySocket, refusedUpgrade, wire } from './clients.ts'
import { createToy } from './toy.ts'

const local = { host: '127.0.0.1', port: 0 }
const GET = 'GET /health HTTP/1.1\r\nhost: 127.0.0.1\r\n\r\n'
const SUBSCRIPTION = encodeURIComponent('subscription { ticks { value } }')
const QUERY = encodeURIComponent('{ hello }')
const errors = (code: string) => ({ errors: [{ extensions: { code, isRetryable: true } }] })

/** One request on a connection of its own. */
function ask(url: string, path: string, options: RequestOptions = {}) {
  return new Promise<{ status: number; headers: object; body: unknown }>((resolve, reject) => {
    const asked = request(`${url}${path}`, { agent: false, ...options }, (response) => {
      const { statusCode: status = 0, headers } = response
      text(response).then((body) => resolve({ status, headers, body: JSON.parse(body) }), reject)
    })
    asked.on('error', reject)
    asked.end()
  })
}

test('a connection over the limit gets the error for any request, and is not counted', async () => {
  await using toy = createToy({ limits: { maxConnections: 2 } })
  const { url } = await toy.server.listen(local)
  using socket = await readySocket(url)
  using other = wire(url, GET)
  await other.heard(/healthy/)

  const refused = {
    status: 503,
    headers: { connection: 'close', 'retry-after': '5' },
    body: errors('TOO_MANY_CONNECTIONS'),
  }
  for (let again = 0; again < 3; again++)
    expect(await ask(url, `/graphql?query=${QUERY}`)).toMatchObject(refused)
  const stream = { headers: { accept: 'text/event-stream' } }
  expect(await ask(url, `/graphql?query=${SUBSCRIPTION}`, stream)).toMatchObject(refused)
  expect(await refusedUpgrade(`${url}/graphql`, {})).toMatchObject({
    status: 503,
    body: errors('TOO_MANY_CONNECTIONS'),
  })

  socket.send({ id: 'a', type: 'subscribe', payload: { query: '{ hello }' } })
  expect(await socket.next()).toMatchObject({ payload: { data: { hello: 'world' } } })
  other.socket.destroy()
  await waitUntil(async () => (await ask(url, `/graphql?query=${QUERY}`)).status === 200)
  expect(toy.facts).toHaveLength(2)
})

test('probes are answered on a connection over the limit', async () => {
  await using toy = createToy({ limits: { maxConnections: 1 } })
  const { url } = await toy.server.listen(local)
  using first = await readySocket(url)
  expect(await ask(url, '/health')).toMatchObject({ status: 200, body: { healthy: true } })
  expect(await ask(url, '/ready')).toMatchObject({ status: 200, body: { ready: true } })
  expect(first.socket.readyState).toBe(first.socket.OPEN)
})

test('a connection over the limit of its address is rejected, and connections of other addresses are accepted', async () => {
  await using toy = createToy({ limits: { maxConnectionsPerAddress: 1 } })
  const { url } = await toy.server.listen(local)
  using first = await readySocket(url)
  const { status, body } = await ask(url, `/graphql?query=${QUERY}`)
  expect({ status, body }).toMatchObject({ status: 429, body: errors('TOO_MANY_CONNECTIONS_OF_ADDRESS') })
  expect(JSON.stringify(body)).toContain('127.0.0.1 has 1 connections')
  expect(await ask(url, `/graphql?query=${QUERY}`, { localAddress: '127.0.0.2' })).toMatchObject({
    status: 200,
  })
  expect(first.socket.readyState).toBe(first.socket.OPEN)
})

test('connections over the limit that send no request are closed', async () => {
  await using toy = createToy({ limits: { maxConnections: 1 } })
  const { url } = await toy.server.listen(local)
  using first = await readySocket(url)
  const silent = Array.from({ length: 101 }, () => wire(url, ''))
  const [closed, heard] = await Promise.race(
    silent.map(async ({ closed }, index) => [index, await closed] as const),
  )
  expect(heard).toBe('')
  silent.find((_, index) => index !== closed)?.socket.destroy()
  await waitUntil(() =>
    ask(url, '/health').then(
      ({ status }) => status === 200,
      () => false,
    ),
  )
  expect(toy.lines.filter(({ level }) => level === 'warn')).toHaveLength(1)
  expect(first.socket.readyState).toBe(first.socket.OPEN)
  for (const { socket } of silent) socket.destroy()
})

test('pipelined requests count as operations of their connection', async () => {
  await using toy = createToy({ limits: { maxOperationsPerConnection: 2 } })
  const { url } = await toy.server.listen(local)
  const get = `GET /graphql?query=${encodeURIComponent('{ wait }')} HTTP/1.1\r\nhost: 127.0.0.1\r\n\r\n`
  let waiting = 0
  toy.happened.on('waiting', () => {
    if (++waiting === 2) toy.release()
  })
  using client = wire(url, get.repeat(3))
  expect(await client.heard(/TOO_MANY_OPERATIONS/)).toMatch(/^(HTTP\/1.1 200 [\s\S]*){2}HTTP\/1.1 429 /)
  expect(waiting).toBe(2)
})
