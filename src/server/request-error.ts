import { GraphQLError } from 'graphql'
import type { RequestError } from '../errors.ts'

/** A refusal as GraphQL's own functions return them; masking finds the error in it. */
export function asGraphqlError(error: RequestError): GraphQLError {
  return new GraphQLError(error.message, { originalError: error })
}
