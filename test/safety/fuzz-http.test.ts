import { createConnection } from 'node:net'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { createEmulator } from '../../emulator/emulator.ts'
import { waitUntil } from '../support/wait-until.ts'
import {
  expectDocumented,
  forEach,
  fuzzTimeoutMs,
  runs,
  seed,
  seeded,
  startFuzzed,
} from './fuzzed-program.ts'
import { hostileBytes } from './hostile-http.ts'

/** Sends them, says that there will be no more, and hears the gateway out; a stream that opens is left. */
function exchange(url: string, bytes: string): Promise<string> {
  const { hostname, port } = new URL(url)
  return new Promise((resolve) => {
    const socket = createConnection({ host: hostname, port: Number(port), allowHalfOpen: true })
    let heard = ''
    socket.on('data', (chunk) => {
      heard += chunk.toString('latin1')
      if (/^HTTP\/1.1 101 |text\/event-stream/.test(heard)) socket.destroy()
    })
    socket.on('end', () => socket.end())
    socket.on('error', () => undefined)
    socket.on('close', () => resolve(heard))
    socket.write(Buffer.from(bytes, 'latin1'), () => socket.end())
  })
}

test(
  `invalid or incomplete requests get a response or a closed connection ${seeded}`,
  async () => {
    await using emulator = createEmulator({ regions: ['us-east-1'] })
    await using gateway = await startFuzzed(await emulator.listen({ port: 0 }))
    await forEach(fc.sample(hostileBytes, { seed: 1, numRuns: 1_000 }), async (bytes) => {
      await exchange(gateway.url, bytes)
    })
    const before = await gateway.footprint()
    const statuses = new Map<string, number>()
    await forEach(fc.sample(hostileBytes, { seed, numRuns: runs(3_000) }), async (bytes) => {
      const heard = await exchange(gateway.url, bytes)
      for (const [, status = ''] of heard.matchAll(/^HTTP\/1.1 (\d+) /gm))
        statuses.set(status, (statuses.get(status) ?? 0) + 1)
      expect(heard).not.toMatch(/HTTP\/1.1 5\d\d/)
      expect(heard).toMatch(/^(HTTP\/1.1 [1-4]\d\d |$)/)
      expectRefusalsTyped(heard, /^HEAD /m.test(bytes))
    })
    for (const status of ['200', '400', '403', '404', '405', '415', '431'])
      expect([...statuses.keys()]).toContain(status)
    // GraphiQL's files are kept once they were asked for.
    await gateway.expectWell(before, 120_000_000)
    // No connection is left over but those that fetch keeps for its next request.
    await waitUntil(async () => {
      const { resources } = await gateway.footprint()
      return (resources['TCPSocketWrap'] ?? 0) <= (before.resources['TCPSocketWrap'] ?? 0) + 2
    })
  },
  fuzzTimeoutMs,
)

/** Each answer that refuses something says with which code, except to HEAD, which has no body. */
function expectRefusalsTyped(heard: string, isHead: boolean): void {
  for (const [head] of isHead ? [] : heard.matchAll(/HTTP\/1.1 4\d\d [\s\S]*?\r\n\r\n/g)) {
    // A stream reports it in its first event, which comes after the client disconnected.
    if (head.includes('text/event-stream')) continue
    const [, length] = /^content-length: (\d+)/im.exec(head) ?? []
    const start = heard.indexOf(head) + head.length
    const body = Buffer.from(heard.slice(start, start + Number(length)), 'latin1')
    expect(expectDocumented(JSON.parse(body.toString()))).toHaveLength(1)
  }
}
