import type { Logger } from '../../logger.ts'
import { notAcceptable } from '../graphql/acceptable.ts'
import { answerPreflight, setCorsHeaders } from './cors.ts'
import type { Drain } from '../operation/drain.ts'
import type { GraphqlHandler } from '../graphql/handler.ts'
import type { Exporter } from './exporter.ts'
import type { ConsolePages } from '../console/console.ts'
import type { GraphiqlPage } from '../graphiql/page.ts'
import { maskError } from '../operation/error-masking.ts'
import { logOperation } from '../operation/log.ts'
import { Operation } from '../operation/operation.ts'
import { isAt } from '../operation/paths.ts'
import type { Paths } from '../operation/paths.ts'
import type { Probe } from './probe.ts'
import type { ForwardedInfo } from './proxy-trust.ts'
import { RESTARTING, jsonResponse, errorResponse } from '../operation/http-error.ts'
import type { HttpError } from '../operation/http-error.ts'
import { requestIdFrom } from '../operation/request-id.ts'
import { setSafeHeaders } from './safe-headers.ts'
import { callerOf, rejectCaller, rejectRead } from './cross-origin-check.ts'
import type { Caller, OriginPolicy } from './cross-origin-check.ts'
import type { CredentialHeader } from '../operation/host.ts'
import type { ServerObserver } from '../operation/observer.ts'

export interface RequestHandlerOptions {
  readonly paths: Paths
  readonly graphql: GraphqlHandler
  /** Undefined if GraphiQL is disabled. */
  readonly graphiql: GraphiqlPage | undefined
  /** Undefined if the console is disabled. */
  readonly console: ConsolePages | undefined
  /** Undefined if the application has no files. */
  readonly exporter: Exporter | undefined
  readonly probe: Probe
  readonly credential: CredentialHeader
  readonly drain: Drain
  readonly logger: Logger
  readonly observers: readonly ServerObserver[]
}

/**
 * Answers any request. Rejects only if the request's signal aborts.
 *
 * @param rejection the response to every request except probes, e.g. if the connection is over a limit
 */
export type RequestHandler = (
  request: Request,
  policy: OriginPolicy,
  forwarded: ForwardedInfo,
  rejection?: HttpError,
) => Promise<Response>

/** A request and what its headers say about its sender. */
interface ReceivedRequest {
  readonly request: Request
  readonly requestId: string
  readonly policy: OriginPolicy
  readonly forwarded: ForwardedInfo
  readonly caller: Caller
}

export function createRequestHandler(options: RequestHandlerOptions): RequestHandler {
  return async (received, policy, forwarded, rejection) => {
    const request = withBasePath(received, options.paths)
    const requestId = requestIdFrom(request.headers.get('x-request-id'))
    const header = (name: string) => request.headers.get(name) ?? undefined
    const caller = callerOf(header('host') ?? new URL(request.url).host, forwarded, header)
    const error = rejectCaller(caller, policy) ?? (isProbe(request, options.paths) ? undefined : rejection)
    const response = error
      ? errorResponse(error, requestId)
      : await route({ request, requestId, policy, forwarded, caller }, options).catch((error: unknown) =>
          failure(error, request, requestId, options.logger),
        )

    response.headers.set('x-request-id', requestId)
    if (response.status === 401) response.headers.set('www-authenticate', options.credential.challenge)
    setSafeHeaders(response.headers)
    setCorsHeaders(response.headers, caller.origin, policy)
    return response
  }
}

/** The request at its path with the base path. */
function withBasePath(request: Request, { complete }: Paths): Request {
  const url = new URL(request.url)
  const pathname = complete(url.pathname)
  if (pathname === url.pathname) return request
  url.pathname = pathname
  return new Request(url, request)
}

