import { elapsedOn, hasPassed } from '../../clock.ts'
import type { Clock } from '../../clock.ts'
import { KmsUnavailableError, ThrottledError } from '../../errors/operation-errors.ts'
import { createFairQueue } from './fair-queue.ts'
import type { Place } from './fair-queue.ts'
import type { CallOptions, KmsOperation } from '../kms.ts'
import { createQuotaShare } from './quota-share.ts'

// One gate stands before one operation of one KMS, and every request that goes there passes it, repetitions too. What may
// pass in a second is our share of KMS's quota. How KMS counts is not documented, so the share is never exceeded in any
// second, wherever it begins: that holds against a window that is fixed or slides, and against a bucket that holds a
// second's worth. The share has two parts, each counted by itself:
//
//   kept   A fifth. It is for the first calls of a request, for each at most a fifth of the part in a second, when they
//          would have to wait otherwise. So whoever looks at one key passes at once, however many keys others look at.
//   open   The rest, for everybody. While nobody waits calls pass as they come, a whole second's at once if need be.
//          Once some wait they pass one by one at an even pace, and the next is chosen by turns: callers, and within a
//          caller requests (see fair-queue.ts). A scan of thousands of keys is one request.
//
// So many may be under way at once, first calls aside: a thousand at once would not be answered sooner, and whoever came
// next would stand behind them at the sockets. Those that wait only for this keep no pace.
//
// Calls that are BACKGROUND use the open part only, and at most half of it. While others wait they get every tenth turn:
// little, and not nothing.
//
// A call that waits can be joined by further calls for the same answer. It then waits at the place of each of them, and is
// sent at the first turn that any of these places has: joining never delays a call, and never sends it twice. It waits
// until the last of their deadlines, and leaves a place when the call that joined there is cancelled.
//
// Nobody waits in vain. Who comes is told at once when the calls ahead take longer than its deadline, or, without one,
// than the longest wait; who was overtaken is told when its time is up. Who aborts is gone at once, and the number of
// those that wait is bounded.
//
// When KMS throttles all the same, others use the quota too: the share is smaller for a while (see careful-rate.ts).

export interface QuotaGateOptions {
  readonly operation: KmsOperation
  /** For messages. */
  readonly region: string
  /** Our share of the quota. */
  readonly requestsPerSecond: number
  readonly clock: Clock
  /** How long a call without a deadline may wait, in milliseconds. */
  readonly maxWaitMs: number
  /** The same of a call that is BACKGROUND. */
  readonly maxBackgroundWaitMs: number
  /** How many calls may wait at once, and as many BACKGROUND ones. */
  readonly maxWaiting: number
  /** How many may be under way at once, the first calls of a request aside. */
  readonly maxUnderWay: number
}

export interface QuotaGate extends Disposable {
  /**
   * Resolves when one request may be sent, which then has to be, and gives what is to be called once it was answered.
   *
   * @throws {ThrottledError} when that will not be in time
   */
  pass(call: CallOptions | undefined): Promise<() => void>
  /** KMS throttled a request that had passed. */
  noteThrottled(): void
  /** How many may be sent in a second: our share, less for a while after KMS throttled. */
  readonly requestsPerSecond: number
  /** How many could be sent now. */
  readonly available: number
  /** How many calls wait for their turn. */
  readonly waiting: number
}

interface Waiter {
  /** Later when a call with more time joins. */
  expiresAt: number
  /** When it is expected to pass, as things stood when it came, or when a call joined that has its turn sooner. */
  dueAt: number
  readonly pass: () => void
  readonly refuse: (reason: unknown) => void
}

type Kind = 'OPEN' | 'BACKGROUND'
const KINDS: readonly Kind[] = ['OPEN', 'BACKGROUND']

const TURNS_PER_BACKGROUND_TURN = 10
/** Turns that a late timer has missed are made up for, as far as this. */
const CATCH_UP_MS = 100
/** Those whose time is up are looked for no more often. */
const EXPIRY_GRAIN_MS = 20
/** A deadline may be farther away than a timer can be. */
const LONGEST_SLEEP_MS = 60_000

