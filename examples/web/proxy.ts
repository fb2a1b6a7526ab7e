import { request as sendRequest } from 'node:http'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { connect } from 'node:net'
import type { Duplex } from 'node:stream'

// By default the gateway rejects requests of pages from other origins, so the page and the gateway share one origin. A proxy in
// front of the gateway must forward Host and Origin unchanged, because the gateway compares them, and must forward the
// upgrade of a WebSocket.

/** Forwards requests to the gateway. */
export interface Proxy {
  forward(request: IncomingMessage, response: ServerResponse): void
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void
}

export function proxyTo(gateway: URL): Proxy {
  const { hostname, pathname: path } = gateway
  const port = Number(gateway.port || 80)
  return {
    forward(request, response) {
      const { method, headers } = request
      const upstream = sendRequest({ hostname, port, path, method, headers }, (gatewayResponse) => {
        response.writeHead(gatewayResponse.statusCode ?? 502, gatewayResponse.headers)
        gatewayResponse.pipe(response)
        gatewayResponse.once('error', () => response.destroy())
      })
      upstream.once('error', (error) => {
        const message = `The gateway at ${gateway.href} cannot be reached: ${error.message}`
        if (response.headersSent) response.destroy()
        else
          response
            .writeHead(502, { 'content-type': 'application/json' })
            .end(JSON.stringify({ errors: [{ message }] }))
      })
      response.once('close', () => upstream.destroy())
      request.pipe(upstream)
    },
    upgrade(request, socket, head) {
      const upstream = connect(port, hostname, () => {
        const lines = [`GET ${path} HTTP/1.1`]
        for (let index = 0; index < request.rawHeaders.length; index += 2)
          lines.push(`${request.rawHeaders[index]}: ${request.rawHeaders[index + 1]}`)
        upstream.write(`${lines.join('\r\n')}\r\n\r\n`)
        upstream.write(head)
        upstream.pipe(socket).pipe(upstream)
      })
      // When one side fails or closes, close the other side.
      for (const [one, other] of [
        [upstream, socket],
        [socket, upstream],
      ] as const) {
        one.once('error', () => other.destroy())
        one.once('close', () => other.destroy())
      }
    },
  }
}
