import { setTimeout as delay } from 'node:timers/promises'
import { WebSocket } from 'ws'
// In your own project: from 'kms-rotation-gateway/client'.
import { createClient, GatewayError } from '../../client/index.ts'
import type { StreamState } from '../../client/index.ts'
import { completions } from './completions.ts'
import type { Message } from './completions.ts'
import { cursorFile } from './cursor-file.ts'
import { fetchCurrentCursor } from './current-cursor.ts'

// The order is: process an event, then save its cursor. If the service is killed in between, the event is delivered again
// with the same eventId. The opposite order could lose an event.

const { GATEWAY_URL = 'http://127.0.0.1:4000/graphql', CURSOR_FILE = 'rotation-cursor' } = process.env
const MAX_RETRY_DELAY_MS = 5_000

const stopping = new AbortController()
const { signal } = stopping
for (const name of ['SIGTERM', 'SIGINT'] as const) process.once(name, () => stopping.abort())

const client = createClient({ url: GATEWAY_URL, webSocketImpl: WebSocket })
const file = cursorFile(CURSOR_FILE)

/** Replace this with the work of your service, for example a ticket, an audit record or a queue message. */
function handle(message: Message): Promise<void> {
  return new Promise((resolve, reject) => {
    process.stdout.write(`${JSON.stringify(lineOf(message))}\n`, (error) =>
      error ? reject(error) : resolve(),
    )
  })
}

function lineOf(message: Message): object {
  if (message.kind === 'StreamGap') {
    const { cursor: _, affectedKey, ...facts } = message
    return { ...facts, keyArn: affectedKey?.arn ?? null }
  }
  const { cursor: _, key, ...facts } = message
  return { ...facts, keyArn: key.arn }
}

function log(facts: object): void {
  process.stderr.write(`${JSON.stringify(facts)}\n`)
}

function logState(state: StreamState): void {
  if (state.status === 'RECONNECTING') log({ event: 'disconnected', reason: describe(state.error) })
}

/** Processes events until the process is stopped. An error of `handle` ends the service: continuing would skip the event. */
async function run(): Promise<void> {
  let after = await file.read()
  log({ event: 'started', url: GATEWAY_URL, cursor: after ?? null })
  if (after === undefined) {
    // Without a saved cursor, a kill before the first event would lose the events until the next start.
    after = await firstCursor()
    if (after !== undefined) await file.save(after)
  }
  for await (const message of completions(client, { after, signal, onState: logState })) {
    await handle(message)
    await file.save(message.cursor)
  }
  log({ event: 'stopped' })
}

/** Undefined if the process is stopped first, or if a gateway without an inventory rejects the query: more than 1,000 keys. */
async function firstCursor(): Promise<string | undefined> {
  while (!signal.aborted)
    try {
      return await fetchCurrentCursor(client, signal)
    } catch (error) {
      if (signal.aborted) break
      if (error instanceof GatewayError && !error.isRetryable) {
        log({ event: 'starting without a cursor', reason: error.message })
        break
      }
      log({ event: 'disconnected', reason: describe(error) })
      await delay(Math.random() * MAX_RETRY_DELAY_MS, undefined, { signal }).catch(() => {})
    }
  return undefined
}

function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  return error.cause instanceof Error ? `${error.message} ${error.cause.message}` : error.message
}

run().catch((error: unknown) => {
  log({ event: 'failed', reason: describe(error) })
  process.exitCode = 1
})
