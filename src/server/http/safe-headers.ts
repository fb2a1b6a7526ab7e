/** For what is no page: nothing in it is run, loaded or framed, should a browser show it all the same. */
const NO_PAGE = "default-src 'none'; frame-ancestors 'none'"

/**
 * On every answer, whatever it says. No `strict-transport-security`: whether a name is served over TLS only is for
 * whoever ends TLS to say.
 */
export function setSafeHeaders(headers: Headers): void {
  headers.set('x-content-type-options', 'nosniff')
  headers.set('referrer-policy', 'no-referrer')
  headers.set('cross-origin-resource-policy', 'same-origin')
  if (!headers.has('content-security-policy')) headers.set('content-security-policy', NO_PAGE)
  if (!headers.has('cache-control')) headers.set('cache-control', 'no-store')
}
