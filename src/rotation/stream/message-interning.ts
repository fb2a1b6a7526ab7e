import type { Clock } from '../../clock.ts'
import type { StreamEvent, StreamMessage } from './stream-message.ts'

/** For so long a message that is made anew is still the same: what is read for it is no older either. */
const LIFETIME_MS = 1_000

/**
 * Makes one object of messages that say the same, so that many readers who resume from one place at one time are
 * answered as one.
 */
export function createMessageInterning({
  now,
}: Pick<Clock, 'now'>): (message: StreamMessage) => StreamMessage {
  let pool = new Map<string, StreamEvent>()
  let emptiedAt = -Infinity

  return (message) => {
    if (message.kind === 'StreamGap') return message
    if (now() - emptiedAt >= LIFETIME_MS) {
      pool = new Map()
      emptiedAt = now()
    }
    const name = `${message.eventId} ${message.cursor}`
    const pooled = pool.get(name) ?? message
    pool.set(name, pooled)
    return pooled
  }
}
