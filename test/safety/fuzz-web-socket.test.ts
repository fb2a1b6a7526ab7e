import { randomBytes } from 'node:crypto'
import { createConnection } from 'node:net'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { createEmulator } from '../../emulator/emulator.ts'
import {
  expectDocumented,
  forEach,
  fuzzTimeoutMs,
  runs,
  seed,
  seeded,
  startFuzzed,
} from './fuzzed-program.ts'
import { hostileDocument, hostileVariables } from './hostile-documents.ts'

interface Frame {
  /** FIN, reserved bits and opcode. */
  readonly head: number
  readonly isMasked: boolean
  readonly payload: Buffer
  /** What the frame says of its length, where that is a lie. */
  readonly claimed: number | null
}

const often = <Value>(usual: fc.Arbitrary<Value>, other: fc.Arbitrary<Value>, weight: number) =>
  fc.oneof({ weight, arbitrary: usual }, { weight: 1, arbitrary: other })

const TYPES = ['complete', 'ping', 'pong', 'connection_init', 'next', 'error', '__proto__']
const subscribe = fc.record({
  query: hostileDocument,
  variables: often<unknown>(
    fc.dictionary(fc.string({ maxLength: 4 }), fc.jsonValue({ maxDepth: 1 })),
    hostileVariables,
    5,
  ),
})
const SUBSCRIPTION = { query: 'subscription { rotationCompleted { __typename } }' }
const message = often<unknown>(
  fc.record({
    id: often<unknown>(
      fc.constantFrom('a', 'b', 'c'),
      fc.constantFrom<unknown[]>('', 1, null, 'x'.repeat(300)),
      15,
    ),
    type: often<unknown>(fc.constant('subscribe'), fc.constantFrom(...TYPES), 8),
    payload: often<unknown>(
      often<unknown>(subscribe, fc.constant(SUBSCRIPTION), 5),
      fc.jsonValue({ maxDepth: 2 }),
      15,
    ),
  }),
  fc.jsonValue({ maxDepth: 3 }),
  20,
).map((value) => Buffer.from(JSON.stringify(value) ?? ''))

const bytes = fc.uint8Array({ maxLength: 140 }).map((bytes) => Buffer.from(bytes))
const frame: fc.Arbitrary<Frame> = fc.record({
  head: often(
    often(fc.constant(0x81), fc.constantFrom(0x01, 0x80, 0x82, 0x88, 0x89, 0x8a), 20),
    fc.nat(255),
    40,
  ),
  isMasked: fc.nat(49).map((number) => number !== 7),
  payload: often(message, bytes, 20),
  claimed: often<number | null>(fc.constant(null), fc.constantFrom(0, 1, 125, 126, 70_000, 2 ** 53), 30),
})

function written({ head, isMasked, payload, claimed }: Frame): Buffer {
  const length = claimed ?? payload.length
  const mask = isMasked ? 0x80 : 0
  const start = Buffer.alloc(length < 126 ? 2 : length < 65_536 ? 4 : 10)
  start[0] = head
  if (length < 126) start[1] = mask | length
  else if (length < 65_536) {
    start[1] = mask | 126
    start.writeUInt16BE(length, 2)
  } else {
    start[1] = mask | 127
    start.writeBigUInt64BE(BigInt(length), 2)
  }
  if (!isMasked) return Buffer.concat([start, payload])
  const key = Buffer.from([1, 2, 3, 4])
  return Buffer.concat([start, key, payload.map((byte, index) => byte ^ (key[index % 4] ?? 0))])
}

const INIT = written({
  head: 0x81,
  isMasked: true,
  payload: Buffer.from('{"type":"connection_init"}'),
  claimed: null,
})

const LAST = written({
  head: 0x81,
  isMasked: true,
  payload: Buffer.from('{"id":"last","type":"subscribe","payload":{"query":"{ __typename }"}}'),
  claimed: null,
})
/** A frame that claims to be longer makes the gateway wait for the rest: this long after the last frame the client disconnects. */
const SILENCE_MS = 500

/** Opens a WebSocket, sends the frames and a last good question; everything heard, as text of one byte a character. */
function talk(url: string, frames: readonly Frame[], isInitialised: boolean): Promise<string> {
  const { hostname, port } = new URL(url)
  return new Promise((resolve) => {
    const socket = createConnection({ host: hostname, port: Number(port) })
    const key = randomBytes(16).toString('base64')
    const upgrade = `upgrade: websocket\r\nconnection: upgrade\r\nsec-websocket-version: 13\r\nsec-websocket-key: ${key}\r\n`
    let heard = ''
    let isOpen = false
    let isSent = false
    let leave: NodeJS.Timeout | undefined
    socket.on('data', (chunk) => {
      heard += chunk.toString('latin1')
      if (heard.includes('"id":"last","type":"complete"')) socket.end()
      if (heard.includes('\r\n\r\n') && !isOpen) {
        isOpen = true
        if (isInitialised) socket.write(INIT)
      }
      if (!isOpen || isSent || (isInitialised && !heard.includes('connection_ack'))) return
      isSent = true
      leave = setTimeout(() => socket.end(), SILENCE_MS)
      socket.write(Buffer.concat([...frames.map(written), LAST]))
    })
    socket.on('error', () => undefined)
    socket.on('close', () => {
      clearTimeout(leave)
      resolve(heard)
    })
    socket.write(
      `GET /graphql HTTP/1.1\r\nhost: 127.0.0.1\r\n${upgrade}sec-websocket-protocol: graphql-transport-ws\r\n\r\n`,
    )
  })
}

test(
  `frames and messages of all shapes are answered, or close their own socket ${seeded}`,
  async () => {
    await using emulator = createEmulator({ fleet: 'demo' })
    await using gateway = await startFuzzed(await emulator.listen({ port: 0 }))
    const conversation = fc.record({
      frames: fc.array(frame, { minLength: 1, maxLength: 5 }),
      isInitialised: fc.nat(9).map((number) => number !== 7),
    })
    const codes = new Set<string>()
    const have = async ({ frames, isInitialised }: { frames: readonly Frame[]; isInitialised: boolean }) => {
      const heard = await talk(gateway.url, frames, isInitialised)
      expect(heard).toMatch(/^HTTP\/1.1 101 /)
      expect(heard).not.toContain('Internal error')
      for (const [, code = ''] of heard.matchAll(/"code":"([A-Z_]+)"/g)) {
        expectDocumented({ errors: [{ extensions: { code } }] })
        codes.add(code)
      }
    }
    await forEach(fc.sample(conversation, { seed: 1, numRuns: 200 }), have, 48)
    const before = await gateway.footprint()
    await forEach(fc.sample(conversation, { seed, numRuns: runs(800) }), have, 48)
    expect([...codes]).toContain('GRAPHQL_VALIDATION_FAILED')
    await gateway.expectWell(before, 120_000_000)
  },
  fuzzTimeoutMs,
)
