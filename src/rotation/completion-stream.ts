import type { Clock } from '../clock.ts'
import { UnsupportedKeyError } from '../errors.ts'
import type { Observation } from './key-view.ts'
import type { KeyWatches } from './key-watches.ts'
import { rotationCompleted } from './rotation-event.ts'
import type { RotationCompleted } from './rotation-event.ts'
import { rotationId } from './rotation.ts'
import type { RotationType } from './rotation.ts'
import { decodeStreamCursor, shortId } from './stream-cursor.ts'
import { createStreamPosition } from './stream-position.ts'

// A stream of completed rotations begins in one of two ways. Without a cursor it begins now: with what the watches of
// its keys find. With one it first replays. KMS's own history is the log, and the first look of a watch reads it, so
// replay and live are one thing: of each view that comes, whatever is after the cursor and was not delivered is
// delivered. There is no hand-over between two sources, hence no gap in it and no repeat; and who resumes at the same
// time shares the reading, because there is one watch per key.
//
// A key whose history cannot be read any more (deleted, or denied) is the one thing that can lose a rotation: the
// stream says so with a gap and goes on. While KMS is out of reach, or throttles, the watch tries again.

/** A completed rotation, and where the stream stands after it. */
export type PlacedCompletion = RotationCompleted & { readonly cursor: string }

/** Rotations of a key since the cursor may have been missed: its history cannot be read any more. */
export interface StreamGap {
  readonly kind: 'StreamGap'
  readonly requestedAfter: string
  readonly keyArn: string
  readonly message: string
  /** Where to go on from. */
  readonly cursor: string
}

export type CompletionMessage = PlacedCompletion | StreamGap

export interface CompletionStreamOptions {
  readonly keyArns: Iterable<string>
  /** Undefined = from now on. */
  readonly after?: string | undefined
  /** Undefined = all. */
  readonly types?: readonly RotationType[] | undefined
  readonly watches: KeyWatches
  readonly clock: Clock
}

/**
 * Each completed rotation of the keys after `after` once, in order per key. `return` ends it at once, also while it
 * waits: it is no generator, whose `return` would wait with it.
 *
 * @throws {BadUserInputError} when `after` is not a cursor of ours
 */
export function openCompletionStream({
  keyArns,
  after,
  types,
  watches,
  clock,
}: CompletionStreamOptions): AsyncIterableIterator<CompletionMessage, undefined, undefined> {
  const keys = new Set(keyArns)
  const openedAt = clock.now()
  const start = after === undefined ? { watermark: openedAt, delivered: [] } : decodeStreamCursor(after)
  const position = createStreamPosition(keys, start, openedAt)
  const known = new Set(start.delivered)
  const observations = watches.watch(keys)
  /**
   * What comes next, in order. A message is made when it is delivered, because its cursor may speak only of what its
   * reader has been given. In between, undefined, the position takes note of what was read.
   */
  const queued: (() => CompletionMessage | undefined)[] = []

  function queue({ keyArn, view, events, problem }: Observation): void {
    const completions = events.filter((event) => event.kind === 'RotationCompleted')
    const news = new Map(completions.map((event) => [rotationId(event.rotation), event]))
    for (const rotation of view?.rotations ?? []) {
      const event = news.get(rotationId(rotation))
      // What KMS shows late is news, even if it happened before the stream began.
      if (event) queueCompletion(event)
      else if (after !== undefined && rotation.rotatedAt.getTime() > start.watermark)
        queueCompletion(rotationCompleted(rotation, undefined, new Date(clock.now()), 'HISTORY'))
    }
    if (problem && !(problem instanceof UnsupportedKeyError) && after !== undefined)
      queued.push(() => gap(keyArn, after, problem.message))
    queued.push(() => {
      // A key that tells nothing any more holds nothing back.
      position.noteRead(keyArn, view ? view.historyReadAt.getTime() : Infinity)
      return undefined
    })
  }

  function queueCompletion(event: RotationCompleted): void {
    const id = shortId(event.eventId)
    if (known.has(id)) return position.recognise(event)
    known.add(id)
    if (!types || types.includes(event.rotation.type))
      queued.push(() => ({ ...event, cursor: position.deliver(event) }))
  }

  const gap = (keyArn: string, requestedAfter: string, reason: string): StreamGap => ({
    kind: 'StreamGap',
    requestedAfter,
    keyArn,
    message: `Rotations of ${keyArn} may have been missed, because its history cannot be read: ${reason} Other keys are not affected.`,
    cursor: position.cursor(),
  })

  const stream: AsyncIterableIterator<CompletionMessage, undefined, undefined> = {
    async next() {
      for (;;) {
        for (let make = queued.shift(); make; make = queued.shift()) {
          const message = make()
          if (message) return { done: false, value: message }
        }
        const { done, value } = await observations.next()
        if (done) return { done, value }
        queue(value)
      }
    },
    return() {
      queued.length = 0
      return observations.return()
    },
    [Symbol.asyncIterator]: () => stream,
  }
  return stream
}
