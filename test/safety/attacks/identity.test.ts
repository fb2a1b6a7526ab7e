import { describe, expect, test } from 'vitest'
import { bearer } from '../../support/credentials.ts'
import { readerOf, rotatorOf } from '../../support/guarded-gateway.ts'
import { rawSocket, wire } from '../../server/clients.ts'
import { guardedTarget } from './target.ts'

/** Alice and Bob each see a key, and not the other's. */
async function start() {
  const target = await guardedTarget({
    callers: { alice: ['a'], bob: ['b'], writer: ['w'] },
    roles: {
      a: readerOf({ alias: 'a-*' }),
      b: readerOf({ alias: 'b-*' }),
      w: rotatorOf({ alias: 'b-*' }),
    },
  })
  const { emulator } = target.gateway
  const keys = {
    a: emulator.createKey({ aliases: ['alias/a-1'] }).arn,
    b: emulator.createKey({ aliases: ['alias/b-1'] }).arn,
  }
  emulator.createKey({ aliases: ['alias/a-2'] })
  const as = (caller: string) => (query: string, variables?: object) =>
    target.send({ query, variables }, bearer(target.gateway.as(caller).token))
  return { ...target, keys, as }
}

describe('what one caller was given is nothing to another:', () => {
  test('the node id of a key', async () => {
    const { keys, as } = await start()
    const { data } = await as('alice')(`{ key(by: { arn: "${keys.a}" }) { id } }`)
    const id = JSON.stringify(data).match(/"id":"([^"]+)"/)?.[1]
    expect(id).toBeTruthy()
    const query =
      'query ($id: ID!) { node(id: $id) { id } nodes(ids: [$id]) { id } key(by: { id: $id }) { arn } }'
    expect((await as('bob')(query, { id })).data).toEqual({ node: null, nodes: [null], key: null })
  })

  test('a cursor of a listing', async () => {
    const { keys, as } = await start()
    const page =
      'query ($after: String) { keys(first: 1, after: $after) { nodes { arn } pageInfo { endCursor } } }'
    const { data } = await as('alice')(page)
    const after = JSON.stringify(data).match(/"endCursor":"([^"]+)"/)?.[1]
    expect(after).toBeTruthy()
    const { text } = await as('bob')(page, { after })
    expect(text).not.toContain(keys.a)
    for (const arn of text.match(/arn:aws:kms[^"]+/g) ?? []) expect(arn).toBe(keys.b)
  })

  test('an id made of an ARN', async () => {
    const { keys, as } = await start()
    for (const id of [keys.a, `Key:${keys.a}`, btoa(`Key:${keys.a}`), btoa(keys.a), `key_${btoa(keys.a)}`]) {
      const { text } = await as('bob')('query ($id: ID!) { node(id: $id) { ... on Key { arn } } }', { id })
      expect(JSON.parse(text).data?.node ?? null).toBeNull()
    }
  })

  test('a key that one may not see is not rotated, and nothing is sent', async () => {
    const { gateway, keys, as } = await start()
    const { text } = await as('writer')(
      `mutation { rotateKeyOnDemand(input: { key: { arn: "${keys.a}" }, idempotencyKey: "guess" }) { __typename } }`,
    )
    expect(text).toContain('KeyNotFoundError')
    expect(gateway.emulator.calls('RotateKeyOnDemand')).toBe(0)
  })
})

describe('a token', () => {
  test.each([
    ['of 60 kB', 'x'.repeat(60_000)],
    ['with control characters', 'x\u0000\r\n\u001B[31m'],
    ['that is a path', '../../../../etc/passwd'],
    ['that is a query', "' OR 1=1 --"],
    ['of 20 kB of dots', '.'.repeat(20_000)],
    ['that is __proto__', '__proto__'],
  ])('closes the connection with 4403 for a token %s in a connection_init', async (_, token) => {
    const { gateway, url } = await start()
    using client = await rawSocket(url)
    client.send({ type: 'connection_init', payload: { authorization: `Bearer ${token}` } })
    expect(await client.closed).toMatchObject({ code: 4403 })
    expect(gateway.emulator.calls()).toBe(0)
    expect(JSON.stringify(gateway.logger.lines)).not.toContain(token.slice(0, 1_000))
  })

  test.each<[what: string, lines: readonly string[]]>([
    ['with bytes that are not ASCII', ['authorization: Bearer \u00ff\u0080\u00e9']],
    ['with a tab in it', ['authorization: Bearer a\tb']],
    ['sent twice', ['authorization: Bearer a', 'authorization: Bearer b']],
    ['sent twice, once empty', ['authorization:', 'authorization: Bearer b']],
    ['without a scheme', ['authorization: aaaa.bbbb.cccc']],
    ['as a comma-separated list', ['authorization: Bearer a, Bearer b']],
  ])('%s is rejected as unauthenticated over HTTP, and is not logged as an error', async (_, lines) => {
    const { gateway, url } = await start()
    const body = JSON.stringify({ query: '{ viewer { subject } }' })
    const head = ['POST /graphql HTTP/1.1', `host: ${new URL(url).host}`, 'connection: close', ...lines]
    using client = wire(url, '')
    client.socket.write(
      Buffer.from(
        `${head.join('\r\n')}\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n${body}`,
        'latin1',
      ),
    )
    const answer = await client.closed
    expect(answer).toMatch(/^HTTP\/1\.1 401 /)
    expect(answer).toContain('UNAUTHENTICATED')
    expect(gateway.logger.lines.filter(({ level }) => level === 'error')).toEqual([])
  })

  test.each<[what: string, authorization: unknown]>([
    ['a number', 7],
    ['a list', ['Bearer a']],
    ['an object', { toString: 'Bearer a' }],
    ['null', null],
    ['a text with a lone surrogate', 'Bearer \uD800'],
    ['a text of many spaces', `Bearer ${' '.repeat(60_000)}x y`],
  ])(
    'given as %s in a connection_init or an operation is not logged as an error',
    async (_, authorization) => {
      const { gateway, url } = await start()
      using client = await rawSocket(url)
      client.send({ type: 'connection_init', payload: { authorization } })
      client.send({
        id: '1',
        type: 'subscribe',
        payload: { query: '{ keys { nodes { id } } }', extensions: { headers: { authorization } } },
      })
      const outcome = await Promise.race([client.closed, client.next().then(() => client.next())])
      expect(JSON.stringify(outcome)).toMatch(/4403|4401|UNAUTHENTICATED/)
      expect(gateway.logger.lines.filter(({ level }) => level === 'error')).toEqual([])
      expect(gateway.emulator.calls()).toBe(0)
    },
  )

  test('longer than the headers that are read is refused unread', async () => {
    const { url } = await start()
    const response = await fetch(`${url}/graphql?query={__typename}`, { headers: bearer('x'.repeat(17_000)) })
    expect(response.status).toBe(431)
    await response.text()
  })
})
