import { once } from 'node:events'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { ForbiddenError } from '../../src/errors/request-errors.ts'
import { createStillClock, settle } from '../support/still-clock.ts'
import type { StillClock } from '../support/still-clock.ts'
import { post, query, readySocket } from './clients.ts'
import { createToy } from './toy.ts'
import type { Toy } from './toy.ts'

const TIME = 30_000
const late = { extensions: { code: 'REQUEST_TIMEOUT', requestId: expect.any(String) } }

let clock: StillClock
let toy: Toy
let url: string
beforeEach(async () => {
  clock = createStillClock()
  toy = createToy({ clock, requestTimeoutMs: TIME })
  ;({ url } = await toy.server.listen({ host: '127.0.0.1', port: 0 }))
})
afterEach(() => toy[Symbol.asyncDispose]())

const ask = (init: RequestInit, search = '') => fetch(`${url}/graphql${search}`, init)
const logged = () => toy.logged(({ message }) => message === 'operation')

describe('a query', () => {
  test.each([
    ['POST', query('{ wait }'), ''],
    ['GET', {}, '?query={wait}'],
    ['a POST that takes only streams', query('{ wait }', { accept: 'text/event-stream' }), ''],
  ])('by %s is answered when its time has passed, and its work is told to end', async (_, init, search) => {
    const waiting = once(toy.happened, 'waiting')
    const left = once(toy.happened, 'left')
    const answer = ask(init, search)
    await waiting
    expect(toy.facts[0]?.deadline).toBe(clock.now() + TIME)
    await clock.pass(TIME - 1)
    expect(toy.facts[0]?.signal.aborted).toBe(false)
    await clock.pass(1)
    await left
    const response = await answer
    const text = await response.text()
    const isStream = response.headers.get('content-type') === 'text/event-stream'
    expect(response.status).toBe(isStream ? 200 : 504)
    expect(JSON.parse(isStream ? (/data: (.*)/.exec(text)?.[1] ?? '') : text)).toMatchObject({
      errors: [{ message: expect.stringContaining(`${TIME} ms`), ...late }],
    })
    expect((await logged()).fields).toMatchObject({ outcome: 'timed_out', errors: ['REQUEST_TIMEOUT'] })
    expect(clock.sleeping).toBe(0)
  })

  test('on a WebSocket is answered under its id, and the socket goes on', async () => {
    using client = await readySocket(url)
    const waiting = once(toy.happened, 'waiting')
    client.send({ id: 'a', type: 'subscribe', payload: { query: '{ wait }' } })
    await waiting
    expect(toy.facts[0]?.deadline).toBe(clock.now() + TIME)
    await clock.pass(TIME)
    expect(await client.next()).toMatchObject({ id: 'a', type: 'next', payload: { errors: [late] } })
    expect(await client.next()).toEqual({ id: 'a', type: 'complete' })
    expect(toy.facts[0]?.signal.aborted).toBe(true)
    client.send({ id: 'b', type: 'subscribe', payload: { query: '{ hello }' } })
    expect(await client.next()).toMatchObject({ id: 'b', payload: { data: { hello: 'world' } } })
    expect((await logged()).fields).toMatchObject({ outcome: 'timed_out' })
  })

  test('may listen for its end in as many places as it asks KMS', async () => {
    await ask(query('{ hello }'))
    const warnings: Error[] = []
    const warn = (warning: Error) => void warnings.push(warning)
    process.on('warning', warn)
    for (let calls = 0; calls < 50; calls++) toy.facts[0]?.signal.addEventListener('abort', () => calls)
    await settle()
    process.off('warning', warn)
    expect(warnings).toEqual([])
  })

  test('that is answered in time leaves nothing that waits', async () => {
    expect(await (await ask(query('{ hello }'))).json()).toEqual({ data: { hello: 'world' } })
    await ask(query('{ badInput bug }'))
    expect(clock.sleeping).toBe(0)
  })

  test('whose client leaves has no time to keep', async () => {
    const waiting = once(toy.happened, 'waiting')
    const left = once(toy.happened, 'left')
    const leave = new AbortController()
    const answer = ask({ ...query('{ wait }'), signal: leave.signal })
    await waiting
    leave.abort()
    await expect(answer).rejects.toThrow('aborted')
    await left
    await clock.pass(0)
    expect(clock.sleeping).toBe(0)
    toy.release()
    expect((await logged()).fields).toMatchObject({ outcome: 'abandoned' })
  })
})

test.each(['Bearer bad', 'Bearer broken'])(
  'a caller refused, as %s, leaves nothing that waits',
  async (bearer) => {
    await ask(query('{ hello }', { authorization: bearer }))
    expect(clock.sleeping).toBe(0)
  },
)

