import { GraphQLError } from 'graphql'

/** A refusal as GraphQL's own functions return them; masking finds the error in it. */
export function asGraphqlError(error: Error): GraphQLError {
  return new GraphQLError(error.message, { originalError: error })
}

/** The answer to a request that is not executed; `status` is that of HTTP. */
export function rejection(code: string, message: string, status = 400): GraphQLError {
  return new GraphQLError(message, { extensions: { code, http: { status } } })
}
