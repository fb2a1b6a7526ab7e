import { GraphQLError } from 'graphql'

/** Wraps an error for GraphQL's functions. Masking reads the original error. */
export function asGraphqlError(error: Error): GraphQLError {
  return new GraphQLError(error.message, { originalError: error })
}

/** The response to a request that is not executed. `status` is the HTTP status. */
export function rejection(code: string, message: string, status = 400): GraphQLError {
  return new GraphQLError(message, { extensions: { code, http: { status } } })
}