test('a context that is not made in time is an answer in time', async () => {
  await using slow = createToy({
    clock,
    requestTimeoutMs: TIME,
    host: { create: () => new Promise(() => undefined) },
  })
  const answer = slow.server.fetch(new Request('http://gateway.test/graphql', query('{ hello }')))
  await expect.poll(() => clock.sleeping).toBe(1)
  await clock.pass(TIME)
  expect((await answer).status).toBe(504)
})

describe('a mutation', () => {
  test('says itself what became of it', async () => {
    const waiting = once(toy.happened, 'waiting')
    const answer = ask(query('mutation { changeInTime }'))
    await waiting
    await clock.pass(TIME)
    expect(await (await answer).json()).toEqual({ data: { changeInTime: 'perhaps' } })
    expect(clock.sleeping).toBe(0)
  })

  test('that does not is answered a little later, with what it may still do', async () => {
    const waiting = once(toy.happened, 'waiting')
    const answer = ask(query('mutation { changeForEver }'))
    await waiting
    await clock.pass(TIME)
    expect(toy.facts[0]?.signal.aborted).toBe(true)
    expect(clock.sleeping).toBe(1)
    await clock.pass(5_000)
    const response = await answer
    expect(response.status).toBe(504)
    expect(await response.json()).toMatchObject({
      errors: [{ message: expect.stringContaining('may still happen'), ...late }],
    })
  })
})

describe('a subscription', () => {
  test('has no deadline once it is open, and is left by the return of its source', async () => {
    using client = await readySocket(url)
    const subscribed = once(toy.happened, 'subscribed')
    client.send({ id: 'a', type: 'subscribe', payload: { query: 'subscription { ticks { value } }' } })
    await subscribed
    await expect.poll(() => clock.sleeping).toBe(0)
    expect(toy.facts[0]?.deadline).toBeUndefined()
    await clock.pass(10 * TIME)
    toy.tick(1)
    expect(await client.next()).toMatchObject({ id: 'a', payload: { data: { ticks: { value: 1 } } } })
    client.send({ id: 'a', type: 'complete' })
    await once(toy.happened, 'returned')
    expect(toy.facts[0]?.signal.aborted).toBe(false)
  })

  test('is opened in time or not at all, over SSE', async () => {
    const waiting = once(toy.happened, 'waiting')
    const answer = ask(
      post({ query: 'subscription { slow }' }, { accept: 'text/event-stream, application/json' }),
    )
    await waiting
    const left = once(toy.happened, 'left')
    await clock.pass(TIME)
    await left
    expect((await answer).status).toBe(504)
    expect(await (await answer).text()).toContain('REQUEST_TIMEOUT')
    // What comes too late is left.
    const returned = once(toy.happened, 'returned')
    toy.release()
    await returned
  })

  test('is opened in time or not at all, over WebSocket', async () => {
    using client = await readySocket(url)
    const waiting = once(toy.happened, 'waiting')
    client.send({ id: 'a', type: 'subscribe', payload: { query: 'subscription { slow }' } })
    await waiting
    await clock.pass(TIME)
    expect(await client.next()).toMatchObject({ id: 'a', payload: { errors: [late] } })
    const returned = once(toy.happened, 'returned')
    toy.release()
    await returned
  })
})

test.each([
  ['HTTP', query('{ hello }')],
  ['SSE', query('subscription { ticks { value } }', { accept: 'text/event-stream' })],
])('what is refused before it is executed leaves no timer behind, over %s', async (_, init) => {
  await using refusing = createToy({
    clock,
    requestTimeoutMs: TIME,
    host: { rejectionOf: () => new ForbiddenError('Not for you.') },
  })
  const response = await refusing.server.fetch(new Request('http://gateway.test/graphql', init))
  expect(await response.text()).toContain('FORBIDDEN')
  await settle()
  expect(clock.sleeping).toBe(0)
})

test('what is refused before it is executed leaves no timer behind, over WebSocket', async () => {
  await using refusing = createToy({
    clock,
    requestTimeoutMs: TIME,
    host: { rejectionOf: () => new ForbiddenError('Not for you.') },
  })
  const { url } = await refusing.server.listen({ host: '127.0.0.1', port: 0 })
  using client = await readySocket(url)
  for (const asked of ['{ hello }', 'subscription { ticks { value } }']) {
    client.send({ id: 'a', type: 'subscribe', payload: { query: asked } })
    expect(JSON.stringify(await client.next())).toContain('FORBIDDEN')
    expect(await client.next()).toEqual({ id: 'a', type: 'complete' })
  }
  await settle()
  expect(clock.sleeping).toBe(0)
})
