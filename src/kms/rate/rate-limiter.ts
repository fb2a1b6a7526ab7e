import { hasPassed } from '../../clock.ts'
import type { Clock } from '../../clock.ts'
import { ThrottledError } from '../../errors/operation-errors.ts'
import type { BackgroundBudget } from './background-budget.ts'
import { createFairQueue } from './fair-queue.ts'
import type { Place } from './fair-queue.ts'
import { NAMED_REQUEST } from '../kms.ts'
import type { CallOptions, KmsOperation } from '../kms.ts'
import { createQuotaShare } from './quota-share.ts'
import type { Part } from './quota-share.ts'

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
// BACKGROUND calls use the shared part only: at most half of it, and at most a tenth of AWS's quota. They also stay within the
// monthly budget of the account (see background-budget.ts). While other calls wait, they get one of ten permits. The polls of named
// keys go before all other BACKGROUND calls. A BACKGROUND call without a
// deadline waits as long as necessary.
//
// Further calls that need the same response can join a waiting call. It then waits in the place of each of them and gets
// the first permit of any of these places: joining never delays a call and never sends a request twice. It waits until the
// last of their deadlines, and gives up a place when the call that joined there is cancelled.
//
// A call is rejected immediately when the calls ahead of it take longer than its deadline or, without a deadline, than the
// maximum wait of an INTERACTIVE call. A call that others overtook is rejected when its time is up. A cancelled call leaves the queue immediately.
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
  /** The maximum rate of BACKGROUND requests. */
  readonly backgroundPerSecond: number
  /** The budget of the account. @default BACKGROUND requests are not limited by a budget, and requests are not counted */
  readonly budget?: BackgroundBudget | undefined
  readonly clock: Clock
  /** Maximum wait of an INTERACTIVE call without a deadline, in milliseconds. */
  readonly maxWaitMs: number
  /** Maximum number of waiting calls of each kind: INTERACTIVE, BACKGROUND for named keys, and other BACKGROUND calls. */
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

/** NAMED and BACKGROUND are the BACKGROUND calls; NAMED go first. */
type Kind = 'SHARED' | 'NAMED' | 'BACKGROUND'
const KINDS: readonly Kind[] = ['SHARED', 'NAMED', 'BACKGROUND']

type PacedPart = Exclude<Part, 'RESERVED'>
const PACED_PARTS: readonly PacedPart[] = ['SHARED', 'BACKGROUND']
const partOf = (kind: Kind): PacedPart => (kind === 'SHARED' ? 'SHARED' : 'BACKGROUND')

const PERMITS_PER_BACKGROUND_PERMIT = 10
/** A late timer grants the permits that it missed, up to this time. */
const CATCH_UP_MS = 100
/** Minimum time between two searches for expired calls. */
const EXPIRY_GRAIN_MS = 20
/** A deadline may be later than the longest timer. */
const MAX_SLEEP_MS = 10 * 60_000

