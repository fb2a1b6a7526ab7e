import { BlockList, isIP } from 'node:net'

/** Where a request came from and what it was for, as far as it can be believed. */
export interface ForwardedInfo {
  /** The client's address: the peer's, or what a trusted proxy says of it. Undefined where there is no socket. */
  readonly clientAddress?: string | undefined
  /** The host the client asked for, where a trusted proxy says so. */
  readonly host?: string | undefined
  /** `http` or `https`, where a trusted proxy says so. */
  readonly scheme?: string | undefined
}

export type HeaderLookup = (name: string) => string | undefined

/** @param peer the other end of the connection */
export type ProxyTrust = (peer: string | undefined, header: HeaderLookup) => ForwardedInfo

const NAMED: Readonly<Record<string, readonly string[]>> = {
  loopback: ['127.0.0.0/8', '::1'],
  private: ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', 'fc00::/7'],
}

/**
 * Believes `X-Forwarded-For`, `-Host` and `-Proto` of the proxies at these addresses and of nobody else: anyone can
 * write those headers. The client is the last address in the chain that is not such a proxy's.
 *
 * @param proxies addresses, networks (`10.0.0.0/8`), `loopback` or `private`
 */
export function createProxyTrust(proxies: readonly string[]): ProxyTrust {
  const trusted = new BlockList()
  for (const network of proxies.flatMap((name) => NAMED[name] ?? [name])) {
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

/** Without the port that some proxies add, and an IPv4 address as such. Undefined when it is no address. */
function addressOf(text: string): string | undefined {
  const bare = /^\[([^\]]+)\](?::\d+)?$/.exec(text)?.[1] ?? /^([^:]+):\d+$/.exec(text)?.[1] ?? text
  const address = bare.replace(/^::ffff:(?=\d+\.)/i, '')
  return isIP(address) === 0 ? undefined : address
}

/** Each proxy adds what it was asked for behind what is there: the client's own comes first. */
function firstOf(list: string | undefined): string | undefined {
  return list?.split(',')[0]?.trim() || undefined
}

function schemeOf(proto: string | undefined): string | undefined {
  const scheme = proto?.toLowerCase().replace(/^ws/, 'http')
  return scheme === 'http' || scheme === 'https' ? scheme : undefined
}
