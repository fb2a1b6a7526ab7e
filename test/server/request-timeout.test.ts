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
  toy = createToy({ clock, limits: { requestTimeoutMs: TIME } })
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
  ])(
    'a query over %s is answered when its time has passed, and its signal aborts',
    async (_, init, search) => {
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
    },
  )

  test('a query over WebSocket that times out gets an error under its id, and the socket stays open', async () => {
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

  test('a query with many KMS requests does not cause a warning about listeners', async () => {
    await ask(query('{ hello }'))
    const warnings: Error[] = []
    const warn = (warning: Error) => void warnings.push(warning)
    process.on('warning', warn)
    for (let calls = 0; calls < 50; calls++) toy.facts[0]?.signal.addEventListener('abort', () => calls)
    await settle()
    process.off('warning', warn)
    expect(warnings).toEqual([])
  })

  test('a query that is answered in time leaves no timer', async () => {
    expect(await (await ask(query('{ hello }'))).json()).toEqual({ data: { hello: 'world' } })
    await ask(query('{ badInput bug }'))
    expect(clock.sleeping).toBe(0)
  })

  test('a query whose client disconnects leaves no timer', async () => {
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

test('an operation whose context is not created in time is answered in time', async () => {
  await using slow = createToy({
    clock,
    limits: { requestTimeoutMs: TIME },
    host: { create: () => new Promise(() => undefined) },
  })
  const answer = slow.server.fetch(new Request('http://gateway.test/graphql', query('{ hello }')))
  await expect.poll(() => clock.sleeping).toBe(1)
  await clock.pass(TIME)
  expect((await answer).status).toBe(504)
})

describe('a mutation', () => {
  test('a mutation that times out reports its own outcome', async () => {
    const waiting = once(toy.happened, 'waiting')
    const answer = ask(query('mutation { changeInTime }'))
    await waiting
    await clock.pass(TIME)
    expect(await (await answer).json()).toEqual({ data: { changeInTime: 'perhaps' } })
    expect(clock.sleeping).toBe(0)
  })

  test('a mutation that does not end gets an error after a grace period, which says that its changes may still happen', async () => {
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
  test('an open subscription has no deadline, and the return of its source ends it', async () => {
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

  test('a subscription over SSE that is not open in time is rejected', async () => {
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
    // A stream that is opened too late is closed.
    const returned = once(toy.happened, 'returned')
    toy.release()
    await returned
  })

  test('a subscription over WebSocket that is not open in time is rejected', async () => {
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
])('an operation that is rejected before execution leaves no timer over %s', async (_, init) => {
  await using refusing = createToy({
    clock,
    limits: { requestTimeoutMs: TIME },
    host: { rejectionOf: () => new ForbiddenError('Not for you.') },
  })
  const response = await refusing.server.fetch(new Request('http://gateway.test/graphql', init))
  expect(await response.text()).toContain('FORBIDDEN')
  await settle()
  expect(clock.sleeping).toBe(0)
})

test('an operation that is rejected before execution leaves no timer over WebSocket', async () => {
  await using refusing = createToy({
    clock,
    limits: { requestTimeoutMs: TIME },
    host: { rejectionOf: () => new ForbiddenError('Not for you.') },
  })
  const { url } = await refusing.server.listen({ host: '127.0.0.1', port: 0 })
  using client = await readySocket(url)
  for (const document of ['{ hello }', 'subscription { ticks { value } }']) {
    client.send({ id: 'a', type: 'subscribe', payload: { query: document } })
    expect(JSON.stringify(await client.next())).toContain('FORBIDDEN')
    expect(await client.next()).toEqual({ id: 'a', type: 'complete' })
  }
  await settle()
  expect(clock.sleeping).toBe(0)
})
