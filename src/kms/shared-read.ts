import { ThrottledError } from '../errors.ts'
import type { ReadTime } from './key-life.ts'
import type { CallOptions } from './kms.ts'

/**
 * One read that several wait for, each with a signal and a deadline of their own. It goes on while anybody waits, and
 * is aborted when nobody does. To the layers below it is the call of the one who started it: as urgent as that one's,
 * and at that one's cost. So whoever may be served sooner does not join it before it is sent, but starts another one,
 * which takes over its waiters; and a waiter with more time than the starter had asks again where time was what lacked.
 */
export interface SharedRead<Value> {
  /** What KMS answers, whoever waits for it. */
  readonly answer: Promise<Value>
  /** When its latest request was sent; undefined while none was. */
  readonly sent: ReadTime | undefined
  join(waiter: Waiter<Value>): void
  /**
   * Whether the layers below may serve this call sooner than the one it was started for: also one that is as urgent,
   * and of another request, if that one is in a queue, because requests take turns, and a scan's have many calls before
   * them.
   */
  mayBeOvertakenBy(call: CallOptions): boolean
  /** Gives its waiters to another one, and ends. */
  handOverTo(other: SharedRead<Value>): void
}

/** One who waits for an answer. */
export interface Waiter<Value> {
  readonly call: CallOptions
  readonly promise: Promise<Value>
  settle(value: Value | Promise<Value>): void
  fail(reason: unknown): void
  /** Asks anew, as if for the first time. */
  askAgain(): Promise<Value>
  /** What happens when its signal aborts; whichever read it waits for sets it. */
  onLeave: () => void
}

export interface SharedReadOptions<Value> {
  /** Asks the layer below. */
  readonly send: (call: CallOptions) => Promise<Value>
  /** What its starter says of the call. */
  readonly call: CallOptions
  /** Says when it is now. */
  readonly stamp: () => ReadTime
  /** What follows is called before any waiter is told. Once it is abandoned, nothing else is. */
  readonly onAnswered: (value: Value, read: ReadTime) => void
  readonly onFailed: (error: unknown, read: ReadTime) => void
  /** Nobody waits for it any more. */
  readonly onAbandoned: () => void
}

/** What is not sent after this long waits for its turn; what passes at once is sent within the same moment. */
const QUEUED_AFTER_MS = 10
/** Told to nobody: whoever waited waits for another read. */
const TAKEN_OVER = new Error('Another read has taken over.')

export function startSharedRead<Value>(options: SharedReadOptions<Value>): SharedRead<Value> {
  const { send, call, stamp, onAnswered, onFailed, onAbandoned } = options
  const ending = new AbortController()
  const waiters = new Set<Waiter<Value>>()
  const started = stamp()
  let sent: ReadTime | undefined
  const answer = send({
    ...call,
    signal: ending.signal,
    onSent(operation) {
      sent = stamp()
      call.onSent?.(operation)
    },
  })

  function release(tell: (waiter: Waiter<Value>) => void): void {
    const told = [...waiters]
    waiters.clear()
    for (const waiter of told) tell(waiter)
  }

  function succeed(value: Value): void {
    if (!ending.signal.aborted) onAnswered(value, sent ?? started)
    release((waiter) => waiter.settle(value))
  }

  function fail(error: unknown): void {
    if (!ending.signal.aborted) onFailed(error, sent ?? started)
    release((waiter) => {
      if (error instanceof ThrottledError && isLater(waiter.call.deadline, call.deadline))
        waiter.settle(waiter.askAgain())
      else waiter.fail(error)
    })
  }

  answer.then(succeed, fail)

  return {
    answer,
    get sent() {
      return sent
    },
    join(waiter) {
      waiters.add(waiter)
      waiter.onLeave = () => {
        waiters.delete(waiter)
        if (waiters.size > 0) return
        onAbandoned()
        ending.abort(waiter.call.signal?.reason)
      }
    },
    mayBeOvertakenBy({ priority, deadline, request }) {
      const [isBackground, isOtherBackground] = [call.priority === 'BACKGROUND', priority === 'BACKGROUND']
      if (isBackground !== isOtherBackground) return isBackground
      const isInQueue = stamp().sentAt - started.sentAt >= QUEUED_AFTER_MS
      return (isInQueue && call.request !== request) || isLater(call.deadline, deadline)
    },
    handOverTo(other) {
      release((waiter) => other.join(waiter))
      ending.abort(TAKEN_OVER)
    },
  }
}

/** The promise that it waits with rejects when its signal aborts, and the read is told. */
export function createWaiter<Value>(call: CallOptions, askAgain: () => Promise<Value>): Waiter<Value> {
  const { signal } = call
  const { promise, resolve, reject } = withResolvers<Value>()
  const leave = () => {
    reject(signal?.reason)
    waiter.onLeave()
  }
  signal?.addEventListener('abort', leave, { once: true })
  const waiter: Waiter<Value> = {
    call,
    promise,
    settle(value) {
      signal?.removeEventListener('abort', leave)
      resolve(value)
    },
    fail(reason) {
      signal?.removeEventListener('abort', leave)
      reject(reason)
    },
    askAgain,
    onLeave: () => {},
  }
  return waiter
}

/** `Promise.withResolvers`, which Node 20 does not have. */
function withResolvers<Value>() {
  let resolve: (value: Value | Promise<Value>) => void = () => {}
  let reject: (reason: unknown) => void = () => {}
  const promise = new Promise<Value>((...settlers) => {
    ;[resolve, reject] = settlers
  })
  return { promise, resolve, reject }
}

/** Whether one deadline leaves more time than another; none leaves all. */
function isLater(one: number | undefined, other: number | undefined): boolean {
  return (one ?? Infinity) > (other ?? Infinity)
}
