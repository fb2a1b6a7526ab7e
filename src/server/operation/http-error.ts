import { GraphQLError } from 'graphql'

/** The response to a request that is rejected before GraphQL. */
export interface HttpError {
  readonly status: number
  /** Stable. Sent as `extensions.code`. */
  readonly code: string
  /** Says what was rejected and what to do instead. */
  readonly message: string
  readonly isRetryable?: boolean
  readonly headers?: Readonly<Record<string, string>>
}

/** Sent while the server drains: over HTTP with status 503, over SSE and WebSocket as an error of the operation. */
export const RESTARTING: HttpError = {
  status: 503,
  code: 'SERVICE_RESTARTING',
  message:
    'The gateway is shutting down and takes no new work: send this again, to another instance or in a moment.',
  isRetryable: true,
  headers: { 'retry-after': '1' },
}

export const BAD_ADDRESS: HttpError = {
  status: 400,
  code: 'BAD_REQUEST',
  message: 'The request line and the Host header do not make an address.',
}

export const tooManyOperations = (limit: number): HttpError => ({
  status: 429,
  code: 'TOO_MANY_OPERATIONS',
  message: `This connection already carries ${limit} operations: complete some, or open another connection.`,
  isRetryable: true,
})

export function graphqlErrorOf(error: HttpError, requestId: string): GraphQLError {
  const { code, isRetryable } = error
  return new GraphQLError(error.message, {
    extensions: { code, requestId, ...(isRetryable === undefined ? {} : { isRetryable }) },
  })
}

/** Every error has the shape of a GraphQL response, so that one error handler serves a client. */
export function errorResponse(error: HttpError, requestId: string): Response {
  return jsonResponse({ errors: [graphqlErrorOf(error, requestId)] }, error.status, error.headers)
}

export function jsonResponse(
  body: unknown,
  status = 200,
  headers?: Readonly<Record<string, string>>,
): Response {
  return new Response(JSON.stringify(body), {
    status,
    headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
  })
}
