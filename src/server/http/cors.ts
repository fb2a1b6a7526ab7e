import type { OriginPolicy } from './cross-origin-check.ts'

const METHODS = 'GET, POST'
/** What a GraphQL client sets, and nothing that a proxy might take for its own. */
const REQUEST_HEADERS = 'content-type, cache-control, x-request-id, traceparent, tracestate'
const RESPONSE_HEADERS = 'x-request-id, retry-after'
/** Two hours: browsers keep the answer to a preflight no longer. */
const MAX_AGE_SECONDS = 7_200

/**
 * Tells browsers that pages of the listed origins may read answers. The origin itself is named, never `*`; and no
 * credentials are allowed that a browser adds by itself, such as cookies: a page sends its token in a header of its own.
 */
export function setCorsHeaders(headers: Headers, origin: string | undefined, policy: OriginPolicy): void {
  if (policy.corsOrigins.length === 0) return
  headers.append('vary', 'origin')
  if (origin === undefined || !policy.corsOrigins.includes(origin)) return
  headers.set('access-control-allow-origin', origin)
  headers.set('access-control-expose-headers', RESPONSE_HEADERS)
}

/**
 * Answers a browser that asks whether a page may send its request. Undefined for any other request.
 *
 * @param credentialHeader a header that pages may send, besides those of every GraphQL client
 */
export function answerPreflight(
  request: Request,
  policy: OriginPolicy,
  credentialHeader: string,
): Response | undefined {
  const origin = request.headers.get('origin')
  const isPreflight = request.method === 'OPTIONS' && request.headers.has('access-control-request-method')
  if (!isPreflight || origin === null || !policy.corsOrigins.includes(origin)) return undefined
  return new Response(null, {
    status: 204,
    headers: {
      'access-control-allow-methods': METHODS,
      'access-control-allow-headers': `${credentialHeader}, ${REQUEST_HEADERS}`,
      'access-control-max-age': String(MAX_AGE_SECONDS),
      vary: 'access-control-request-method, access-control-request-headers',
    },
  })
}
