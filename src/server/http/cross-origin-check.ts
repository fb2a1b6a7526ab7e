import type { ForwardedInfo, HeaderLookup } from './proxy-trust.ts'
import type { HttpError } from '../operation/http-error.ts'

/** The contents of request headers about its sender and its target. */
export interface Caller {
  /** The `Host` header. */
  readonly host: string
  /** The host that the client requested, according to a trusted proxy. */
  readonly forwardedHost?: string | undefined
  /** The scheme that the client used, according to a trusted proxy. */
  readonly forwardedScheme?: string | undefined
  readonly origin: string | undefined
  /** `Sec-Fetch-Site` and `Sec-Fetch-Mode`. Browsers set these headers, and pages cannot change them. */
  readonly fetchSite: string | undefined
  readonly fetchMode: string | undefined
  readonly referer?: string | undefined
}

export function callerOf(
  host: string,
  { host: forwardedHost, scheme }: ForwardedInfo,
  header: HeaderLookup,
): Caller {
  return {
    host,
    forwardedHost,
    forwardedScheme: scheme,
    origin: header('origin'),
    fetchSite: header('sec-fetch-site'),
    fetchMode: header('sec-fetch-mode'),
    referer: header('referer'),
  }
}

export interface OriginPolicy {
  /** Whether the request arrived from a network at a server that requires no credential. It is then rejected. */
  readonly isUnprotected: boolean
  /** Whether the request can come from this machine only. The server then accepts only loopback names and allowed hosts. */
  readonly isLoopbackOnly: boolean
  /** Other hosts of the gateway, e.g. that of a reverse proxy. With the port if it is not the scheme's default port. */
  readonly allowedHosts: readonly string[]
  /** Other origins whose pages may call the gateway, as browsers write them: `https://app.example.com`. */
  readonly corsOrigins: readonly string[]
}

/**
 * The error for a request of a caller that must not use the server, or undefined. Without credentials, that is any caller on a
 * network. It is also a page of another origin: the gateway may have AWS credentials that its users do not have, so such a page
 * must not use it through a user's browser: by `fetch`, by an image or a form, by WebSocket (browsers send no preflight for
 * it), or by a host name that was made to resolve to loopback (DNS rebinding). Programs send no `Origin` and are not affected.
 */
export function rejectCaller(caller: Caller, policy: OriginPolicy): HttpError | undefined {
  const { host, origin, fetchSite, fetchMode } = caller

  if (policy.isUnprotected)
    return {
      status: 403,
      code: 'ADDRESS_NOT_ALLOWED',
      message:
        'The request arrived from a network, and this gateway requires no credential: anyone there could rotate keys. ' +
        'Listen on 127.0.0.1, or require credentials with the option auth of createGateway.',
    }

  // Checks Host and not X-Forwarded-Host, which a page can set after DNS rebinding.
  if (policy.isLoopbackOnly && !isLoopbackName(host) && !isOwnName(host.toLowerCase(), policy))
    return {
      status: 403,
      code: 'HOST_NOT_ALLOWED',
      message:
        `The host '${host}' is not allowed. On loopback and UNIX sockets this gateway accepts only localhost, 127.0.0.1 ` +
        'and [::1]. Behind a proxy, add the public host of the proxy to --allowed-hosts.',
    }

  if (origin !== undefined) {
    if (!isAllowedOrigin(origin, caller, policy))
      return originNotAllowed(`The request comes from a page of '${origin}'`, caller)
  } else if (isCrossOrigin(fetchSite) && fetchMode !== 'navigate')
    return originNotAllowed(
      `The request comes from a page of another origin (Sec-Fetch-Site: ${fetchSite})`,
      caller,
    )
  return undefined
}

/**
 * The error for an operation by GET that a page of another origin starts, or undefined. Any page may link to the gateway
 * or show it in a frame. Such a navigation may open GraphiQL but must not use up the KMS rate limit. Browsers that send
 * neither `Origin` nor `Sec-Fetch-Site` (old browsers, and all browsers without TLS) still send `Referer`. Programs need no
 * special header: a GET changes nothing, other origins cannot read the response, and browsers do not add the credential.
 */
export function rejectRead(caller: Caller, policy: OriginPolicy): HttpError | undefined {
  const { origin, fetchSite, referer } = caller
  if (origin !== undefined) return undefined
  if (isCrossOrigin(fetchSite))
    return originNotAllowed(
      `The request comes from a link or frame on a page of another origin (Sec-Fetch-Site: ${fetchSite})`,
      caller,
    )
  if (fetchSite !== undefined || referer === undefined || !URL.canParse(referer)) return undefined
  const { origin: page } = new URL(referer)
  return isAllowedOrigin(page, caller, policy)
    ? undefined
    : originNotAllowed(`The request comes from a page of '${page}'`, caller)
}

function originNotAllowed(reason: string, { host, forwardedHost }: Caller): HttpError {
  return {
    status: 403,
    code: 'ORIGIN_NOT_ALLOWED',
    message:
      `${reason}. The gateway at '${forwardedHost ?? host}' accepts only pages of its own origin. Call it from a ` +
      "program, serve the page from the gateway's origin, or add the page's origin to --cors-origins.",
  }
}

const isCrossOrigin = (fetchSite: string | undefined) =>
  fetchSite === 'cross-site' || fetchSite === 'same-site'

const isOwnName = (host: string, { allowedHosts }: OriginPolicy) =>
  allowedHosts.some((allowed) => allowed.toLowerCase() === host)

function isLoopbackName(host: string): boolean {
  const name = host.toLowerCase().replace(/:\d+$/, '')
  return (
    name === 'localhost' ||
    name.endsWith('.localhost') ||
    name === '[::1]' ||
    /^127(\.\d{1,3}){3}$/.test(name)
  )
}

/** Compares with the default port of the origin's scheme: `https://a.example` matches the host `a.example:443`. */
function isAllowedOrigin(origin: string, caller: Caller, policy: OriginPolicy): boolean {
  if (policy.corsOrigins.includes(origin)) return true
  if (!URL.canParse(origin)) return false
  const { protocol, host } = new URL(origin)
  if (caller.forwardedScheme !== undefined && `${caller.forwardedScheme}:` !== protocol) return false
  if (isOwnName(host, policy)) return true
  const own = `${protocol}//${caller.forwardedHost ?? caller.host}`
  return host !== '' && URL.canParse(own) && new URL(own).host === host
}
