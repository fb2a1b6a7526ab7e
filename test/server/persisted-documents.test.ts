import { createHash } from 'node:crypto'
import { createClient as createSseClient } from 'graphql-sse'
import { describe, expect, test } from 'vitest'
import { StartupError } from '../../src/errors/startup-error.ts'
import { post, query, readySocket, textUntil, webSocketClient } from './clients.ts'
import { createToy } from './toy.ts'

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')

const ECHO = 'query Echo($v: Int!) { echo(value: $v) }'
const TICKS = 'subscription Ticks { ticks { value } }'
const CHANGE = 'mutation Change { change }'
/** As the client preset writes them: with SHA-1 ids by default, so the gateway must accept any id. */
const documents = { echo1: ECHO, [`sha256:${sha256(TICKS)}`]: TICKS, change1: CHANGE }
const asked = { persistedDocuments: { documents, isOnly: false } }
const only = { persistedDocuments: { documents, isOnly: true } }
const apollo = (text: string) => ({ persistedQuery: { version: 1, sha256Hash: sha256(text) } })
const variables = { v: 7 }
const echoed = { data: { echo: '7' } }
const local = { host: '127.0.0.1', port: 0 }

/** Every way to name the same document. */
const names: [string, object][] = [
  ['its id in the file', { documentId: 'echo1' }],
  ['sha256: and its hash', { documentId: `sha256:${sha256(ECHO)}` }],
  ['its bare hash', { documentId: sha256(ECHO) }],
  ['Apollo’s extension', { extensions: apollo(ECHO) }],
  ['its id, with an empty query', { documentId: 'echo1', query: '' }],
]

describe.each([
  ['if clients can also send texts', asked],
  ['if only persisted documents are executed', only],
])('%s, a document is identified', (_, options) => {
  test.each(names)('by %s, over POST', async (__, params) => {
    await using toy = createToy(options)
    const request = new Request('http://gateway.test/graphql', post({ ...params, variables }))
    expect(await (await toy.server.fetch(request)).json()).toEqual(echoed)
  })

  test.each(names)('by %s, over GET', async (__, params) => {
    await using toy = createToy(options)
    const search = new URLSearchParams({ variables: JSON.stringify(variables) })
    for (const [name, value] of Object.entries(params))
      search.set(name, typeof value === 'string' ? value : JSON.stringify(value))
    const request = new Request(`http://gateway.test/graphql?${search}`)
    expect(await (await toy.server.fetch(request)).json()).toEqual(echoed)
  })

  test.each(names)('by %s, over WebSocket', async (__, params) => {
    await using toy = createToy(options)
    const { url } = await toy.server.listen(local)
    using client = await readySocket(url)
    client.send({ id: 'a', type: 'subscribe', payload: { ...params, variables } })
    expect(await client.next()).toMatchObject({ id: 'a', type: 'next', payload: echoed })
  })

  test('in a subscription over SSE, by POST and by GET', async () => {
    await using toy = createToy(options)
    const { url } = await toy.server.listen(local)
    toy.happened.on('subscribed', () => toy.tick(3))
    const client = createSseClient({ url: `${url}/graphql`, retryAttempts: 0 })
    const params = { query: '', extensions: apollo(TICKS) }
    for await (const { data } of client.iterate(params)) {
      expect(data).toEqual({ ticks: { value: 3 } })
      break
    }
    const headers = { accept: 'text/event-stream' }
    const response = await fetch(`${url}/graphql?documentId=${sha256(TICKS)}`, { headers })
    await textUntil(response, /"value":3/)
  })

  test('in a subscription by graphql-ws’s own client', async () => {
    await using toy = createToy(options)
    const { url } = await toy.server.listen(local)
    toy.happened.on('subscribed', () => toy.tick(3))
    const client = webSocketClient(url)
    for await (const { data } of client.iterate({ query: '', extensions: apollo(TICKS) })) {
      expect(data).toEqual({ ticks: { value: 3 } })
      break
    }
    await client.dispose()
  })

  test('but a mutation is rejected by GET', async () => {
    await using toy = createToy(options)
    let changes = 0
    toy.happened.on('changed', () => changes++)
    const get = await toy.server.fetch(new Request('http://gateway.test/graphql?documentId=change1'))
    expect(get.status).toBe(405)
    expect(changes).toBe(0)
    await toy.server.fetch(new Request('http://gateway.test/graphql', post({ documentId: 'change1' })))
    expect(changes).toBe(1)
  })

  test.each<[string, object]>([
    ['PERSISTED_DOCUMENT_NOT_FOUND', { documentId: 'nothing' }],
    ['PERSISTED_DOCUMENT_NOT_FOUND', { documentId: '__proto__' }],
    ['BAD_REQUEST', { documentId: 7 }],
  ])('%s is the error for %j, over HTTP and WebSocket', async (code, params) => {
    await using toy = createToy(options)
    const { url } = await toy.server.listen(local)
    const response = await fetch(`${url}/graphql`, post(params))
    expect(response.status).toBe(400)
    expect(await response.json()).toMatchObject({ errors: [{ extensions: { code } }] })
    using client = await readySocket(url)
    client.send({ id: 'a', type: 'subscribe', payload: params })
    expect(await client.next()).toMatchObject({ id: 'a', type: 'error', payload: [{ extensions: { code } }] })
    expect(client.socket.readyState).toBe(client.socket.OPEN)
    expect(toy.facts).toEqual([])
  })
})

