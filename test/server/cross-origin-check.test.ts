import { describe, expect, test } from 'vitest'
import { isLoopbackAddress } from '../../src/server/http/arrival.ts'
import { rejectCaller, rejectRead } from '../../src/server/http/cross-origin-check.ts'
import { query, refusedUpgrade, rawSocket, wire } from './clients.ts'
import { createToy } from './toy.ts'

describe('the cross-origin check', () => {
  const caller = (host: string, origin?: string, fetchSite?: string, fetchMode?: string) => ({
    host,
    origin,
    fetchSite,
    fetchMode,
  })
  const anywhere = { isUnprotected: false, isLoopbackOnly: false, allowedHosts: [], corsOrigins: [] }
  const loopback = { ...anywhere, isLoopbackOnly: true }
  const proxied = { ...loopback, allowedHosts: ['kms.example.com', 'Kms.example.com:8443'] }

  test.each([
    ['a program', caller('10.0.0.1:4000'), anywhere],
    [
      'a page of the server’s own',
      caller('gw.test:4000', 'http://gw.test:4000', 'same-origin', 'cors'),
      anywhere,
    ],
    ['such a page behind TLS', caller('gw.test', 'https://gw.test', 'same-origin', 'cors'), anywhere],
    ['such a page where the port is spelt out', caller('gw.test:443', 'https://gw.test'), anywhere],
    ['an address typed in', caller('gw.test', undefined, 'none', 'navigate'), anywhere],
    ['a link on another page', caller('gw.test', undefined, 'cross-site', 'navigate'), anywhere],
    ['localhost', caller('localhost:4000'), loopback],
    ['127.0.0.1', caller('127.0.0.1:4000', 'http://127.0.0.1:4000'), loopback],
    ['[::1]', caller('[::1]:4000'), loopback],
    ['a name under localhost', caller('kms.localhost:4000'), loopback],
    ['a proxy that keeps its name', caller('kms.example.com', 'https://kms.example.com'), proxied],
    ['a proxy on a port of its own', caller('kms.example.com:8443', 'https://kms.example.com:8443'), proxied],
    ['a proxy that does not keep its name', caller('127.0.0.1:4000', 'https://kms.example.com'), proxied],
  ])('accepts %s', (_, who, policy) => {
    expect(rejectCaller(who, policy)).toBeUndefined()
  })

  test.each([
    [
      'a page of another site',
      caller('gw.test', 'https://evil.test'),
      anywhere,
      'ORIGIN_NOT_ALLOWED',
      'https://evil.test',
    ],
    [
      'a page on another port',
      caller('localhost:4000', 'http://localhost:3000'),
      loopback,
      'ORIGIN_NOT_ALLOWED',
      ':3000',
    ],
    ['a page in a sandbox', caller('gw.test', 'null'), anywhere, 'ORIGIN_NOT_ALLOWED', 'null'],
    [
      'a page whose origin ends alike',
      caller('gw.test', 'https://evil-gw.test'),
      anywhere,
      'ORIGIN_NOT_ALLOWED',
      'evil-gw',
    ],
    ['a file', caller('gw.test', 'file://'), anywhere, 'ORIGIN_NOT_ALLOWED', 'file://'],
    [
      'an image on another page',
      caller('gw.test', undefined, 'cross-site', 'no-cors'),
      anywhere,
      'ORIGIN_NOT_ALLOWED',
      'cross-site',
    ],
    [
      'a script on a page next door',
      caller('gw.test', undefined, 'same-site', 'no-cors'),
      anywhere,
      'ORIGIN_NOT_ALLOWED',
      'same-site',
    ],
    [
      'a name made to point here',
      caller('evil.test:4000', 'http://evil.test:4000'),
      loopback,
      'HOST_NOT_ALLOWED',
      'evil.test',
    ],
    [
      'a name that looks like loopback',
      caller('127.0.0.1.evil.test'),
      loopback,
      'HOST_NOT_ALLOWED',
      '127.0.0.1.evil.test',
    ],
    ['a name that ends in localhost', caller('evillocalhost'), loopback, 'HOST_NOT_ALLOWED', 'evillocalhost'],
    ['a proxy’s name on another port', caller('kms.example.com:9999'), proxied, 'HOST_NOT_ALLOWED', ':9999'],
  ])('rejects %s with the reason', (_, who, policy, code, quoted) => {
    const error = rejectCaller(who, policy)
    expect(error).toMatchObject({ status: 403, code })
    expect(error?.message).toContain(quoted)
  })

  test.each([
    ['a page of a listed origin', caller('gw.test', 'https://app.test', 'cross-site', 'cors'), true],
    ['such a page in another scheme', caller('gw.test', 'http://app.test', 'cross-site', 'cors'), false],
    ['such a page on another port', caller('gw.test', 'https://app.test:8443', 'cross-site', 'cors'), false],
    ['an image on such a page', caller('gw.test', undefined, 'cross-site', 'no-cors'), false],
  ])('for listed origins, %s is accepted: %s', (_, who, may) => {
    const policy = { ...anywhere, corsOrigins: ['https://app.test'] }
    expect(rejectCaller(who, policy)?.code).toBe(may ? undefined : 'ORIGIN_NOT_ALLOWED')
  })

  test.each([
    ['as the proxy was asked for', { forwardedHost: 'kms.test' }, 'https://kms.test', true],
    [
      'in the scheme of the proxy',
      { forwardedHost: 'kms.test', forwardedScheme: 'https' },
      'https://kms.test',
      true,
    ],
    ['in another one', { forwardedHost: 'kms.test', forwardedScheme: 'https' }, 'http://kms.test', false],
    ['as the gateway is known to the proxy', { forwardedHost: 'kms.test' }, 'http://127.0.0.1:4000', false],
  ])('checks a page behind a trusted proxy, %s', (_, forwarded, origin, may) => {
    const who = { ...caller('127.0.0.1:4000', origin), ...forwarded }
    expect(rejectCaller(who, loopback)?.code).toBe(may ? undefined : 'ORIGIN_NOT_ALLOWED')
  })

  test.each([
    ['https://kms.example.com', undefined],
    ['http://kms.example.com', 'ORIGIN_NOT_ALLOWED'],
  ])(
    'compares the scheme of a page of an allowed host with that of the trusted proxy: %s',
    (origin, code) => {
      const who = { ...caller('kms.example.com', origin), forwardedScheme: 'https' }
      expect(rejectCaller(who, proxied)?.code).toBe(code)
    },
  )

  test('rejects a host name that was made to resolve to loopback, also with X-Forwarded-Host', () => {
    const who = { ...caller('evil.test', 'http://evil.test'), forwardedHost: 'evil.test' }
    expect(rejectCaller(who, loopback)?.code).toBe('HOST_NOT_ALLOWED')
  })

  test.each([
    ['a program', {}, true],
    ['an address typed in', { fetchSite: 'none', fetchMode: 'navigate' }, true],
    ['a page of the server’s own', { fetchSite: 'same-origin', fetchMode: 'cors' }, true],
    ['such a page, in an old browser', { referer: 'http://gw.test/graphql' }, true],
    ['a page of a listed origin, in an old browser', { referer: 'https://app.test/a?b' }, true],
    ['a program that says nonsense', { referer: 'nonsense' }, true],
    ['a link on another page', { fetchSite: 'cross-site', fetchMode: 'navigate' }, false],
    ['a frame on a page next door', { fetchSite: 'same-site', fetchMode: 'navigate' }, false],
    ['an image on another page, in an old browser', { referer: 'https://evil.test/' }, false],
    ['a page whose name ends alike, in an old browser', { referer: 'http://evil-gw.test/' }, false],
  ])('%s can execute an operation by GET: %j %s', (_, facts, may) => {
    const policy = { ...anywhere, corsOrigins: ['https://app.test'] }
    const error = rejectRead({ ...caller('gw.test'), ...facts }, policy)
    expect(error?.code).toBe(may ? undefined : 'ORIGIN_NOT_ALLOWED')
  })

  test.each([
    ['127.0.0.1', true],
    ['127.1.2.3', true],
    ['::1', true],
    ['::ffff:127.0.0.1', true],
    ['0.0.0.0', false],
    ['::', false],
    ['10.127.0.1', false],
  ])('%s is a loopback address: %s', (address, expected) => {
    expect(isLoopbackAddress(address)).toBe(expected)
  })
})

