import { recordError } from '../rotation/rotation-request.ts'
import type { RecordedError } from '../rotation/rotation-request.ts'
import { problemOf } from './readable.ts'

/**
 * Why something could not be read, as data. No `Error`: GraphQL takes one that a resolver returns for the resolver's
 * own failure.
 */
export async function problemData(reading: Promise<unknown>): Promise<RecordedError | null> {
  const problem = await problemOf(reading)
  return problem && recordError(problem)
}
