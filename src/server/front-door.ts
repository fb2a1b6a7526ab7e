import type { Logger } from '../logger.ts'
import type { Drain } from './drain.ts'
import { GRAPHQL_PATH } from './graphql-handler.ts'
import type { GraphqlHandler } from './graphql-handler.ts'
import type { GraphiqlPage } from './graphiql-page.ts'
import { maskError } from './mask-error.ts'
import { logOperation } from './operation-log.ts'
import { startOperation } from './operation.ts'
import type { Probe } from './probe.ts'
import { RESTARTING, jsonResponse, refusalResponse } from './refusal.ts'
import type { Refusal } from './refusal.ts'
import { requestIdFrom } from './request-id.ts'
import { refuseCaller } from './same-origin.ts'
import type { OriginPolicy } from './same-origin.ts'

export interface FrontDoorOptions {
  readonly graphql: GraphqlHandler
  /** Undefined when GraphiQL is off. */
  readonly graphiql: GraphiqlPage | undefined
  readonly probe: Probe
  readonly drain: Drain
  readonly logger: Logger
}

/**
 * Answers any request; rejects only when the request's own signal aborts.
 *
 * @param refusal why nothing on the request's connection is served, if so; probes are
 */
export type FrontDoor = (request: Request, policy: OriginPolicy, refusal?: Refusal) => Promise<Response>

export function createFrontDoor(options: FrontDoorOptions): FrontDoor {
  return async (request, policy, connectionRefusal) => {
    const requestId = requestIdFrom(request.headers.get('x-request-id'))
    const refusal =
      refuseCaller(callerOf(request), policy) ?? (isProbe(request) ? undefined : connectionRefusal)
    const response = refusal
      ? refusalResponse(refusal, requestId)
      : await route(request, requestId, options).catch((error: unknown) =>
          failure(error, request, requestId, options.logger),
        )

    response.headers.set('x-request-id', requestId)
    response.headers.set('x-content-type-options', 'nosniff')
    if (!response.headers.has('cache-control')) response.headers.set('cache-control', 'no-store')
    return response
  }
}

async function route(request: Request, requestId: string, options: FrontDoorOptions): Promise<Response> {
  const { graphiql, probe } = options
  const { pathname } = new URL(request.url)
  const isRead = request.method === 'GET' || request.method === 'HEAD'
  const isGraphql = pathname === GRAPHQL_PATH || pathname === `${GRAPHQL_PATH}/`

  if (request.method === 'OPTIONS') return new Response(null, { status: 204, headers: allow(isGraphql) })
  if (isGraphql) {
    if (isRead && wantsHtml(request) && graphiql) return graphiql.page()
    if (request.method === 'GET' || request.method === 'POST') return answer(request, requestId, options)
    return refusalResponse(methodNotAllowed(request.method, isGraphql), requestId)
  }
  const asset = graphiql?.isAsset(pathname)
  if (asset || pathname === '/' || pathname === '/health' || pathname === '/ready') {
    if (!isRead) return refusalResponse(methodNotAllowed(request.method, isGraphql), requestId)
    if (pathname === '/') return new Response(null, { status: 302, headers: { location: GRAPHQL_PATH } })
    if (pathname === '/health') return jsonResponse({ healthy: true })
    if (pathname === '/ready') return probe.ready()
    const found = await graphiql?.asset(pathname, request.headers.get('accept-encoding') ?? '')
    if (found) return found
  }
  return refusalResponse(
    {
      status: 404,
      code: 'NOT_FOUND',
      message: `Nothing is served at '${pathname}': the graph is at ${GRAPHQL_PATH}, probes are at /health and /ready.`,
    },
    requestId,
  )
}

async function answer(request: Request, requestId: string, options: FrontDoorOptions): Promise<Response> {
  const { graphql, drain, logger } = options
  const operation = startOperation(requestId, 'HTTP')
  if (drain.isDraining) {
    operation.errorCodes.push(RESTARTING.code)
    logOperation(logger, operation, 'refused')
    return refusalResponse(RESTARTING, requestId)
  }
  const response = await drain.run(async () => graphql.fetch(request, { operation }))
  if (response.headers.get('content-type') === 'text/event-stream') setStreamHeaders(response.headers)
  if (response.status !== 406) return response
  return refusalResponse(
    {
      status: 406,
      code: 'NOT_ACCEPTABLE',
      message:
        `No answer to this operation can be given as '${request.headers.get('accept') ?? ''}': queries and ` +
        'mutations are answered as application/graphql-response+json or application/json, subscriptions as text/event-stream.',
    },
    requestId,
  )
}

/** Proxies hold a stream back to compress it, or to fill their buffers, unless asked not to. */
function setStreamHeaders(headers: Headers): void {
  // yoga's way of asking; no such coding exists, and some clients take it at its word.
  headers.delete('content-encoding')
  headers.set('cache-control', 'no-cache, no-transform')
  headers.set('x-accel-buffering', 'no')
}

function failure(error: unknown, request: Request, requestId: string, logger: Logger): Response {
  if (request.signal.aborted) throw error
  return jsonResponse({ errors: [maskError(error, { requestId, logger, hasStatus: false })] }, 500)
}

function callerOf({ headers, url }: Request) {
  const get = (name: string) => headers.get(name) ?? undefined
  return {
    host: get('host') ?? new URL(url).host,
    origin: get('origin'),
    fetchSite: get('sec-fetch-site'),
    fetchMode: get('sec-fetch-mode'),
  }
}

/** Who looks after the gateway has to learn that it is well, above all when it is full. */
function isProbe({ url }: Request): boolean {
  const { pathname } = new URL(url)
  return pathname === '/health' || pathname === '/ready'
}

function wantsHtml(request: Request): boolean {
  return request.headers.get('accept')?.includes('text/html') ?? false
}

function allow(isGraphql: boolean): { readonly allow: string } {
  return { allow: isGraphql ? 'GET, POST, OPTIONS' : 'GET, HEAD, OPTIONS' }
}

function methodNotAllowed(method: string, isGraphql: boolean): Refusal {
  const headers = allow(isGraphql)
  return {
    status: 405,
    code: 'METHOD_NOT_ALLOWED',
    message: `The method ${method} is not served here: use one of ${headers.allow}.`,
    headers,
  }
}
