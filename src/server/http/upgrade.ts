import { STATUS_CODES } from 'node:http'
import type { IncomingMessage, Server } from 'node:http'
import type { Duplex } from 'node:stream'
import type { Drain } from '../operation/drain.ts'
import { headerOf, urlOf } from './node-exchange.ts'
import { isAt } from '../operation/paths.ts'
import type { Paths } from '../operation/paths.ts'
import { BAD_ADDRESS, RESTARTING } from '../operation/http-error.ts'
import type { HttpError } from '../operation/http-error.ts'
import type { ForwardedInfo } from './proxy-trust.ts'
import { setSafeHeaders } from './safe-headers.ts'
import { callerOf, rejectCaller } from './cross-origin-check.ts'
import type { OriginPolicy } from './cross-origin-check.ts'

export interface UpgradeOptions {
  readonly policy: OriginPolicy
  readonly drain: Drain
  /** WebSockets are at `graphql`. */
  readonly paths: Pick<Paths, 'graphql' | 'complete'>
}

/** The error for a request that must not become a WebSocket, or undefined. */
export function rejectUpgrade(
  request: IncomingMessage,
  forwarded: ForwardedInfo,
  { policy, drain, paths }: UpgradeOptions,
): HttpError | undefined {
  const url = urlOf(request)
  if (!url) return BAD_ADDRESS
  const error = rejectCaller(callerOf(url.host, forwarded, headerOf(request)), policy)
  if (error) return error
  if (drain.isDraining) return RESTARTING
  if (!isAt(paths.complete(url.pathname), paths.graphql))
    return {
      status: 404,
      code: 'NOT_FOUND',
      message: `The path '${url.pathname}' does not accept WebSockets. Connect to ${paths.graphql}.`,
    }
  return rejectHandshake(request)
}

export const isWebSocketOffer = ({ headers }: IncomingMessage): boolean =>
  headers.upgrade?.toLowerCase() === 'websocket'

/** Checks what ws would reject without an error code (RFC 6455, 4.2.1). */
function rejectHandshake(request: IncomingMessage): HttpError | undefined {
  const { method, headers } = request
  const badRequest = (message: string) => ({ status: 400, code: 'BAD_REQUEST', message })
  if (!isWebSocketOffer(request))
    return badRequest('The Upgrade header must be websocket. Send other requests without this header.')
  if (method !== 'GET') return badRequest('The method of a WebSocket handshake must be GET.')
  if (headers['sec-websocket-version'] !== '13')
    return {
      ...badRequest('The Sec-WebSocket-Version header must be 13.'),
      headers: { 'sec-websocket-version': '13' },
    }
  if (!/^[+/0-9A-Za-z]{22}==$/.test(headers['sec-websocket-key'] ?? ''))
    return badRequest('The Sec-WebSocket-Key header must be 16 bytes in base64.')
  if (!/^(|[!#-'*+\-.^-z|~]+( *, *[!#-'*+\-.^-z|~]+)*)$/.test(headers['sec-websocket-protocol'] ?? ''))
    return badRequest('The Sec-WebSocket-Protocol header must be a list of names.')
  return undefined
}

/** Sends the error response on a raw socket and closes it. */
export async function sendError(socket: Duplex, response: Response): Promise<void> {
  const body = await response.text()
  setSafeHeaders(response.headers)
  const head = [
    `HTTP/1.1 ${response.status} ${STATUS_CODES[response.status] ?? ''}`,
    ...[...response.headers].map(([name, value]) => `${name}: ${value}`),
    `content-length: ${Buffer.byteLength(body)}`,
    'connection: close',
  ]
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`, () => socket.destroy())
}

/**
 * Serves a request that offers an upgrade to another protocol, such as HTTP/2 over clear text, as plain HTTP/1.1. Node
 * passes every request with an `Upgrade` header to the upgrade listener, and Java's HTTP client offers HTTP/2 in its first
 * request. This function writes the request again without the offer and returns the connection to the server.
 */
export function ignoreUpgradeOffer(
  server: Server,
  request: IncomingMessage,
  socket: Duplex,
  head: Buffer,
): void {
  const lines = [`${request.method} ${request.url} HTTP/${request.httpVersion}`]
  for (let index = 0; index < request.rawHeaders.length; index += 2) {
    const name = request.rawHeaders[index] ?? ''
    if (!/^(upgrade|connection|http2-settings)$/i.test(name))
      lines.push(`${name}: ${request.rawHeaders[index + 1]}`)
  }
  socket.unshift(Buffer.concat([Buffer.from(`${lines.join('\r\n')}\r\n\r\n`, 'latin1'), head]))
  server.emit('connection', socket)
}
