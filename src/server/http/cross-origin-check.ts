import type { ForwardedInfo, HeaderLookup } from './proxy-trust.ts'
import type { HttpError } from '../operation/http-error.ts'

/** What a request says about where it comes from and where it believes it goes. */
export interface Caller {
  /** The `Host` header. */
  readonly host: string
  /** Where a trusted proxy says what was asked of it. */
  readonly forwardedHost?: string | undefined
  readonly forwardedScheme?: string | undefined
  readonly origin: string | undefined
  /** `Sec-Fetch-Site` and `Sec-Fetch-Mode`: browsers set them, pages cannot. */
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
  /** Whether the server listens on a loopback address only, where every name but the machine's own is a trick. */
  readonly isLoopbackOnly: boolean
  /** Other names the gateway goes by, e.g. a reverse proxy's; with the port when it is not the scheme's own. */
  readonly allowedHosts: readonly string[]
  /** Origins whose pages may use the gateway from elsewhere, as browsers write them: `https://app.example.com`. */
  readonly corsOrigins: readonly string[]
}

/**
 * Why a caller may not be served, if so. The gateway may hold credentials that its visitors lack, so no page of
 * another origin may use it through a visitor's browser: not by `fetch`, not by an image or a form, not by
 * WebSocket (which no browser asks permission for), and not by a name that was made to resolve to loopback
 * (DNS rebinding). Programs send no `Origin` and are not concerned.
 */
export function rejectCaller(caller: Caller, policy: OriginPolicy): HttpError | undefined {
  const { host, origin, fetchSite, fetchMode } = caller

  // The Host header itself: a page under a name that was made to point here can write the forwarded ones.
  if (policy.isLoopbackOnly && !isLoopbackName(host) && !isOwnName(host.toLowerCase(), policy))
    return {
      status: 403,
      code: 'HOST_NOT_ALLOWED',
      message:
        `The request is for host '${host}', but this gateway listens on this machine only and answers to ` +
        'localhost, 127.0.0.1 and [::1]. Behind a proxy, name the host the proxy is known by with --allowed-hosts.',
    }

  if (origin !== undefined) {
    if (!isAllowedOrigin(origin, caller, policy))
      return originNotAllowed(`The request comes from a page of '${origin}'`, caller)
  } else if (isFromElsewhere(fetchSite) && fetchMode !== 'navigate')
    return originNotAllowed(
      `The request was made by a page of another origin (Sec-Fetch-Site: ${fetchSite})`,
      caller,
    )
  return undefined
}

/**
 * Why an operation by GET may not be carried out, if so. Following a link or opening a frame is nothing a page needs
 * leave for, and so it may show the visitor a page, but not spend what the gateway may ask of KMS. Browsers that say
 * neither `Origin` nor `Sec-Fetch-Site` (old ones, and all of them where there is no TLS) still say which page they
 * come from. Nothing is demanded of programs, such as a header that no form can send: a GET changes nothing, its
 * answer cannot be read from elsewhere, and no browser adds the credential by itself.
 */
export function rejectRead(caller: Caller, policy: OriginPolicy): HttpError | undefined {
  const { origin, fetchSite, referer } = caller
  if (origin !== undefined) return undefined
  if (isFromElsewhere(fetchSite))
    return originNotAllowed(
      `A link or frame on a page of another origin (Sec-Fetch-Site: ${fetchSite})`,
      caller,
    )
  if (fetchSite !== undefined || referer === undefined || !URL.canParse(referer)) return undefined
  const { origin: page } = new URL(referer)
  return isAllowedOrigin(page, caller, policy)
    ? undefined
    : originNotAllowed(`The request comes from a page of '${page}'`, caller)
}

function originNotAllowed(what: string, { host, forwardedHost }: Caller): HttpError {
  return {
    status: 403,
    code: 'ORIGIN_NOT_ALLOWED',
    message:
      `${what}, and this gateway at '${forwardedHost ?? host}' serves pages of its own origin only. Call it from a ` +
      'program, put page and gateway behind one origin, or start the gateway with the page’s origin in --cors-origins.',
  }
}

const isFromElsewhere = (fetchSite: string | undefined) =>
  fetchSite === 'cross-site' || fetchSite === 'same-site'

const isOwnName = (host: string, { allowedHosts }: OriginPolicy) =>
  allowedHosts.some((allowed) => allowed.toLowerCase() === host)

/** Whether an address can be reached from this machine only. */
export function isLoopbackAddress(address: string): boolean {
  return address === '::1' || /^(::ffff:)?127\./.test(address)
}

function isLoopbackName(host: string): boolean {
  const name = host.toLowerCase().replace(/:\d+$/, '')
  return (
    name === 'localhost' ||
    name.endsWith('.localhost') ||
    name === '[::1]' ||
    /^127(\.\d{1,3}){3}$/.test(name)
  )
}

/** Compared as the origin's own scheme would write it: `https://a.example` is the same as host `a.example:443`. */
function isAllowedOrigin(origin: string, caller: Caller, policy: OriginPolicy): boolean {
  if (policy.corsOrigins.includes(origin)) return true
  if (!URL.canParse(origin)) return false
  const { protocol, host } = new URL(origin)
  if (isOwnName(host, policy)) return true
  const own = `${protocol}//${caller.forwardedHost ?? caller.host}`
  const isSameScheme = caller.forwardedScheme === undefined || `${caller.forwardedScheme}:` === protocol
  return isSameScheme && host !== '' && URL.canParse(own) && new URL(own).host === host
}
