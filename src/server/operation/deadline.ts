import { setMaxListeners } from 'node:events'
import { hasPassed } from '../../clock.ts'
import type { Clock } from '../../clock.ts'
import { RequestTimeoutError } from '../../errors/request-errors.ts'

export interface DeadlineOptions {
  readonly timeoutMs: number
  readonly clock: Clock
  /** Aborts when the client disconnects. */
  readonly disconnected: AbortSignal
}

/** The time limit of an operation: for the response to a query or mutation, or for opening a subscription. */
export interface Deadline {
  /** In the monotonic time of the clock, in milliseconds. */
  readonly at: number
  /** Aborts when the client disconnects, and with a {@link RequestTimeoutError} when the time has passed. */
  readonly signal: AbortSignal
  /** The result of `work`. Rejects with a {@link RequestTimeoutError} `graceMs` after the deadline. @default 0 */
  race<Result>(
    work: Promise<Result>,
    grace?: { readonly graceMs: number; readonly hint: string },
  ): Promise<Result>
  /** From now on the signal does not abort any more. */
  end(): void
}

export function startDeadline({ timeoutMs, clock, disconnected }: DeadlineOptions): Deadline {
  const over = new AbortController()
  // Each KMS request adds a listener. A large number of listeners is not a leak.
  setMaxListeners(0, over.signal)
  const ended = new AbortController()
  // With a reason: the default reason is an error with a stack, which takes memory.
  const end = () => {
    ended.abort('ended')
    disconnected.removeEventListener('abort', onDisconnect)
  }
  const onDisconnect = () => {
    end()
    over.abort(disconnected.reason)
  }
  if (disconnected.aborted) onDisconnect()
  else disconnected.addEventListener('abort', onDisconnect, { once: true })

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
    race: (work, grace) =>
      new Promise((resolve, reject) => {
        const onOver = () => {
          // The client has disconnected.
          if (ended.signal.aborted) return
          if (grace) void passed(grace.graceMs, () => reject(timeout(grace.hint)))
          else reject(over.signal.reason)
        }
        if (over.signal.aborted) onOver()
        else over.signal.addEventListener('abort', onOver, { once: true })
        // The listener would keep the result of `work` alive.
        const settled = () => over.signal.removeEventListener('abort', onOver)
        work.finally(settled).then(resolve, reject)
      }),
    end,
  }
}
