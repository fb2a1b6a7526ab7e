import { setMaxListeners } from 'node:events'
import { hasPassed } from '../../clock.ts'
import type { Clock } from '../../clock.ts'
import { RequestTimeoutError } from '../../errors/request-errors.ts'

export interface DeadlineOptions {
  readonly timeoutMs: number
  readonly clock: Clock
  /** Aborts when the client leaves. */
  readonly left: AbortSignal
}

/** The time that one operation has: a query or mutation to be answered, a subscription to be opened. */
export interface Deadline {
  /** On the monotonic time of the clock, in milliseconds. */
  readonly at: number
  /** Aborts when the client leaves, and with a {@link RequestTimeoutError} when the time has passed. */
  readonly signal: AbortSignal
  /** What `work` comes to; rejects with a {@link RequestTimeoutError} when that takes `graceMs` longer than there is time. */
  race<Result>(
    work: Promise<Result>,
    late?: { readonly graceMs: number; readonly hint: string },
  ): Promise<Result>
  /** Neither time nor the client's leaving matters from now on: the signal does not abort any more. */
  end(): void
}

export function startDeadline({ timeoutMs, clock, left }: DeadlineOptions): Deadline {
  const over = new AbortController()
  // Each call to KMS listens: many of them are no leak.
  setMaxListeners(0, over.signal)
  const ended = new AbortController()
  // With a reason: without one it would be an error with a stack, kept for nobody.
  const end = () => {
    ended.abort('ended')
    left.removeEventListener('abort', leave)
  }
  const leave = () => {
    end()
    over.abort(left.reason)
  }
  if (left.aborted) leave()
  else left.addEventListener('abort', leave, { once: true })

  const timeout = (hint: string) =>
    new RequestTimeoutError(`No answer within the ${timeoutMs} ms that an operation has here. ${hint}`)
  const passed = async (ms: number, then: () => void) => {
    if (await hasPassed(clock, ms, ended.signal)) then()
  }
  const at = clock.elapsed() + timeoutMs
  void passed(timeoutMs, () => over.abort(timeout('Ask for less at a time, or try again.')))

  return {
    at,
    signal: over.signal,
    race: (work, late) =>
      new Promise((resolve, reject) => {
        const onOver = () => {
          // Of a client that left nobody waits for the answer.
          if (ended.signal.aborted) return
          if (late) void passed(late.graceMs, () => reject(timeout(late.hint)))
          else reject(over.signal.reason)
        }
        if (over.signal.aborted) onOver()
        else over.signal.addEventListener('abort', onOver, { once: true })
        // What listens keeps what `work` came to.
        const settled = () => over.signal.removeEventListener('abort', onOver)
        work.finally(settled).then(resolve, reject)
      }),
    end,
  }
}
