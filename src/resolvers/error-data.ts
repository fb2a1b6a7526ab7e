import type { OperationError } from '../errors.ts'
import { problemOf } from './readable.ts'

/** What of an error the graph shows. No `Error`: GraphQL takes one that a resolver returns for the resolver's failure. */
export type ErrorData = OperationError & { readonly __typename: string }

export function errorData(error: OperationError): ErrorData {
  return Object.assign({ message: error.message, __typename: error.name }, error)
}

/** Why something could not be read, as data. */
export async function problemData(reading: Promise<unknown>): Promise<ErrorData | null> {
  const problem = await problemOf(reading)
  return problem && errorData(problem)
}
