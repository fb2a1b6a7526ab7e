/**
 * The maximum age, in milliseconds, of cached data that a request accepts in its `Cache-Control` header (RFC 9111, 5.2.1).
 * Undefined if the header sets no bound. `no-cache` and `no-store` accept only data that is read after the request
 * arrived. Names are case-insensitive, unknown and malformed directives are ignored, and the strictest bound applies.
 *
 * A browser whose own cache is off, e.g. in its developer tools, adds `Cache-Control: no-cache` and `Pragma: no-cache` to each
 * request. The pair is about the browser's cache and sets no bound.
 */
export function maxAgeOf(cacheControl: string | undefined, pragma?: string): number | undefined {
  if (cacheControl === undefined) return undefined
  if (cacheControl === 'no-cache' && pragma === 'no-cache') return undefined
  const bounds = cacheControl.split(',').flatMap((directive) => {
    const text = directive.trim()
    if (/^no-(cache|store)$/i.test(text)) return [0]
    const seconds = /^max-age="?(\d+)"?$/i.exec(text)?.[1]
    return seconds === undefined ? [] : [Number(seconds) * 1_000]
  })
  return bounds.length > 0 ? Math.min(...bounds) : undefined
}
