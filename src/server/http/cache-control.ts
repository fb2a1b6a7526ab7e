/**
 * How old what a request is answered from may be, in milliseconds, by its `Cache-Control` header (RFC 9111, 5.2.1);
 * undefined where it does not say. `no-cache` and `no-store` mean: read after this request came. As HTTP has it,
 * names are in any case, what is not known or malformed is left out, and of several bounds the strictest holds.
 */
export function maxAgeOf(cacheControl: string | undefined): number | undefined {
  if (cacheControl === undefined) return undefined
  const bounds = cacheControl.split(',').flatMap((directive) => {
    const text = directive.trim()
    if (/^no-(cache|store)$/i.test(text)) return [0]
    const seconds = /^max-age="?(\d+)"?$/i.exec(text)?.[1]
    return seconds === undefined ? [] : [Number(seconds) * 1_000]
  })
  return bounds.length > 0 ? Math.min(...bounds) : undefined
}
