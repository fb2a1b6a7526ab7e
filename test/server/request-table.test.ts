import { describe, expect, test } from 'vitest'
import { quoted } from '../../src/server/operation/quoted.ts'
import { post, readySocket } from './clients.ts'
import { createToy } from './toy.ts'
import type { Toy } from './toy.ts'

const local = { host: '127.0.0.1', port: 0 }
const JSON_TYPE = 'application/json'
const RESPONSE_TYPE = 'application/graphql-response+json'
const STREAM_TYPE = 'text/event-stream'

interface Answered {
  readonly status?: number
  readonly errors: readonly { readonly message: string; readonly code: unknown }[]
}

const ofBody = (
  body: { errors?: { message: string; extensions: { code: string } }[] },
  status?: number,
): Answered => ({
  ...(status === undefined ? {} : { status }),
  errors: (body.errors ?? []).map(({ message, extensions }) => ({ message, code: extensions.code })),
})

async function over(toy: Toy, request: Request): Promise<Answered> {
  const response = await toy.server.fetch(request)
  const text = await response.text()
  const streamed = /^event: next\ndata: (.*)$/m.exec(text)?.[1]
  return ofBody(JSON.parse(streamed ?? text), response.status)
}

const posted = (sent: unknown, accept: string) =>
  new Request(
    'http://gateway.test/graphql',
    post(typeof sent === 'string' ? sent : JSON.stringify(sent), { accept }),
  )

/** Undefined where an address cannot say it. */
function got(sent: unknown, accept: string): Request | undefined {
  if (typeof sent !== 'object' || sent === null || Array.isArray(sent)) return undefined
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(sent)) {
    const isJson = name === 'variables' || name === 'extensions'
    if (typeof value === 'string') search.set(name, value)
    else if (isJson) search.set(name, JSON.stringify(value))
    else return undefined
  }
  return new Request(`http://gateway.test/graphql?${search}`, { headers: { accept } })
}

async function overWebSocket(toy: Toy, sent: unknown): Promise<Answered> {
  const { url } = await toy.server.listen(local)
  using client = await readySocket(url)
  client.send({ id: 'a', type: 'subscribe', ...(sent === undefined ? {} : { payload: sent }) })
  const message = JSON.parse(JSON.stringify(await client.next()))
  expect(client.socket.readyState).toBe(client.socket.OPEN)
  return ofBody({ errors: message.type === 'error' ? message.payload : message.payload.errors })
}

const deep = (levels: number): unknown => JSON.parse('['.repeat(levels) + ']'.repeat(levels))
const TWO = 'query A { hello } query B { hello }'

/**
 * What is wrong, what is sent, the code, and words of the message. A string is a body that is not JSON, which only POST
 * can carry.
 */
