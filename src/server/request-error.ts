import { GraphQLError } from 'graphql'

/** A refusal as GraphQL's own functions return them; masking finds the error in it. */
export function asGraphqlError(error: Error): GraphQLError {
  return new GraphQLError(error.message, { originalError: error })
}
