import { Agent, EnvHttpProxyAgent, Pool } from 'undici'
import type { Dispatcher } from 'undici'
import type { HttpSettings, Proxy } from './http-settings.ts'

/** The connections to AWS's endpoints, through a proxy where one is set. */
export interface Connections {
  /** @param protocol of the endpoint: `http:` or `https:` */
  to(protocol: string): Dispatcher
  destroy(): void
}

/** A proxy on another machine cannot reach this machine's loopback addresses. */
const LOOPBACK = 'localhost,127.0.0.1,[::1]'

export function createConnections(
  { httpProxy, httpsProxy, noProxy, ca }: HttpSettings,
  options: Agent.Options & { readonly connectionTimeoutMs: number },
): Connections {
  const { connectionTimeoutMs, ...agentOptions } = options
  const tls = { timeout: connectionTimeoutMs, ...(ca === undefined ? {} : { ca }) }

  function open(proxy: Proxy | undefined): Dispatcher {
    if (!proxy) return new Agent({ ...agentOptions, connect: tls })
    const direct = proxy.isLocal || noProxy === '*' ? noProxy : `${noProxy},${LOOPBACK}`
    return new EnvHttpProxyAgent({
      ...agentOptions,
      connect: tls,
      // All three are set, because undici reads the environment for a missing one, and sends requests for `https:` endpoints
      // through HTTP_PROXY.
      httpProxy: proxy.url,
      httpsProxy: proxy.url,
      noProxy: direct,
      ...(proxy.authorization === undefined ? {} : { token: proxy.authorization }),
      requestTls: tls,
      proxyTls: tls,
      // The connection timeout includes the proxy's response to CONNECT.
      clientFactory: (origin, poolOptions) =>
        new Pool(origin, { ...poolOptions, headersTimeout: connectionTimeoutMs }),
    })
  }

  const opened = new Map<string, Dispatcher>()
  return {
    to(protocol) {
      const known = opened.get(protocol)
      if (known) return known
      const dispatcher = open(protocol === 'https:' ? httpsProxy : httpProxy)
      opened.set(protocol, dispatcher)
      return dispatcher
    },
    destroy() {
      for (const dispatcher of opened.values()) void dispatcher.destroy()
    },
  }
}
