import type { IncomingMessage } from 'node:http'
import type { Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import type { GraphQLSchema } from 'graphql'
import { systemClock } from '../clock.ts'
import type { Clock } from '../clock.ts'
import type { ServerLimits } from '../defaults.ts'
import type { Logger } from '../logger.ts'
import { createConnectionLimits } from './limits/connection-limits.ts'
import { createDrain } from './operation/drain.ts'
import { createExporter } from './http/exporter.ts'
import { createRequestHandler } from './http/request-handler.ts'
import { createConsole } from './console/console.ts'
import type { ConsoleOptions } from './console/console.ts'
import { createGraphiqlPage } from './graphiql/page.ts'
import type { GraphiqlOptions } from './graphiql/page.ts'
import { createGraphqlHandler } from './graphql/handler.ts'
import { createHttpListener } from './http/listener.ts'
import { headerOf } from './http/node-exchange.ts'
import { createNodeHandler } from './http/node-handler.ts'
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
import { isLocal, isLoopbackAddress } from './http/arrival.ts'
import type { OriginPolicy } from './http/cross-origin-check.ts'
import type { ExportHost, OperationHost } from './operation/host.ts'
import type { ServerObserver } from './operation/observer.ts'
import { rejectUpgrade, sendError } from './http/upgrade.ts'
import { createWebSocketListener } from './web-socket/listener.ts'

export interface ServerOptions<C extends object> extends AdviceOptions {
  readonly schema: GraphQLSchema
  readonly host: OperationHost<C>
  readonly limits: ServerLimits
  /** Undefined if the server is ready, otherwise the reason why not. */
  readonly checkReadiness: (signal: AbortSignal) => Promise<string | undefined>
  readonly logger: Logger
  /** False: GraphiQL is off. It is also off if only persisted documents are executed. */
  readonly graphiql: GraphiqlOptions | false
  /** The pages at all paths that are not another endpoint. @default none */
  readonly console?: ConsoleOptions | undefined
  /**
   * The path under which a reverse proxy publishes the server, e.g. `/kms`. Links of the server begin with it. Requests may omit
   * it, because some proxies remove it.
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
  /** @default no files */
  readonly files?: ExportHost<C> | undefined
  /** For `limits.requestTimeoutMs`. @default the system's */
  readonly clock?: Clock
  /** Documents that clients may request by ID. @default none */
  readonly persistedDocuments?: CheckedDocumentsOptions | undefined
  /** Limits for documents. @default not limited */
  readonly documents?: DocumentLimitsOptions
  /** Prices and limits. @default operations have no cost */
  readonly cost?: CostSettings
  /** @default [] */
  readonly observers?: readonly ServerObserver[]
}

export function createServer<C extends object>(options: ServerOptions<C>): GatewayServer {
  const { checkReadiness, limits, logger, clock = systemClock, observers = [] } = options
  const { allowedHosts = [], corsOrigins = [], trustedProxies = [] } = options

  const paths = pathsUnder(options.basePath ?? '')
  const persisted = createPersistedDocuments(
    options.schema,
    options.persistedDocuments ?? { documents: {}, isOnly: false },
  )
  const drain = createDrain()
  const graphql = createGraphqlHandler({
    ...options,
    ...limits,
    path: paths.graphql,
    drain,
    time: { clock, timeoutMs: limits.requestTimeoutMs },
    persisted,
  })
  const webSockets = createWebSocketListener({
    ...limits,
    graphql,
    documents: persisted,
    drain,
    logger,
    observers,
    access: options.host.access,
  })
  const handleRequest = createRequestHandler({
    credential: options.host.access.credential,
    paths,
    graphql,
    // GraphiQL needs introspection and new documents.
    graphiql:
      options.graphiql && !persisted.isOnly
        ? createGraphiqlPage(options.graphiql, paths.graphiqlAssets)
        : undefined,
    console: options.console && createConsole(options.console, paths),
    exporter:
      options.files &&
      createExporter({
        ...options,
        files: options.files,
        clock,
        drain,
        observers,
        timeoutMs: limits.requestTimeoutMs,
      }),
    probe: createProbe({
      checkReadiness,
      timeoutMs: limits.readinessTimeoutMs,
      reuseMs: limits.readinessReuseMs,
      now: () => performance.now(),
      drain,
      logger,
    }),
    drain,
    logger,
    observers,
  })

  const trust = createProxyTrust(trustedProxies)
  const anywhere: OriginPolicy = { isUnprotected: false, isLoopbackOnly: false, allowedHosts, corsOrigins }
  const local: OriginPolicy = { ...anywhere, isLoopbackOnly: true }
  const network: OriginPolicy = { ...anywhere, isUnprotected: !options.host.access.requiresCredential }
  const policyOf = (socket: Socket) => (isLocal(socket) ? local : network)

  const connectionLimits = createConnectionLimits({ ...limits, logger, observers })
  const node = createNodeHandler({
    handleRequest,
    trust,
    limits: connectionLimits,
    maxOperationsPerConnection: limits.maxOperationsPerConnection,
    stallTimeoutMs: 2 * limits.keepAliveIntervalMs,
    drain,
    logger,
  })

  function upgrade(request: IncomingMessage, socket: Duplex, head: Buffer, policy: OriginPolicy): void {
    // During the handshake nothing else handles errors, and a reset must not end the process.
    socket.on('error', destroy)
    connectionLimits.admit(request.socket)
    // The client has disconnected. `policy` may be wrong: a closed socket has no address.
    if (request.socket.destroyed) return
    const forwarded = trust(request.socket.remoteAddress, headerOf(request))
    const error =
      rejectUpgrade(request, forwarded, { policy, drain, paths }) ?? connectionLimits.errorOf(request.socket)
    if (error) void sendError(socket, errorResponse(error, requestIdFrom(undefined)))
    else webSockets.accept(request, socket, head, forwarded)
  }

  let listenerPolicy = network
  const http = createHttpListener({
    handle: (message, response) => node.handle(message, response, listenerPolicy),
    upgrade: (request, socket, head) => upgrade(request, socket, head, listenerPolicy),
    pendingOf: node.pendingOf,
    timeouts: limits,
    limits: connectionLimits,
  })

  async function end(): Promise<void> {
    const { drainTimeoutMs } = limits
    drain.start()
    const closed = Promise.all([http.close(), node.settled(), webSockets.closed()])
    const isDrained = await endsWithin(Promise.all([closed, drain.idle()]), drainTimeoutMs)
    if (!isDrained) {
      logger.warn({ drainTimeoutMs }, 'running work did not end in time; its connections are destroyed')
      http.destroyConnections()
      node.destroyPending()
      webSockets.terminate()
    }
    await closed
  }

  let ending: Promise<void> | undefined
  return {
    schema: options.schema,
    hasConsole: options.console !== undefined,
    fetch: (request) => handleRequest(request, anywhere, {}),
    handleRequest: (request, response) => node.handle(request, response, policyOf(request.socket)),
    handleUpgrade: (request, socket, head) => upgrade(request, socket, head, policyOf(request.socket)),
    listen: ({ host, port }) =>
      new Promise((resolve, reject) => {
        http.server.once('error', reject)
        http.server.listen({ host, port }, () => {
          http.server.off('error', reject)
          const bound = http.server.address()
          if (bound === null || typeof bound === 'string') return reject(new Error('The server has no port.'))
          if (isLoopbackAddress(bound.address)) listenerPolicy = local
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
