import { createHash } from 'node:crypto'
import { ApolloClient, ApolloLink, InMemoryCache, gql } from '@apollo/client'
import { createHttpLink } from '@apollo/client/link/http'
import { createPersistedQueryLink } from '@apollo/client/link/persisted-queries'
import { GraphQLWsLink } from '@apollo/client/link/subscriptions'
import { Client, createRequest, fetchExchange, stringifyDocument } from '@urql/core'
import { persistedExchange } from '@urql/exchange-persisted'
import { print } from 'graphql'
import { describe, expect, test } from 'vitest'
import { readySocket, webSocketClient } from './clients.ts'
import { createToy } from './toy.ts'

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')
const local = { host: '127.0.0.1', port: 0 }

const HELLO = gql`
  query Hello {
    hello
  }
`
const ECHO = gql`
  query Echo($v: Int!) {
    echo(value: $v)
  }
`
const CHANGE = gql`
  mutation Change {
    change
  }
`

/** As Apollo's generate-persisted-query-manifest writes it. */
const manifest = (...documents: (typeof HELLO)[]) => ({
  format: 'apollo-persisted-query-manifest',
  version: 1,
  operations: documents.map((document) => ({
    id: sha256(print(document)),
    name: 'Any',
    type: 'query',
    body: print(document),
  })),
})

const WITHOUT = {}
const WITH_HELLO = { persistedDocuments: { documents: manifest(HELLO), isOnly: false } }
const ONLY_HELLO = { persistedDocuments: { documents: manifest(HELLO), isOnly: true } }

