import { ThrottledError } from '../../errors/operation-errors.ts'
import { isAwaited } from '../awaited.ts'
import type { ReadTime } from './cache-validity.ts'
import type { CallOptions, QueuedRequest } from '../kms.ts'

/**
 * One read that several callers wait for, each with a signal and a deadline of its own. It continues while any of them waits,
 * and is aborted when all of them are cancelled. The first caller pays for it. While its request waits for a permit, it waits
 * in the place of every caller, so the most urgent caller decides when it is sent; see rate-limiter.ts.
 */
export interface CoalescedRead<Value> {
  /** KMS's response, whether or not a caller still waits for it. */
  readonly response: Promise<Value>
  /** When its latest request was sent. Undefined while no request was sent. */
  readonly sent: ReadTime | undefined
  join(waiter: ReadWaiter<Value>): void
}

/** A caller that waits for a read. */
export interface ReadWaiter<Value> {
  readonly call: CallOptions
  readonly promise: Promise<Value>
  settle(value: Value | Promise<Value>): void
  fail(reason: unknown): void
  /** Reads again, as if for the first time. */
  readAgain(): Promise<Value>
  /** Called when its signal aborts. The read that it waits for sets it. */
  onCancel: () => void
}

export interface CoalescedReadOptions<Value> {
  /** Calls the layer below. */
  readonly send: (call: CallOptions) => Promise<Value>
  /** The caller that starts the read. */
  readonly first: ReadWaiter<Value>
  /** Returns the current time. */
  readonly now: () => ReadTime
  /** Called before any waiter is notified, unless the read was abandoned. */
  readonly onAnswered: (value: Value, read: ReadTime) => void
  /** Called before any waiter is notified, unless the read was abandoned. */
  readonly onFailed: (error: unknown, read: ReadTime) => void
  /** Called when every caller was cancelled. */
  readonly onAbandoned: () => void
}

export function startCoalescedRead<Value>(options: CoalescedReadOptions<Value>): CoalescedRead<Value> {
  const { send, first, now, onAnswered, onFailed, onAbandoned } = options
  const { call } = first
  const ending = new AbortController()
  const waiters = new Set<ReadWaiter<Value>>()
  const started = now()
  let sent: ReadTime | undefined
  /** The request while it waits for a permit. */
  let queued: QueuedRequest | undefined

  function join(waiter: ReadWaiter<Value>): void {
    waiters.add(waiter)
    waiter.onCancel = () => cancel(waiter)
    if (waiter !== first) takePlace(waiter)
  }

  /** The request also waits in the caller's place. Fails the caller when no permit is available in time for it. */
  function takePlace(waiter: ReadWaiter<Value>): void {
    try {
      queued?.join(waiter.call)
    } catch (error) {
      waiters.delete(waiter)
      waiter.fail(error)
      endUnlessAwaited(error)
    }
  }

  function cancel(waiter: ReadWaiter<Value>): void {
    if (!waiters.delete(waiter)) return
    if (waiters.size > 0) queued?.leave(waiter.call)
    endUnlessAwaited(waiter.call.signal?.reason)
  }

  function endUnlessAwaited(reason: unknown): void {
    if (waiters.size > 0) return
    onAbandoned()
    ending.abort(reason)
  }

  function release(notify: (waiter: ReadWaiter<Value>) => void): void {
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
      // The read may have failed for lack of time only. A caller with a later deadline reads again.
      if (error instanceof ThrottledError && isLater(waiter.call.deadline, call.deadline))
        waiter.settle(waiter.readAgain())
      else waiter.fail(error)
    })
  }

  join(first)
  const response = send({
    ...call,
    signal: ending.signal,
    isAwaited: () => [...waiters].some((waiter) => isAwaited(waiter.call)),
    onSent(operation) {
      queued = undefined
      sent = now()
      call.onSent?.(operation)
    },
    onQueued(request) {
      queued = request
      // A retry waits in the place of the first caller only.
      for (const waiter of waiters) if (waiter !== first) takePlace(waiter)
      if (!waiters.has(first)) request.leave(call)
    },
  })
  response.then(succeed, fail)

  return {
    response,
    get sent() {
      return sent
    },
    join,
  }
}

/** Its promise rejects when the signal of the call aborts, and the read is notified. */
export function createWaiter<Value>(call: CallOptions, readAgain: () => Promise<Value>): ReadWaiter<Value> {
  const { signal } = call
  const { promise, resolve, reject } = withResolvers<Value>()
  const cancel = () => {
    reject(signal?.reason)
    waiter.onCancel()
  }
  signal?.addEventListener('abort', cancel, { once: true })
  const waiter: ReadWaiter<Value> = {
    call,
    promise,
    settle(value) {
      signal?.removeEventListener('abort', cancel)
      resolve(value)
    },
    fail(reason) {
      signal?.removeEventListener('abort', cancel)
      reject(reason)
    },
    readAgain,
    onCancel: () => {},
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

/** Undefined is the latest deadline. */
function isLater(one: number | undefined, other: number | undefined): boolean {
  return (one ?? Infinity) > (other ?? Infinity)
}