describe('a server on loopback', () => {
  test('rejects requests for another host name', async () => {
    await using toy = createToy()
    const { url } = await toy.server.listen({ host: '127.0.0.1', port: 0 })
    using client = wire(
      url,
      'GET /graphql?query={hello} HTTP/1.1\r\nhost: evil.test\r\nconnection: close\r\n\r\n',
    )
    const answer = await client.closed
    expect(answer).toContain('HTTP/1.1 403')
    expect(answer).toContain('HOST_NOT_ALLOWED')
    expect(toy.facts).toEqual([])
  })

  test('rejects a WebSocket of a page of another origin or for another host name', async () => {
    await using toy = createToy()
    const { url } = await toy.server.listen({ host: '127.0.0.1', port: 0 })
    expect(await refusedUpgrade(`${url}/graphql`, { origin: 'https://evil.test' })).toMatchObject({
      status: 403,
      body: { errors: [{ extensions: { code: 'ORIGIN_NOT_ALLOWED' } }] },
    })
    expect(await refusedUpgrade(`${url}/graphql`, { headers: { host: 'evil.test' } })).toMatchObject({
      status: 403,
      body: { errors: [{ extensions: { code: 'HOST_NOT_ALLOWED' } }] },
    })
  })

  test('opens a WebSocket for a page of its own origin', async () => {
    await using toy = createToy()
    const { url } = await toy.server.listen({ host: '127.0.0.1', port: 0 })
    using client = await rawSocket(url, 'graphql-transport-ws', { origin: url })
    expect(client.socket.readyState).toBe(client.socket.OPEN)
  })
})

