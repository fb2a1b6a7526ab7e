import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import type { GraphQLSchema } from 'graphql'
import { systemClock } from '../clock.ts'
import type { Clock } from '../clock.ts'
import type { Logger } from '../logger.ts'
import { createConnectionLimits } from './limits/connection-limits.ts'
import { createDrain } from './operation/drain.ts'
import { createRequestHandler } from './http/request-handler.ts'
import { createGraphiqlPage } from './graphiql/page.ts'
import type { GraphiqlOptions } from './graphiql/page.ts'
import { createGraphqlHandler } from './graphql/handler.ts'
import { createHttpListener } from './http/listener.ts'
import { headerOf } from './http/node-exchange.ts'
import { createPersistedDocuments } from './document/persisted-documents.ts'
import type { CheckedDocumentsOptions } from './document/persisted-documents.ts'
import { pathsUnder } from './operation/paths.ts'
import { createProbe } from './http/probe.ts'
import { createProxyTrust } from './http/proxy-trust.ts'
import { errorResponse } from './operation/http-error.ts'
import type { GatewayServer } from './gateway-server.ts'
import type { AdviceOptions } from './graphql/use-advice.ts'
import type { CostSettings } from './cost/use-cost.ts'
import type { DocumentLimitsOptions } from './document/use-document-limits.ts'
import { requestIdFrom } from './operation/request-id.ts'
import { isLoopbackAddress } from './http/cross-origin-check.ts'
import type { OriginPolicy } from './http/cross-origin-check.ts'
import type { OperationHost } from './operation/host.ts'
import type { ServerObserver } from './operation/observer.ts'
import { ignoreUpgradeOffer, rejectUpgrade, sendError } from './http/upgrade.ts'
import { createWebSocketListener } from './web-socket/listener.ts'

/** Limits for clients. */
export interface ServerLimits {
  /** A longer request body is rejected with status 413. @default 100_000 */
  readonly maxBodyBytes?: number
  /** A longer WebSocket message closes its connection with code 1009. @default 65_536 */
  readonly maxMessageBytes?: number
  /** Concurrent operations of one connection. Another operation is rejected with an error. @default 100 */
  readonly maxOperationsPerConnection?: number
  /** Time limit for `connection_init`. Then the WebSocket is closed with code 4408. @default 5_000 */
  readonly connectionInitTimeoutMs?: number
  /**
   * Interval between pings on a WebSocket and between comments on an SSE stream. A WebSocket is closed if a ping is not
   * answered before the next one, an SSE stream if the client reads nothing for two intervals. @default 12_000
   */
  readonly keepAliveIntervalMs?: number
  /** Concurrent connections. Requests on another connection are rejected with status 503. @default 10_000 */
  readonly maxConnections?: number
  /** Concurrent connections from one address. Requests on another are rejected with status 429. @default 1_000 */
  readonly maxConnectionsPerAddress?: number
}

export interface ServerOptions<C extends object> extends AdviceOptions, ServerLimits {
  readonly schema: GraphQLSchema
  readonly host: OperationHost<C>
  /** Undefined if the server is ready, otherwise the reason why not. */
  readonly checkReadiness: (signal: AbortSignal) => Promise<string | undefined>
  readonly logger: Logger
  /** False: GraphiQL is off. It is also off if only persisted documents are executed. */
  readonly graphiql: GraphiqlOptions | false
  /**
   * The path under which a reverse proxy publishes the server, e.g. `/kms`. All paths of the server begin with it.
   *
   * @default ''
   * @throws {StartupError} from `createServer`, if it is not a path
   */
  readonly basePath?: string | undefined
  /**
   * Further hosts of the server, such as a reverse proxy's: `kms.example.com`, or `kms.example.com:8443` if the port is not
   * the default of the scheme. Pages of these origins may use the server.
   *
   * @default []
   */
  readonly allowedHosts?: readonly string[] | undefined
  /**
   * Other origins whose pages may use the server over HTTP and WebSocket: `https://app.example.com`.
   *
   * @default []
   */
  readonly corsOrigins?: readonly string[] | undefined
  /**
   * Proxies whose `X-Forwarded-For`, `-Host` and `-Proto` are trusted: addresses, networks such as `10.0.0.0/8`,
   * `loopback` or `private`.
   *
   * @default []
   */
  readonly trustedProxies?: readonly string[] | undefined
  /** Time limit for the headers of a request. Then the connection is closed with status 408. @default 10_000 */
  readonly headersTimeoutMs?: number
  /** Time limit for a whole request, including its body. @default 30_000 */
  readonly requestArrivalTimeoutMs?: number
  /**
   * How long a connection may be idle between requests. It must be longer than the idle timeout of proxies, which otherwise
   * send requests on a closing connection. Most proxies use 60 seconds.
   *
   * @default 65_000
   */
  readonly keepAliveTimeoutMs?: number
  /** For `requestTimeoutMs`. @default the system's */
  readonly clock?: Clock
  /**
   * Time limit for the response to a query or mutation, and for opening a subscription. Then the response is
   * REQUEST_TIMEOUT with status 504.
   *
   * @default 30_000
   */
  readonly requestTimeoutMs?: number | undefined
  /** Documents that clients may request by ID. @default none */
  readonly persistedDocuments?: CheckedDocumentsOptions | undefined
  /** Limits for documents. @default not limited */
  readonly documents?: DocumentLimitsOptions
  /** Prices and limits. @default operations have no cost */
  readonly cost?: CostSettings
  /** Time limit for `checkReadiness`. @default 5_000 */
  readonly readinessTimeoutMs?: number
  /** How long a result of `checkReadiness` is reused. @default 2_000 */
  readonly readinessReuseMs?: number
  /** Time limit for running work after the server is disposed. Then its connections are destroyed. @default 10_000 */
  readonly drainTimeoutMs?: number | undefined
  /** @default [] */
  readonly observers?: readonly ServerObserver[]
}

