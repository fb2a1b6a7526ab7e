import { once } from 'node:events'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { rawSocket, readySocket, webSocketClient } from './clients.ts'
import { createToy } from './toy.ts'

const subscribe = (id: string, query: string, extensions?: object) => ({
  id,
  type: 'subscribe',
  payload: { query, ...(extensions ? { extensions } : {}) },
})
const local = { host: '127.0.0.1', port: 0 }

describe('operations', () => {
  test('a query and a subscription share a socket', async () => {
    await using toy = createToy()
    const { url } = await toy.server.listen(local)
    const client = webSocketClient(url)
    toy.happened.on('subscribed', () => toy.tick(5))
    for await (const { data } of client.iterate({ query: 'subscription { ticks { value } }' })) {
      expect(data).toEqual({ ticks: { value: 5 } })
      break
    }
    for await (const { data } of client.iterate({ query: '{ hello }' }))
      expect(data).toEqual({ hello: 'world' })
    await client.dispose()
  })

  test('each event has its own context', async () => {
    await using toy = createToy()
    const { url } = await toy.server.listen(local)
    using client = await readySocket(url)
    const subscribed = once(toy.happened, 'subscribed')
    client.send(subscribe('a', 'subscription { ticks { contextNumber } }'))
    await subscribed
    for (const contextNumber of [1, 2]) {
      toy.tick(0)
      expect(await client.next()).toMatchObject({ payload: { data: { ticks: { contextNumber } } } })
    }
    expect(toy.facts).toHaveLength(1)
  })

  test.each([
    ['{', 'error'],
    ['{ nothing }', 'error'],
    ['query A { hello } query B { hello }', 'error'],
    ['subscription { forbidden }', 'next'],
    ['{ bug }', 'next'],
  ])(
    'an error in %s is sent under its ID, and other operations on the socket continue',
    async (query, type) => {
      await using toy = createToy()
      const { url } = await toy.server.listen(local)
      using client = await readySocket(url)
      const subscribed = once(toy.happened, 'subscribed')
      client.send(subscribe('good', 'subscription { ticks { value } }'))
      await subscribed

      client.send(subscribe('bad', query))
      const answer = await client.next()
      expect(answer).toMatchObject({ id: 'bad', type })
      expect(JSON.stringify(answer)).toContain('"code":')

      toy.tick(7)
      let other = await client.next()
      // The answer to the other operation may end with a 'complete' of its own.
      if (JSON.stringify(other).includes('"bad"')) other = await client.next()
      expect(other).toEqual({ id: 'good', type: 'next', payload: { data: { ticks: { value: 7 } } } })
    },
  )

  test('an error while the context is created is sent as a response', async () => {
    await using toy = createToy()
    const { url } = await toy.server.listen(local)
    using client = await rawSocket(url)
    client.send({ type: 'connection_init' })
    await client.next()
    client.send(subscribe('a', '{ hello }', { headers: { Authorization: 'Bearer bad' } }))
    expect(await client.next()).toMatchObject({
      id: 'a',
      type: 'error',
      payload: [{ extensions: { code: 'UNAUTHENTICATED' } }],
    })
    expect(client.socket.readyState).toBe(client.socket.OPEN)
  })

  test('the extensions contain no HTTP status', async () => {
    await using toy = createToy()
    const { url } = await toy.server.listen(local)
    using client = await readySocket(url)
    client.send(subscribe('a', 'query ($v: Int!) { echo(value: $v) }'))
    expect(await client.next()).toMatchObject({
      payload: { errors: [{ extensions: { code: 'BAD_USER_INPUT', requestId: expect.any(String) } }] },
    })
    client.send(subscribe('b', '{ nothing }'))
    expect(JSON.stringify(await client.next())).not.toContain('"http"')
  })

  test('each operation over the limit of a socket is rejected', async () => {
    await using toy = createToy({ limits: { maxOperationsPerConnection: 2 } })
    const { url } = await toy.server.listen(local)
    using client = await readySocket(url)
    for (const id of ['a', 'b', 'c']) client.send(subscribe(id, 'subscription { ticks { value } }'))
    expect(await client.next()).toMatchObject({
      id: 'c',
      type: 'error',
      payload: [{ extensions: { code: 'TOO_MANY_OPERATIONS', isRetryable: true } }],
    })
    client.send({ id: 'a', type: 'complete' })
    await toy.logged(({ fields }) => fields['outcome'] === 'abandoned')
    client.send(subscribe('d', '{ hello }'))
    expect(await client.next()).toMatchObject({ id: 'd', type: 'next' })
  })
})

