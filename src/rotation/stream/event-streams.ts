import type { Clock } from '../../clock.ts'
import type { EventLog } from './event-log.ts'
import { EventReader } from './event-reader.ts'
import type { KeySet } from '../key-set/key-set.ts'
import type { KeyWatches } from '../watch/key-watches.ts'
import { openLiveStream } from './live-stream.ts'
import type { LiveStream } from './live-stream.ts'
import { createMessageInterning } from './message-interning.ts'
import { Replay } from './replay.ts'
import { decodeStreamCursor } from './stream-cursor.ts'
import type { StreamMessage, StreamSubject } from './stream-message.ts'

// A stream of events begins in one of two ways: without a cursor now, or with one by replaying what came since. All
// streams about the same share one live stream, whose messages are the same objects to all of them. A stream that is
// resumed joins it at once and makes its own messages of what it brings, until it has caught up: every key read, every
// rotation after its cursor told. There is no hand-over between two sources, hence no gap in it and no repeat; and who
// resumes at the same time shares the reading, because there is one watch per key.

export interface EventStreamsOptions {
  readonly watches: KeyWatches
  readonly log: EventLog
  readonly clock: Clock
  /** Messages one reader may leave unread. @default 1_000 */
  readonly maxQueued?: number | undefined
  /**
   * How long keys are watched on after the last stream about them, in milliseconds: who comes back at once has missed
   * nothing. @default 60_000
   */
  readonly lingerMs?: number | undefined
}

export interface EventStreams {
  /**
   * The events of a subject after `after`, or from now on: each once, in order per key. A reader that does not drain
   * is thrown out with a `SlowConsumerError`. `return` ends it at once, also while it waits.
   *
   * @throws {BadUserInputError} when `after` is not a cursor of ours
   */
  open(subject: StreamSubject, after?: string): AsyncIterableIterator<StreamMessage, undefined, undefined>
  /** Begins to watch these keys, for as long as it would after a stream: a stream is about to be opened. */
  prepare(keyArns: KeySet): void
}

export function createEventStreams({
  watches,
  log,
  clock,
  maxQueued = 1_000,
  lingerMs = 60_000,
}: EventStreamsOptions): EventStreams {
  const running = new Map<string, LiveStream>()
  const pooled = createMessageInterning(clock)
  const lastOf = (keyArn: string) => watches.lastOf(keyArn)

  function liveStreamOf(subject: StreamSubject): LiveStream {
    const name = nameOf(subject)
    const known = running.get(name)
    if (known) return known
    const onEnd = () => void running.delete(name)
    const live = openLiveStream({ subject, watches, log, now: () => clock.now(), lingerMs, onEnd })
    running.set(name, live)
    return live
  }

  return {
    open(subject, after) {
      const { keyArns } = subject
      const start = after === undefined ? undefined : decodeStreamCursor(after)
      const live = liveStreamOf(subject)
      const reader = new EventReader({ live, maxQueued: maxQueued + keyArns.size, pooled, lastOf })
      if (after === undefined || !start) return reader
      const now = () => clock.now()
      const replay = new Replay({ subject, after, start, openedAt: now(), log, watches, now })
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
