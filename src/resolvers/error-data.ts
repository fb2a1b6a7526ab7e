import { recordError } from '../rotation/rotation-request.ts'
import type { RecordedError } from '../rotation/rotation-request.ts'
import type { MaybePromise } from './maybe-promise.ts'
import { problemOf } from './readable.ts'
import { withSource } from './visibility.ts'
import type { Sourced } from './visibility.ts'

/**
 * The error of a read as plain data, or null. It is not an `Error`, because GraphQL treats a returned `Error` as a
 * failure of the resolver.
 */
export async function problemData(
  reading: MaybePromise<unknown>,
  source: Sourced = {},
): Promise<(RecordedError & Sourced) | null> {
  const problem = await problemOf(reading)
  return problem && withSource(recordError(problem), source)
}
