import { once } from 'node:events'
import { createServer } from 'node:net'
import type { Socket } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { createAwsKms } from '../../src/kms/aws/aws-kms.ts'
import { withMethods } from '../../src/kms/kms-client.ts'
import { createStillClock, settle } from '../support/still-clock.ts'
import { waitUntil } from '../support/wait-until.ts'

// A KMS whose response never ends. It sends its bytes as fast as the socket accepts them. The test moves the gateway's clock.

const ARN = 'arn:aws:kms:us-east-1:111122223333:key/8ed45b01-5dfd-47b2-81ff-6f4da90d1a94'

const used: (AsyncDisposable | Disposable)[] = []
afterEach(async () => {
  for (const each of used.splice(0).toReversed())
    await (Symbol.asyncDispose in each ? each[Symbol.asyncDispose]() : each[Symbol.dispose]())
})

/** Sends `start` at once and then `drop` again and again, to each connection on which something is asked. */
async function startDripping(start: string, drop: string) {
  const sockets = new Set<Socket>()
  let drops = 0
  let requests = 0
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => {})
    socket.on('close', () => sockets.delete(socket))
    socket.once('data', () => {
      requests++
      socket.write(start)
      const drip = () => {
        if (socket.destroyed) return
        drops++
        socket.write(drop, () => setImmediate(drip))
      }
      if (drop !== '') drip()
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  used.push({
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy()
      server.close()
      await once(server, 'close')
    },
  })
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('The server has no port.')
  return {
    url: `http://127.0.0.1:${address.port}`,
    get drops() {
      return drops
    },
    get requests() {
      return requests
    },
    get open() {
      return sockets.size
    },
  }
}

function kmsAt(endpoint: string) {
  const clock = createStillClock()
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' }
  const kms = withMethods(
    createAwsKms({
      accountId: '111122223333',
      region: 'us-east-1',
      clock,
      socketClock: clock,
      endpoint,
      credentials,
    }),
  )
  used.push(kms)
  return { clock, kms }
}

const HEAD = 'HTTP/1.1 200 OK\r\ncontent-type: application/x-amz-json-1.1\r\n'

test.each([
  ['the body drips', `${HEAD}content-length: 3000000\r\n\r\n{"Keys":[`, ' '],
  ['the body has chunks without end', `${HEAD}transfer-encoding: chunked\r\n\r\n`, '1\r\n \r\n'],
  ['the headers stop half-way', HEAD, ''],
  ['informational responses without end', '', 'HTTP/1.1 103 Early Hints\r\nlink: </x>\r\n\r\n'],
  ['no response', '', ''],
])('a response that is not complete within ten seconds fails: %s', async (_, start, drop) => {
  const server = await startDripping(start, drop)
  const { clock, kms } = kmsAt(server.url)
  const outcomes: unknown[] = []
  const note = (error: unknown) => void outcomes.push(error)
  kms.listKeys({}).catch(note)
  kms.rotateKeyOnDemand(ARN).catch(note)
  await waitUntil(() => server.open === 2 && (drop === '' || server.drops > 10))
  await clock.pass(9_900)
  await settle()
  expect(outcomes).toEqual([])
  await clock.pass(1_200)
  await waitUntil(() => outcomes.length === 2)
  expect(outcomes).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ code: 'KMS_UNAVAILABLE', isRetryable: true }),
      expect.objectContaining({ code: 'OUTCOME_UNKNOWN', keyArn: ARN }),
    ]),
  )
  // What it still sends is received by nobody.
  await waitUntil(() => server.open === 0)
})

test('a request without a connection within its timeout is never sent', async () => {
  const server = await startDripping('', '')
  const { clock, kms } = kmsAt(server.url)
  const waiting = Array.from({ length: 128 }, () => kms.listKeys({}).catch(() => {}))
  await waitUntil(() => server.requests === 128)
  const queued = kms.rotateKeyOnDemand(ARN).catch((error: unknown) => error)
  await clock.pass(11_000)
  await Promise.all(waiting)
  expect(await queued).toMatchObject({ code: 'KMS_UNAVAILABLE' })
  await waitUntil(() => server.open === 0)
  expect(server.requests).toBe(128)
})
