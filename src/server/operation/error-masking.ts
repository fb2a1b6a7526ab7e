import { GraphQLError, Kind } from 'graphql'
import type { ExecutionResult, GraphQLErrorExtensions } from 'graphql'
import { AccessDeniedError, OperationError, messageFor } from '../../errors/operation-errors.ts'
import { RequestError } from '../../errors/request-errors.ts'
import type { Logger } from '../../logger.ts'
import type { ObservedOperation } from './observer.ts'

export interface MaskOptions {
  readonly requestId: string
  readonly logger: Logger
  /** The operation that failed, so that its trace has the log line. */
  readonly observed?: ObservedOperation | undefined
  /** Whether the caller may see the details that AWS gives about the gateway's credentials. */
  readonly isAdministrator?: boolean | undefined
  /** Errors after the client disconnected are not logged as failures. */
  readonly disconnected?: Pick<AbortSignal, 'aborted'> | undefined
  /** Whether errors carry the HTTP status of their response. yoga reads and removes it. */
  readonly hasStatus: boolean
}

/**
 * Converts an error to the form that clients may see, the same on every transport. Expected errors and GraphQL's errors about
 * the document get a code. Any other error is a bug: it is logged in full, and the client sees only the request ID.
 */
export function maskError(error: unknown, options: MaskOptions): GraphQLError {
  try {
    return maskExpected(error, options) ?? maskUnexpected(error, options)
  } catch (failure) {
    // The thrown value cannot be read: it is a proxy, or has a getter that throws.
    return maskUnexpected(failure, options)
  }
}

/** Undefined if the error is a bug. */
function maskExpected(error: unknown, options: MaskOptions): GraphQLError | undefined {
  const thrown = originalOf(error)
  const located = error instanceof GraphQLError ? error : undefined
  const present = (message: string, extensions: GraphQLErrorExtensions, http: Http) =>
    presentError(located, message, extensions, http, options)

  if (thrown instanceof AccessDeniedError)
    return present(
      messageFor(thrown, options.isAdministrator ?? false),
      extensionsOf(thrown),
      statusOf(thrown),
    )
  if (thrown instanceof RequestError || thrown instanceof OperationError)
    return present(thrown.message, extensionsOf(thrown), statusOf(thrown))

  if (!(thrown instanceof GraphQLError)) return undefined
  const code = thrown.extensions['code'] ?? codeOf(thrown, located)
  // Libraries use it for bugs, possibly with the message of the bug.
  if (typeof code !== 'string' || code === 'INTERNAL_SERVER_ERROR') return undefined
  const { http } = thrown.extensions
  // The executor sets a status for only some of the errors about variables.
  const status = code === 'BAD_USER_INPUT' ? BAD_DOCUMENT : (http ?? BAD_DOCUMENT)
  const ours = http?.status === 405 ? 'METHOD_NOT_ALLOWED' : code
  return present(bounded(thrown.message), { ...plain(thrown.extensions), code: ours }, status)
}

const bounded = (message: string): string =>
  message.length > MAX_MESSAGE_CHARACTERS ? `${message.slice(0, MAX_MESSAGE_CHARACTERS)}…` : message

/** The limit for GraphQL's own errors. graphql 17 quotes the whole value of a variable in each of up to 50 errors. */
const MAX_MESSAGE_CHARACTERS = 2_000

function maskUnexpected(error: unknown, options: MaskOptions): GraphQLError {
  const { requestId, logger, observed, disconnected } = options
  const located = attempt(() => (error instanceof GraphQLError ? error : undefined))
  const thrown = attempt(() => originalOf(error))
  const log = () =>
    disconnected?.aborted
      ? logger.debug({ requestId, err: thrown }, 'an operation failed after its client had disconnected')
      : logger.error({ requestId, path: located?.path, err: thrown }, 'unexpected error')
  attempt(() => (observed ? observed.run(log) : log()))
  const message = `Unexpected error. Quote request id ${requestId} when you report it.`
  const extensions = { code: 'INTERNAL_SERVER_ERROR' }
  const http = { status: 500 }
  return (
    attempt(() => presentError(located, message, extensions, http, options)) ??
    presentError(undefined, message, extensions, http, options)
  )
}