export function createQuotaGate(options: QuotaGateOptions): QuotaGate {
  const { operation, region, requestsPerSecond, clock } = options
  const share = createQuotaShare(requestsPerSecond)
  const queues = { OPEN: createFairQueue<Waiter>(), BACKGROUND: createFairQueue<Waiter>() }
  const now = () => elapsedOn(clock)
  let turnsSinceBackground = 0
  let underWay = 0
  /** When the next of those that wait has its turn, as far as the pace decides it; there is one while the share is short. */
  let nextTurnAt = -Infinity
  let isShort = false
  let nextExpiryAt = Infinity
  let alarm: { readonly at: number; readonly controller: AbortController } | undefined

  /** A call that waits in both queues counts in both. */
  const waiting = () => queues.OPEN.size + queues.BACKGROUND.size

  function passesAtOnce(kind: Kind, place: Place): boolean {
    if (kind === 'BACKGROUND') return waiting() === 0 && tookRoom(kind, place)
    if (isBackgroundDue(true)) giveTurn('BACKGROUND')
    return (queues.OPEN.size === 0 && tookRoom(kind, place)) || tookRoom('KEPT', place)
  }

  function tookRoom(part: Kind | 'KEPT', place: Place): boolean {
    const at = now()
    if (part !== 'KEPT' && underWay >= options.maxUnderWay) return false
    if (!share.hasRoom(part, place, at)) {
      if (part !== 'KEPT') isShort = true
      return false
    }
    underWay++
    share.take(part, place, at)
    if (part === 'BACKGROUND') turnsSinceBackground = 0
    else if (part === 'OPEN' && queues.BACKGROUND.size > 0) turnsSinceBackground++
    return true
  }

  function isBackgroundDue(doOthersWait: boolean): boolean {
    const isItsTurn = !doOthersWait || turnsSinceBackground >= TURNS_PER_BACKGROUND_TURN - 1
    return queues.BACKGROUND.size > 0 && isItsTurn && share.opensAt('BACKGROUND', now()) <= now()
  }

  const isTimeForTurn = () => waiting() > 0 && (!isShort || now() >= nextTurnAt)

  function giveTurns(): void {
    if (now() >= nextExpiryAt) refuseExpired()
    while (isTimeForTurn()) {
      const kind = isBackgroundDue(queues.OPEN.size > 0) ? 'BACKGROUND' : 'OPEN'
      const dueAt = turnAt(kind)
      if (!giveTurn(kind)) break
      const interval = share.intervalMs(queues.OPEN.size > 0 ? 'OPEN' : kind, now())
      nextTurnAt = Math.max(dueAt, now() - CATCH_UP_MS) + interval
    }
    if (waiting() === 0) isShort = false
    setAlarm()
  }

  function giveTurn(kind: Kind): boolean {
    const place = queues[kind].nextPlace
    if (!place || !tookRoom(kind, place)) return false
    const waiter = queues[kind].take()
    if (!waiter) return false
    remove(waiter)
    waiter.pass()
    return true
  }

  const isQueued = (waiter: Waiter): boolean => KINDS.some((kind) => queues[kind].has(waiter))

  /** Whether it was still waiting. */
  function remove(waiter: Waiter): boolean {
    const wasQueued = isQueued(waiter)
    for (const kind of KINDS) queues[kind].delete(waiter)
    return wasQueued
  }

  function refuseExpired(): void {
    nextExpiryAt = Infinity
    for (const kind of KINDS)
      for (const waiter of queues[kind])
        if (waiter.expiresAt > now()) nextExpiryAt = Math.min(nextExpiryAt, waiter.expiresAt)
        else if (remove(waiter)) waiter.refuse(tooLate(waitFor(kind, queues[kind].size)))
    nextExpiryAt = Math.max(nextExpiryAt, now() + EXPIRY_GRAIN_MS)
  }

  /** How long until so many have had their turn, in milliseconds, as things stand. */
  function waitFor(kind: Kind, ahead: number): number {
    const at = now()
    const isAlone = queues[kind].size === waiting()
    const isBehind = kind === 'BACKGROUND' && !isAlone
    const pace = share.intervalMs(isBehind ? 'OPEN' : kind, at)
    const perTurn = isAlone ? 1 : TURNS_PER_BACKGROUND_TURN / (isBehind ? 1 : TURNS_PER_BACKGROUND_TURN - 1)
    return Math.max(0, turnAt(kind) - at) + ahead * pace * perTurn
  }

  const turnAt = (kind: Kind): number =>
    Math.max(isShort ? nextTurnAt : -Infinity, share.opensAt(kind, now()))

  /** Told once of each request that passed. */
  function isAnswered(): void {
    underWay--
    giveTurns()
  }

  function setAlarm(): void {
    if (waiting() === 0) return clearAlarm()
    // Where only those under way stand in the way, an answer gives the next turn.
    const nextAt =
      underWay < options.maxUnderWay ? turnAt(queues.OPEN.size > 0 ? 'OPEN' : 'BACKGROUND') : Infinity
    const at = Math.max(now(), Math.min(nextAt, nextExpiryAt, now() + LONGEST_SLEEP_MS))
    if (alarm && alarm.at <= at) return
    clearAlarm()
    alarm = { at, controller: new AbortController() }
    void wake(at - now(), alarm)
  }

  async function wake(afterMs: number, set: typeof alarm): Promise<void> {
    if (!set || !(await hasPassed(clock, afterMs, set.controller.signal)) || alarm !== set) return
    alarm = undefined
    giveTurns()
  }

  function clearAlarm(): void {
    alarm?.controller.abort()
    alarm = undefined
  }

  function tooLate(waitMs: number): ThrottledError {
    const retryAfterSeconds = Math.max(1, Math.ceil(waitMs / 1_000))
    return new ThrottledError(
      `This gateway sends at most ${Number(requestsPerSecond.toPrecision(3))} ${operation} a second in ${region}, and this call would wait too long for it. Try again in ${retryAfterSeconds} s.`,
      { operation, retryAfterSeconds },
    )
  }

  const allowedMs = (kind: Kind, deadline: number | undefined): number => {
    const longestMs = kind === 'OPEN' ? options.maxWaitMs : options.maxBackgroundWaitMs
    return deadline === undefined ? longestMs : deadline - elapsedOn(clock)
  }

  function waitForTurn(kind: Kind, place: Place, call: CallOptions | undefined): Promise<void> {
    const waitMs = waitFor(kind, queues[kind].aheadOf(place))
    const mayWaitMs = allowedMs(kind, call?.deadline)
    if (waitMs >= mayWaitMs || queues[kind].size >= options.maxWaiting) throw tooLate(waitMs)

    const signal = call?.signal
    return new Promise<void>((resolve, reject) => {
      const abort = () => {
        remove(waiter)
        reject(signal?.reason)
        setAlarm()
      }
      const waiter: Waiter = {
        expiresAt: now() + mayWaitMs,
        dueAt: now() + waitMs,
        pass() {
          signal?.removeEventListener('abort', abort)
          resolve()
        },
        refuse(reason) {
          signal?.removeEventListener('abort', abort)
          reject(reason)
        },
      }
      signal?.addEventListener('abort', abort, { once: true })
      queues[kind].add(waiter, place)
      nextExpiryAt = Math.min(nextExpiryAt, waiter.expiresAt)
      call?.onQueued?.({ join: (other) => join(waiter, other), leave: (other) => leave(waiter, other) })
      setAlarm()
    })
  }

  function join(waiter: Waiter, call: CallOptions): void {
    if (!isQueued(waiter)) return
    const { kind, place } = placeOf(call)
    if (passesAtOnce(kind, place)) {
      // Making room for it may have been its own turn.
      if (remove(waiter)) waiter.pass()
      else isAnswered()
      return setAlarm()
    }
    const waitMs = waitFor(kind, queues[kind].aheadOf(place))
    const dueAt = Math.min(waiter.dueAt, now() + waitMs)
    const expiresAt = now() + allowedMs(kind, call.deadline)
    const isTooMany = !queues[kind].has(waiter) && queues[kind].size >= options.maxWaiting
    if (dueAt >= expiresAt || isTooMany) throw tooLate(dueAt - now())
    waiter.dueAt = dueAt
    waiter.expiresAt = Math.max(waiter.expiresAt, expiresAt)
    queues[kind].add(waiter, place)
    setAlarm()
  }

  function leave(waiter: Waiter, call: CallOptions): void {
    if (!isQueued(waiter)) return
    const { kind, place } = placeOf(call)
    queues[kind].remove(waiter, place)
    // A caller that leaves the last place has to cancel the request instead.
    if (!isQueued(waiter)) queues[kind].add(waiter, place)
    setAlarm()
  }

  return {
    async pass(call) {
      call?.signal?.throwIfAborted()
      const { kind, place } = placeOf(call)
      if (!passesAtOnce(kind, place)) await waitForTurn(kind, place, call)
      return isAnswered
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
    [Symbol.dispose]() {
      clearAlarm()
      for (const queue of Object.values(queues))
        for (const waiter of queue)
          if (remove(waiter))
            waiter.refuse(new KmsUnavailableError('The gateway is shutting down: nothing was sent.'))
    },
  }
}

function placeOf(call: CallOptions | undefined): { readonly kind: Kind; readonly place: Place } {
  const kind = call?.priority === 'BACKGROUND' ? 'BACKGROUND' : 'OPEN'
  return { kind, place: { caller: call?.caller ?? '', request: call?.request ?? '' } }
}
