import { EventEmitter, once } from 'node:events'
import { parse, printSchema, validate } from 'graphql'
import { expect, test } from 'vitest'
import { createMemoryRequestStore } from '../../src/rotation/request-store.ts'
import type { RequestStore } from '../../src/rotation/request-store.ts'
import { schema } from '../../src/schema/index.ts'
import { startGateway } from '../support/gateway.ts'
import { query, readySocket } from './clients.ts'
import { arriveAt, embed } from './embedding.ts'

const VERSION = '{ gateway { version } }'
const answered = { data: { gateway: { version: '0.0.0-test' } } }

/** A store that lists its requests when `listed` resolves. */
const storeOf = (listed: Promise<[]>): RequestStore => ({
  ...createMemoryRequestStore({ now: () => 0, idempotencyWindowMs: 1_000 }),
  list: () => listed,
})

test('schema is the served schema, which validates documents and can be printed', async () => {
  await using started = await startGateway({ speed: 0 })
  expect(printSchema(started.gateway.schema)).toBe(printSchema(schema))
  expect(validate(started.gateway.schema, parse(VERSION))).toEqual([])
})

test('schema of a read-only gateway has no mutations', async () => {
  await using started = await startGateway({ speed: 0, gateway: { isReadOnly: true } })
  expect(started.gateway.schema.getMutationType()).toBeUndefined()
  expect(schema.getMutationType()).toBeDefined()
})

test('a gateway without authentication rejects requests of an embedding server from a network', async () => {
  await using started = await startGateway({ speed: 0 })
  await using embedder = await embed(started.gateway, arriveAt('192.0.2.1'))
  const response = await fetch(`${embedder.url}/graphql`, query(VERSION))
  expect(response.status).toBe(403)
  expect(await response.text()).toContain('ADDRESS_NOT_ALLOWED')
})

test('a gateway executes no operation before it follows the rotation requests of its earlier run', async () => {
  const store = new EventEmitter()
  const listed = once(store, 'listed').then((): [] => [])
  await using started = await startGateway({ speed: 0, gateway: { requests: storeOf(listed) } })
  await using embedder = await embed(started.gateway)
  let responses = 0
  const response = fetch(`${embedder.url}/graphql`, query(VERSION)).finally(() => responses++)
  using socket = await readySocket(embedder.url)
  socket.send({ id: 'a', type: 'subscribe', payload: { query: VERSION } })
  expect((await fetch(`${embedder.url}/health`)).status).toBe(200)
  expect(responses).toBe(0)
  expect(socket.takeAll()).toEqual([])
  store.emit('listed')
  expect(await (await response).json()).toMatchObject(answered)
  expect(await socket.next()).toMatchObject({ id: 'a', payload: answered })
})

test('a gateway that cannot read its rotation requests answers operations with an error and does not listen', async () => {
  const listed = Promise.reject<[]>(new Error('the disk is gone'))
  await using started = await startGateway({ speed: 0, gateway: { requests: storeOf(listed) } })
  await using embedder = await embed(started.gateway)
  const response = await fetch(`${embedder.url}/graphql`, query(VERSION))
  const body = await response.text()
  expect(body).toContain('INTERNAL_SERVER_ERROR')
  expect(body).not.toContain('disk')
  await expect(started.gateway.listen({ host: '127.0.0.1', port: 0 })).rejects.toThrow('the disk is gone')
})
