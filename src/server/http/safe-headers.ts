/** For responses that are not pages: a browser that shows one does not run, load or frame anything. */
const NOT_A_PAGE = "default-src 'none'; frame-ancestors 'none'"

/**
 * Sets security headers on a response. `strict-transport-security` is not among them: the proxy that terminates TLS sets
 * it.
 */
export function setSafeHeaders(headers: Headers): void {
  headers.set('x-content-type-options', 'nosniff')
  headers.set('referrer-policy', 'no-referrer')
  headers.set('cross-origin-resource-policy', 'same-origin')
  if (!headers.has('content-security-policy')) headers.set('content-security-policy', NOT_A_PAGE)
  if (!headers.has('cache-control')) headers.set('cache-control', 'no-store')
}
