import { hasPassed } from '../../clock.ts'
import type { Clock } from '../../clock.ts'
import { RequestTimeoutError } from '../../errors/request-errors.ts'

/** The progress of a change, so that it can be answered when its deadline passes. */
export interface Progress<Result> {
  /** Aborts when the deadline passes, for the reads before the change. */
  readonly signal: AbortSignal
  /**
   * Call it when the change may take effect from now on, with the result to return if the deadline passes first. Call it
   * again when more is known.
   *
   * @throws {RequestTimeoutError} when the deadline has passed: the change must not be sent
   */
  readonly begun: (whenLate: () => Result | Promise<Result>) => void
}

/**
 * Answers a change by its deadline. A change that has not begun is not sent after the deadline. A change that has begun
 * continues, and the answer contains what is known.
 */
export async function answerInTime<Result>(
  { clock, deadline }: { readonly clock: Clock; readonly deadline: number | undefined },
  change: (progress: Progress<Result>) => Promise<Result>,
): Promise<Result> {
  const late = new AbortController()
  const ended = new AbortController()
  let whenLate: (() => Result | Promise<Result>) | undefined
  const changing = change({
    signal: late.signal,
    begun: (then) => {
      if (!whenLate) late.signal.throwIfAborted()
      whenLate = then
    },
  })
  if (deadline === undefined) return changing

  const running = changing.finally(() => ended.abort())
  const answer = async (): Promise<Result> => {
    if (!(await hasPassed(clock, deadline - clock.elapsed(), ended.signal))) return running
    const timeout = new RequestTimeoutError(
      'The request timed out before the gateway sent the change. Nothing was changed, and nothing will be. Try again.',
    )
    late.abort(timeout)
    if (!whenLate) throw timeout
    return whenLate()
  }
  return Promise.race([running, answer()])
}
