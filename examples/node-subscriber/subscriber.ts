import { createBackoff } from './backoff.ts'
import { completions } from './completions.ts'
import type { Message } from './completions.ts'
import { cursorFile } from './cursor-file.ts'
import { headOfStream } from './head.ts'
import { RefusedError } from './refused-error.ts'

// Where it stands is decided by one rule: first process, then keep the cursor. A kill in between makes one event come
// again, with the same eventId; the other order could lose one.

const { GATEWAY_URL = 'http://127.0.0.1:4000/graphql', CURSOR_FILE = 'rotation-cursor' } = process.env

const stopping = new AbortController()
for (const name of ['SIGTERM', 'SIGINT'] as const) process.once(name, () => stopping.abort())

const file = cursorFile(CURSOR_FILE)
const backoff = createBackoff()
/** Of what this process has processed: a long outage may make the gateway tell some of it again. */
const processed = new Set<string>()
const MAX_REMEMBERED = 1_000

/** Stands for the work of a real service: ticket, audit record, message to a queue. */
function act(message: Message): Promise<void> {
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
  if (message.kind === 'StreamGap') return act(message)
  if (processed.has(message.eventId)) return
  await act(message)
  processed.add(message.eventId)
  for (const oldest of processed) {
    if (processed.size <= MAX_REMEMBERED) break
    processed.delete(oldest)
  }
}

function note(facts: object): void {
  process.stderr.write(`${JSON.stringify(facts)}\n`)
}

/** One connection after the other, each from the newest cursor. */
async function follow(): Promise<void> {
  let cursor = await file.read()
  note({ event: 'started', url: GATEWAY_URL, cursor: cursor ?? null })
  if (cursor === undefined) {
    // Kept before the first event: else a kill before it would lose what happens until the next start.
    cursor = await firstCursor()
    if (cursor !== undefined) await file.keep(cursor)
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
      // What fails here ends the service: to go on would be to skip an event.
      await processOnce(next.value)
      await file.keep(next.value.cursor)
      ;({ cursor } = next.value)
      backoff.reset()
    }
    await pauseAfter(reason)
  }
  note({ event: 'stopped' })
}

/** Undefined when it is to stop before there is one, and for more keys than the gateway gives one for. */
async function firstCursor(): Promise<string | undefined> {
  while (!stopping.signal.aborted)
    try {
      return await headOfStream(GATEWAY_URL, stopping.signal)
    } catch (reason) {
      if (reason instanceof RefusedError && reason.isFinal) {
        note({ event: 'begins without a cursor', reason: reason.message })
        return undefined
      }
      await pauseAfter(reason)
    }
  return undefined
}

/** Resolves when the next attempt may be made. @throws the reason, when another attempt would end as this one did */
async function pauseAfter(reason: unknown): Promise<void> {
  if (stopping.signal.aborted) return
  if (reason instanceof RefusedError && reason.isFinal) throw reason
  note({ event: 'disconnected', reason: describe(reason) })
  await backoff.pause(stopping.signal)
}

/** graphql-ws fails with the close event of the socket, or with its error. */
function describe(reason: unknown): string {
  if (reason instanceof Error) return reason.message
  if (typeof reason === 'object' && reason !== null && 'code' in reason)
    return `closed with ${String(reason.code)} ${'reason' in reason ? String(reason.reason) : ''}`.trim()
  return String(reason)
}

follow().catch((error: unknown) => {
  note({ event: 'failed', reason: describe(error) })
  process.exitCode = 1
})
