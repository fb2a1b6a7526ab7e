import { createServer } from 'node:http'
import type { Server } from 'node:http'
import { buildPage } from './page.ts'
import { proxyTo } from './proxy.ts'

/** The page loads everything from this server and nothing from other hosts. */
const CONTENT_SECURITY_POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

/** Creates a server that serves the page and forwards `/graphql` to the gateway. The server does not listen yet. */
export async function createPageServer(gateway: URL): Promise<Server> {
  const page = await buildPage()
  const proxy = proxyTo(gateway)
  const server = createServer((request, response) => {
    const path = request.url?.split('?')[0] ?? ''
    if (path === '/graphql') return proxy.forward(request, response)
    const asset = request.method === 'GET' ? page.get(path) : undefined
    if (!asset) {
      response.writeHead(404, { 'content-type': 'text/plain' })
      return response.end(`Nothing is served at ${path}. Open the page at /.\n`)
    }
    response.writeHead(200, {
      'content-type': asset.type,
      'content-security-policy': CONTENT_SECURITY_POLICY,
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-cache',
    })
    return response.end(asset.body)
  })
  server.on('upgrade', (request, socket, head) => {
    if (request.url === '/graphql') proxy.upgrade(request, socket, head)
    else socket.destroy()
  })
  return server
}