async function route(received: ReceivedRequest, options: RequestHandlerOptions): Promise<Response> {
  const { request, requestId, policy, forwarded, caller } = received
  const { paths, graphiql, console: pages, exporter, probe } = options
  const { pathname } = new URL(request.url)
  const isRead = request.method === 'GET' || request.method === 'HEAD'
  const isGraphql = isAt(pathname, paths.graphql)
  const file = exporter?.names.find((name) => pathname === paths.exports + name)
  const methods = isGraphql ? 'GET, POST, OPTIONS' : file ? 'GET, OPTIONS' : 'GET, HEAD, OPTIONS'

  if (request.method === 'OPTIONS')
    return (
      answerPreflight(request, policy, options.credential.header) ??
      new Response(null, { status: 204, headers: { allow: methods } })
    )
  if (isGraphql) {
    if (isRead && wantsHtml(request) && graphiql) return graphiql.page(pathname)
    const error = request.method === 'GET' ? rejectRead(caller, policy) : undefined
    if (error) return errorResponse(error, requestId)
    if (request.method === 'GET' || request.method === 'POST') return executeOperation(received, options)
    return errorResponse(methodNotAllowed(request.method, methods), requestId)
  }
  if (file && exporter) {
    const error =
      request.method === 'GET' ? rejectRead(caller, policy) : methodNotAllowed(request.method, methods)
    return error ? errorResponse(error, requestId) : exporter.respond(file, request, requestId, forwarded)
  }
  const isAsset = graphiql?.isAsset(pathname) || pages?.isAsset(pathname)
  const isPage = pages && paths.isPage(pathname) && wantsHtml(request)
  const isRoot = pathname === paths.root || `${pathname}/` === paths.root
  if (isAsset || isPage || isRoot || pathname === paths.health || pathname === paths.ready) {
    if (!isRead) return errorResponse(methodNotAllowed(request.method, methods), requestId)
    if (isPage) return pages.page(request)
    if (isRoot) return new Response(null, { status: 302, headers: { location: paths.graphql } })
    if (pathname === paths.health) return jsonResponse({ healthy: true })
    if (pathname === paths.ready) return probe.ready()
    const acceptEncoding = request.headers.get('accept-encoding') ?? ''
    const found =
      (await graphiql?.asset(pathname, acceptEncoding)) ?? (await pages?.asset(pathname, acceptEncoding))
    if (found) return found
  }
  const files = exporter
    ? `exports are at ${exporter.names.map((name) => paths.exports + name).join(' and ')}, `
    : ''
  return errorResponse(
    {
      status: 404,
      code: 'NOT_FOUND',
      message: `There is nothing at '${pathname}'. GraphQL is at ${paths.graphql}, ${files}probes are at ${paths.health} and ${paths.ready}.`,
    },
    requestId,
  )
}

async function executeOperation(
  { request, requestId, forwarded }: ReceivedRequest,
  { graphql, drain, logger, observers }: RequestHandlerOptions,
): Promise<Response> {
  const header = (name: string) => request.headers.get(name) ?? undefined
  const operation = new Operation({ requestId, transport: 'HTTP', header }, observers)
  operation.clientAddress = forwarded.clientAddress
  if (drain.isDraining) {
    operation.errorCodes.push(RESTARTING.code)
    logOperation(logger, operation, 'rejected')
    return errorResponse(RESTARTING, requestId)
  }
  const response = await operation.observed.run(() =>
    drain
      .run(async () => graphql.fetch(request, { operation }))
      .catch((error: unknown) => {
        // yoga does not process a result if the client disconnected before it.
        logOperation(logger, operation, request.signal.aborted ? 'abandoned' : 'rejected')
        throw error
      }),
  )
  if (response.headers.get('content-type') === 'text/event-stream') setStreamHeaders(response.headers)
  if (response.status !== 406) return response
  return errorResponse(
    {
      status: 406,
      code: 'NOT_ACCEPTABLE',
      message: notAcceptable(request.headers.get('accept')),
    },
    requestId,
  )
}

/** Asks proxies not to delay the stream by compressing or buffering it. */
function setStreamHeaders(headers: Headers): void {
  // yoga sets the value `none`, which is not a content coding, and some clients fail on it.
  headers.delete('content-encoding')
  headers.set('cache-control', 'no-cache, no-transform')
  headers.set('x-accel-buffering', 'no')
}

function failure(error: unknown, request: Request, requestId: string, logger: Logger): Response {
  if (request.signal.aborted) throw error
  return jsonResponse({ errors: [maskError(error, { requestId, logger, hasStatus: false })] }, 500)
}

/** Probes are answered on connections over a limit, too: a gateway at its limit is healthy. */
function isProbe({ url }: Request, { health, ready }: Paths): boolean {
  const { pathname } = new URL(url)
  return pathname === health || pathname === ready
}

function wantsHtml(request: Request): boolean {
  return request.headers.get('accept')?.includes('text/html') ?? false
}

function methodNotAllowed(method: string, allow: string): HttpError {
  return {
    status: 405,
    code: 'METHOD_NOT_ALLOWED',
    message: `The method ${method} is not allowed. Use one of ${allow}.`,
    headers: { allow },
  }
}
