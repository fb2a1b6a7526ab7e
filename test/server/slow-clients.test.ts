import { describe, expect, test } from 'vitest'
import { query, readySocket, wire } from './clients.ts'
import { createToy } from './toy.ts'

const local = { host: '127.0.0.1', port: 0 }
const soon = { headersTimeoutMs: 50, requestArrivalTimeoutMs: 100 }

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
    await using toy = createToy(soon)
    const { url } = await toy.server.listen(local)
    using client = wire(url, bytes)
    const answer = await client.closed
    expect(answer).toContain('HTTP/1.1 408 ')
    expect(answer).toContain('did not arrive in time')
    expect(toy.facts).toEqual([])
    expect(toy.lines.filter(({ level }) => level === 'error')).toEqual([])
  })

  test('that drips a byte at a time', async () => {
    await using toy = createToy(soon)
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

test('a connection that is idle between two requests is kept as long as it may be, then closed', async () => {
  await using toy = createToy({ ...soon, keepAliveTimeoutMs: 400 })
  const { url } = await toy.server.listen(local)
  const get = 'GET /health HTTP/1.1\r\nhost: localhost\r\n\r\n'
  using client = wire(url, get)
  await client.heard(/healthy/)
  // Another that says nothing is closed meanwhile; this one still serves.
  using silent = wire(url, '')
  expect(await silent.closed).toContain('408')
  client.socket.write(get)
  await client.heard(/healthy[\s\S]*healthy/)
  expect(await client.closed).not.toContain('408')
})

test('an answer may take longer than a request, and a stream and a WebSocket as long as they like', async () => {
  await using toy = createToy({ ...soon, keepAliveTimeoutMs: 50 })
  const { url } = await toy.server.listen(local)
  using socket = await readySocket(url)
  const stream = await fetch(`${url}/graphql`, query('subscription { ticks { value } }'))
  const answer = fetch(`${url}/graphql`, query('{ wait }'))
  for (let times = 0; times < 4; times++) {
    using silent = wire(url, '')
    await silent.closed
  }
  toy.release()
  expect(await (await answer).json()).toEqual({ data: { wait: 'waited' } })
  socket.send({ id: 'a', type: 'subscribe', payload: { query: '{ hello }' } })
  expect(await socket.next()).toMatchObject({ payload: { data: { hello: 'world' } } })
  toy.tick(3)
  const reader = stream.body?.getReader()
  let text = ''
  while (!text.includes('"value":3')) text += new TextDecoder().decode((await reader?.read())?.value)
  await reader?.cancel()
})

test('an address too long for a GET is refused, and told to POST', async () => {
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
