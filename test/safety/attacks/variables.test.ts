import { describe, expect, test } from 'vitest'
import { readySocket } from '../../server/clients.ts'
import { guardedTarget, openTarget } from './target.ts'

const NODE = 'query ($id: ID!) { node(id: $id) { id } }'
const NODES = 'query ($ids: [ID!]!) { nodes(ids: $ids) { id } }'
const FILTERED = 'query ($filter: KeyFilter) { keys(filter: $filter) { totalCount } }'

const deep = (levels: number, inner: string) => '['.repeat(levels) + inner + ']'.repeat(levels)
const deepObject = (levels: number) => '{"a":'.repeat(levels) + '1' + '}'.repeat(levels)

describe('expensive variables', () => {
  test.each<[what: string, body: string]>([
    ['lists nested forty thousand deep', `{"query":"${NODE}","variables":{"id":${deep(40_000, '')}}}`],
    ['such a list where one is expected', `{"query":"${NODES}","variables":{"ids":${deep(40_000, '"x"')}}}`],
    [
      'objects nested ten thousand deep',
      `{"query":"${FILTERED}","variables":{"filter":${deepObject(10_000)}}}`,
    ],
    ['twenty thousand ids', `{"query":"${NODES}","variables":{"ids":[${Array(20_000).fill('"x"').join()}]}}`],
    ['a number with as many digits as fit', `{"query":"${NODE}","variables":{"id":${'9'.repeat(90_000)}}}`],
    ['variables that are a list', `{"query":"${NODE}","variables":[1]}`],
  ])('rejects %s with a short message', async (_, body) => {
    const { gateway, send } = await openTarget()
    const reply = await send(body)
    expect(reply.code).toMatch(/^(BAD_USER_INPUT|BAD_REQUEST|COST_LIMIT_EXCEEDED)$/)
    expect(reply.text.length).toBeLessThan(10 * body.length)
    expect(gateway.emulator.calls()).toBe(0)
    expect(gateway.logger.lines.filter(({ level }) => level === 'error')).toEqual([])
  })

  test('values nested deep that nobody asks for are not looked at', async () => {
    const { send } = await openTarget()
    const body = `{"query":"{ viewer { subject } }","variables":{"x":${deep(30_000, '')}},"extensions":{"y":${deepObject(5_000)}}}`
    expect(await send(body)).toMatchObject({ status: 200, data: { viewer: { subject: 'anonymous' } } })
  })

  test('reports fifty mistakes in one long value without repeating the value fifty times', async () => {
    const { send } = await openTarget()
    const unknown = Object.fromEntries(Array.from({ length: 60 }, (_, index) => [`unknown${index}`, 1]))
    const body = JSON.stringify({
      query: FILTERED,
      variables: { filter: { ...unknown, aliasContains: 'x'.repeat(50_000) } },
    })
    const reply = await send(body)
    expect(reply.code).toBe('BAD_USER_INPUT')
    expect(reply.text.length).toBeLessThan(4 * body.length)
  })

  test('removes suggestions as quickly from text that imitates a suggestion', async () => {
    const { send } = await openTarget({ gateway: { hasIntrospection: false } })
    const unknown = Object.fromEntries(Array.from({ length: 40 }, (_, index) => [`unknown${index}`, 1]))
    const hostile = ' Did you mean '.repeat(6_000)
    const started = process.cpuUsage()
    const reply = await send({
      query: FILTERED,
      variables: { filter: { ...unknown, aliasContains: hostile } },
    })
    expect(reply.code).toBe('BAD_USER_INPUT')
    // It was ten seconds of the only thread there is.
    expect(process.cpuUsage(started).user / 1_000).toBeLessThan(3_000)
  })
})

describe('what a body calls __proto__ or constructor', () => {
  const POLLUTED =
    '{"polluted":true,"isAuthenticated":true,"permissions":["ADMIN"],"headers":{"authorization":"Bearer x"}}'
  const names = ['__proto__', 'constructor', 'prototype'] as const

  function expectCleanPrototypes() {
    expect(Reflect.get({}, 'polluted')).toBeUndefined()
    expect(Reflect.get([], 'polluted')).toBeUndefined()
    expect(Object.keys(Object.prototype)).toEqual([])
  }

  test.each(names)(
    '%s, is a name like any other over HTTP: it changes no object and gives no right',
    async (name) => {
      const { send } = await guardedTarget({ callers: {} })
      for (const body of [
        `{"query":"{ keys { totalCount } }","${name}":${POLLUTED}}`,
        `{"query":"{ keys { totalCount } }","variables":{"${name}":${POLLUTED}}}`,
        `{"query":"{ keys { totalCount } }","extensions":{"${name}":${POLLUTED}}}`,
        `{"query":"{ keys { totalCount } }","extensions":{"headers":{"${name}":${POLLUTED}}}}`,
      ])
        expect(await send(body)).toMatchObject({ status: expect.any(Number), data: undefined })
      expectCleanPrototypes()
    },
  )

  test.each(names)('rejects %s in an input, too', async (name) => {
    const { send } = await openTarget()
    const body = `{"query":"${FILTERED}","variables":{"filter":{"${name}":${POLLUTED}}}}`
    expect((await send(body)).code).toBe('BAD_USER_INPUT')
    expect((await send({ query: `{ keys(filter: { ${name}: {} }) { totalCount } }` })).code).toBe(
      'GRAPHQL_VALIDATION_FAILED',
    )
    expectCleanPrototypes()
  })

  test.each(names)('%s, gives no right in connectionParams and extensions over WebSocket', async (name) => {
    const { url } = await guardedTarget({ callers: {} })
    using client = await readySocket(url)
    client.send(
      `{"id":"a","type":"subscribe","payload":{"query":"{ keys { totalCount } }","extensions":{"headers":{"${name}":${POLLUTED}}}}}`,
    )
    expect(JSON.stringify(await client.next())).toContain('UNAUTHENTICATED')
    expectCleanPrototypes()
  })

  test.each([...names, 'toString', 'hasOwnProperty'])(
    '%s, is the id of no persisted document',
    async (name) => {
      const { send } = await openTarget()
      expect((await send({ documentId: name })).code).toBe('PERSISTED_DOCUMENT_NOT_FOUND')
      expect((await send({ extensions: { persistedQuery: { version: 1, sha256Hash: name } } })).code).toBe(
        'PERSISTED_QUERY_NOT_SUPPORTED',
      )
    },
  )
})
