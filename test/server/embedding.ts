import { createServer } from 'node:http'
import type { IncomingMessage, Server } from 'node:http'
import type { GatewayServer } from '../../src/server/gateway-server.ts'

/** A server of the embedder, with other paths than the gateway's. Disposing it closes it. */
export interface Embedder extends AsyncDisposable {
  readonly url: string
  readonly server: Server
}

/**
 * Passes requests to the gateway, except those to `/own`.
 *
 * @param before called with each request that the gateway gets
 * @param path the path of a UNIX socket; by default a free port on loopback
 */
export async function embed(
  gateway: GatewayServer,
  before: (request: IncomingMessage) => unknown = () => undefined,
  path?: string,
): Promise<Embedder> {
  const server = createServer((request, response) => {
    if (request.url === '/own') response.end('own')
    else void Promise.resolve(before(request)).then(() => gateway.handleRequest(request, response))
  })
  server.on('upgrade', (request, socket, head) => {
    if (request.url === '/own') {
      socket.end('HTTP/1.1 101 Own\r\n\r\nown')
    } else {
      before(request)
      gateway.handleUpgrade(request, socket, head)
    }
  })
  await new Promise<void>((resolve) =>
    server.listen(path === undefined ? { host: '127.0.0.1', port: 0 } : { path }, resolve),
  )
  const address = server.address()
  return {
    server,
    url: typeof address === 'object' ? `http://127.0.0.1:${address?.port}` : '',
    [Symbol.asyncDispose]: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

/** Makes a request look as if it had arrived at this address of the machine. */
export function arriveAt(address: string): (request: IncomingMessage) => void {
  return ({ socket }) => void Object.defineProperty(socket, 'localAddress', { value: address })
}
