import { once } from 'node:events'
import { describe, expect, test } from 'vitest'
import { createProxyTrust } from '../../src/server/http/proxy-trust.ts'
import { query, readySocket } from './clients.ts'
import { createToy } from './toy.ts'

const arrival = (
  proxies: readonly string[],
  peer: string | undefined,
  headers: Record<string, string> = {},
) => createProxyTrust(proxies)(peer, (name) => headers[name])
const clientOf = (proxies: readonly string[], peer: string, forwardedFor: string) =>
  arrival(proxies, peer, { 'x-forwarded-for': forwardedFor }).clientAddress

describe('the client’s address', () => {
  test.each<[string, string[], string, string, string]>([
    ['the peer’s, where nobody is trusted', [], '10.0.0.1', '1.2.3.4', '10.0.0.1'],
    ['the peer’s, where it is not the trusted one', ['10.0.0.2'], '10.0.0.1', '1.2.3.4', '10.0.0.1'],
    ['what a trusted proxy says', ['10.0.0.1'], '10.0.0.1', '1.2.3.4', '1.2.3.4'],
    ['what one of a trusted network says', ['10.0.0.0/8'], '10.9.8.7', '1.2.3.4', '1.2.3.4'],
    ['what one on this machine says', ['loopback'], '::ffff:127.0.0.1', '1.2.3.4', '1.2.3.4'],
    ['what one in a private network says', ['private'], '172.31.0.1', '1.2.3.4', '1.2.3.4'],
    [
      'the last one not trusted, whatever it says before',
      ['private'],
      '10.0.0.1',
      '6.6.6.6, 1.2.3.4, 10.0.0.7',
      '1.2.3.4',
    ],
    ['the first, where all are trusted', ['private'], '10.0.0.1', '10.0.0.9, 10.0.0.8', '10.0.0.9'],
    ['without a port', ['loopback'], '127.0.0.1', '1.2.3.4:5678', '1.2.3.4'],
    ['of IPv6', ['fd00::/8'], 'fd00::1', '2001:db8::1', '2001:db8::1'],
    ['of IPv6 with a port', ['::1'], '::1', '[2001:db8::1]:443', '2001:db8::1'],
    ['the proxy’s, where it names none', ['loopback'], '127.0.0.1', 'unknown', '127.0.0.1'],
    [
      'the last that is one, where nonsense comes before',
      ['private'],
      '10.0.0.1',
      "1.2.3.4', 10.0.0.7",
      '10.0.0.7',
    ],
    ['the proxy’s, where it says nothing', ['loopback'], '127.0.0.1', '', '127.0.0.1'],
  ])('is %s', (_, proxies, peer, forwardedFor, client) => {
    expect(clientOf(proxies, peer, forwardedFor)).toBe(client)
  })

  test('is unknown without a socket, for any forwarded value', () => {
    expect(arrival(['loopback'], undefined, { 'x-forwarded-for': '1.2.3.4' }).clientAddress).toBeUndefined()
  })
})

describe('host and scheme', () => {
  test.each([
    ['Kms.example.com', 'https', { host: 'kms.example.com', scheme: 'https' }],
    ['kms.example.com, inner.svc', 'https, http', { host: 'kms.example.com', scheme: 'https' }],
    ['kms.example.com:8443', 'wss', { host: 'kms.example.com:8443', scheme: 'https' }],
    ['', 'gopher', { host: undefined, scheme: undefined }],
  ])('%j by %j of a trusted proxy', (host, proto, expected) => {
    const headers = { 'x-forwarded-host': host, 'x-forwarded-proto': proto }
    expect(arrival(['loopback'], '127.0.0.1', headers)).toMatchObject(expected)
  })

  test('from an untrusted peer are ignored', () => {
    const headers = { 'x-forwarded-host': 'a.test', 'x-forwarded-proto': 'https' }
    expect(arrival(['private'], '127.0.0.1', headers)).toEqual({ clientAddress: '127.0.0.1' })
  })
})

describe('a server behind a proxy', () => {
  const forwarded = {
    'x-forwarded-for': '203.0.113.9',
    'x-forwarded-host': 'kms.example.com',
    'x-forwarded-proto': 'https',
  }

  test('logs the addresses of its clients over HTTP and WebSocket', async () => {
    await using toy = createToy({ trustedProxies: ['loopback'] })
    const { url } = await toy.server.listen({ host: '127.0.0.1', port: 0 })
    await fetch(`${url}/graphql`, query('{ hello }', forwarded))
    using client = await readySocket(url, { headers: forwarded })
    client.send({ id: 'a', type: 'subscribe', payload: { query: '{ hello }' } })
    await client.next()
    expect(toy.facts.map(({ clientAddress }) => clientAddress)).toEqual(['203.0.113.9', '203.0.113.9'])
    const logged = toy.lines.filter(({ message }) => message === 'operation')
    expect(logged.map(({ fields }) => fields['client'])).toEqual(['203.0.113.9', '203.0.113.9'])
  })

  test('accepts pages of the public host and scheme of the proxy, over HTTP and WebSocket', async () => {
    await using toy = createToy({ trustedProxies: ['loopback'] })
    const { url } = await toy.server.listen({ host: '127.0.0.1', port: 0 })
    const origin = 'https://kms.example.com'
    expect((await fetch(`${url}/graphql`, query('{ hello }', { ...forwarded, origin }))).status).toBe(200)
    using client = await readySocket(url, { headers: forwarded, origin })
    expect(client.socket.readyState).toBe(client.socket.OPEN)
    const plain = query('{ hello }', { ...forwarded, origin: 'http://kms.example.com' })
    expect((await fetch(`${url}/graphql`, plain)).status).toBe(403)
  })

  test('ignores the forwarded headers of a proxy that is not trusted', async () => {
    await using toy = createToy()
    const { url } = await toy.server.listen({ host: '127.0.0.1', port: 0 })
    const logged = once(toy.happened, 'logged')
    await fetch(`${url}/graphql`, query('{ hello }', forwarded))
    await logged
    expect(toy.facts[0]?.clientAddress).toBe('127.0.0.1')
    const page = query('{ hello }', { ...forwarded, origin: 'https://kms.example.com' })
    expect((await fetch(`${url}/graphql`, page)).status).toBe(403)
  })
})
