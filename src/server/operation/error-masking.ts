import { GraphQLError, Kind } from 'graphql'
import type { ExecutionResult, GraphQLErrorExtensions } from 'graphql'
import { AccessDeniedError, OperationError, messageFor } from '../../errors/operation-errors.ts'
import { RequestError } from '../../errors/request-errors.ts'
import type { Logger } from '../../logger.ts'

export interface MaskOptions {
  readonly requestId: string
  readonly logger: Logger
  /** Whether the caller may see what AWS says about the gateway's credentials. */
  readonly isAdministrator?: boolean | undefined
  /** What fails because its client left is no failure. */
  readonly left?: Pick<AbortSignal, 'aborted'> | undefined
  /** Whether errors carry the status their response should have, for yoga to read and to take out again. */
  readonly hasStatus: boolean
}

/**
 * What a client may see of an error, whatever the transport. Failures the gateway can name, and GraphQL's own
 * complaints about the document, go out with a code; anything else is a bug: logged whole, and shown as a request id.
 */
export function maskError(error: unknown, options: MaskOptions): GraphQLError {
  try {
    return maskExpected(error, options) ?? maskUnexpected(error, options)
  } catch (failure) {
    // What was thrown cannot even be looked at: a getter of it throws, or it is a proxy.
    return maskUnexpected(failure, options)
  }
}

/** Undefined when it is a bug. */
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
  // A library's word for a bug, perhaps with the bug's own message.
  if (typeof code !== 'string' || code === 'INTERNAL_SERVER_ERROR') return undefined
  const { http } = thrown.extensions
  // The executor has a status for some variables that are wrong, and none for others.
  const status = code === 'BAD_USER_INPUT' ? BAD_DOCUMENT : (http ?? BAD_DOCUMENT)
  const ours = http?.status === 405 ? 'METHOD_NOT_ALLOWED' : code
  return present(thrown.message, { ...plain(thrown.extensions), code: ours }, status)
}

function maskUnexpected(error: unknown, options: MaskOptions): GraphQLError {
  const { requestId, logger, left } = options
  const located = attempt(() => (error instanceof GraphQLError ? error : undefined))
  const thrown = attempt(() => originalOf(error))
  const hasLeft = left?.aborted === true
  attempt(() =>
    hasLeft
      ? logger.debug({ requestId, err: thrown }, 'an operation failed after its client had left')
      : logger.error({ requestId, path: located?.path, err: thrown }, 'unexpected error'),
  )
  const message = `Unexpected error. Quote request id ${requestId} when you report it.`
  const extensions = { code: 'INTERNAL_SERVER_ERROR' }
  const http = { status: 500 }
  return (
    attempt(() => presentError(located, message, extensions, http, options)) ??
    presentError(undefined, message, extensions, http, options)
  )
}

/** Undefined where it throws. */
function attempt<Result>(work: () => Result): Result | undefined {
  try {
    return work()
  } catch {
    return undefined
  }
}

/** What a library put into an error beside its code: values that say something, no stacks and no objects. */
function plain(extensions: GraphQLErrorExtensions): GraphQLErrorExtensions {
  return Object.fromEntries(
    Object.entries(extensions).filter(
      ([name, value]) =>
        !INTERNAL_EXTENSIONS.test(name) && ['string', 'number', 'boolean'].includes(typeof value),
    ),
  )
}

/** Every error of a result, masked; the rest as it is. */
export function maskResult(result: ExecutionResult, options: MaskOptions): ExecutionResult {
  return result.errors
    ? { ...result, errors: result.errors.map((error) => maskError(error, options)) }
    : result
}

type Http = GraphQLErrorExtensions['http']

const INTERNAL_EXTENSIONS = /stack|exception|original|unexpected|debug|trace/i

/** `spec`: only where the media type lets a status speak of the document, not with `application/json`. */
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
    // A failing field is part of an answer, and the answer went well.
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
  COST_LIMIT_EXCEEDED: { status: 400 },
  DOCUMENT_LIMIT_EXCEEDED: { status: 400 },
  // Not 429: what stands between would answer by itself, and GraphQL clients read errors from answers.
  RATE_LIMITED: { status: 200 },
  TOO_MANY_SUBSCRIPTIONS: { status: 429 },
  REQUEST_TIMEOUT: { status: 504 },
}

function statusOf(error: RequestError | OperationError): Http {
  return error instanceof OperationError ? undefined : (STATUSES[error.code] ?? BAD_DOCUMENT)
}

/** GraphQL wraps what a resolver throws, once for each layer that adds a location. */
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
 * The code of an error GraphQL itself made. One about the request knows no path; one about an argument has a path and
 * points at the argument or its value. What is left is a resolver that broke the schema's promise.
 */
function codeOf(thrown: GraphQLError, located: GraphQLError | undefined): string | undefined {
  if (located?.path === undefined) {
    // GraphQL points at what it complains about in the document; what points nowhere is somebody else's.
    if (!located?.source && !located?.nodes) return undefined
    return thrown.message.startsWith('Syntax Error') ? 'GRAPHQL_PARSE_FAILED' : 'BAD_USER_INPUT'
  }
  const isAboutArgument = thrown !== located && thrown.nodes?.some((node) => node.kind !== Kind.FIELD)
  return isAboutArgument ? 'BAD_USER_INPUT' : undefined
}