export function createRateLimiter(options: RateLimiterOptions): RateLimiter {
  const { operation, scope, requestsPerSecond, clock, budget } = options
  const share = createQuotaShare(requestsPerSecond, options.backgroundPerSecond)
  const queues = {
    SHARED: createFairQueue<PendingCall>(),
    NAMED: createFairQueue<PendingCall>(),
    BACKGROUND: createFairQueue<PendingCall>(),
  }
  const now = () => clock.elapsed()
  let permitsSinceBackground = 0
  let inFlight = 0
  /** When the pace allows the next permit of each part. The shared part is paced while it is short. */
  const nextPermitAt = { SHARED: -Infinity, BACKGROUND: -Infinity }
  let isShort = false
  let nextExpiryAt = Infinity
  let alarm: { readonly at: number; readonly controller: AbortController } | undefined

  const waitingInBackground = () => queues.NAMED.size + queues.BACKGROUND.size
  /** A call that waits in several queues counts several times. */
  const waiting = () => queues.SHARED.size + waitingInBackground()
  const nextInBackground = () => (queues.NAMED.size > 0 ? 'NAMED' : 'BACKGROUND')

  function isGrantedNow(kind: Kind, place: Place): boolean {
    if (kind !== 'SHARED') return waiting() === 0 && isInBudget(kind) && tookCapacity('BACKGROUND', place)
    if (isBackgroundDue(true)) grantPermit(nextInBackground())
    return (queues.SHARED.size === 0 && tookCapacity('SHARED', place)) || tookCapacity('RESERVED', place)
  }

  function tookCapacity(part: Part, place: Place): boolean {
    const at = now()
    if (part !== 'RESERVED' && inFlight >= options.maxInFlight) return false
    if (!share.hasCapacity(part, place, at)) {
      if (part === 'SHARED') isShort = true
      return false
    }
    inFlight++
    share.take(part, place, at)
    budget?.count(part === 'BACKGROUND' ? 'background' : 'interactive')
    if (part === 'BACKGROUND') permitsSinceBackground = 0
    else if (part === 'SHARED' && waitingInBackground() > 0) permitsSinceBackground++
    return true
  }

  function isBackgroundDue(doOthersWait: boolean): boolean {
    const isItsTime = !doOthersWait || permitsSinceBackground >= PERMITS_PER_BACKGROUND_PERMIT - 1
    const kind = nextInBackground()
    return waitingInBackground() > 0 && isItsTime && permitAt(kind) <= now() && isInBudget(kind)
  }

  function grantPermits(): void {
    if (now() >= nextExpiryAt) rejectExpired()
    for (let kind = nextKind(); kind; kind = nextKind()) {
      const parts = kind === 'SHARED' || queues.SHARED.size === 0 ? [partOf(kind)] : PACED_PARTS
      const dueAt = permitAt(kind)
      if (!grantPermit(kind)) break
      for (const part of parts)
        nextPermitAt[part] = Math.max(dueAt, now() - CATCH_UP_MS) + share.intervalMs(part, now())
    }
    if (queues.SHARED.size === 0) isShort = false
    setAlarm()
  }

  /** The calls that get the next permit, if it is time for it. */
  function nextKind(): Kind | undefined {
    if (queues.SHARED.size === 0) return isBackgroundDue(false) ? nextInBackground() : undefined
    if (isShort && now() < nextPermitAt.SHARED) return undefined
    return isBackgroundDue(true) ? nextInBackground() : 'SHARED'
  }

  function grantPermit(kind: Kind): boolean {
    const place = queues[kind].nextPlace
    if (!place || !tookCapacity(partOf(kind), place)) return false
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

  /** The expected time until `ahead` calls of this kind have got their permits, in milliseconds. */
  function waitFor(kind: Kind, ahead: number): number {
    const aheadOfAll = kind === 'BACKGROUND' ? ahead + queues.NAMED.size : ahead
    return Math.max(0, permitAt(kind) - now()) + aheadOfAll * msPerPermit(partOf(kind))
  }

  function msPerPermit(part: PacedPart): number {
    const interval = share.intervalMs(part, now())
    const shared = share.intervalMs('SHARED', now()) * PERMITS_PER_BACKGROUND_PERMIT
    if (part === 'BACKGROUND') return queues.SHARED.size > 0 ? Math.max(interval, shared) : interval
    return waitingInBackground() > 0 ? shared / (PERMITS_PER_BACKGROUND_PERMIT - 1) : interval
  }

  const inBudgetAt = (kind: Kind): number =>
    kind === 'SHARED' || !budget ? -Infinity : budget.availableAt(kind === 'NAMED')
  const isInBudget = (kind: Kind): boolean => inBudgetAt(kind) <= now()

  /** The pace and the capacity of our share allow the next permit then. */
  function permitAt(kind: Kind): number {
    const part = partOf(kind)
    const isPaced = part === 'BACKGROUND' || isShort
    return Math.max(isPaced ? nextPermitAt[part] : -Infinity, share.availableAt(part, now()))
  }

  /** Called once for each request that had a permit. */
  function release(): void {
    inFlight--
    grantPermits()
  }

  function setAlarm(): void {
    if (waiting() === 0) return clearAlarm()
    const kind = queues.SHARED.size > 0 ? 'SHARED' : nextInBackground()
    // When calls wait only for requests in flight, the next response grants the next permit.
    const nextAt = inFlight < options.maxInFlight ? Math.max(permitAt(kind), inBudgetAt(kind)) : Infinity
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
    const maxMs = kind === 'SHARED' ? options.maxWaitMs : Infinity
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

  const usage = budget?.use({
    get namedWaiting() {
      return queues.NAMED.size
    },
    wake: grantPermits,
  })

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
      usage?.[Symbol.dispose]()
      clearAlarm()
      for (const queue of Object.values(queues))
        for (const pending of queue) if (remove(pending)) pending.reject(reason)
    },
  }
}

function placeOf(call: CallOptions | undefined): { readonly kind: Kind; readonly place: Place } {
  const { caller = '', request = '', priority } = call ?? {}
  const background = request === NAMED_REQUEST ? 'NAMED' : 'BACKGROUND'
  return { kind: priority === 'BACKGROUND' ? background : 'SHARED', place: { caller, request } }
}
