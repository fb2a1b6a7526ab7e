import { MAX_ROTATION_MS } from '../../defaults.ts'
import type { Instant } from '../../clock.ts'
import type { KeyRotationStatus, RotationsListEntry } from '../kms.ts'
import type { ReadOperation } from '../operations.ts'

// Rules for when responses about one key stop being valid before their maximum age. A change does not delete cached responses.
// Each response stores the change counter from the time its request was sent, and a response with an older counter than the
// key's last change is outdated. This includes a response whose request was in flight during the change.
//
//   changed  By the gateway, as observed by a watch, or by a status that differs from the previous one. KMS's reads flip back
//            and forth for a while after a change, and caching must not turn these seconds into a minute. A response is
//            therefore reused at most as long as its key had been unchanged when the response was read.
//   moving   A rotation is running, or an automatic one is due and was not seen yet. KMS may answer differently a moment
//            later, so concurrent callers share a status or history, and nobody reuses it.

/** When something was read. */
export interface ReadTime {
  /** When the request was sent, on the monotonic clock. KMS's response may be as old as this. */
  readonly sentAt: number
  /** The number of changes that were known then. */
  readonly changesKnown: number
}

/** Counts the changes of all keys. Orders changes and the reads between them, which a clock cannot. */
export interface ChangeCounter {
  count: number
}

/** How far KMS's clock may be behind the gateway's. Until KMS shows a start, the time of sending is the start. */
const CLOCK_TOLERANCE_MS = 5 * 60_000

/**
 * The changes of one key that are known. Ages and times of the gateway are on the monotonic clock. Dates of KMS are compared
 * with each other only, and are mapped to the monotonic clock when they become known. A class, because there are many
 * instances: methods of their own would cost each one a kilobyte.
 */
export class CacheValidity {
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

  /** Whether a response may be reused. */
  isValid(read: ReadTime, operation: ReadOperation, maxAgeMs: number, now: number): boolean {
    const age = now - read.sentAt
    return (
      age >= 0 &&
      age < Math.min(maxAgeMs, read.sentAt - this.#changedAt) &&
      !this.isOutdated(read, now) &&
      !((operation === 'GetKeyRotationStatus' || operation === 'ListKeyRotations') && this.#isMoving(now))
    )
  }

  /** Whether a response, or a read in flight, is from before a change. */
  isOutdated({ sentAt, changesKnown }: ReadTime, now: number): boolean {
    const dueAt = this.#dueAt
    return changesKnown < this.#changesUntilLast || (dueAt !== undefined && now >= dueAt && sentAt < dueAt)
  }

  /** Responses read before now are not valid any more. @param now on the monotonic clock */
  change(now: number): void {
    this.#changesUntilLast = ++this.#changes.count
    this.#changedAt = now
  }

  /** A rotation was requested, or seen to run. */
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
    const isNew = this.#status !== undefined && !isSame(this.#status, status)
    this.#status = status
    this.#statusSentAt = sentAt
    const nextAt = status.nextRotationDate?.getTime()
    this.#dueDate = nextAt !== undefined && nextAt > this.#lastAutomaticAt ? nextAt : undefined
    this.#dueAt = this.#dueDate === undefined ? undefined : this.#dueDate - now.wall + now.elapsed
    if (isNew) this.change(now.elapsed)
    const startedAt = status.onDemandRotationStartDate?.getTime()
    if (startedAt !== undefined) this.rotationStarted(startedAt, now)
  }

  noteHistory(entries: readonly RotationsListEntry[], now: Instant): void {
    let isNew = false
    for (const { rotationType, rotationDate } of entries)
      if (rotationDate && this.#see(rotationType, rotationDate.getTime())) isNew = true
    if (isNew) this.change(now.elapsed)
  }

  /** Records a rotation of the history. Returns whether it ends the running rotation or the one that is due. */
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
      (this.#runningSince !== undefined && now < this.#runningSeenAt + MAX_ROTATION_MS) ||
      (now >= dueAt && now < dueAt + MAX_ROTATION_MS)
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
