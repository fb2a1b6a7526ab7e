import { ThrottledError } from '../../errors/operation-errors.ts'
import type { ReadTime } from './cache-validity.ts'
import type { CallOptions, QueuedRequest } from '../kms.ts'

/**
 * One read that several callers wait for, each with a signal and a deadline of its own. It continues while any of them
 * waits, and is aborted when none does. The first caller pays for it. While its request is queued, it waits at the place
 * of every caller, so that the most urgent one decides when it is sent; see quota-gate.ts.
 */
export interface SharedRead<Value> {
  /** What KMS answers, whether or not anybody still waits for it. */
  readonly answer: Promise<Value>
  /** When its latest request was sent; undefined while none was. */
  readonly sent: ReadTime | undefined
  join(waiter: Waiter<Value>): void
}

/** One caller that waits for an answer. */
export interface Waiter<Value> {
  readonly call: CallOptions
  readonly promise: Promise<Value>
  settle(value: Value | Promise<Value>): void
  fail(reason: unknown): void
  /** Reads again, as if for the first time. */
  askAgain(): Promise<Value>
  /** Called when its signal aborts; the read that it waits for sets it. */
  onLeave: () => void
}

export interface SharedReadOptions<Value> {
  /** Calls the layer below. */
  readonly send: (call: CallOptions) => Promise<Value>
  /** The caller that starts the read. */
  readonly first: Waiter<Value>
  /** Returns the current time. */
  readonly stamp: () => ReadTime
  /** These two are called before any waiter is notified. Once the read is abandoned, neither is. */
  readonly onAnswered: (value: Value, read: ReadTime) => void
  readonly onFailed: (error: unknown, read: ReadTime) => void
  /** No caller waits for it any more. */
  readonly onAbandoned: () => void
}

export function startSharedRead<Value>(options: SharedReadOptions<Value>): SharedRead<Value> {
  const { send, first, stamp, onAnswered, onFailed, onAbandoned } = options
  const { call } = first
  const ending = new AbortController()
  const waiters = new Set<Waiter<Value>>()
  const started = stamp()
  let sent: ReadTime | undefined
  /** The request while it waits for its turn. */
  let queued: QueuedRequest | undefined

  function join(waiter: Waiter<Value>): void {
    waiters.add(waiter)
    waiter.onLeave = () => leave(waiter)
    if (waiter !== first) takePlace(waiter)
  }

  /** The caller waits at its own place as well, unless no turn comes there, or anywhere, in time for it. */
  function takePlace(waiter: Waiter<Value>): void {
    try {
      queued?.join(waiter.call)
    } catch (error) {
      waiters.delete(waiter)
      waiter.fail(error)
      endUnlessAwaited(error)
    }
  }

  function leave(waiter: Waiter<Value>): void {
    if (!waiters.delete(waiter)) return
    if (waiters.size > 0) queued?.leave(waiter.call)
    endUnlessAwaited(waiter.call.signal?.reason)
  }

  function endUnlessAwaited(reason: unknown): void {
    if (waiters.size > 0) return
    onAbandoned()
    ending.abort(reason)
  }

  function release(notify: (waiter: Waiter<Value>) => void): void {
    const released = [...waiters]
    waiters.clear()
    for (const waiter of released) notify(waiter)
  }

  function succeed(value: Value): void {
    if (!ending.signal.aborted) onAnswered(value, sent ?? started)
    release((waiter) => waiter.settle(value))
  }

  function fail(error: unknown): void {
    if (!ending.signal.aborted) onFailed(error, sent ?? started)
    release((waiter) => {
      // Time may be all that the read lacked: a caller that has more of it reads again.
      if (error instanceof ThrottledError && isLater(waiter.call.deadline, call.deadline))
        waiter.settle(waiter.askAgain())
      else waiter.fail(error)
    })
  }

  join(first)
  const answer = send({
    ...call,
    signal: ending.signal,
    onSent(operation) {
      queued = undefined
      sent = stamp()
      call.onSent?.(operation)
    },
    onQueued(request) {
      queued = request
      // A request that is repeated was queued in the name of the first caller alone.
      for (const waiter of waiters) if (waiter !== first) takePlace(waiter)
      if (!waiters.has(first)) request.leave(call)
    },
  })
  answer.then(succeed, fail)

  return {
    answer,
    get sent() {
      return sent
    },
    join,
  }
}

/** Its promise rejects when the signal of the call aborts, and the read that it waits for is notified. */
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