export function createServer<C extends object>(options: ServerOptions<C>): GatewayServer {
  const { checkReadiness, logger } = options
  const { allowedHosts = [], corsOrigins = [], trustedProxies = [] } = options
  const { clock = systemClock, requestTimeoutMs = 30_000 } = options
  const { headersTimeoutMs = 10_000, requestArrivalTimeoutMs = 30_000, keepAliveTimeoutMs = 65_000 } = options
  const { maxBodyBytes = 100_000, maxMessageBytes = 65_536, maxOperationsPerConnection = 100 } = options
  const { connectionInitTimeoutMs = 5_000, keepAliveIntervalMs = 12_000 } = options
  const { maxConnections = 10_000, maxConnectionsPerAddress = 1_000 } = options
  const { readinessTimeoutMs = 5_000, readinessReuseMs = 2_000, drainTimeoutMs = 10_000 } = options
  const { observers = [] } = options

  const paths = pathsUnder(options.basePath ?? '')
  const persisted = createPersistedDocuments(
    options.schema,
    options.persistedDocuments ?? { documents: {}, isOnly: false },
  )
  const drain = createDrain()
  const graphql = createGraphqlHandler({
    ...options,
    path: paths.graphql,
    drain,
    maxBodyBytes,
    time: { clock, timeoutMs: requestTimeoutMs },
    persisted,
    keepAliveIntervalMs,
  })
  const webSockets = createWebSocketListener({
    graphql,
    documents: persisted,
    drain,
    logger,
    observers,
    access: options.host.access,
    maxMessageBytes,
    maxOperationsPerConnection,
    connectionInitTimeoutMs,
    keepAliveIntervalMs,
  })
  const handleRequest = createRequestHandler({
    credential: options.host.access.credential,
    paths,
    graphql,
    // GraphiQL needs introspection and new documents.
    graphiql:
      options.graphiql && !persisted.isOnly ? createGraphiqlPage(options.graphiql, paths.assets) : undefined,
    probe: createProbe({
      checkReadiness,
      timeoutMs: readinessTimeoutMs,
      reuseMs: readinessReuseMs,
      now: () => performance.now(),
      drain,
      logger,
    }),
    drain,
    logger,
    observers,
  })

  const trust = createProxyTrust(trustedProxies)
  const anywhere: OriginPolicy = { isLoopbackOnly: false, allowedHosts, corsOrigins }
  let policy = anywhere
  const timeouts = { headersTimeoutMs, requestArrivalTimeoutMs, keepAliveTimeoutMs }
  const limits = createConnectionLimits({ maxConnections, maxConnectionsPerAddress, logger })
  const http = createHttpListener({
    handleRequest,
    policy: () => policy,
    trust,
    timeouts,
    limits,
    maxOperationsPerConnection,
    stallTimeoutMs: 2 * keepAliveIntervalMs,
    upgrade,
    logger,
    observers,
  })

  function upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    // During the handshake nothing else handles errors, and a reset must not end the process.
    socket.on('error', destroy)
    if (request.headers.upgrade?.toLowerCase() !== 'websocket')
      return ignoreUpgradeOffer(http.server, request, socket, head)
    const forwarded = trust(request.socket.remoteAddress, headerOf(request))
    const error =
      rejectUpgrade(request, forwarded, { policy, drain, path: paths.graphql }) ?? limits.errorOf(socket)
    if (error) void sendError(socket, errorResponse(error, requestIdFrom(undefined)))
    else webSockets.accept(request, socket, head, forwarded)
  }

  async function end(): Promise<void> {
    drain.start()
    const closed = http.close()
    const isDrained = await endsWithin(Promise.all([closed, drain.idle()]), drainTimeoutMs)
    if (!isDrained) {
      logger.warn({ drainTimeoutMs }, 'running work did not end in time; its connections are destroyed')
      http.destroyConnections()
    }
    await closed
  }

  let ending: Promise<void> | undefined
  return {
    fetch: (request) => handleRequest(request, anywhere, {}),
    listen: ({ host, port }) =>
      new Promise((resolve, reject) => {
        http.server.once('error', reject)
        http.server.listen({ host, port }, () => {
          http.server.off('error', reject)
          const bound = http.server.address()
          if (bound === null || typeof bound === 'string') return reject(new Error('The server has no port.'))
          policy = { ...anywhere, isLoopbackOnly: isLoopbackAddress(bound.address) }
          resolve({ url: `http://${hostInUrl(host)}:${bound.port}` })
        })
      }),
    [Symbol.asyncDispose]: () => (ending ??= end()),
  }
}

function destroy(this: Duplex): void {
  this.destroy()
}

/** The wildcard addresses cannot be opened in a browser. */
function hostInUrl(host: string): string {
  if (host === '0.0.0.0' || host === '::') return 'localhost'
  return host.includes(':') ? `[${host}]` : host
}

async function endsWithin(work: Promise<unknown>, timeoutMs: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined
  const timedOut = new Promise<false>((resolve) => {
    timer = setTimeout(() => resolve(false), timeoutMs)
  })
  const isEnded = await Promise.race([work.then(() => true), timedOut])
  clearTimeout(timer)
  return isEnded
}
