import type { ReadOperation } from './max-ages.ts'
import type { KeyRotationStatus, RotationsListEntry } from './kms.ts'

// What ends the life of answers about one key before their time. Nothing is deleted: an answer remembers how many
// changes were known when it was read, and is of no use once its key has changed since. So a read that is on its way
// while a change becomes known brings nothing back.
//
//   changed  By the gateway, by what a watch saw, or by a status that says otherwise than the one before. KMS's reads
//            flip back and forth for a while after a change, and what is kept must not make seconds of that into a
//            minute: an answer is reused for no longer than its key had been unchanged when it was read.
//   moving   A rotation is running, or an automatic one has come due and was not seen yet. What KMS says of it may be
//            otherwise a moment later, so status and history are shared by those who ask at the same time, and not kept.

/** When something was read. */
export interface ReadTime {
  /** When the request was sent: what KMS answered may be as old. */
  readonly sentAt: number
  /** How many changes were known then. */
  readonly changesKnown: number
}

/** Counts the changes of all keys, so that they and the reads between them have an order that no clock gives. */
export interface ChangeCounter {
  count: number
}

export interface KeyLife {
  /** Whether an answer that old may still be given. */
  isAlive(read: ReadTime, operation: ReadOperation, maxAgeMs: number, now: number): boolean
  /** Whether something that was read, or is being read, is from before a change. */
  isOutdated(read: ReadTime, now: number): boolean
  /** Nothing that was read before now holds. */
  change(now: number): void
  /** A rotation that was asked for, or seen to run. */
  rotationStarted(startedAt: number, now: number): void
  /** A rotation that was seen in the history. */
  rotationCompleted(type: string | undefined, at: number, now: number): void
  noteStatus(status: KeyRotationStatus, read: ReadTime, now: number): void
  noteHistory(entries: readonly RotationsListEntry[], now: number): void
}

/** After this long a rotation that was not seen to end is taken for over: it was missed, or never began. */
const LONGEST_ROTATION_MS = 15 * 60_000

export function createKeyLife(changes: ChangeCounter): KeyLife {
  let changesUntilLast = changes.count
  let changedAt = -Infinity
  let seen: { readonly status: KeyRotationStatus; readonly sentAt: number } | undefined
  let runningSince: number | undefined
  let dueAt: number | undefined
  let lastOnDemandAt = -Infinity
  let lastAutomaticAt = -Infinity

  function change(now: number): void {
    changesUntilLast = ++changes.count
    changedAt = now
  }

  const isMoving = (now: number): boolean =>
    (runningSince !== undefined && now < runningSince + LONGEST_ROTATION_MS) ||
    (dueAt !== undefined && now >= dueAt && now < dueAt + LONGEST_ROTATION_MS)

  const isOutdated = ({ sentAt, changesKnown }: ReadTime, now: number): boolean =>
    changesKnown < changesUntilLast || (dueAt !== undefined && now >= dueAt && sentAt < dueAt)

  function rotationStarted(startedAt: number, now: number): void {
    // A start date may still be read after its rotation is over.
    if (startedAt <= lastOnDemandAt || (runningSince !== undefined && startedAt <= runningSince)) return
    runningSince = startedAt
    change(now)
  }

  /** Whether that ended what was under way. */
  function see(type: string | undefined, at: number): boolean {
    if (type === 'ON_DEMAND') lastOnDemandAt = Math.max(lastOnDemandAt, at)
    if (type === 'AUTOMATIC') lastAutomaticAt = Math.max(lastAutomaticAt, at)
    const hasRun = runningSince !== undefined && lastOnDemandAt >= runningSince
    const hasComeDue = dueAt !== undefined && lastAutomaticAt >= dueAt
    if (hasRun) runningSince = undefined
    if (hasComeDue) dueAt = undefined
    return hasRun || hasComeDue
  }

  return {
    isAlive: (read, operation, maxAgeMs, now) =>
      now - read.sentAt < Math.min(maxAgeMs, read.sentAt - changedAt) &&
      !isOutdated(read, now) &&
      !((operation === 'GetKeyRotationStatus' || operation === 'ListKeyRotations') && isMoving(now)),
    isOutdated,
    change,
    rotationStarted,
    rotationCompleted(type, at, now) {
      see(type, at)
      if (type === 'ON_DEMAND') runningSince = undefined
      change(now)
    },
    noteStatus(status, { sentAt }, now) {
      if (seen && sentAt < seen.sentAt) return
      const isNews = seen !== undefined && !isSame(seen.status, status)
      seen = { status, sentAt }
      const nextAt = status.nextRotationDate?.getTime()
      dueAt = nextAt !== undefined && nextAt > lastAutomaticAt ? nextAt : undefined
      if (isNews) change(now)
      const startedAt = status.onDemandRotationStartDate?.getTime()
      if (startedAt !== undefined) rotationStarted(startedAt, now)
    },
    noteHistory(entries, now) {
      let isNews = false
      for (const { rotationType, rotationDate } of entries)
        if (rotationDate && see(rotationType, rotationDate.getTime())) isNews = true
      if (isNews) change(now)
    },
  }
}

function isSame(left: KeyRotationStatus, right: KeyRotationStatus): boolean {
  return (
    left.keyRotationEnabled === right.keyRotationEnabled &&
    left.rotationPeriodInDays === right.rotationPeriodInDays &&
    left.nextRotationDate?.getTime() === right.nextRotationDate?.getTime() &&
    left.onDemandRotationStartDate?.getTime() === right.onDemandRotationStartDate?.getTime()
  )
}
