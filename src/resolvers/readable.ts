import { OperationError } from '../errors/operation-errors.ts'
import type { MaybePromise } from './maybe-promise.ts'

/** The result of a read, or null if it failed with an expected error, which `Key.problems` shows. */
export function orNull<Value>(reading: MaybePromise<Value>): MaybePromise<Value | null> {
  if (!(reading instanceof Promise)) return reading
  return reading.catch((error: unknown) => {
    if (error instanceof OperationError) return null
    throw error
  })
}

/** The expected error of a read, or null if it succeeded. */
export async function problemOf(reading: MaybePromise<unknown>): Promise<OperationError | null> {
  try {
    await reading
    return null
  } catch (error) {
    if (error instanceof OperationError) return error
    throw error
  }
}
