import { request as ask } from 'node:http'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { connect } from 'node:net'
import type { Duplex } from 'node:stream'

// The gateway serves no pages of other origins, because whoever reaches it acts with its rights: so page and gateway
// stand behind one origin. What matters here is what any proxy has to do for it: leave Host and Origin as they came,
// so that the gateway can compare them, and pass the upgrade of a WebSocket on.

export interface Proxy {
  pass(request: IncomingMessage, response: ServerResponse): void
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void
}

export function proxyTo(gateway: URL): Proxy {
  const { hostname, pathname: path } = gateway
  const port = Number(gateway.port || 80)
  return {
    pass(request, response) {
      const { method, headers } = request
      const onwards = ask({ hostname, port, path, method, headers }, (answer) => {
        response.writeHead(answer.statusCode ?? 502, answer.headers)
        answer.pipe(response)
        answer.once('error', () => response.destroy())
      })
      onwards.once('error', (error) => {
        const message = `The gateway at ${gateway.href} cannot be reached: ${error.message}`
        if (response.headersSent) response.destroy()
        else
          response
            .writeHead(502, { 'content-type': 'application/json' })
            .end(JSON.stringify({ errors: [{ message }] }))
      })
      response.once('close', () => onwards.destroy())
      request.pipe(onwards)
    },
    upgrade(request, socket, head) {
      const onwards = connect(port, hostname, () => {
        const lines = [`GET ${path} HTTP/1.1`]
        for (let index = 0; index < request.rawHeaders.length; index += 2)
          lines.push(`${request.rawHeaders[index]}: ${request.rawHeaders[index + 1]}`)
        onwards.write(`${lines.join('\r\n')}\r\n\r\n`)
        onwards.write(head)
        onwards.pipe(socket).pipe(onwards)
      })
      // Either side that is gone takes the other with it.
      for (const [one, other] of [
        [onwards, socket],
        [socket, onwards],
      ] as const) {
        one.once('error', () => other.destroy())
        one.once('close', () => other.destroy())
      }
    },
  }
}
