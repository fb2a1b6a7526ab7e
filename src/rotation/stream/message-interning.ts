import type { Clock } from '../../clock.ts'
import type { StreamEvent, StreamMessage } from './stream-message.ts'

/** Maximum time for which equal messages are the same object. */
const MAX_AGE_MS = 1_000

/**
 * Returns the same object for equal messages, so that the selections of readers that resume at the same position at the same
 * time are executed only once.
 */
export function createMessageInterning({
  now,
}: Pick<Clock, 'now'>): (message: StreamMessage) => StreamMessage {
  let interned = new Map<string, StreamEvent>()
  let emptiedAt = -Infinity

  return (message) => {
    if (message.kind === 'StreamGap') return message
    if (now() - emptiedAt >= MAX_AGE_MS) {
      interned = new Map()
      emptiedAt = now()
    }
    const name = `${message.eventId} ${message.cursor}`
    const known = interned.get(name) ?? message
    interned.set(name, known)
    return known
  }
}