/** What the client sent: the method, and whether the hash and the text were in it. */
function recordingFetch() {
  const sent: string[] = []
  return {
    sent,
    fetch: async (input: string | URL | Request, init: RequestInit = {}) => {
      const request = new Request(input, init)
      const content = decodeURIComponent(request.url) + (await request.clone().text())
      const parts = [
        request.method,
        ...(/sha256Hash/.test(content) ? ['hash'] : []),
        ...(/(query|mutation) \w+(\(|\s*\{)/.test(content.replaceAll('+', ' ')) ? ['text'] : []),
      ]
      sent.push(parts.join(' '))
      return fetch(request)
    },
  }
}

function apolloOver(url: string, options: { readonly useGETForHashedQueries?: boolean } = {}) {
  const { sent, fetch } = recordingFetch()
  const link = ApolloLink.from([
    createPersistedQueryLink({ sha256, ...options }),
    createHttpLink({ uri: `${url}/graphql`, fetch }),
  ])
  const client = new ApolloClient({
    link,
    cache: new InMemoryCache(),
    defaultOptions: { query: { fetchPolicy: 'no-cache' }, mutate: { fetchPolicy: 'no-cache' } },
  })
  return { client, sent }
}

describe('Apollo Client’s link for automatic persisted queries', () => {
  test('sends the text after its hash was rejected, and no hash again, on a gateway without documents', async () => {
    await using toy = createToy(WITHOUT)
    const { url } = await toy.server.listen(local)
    const { client, sent } = apolloOver(url)
    expect(await client.query({ query: HELLO })).toMatchObject({ data: { hello: 'world' } })
    expect(await client.query({ query: ECHO, variables: { v: 7 } })).toMatchObject({ data: { echo: '7' } })
    expect(await client.mutate({ mutation: CHANGE })).toMatchObject({ data: { change: 'done' } })
    expect(sent).toEqual(['POST hash', 'POST text', 'POST text', 'POST text'])
  })

  test('falls back from a GET with the hash to a POST with the text', async () => {
    await using toy = createToy(WITHOUT)
    const { url } = await toy.server.listen(local)
    const { client, sent } = apolloOver(url, { useGETForHashedQueries: true })
    expect(await client.query({ query: HELLO })).toMatchObject({ data: { hello: 'world' } })
    expect(sent).toEqual(['GET hash', 'POST text'])
  })

  test.each([false, true])(
    'is answered from the manifest for the hashes in it, and sends the text of others each time (GET: %s)',
    async (useGETForHashedQueries) => {
      await using toy = createToy(WITH_HELLO)
      const { url } = await toy.server.listen(local)
      const { client, sent } = apolloOver(url, { useGETForHashedQueries })
      const method = useGETForHashedQueries ? 'GET' : 'POST'
      for (let round = 0; round < 2; round++) {
        expect(await client.query({ query: HELLO })).toMatchObject({ data: { hello: 'world' } })
        expect(await client.query({ query: ECHO, variables: { v: 7 } })).toMatchObject({
          data: { echo: '7' },
        })
      }
      const round = [`${method} hash`, `${method} hash`, 'POST hash text']
      expect(sent).toEqual([...round, ...round])
    },
  )

  test.each([false, true])(
    'fails after one request where only persisted documents are executed (GET: %s)',
    async (useGETForHashedQueries) => {
      await using toy = createToy(ONLY_HELLO)
      const { url } = await toy.server.listen(local)
      const { client, sent } = apolloOver(url, { useGETForHashedQueries })
      await expect(client.query({ query: ECHO, variables: { v: 7 } })).rejects.toThrow(
        /persisted document .* does not exist.*--persisted-documents/,
      )
      expect(sent).toEqual([useGETForHashedQueries ? 'GET hash' : 'POST hash'])
      expect(await client.query({ query: HELLO })).toMatchObject({ data: { hello: 'world' } })
    },
  )

  test.each([
    ['without documents', WITHOUT],
    ['with some', WITH_HELLO],
  ])('works over WebSocket, on a gateway %s', async (_, options) => {
    await using toy = createToy(options)
    const { url } = await toy.server.listen(local)
    const socket = webSocketClient(url)
    const link = ApolloLink.from([createPersistedQueryLink({ sha256 }), new GraphQLWsLink(socket)])
    const client = new ApolloClient({ link, cache: new InMemoryCache() })
    expect(await client.query({ query: HELLO })).toMatchObject({ data: { hello: 'world' } })
    expect(await client.query({ query: ECHO, variables: { v: 7 } })).toMatchObject({ data: { echo: '7' } })
    client.stop()
    await socket.dispose()
  })
})

describe('urql’s exchange for persisted queries', () => {
  const urqlOver = (url: string, preferGetForPersistedQueries: boolean) => {
    const { sent, fetch } = recordingFetch()
    const client = new Client({
      url: `${url}/graphql`,
      fetch,
      preferGetMethod: false,
      exchanges: [persistedExchange({ preferGetForPersistedQueries }), fetchExchange],
    })
    return { client, sent }
  }

  test.each([false, true])('falls back to the text (GET: %s)', async (isGet) => {
    await using toy = createToy(WITHOUT)
    const { url } = await toy.server.listen(local)
    const { client, sent } = urqlOver(url, isGet)
    expect(await client.query(HELLO, {})).toMatchObject({ data: { hello: 'world' } })
    expect(await client.query(ECHO, { v: 7 })).toMatchObject({ data: { echo: '7' } })
    expect(sent[0]).toBe(isGet ? 'GET hash' : 'POST hash')
    expect(sent.slice(1).every((request) => request.endsWith(' text'))).toBe(true)
    expect(sent).toHaveLength(3)
  })

  test('gets responses for the documents of the manifest, and sends the text of others', async () => {
    // urql sends another text than graphql-js prints.
    const documents = { hello: stringifyDocument(createRequest(HELLO, {}).query) }
    await using toy = createToy({ persistedDocuments: { documents, isOnly: false } })
    const { url } = await toy.server.listen(local)
    const { client, sent } = urqlOver(url, false)
    expect(await client.query(HELLO, {})).toMatchObject({ data: { hello: 'world' } })
    expect(await client.query(ECHO, { v: 7 })).toMatchObject({ data: { echo: '7' } })
    expect(sent).toEqual(['POST hash', 'POST hash', 'POST hash text'])
  })
})

describe('an unknown hash', () => {
  const extensions = { persistedQuery: { version: 1, sha256Hash: sha256('{ unknown }') } }

  test.each([
    ['PersistedQueryNotSupported', 'PERSISTED_QUERY_NOT_SUPPORTED', WITHOUT],
    ['PersistedQueryNotFound', 'PERSISTED_QUERY_NOT_FOUND', WITH_HELLO],
  ])('gets %s over POST, GET and WebSocket', async (message, code, options) => {
    await using toy = createToy(options)
    const { url } = await toy.server.listen(local)
    const answered = { message, extensions: { code } }
    const search = new URLSearchParams({ extensions: JSON.stringify(extensions) })
    const get = `${url}/graphql?${search}`
    const post = { method: 'POST', body: JSON.stringify({ extensions }) }
    for (const [accept, status] of [
      ['application/json', 200],
      ['application/graphql-response+json', 400],
    ] as const) {
      const headers = { accept, 'content-type': 'application/json' }
      for (const response of [
        await fetch(`${url}/graphql`, { ...post, headers }),
        await fetch(get, { headers }),
      ]) {
        expect(response.status).toBe(status)
        expect(response.headers.get('cache-control')).toBe('no-store')
        expect(await response.json()).toMatchObject({ errors: [answered] })
      }
    }
    using client = await readySocket(url)
    client.send({ id: 'a', type: 'subscribe', payload: { query: '', extensions } })
    expect(await client.next()).toMatchObject({ id: 'a', type: 'error', payload: [answered] })
  })
})

describe('Apollo’s manifest', () => {
  test('can have IDs that are not hashes, which clients send instead of the hash', async () => {
    const documents = {
      ...manifest(),
      operations: [{ id: 'hello-v1', name: 'Hello', type: 'query', body: print(HELLO) }],
    }
    await using toy = createToy({ persistedDocuments: { documents, isOnly: true } })
    const { url } = await toy.server.listen(local)
    const link = ApolloLink.from([
      createPersistedQueryLink({ generateHash: () => 'hello-v1' }),
      createHttpLink({ uri: `${url}/graphql` }),
    ])
    const client = new ApolloClient({ link, cache: new InMemoryCache() })
    expect(await client.query({ query: HELLO })).toMatchObject({ data: { hello: 'world' } })
  })

  const operation = { id: 'a', name: 'Hello', type: 'query', body: print(HELLO) }
  test.each<[string, object]>([
    ['in version 2. Only version 1 is supported', { version: 2 }],
    ["its 'operations' are not a list", { operations: { a: operation } }],
    [
      "The operation at index 1 of the manifest has no 'id'",
      { operations: [operation, { body: '{ hello }' }] },
    ],
    ["two operations with the id 'a'", { operations: [operation, { ...operation, body: print(CHANGE) }] }],
    ["The persisted document 'b' is not a string", { operations: [{ id: 'b' }] }],
  ])('prevents the start if it is not valid: %s', (words, changed) => {
    const documents = { ...manifest(), ...changed }
    expect(() => createToy({ persistedDocuments: { documents, isOnly: false } })).toThrow(words)
  })
})
