import type { Instant } from '../../clock.ts'
import type { ReadOperation } from './max-ages.ts'
import type { KeyRotationStatus, RotationsListEntry } from '../kms.ts'

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
  /** When the request was sent, on the monotonic clock: what KMS answered may be as old. */
  readonly sentAt: number
  /** How many changes were known then. */
  readonly changesKnown: number
}

/** Counts the changes of all keys, so that they and the reads between them have an order that no clock gives. */
export interface ChangeCounter {
  count: number
}

/** After this long a rotation that was not seen to end is taken for over: it was missed, or never began. */
const LONGEST_ROTATION_MS = 15 * 60_000

/** How far KMS's clock may be behind the gateway's, whose time of sending is the start until KMS shows one. */
const CLOCK_TOLERANCE_MS = 5 * 60_000

/**
 * What is known of one key. Ages and moments of the gateway are on the monotonic clock; dates of KMS are compared with each
 * other only, and put on the monotonic clock when they become known. A class, for there are many of them: methods of their own would cost each a kilobyte. */
export class KeyLife {
  readonly #changes: ChangeCounter
  #changesUntilLast: number
  #changedAt = -Infinity
  #status: KeyRotationStatus | undefined
  #statusSentAt = -Infinity
  #runningSince: number | undefined
  /** When a rotation was first known to run, on the monotonic clock. */
  #runningSeenAt = -Infinity
  #dueDate: number | undefined
  /** The due date on the monotonic clock. */
  #dueAt: number | undefined
  #lastOnDemandAt = -Infinity
  #lastAutomaticAt = -Infinity

  constructor(changes: ChangeCounter) {
    this.#changes = changes
    this.#changesUntilLast = changes.count
  }

  /** Whether an answer that old may still be given. */
  isAlive(read: ReadTime, operation: ReadOperation, maxAgeMs: number, now: number): boolean {
    const age = now - read.sentAt
    return (
      age >= 0 &&
      age < Math.min(maxAgeMs, read.sentAt - this.#changedAt) &&
      !this.isOutdated(read, now) &&
      !((operation === 'GetKeyRotationStatus' || operation === 'ListKeyRotations') && this.#isMoving(now))
    )
  }

  /** Whether something that was read, or is being read, is from before a change. */
  isOutdated({ sentAt, changesKnown }: ReadTime, now: number): boolean {
    const dueAt = this.#dueAt
    return changesKnown < this.#changesUntilLast || (dueAt !== undefined && now >= dueAt && sentAt < dueAt)
  }

  /** Nothing that was read before now holds, on the monotonic clock. */
  change(now: number): void {
    this.#changesUntilLast = ++this.#changes.count
    this.#changedAt = now
  }

  /** A rotation was asked for, or seen to run. */
  rotationStarted(startedAt: number, now: Instant): void {
    // A start date may still be read after its rotation is over.
    if (startedAt <= this.#lastOnDemandAt || startedAt <= (this.#runningSince ?? -Infinity)) return
    this.#runningSince = startedAt
    this.#runningSeenAt = now.elapsed
    this.change(now.elapsed)
  }

  /** A rotation was seen in the history. */
  rotationCompleted(type: string | undefined, at: number, now: Instant): void {
    this.#see(type, at)
    const runningSince = this.#runningSince ?? Infinity
    // An earlier rotation that reads hid until now does not end the running one.
    if (type === 'ON_DEMAND' && at >= runningSince - CLOCK_TOLERANCE_MS) this.#runningSince = undefined
    this.change(now.elapsed)
  }

  noteStatus(status: KeyRotationStatus, { sentAt }: ReadTime, now: Instant): void {
    if (sentAt < this.#statusSentAt) return
    const isNews = this.#status !== undefined && !isSame(this.#status, status)
    this.#status = status
    this.#statusSentAt = sentAt
    const nextAt = status.nextRotationDate?.getTime()
    this.#dueDate = nextAt !== undefined && nextAt > this.#lastAutomaticAt ? nextAt : undefined
    this.#dueAt = this.#dueDate === undefined ? undefined : this.#dueDate - now.wall + now.elapsed
    if (isNews) this.change(now.elapsed)
    const startedAt = status.onDemandRotationStartDate?.getTime()
    if (startedAt !== undefined) this.rotationStarted(startedAt, now)
  }

  noteHistory(entries: readonly RotationsListEntry[], now: Instant): void {
    let isNews = false
    for (const { rotationType, rotationDate } of entries)
      if (rotationDate && this.#see(rotationType, rotationDate.getTime())) isNews = true
    if (isNews) this.change(now.elapsed)
  }

  /** Whether that ended what was under way. */
  #see(type: string | undefined, at: number): boolean {
    if (type === 'ON_DEMAND') this.#lastOnDemandAt = Math.max(this.#lastOnDemandAt, at)
    if (type === 'AUTOMATIC') this.#lastAutomaticAt = Math.max(this.#lastAutomaticAt, at)
    const hasRun = this.#runningSince !== undefined && this.#lastOnDemandAt >= this.#runningSince
    const hasComeDue = this.#dueDate !== undefined && this.#lastAutomaticAt >= this.#dueDate
    if (hasRun) this.#runningSince = undefined
    if (hasComeDue) this.#dueDate = this.#dueAt = undefined
    return hasRun || hasComeDue
  }

  #isMoving(now: number): boolean {
    const dueAt = this.#dueAt ?? -Infinity
    return (
      (this.#runningSince !== undefined && now < this.#runningSeenAt + LONGEST_ROTATION_MS) ||
      (now >= dueAt && now < dueAt + LONGEST_ROTATION_MS)
    )
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
