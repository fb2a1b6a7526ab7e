import { OperationError } from '../errors/operation-errors.ts'

/** What was read, or null where KMS refused or could not be asked: the reason is in `Key.problems`. */
export async function orNull<Value>(reading: Promise<Value>): Promise<Value | null> {
  try {
    return await reading
  } catch (error) {
    if (error instanceof OperationError) return null
    throw error
  }
}

/** Why something could not be read, or null where it could. */
export async function problemOf(reading: Promise<unknown>): Promise<OperationError | null> {
  try {
    await reading
    return null
  } catch (error) {
    if (error instanceof OperationError) return error
    throw error
  }
}
