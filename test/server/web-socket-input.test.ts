import { Socket } from 'node:net'
import { expect, test } from 'vitest'
import { rawSocket, readySocket, refusedUpgrade } from './clients.ts'
import { createToy } from './toy.ts'

const subscribe = (id: string, query: string, extensions?: object) => ({
  id,
  type: 'subscribe',
  payload: { query, ...(extensions ? { extensions } : {}) },
})
const local = { host: '127.0.0.1', port: 0 }

test.each([
  ['no JSON', 'hello', 4400],
  ['an unknown message', { type: 'nothing' }, 4400],
  ['a second connection_init', { type: 'connection_init' }, 4429],
  ["a 'connection_ack', which is a server's", { type: 'connection_ack' }, 4400],
  ["a 'next', which is a server's", { id: 'a', type: 'next', payload: { data: null } }, 4400],
  ["an 'error', which is a server's", { id: 'a', type: 'error', payload: [{ message: 'x' }] }, 4400],
  ['a message over the limit', subscribe('a', `{ hello } #${'x'.repeat(70_000)}`), 1009],
  ['bytes that are not text', Buffer.from([0xff, 0xfe]), 4400],
])('%s closes the socket with the right code', async (_, message, code) => {
  await using toy = createToy()
  const { url } = await toy.server.listen(local)
  using client = await readySocket(url)
  client.send(message)
  expect(await client.closed).toMatchObject({ code })
  expect(toy.lines.filter(({ level }) => level === 'error')).toEqual([])
})

test('an ID that is in use closes the socket, with a reason cut to the size of a close frame', async () => {
  await using toy = createToy()
  const { url } = await toy.server.listen(local)
  using client = await readySocket(url)
  const id = 'é'.repeat(200)
  client.send(subscribe(id, 'subscription { ticks }'))
  client.send(subscribe(id, 'subscription { ticks }'))
  expect(await client.closed).toEqual({ code: 4409, reason: `Subscriber for ${'é'.repeat(54)}` })
  expect(toy.lines.filter(({ level }) => level === 'error')).toEqual([])
})

test('an invalid frame closes the socket', async () => {
  await using toy = createToy()
  const { url } = await toy.server.listen(local)
  using client = await readySocket(url)
  const tcp: unknown = Reflect.get(client.socket, '_socket')
  if (!(tcp instanceof Object) || !('write' in tcp) || typeof tcp.write !== 'function')
    throw new Error('no socket')
  tcp.write(Buffer.from([0xff, 0xff, 0xff, 0xff]))
  expect(await client.closed).toMatchObject({ code: 1002 })
  using other = await readySocket(url)
  other.send(subscribe('a', '{ hello }'))
  expect(await other.next()).toMatchObject({ payload: { data: { hello: 'world' } } })
})

test('an operation before connection_init closes the socket', async () => {
  await using toy = createToy()
  const { url } = await toy.server.listen(local)
  using client = await rawSocket(url)
  client.send(subscribe('a', '{ hello }'))
  expect(await client.closed).toMatchObject({ code: 4401 })
})

test('a client that sends no connection_init is disconnected', async () => {
  await using toy = createToy({ limits: { connectionInitTimeoutMs: 20 } })
  const { url } = await toy.server.listen(local)
  using client = await rawSocket(url)
  expect(await client.closed).toMatchObject({ code: 4408 })
})

test('a socket on another path is rejected', async () => {
  await using toy = createToy()
  const { url } = await toy.server.listen(local)
  expect(await refusedUpgrade(`${url}/elsewhere`, {})).toMatchObject({
    status: 404,
    body: { errors: [{ extensions: { code: 'NOT_FOUND' } }] },
  })
})

test('a socket with another subprotocol is closed with 4406', async () => {
  await using toy = createToy()
  const { url } = await toy.server.listen(local)
  using client = await rawSocket(url, [])
  expect(await client.closed).toMatchObject({ code: 4406 })
})

test('a client that disconnects during a large message is not a failure', async () => {
  await using toy = createToy()
  const { url } = await toy.server.listen(local)
  using client = await readySocket(url)
  client.socket.pause()
  for (let pings = 0; pings < 100; pings++)
    client.send({ type: 'ping', payload: { text: 'x'.repeat(60_000) } })
  const tcp: unknown = Reflect.get(client.socket, '_socket')
  if (!(tcp instanceof Socket)) throw new Error('no socket')
  tcp.resetAndDestroy()
  using other = await readySocket(url)
  other.send(subscribe('a', '{ hello }'))
  expect(await other.next()).toMatchObject({ payload: { data: { hello: 'world' } } })
  expect(toy.lines.filter(({ level }) => level === 'error')).toEqual([])
})
