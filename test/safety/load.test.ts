import { createConnection } from 'node:net'
import { createClient as createSseClient } from 'graphql-sse'
import { expect, test } from 'vitest'
import { createEmulator } from '../../emulator/emulator.ts'
import { post, readySocket, webSocketClient, wire } from '../server/clients.ts'
import { WAIT_TIMEOUT_MS } from '../support/timeouts.ts'
import { waitUntil } from '../support/wait-until.ts'
import { expectDocumented, startFuzzed } from './fuzzed-program.ts'
import type { FuzzedProgram } from './fuzzed-program.ts'
import { atMost } from '../support/at-most.ts'

/** Rounds of everything that is beyond the limits; `LOAD_ROUNDS=60 npx vitest run test/safety/load` goes on for a minute. */
const ROUNDS = Number(process.env['LOAD_ROUNDS'] ?? 8)
const LIMITS =
  '--max-connections 60 --max-connections-per-address 40 --max-operations-per-connection 10 --keep-alive-interval-ms 5000'.split(
    ' ',
  )
const REPLIES = 40

test(
  `within the limits all are served while others are far beyond them, and no socket is left over (${ROUNDS} rounds)`,
  async () => {
    await using emulator = createEmulator({ fleet: 'demo' })
    await using gateway = await startFuzzed(await emulator.listen({ port: 0 }), LIMITS)
    const { url } = gateway
    const before = await gateway.footprint()
    const codes = new Map<string, number>()
    const note = (text: string) => {
      for (const [, code = ''] of text.matchAll(/"code":"([A-Z_]+)"/g)) {
        expectDocumented({ errors: [{ extensions: { code } }] })
        codes.set(code, (codes.get(code) ?? 0) + 1)
      }
    }

    // Clients within the limits: one socket that sends queries and subscribes all the time, and one stream.
    const good = webSocketClient(url)
    const events = good.iterate({ query: 'subscription { rotationCompleted { __typename } }' })
    const nextEvent = events.next()
    const stream = createSseClient({ url: `${url}/graphql`, retryAttempts: 0 })
    let streamEnd: unknown
    const leaveStream = stream.subscribe(
      { query: 'subscription { rotationCompleted { __typename } }' },
      { next: () => {}, error: (error) => (streamEnd = error), complete: () => (streamEnd ??= 'complete') },
    )
    let answers = 0
    const over = new AbortController()
    const asking = (async () => {
      for (const _ of atMost(1_000_000, 'questions')) {
        if (over.signal.aborted) break
        for await (const answer of good.iterate({
          query: '{ keys(source: KMS, first: 1) { nodes { arn } } }',
        })) {
          expect(answer.errors).toBeUndefined()
          answers++
        }
      }
    })()

    for (let round = 0; round < ROUNDS; round++) await beyond(url, note)
    await waitUntil(() => answers > REPLIES)
    over.abort()
    await asking
    expect(streamEnd).toBeUndefined()
    leaveStream()
    stream.dispose()
    await events.return?.(undefined)
    await nextEvent
    await good.dispose()

    for (const code of [
      'TOO_MANY_CONNECTIONS_OF_ADDRESS',
      'TOO_MANY_OPERATIONS',
      'REQUEST_ENTITY_TOO_LARGE',
      'DOCUMENT_LIMIT_EXCEEDED',
      'COST_LIMIT_EXCEEDED',
    ])
      expect([...codes.keys()]).toContain(code)
    await gateway.expectWell(before, 60_000_000)
    await waitUntil(async () => {
      const metrics = await gateway.metrics()
      return (
        // Do not count the idle connections of fetch.
        /^kms_gateway_connections\{kind="tcp"\} [0-4]$/m.test(metrics) &&
        /^kms_gateway_connections\{kind="websocket"\} 0$/m.test(metrics)
      )
    })
    await waitUntil(async () => {
      const { resources } = await gateway.footprint()
      const ours = (resources['Timeout'] ?? 0) - (before.resources['Timeout'] ?? 0)
      // A key is watched for a minute longer than it has listeners: its next look and its end have a timer each. The
      // gateway itself has a few, however many clients there were.
      return ours <= 2 * (await watchedKeys(gateway)) + 10
    })
  },
  5 * WAIT_TIMEOUT_MS + ROUNDS * 30_000,
)

async function watchedKeys(gateway: FuzzedProgram): Promise<number> {
  const counts = (await gateway.metrics()).matchAll(/^kms_gateway_watched_keys\{.*\} (\d+)$/gm)
  return [...counts].reduce((sum, [, count]) => sum + Number(count), 0)
}

/** One round of it. */
async function beyond(url: string, note: (text: string) => void): Promise<void> {
  const ask = async (body: string) => {
    const response = await fetch(`${url}/graphql`, { ...post(body), keepalive: false }).catch(() => undefined)
    note((await response?.text()) ?? '')
  }
  const query = (text: string) => JSON.stringify({ query: text })
  await ask(query(`{ ${'a: __typename '.repeat(600)}}`))
  await ask(query(`${'{ a '.repeat(400)}${'}'.repeat(400)}`))
  await ask(
    query(
      '{ a: keys(source: KMS, filter: { compliance: [OVERDUE] }, scanLimit: 1000) { scannedCount } b: keys(source: KMS, filter: { compliance: [OVERDUE] }, scanLimit: 1000) { scannedCount } }',
    ),
  )
  await ask(JSON.stringify({ query: '{ __typename }', variables: { x: 'x'.repeat(200_000) } }))
  // A body without end, and one that hardly comes.
  using endless = wire(
    url,
    `${HEAD}transfer-encoding: chunked\r\n\r\n${`2710\r\n${'x'.repeat(10_000)}\r\n`.repeat(30)}`,
  )
  note(await endless.heard(/"code"/).catch(() => ''))
  using slow = wire(url, `${HEAD}content-length: 1000\r\n\r\n{`)

  // More subscriptions than one connection may carry, floods of messages and pings, and nothing of it read.
  using socket = await readySocket(url)
  for (let id = 0; id < 30; id++)
    socket.send({
      id: `${id}`,
      type: 'subscribe',
      payload: { query: 'subscription { rotationEvents { __typename } }' },
    })
  note(JSON.stringify(await socket.next()))
  using flood = await readySocket(url)
  flood.socket.pause()
  for (let pings = 0; pings < 300; pings++)
    flood.send({ type: 'ping', payload: { text: 'x'.repeat(20_000) } })
  for (let pings = 0; pings < 300; pings++) flood.socket.ping()

  // More connections than one address may have.
  const { hostname, port } = new URL(url)
  const many = Array.from({ length: 120 }, () => {
    const each = createConnection({ host: hostname, port: Number(port) })
    each.on('data', (chunk: Buffer) => note(chunk.toString()))
    each.on('error', () => undefined)
    each.write('GET /graphql?query=%7B__typename%7D HTTP/1.1\r\nhost: 127.0.0.1\r\n\r\n')
    return each
  })
  await waitUntil(() => many.every(({ bytesRead, destroyed }) => bytesRead > 0 || destroyed))
  for (const each of many) each.destroy()
  expect(slow.socket.destroyed).toBe(false)
  await waitUntil(async () => (await fetch(`${url}/health`, { keepalive: false })).ok)
}

const HEAD = 'POST /graphql HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-type: application/json\r\n'
