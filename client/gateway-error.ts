/** An error in the answer of the gateway. */
export interface GraphqlError {
  readonly message: string
  readonly path?: readonly (string | number)[]
  readonly extensions?: { readonly [name: string]: unknown }
}

export interface GatewayErrorDetails {
  readonly code: string
  readonly message: string
  readonly isRetryable: boolean
  readonly requestId?: string | undefined
  readonly retryAfterSeconds?: number | undefined
  readonly errors?: readonly GraphqlError[]
  readonly cause?: unknown
}

/** What an HTTP response says about its errors. */
export interface ResponseFacts {
  readonly requestId: string | undefined
  readonly retryAfterSeconds: number | undefined
}

/** The gateway rejected an operation, or could not be reached. Its message contains no credential. */
export class GatewayError extends Error {
  override readonly name = 'GatewayError'
  /** The code of the first error of the gateway, e.g. `FORBIDDEN`, or a code of the client, e.g. `NETWORK_ERROR`. */
  readonly code: string
  /** Whether the same call may succeed later. If false, another attempt would fail with the same error. */
  readonly isRetryable: boolean
  /** The ID of the request in the gateway's log. Undefined if no answer of the gateway arrived. */
  readonly requestId: string | undefined
  /** The time in seconds after which to retry, if the gateway named one. */
  readonly retryAfterSeconds: number | undefined
  /** All errors of the answer. Empty if no answer of the gateway arrived. */
  readonly errors: readonly GraphqlError[]

  constructor({
    code,
    message,
    isRetryable,
    requestId,
    retryAfterSeconds,
    errors = [],
    cause,
  }: GatewayErrorDetails) {
    super(message, cause === undefined ? undefined : { cause })
    this.code = code
    this.isRetryable = isRetryable
    this.requestId = requestId
    this.retryAfterSeconds = retryAfterSeconds
    this.errors = errors
  }

  /** The errors of an answer, of which there is at least one. */
  static of(errors: readonly GraphqlError[], response?: ResponseFacts): GatewayError {
    const texts = errors.flatMap(({ extensions }) => extensions?.['requestId'])
    const delays = errors.flatMap(({ extensions }) => extensions?.['retryAfterSeconds'])
    return new GatewayError({
      code: codeOf(errors[0]),
      message: errors.map(({ message }) => message).join(' '),
      isRetryable: errors.every(isRetryable),
      requestId: texts.find((value) => typeof value === 'string') ?? response?.requestId,
      retryAfterSeconds: delays.find((value) => typeof value === 'number') ?? response?.retryAfterSeconds,
      errors,
    })
  }
}

function codeOf(error: GraphqlError | undefined): string {
  const code = error?.extensions?.['code']
  return typeof code === 'string' ? code : 'UNKNOWN'
}

function isRetryable(error: GraphqlError): boolean {
  const says = error.extensions?.['isRetryable']
  return typeof says === 'boolean' ? says : !FINAL_CODES.has(codeOf(error))
}

/** Codes of errors that the same request gets again. A newer gateway may have more: their errors are retried. */
export const FINAL_CODES: ReadonlySet<string> = new Set([
  'ADDRESS_NOT_ALLOWED',
  'BAD_REQUEST',
  'BAD_USER_INPUT',
  'BODY_ALREADY_READ',
  'COST_LIMIT_EXCEEDED',
  'DOCUMENT_LIMIT_EXCEEDED',
  'FORBIDDEN',
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'HOST_NOT_ALLOWED',
  'INVALID_CURSOR',
  'INVENTORY_REQUIRED',
  'METHOD_NOT_ALLOWED',
  'NOT_ACCEPTABLE',
  'NOT_FOUND',
  'OPERATION_RESOLUTION_FAILURE',
  'ORIGIN_NOT_ALLOWED',
  'PERSISTED_DOCUMENT_NOT_FOUND',
  'PERSISTED_DOCUMENT_REQUIRED',
  'PERSISTED_QUERY_NOT_FOUND',
  'PERSISTED_QUERY_NOT_SUPPORTED',
  'REQUEST_ENTITY_TOO_LARGE',
  'SORT_TOO_LARGE',
  'UNAUTHENTICATED',
  'UNSUPPORTED_MEDIA_TYPE',
])