const ROWS: readonly (readonly [string, unknown, string, string])[] = [
  ['a body that is not JSON', '{"query":', 'BAD_REQUEST', `not JSON: '{"query":'`],
  ['a JSON array', [{ query: '{ hello }' }], 'BAD_REQUEST', 'batches are not served'],
  ['a JSON number', 7, 'BAD_REQUEST', 'The request is the number 7'],
  ['JSON null', null, 'BAD_REQUEST', 'The request is null'],
  ['JSON true', true, 'BAD_REQUEST', 'The request is true'],
  ['nothing', {}, 'BAD_REQUEST', 'no query'],
  ['a null query', { query: null }, 'BAD_REQUEST', 'no query'],
  ['an empty query', { query: '' }, 'BAD_REQUEST', 'no query'],
  ['a blank query', { query: ' \n' }, 'GRAPHQL_PARSE_FAILED', 'Syntax Error: Unexpected <EOF>'],
  ['a comment', { query: '# hello' }, 'GRAPHQL_PARSE_FAILED', 'Syntax Error: Unexpected <EOF>'],
  ['a query that is a number', { query: 7 }, 'BAD_REQUEST', "'query' is the number 7. It must be a string"],
  ['a query that is an object', { query: { a: 1 } }, 'BAD_REQUEST', "'query' is an object"],
  ['a query that is an array', { query: ['{ hello }'] }, 'BAD_REQUEST', "'query' is an array"],
  [
    'variables that are a list',
    { query: '{ hello }', variables: [1] },
    'BAD_REQUEST',
    "'variables' is an array",
  ],
  ['variables that are a number', { query: '{ hello }', variables: 7 }, 'BAD_REQUEST', 'the number 7'],
  ['variables that are false', { query: '{ hello }', variables: false }, 'BAD_REQUEST', 'is false'],
  ['variables that are not JSON', { query: '{ hello }', variables: '{v' }, 'BAD_REQUEST', "the string '{v'"],
  [
    'extensions that are a list',
    { query: '{ hello }', extensions: ['x'] },
    'BAD_REQUEST',
    "'extensions' is an array. It must be a JSON object",
  ],
  ['extensions that are text', { query: '{ hello }', extensions: 'x' }, 'BAD_REQUEST', "the string 'x'"],
  [
    'an operation name that is a number',
    { query: '{ hello }', operationName: 7 },
    'BAD_REQUEST',
    'the number 7',
  ],
  [
    'a name that is not in the document',
    { query: TWO, operationName: 'C' },
    'OPERATION_RESOLUTION_FAILURE',
    "has the operations 'A, B', and operationName is 'C'",
  ],
  [
    'two operations without a name',
    { query: TWO },
    'OPERATION_RESOLUTION_FAILURE',
    'operationName is not given',
  ],
  [
    'two operations with an empty name',
    { query: TWO, operationName: '' },
    'OPERATION_RESOLUTION_FAILURE',
    'operationName is not given',
  ],
  [
    'a document without an operation',
    { query: 'fragment F on Query { hello }' },
    'OPERATION_RESOLUTION_FAILURE',
    'The document has no operation',
  ],
  ['a document that is not GraphQL', { query: '{' }, 'GRAPHQL_PARSE_FAILED', 'Syntax Error'],
  ['a document that does not fit', { query: '{ nothing }' }, 'GRAPHQL_VALIDATION_FAILED', '"nothing"'],
  ['a type definition', { query: 'type A { a: Int }' }, 'OPERATION_RESOLUTION_FAILURE', 'no operation'],
  [
    'a variable that is missing',
    { query: 'query ($v: Int!) { echo(value: $v) }' },
    'BAD_USER_INPUT',
    'type "Int!"',
  ],
  [
    'a number that is too large',
    { query: 'query ($v: Int!) { echo(value: $v) }', variables: { v: 1e300 } },
    'BAD_USER_INPUT',
    'Int cannot represent',
  ],
  [
    'a value that is nested too deep',
    { query: 'query ($v: Int!) { echo(value: $v) }', variables: { v: deep(500) } },
    'BAD_USER_INPUT',
    'Int cannot represent',
  ],
  [
    'variables with __proto__ only',
    { query: 'query ($v: Int!) { echo(value: $v) }', variables: JSON.parse('{"__proto__":{"v":7}}') },
    'BAD_USER_INPUT',
    'type "Int!"',
  ],
  ['an id of a document that is a number', { documentId: 7 }, 'BAD_REQUEST', 'is the number 7'],
  ['an id of a document that is not known', { documentId: 'x' }, 'PERSISTED_DOCUMENT_NOT_FOUND', "'x'"],
  [
    'a hash that is a number',
    { extensions: { persistedQuery: { version: 1, sha256Hash: 7 } } },
    'BAD_REQUEST',
    'is the number 7',
  ],
]

const FOLLOWS_MEDIA_TYPE = new Set(['GRAPHQL_PARSE_FAILED', 'GRAPHQL_VALIDATION_FAILED', 'BAD_USER_INPUT'])

