import { elapsedOn, hasPassed } from '../../clock.ts'
import type { Clock } from '../../clock.ts'
import { RequestTimeoutError } from '../../errors/request-errors.ts'

/** What an attempted change tells of its progress, in case the deadline comes. */
export interface Progress<Result> {
  /** Aborts when the deadline passes, for the reads before the change. */
  readonly signal: AbortSignal
  /**
   * Says that the change may happen from now on, and what its caller is told should the deadline come before the
   * answer. May be said again when more is known.
   *
   * @throws {RequestTimeoutError} when it has passed: the change must not be made
   */
  readonly begun: (whenLate: () => Result | Promise<Result>) => void
}

/**
 * Gives a change that has a deadline an answer by then. One not begun will not be made any more; one begun goes on,
 * and is answered with what is known of it.
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
    if (!(await hasPassed(clock, deadline - elapsedOn(clock), ended.signal))) return running
    const timeout = new RequestTimeoutError(
      'The time for an answer passed before the change was sent. Nothing was changed, and nothing will be: try again.',
    )
    late.abort(timeout)
    if (!whenLate) throw timeout
    return whenLate()
  }
  return Promise.race([running, answer()])
}
