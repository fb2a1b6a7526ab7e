import { OperationError } from '../errors/operation-errors.ts'

/** The result of a read, or null if it failed with an expected error, which `Key.problems` shows. */
export async function orNull<Value>(reading: Promise<Value>): Promise<Value | null> {
  try {
    return await reading
  } catch (error) {
    if (error instanceof OperationError) return null
    throw error
  }
}

/** The expected error of a read, or null if it succeeded. */
export async function problemOf(reading: Promise<unknown>): Promise<OperationError | null> {
  try {
    await reading
    return null
  } catch (error) {
    if (error instanceof OperationError) return error
    throw error
  }
}
