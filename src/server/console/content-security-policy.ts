/** An origin of http or https. Some characters that URLs allow in a host name would end a directive. */
const ORIGIN = /^https?:\/\/(?:[a-z0-9._-]+|\[[0-9a-f:.]+\])(?::\d+)?$/

/**
 * The policy of the console: everything comes from the gateway, nothing is inline, and only the origins in `connectsTo` may be
 * requested besides the gateway. Texts that are not an origin have no effect.
 */
export function contentSecurityPolicy(connectsTo: readonly string[]): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "font-src 'self'",
    "img-src 'self'",
    ["connect-src 'self'", ...connectsTo.filter((origin) => ORIGIN.test(origin))].join(' '),
    "base-uri 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
  ].join('; ')
}