describe('a malformed request is answered the same way over POST, GET, SSE and WebSocket', () => {
  test.each(ROWS)('%s', async (_, sent, code, words) => {
    await using toy = createToy()
    const answered = await over(toy, posted(sent, RESPONSE_TYPE))
    expect(answered).toMatchObject({ status: 400, errors: [{ code }] })
    expect(answered.errors[0]?.message).toContain(words)
    const { errors } = answered

    const status = FOLLOWS_MEDIA_TYPE.has(code) ? 200 : 400
    expect(await over(toy, posted(sent, JSON_TYPE))).toEqual({ status, errors })
    expect(await over(toy, posted(sent, STREAM_TYPE))).toEqual({ status: 200, errors })
    const gets = [got(sent, RESPONSE_TYPE), got(sent, JSON_TYPE), got(sent, STREAM_TYPE)]
    const byGet = await Promise.all(gets.map(async (request) => (request ? over(toy, request) : undefined)))
    expect(byGet).toEqual(
      [400, status, 200].map((expected, index) => gets[index] && { status: expected, errors }),
    )
    const byWebSocket = typeof sent === 'string' ? undefined : await overWebSocket(toy, sent)
    expect(byWebSocket).toEqual(typeof sent === 'string' ? undefined : { errors })
    expect(toy.lines.filter(({ level }) => level === 'error')).toEqual([])
  })

  test('a member that is not known is quoted over POST and WebSocket; other query parameters are left out', async () => {
    await using toy = createToy()
    for (const name of ['que', 'doc_id', '__proto__']) {
      const sent = JSON.parse(`{"query":"{ hello }","${name}":1}`)
      const answered = await over(toy, posted(sent, JSON_TYPE))
      expect(answered).toMatchObject({ status: 400, errors: [{ code: 'BAD_REQUEST' }] })
      expect(answered.errors[0]?.message).toContain(`the member '${name}'`)
      await using other = createToy()
      expect(await overWebSocket(other, sent)).toEqual({ errors: answered.errors })
    }
    const request = new Request('http://gateway.test/graphql?query={hello}&utm_source=x&utm_source=y')
    expect(await over(toy, request)).toEqual({ status: 200, errors: [] })
  })

  test('rejects deeply nested variables with BAD_USER_INPUT, over HTTP and WebSocket', async () => {
    await using toy = createToy()
    const nested = '['.repeat(20_000) + ']'.repeat(20_000)
    const query = 'query ($v: Int!) { echo(value: $v) }'
    const sent = `{"query":"${query}","variables":{"v":${nested}}}`
    const { errors } = await over(toy, posted(sent, JSON_TYPE))
    expect(errors).toMatchObject([{ code: 'BAD_USER_INPUT' }])
    const { url } = await toy.server.listen(local)
    using client = await readySocket(url)
    client.send(`{"id":"a","type":"subscribe","payload":${sent}}`)
    expect(await client.next()).toMatchObject({
      id: 'a',
      payload: { errors: [{ message: errors[0]?.message }] },
    })
  })

  test('an empty body and a missing payload have no query', async () => {
    await using toy = createToy()
    const { errors } = await over(toy, posted({}, JSON_TYPE))
    expect(await over(toy, posted('', JSON_TYPE))).toEqual({ status: 400, errors })
    expect(await over(toy, new Request('http://gateway.test/graphql'))).toEqual({ status: 400, errors })
    expect(await overWebSocket(toy, undefined)).toEqual({ errors })
  })

  test('what looks like a credential is not quoted', async () => {
    await using toy = createToy()
    const token = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhbGljZSJ9.c2lnbmF0dXJl'
    for (const sent of [
      `authorization: Bearer ${token}`,
      { query: '{ hello }', variables: `{"token":"${token}"` },
      { query: '{ hello }', extensions: `Bearer ${token}` },
      { query: '{ hello }', [`AKIAABCDEFGHIJKLMNOP`]: 1 },
    ]) {
      const { errors } = await over(toy, posted(sent, JSON_TYPE))
      expect(errors).toMatchObject([{ code: 'BAD_REQUEST' }])
      expect(JSON.stringify(errors)).not.toMatch(/eyJ|AKIAA/)
    }
  })

  test('a text is quoted on one line of bounded length', () => {
    expect(quoted('a\u0000\nb')).toBe("'a b'")
    expect(quoted('x'.repeat(10_000))).toBe(`'${'x'.repeat(80)}…'`)
    expect(quoted(`x`.repeat(75) + ' Bearer abcdefghijkl')).not.toContain('abc')
  })
})

describe('bodies', () => {
  const body = (bytes: Buffer<ArrayBuffer> | string, contentType = JSON_TYPE, headers = {}) =>
    new Request('http://gateway.test/graphql', {
      method: 'POST',
      headers: { 'content-type': contentType, ...headers },
      body: bytes,
    })
  const text = '{"query":"{ hello }"}'

  test('a byte order mark is left out, over POST and WebSocket', async () => {
    await using toy = createToy()
    expect(await over(toy, body(`\uFEFF${text}`))).toEqual({ status: 200, errors: [] })
    const { url } = await toy.server.listen(local)
    using client = await readySocket(url)
    client.send(`\uFEFF${JSON.stringify({ id: 'a', type: 'subscribe', payload: { query: '{ hello }' } })}`)
    expect(await client.next()).toMatchObject({ id: 'a', payload: { data: { hello: 'world' } } })
  })

  test.each([
    ['UTF-16', Buffer.from(text, 'utf16le')],
    ['UTF-16 with a byte order mark', Buffer.from(`\uFEFF${text}`, 'utf16le')],
    ['Latin-1', Buffer.from('{"query":"{ hello } # é"}', 'latin1')],
  ])('one in %s is rejected with the encoding to use', async (_, bytes) => {
    await using toy = createToy()
    const message = 'The body is not UTF-8. Encode it as UTF-8.'
    expect(await over(toy, body(bytes))).toEqual({ status: 400, errors: [{ message, code: 'BAD_REQUEST' }] })
  })

  test.each(['application/json; charset=utf-8', 'application/json;charset="UTF-8"'])(
    'with content-type %s are read',
    async (contentType) => {
      await using toy = createToy()
      expect(await over(toy, body(text, contentType))).toEqual({ status: 200, errors: [] })
    },
  )

  test.each([
    'application/json; charset=utf-16',
    'application/json; charset=iso-8859-1',
    'application/graphql+json',
    'text/json',
  ])('with content-type %s are rejected, and it is quoted', async (contentType) => {
    await using toy = createToy()
    const answered = await over(toy, body(text, contentType))
    expect(answered).toMatchObject({ status: 415, errors: [{ code: 'UNSUPPORTED_MEDIA_TYPE' }] })
    expect(answered.errors[0]?.message).toContain(contentType)
  })

  test('with a content-encoding are rejected with its name', async () => {
    await using toy = createToy()
    const answered = await over(toy, body(text, JSON_TYPE, { 'content-encoding': 'gzip' }))
    expect(answered).toMatchObject({ status: 415, errors: [{ code: 'UNSUPPORTED_MEDIA_TYPE' }] })
    expect(answered.errors[0]?.message).toContain("'gzip'")
  })
})

