import { once } from 'node:events'
import { createConnection, createServer } from 'node:net'
import type { Socket } from 'node:net'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createOutput } from '../../src/process/output.ts'
import { atMost } from '../support/at-most.ts'
import { waitUntil } from '../support/wait-until.ts'

let reader: Socket
let writer: Socket
beforeEach(async () => {
  const server = createServer({ pauseOnConnect: true }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  writer = createConnection({
    host: '127.0.0.1',
    port: typeof address === 'object' ? (address?.port ?? 0) : 0,
  })
  ;[reader] = await once(server, 'connection')
  reader.on('error', () => {})
  server.close()
})
afterEach(() => {
  reader.destroy()
  writer.destroy()
})

const LINE = `${'x'.repeat(999)}\n`

test('a reader that has stopped reading costs bounded memory, and lines beyond that are counted', async () => {
  const output = createOutput(writer)
  const recovered: number[] = []
  output.onRecovered((lost) => recovered.push(lost))
  let written = 0
  for (const _ of atMost(100_000, 'lines')) {
    if (output.lost === 100) break
    output.write(LINE)
    written++
    // So that the system takes what it can.
    if (written % 100 === 0) await new Promise(setImmediate)
  }
  expect(output.lost).toBe(100)
  expect(writer.writableLength).toBeLessThan(1_048_576 + 2 * LINE.length)
  expect(recovered).toEqual([])

  let read = 0
  reader.on('data', (chunk: Buffer) => (read += chunk.length))
  reader.resume()
  await waitUntil(() => recovered.length > 0)
  expect(recovered).toEqual([100])
  await waitUntil(() => read === (written - 100) * LINE.length)
  output.write(LINE)
  await waitUntil(() => read === (written - 99) * LINE.length)
  expect(recovered).toEqual([100])
  expect(output.lost).toBe(100)
})

test('a reader that has gone costs lines, not the process', async () => {
  const output = createOutput(writer)
  reader.destroy()
  await waitUntil(() => {
    output.write(LINE)
    return output.lost >= 10
  })
  expect(writer.writableLength).toBeLessThan(1_048_576 + LINE.length)
})
