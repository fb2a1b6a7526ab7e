import { once } from 'node:events'
import { createServer, request as send } from 'node:http'
import type { IncomingMessage } from 'node:http'

/** A reverse proxy that publishes a server under a path, as nginx does with `location /kms/`. */
export interface ReverseProxy extends AsyncDisposable {
  /** The published address of the server. */
  readonly url: string
  /** Requested paths outside the prefix. */
  readonly outside: readonly (string | undefined)[]
}

export interface ReverseProxyOptions {
  readonly target: string
  readonly prefix: string
  /** Whether the proxy removes the prefix from the path. */
  readonly strips: boolean
}

export async function startReverseProxy({
  target,
  prefix,
  strips,
}: ReverseProxyOptions): Promise<ReverseProxy> {
  const { hostname, port } = new URL(target)
  const outside: (string | undefined)[] = []
  const forward = ({ url = '', method, headers }: IncomingMessage) => {
    if (url.startsWith(`${prefix}/`))
      return send({ hostname, port, method, headers, path: strips ? url.slice(prefix.length) : url })
    outside.push(url)
    return undefined
  }

  const server = createServer((request, response) => {
    const forwarded = forward(request)
    if (!forwarded) return response.writeHead(404).end()
    forwarded.on('response', (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers)
      answer.pipe(response)
    })
    forwarded.on('error', () => response.destroy())
    response.on('close', () => forwarded.destroy())
    return request.pipe(forwarded)
  })
  server.on('upgrade', (request, near) => {
    const forwarded = forward(request)
    near.on('error', () => {})
    if (!forwarded) return near.destroy()
    forwarded.on('upgrade', (answer, far) => {
      const headers = Object.entries(answer.headers).map(([name, value]) => `${name}: ${String(value)}\r\n`)
      near.write(`HTTP/1.1 101 Switching Protocols\r\n${headers.join('')}\r\n`)
      far.on('error', () => {}).on('close', () => near.destroy())
      near.on('close', () => far.destroy())
      far.pipe(near).pipe(far)
    })
    forwarded.on('response', () => near.destroy())
    forwarded.on('error', () => near.destroy())
    return forwarded.end()
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('The proxy has no port.')
  return {
    url: `http://127.0.0.1:${address.port}${prefix}`,
    outside,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}
