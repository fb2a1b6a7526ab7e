import type { Socket } from 'node:net'
import type { Logger } from '../../logger.ts'
import type { HttpError } from '../operation/http-error.ts'
import { observeConnection } from '../operation/observer.ts'
import type { ServerObserver } from '../operation/observer.ts'
import { CountByName } from './count-by-name.ts'

export interface ConnectionLimitsOptions {
  readonly maxConnections: number
  readonly maxConnectionsPerAddress: number
  readonly logger: Logger
  readonly observers: readonly ServerObserver[]
}

/**
 * Limits the connections of a server, over HTTP and WebSocket. A connection over a limit is accepted only to answer its
 * first request with the error, and is not counted.
 */
export interface ConnectionLimits {
  /** Counts a connection until it closes, or marks it as over a limit. Twice is safe. */
  admit(socket: Socket): void
  /** The response to every request of this connection, if the connection is over a limit. */
  errorOf(socket: object): HttpError | undefined
}

/** This many connections over a limit get an error response. Any more are closed without a response. */
const MAX_OVER_LIMIT = 100
/** Time limit for a connection over a limit to send a request and read the error. */
const OVER_LIMIT_TIMEOUT_MS = 5_000
const LOG_INTERVAL_MS = 60_000

export function createConnectionLimits(options: ConnectionLimitsOptions): ConnectionLimits {
  const { maxConnections, maxConnectionsPerAddress, logger, observers } = options
  /** The open connections, each with the function that reports its close to the observers. */
  const open = new Map<Socket, () => void>()
  /** The counted connections with their addresses, because a closed socket has no address. */
  const admitted = new Map<Socket, string>()
  const addresses = new CountByName()
  const overLimit = new Map<object, HttpError>()
  let loggedAt = -Infinity

  function limitErrorFor(address: string): HttpError | undefined {
    if (admitted.size >= maxConnections) return tooMany(maxConnections)
    if (addresses.of(address) >= maxConnectionsPerAddress)
      return tooManyOfAddress(maxConnectionsPerAddress, address)
    return undefined
  }

  function reject(socket: Socket, error: HttpError): void {
    // A rejected client may connect again and again, so the log has one line per interval.
    if (performance.now() - loggedAt >= LOG_INTERVAL_MS) {
      loggedAt = performance.now()
      logger.warn({ code: error.code }, error.message)
    }
    if (overLimit.size >= MAX_OVER_LIMIT) return void socket.destroy()
    overLimit.set(socket, error)
    socket.setTimeout(OVER_LIMIT_TIMEOUT_MS, () => socket.destroy())
  }

  /** One listener for all sockets, which saves memory for each connection. */
  function onClose(this: Socket): void {
    overLimit.delete(this)
    const address = admitted.get(this)
    if (address !== undefined) addresses.remove(address)
    admitted.delete(this)
    open.get(this)?.()
    open.delete(this)
  }

  return {
    admit(socket) {
      // A closed socket does not emit `close` again.
      if (open.has(socket) || socket.destroyed) return
      open.set(socket, observeConnection(observers, 'TCP'))
      socket.on('close', onClose)
      const { remoteAddress: address = '' } = socket
      const error = limitErrorFor(address)
      if (error) return reject(socket, error)
      admitted.set(socket, address)
      addresses.add(address)
    },
    errorOf: (socket) => overLimit.get(socket),
  }
}

const tooMany = (limit: number): HttpError => ({
  status: 503,
  code: 'TOO_MANY_CONNECTIONS',
  message: `The gateway has ${limit} connections, which is its maximum. Try again later or use another instance.`,
  isRetryable: true,
  headers: { 'retry-after': '5' },
})

const tooManyOfAddress = (limit: number, address: string): HttpError => ({
  status: 429,
  code: 'TOO_MANY_CONNECTIONS_OF_ADDRESS',
  message: `${address} has ${limit} connections, which is the maximum for one address. Close some, or send several operations over one connection.`,
  isRetryable: true,
  headers: { 'retry-after': '5' },
})
