import { describe, expect, test } from 'vitest'
import { query, readySocket, textUntil, wire } from './clients.ts'
import { createToy } from './toy.ts'

const local = { host: '127.0.0.1', port: 0 }
const soon = { headersTimeoutMs: 50, requestArrivalTimeoutMs: 100 }
/** Late enough for a client that sends its request at once, on a busy machine too. */
const later = { headersTimeoutMs: 1_000, requestArrivalTimeoutMs: 1_500 }

describe('a connection is closed with 408', () => {
  test.each([
    ['that says nothing', ''],
    ['whose headers do not end', 'POST /graphql HTTP/1.1\r\nhost: localhost\r\n'],
    [
      'whose body does not end',
      'POST /graphql HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ncontent-length: 100\r\n\r\n{"query"',
    ],
    [
      'whose chunks do not end',
      'POST /graphql HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n1\r\n{\r\n',
    ],
  ])('%s', async (_, bytes) => {
    await using toy = createToy({ limits: soon })
    const { url } = await toy.server.listen(local)
    using client = wire(url, bytes)
    const answer = await client.closed
    expect(answer).toContain('HTTP/1.1 408 ')
    expect(answer).toContain('did not arrive in time')
    expect(toy.facts).toEqual([])
    expect(toy.lines.filter(({ level }) => level === 'error')).toEqual([])
  })

  test('if the client sends one byte at a time', async () => {
    await using toy = createToy({ limits: soon })
    const { url } = await toy.server.listen(local)
    using client = wire(url, 'POST /graphql HTTP/1.1\r\nhost: localhost\r\nx-drip: ')
    const dripping = setInterval(() => client.socket.write('x'), 5)
    try {
      expect(await client.closed).toContain('HTTP/1.1 408 ')
    } finally {
      clearInterval(dripping)
    }
  })
})

const GET = 'GET /health HTTP/1.1\r\nhost: localhost\r\n\r\n'

test('an idle connection between two requests stays open longer than a request may take to arrive', async () => {
  await using toy = createToy({ limits: { ...later, keepAliveTimeoutMs: 600_000 } })
  const { url } = await toy.server.listen(local)
  using client = wire(url, GET)
  await client.heard(/healthy/)
  // A connection that sends nothing is closed in this time.
  using silent = wire(url, '')
  expect(await silent.closed).toContain('408')
  client.socket.write(GET)
  expect(await client.heard(/healthy[\s\S]*healthy/)).not.toContain('408')
})

test('a connection that stays idle after a request is closed without an error', async () => {
  await using toy = createToy({ limits: { keepAliveTimeoutMs: 50 } })
  const { url } = await toy.server.listen(local)
  using client = wire(url, GET)
  await client.heard(/healthy/)
  expect(await client.closed).not.toContain('408')
})

test('a response may take longer than the time limit of a request, and streams and WebSockets have no time limit', async () => {
  await using toy = createToy({ limits: { ...later, keepAliveTimeoutMs: 50 } })
  const { url } = await toy.server.listen(local)
  using socket = await readySocket(url)
  const stream = await fetch(`${url}/graphql`, query('subscription { ticks { value } }'))
  const answer = fetch(`${url}/graphql`, query('{ wait }'))
  // A connection that sends nothing is closed in this time.
  using silent = wire(url, '')
  expect(await silent.closed).toContain('408')
  toy.release()
  expect(await (await answer).json()).toEqual({ data: { wait: 'waited' } })
  socket.send({ id: 'a', type: 'subscribe', payload: { query: '{ hello }' } })
  expect(await socket.next()).toMatchObject({ payload: { data: { hello: 'world' } } })
  toy.tick(3)
  await textUntil(stream, /"value":3/)
})

test('a URL that is too long is rejected with the advice to use POST', async () => {
  await using toy = createToy()
  const { url } = await toy.server.listen(local)
  const long = await fetch(`${url}/graphql?query={hello}%23${'x'.repeat(17_000)}`)
  expect(long.status).toBe(431)
  expect(await long.json()).toMatchObject({
    errors: [{ message: expect.stringContaining('16384 bytes'), extensions: { code: 'BAD_REQUEST' } }],
  })
  const shorter = await fetch(`${url}/graphql?query={hello}%23${'x'.repeat(15_000)}`)
  expect(await shorter.json()).toEqual({ data: { hello: 'world' } })
})
