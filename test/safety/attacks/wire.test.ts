import { describe, expect, test } from 'vitest'
import { wire } from '../../server/clients.ts'
import { openTarget, rotationOf } from './target.ts'

const head = (...lines: readonly string[]) => `${lines.join('\r\n')}\r\n\r\n`

describe('a request of which two readers could see two ends', () => {
  test.each<[what: string, headers: readonly string[], body: string]>([
    ['with a length and chunks', ['content-length: 6', 'transfer-encoding: chunked'], '0\r\n\r\nG'],
    ['with chunks and a length', ['transfer-encoding: chunked', 'content-length: 6'], '0\r\n\r\nG'],
    ['with two lengths', ['content-length: 0', 'content-length: 300'], ''],
    ['with one length twice', ['content-length: 0', 'content-length: 0'], ''],
    ['with a list for a length', ['content-length: 0, 300'], ''],
    ['with a length that is not a number', ['content-length: +0'], ''],
    ['with an unknown transfer coding', ['transfer-encoding: xchunked'], '0\r\n\r\n'],
    ['with chunked before another coding', ['transfer-encoding: chunked, identity'], '0\r\n\r\n'],
    ['with a space before the colon', ['content-length : 0'], ''],
    ['with a header that goes on in the next line', ['transfer-encoding:', ' chunked'], '0\r\n\r\n'],
    ['with an invalid chunk size', ['transfer-encoding: chunked'], '0x0\r\n\r\n'],
  ])('%s is refused, and nothing behind it is read', async (_, headers, body) => {
    const { gateway, url } = await openTarget()
    const { arn } = gateway.emulator.createKey()
    const hidden = JSON.stringify({ query: `mutation { ${rotationOf(arn)} }` })
    const smuggled = `${head('POST /graphql HTTP/1.1', 'host: 127.0.0.1', 'content-type: application/json', `content-length: ${hidden.length}`)}${hidden}`
    const first = head(
      'POST /graphql HTTP/1.1',
      'host: 127.0.0.1',
      'content-type: application/json',
      ...headers,
    )
    using client = wire(url, first + body + smuggled)
    const answers = await client.closed
    expect(answers.match(/^HTTP\/1\.1 \d+/gm)).toEqual(['HTTP/1.1 400'])
    expect(answers).toContain('"BAD_REQUEST"')
    expect(gateway.emulator.calls()).toBe(0)
  })

  test('with two Host headers, or none, is refused', async () => {
    const { url } = await openTarget()
    for (const hosts of [['host: 127.0.0.1', 'host: evil.test'], []]) {
      using client = wire(url, head('GET /health HTTP/1.1', ...hosts, 'connection: close'))
      expect(await client.closed).toMatch(/^HTTP\/1\.1 400/)
    }
  })
})

describe('an answer is not written by who asks', () => {
  test.each([
    '/%0d%0aset-cookie:%20session=stolen',
    '/graphql%0d%0a%0d%0a<script>alert(1)</script>',
    '/graphql?query=%0d%0aset-cookie:%20session=stolen',
    '/graphql?query={__typename}&operationName=%0d%0aset-cookie:%20session=stolen',
    '/graphql?documentId=%0d%0aset-cookie:%20session=stolen',
  ])('by the address %s', async (path) => {
    const { url } = await openTarget()
    const { headers, text } = await fetch(url + path).then(async (response) => ({
      headers: response.headers,
      text: await response.text(),
    }))
    expect(headers.has('set-cookie')).toBe(false)
    expect(headers.get('content-type')).toMatch(/json/)
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(() => JSON.parse(text)).not.toThrow()
  })

  test('by headers that are echoed', async () => {
    const { gateway, url } = await openTarget({ gateway: { corsOrigins: ['https://app.example.com'] } })
    for (const [name, value] of [
      ['x-request-id', 'abcdefgh\tset-cookie: a=b'],
      ['x-request-id', '<script>alert(1)</script>'],
      ['origin', 'https://app.example.com\tx: y'],
      ['access-control-request-headers', 'x-stolen\tx: y'],
    ]) {
      using client = wire(
        url,
        head(
          'POST /graphql HTTP/1.1',
          'host: 127.0.0.1',
          'content-length: 0',
          'connection: close',
          `${name}: ${value}`,
        ),
      )
      const [headers = ''] = (await client.closed).split('\r\n\r\n')
      expect(headers).toMatch(/^HTTP\/1\.1 4\d\d/)
      expect(headers).not.toMatch(/set-cookie|script|x: y/i)
    }
    expect(gateway.emulator.calls()).toBe(0)
  })
})

test.each([
  '/graphql/assets/../../package.json',
  '/graphql/assets/..%2f..%2fpackage.json',
  '/graphql/assets/%2e%2e/%2e%2e/package.json',
  '/graphql/assets/....//....//etc/passwd',
  '/graphql/assets/..\\..\\package.json',
  '/graphql/assets//etc/passwd',
  '/graphql/assets/%00',
  '/../../../../etc/passwd',
  '//etc/passwd',
])('no file is served at %s', async (path) => {
  const { url } = await openTarget()
  using client = wire(url, head(`GET ${path} HTTP/1.1`, 'host: 127.0.0.1', 'connection: close'))
  const answer = await client.closed
  expect(answer).toMatch(/^HTTP\/1\.1 404/)
  expect(answer).not.toMatch(/devDependencies|root:/)
})

describe('what is between, such as a cache,', () => {
  test('stores no response, and serves different responses to browsers and programs', async () => {
    const { url } = await openTarget({ gateway: { corsOrigins: ['https://app.example.com'] } })
    const address = `${url}/graphql?query={viewer{subject}}`
    const [json, html] = await Promise.all([
      fetch(address, { headers: { accept: 'application/json' } }),
      fetch(address, { headers: { accept: 'text/html' } }),
    ])
    for (const response of [json, html]) {
      expect(response.headers.get('cache-control')).toBe('no-store')
      expect(response.headers.get('vary')).toContain('origin')
      await response.text()
    }
    expect(html.headers.get('vary')).toContain('accept')
  })

  test('finds nothing of a forged Host, scheme or path in an answer', async () => {
    const { url } = await openTarget()
    for (const path of ['/', '/graphql', '/nothing']) {
      const response = await fetch(url + path, {
        redirect: 'manual',
        headers: {
          'x-forwarded-host': 'evil.test',
          'x-forwarded-proto': 'evil',
          'x-original-url': '/evil',
          'x-rewrite-url': '/evil',
          accept: 'text/html',
        },
      })
      expect(`${JSON.stringify([...response.headers])} ${await response.text()}`).not.toMatch(/evil/)
    }
  })

  test.each(['x-http-method-override', 'x-http-method', 'x-method-override'])(
    'makes no change of a read by %s',
    async (name) => {
      const { gateway, url } = await openTarget()
      const { arn } = gateway.emulator.createKey()
      const query = encodeURIComponent(`mutation { ${rotationOf(arn)} }`)
      const response = await fetch(`${url}/graphql?query=${query}`, { headers: { [name]: 'POST' } })
      expect(response.status).toBe(405)
      expect(gateway.emulator.calls()).toBe(0)
    },
  )
})
