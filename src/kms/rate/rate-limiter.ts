import { hasPassed } from '../../clock.ts'
import type { Clock } from '../../clock.ts'
import { ThrottledError } from '../../errors/operation-errors.ts'
import { createFairQueue } from './fair-queue.ts'
import type { Place } from './fair-queue.ts'
import type { CallOptions, KmsOperation } from '../kms.ts'
import { createQuotaShare } from './quota-share.ts'

// Each operation of one KMS has a rate limiter. Every request acquires a permit before it is sent, retries included. The
// limiter grants at most our share of KMS's quota per second. AWS does not document how KMS counts, so the share is not
// exceeded in any second, wherever the second begins. This satisfies fixed windows, sliding windows and a token bucket that
// holds one second. The share has two parts, which are counted separately:
//
//   reserved  A fifth of the share, for the first calls of a request when these calls would otherwise wait. Each request gets
//             at most a fifth of this part per second. A caller that reads one key does not wait, however many keys other
//             callers read.
//   shared    The rest, for every call. While no call waits, calls get permits as they arrive, up to a whole second's worth
//             at once. While calls wait, permits are granted at an even pace: to callers in rotation and, within a caller,
//             to requests in rotation (see fair-queue.ts). A scan of thousands of keys is one request.
//
// At most `maxInFlight` requests are in flight per operation (reserved requests excluded). More would not finish sooner and
// would delay later requests in the socket queue. Calls that wait only for this limit are not paced.
//
// BACKGROUND calls use the shared part only, and at most half of it. While other calls wait, they get one of ten permits.
//
// Further calls that need the same response can join a waiting call. It then waits in the place of each of them and gets
// the first permit of any of these places: joining never delays a call and never sends a request twice. It waits until the
// last of their deadlines, and gives up a place when the call that joined there is cancelled.
//
// A call is rejected immediately when the calls ahead of it take longer than its deadline or, without a deadline, than the
// maximum wait. A call that others overtook is rejected when its time is up. A cancelled call leaves the queue immediately.
// The number of waiting calls is bounded.
//
// When KMS throttles nevertheless, other users of the account spend the quota too, and the share shrinks for a while (see
// adaptive-rate.ts).

export interface RateLimiterOptions {
  readonly operation: KmsOperation
  /** The account and Region, for messages. */
  readonly scope: string
  /** Our share of the quota. */
  readonly requestsPerSecond: number
  readonly clock: Clock
  /** Maximum wait of a call without a deadline, in milliseconds. */
  readonly maxWaitMs: number
  /** Maximum wait of a BACKGROUND call without a deadline, in milliseconds. */
  readonly maxBackgroundWaitMs: number
  /** Maximum number of waiting calls, and of waiting BACKGROUND calls. */
  readonly maxWaiting: number
  /** Maximum number of requests in flight, reserved requests excluded. */
  readonly maxInFlight: number
}

export interface RateLimiter {
  /**
   * Resolves with a permit when one request may be sent. The request must then be sent; call the result when KMS has
   * answered it.
   *
   * @throws {ThrottledError} when no permit is available in time
   */
  acquire(call: CallOptions | undefined): Promise<() => void>
  /** Rejects the waiting calls. */
  stop(reason: unknown): void
  /** KMS throttled a request that had a permit. */
  noteThrottled(): void
  /** Requests per second that may be sent: our share, less for a while after KMS throttled. */
  readonly requestsPerSecond: number
  /** Requests that could be sent now. */
  readonly available: number
  /** Calls that wait for a permit. */
  readonly waiting: number
}

interface PendingCall {
  /** Moves back when a call with a later deadline joins. */
  expiresAt: number
  /** When a permit was expected as the call arrived, or sooner when a call joined that gets one sooner. */
  dueAt: number
  readonly grant: () => void
  readonly reject: (reason: unknown) => void
}

type Kind = 'SHARED' | 'BACKGROUND'
const KINDS: readonly Kind[] = ['SHARED', 'BACKGROUND']

const PERMITS_PER_BACKGROUND_PERMIT = 10
/** A late timer grants the permits that it missed, up to this time. */
const CATCH_UP_MS = 100
/** Minimum time between two searches for expired calls. */
const EXPIRY_GRAIN_MS = 20
/** A deadline may be later than the longest timer. */
const MAX_SLEEP_MS = 60_000