/** Undefined if `work` throws. */
function attempt<Result>(work: () => Result): Result | undefined {
  try {
    return work()
  } catch {
    return undefined
  }
}

/** The extensions that a library added to an error, without stacks and objects. */
function plain(extensions: GraphQLErrorExtensions): GraphQLErrorExtensions {
  return Object.fromEntries(
    Object.entries(extensions).filter(
      ([name, value]) =>
        !INTERNAL_EXTENSIONS.test(name) && ['string', 'number', 'boolean'].includes(typeof value),
    ),
  )
}

/** Masks every error of a result. */
export function maskResult(result: ExecutionResult, options: MaskOptions): ExecutionResult {
  return result.errors
    ? { ...result, errors: result.errors.map((error) => maskError(error, options)) }
    : result
}

type Http = GraphQLErrorExtensions['http']

const INTERNAL_EXTENSIONS = /stack|exception|original|unexpected|debug|trace/i

/** `spec`: yoga uses the status only for media types other than `application/json`. */
const BAD_DOCUMENT: Http = { status: 400, spec: true }

function presentError(
  located: GraphQLError | undefined,
  message: string,
  given: GraphQLErrorExtensions,
  status: Http,
  { requestId, hasStatus }: MaskOptions,
): GraphQLError {
  const extensions = { ...given, requestId }
  const http = hasStatus ? status : undefined
  const isOfOneField = located?.path !== undefined
  return new GraphQLError(message, {
    nodes: located?.nodes ?? null,
    source: located?.source ?? null,
    positions: located?.positions ?? null,
    path: located?.path ?? null,
    // A failed field does not change the status of the response.
    extensions: isOfOneField || http === undefined ? extensions : { ...extensions, http },
  })
}

function extensionsOf(error: RequestError | OperationError): GraphQLErrorExtensions {
  const { code, isRetryable } = error
  const awsRequestId = 'awsRequestId' in error ? error.awsRequestId : undefined
  const retryAfterSeconds = 'retryAfterSeconds' in error ? error.retryAfterSeconds : undefined
  return {
    code,
    ...(isRetryable === undefined ? {} : { isRetryable }),
    ...(awsRequestId === undefined ? {} : { awsRequestId }),
    ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }),
  }
}

const STATUSES: Partial<Record<RequestError['code'], Http>> = {
  UNAUTHENTICATED: { status: 401 },
  AUTHENTICATION_UNAVAILABLE: { status: 503, headers: { 'retry-after': '5' } },
  FORBIDDEN: { status: 403 },
  INVENTORY_INCOMPLETE: { status: 503, headers: { 'retry-after': '30' } },
  COST_LIMIT_EXCEEDED: { status: 400 },
  DOCUMENT_LIMIT_EXCEEDED: { status: 400 },
  // Not 429: proxies would replace the response, and GraphQL clients read errors from the body.
  RATE_LIMITED: { status: 200 },
  TOO_MANY_SUBSCRIPTIONS: { status: 429 },
  TOO_MANY_EXPORTS: { status: 429 },
  REQUEST_TIMEOUT: { status: 504 },
}

function statusOf(error: RequestError | OperationError): Http {
  return error instanceof OperationError ? undefined : (STATUSES[error.code] ?? BAD_DOCUMENT)
}

/** GraphQL wraps an error of a resolver once for each layer that adds a location. */
function originalOf(error: unknown): unknown {
  let current = error
  const seen = new Set<unknown>()
  while (current instanceof GraphQLError && current.originalError && !seen.has(current)) {
    seen.add(current)
    current = current.originalError
  }
  return current
}

/**
 * The code of an error that GraphQL itself created. An error about the document has no path. An error about an argument has
 * a path and a node that is not a field. In any other case a resolver returned a value that the schema does not allow.
 */
function codeOf(thrown: GraphQLError, located: GraphQLError | undefined): string | undefined {
  if (located?.path === undefined) {
    // GraphQL's errors about the document have a location in it.
    if (!located?.source && !located?.nodes) return undefined
    return thrown.message.startsWith('Syntax Error') ? 'GRAPHQL_PARSE_FAILED' : 'BAD_USER_INPUT'
  }
  const isAboutArgument = thrown !== located && thrown.nodes?.some((node) => node.kind !== Kind.FIELD)
  return isAboutArgument ? 'BAD_USER_INPUT' : undefined
}
