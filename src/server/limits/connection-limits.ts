import type { Socket } from 'node:net'
import type { Logger } from '../../logger.ts'
import type { HttpError } from '../operation/http-error.ts'
import { CountByName } from './count-by-name.ts'

export interface ConnectionLimitsOptions {
  readonly maxConnections: number
  readonly maxConnectionsPerAddress: number
  readonly logger: Logger
}

/**
 * The connections that a server has, whatever they carry. One too many is let in only so far that its first request can
 * be answered with the reason; it takes nobody's place.
 */
export interface ConnectionLimits {
  /** Twice is safe. */
  admit(socket: Socket): void
  /** It has closed. */
  release(socket: Socket): void
  /** Why nothing on this connection is served, if so. */
  errorOf(socket: object): HttpError | undefined
}

/** Of those beyond a limit so many are told why, each at once when it asks; any more are closed without a word. */
const MAX_SURPLUS = 100
const SURPLUS_TIMEOUT_MS = 5_000
const LOG_INTERVAL_MS = 60_000

export function createConnectionLimits(options: ConnectionLimitsOptions): ConnectionLimits {
  const { maxConnections, maxConnectionsPerAddress, logger } = options
  /** With their addresses: a socket that has closed has none. */
  const admitted = new Map<Socket, string>()
  const addresses = new CountByName()
  const surplus = new Map<object, HttpError>()
  let loggedAt = -Infinity

  function refuse(address: string): HttpError | undefined {
    if (admitted.size >= maxConnections) return tooMany(maxConnections)
    if (addresses.of(address) >= maxConnectionsPerAddress)
      return tooManyOfAddress(maxConnectionsPerAddress, address)
    return undefined
  }

  function sendAway(socket: Socket, error: HttpError): void {
    // Whoever is refused may try again and again.
    if (performance.now() - loggedAt >= LOG_INTERVAL_MS) {
      loggedAt = performance.now()
      logger.warn({ code: error.code }, error.message)
    }
    if (surplus.size >= MAX_SURPLUS) return void socket.destroy()
    surplus.set(socket, error)
    socket.setTimeout(SURPLUS_TIMEOUT_MS, () => socket.destroy())
  }

  return {
    admit(socket) {
      if (admitted.has(socket) || surplus.has(socket)) return
      const { remoteAddress: address = '' } = socket
      const error = refuse(address)
      if (error) return sendAway(socket, error)
      admitted.set(socket, address)
      addresses.add(address)
    },
    release(socket) {
      surplus.delete(socket)
      const address = admitted.get(socket)
      if (address === undefined) return
      admitted.delete(socket)
      addresses.remove(address)
    },
    errorOf: (socket) => surplus.get(socket),
  }
}

const tooMany = (limit: number): HttpError => ({
  status: 503,
  code: 'TOO_MANY_CONNECTIONS',
  message: `The gateway has the ${limit} connections that it may have: try again later, or at another instance.`,
  isRetryable: true,
  headers: { 'retry-after': '5' },
})

const tooManyOfAddress = (limit: number, address: string): HttpError => ({
  status: 429,
  code: 'TOO_MANY_CONNECTIONS_OF_ADDRESS',
  message: `${address} has the ${limit} connections that one address may have: close some, or use one for several operations.`,
  isRetryable: true,
  headers: { 'retry-after': '5' },
})
