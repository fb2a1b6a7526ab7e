import { once } from 'node:events'
import { createClient } from 'graphql-sse'
import { expect, test } from 'vitest'
import { query, textUntil } from './clients.ts'
import { createToy } from './toy.ts'

const SUBSCRIPTION = 'subscription Follow { ticks { value contextNumber } }'

test('a subscription streams its events to a client of distinct connections', async () => {
  await using toy = createToy()
  const { url } = await toy.server.listen({ host: '127.0.0.1', port: 0 })
  toy.happened.on('subscribed', () => {
    for (const value of [1, 2, 3]) toy.tick(value)
  })
  const client = createClient({ url: `${url}/graphql`, retryAttempts: 0 })
  const values: unknown[] = []
  for await (const { data } of client.iterate<{ ticks: { value: number } }>({ query: SUBSCRIPTION })) {
    values.push(data?.ticks.value)
    if (values.length === 3) break
  }
  expect(values).toEqual([1, 2, 3])
})

test('a browser’s own EventSource can subscribe by GET', async () => {
  await using toy = createToy()
  toy.happened.on('subscribed', () => toy.tick(1))
  const response = await toy.server.fetch(
    new Request(`http://gateway.test/graphql?query=${encodeURIComponent(SUBSCRIPTION)}`, {
      headers: { accept: 'text/event-stream' },
    }),
  )
  expect(response.headers.get('content-type')).toBe('text/event-stream')
  const text = await textUntil(response, /data: .*\n\n/)
  expect(text).toContain('data: {"data":{"ticks":{"value":1,"contextNumber":1}}}')
})

test('each event has its own context', async () => {
  await using toy = createToy()
  const { url } = await toy.server.listen({ host: '127.0.0.1', port: 0 })
  toy.happened.on('subscribed', () => {
    for (const value of [1, 2]) toy.tick(value)
  })
  const client = createClient({ url: `${url}/graphql`, retryAttempts: 0 })
  const numbers: unknown[] = []
  for await (const { data } of client.iterate<{ ticks: { contextNumber: number } }>({
    query: SUBSCRIPTION,
  })) {
    numbers.push(data?.ticks.contextNumber)
    if (numbers.length === 2) break
  }
  expect(numbers).toEqual([1, 2])
  expect(toy.facts).toHaveLength(1)
})

test('the source ends when the client disconnects, and the log says so', async () => {
  await using toy = createToy()
  const { url } = await toy.server.listen({ host: '127.0.0.1', port: 0 })
  const subscribed = once(toy.happened, 'subscribed')
  const returned = once(toy.happened, 'returned')
  const leave = new AbortController()
  const init = { ...query(SUBSCRIPTION, { accept: 'text/event-stream' }), signal: leave.signal }
  const response = await fetch(`${url}/graphql`, init)
  expect(response.status).toBe(200)
  await subscribed
  leave.abort()
  await returned
  const line = await toy.logged(({ message }) => message === 'operation')
  expect(line.fields).toMatchObject({
    transport: 'SSE',
    operation: 'Follow',
    type: 'subscription',
    outcome: 'abandoned',
  })
  expect(toy.lines.filter(({ level }) => level === 'error')).toEqual([])
})

test('the signal of a query aborts when its client disconnects', async () => {
  await using toy = createToy()
  const { url } = await toy.server.listen({ host: '127.0.0.1', port: 0 })
  const waiting = once(toy.happened, 'waiting')
  const left = once(toy.happened, 'left')
  const leave = new AbortController()
  const answer = fetch(`${url}/graphql`, { ...query('{ wait }'), signal: leave.signal })
  await waiting
  leave.abort()
  await expect(answer).rejects.toThrow('aborted')
  await left
  toy.release()
  const line = await toy.logged(({ message }) => message === 'operation')
  expect(line.fields).toMatchObject({ outcome: 'abandoned' })
  expect(toy.lines.filter(({ level }) => level === 'error')).toEqual([])
})

test('headers ask proxies not to buffer the stream', async () => {
  await using toy = createToy()
  const request = new Request(
    'http://gateway.test/graphql',
    query(SUBSCRIPTION, { accept: 'text/event-stream' }),
  )
  const { headers, body } = await toy.server.fetch(request)
  expect(headers.get('cache-control')).toBe('no-cache, no-transform')
  expect(headers.get('x-accel-buffering')).toBe('no')
  expect(headers.get('content-encoding')).toBeNull()
  await body?.cancel()
})