describe('if only persisted documents are executed', () => {
  const required = { extensions: { code: 'PERSISTED_DOCUMENT_REQUIRED' } }

  test.each([
    '{ hello }',
    'subscription { ticks { value } }',
    'mutation { change }',
    '{ __schema { types { name } } }',
    '{',
  ])('%s is rejected on every transport', async (text) => {
    await using toy = createToy(only)
    const { url } = await toy.server.listen(local)
    const sse = { accept: 'text/event-stream, application/json' }
    for (const [path, init] of [
      ['', query(text)],
      ['', query(text, sse)],
      [`?query=${encodeURIComponent(text)}`, {}],
      ['', post({ query: text, documentId: 'echo1' })],
      ['', post({ query: text, extensions: apollo(text) })],
    ] as const) {
      const response = await fetch(`${url}/graphql${path}`, init)
      expect(response.status).toBe(400)
      expect(await response.json()).toMatchObject({ errors: [required] })
    }
    using client = await readySocket(url)
    for (const params of [{}, { documentId: 'echo1' }, { extensions: apollo(text) }]) {
      client.send({ id: 'a', type: 'subscribe', payload: { query: text, ...params } })
      expect(await client.next()).toMatchObject({ id: 'a', type: 'error', payload: [required] })
    }
    expect(toy.facts).toEqual([])
  })

  test('a request without an ID and a text gets an error that asks for documentId', async () => {
    await using toy = createToy(only)
    const response = await toy.server.fetch(new Request('http://gateway.test/graphql', post({ variables })))
    expect(response.status).toBe(400)
    expect(await response.json()).toMatchObject({
      errors: [{ message: expect.stringContaining('documentId'), ...required }],
    })
  })

  test('the text of a persisted document is accepted', async () => {
    await using toy = createToy(only)
    const request = new Request('http://gateway.test/graphql', post({ query: ECHO, variables }))
    expect(await (await toy.server.fetch(request)).json()).toEqual(echoed)
  })

  test('the text of an own document of the server is accepted, and no other text', async () => {
    const own = '{ echo(value: 1) }'
    await using toy = createToy({ persistedDocuments: { documents, isOnly: true, ownDocuments: [own] } })
    const ask = async (text: string) =>
      (await toy.server.fetch(new Request('http://gateway.test/graphql', query(text)))).json()
    expect(await ask(own)).toEqual({ data: { echo: '1' } })
    expect(await ask(`${own} `)).toMatchObject({ errors: [required] })
  })

  test('GraphiQL is disabled', async () => {
    await using toy = createToy({ ...only, graphiql: { title: 'Toy', tabs: [] } })
    const request = new Request('http://gateway.test/graphql', { headers: { accept: 'text/html,*/*;q=0.8' } })
    const response = await toy.server.fetch(request)
    expect(response.headers.get('content-type')).not.toContain('html')
    expect(await response.json()).toMatchObject({ errors: [required] })
  })
})

describe('if clients can also send texts', () => {
  test('a text is executed, also with the ID of another document', async () => {
    await using toy = createToy(asked)
    const request = new Request(
      'http://gateway.test/graphql',
      post({ query: '{ hello }', documentId: 'echo1' }),
    )
    expect(await (await toy.server.fetch(request)).json()).toEqual({ data: { hello: 'world' } })
  })

  test('a gateway without persisted documents says so', async () => {
    await using toy = createToy()
    const request = new Request('http://gateway.test/graphql', post({ documentId: 'x' }))
    expect(await (await toy.server.fetch(request)).json()).toMatchObject({
      errors: [
        {
          message: expect.stringContaining('has no persisted documents'),
          extensions: { code: 'PERSISTED_DOCUMENT_NOT_FOUND' },
        },
      ],
    })
  })

  test('a WebSocket message without an ID and a query gets an error under its ID', async () => {
    await using toy = createToy(asked)
    const { url } = await toy.server.listen(local)
    using client = await readySocket(url)
    client.send({ id: 'a', type: 'subscribe', payload: { extensions: { other: '"documentId"' } } })
    expect(await client.next()).toMatchObject({
      id: 'a',
      type: 'error',
      payload: [{ message: expect.stringContaining('documentId'), extensions: { code: 'BAD_REQUEST' } }],
    })
  })
})

test.each<[string, string, unknown]>([
  ['a document that is not a string', 'is not a string', 7],
  ['a document that is not valid GraphQL', 'is not valid GraphQL: Syntax Error', '{'],
  [
    'a document that is not valid against the schema',
    'is not valid against the schema: Cannot query field "nothing"',
    '{ nothing }',
  ],
  ['a document without an operation', 'has no operation', 'fragment F on Query { hello }'],
])('%s prevents the start, and the error names it', (_, words, text) => {
  const start = () =>
    createToy({ persistedDocuments: { documents: { echo1: ECHO, bad1: text }, isOnly: false } })
  expect(start).toThrow(StartupError)
  expect(start).toThrow(`The persisted document 'bad1' ${words}`)
})

test('a wrong hash prevents the start, and the error gives the right hash', () => {
  const start = () =>
    createToy({ persistedDocuments: { documents: { [`sha256:${'0'.repeat(64)}`]: ECHO }, isOnly: false } })
  expect(start).toThrow(`sha256:${sha256(ECHO)}`)
})
