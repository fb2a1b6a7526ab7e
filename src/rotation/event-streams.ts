import { createHash } from 'node:crypto'
import type { Clock } from '../clock.ts'
import { createBoundedQueue } from './bounded-queue.ts'
import type { EventLog } from './event-log.ts'
import type { Observation } from './key-view.ts'
import type { KeyWatches } from './key-watches.ts'
import { openLiveStream } from './live-stream.ts'
import type { LiveReader, LiveStream } from './live-stream.ts'
import { createMessagePool } from './message-pool.ts'
import { createReplay } from './replay.ts'
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
  prepare(keyArns: ReadonlySet<string>): void
}

type Item = readonly StreamMessage[] | Observation

const NOTHING: readonly StreamMessage[] = []

export function createEventStreams({
  watches,
  log,
  clock,
  maxQueued = 1_000,
  lingerMs = 60_000,
}: EventStreamsOptions): EventStreams {
  const running = new Map<string, LiveStream>()
  const pooled = createMessagePool(clock)

  function join(subject: StreamSubject, reader: LiveReader): { live: LiveStream; leave: () => void } {
    const name = nameOf(subject)
    const live =
      running.get(name) ?? openLiveStream({ subject, watches, log, openedAt: clock.now(), lingerMs })
    running.set(name, live)
    live.readers.add(reader)
    return {
      live,
      leave: () => {
        live.readers.delete(reader)
        if (live.readers.size > 0) return
        if (running.get(name) === live) running.delete(name)
        live[Symbol.dispose]()
      },
    }
  }

  return {
    open(subject, after) {
      let leave = () => {}
      const items = createBoundedQueue<Item>(maxQueued + subject.keyArns.size, () => leave())
      const start = after === undefined ? undefined : decodeStreamCursor(after)
      let isLive = start === undefined
      const { live, ...joined } = join(subject, {
        next(observation, messages) {
          if (!isLive) items.push(observation)
          else if (messages.length > 0) items.push(messages)
        },
        end: () => items.end(),
      })
      leave = joined.leave
      let replay =
        after !== undefined && start
          ? createReplay({
              subject,
              after,
              start,
              openedAt: clock.now(),
              log,
              watches,
              now: () => clock.now(),
            })
          : undefined
      if (replay) {
        items.push(replay.opening)
        for (const keyArn of subject.keyArns) {
          const last = watches.lastOf(keyArn)
          if (last) items.push(last)
        }
      }

      function* toldOf(observation: Observation): Generator<StreamMessage, void, undefined> {
        if (!replay) return
        for (const message of replay.take(observation)) yield pooled(message)
        if (isLive || !replay.isDone) return
        isLive = true
        live.reachBack()
        // Behind the last observation that is the replay's to tell: whoever reads this has no more use for it.
        items.push(NOTHING)
      }

      let current: Iterator<StreamMessage> = NOTHING[Symbol.iterator]()
      const stream: AsyncIterableIterator<StreamMessage, undefined, undefined> = {
        async next() {
          for (;;) {
            const message = current.next()
            if (!message.done) return { done: false, value: message.value }
            const item = await items.next()
            if (item.done) return { done: true, value: undefined }
            if (item.value === NOTHING) replay = undefined
            current = 'keyArn' in item.value ? toldOf(item.value) : item.value[Symbol.iterator]()
          }
        },
        return() {
          current = NOTHING[Symbol.iterator]()
          return items.return()
        },
        [Symbol.asyncIterator]: () => stream,
      }
      return stream
    },
    prepare(keyArns) {
      watches.observe(keyArns, { next: () => {}, end: () => {} }, lingerMs)[Symbol.dispose]()
    },
  }
}

function nameOf({ keyArns, kinds, rotationTypes }: StreamSubject): string {
  const parts = [keyArns, kinds, rotationTypes ?? []].map((values) => [...values].toSorted().join(' '))
  return createHash('sha256').update(parts.join('\n')).digest('base64url')
}