export function createRateLimiter(options: RateLimiterOptions): RateLimiter {
  const { operation, scope, requestsPerSecond, clock } = options
  const share = createQuotaShare(requestsPerSecond)
  const queues = { SHARED: createFairQueue<PendingCall>(), BACKGROUND: createFairQueue<PendingCall>() }
  const now = () => clock.elapsed()
  let permitsSinceBackground = 0
  let inFlight = 0
  /** When the pace allows the next permit. Calls are paced while the share is short. */
  let nextPermitAt = -Infinity
  let isShort = false
  let nextExpiryAt = Infinity
  let alarm: { readonly at: number; readonly controller: AbortController } | undefined

  /** A call that waits in both queues counts twice. */
  const waiting = () => queues.SHARED.size + queues.BACKGROUND.size

  function isGrantedNow(kind: Kind, place: Place): boolean {
    if (kind === 'BACKGROUND') return waiting() === 0 && tookCapacity(kind, place)
    if (isBackgroundDue(true)) grantPermit('BACKGROUND')
    return (queues.SHARED.size === 0 && tookCapacity(kind, place)) || tookCapacity('RESERVED', place)
  }

  function tookCapacity(part: Kind | 'RESERVED', place: Place): boolean {
    const at = now()
    if (part !== 'RESERVED' && inFlight >= options.maxInFlight) return false
    if (!share.hasCapacity(part, place, at)) {
      if (part !== 'RESERVED') isShort = true
      return false
    }
    inFlight++
    share.take(part, place, at)
    if (part === 'BACKGROUND') permitsSinceBackground = 0
    else if (part === 'SHARED' && queues.BACKGROUND.size > 0) permitsSinceBackground++
    return true
  }

  function isBackgroundDue(doOthersWait: boolean): boolean {
    const isItsTime = !doOthersWait || permitsSinceBackground >= PERMITS_PER_BACKGROUND_PERMIT - 1
    return queues.BACKGROUND.size > 0 && isItsTime && share.availableAt('BACKGROUND', now()) <= now()
  }

  const isTimeForPermit = () => waiting() > 0 && (!isShort || now() >= nextPermitAt)

  function grantPermits(): void {
    if (now() >= nextExpiryAt) rejectExpired()
    while (isTimeForPermit()) {
      const kind = isBackgroundDue(queues.SHARED.size > 0) ? 'BACKGROUND' : 'SHARED'
      const dueAt = permitAt(kind)
      if (!grantPermit(kind)) break
      const interval = share.intervalMs(queues.SHARED.size > 0 ? 'SHARED' : kind, now())
      nextPermitAt = Math.max(dueAt, now() - CATCH_UP_MS) + interval
    }
    if (waiting() === 0) isShort = false
    setAlarm()
  }

  function grantPermit(kind: Kind): boolean {
    const place = queues[kind].nextPlace
    if (!place || !tookCapacity(kind, place)) return false
    const pending = queues[kind].take()
    if (!pending) return false
    remove(pending)
    pending.grant()
    return true
  }

  const isQueued = (pending: PendingCall): boolean => KINDS.some((kind) => queues[kind].has(pending))

  /** Whether it was still waiting. */
  function remove(pending: PendingCall): boolean {
    const wasQueued = isQueued(pending)
    for (const kind of KINDS) queues[kind].delete(pending)
    return wasQueued
  }

  function rejectExpired(): void {
    nextExpiryAt = Infinity
    for (const kind of KINDS)
      for (const pending of queues[kind])
        if (pending.expiresAt > now()) nextExpiryAt = Math.min(nextExpiryAt, pending.expiresAt)
        else if (remove(pending)) pending.reject(tooLate(waitFor(kind, queues[kind].size)))
    nextExpiryAt = Math.max(nextExpiryAt, now() + EXPIRY_GRAIN_MS)
  }

  /** The expected time until `ahead` calls have got their permits, in milliseconds. */
  function waitFor(kind: Kind, ahead: number): number {
    const at = now()
    const isAlone = queues[kind].size === waiting()
    const isBehind = kind === 'BACKGROUND' && !isAlone
    const pace = share.intervalMs(isBehind ? 'SHARED' : kind, at)
    const perPermit = isAlone
      ? 1
      : PERMITS_PER_BACKGROUND_PERMIT / (isBehind ? 1 : PERMITS_PER_BACKGROUND_PERMIT - 1)
    return Math.max(0, permitAt(kind) - at) + ahead * pace * perPermit
  }

  const permitAt = (kind: Kind): number =>
    Math.max(isShort ? nextPermitAt : -Infinity, share.availableAt(kind, now()))

  /** Called once for each request that had a permit. */
  function release(): void {
    inFlight--
    grantPermits()
  }

  function setAlarm(): void {
    if (waiting() === 0) return clearAlarm()
    // When calls wait only for requests in flight, the next response grants the next permit.
    const nextAt =
      inFlight < options.maxInFlight ? permitAt(queues.SHARED.size > 0 ? 'SHARED' : 'BACKGROUND') : Infinity
    const at = Math.max(now(), Math.min(nextAt, nextExpiryAt, now() + MAX_SLEEP_MS))
    if (alarm && alarm.at <= at) return
    clearAlarm()
    alarm = { at, controller: new AbortController() }
    void wake(at - now(), alarm)
  }

  async function wake(afterMs: number, set: typeof alarm): Promise<void> {
    if (!set || !(await hasPassed(clock, afterMs, set.controller.signal)) || alarm !== set) return
    alarm = undefined
    grantPermits()
  }

  function clearAlarm(): void {
    alarm?.controller.abort()
    alarm = undefined
  }

  function tooLate(waitMs: number): ThrottledError {
    const retryAfterSeconds = Math.max(1, Math.ceil(waitMs / 1_000))
    return new ThrottledError(
      `Rate limit reached for ${operation} in ${scope} (${Number(requestsPerSecond.toPrecision(3))} requests per second). This request would not start in time. Retry in ${retryAfterSeconds} s.`,
      { operation, retryAfterSeconds },
    )
  }

  const allowedMs = (kind: Kind, deadline: number | undefined): number => {
    const maxMs = kind === 'SHARED' ? options.maxWaitMs : options.maxBackgroundWaitMs
    return deadline === undefined ? maxMs : deadline - clock.elapsed()
  }

  function waitForPermit(kind: Kind, place: Place, call: CallOptions | undefined): Promise<void> {
    const waitMs = waitFor(kind, queues[kind].aheadOf(place))
    const mayWaitMs = allowedMs(kind, call?.deadline)
    if (waitMs >= mayWaitMs || queues[kind].size >= options.maxWaiting) throw tooLate(waitMs)

    const signal = call?.signal
    return new Promise<void>((resolve, reject) => {
      const abort = () => {
        remove(pending)
        reject(signal?.reason)
        setAlarm()
      }
      const pending: PendingCall = {
        expiresAt: now() + mayWaitMs,
        dueAt: now() + waitMs,
        grant() {
          signal?.removeEventListener('abort', abort)
          resolve()
        },
        reject(reason) {
          signal?.removeEventListener('abort', abort)
          reject(reason)
        },
      }
      signal?.addEventListener('abort', abort, { once: true })
      queues[kind].add(pending, place)
      nextExpiryAt = Math.min(nextExpiryAt, pending.expiresAt)
      call?.onQueued?.({ join: (other) => join(pending, other), leave: (other) => leave(pending, other) })
      setAlarm()
    })
  }

  function join(pending: PendingCall, call: CallOptions): void {
    if (!isQueued(pending)) return
    const { kind, place } = placeOf(call)
    if (isGrantedNow(kind, place)) {
      // Granting the overdue background permit may already have granted this call's.
      if (remove(pending)) pending.grant()
      else release()
      return setAlarm()
    }
    const waitMs = waitFor(kind, queues[kind].aheadOf(place))
    const dueAt = Math.min(pending.dueAt, now() + waitMs)
    const expiresAt = now() + allowedMs(kind, call.deadline)
    const isTooMany = !queues[kind].has(pending) && queues[kind].size >= options.maxWaiting
    if (dueAt >= expiresAt || isTooMany) throw tooLate(dueAt - now())
    pending.dueAt = dueAt
    pending.expiresAt = Math.max(pending.expiresAt, expiresAt)
    queues[kind].add(pending, place)
    setAlarm()
  }

  function leave(pending: PendingCall, call: CallOptions): void {
    if (!isQueued(pending)) return
    const { kind, place } = placeOf(call)
    queues[kind].remove(pending, place)
    // The last place stays: its caller cancels the request instead.
    if (!isQueued(pending)) queues[kind].add(pending, place)
    setAlarm()
  }

  return {
    async acquire(call) {
      call?.signal?.throwIfAborted()
      const { kind, place } = placeOf(call)
      if (!isGrantedNow(kind, place)) await waitForPermit(kind, place, call)
      return release
    },
    noteThrottled: () => share.noteThrottled(now()),
    get requestsPerSecond() {
      return share.perSecond(now())
    },
    get available() {
      return share.available(now())
    },
    get waiting() {
      return waiting()
    },
    stop(reason) {
      clearAlarm()
      for (const queue of Object.values(queues))
        for (const pending of queue) if (remove(pending)) pending.reject(reason)
    },
  }
}

function placeOf(call: CallOptions | undefined): { readonly kind: Kind; readonly place: Place } {
  const kind = call?.priority === 'BACKGROUND' ? 'BACKGROUND' : 'SHARED'
  return { kind, place: { caller: call?.caller ?? '', request: call?.request ?? '' } }
}
