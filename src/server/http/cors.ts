import type { OriginPolicy } from './cross-origin-check.ts'

const METHODS = 'GET, POST'
/** The headers that GraphQL clients set. None of them is one that a proxy trusts. */
const REQUEST_HEADERS = 'content-type, cache-control, x-request-id, traceparent, tracestate'
const RESPONSE_HEADERS = 'x-request-id, retry-after, content-disposition'
/** Two hours. Browsers do not cache a preflight response for longer. */
const MAX_AGE_SECONDS = 7_200

/**
 * Allows pages of the listed origins to read responses. The header names the origin, never `*`. Credentials that a
 * browser adds on its own, such as cookies, are not allowed: a page sends its credential in a header.
 */
export function setCorsHeaders(headers: Headers, origin: string | undefined, policy: OriginPolicy): void {
  if (policy.corsOrigins.length === 0) return
  headers.append('vary', 'origin')
  if (origin === undefined || !policy.corsOrigins.includes(origin)) return
  headers.set('access-control-allow-origin', origin)
  headers.set('access-control-expose-headers', RESPONSE_HEADERS)
}

/**
 * The response to a CORS preflight request from a listed origin. Undefined for any other request.
 *
 * @param credentialHeader the name of the header that carries the credential
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
