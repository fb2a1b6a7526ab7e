import { createBackoff } from './backoff.ts'
import { completions } from './completions.ts'
import type { Message } from './completions.ts'
import { cursorFile } from './cursor-file.ts'
import { fetchCurrentCursor } from './current-cursor.ts'
import { GatewayError } from './gateway-error.ts'

// The order is: process an event, then save its cursor. If the service is killed in between, the event is delivered again
// with the same eventId. The opposite order could lose an event.

const { GATEWAY_URL = 'http://127.0.0.1:4000/graphql', CURSOR_FILE = 'rotation-cursor' } = process.env

const stopping = new AbortController()
for (const name of ['SIGTERM', 'SIGINT'] as const) process.once(name, () => stopping.abort())

const file = cursorFile(CURSOR_FILE)
const backoff = createBackoff()
const MAX_PROCESSED_IDS = 1_000
/** IDs of processed events. After a long outage the gateway may deliver some events a second time. */
const processedIds = new Set<string>()

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

async function processOnce(message: Message): Promise<void> {
  if (message.kind === 'StreamGap') return handle(message)
  if (processedIds.has(message.eventId)) return
  await handle(message)
  processedIds.add(message.eventId)
  for (const oldest of processedIds) {
    if (processedIds.size <= MAX_PROCESSED_IDS) break
    processedIds.delete(oldest)
  }
}

function log(facts: object): void {
  process.stderr.write(`${JSON.stringify(facts)}\n`)
}

/** Subscribes, and reconnects after the newest cursor until the process is stopped. */
async function run(): Promise<void> {
  let cursor = await file.read()
  log({ event: 'started', url: GATEWAY_URL, cursor: cursor ?? null })
  if (cursor === undefined) {
    // Without a saved cursor, a kill before the first event would lose the events until the next start.
    cursor = await firstCursor()
    if (cursor !== undefined) await file.save(cursor)
  }
  while (!stopping.signal.aborted) {
    let reason: unknown = 'the gateway ended the stream'
    const messages = completions({ url: GATEWAY_URL, after: cursor, signal: stopping.signal })
    for (;;) {
      const next = await messages.next().catch((error: unknown) => {
        reason = error
        return undefined
      })
      if (!next || next.done) break
      // An error here ends the service. Continuing would skip the event.
      await processOnce(next.value)
      await file.save(next.value.cursor)
      ;({ cursor } = next.value)
      backoff.reset()
    }
    await waitAfter(reason)
  }
  log({ event: 'stopped' })
}

/** Undefined if the process is stopped first, or if a gateway without an inventory rejects the query: more than 1,000 keys. */
async function firstCursor(): Promise<string | undefined> {
  while (!stopping.signal.aborted)
    try {
      return await fetchCurrentCursor(GATEWAY_URL, stopping.signal)
    } catch (reason) {
      if (reason instanceof GatewayError && reason.isFinal) {
        log({ event: 'starting without a cursor', reason: reason.message })
        return undefined
      }
      await waitAfter(reason)
    }
  return undefined
}

/** Resolves when the next attempt may start. @throws the reason, when another attempt would fail with the same error */
async function waitAfter(reason: unknown): Promise<void> {
  if (stopping.signal.aborted) return
  if (reason instanceof GatewayError && reason.isFinal) throw reason
  log({ event: 'disconnected', reason: describe(reason) })
  await backoff.wait(stopping.signal)
}

/** graphql-ws throws the close event or the error of the socket. */
function describe(reason: unknown): string {
  if (reason instanceof Error) return reason.message
  if (typeof reason === 'object' && reason !== null && 'code' in reason)
    return `closed with ${String(reason.code)} ${'reason' in reason ? String(reason.reason) : ''}`.trim()
  return String(reason)
}

run().catch((error: unknown) => {
  log({ event: 'failed', reason: describe(error) })
  process.exitCode = 1
})
