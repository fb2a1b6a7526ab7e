import * as fc from 'fast-check'

const METHODS = [
  'GET',
  'POST',
  'PUT',
  'HEAD',
  'OPTIONS',
  'TRACE',
  'CONNECT',
  'PRI',
  'get',
  'P\u0000ST',
  '',
] as const
const TARGETS = [
  '/graphql',
  '/graphql/',
  '/graphql?query=%7B__typename%7D',
  '/graphql?query={__typename}&variables=[',
  '/graphql?query=%',
  '/graphql?documentId=%00',
  '/health',
  '/ready',
  '/',
  '//evil.test/graphql',
  '/../../etc/passwd',
  '/%2e%2e/%00',
  '*',
  'http://evil.test/graphql',
  'evil.test:443',
  '/graphql#x',
  '/\\\\x',
  '',
] as const
const HEADERS = [
  'content-type: application/json',
  'content-type: application/json; charset=utf-7',
  'content-type: multipart/form-data; boundary=x',
  'content-type: ',
  'content-length: 24',
  'content-length: -1',
  'content-length: 0x10',
  'content-length: 99999999999999999999',
  'content-length: 5, 5',
  'transfer-encoding: chunked',
  'transfer-encoding: gzip, chunked',
  'transfer-encoding: identity',
  'Transfer-Encoding : chunked',
  'expect: 100-continue',
  'expect: something',
  'connection: upgrade, close',
  'upgrade: websocket',
  'upgrade: h2c',
  'sec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==',
  'sec-websocket-version: 13',
  'sec-websocket-version: 99',
  'sec-websocket-protocol: graphql-transport-ws',
  'sec-websocket-protocol: ,,,',
  'accept: text/event-stream',
  'accept: */*;q=x,,;',
  'accept: nothing/at-all',
  'accept: text/html',
  'accept-encoding: br;q=0, *;q=0',
  'origin: null',
  'origin: http://evil.test',
  'origin: %%%',
  'cookie: a=b',
  'cache-control: max-age=99999999999999999999999, no-cache=x, =,,',
  'cache-control: max-age=0',
  'cache-control: max-age=-1, no-store',
  'x-request-id: \u00ff\u0080',
  'x-forwarded-for: 1.2.3.4, ::1, unknown, "[',
  'x-forwarded-host: evil.test:99999',
  'x-forwarded-proto: javascript',
  'forwarded: for=;;by',
  'traceparent: 00-00000000000000000000000000000000-0000000000000000-ff',
  'authorization: Bearer \u0001',
  'range: bytes=9-1',
  'x: \u0000',
  'no colon',
  ': empty',
  ' folded: x',
  '__proto__: x',
  'constructor: x',
  `x-long: ${'x'.repeat(20_000)}`,
] as const
const BODIES = [
  '{"query":"{__typename}"}',
  '{"query":"{__typename}"',
  '18\r\n{"query":"{__typename}"}\r\n0\r\n\r\n',
  '18;ext="\r\n{"query":"{__typename}"}\r\n0\r\nTrailer: x\r\n\r\n',
  'ffffffffffffffff\r\nx',
  '-1\r\n\r\n',
  'zz\r\n\r\n',
  '5\r\nab',
  '0\r\n\r\nGET /health HTTP/1.1\r\nhost: 127.0.0.1\r\n\r\n',
  '',
] as const

const header = fc.oneof(
  { weight: 12, arbitrary: fc.constantFrom(...HEADERS) },
  {
    weight: 1,
    arbitrary: fc
      .tuple(fc.string({ maxLength: 10 }), fc.string({ unit: 'binary', maxLength: 20 }))
      .map((pair) => pair.join(':')),
  },
)

const request = fc
  .record({
    method: fc.oneof({ weight: 3, arbitrary: fc.constantFrom('GET', 'POST') }, fc.constantFrom(...METHODS)),
    target: fc.oneof(
      { weight: 3, arbitrary: fc.constant('/graphql') },
      { weight: 3, arbitrary: fc.constantFrom(...TARGETS) },
      fc.webPath(),
      fc.string({ unit: 'binary', maxLength: 30 }),
    ),
    version: fc.constantFrom(
      'HTTP/1.1',
      'HTTP/1.1',
      'HTTP/1.1',
      'HTTP/1.0',
      'HTTP/2.0',
      'HTTP/9',
      'http/1.1',
      '',
    ),
    host: fc.oneof(
      { weight: 9, arbitrary: fc.constant('host: 127.0.0.1') },
      fc.constantFrom('host: evil.test', 'host: [::1', 'host:', 'a: b'),
    ),
    headers: fc.array(header, { maxLength: 4 }),
    newline: fc.oneof({ weight: 9, arbitrary: fc.constant('\r\n') }, fc.constantFrom('\n', '\r')),
    body: fc.oneof(fc.constantFrom(...BODIES), fc.string({ unit: 'binary', maxLength: 60 })),
  })
  .map(({ method, target, version, host, headers, newline, body }) =>
    [`${method} ${target} ${version}`, host, ...headers, '', body].join(newline),
  )

/** Some bytes changed, some left out, the end cut off. */
const damaged = fc
  .tuple(request, fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 4 }), fc.option(fc.nat()))
  .map(([text, changes, end]) => {
    const bytes = Buffer.from(text, 'latin1')
    for (const [at, byte] of changes) if (bytes.length > 0) bytes[at % bytes.length] = byte
    return (end === null ? bytes : bytes.subarray(0, end % (bytes.length + 1))).toString('latin1')
  })

/** Bytes for a port that expects HTTP, as text of one byte a character. */
export const hostileBytes: fc.Arbitrary<string> = fc.oneof(
  { weight: 5, arbitrary: request },
  { weight: 3, arbitrary: damaged },
  { weight: 1, arbitrary: fc.tuple(request, request).map((both) => both.join('')) },
  {
    weight: 1,
    arbitrary: fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes).toString('latin1')),
  },
)
