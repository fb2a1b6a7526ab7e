import { BlockList, isIP } from 'node:net'

/** The request as the client sent it to the first trusted proxy. */
export interface ForwardedInfo {
  /** The client's address: the peer's, or the one that a trusted proxy forwarded. Undefined without a socket. */
  readonly clientAddress?: string | undefined
  /** The host that the client requested, if a trusted proxy forwarded it. */
  readonly host?: string | undefined
  /** `http` or `https`, if a trusted proxy forwarded it. */
  readonly scheme?: string | undefined
}

export type HeaderLookup = (name: string) => string | undefined

/** @param peer the address of the other end of the connection */
export type ProxyTrust = (peer: string | undefined, header: HeaderLookup) => ForwardedInfo

const NETWORK_GROUPS: Readonly<Record<string, readonly string[]>> = {
  loopback: ['127.0.0.0/8', '::1'],
  private: ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', 'fc00::/7'],
}

/**
 * Uses `X-Forwarded-For`, `-Host` and `-Proto` only from the proxies at these addresses, because any client can set these
 * headers. The client is the last address in the chain that is not one of these proxies.
 *
 * @param proxies addresses, networks (`10.0.0.0/8`), `loopback` or `private`
 */
export function createProxyTrust(proxies: readonly string[]): ProxyTrust {
  const trusted = new BlockList()
  for (const network of proxies.flatMap((name) => NETWORK_GROUPS[name] ?? [name])) {
    const [address = '', prefix] = network.split('/')
    const family = isIP(address) === 6 ? 'ipv6' : 'ipv4'
    if (prefix === undefined) trusted.addAddress(address, family)
    else trusted.addSubnet(address, Number(prefix), family)
  }
  const isTrusted = (address: string) => trusted.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4')

  return (peer, header) => {
    const address = peer === undefined ? undefined : addressOf(peer)
    if (address === undefined || !isTrusted(address)) return { clientAddress: address }
    return {
      clientAddress: clientOf(address, header('x-forwarded-for'), isTrusted),
      host: firstOf(header('x-forwarded-host'))?.toLowerCase(),
      scheme: schemeOf(firstOf(header('x-forwarded-proto'))),
    }
  }
}

function clientOf(
  peer: string,
  forwardedFor: string | undefined,
  isTrusted: (address: string) => boolean,
): string {
  let client = peer
  for (const hop of (forwardedFor ?? '').split(',').toReversed()) {
    if (!isTrusted(client)) break
    const address = addressOf(hop.trim())
    if (address === undefined) break
    client = address
  }
  return client
}

/** Removes the port that some proxies add, and the IPv6 prefix of an IPv4 address. Undefined if it is not an address. */
function addressOf(text: string): string | undefined {
  const bare = /^\[([^\]]+)\](?::\d+)?$/.exec(text)?.[1] ?? /^([^:]+):\d+$/.exec(text)?.[1] ?? text
  const address = bare.replace(/^::ffff:(?=\d+\.)/i, '')
  return isIP(address) === 0 ? undefined : address
}

/** Each proxy appends its value, so the first value is the one that the client sent. */
function firstOf(list: string | undefined): string | undefined {
  return list?.split(',')[0]?.trim() || undefined
}

function schemeOf(proto: string | undefined): string | undefined {
  const scheme = proto?.toLowerCase().replace(/^ws/, 'http')
  return scheme === 'http' || scheme === 'https' ? scheme : undefined
}