describe('the credential', () => {
  const subjectOf = async (
    init: object | undefined,
    extensions: object | undefined,
    headers: Record<string, string>,
  ) => {
    await using toy = createToy()
    const { url } = await toy.server.listen(local)
    using client = await rawSocket(url, 'graphql-transport-ws', { headers })
    client.send({ type: 'connection_init', payload: init })
    await client.next()
    client.send(subscribe('a', '{ subject }', extensions))
    return await client.next()
  }
  const is = (subject: string) => ({ payload: { data: { subject } } })

  test('is read from the request that opened the socket', async () => {
    expect(await subjectOf(undefined, undefined, { authorization: 'opening' })).toMatchObject(is('opening'))
  })
  test('is read from connectionParams first, in any case', async () => {
    expect(
      await subjectOf({ Authorization: 'params' }, undefined, { authorization: 'opening' }),
    ).toMatchObject(is('params'))
  })
  test('is read from the headers of the operation before all others, where GraphiQL puts it', async () => {
    const extensions = { headers: { AUTHORIZATION: 'operation' } }
    expect(await subjectOf({ authorization: 'params' }, extensions, {})).toMatchObject(is('operation'))
  })
  test('is ignored if it is not a string', async () => {
    const extensions = { headers: { authorization: { a: 1 } } }
    expect(await subjectOf({ authorization: 7 }, extensions, {})).toMatchObject(is('anonymous'))
  })
})

describe('disconnecting', () => {
  test('completing a subscription ends its source', async () => {
    await using toy = createToy()
    const { url } = await toy.server.listen(local)
    using client = await readySocket(url)
    const subscribed = once(toy.happened, 'subscribed')
    const returned = once(toy.happened, 'returned')
    client.send(subscribe('a', 'subscription { ticks { value } }'))
    await subscribed
    client.send({ id: 'a', type: 'complete' })
    await returned
    const line = await toy.logged(({ message }) => message === 'operation')
    expect(line.fields).toMatchObject({ type: 'subscription', outcome: 'abandoned' })
  })

  test('a closed socket ends all its sources', async () => {
    await using toy = createToy()
    const { url } = await toy.server.listen(local)
    using client = await readySocket(url)
    const subscribed = once(toy.happened, 'subscribed')
    const returned = once(toy.happened, 'returned')
    client.send(subscribe('a', 'subscription { ticks { value } }'))
    await subscribed
    client.socket.terminate()
    await returned
    const line = await toy.logged(({ message }) => message === 'operation')
    expect(line.fields).toMatchObject({ transport: 'WEBSOCKET', type: 'subscription', outcome: 'abandoned' })
  })

  test('completing a query aborts its signal', async () => {
    await using toy = createToy()
    const { url } = await toy.server.listen(local)
    using client = await readySocket(url)
    const waiting = once(toy.happened, 'waiting')
    const left = once(toy.happened, 'left')
    client.send(subscribe('a', '{ wait }'))
    await waiting
    client.send({ id: 'a', type: 'complete' })
    await left
    toy.release()
    const line = await toy.logged(({ message }) => message === 'operation')
    expect(line.fields).toMatchObject({ type: 'query', outcome: 'abandoned' })
  })

  test('a peer that does not answer a ping is disconnected', async () => {
    await using toy = createToy({ limits: { keepAliveIntervalMs: 20 } })
    const { url } = await toy.server.listen(local)
    using dead = await rawSocket(url, 'graphql-transport-ws', { autoPong: false })
    expect(await dead.closed).toMatchObject({ code: 1006 })
  })

  test('a peer that answers pings stays connected', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
    onTestFinished(() => void vi.useRealTimers())
    await using toy = createToy({ limits: { keepAliveIntervalMs: 20_000 } })
    const { url } = await toy.server.listen(local)
    using client = await readySocket(url)
    for (const id of ['a', 'b', 'c', 'd']) {
      const pinged = once(client.socket, 'ping')
      vi.advanceTimersByTime(20_000)
      await pinged
      // The server reads this behind the pong.
      client.send(subscribe(id, '{ hello }'))
      expect(await client.next()).toMatchObject({ id, type: 'next' })
      expect(await client.next()).toMatchObject({ id, type: 'complete' })
    }
  })
})