describe('a query string', () => {
  test.each(['query', 'variables', 'operationName', 'extensions', 'documentId'])(
    'with two of %s is rejected',
    async (name) => {
      await using toy = createToy()
      const request = new Request(`http://gateway.test/graphql?${name}={}&${name}={}`)
      expect(await over(toy, request)).toEqual({
        status: 400,
        errors: [
          {
            code: 'BAD_REQUEST',
            message: `The query parameter '${name}' is given more than once. Give it once.`,
          },
        ],
      })
    },
  )

  test('with empty parameters is one without them', async () => {
    await using toy = createToy()
    const request = new Request(
      'http://gateway.test/graphql?query={hello}&variables=&operationName=&extensions=&documentId=',
    )
    expect(await over(toy, request)).toEqual({ status: 200, errors: [] })
  })
})

describe('an Accept header', () => {
  const ask = async (toy: Toy, query: string, accept: string) => {
    const response = await toy.server.fetch(
      new Request('http://gateway.test/graphql', post({ query }, { accept })),
    )
    return { status: response.status, text: await response.text() }
  }

  test.each(['image/png', 'text/html', 'application/xml', 'application/json; charset=utf-16'])(
    'of %s is rejected before a change is made',
    async (accept) => {
      await using toy = createToy()
      let changes = 0
      toy.happened.on('changed', () => changes++)
      const { status, text } = await ask(toy, 'mutation { change }', accept)
      expect(status).toBe(406)
      expect(text).toContain('NOT_ACCEPTABLE')
      expect(text).toContain(accept)
      expect(changes).toBe(0)
    },
  )

  test.each(['application/json', 'application/graphql-response+json', 'application/*'])(
    'of %s is rejected before a subscription is opened',
    async (accept) => {
      await using toy = createToy()
      let opened = 0
      toy.happened.on('subscribed', () => opened++)
      const { status, text } = await ask(toy, 'subscription { ticks { value } }', accept)
      expect(status).toBe(406)
      expect(text).toContain('text/event-stream')
      expect(opened).toBe(0)
    },
  )

  test.each(['', '*/*', 'application/*', 'Application/JSON', 'text/html, application/json;q=0.9'])(
    'of %j is answered',
    async (accept) => {
      await using toy = createToy()
      expect(await ask(toy, '{ hello }', accept)).toMatchObject({ status: 200 })
    },
  )
})

describe('a WebSocket message that belongs to no operation closes the socket with 4400 and the reason', () => {
  const payload = { query: '{ hello }' }
  test.each<[string, object | string, string]>([
    ['text that is not JSON', 'hello', 'The message is not JSON'],
    ['an array', '[]', 'expected to be an object'],
    ['no type', { id: 'a', payload }, "missing the 'type' property"],
    ['no id', { type: 'subscribe', payload }, "'id' property to be a string"],
    ['an empty id', { id: '', type: 'subscribe', payload }, "non-empty 'id' property"],
    ['an id that is a number', { id: 7, type: 'subscribe', payload }, "'id' property to be a string"],
    ['a complete without an id', { type: 'complete' }, "'id' property to be a string"],
  ])('%s', async (_, message, words) => {
    await using toy = createToy()
    const { url } = await toy.server.listen(local)
    using client = await readySocket(url)
    client.send(message)
    const { code, reason } = await client.closed
    expect(code).toBe(4400)
    expect(reason).toContain(words)
  })
})
