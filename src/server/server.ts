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

/** What clients may take of a server. */
export interface ServerLimits {
  /** A longer request body is refused with status 413. @default 100_000 */
  readonly maxBodyBytes?: number
  /** A longer WebSocket message closes its connection with code 1009. @default 65_536 */
  readonly maxMessageBytes?: number
  /** Operations one connection may carry at a time; one more is refused, over WebSocket under its id. @default 100 */
  readonly maxOperationsPerConnection?: number
  /** Time a WebSocket client has for its `connection_init`; then its connection is closed with 4408. @default 5_000 */
  readonly connectionInitTimeoutMs?: number
  /**
   * Between pings on a WebSocket, where a peer that leaves one unanswered until the next is dropped, and between comments
   * on an SSE stream, where a peer that takes nothing for two intervals is. @default 12_000
   */
  readonly keepAliveIntervalMs?: number
  /** Connections at a time, whatever they carry; one more is refused with status 503. @default 10_000 */
  readonly maxConnections?: number
  /** Of these from one address; one more is refused with status 429. @default 1_000 */
  readonly maxConnectionsPerAddress?: number
}

export interface ServerOptions<C extends object> extends AdviceOptions, ServerLimits {
  readonly schema: GraphQLSchema
  readonly host: OperationHost<C>
  /** Undefined when ready, else a sentence saying what is missing. */
  readonly checkReadiness: (signal: AbortSignal) => Promise<string | undefined>
  readonly logger: Logger
  /** False serves no GraphiQL; nor is it served where persisted documents only are executed. */
  readonly graphiql: GraphiqlOptions | false
  /**
   * The path under which a reverse proxy publishes the server, e.g. `/kms`. Each path that the server answers begins with it.
   *
   * @default ''
   * @throws {StartupError} from `createServer`, if it is not a path
   */
  readonly basePath?: string | undefined
  /**
   * Hosts the server goes by besides the one it listens on, such as a reverse proxy's: `kms.example.com`, or
   * `kms.example.com:8443` where the port is not the scheme's own. Pages of these origins may use it.
   *
   * @default []
   */
  readonly allowedHosts?: readonly string[] | undefined
  /**
   * Other origins whose pages may use the server, over HTTP and WebSocket: `https://app.example.com`.
   *
   * @default []
   */
  readonly corsOrigins?: readonly string[] | undefined
  /**
   * Proxies whose `X-Forwarded-For`, `-Host` and `-Proto` are believed: addresses, networks such as `10.0.0.0/8`,
   * `loopback` or `private`.
   *
   * @default []
   */
  readonly trustedProxies?: readonly string[] | undefined
  /** Time a client has for the headers of a request; then its connection is closed with 408. @default 10_000 */
  readonly headersTimeoutMs?: number
  /** Time a client has for a whole request, its body too. @default 30_000 */
  readonly requestArrivalTimeoutMs?: number
  /**
   * How long a connection may be idle between requests. A proxy that keeps its connections longer than this would send
   * into one just being closed; most give up after 60 seconds.
   *
   * @default 65_000
   */
  readonly keepAliveTimeoutMs?: number
  /** What `requestTimeoutMs` is measured by. @default the system's */
  readonly clock?: Clock
  /**
   * Time a query or mutation has for its answer, and a subscription for being opened; then it is answered with
   * REQUEST_TIMEOUT, status 504.
   *
   * @default 30_000
   */
  readonly requestTimeoutMs?: number | undefined
  /** Documents that clients may name by an id. @default none */
  readonly persistedDocuments?: CheckedDocumentsOptions | undefined
  /** The largest documents that are read. @default any */
  readonly documents?: DocumentLimitsOptions
  /** What operations cost, and may cost. @default nothing */
  readonly cost?: CostSettings
  /** Time `checkReadiness` has. @default 5_000 */
  readonly readinessTimeoutMs?: number
  /** How long what it found is answered without checking again. @default 2_000 */
  readonly readinessReuseMs?: number
  /** Time running work has once the server is disposed; then its connections are destroyed. @default 10_000 */
  readonly drainTimeoutMs?: number | undefined
  /** Who is told what the server does. @default [] */
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
    // It lives by documents that its user has just written, and by introspection.
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
    // Between here and the end of the handshake the connection is nobody's: a reset must not end the process.
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

/** Every address of the machine is reached as localhost, too. */
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
