import { hasPassed } from '../../clock.ts'
import type { Clock } from '../../clock.ts'
import { MAX_SCOPE_DELAY_MS } from '../../defaults.ts'
import { OperationError } from '../../errors/operation-errors.ts'

/**
 * Waits for all scopes, but not longer than {@link MAX_SCOPE_DELAY_MS} once one of them is ready.
 *
 * @throws {OperationError} if no scope becomes ready: the error of the first one
 */
export async function enoughReady(scopes: readonly Promise<void>[], clock: Clock): Promise<void> {
  const all = Promise.allSettled(scopes)
  const ended = new AbortController()
  const hasOne = Promise.any(scopes).catch(() => all)
  const bound = hasPassed(clock, MAX_SCOPE_DELAY_MS, ended.signal)
  const results = await Promise.race([all, Promise.all([hasOne, bound]).then(() => [])])
  ended.abort()
  const failed = results.flatMap((result, index) =>
    result.status === 'rejected' ? [{ ...result, index }] : [],
  )
  const unexpected = failed.find(({ reason }) => !(reason instanceof OperationError))
  const failure = unexpected ?? (failed.length === results.length ? failed[0] : undefined)
  if (failure) await scopes[failure.index]
}
