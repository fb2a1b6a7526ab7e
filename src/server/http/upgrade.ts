import { STATUS_CODES } from 'node:http'
import type { IncomingMessage, Server } from 'node:http'
import type { Duplex } from 'node:stream'
import type { Drain } from '../operation/drain.ts'
import { headerOf, urlOf } from './node-exchange.ts'
import { isAt } from '../operation/paths.ts'
import { BAD_ADDRESS, RESTARTING } from '../operation/http-error.ts'
import type { HttpError } from '../operation/http-error.ts'
import type { ForwardedInfo } from './proxy-trust.ts'
import { setSafeHeaders } from './safe-headers.ts'
import { callerOf, rejectCaller } from './cross-origin-check.ts'
import type { OriginPolicy } from './cross-origin-check.ts'

export interface UpgradeOptions {
  readonly policy: OriginPolicy
  readonly drain: Drain
  /** The path of WebSockets. */
  readonly path: string
}

/** Why a request may not become a WebSocket, if so. */
export function rejectUpgrade(
  request: IncomingMessage,
  forwarded: ForwardedInfo,
  { policy, drain, path }: UpgradeOptions,
): HttpError | undefined {
  const url = urlOf(request)
  if (!url) return BAD_ADDRESS
  const error = rejectCaller(callerOf(url.host, forwarded, headerOf(request)), policy)
  if (error) return error
  if (drain.isDraining) return RESTARTING
  if (!isAt(url.pathname, path))
    return {
      status: 404,
      code: 'NOT_FOUND',
      message: `No WebSocket is served at '${url.pathname}': connect to ${path}.`,
    }
  return rejectHandshake(request)
}

/** What ws would refuse by itself, in words of its own and without a code (RFC 6455, 4.2.1). */
function rejectHandshake({ method, headers }: IncomingMessage): HttpError | undefined {
  const wrong = (message: string) => ({ status: 400, code: 'BAD_REQUEST', message })
  if (method !== 'GET') return wrong('A WebSocket is opened by GET.')
  if (headers['sec-websocket-version'] !== '13')
    return {
      ...wrong('A WebSocket of version 13 is served here.'),
      headers: { 'sec-websocket-version': '13' },
    }
  if (!/^[+/0-9A-Za-z]{22}==$/.test(headers['sec-websocket-key'] ?? ''))
    return wrong('The Sec-WebSocket-Key header is not 16 bytes in base64.')
  if (!/^(|[!#-'*+\-.^-z|~]+( *, *[!#-'*+\-.^-z|~]+)*)$/.test(headers['sec-websocket-protocol'] ?? ''))
    return wrong('The Sec-WebSocket-Protocol header is no list of names.')
  return undefined
}

/** Answers a request for an upgrade that is not granted. */
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
 * Lets a request that offers another protocol, e.g. HTTP/2 in clear text, be answered in the one it came in. Node
 * hands over every request with an `Upgrade` header once there are WebSockets, and Java's own client offers HTTP/2
 * with each first request: the connection goes back to the server, with the request written anew without the offer.
 */
export function ignoreOffer(server: Server, request: IncomingMessage, socket: Duplex, head: Buffer): void {
  const lines = [`${request.method} ${request.url} HTTP/${request.httpVersion}`]
  for (let index = 0; index < request.rawHeaders.length; index += 2) {
    const name = request.rawHeaders[index] ?? ''
    if (!/^(upgrade|connection|http2-settings)$/i.test(name))
      lines.push(`${name}: ${request.rawHeaders[index + 1]}`)
  }
  socket.unshift(Buffer.concat([Buffer.from(`${lines.join('\r\n')}\r\n\r\n`, 'latin1'), head]))
  server.emit('connection', socket)
}
