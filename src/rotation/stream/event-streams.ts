import type { Clock } from '../../clock.ts'
import type { EventLog } from './event-log.ts'
import { EventReader } from './event-reader.ts'
import type { KeySet } from '../key-set/key-set.ts'
import type { KeyWatches } from '../watch/key-watches.ts'
import { openLiveStream } from './live-stream.ts'
import type { AdditionOf, LiveStream } from './live-stream.ts'
import { createMessageInterning } from './message-interning.ts'
import { Replay } from './replay.ts'
import { decodeStreamCursor } from './stream-cursor.ts'
import type { StreamMessage, StreamSubject } from './stream-message.ts'

// Without a cursor, a stream starts with the next event. With a cursor, it first replays the events since the cursor. Streams
// with equal subjects share one live stream and its message objects. A resumed stream joins the live stream immediately, and
// creates its own messages from the observations until every key was read and every rotation after the cursor was delivered.
// So there is only one source, and no gap or duplicate between two sources. Streams that resume at the same time share the
// reads, because there is one watch per key.

export interface EventStreamsOptions {
  readonly watches: KeyWatches
  readonly log: EventLog
  readonly clock: Clock
  /** @default the additions of keys are not known */
  readonly additionOf?: AdditionOf | undefined
  /** Maximum number of unread messages of one reader. @default 1_000 */
  readonly maxQueued?: number | undefined
  /**
   * How long to keep watching keys after their last stream, in milliseconds. A client that reconnects within this time has
   * missed nothing. @default 60_000
   */
  readonly lingerMs?: number | undefined
}

export interface EventStreams {
  /**
   * The events of a subject after the cursor `after`, or from now on: each event once, in order per key. A reader that is too
   * slow gets a `SlowConsumerError`. `return` ends the stream immediately, even during a read.
   *
   * @throws {BadUserInputError} if `after` is not a valid cursor
   */
  open(subject: StreamSubject, after?: string): AsyncIterableIterator<StreamMessage, undefined, undefined>
  /** Starts to watch these keys for `lingerMs`, before a stream is opened. */
  prepare(keyArns: KeySet): void
  readonly additionOf: AdditionOf
}

export function createEventStreams({
  watches,
  log,
  clock,
  additionOf = () => undefined,
  maxQueued = 1_000,
  lingerMs = 60_000,
}: EventStreamsOptions): EventStreams {
  const running = new Map<string, LiveStream>()
  const intern = createMessageInterning(clock)
  const lastOf = (keyArn: string) => watches.lastOf(keyArn)

  function liveStreamOf(subject: StreamSubject): LiveStream {
    const name = nameOf(subject)
    const known = running.get(name)
    if (known) return known
    const onEnd = () => void running.delete(name)
    const live = openLiveStream({
      subject,
      watches,
      log,
      additionOf,
      now: () => clock.now(),
      lingerMs,
      onEnd,
    })
    running.set(name, live)
    return live
  }

  return {
    additionOf,
    open(subject, after) {
      const { keyArns } = subject
      const start = after === undefined ? undefined : decodeStreamCursor(after)
      const live = liveStreamOf(subject)
      const now = () => clock.now()
      const openedAt = now()
      const reader = new EventReader({ live, openedAt, maxQueued: maxQueued + keyArns.size, intern, lastOf })
      if (after === undefined || !start) return reader
      const replay = new Replay({ subject, after, start, openedAt, log, watches, additionOf, now })
      reader.resume(replay)
      return reader
    },
    prepare(keyArns) {
      const options = { lingerMs, isNamed: keyArns.isNamed }
      watches.observe(keyArns, { next: () => {}, end: () => {} }, options)[Symbol.dispose]()
    },
  }
}

function nameOf({ keyArns, kinds, rotationTypes }: StreamSubject): string {
  return JSON.stringify([keyArns.name, [...kinds].toSorted(), rotationTypes && [...rotationTypes].toSorted()])
}
