import { describe, expect, test } from 'vitest'
import { post, query, wire } from './clients.ts'
import { createToy } from './toy.ts'

const graphiql = { title: 'Toy', tabs: [] }
const html = { headers: { accept: 'text/html' } }
const safe = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-resource-policy': 'same-origin',
}
const noPage = { 'content-security-policy': "default-src 'none'; frame-ancestors 'none'" }

describe('security headers are set on', () => {
  test.each<[string, string, RequestInit, object]>([
    ['an answer', '/graphql', query('{ hello }'), { ...noPage, 'cache-control': 'no-store' }],
    ['an answer to a GET', '/graphql?query={hello}', {}, { ...noPage, 'cache-control': 'no-store' }],
    ['an error', '/graphql', post('{'), { ...noPage, 'cache-control': 'no-store' }],
    ['an error', '/graphql', query('{ hello }', { origin: 'https://evil.test' }), noPage],
    ['a stream', '/graphql', query('subscription { ticks { value } }'), noPage],
    ['a probe', '/health', {}, { ...noPage, 'cache-control': 'no-store' }],
    ['what is not found', '/nothing', {}, noPage],
    ['an answer to OPTIONS', '/graphql', { method: 'OPTIONS' }, noPage],
    [
      'GraphiQL',
      '/graphql',
      html,
      { 'cross-origin-opener-policy': 'same-origin', 'cache-control': 'no-store' },
    ],
  ])('%s', async (_, path, init, expected) => {
    await using toy = createToy({ graphiql })
    const { headers, body } = await toy.server.fetch(new Request(`http://gateway.test${path}`, init))
    expect(Object.fromEntries(headers)).toMatchObject({ ...safe, ...expected })
    expect(headers.has('strict-transport-security')).toBe(false)
    expect(headers.has('x-powered-by')).toBe(false)
    await body?.cancel()
  })

  test.each([
    ['text that is not HTTP', 'hello\r\n\r\n'],
    ['an invalid address', 'GET http://evil.test/ HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n'],
    [
      'a WebSocket that is refused',
      'GET /nothing HTTP/1.1\r\nhost: localhost\r\nconnection: upgrade\r\nupgrade: websocket\r\n\r\n',
    ],
  ])('the response to %s', async (_, bytes) => {
    await using toy = createToy()
    const { url } = await toy.server.listen({ host: '127.0.0.1', port: 0 })
    using client = wire(url, bytes)
    const answer = (await client.closed).toLowerCase()
    for (const [name, value] of Object.entries({ ...safe, ...noPage }))
      expect(answer).toContain(`${name}: ${value}\r\n`)
  })
})