test('a page of another origin cannot execute a mutation', async () => {
  await using toy = createToy()
  let changes = 0
  toy.happened.on('changed', () => changes++)
  const request = new Request(
    'http://gateway.test/graphql',
    query('mutation { change }', { origin: 'https://evil.test' }),
  )
  const response = await toy.server.fetch(request)
  expect(response.status).toBe(403)
  expect(response.headers.get('access-control-allow-origin')).toBeNull()
  expect(changes).toBe(0)
})

test('a link from another site opens GraphiQL, and executes nothing if GraphiQL is disabled', async () => {
  const link = { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate', accept: 'text/html,*/*;q=0.8' }
  const request = () => new Request('http://gateway.test/graphql?query={hello}', { headers: link })
  await using withPage = createToy({ graphiql: { title: 'Toy', tabs: [] } })
  expect((await withPage.server.fetch(request())).headers.get('content-type')).toContain('text/html')
  await using without = createToy()
  const refused = await without.server.fetch(request())
  expect(refused.status).toBe(403)
  expect(await refused.json()).toMatchObject({ errors: [{ extensions: { code: 'ORIGIN_NOT_ALLOWED' } }] })
  expect([...withPage.facts, ...without.facts]).toEqual([])
})

test('a subscription requested by an image is rejected', async () => {
  await using toy = createToy()
  const headers = { referer: 'https://evil.test/', accept: 'text/event-stream' }
  const request = new Request('http://gateway.test/graphql?query=subscription{ticks{value}}', { headers })
  expect((await toy.server.fetch(request)).status).toBe(403)
  expect(toy.facts).toEqual([])
})

test.each(['text/plain', undefined])(
  'a body that needs no CORS preflight, with content type %s, is rejected',
  async (type) => {
    await using toy = createToy()
    const { url } = await toy.server.listen({ host: '127.0.0.1', port: 0 })
    const body = '{"query":"mutation { change }"}'
    const content = type === undefined ? '' : `content-type: ${type}\r\n`
    // As an old browser would, that says nothing of where it is.
    using client = wire(
      url,
      `POST /graphql HTTP/1.1\r\nhost: localhost\r\n${content}content-length: ${body.length}\r\nconnection: close\r\n\r\n${body}`,
    )
    expect(await client.closed).toContain('UNSUPPORTED_MEDIA_TYPE')
    expect(toy.facts).toEqual([])
  },
)
