import type { Refusal } from './refusal.ts'

/** What a request says about where it comes from and where it believes it goes. */
export interface Caller {
  /** The `Host` header. */
  readonly host: string
  readonly origin: string | undefined
  /** `Sec-Fetch-Site` and `Sec-Fetch-Mode`: browsers set them, pages cannot. */
  readonly fetchSite: string | undefined
  readonly fetchMode: string | undefined
}

export interface OriginPolicy {
  /** Whether the server listens on a loopback address only, where every name but the machine's own is a trick. */
  readonly isLoopbackOnly: boolean
  /** Other names the gateway goes by, e.g. a reverse proxy's; with the port when it is not the scheme's own. */
  readonly allowedHosts: readonly string[]
}

/**
 * Why a caller may not be served, if so. The gateway may hold credentials that its visitors lack, so no page of
 * another origin may use it through a visitor's browser: not by `fetch`, not by an image or a form, not by
 * WebSocket (which no browser asks permission for), and not by a name that was made to resolve to loopback
 * (DNS rebinding). Programs send no `Origin` and are not concerned.
 */
export function refuseCaller(caller: Caller, policy: OriginPolicy): Refusal | undefined {
  const { host, origin, fetchSite, fetchMode } = caller
  const isAllowed = (name: string) => policy.allowedHosts.some((allowed) => allowed.toLowerCase() === name)

  if (policy.isLoopbackOnly && !isLoopbackName(host) && !isAllowed(host.toLowerCase()))
    return {
      status: 403,
      code: 'HOST_NOT_ALLOWED',
      message:
        `The request is for host '${host}', but this gateway listens on this machine only and answers to ` +
        'localhost, 127.0.0.1 and [::1]. Behind a proxy, allow the name the proxy is known by.',
    }

  if (origin !== undefined) {
    const originHost = hostOfOrigin(origin, host)
    if (originHost === undefined || !(originHost.isSame || isAllowed(originHost.host)))
      return {
        status: 403,
        code: 'ORIGIN_NOT_ALLOWED',
        message:
          `The request comes from a page of '${origin}', and this gateway at '${host}' serves pages of its own ` +
          'origin only. Call it from a program, or put page and gateway behind one origin.',
      }
  } else if ((fetchSite === 'cross-site' || fetchSite === 'same-site') && fetchMode !== 'navigate')
    return {
      status: 403,
      code: 'ORIGIN_NOT_ALLOWED',
      message:
        `The request was made by a page of another origin (Sec-Fetch-Site: ${fetchSite}), and this gateway at ` +
        `'${host}' serves pages of its own origin only.`,
    }
  return undefined
}

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
function hostOfOrigin(origin: string, host: string): { host: string; isSame: boolean } | undefined {
  if (!URL.canParse(origin)) return undefined
  const { protocol, host: originHost } = new URL(origin)
  const own = `${protocol}//${host}`
  return {
    host: originHost,
    isSame: originHost !== '' && URL.canParse(own) && new URL(own).host === originHost,
  }
}
