import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import type { GraphQLSchema } from 'graphql'
import type { Logger } from '../logger.ts'
import { createDrain } from './drain.ts'
import { createFrontDoor } from './front-door.ts'
import { createGraphiqlPage } from './graphiql-page.ts'
import type { GraphiqlOptions } from './graphiql-page.ts'
import { createGraphqlHandler } from './graphql-handler.ts'
import { createHttpListener } from './http-listener.ts'
import { createProbe } from './probe.ts'
import { refusalResponse } from './refusal.ts'
import type { GatewayServer } from './gateway-server.ts'
import type { FreshContextOptions } from './use-fresh-context.ts'
import { requestIdFrom } from './request-id.ts'
import { isLoopbackAddress } from './same-origin.ts'
import type { OriginPolicy } from './same-origin.ts'
import { ignoreOffer, refuseUpgrade, sendRefusal } from './upgrade.ts'
import { createWebSocketListener } from './web-socket-listener.ts'
import type { AdmitConnection } from './web-socket-operations.ts'

export interface ServerOptions<C extends object> extends FreshContextOptions<C> {
  readonly schema: GraphQLSchema
  /** @default every connection is admitted, and each operation looked at by itself */
  readonly admitConnection?: AdmitConnection
  /** Undefined when ready, else a sentence saying what is missing. */
  readonly checkReadiness: (signal: AbortSignal) => Promise<string | undefined>
  readonly logger: Logger
  /** False serves no GraphiQL. */
  readonly graphiql: GraphiqlOptions | false
  /**
   * Hosts the server goes by besides the one it listens on, such as a reverse proxy's: `kms.example.com`, or
   * `kms.example.com:8443` where the port is not the scheme's own. Pages of these origins may use it.
   *
   * @default []
   */
  readonly allowedHosts?: readonly string[]
  /** A longer request body is refused with status 413. @default 100_000 */
  readonly maxBodyBytes?: number
  /** A longer WebSocket message closes its connection with code 1009. @default 65_536 */
  readonly maxMessageBytes?: number
  /** Operations one WebSocket may carry at a time; one more is refused under its id. @default 100 */
  readonly maxOperationsPerSocket?: number
  /** Time a WebSocket client has for its `connection_init`; then its connection is closed with 4408. @default 5_000 */
  readonly connectionInitTimeoutMs?: number
  /** Between pings on a WebSocket; a peer that leaves one unanswered until the next is dropped. @default 12_000 */
  readonly pingIntervalMs?: number
  /** Time `checkReadiness` has. @default 5_000 */
  readonly readinessTimeoutMs?: number
  /** Time running work has once the server is disposed; then its connections are destroyed. @default 10_000 */
  readonly drainTimeoutMs?: number
}

export function createServer<C extends object>(options: ServerOptions<C>): GatewayServer {
  const { checkReadiness, logger } = options
  const { allowedHosts = [] } = options
  const { maxBodyBytes = 100_000, maxMessageBytes = 65_536, maxOperationsPerSocket = 100 } = options
  const { connectionInitTimeoutMs = 5_000, pingIntervalMs = 12_000 } = options
  const { readinessTimeoutMs = 5_000, drainTimeoutMs = 10_000 } = options

  const drain = createDrain()
  const graphql = createGraphqlHandler({
    ...options,
    drain,
    maxBodyBytes,
  })
  const webSockets = createWebSocketListener({
    graphql,
    drain,
    logger,
    admitConnection: options.admitConnection,
    maxMessageBytes,
    maxOperationsPerSocket,
    connectionInitTimeoutMs,
    pingIntervalMs,
  })
  const frontDoor = createFrontDoor({
    graphql,
    graphiql: options.graphiql ? createGraphiqlPage(options.graphiql) : undefined,
    probe: createProbe({ checkReadiness, timeoutMs: readinessTimeoutMs, drain, logger }),
    drain,
    logger,
  })

  let policy: OriginPolicy = { isLoopbackOnly: false, allowedHosts }
  const http = createHttpListener({ frontDoor, policy: () => policy, upgrade, logger })

  function upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    // Between here and the end of the handshake the connection is nobody's: a reset must not end the process.
    socket.on('error', () => socket.destroy())
    if (request.headers.upgrade?.toLowerCase() !== 'websocket')
      return ignoreOffer(http.server, request, socket, head)
    const refusal = refuseUpgrade(request, policy, drain)
    if (refusal) void sendRefusal(socket, refusalResponse(refusal, requestIdFrom(undefined)))
    else webSockets.accept(request, socket, head)
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
    fetch: (request) => frontDoor(request, { isLoopbackOnly: false, allowedHosts }),
    listen: ({ host, port }) =>
      new Promise((resolve, reject) => {
        http.server.once('error', reject)
        http.server.listen({ host, port }, () => {
          http.server.off('error', reject)
          const bound = http.server.address()
          if (bound === null || typeof bound === 'string') return reject(new Error('The server has no port.'))
          policy = { isLoopbackOnly: isLoopbackAddress(bound.address), allowedHosts }
          resolve({ url: `http://${hostInUrl(host)}:${bound.port}` })
        })
      }),
    [Symbol.asyncDispose]: () => (ending ??= end()),
  }
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
