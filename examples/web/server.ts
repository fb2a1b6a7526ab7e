import { createServer } from 'node:http'
import type { Server } from 'node:http'
import { buildPage } from './page.ts'
import { proxyTo } from './proxy.ts'

/** Only what comes from here: no other host is asked for anything. */
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

/** The page, and the gateway at `/graphql` beside it. Not listening yet. */
export async function createPageServer(gateway: URL): Promise<Server> {
  const page = await buildPage()
  const proxy = proxyTo(gateway)
  const server = createServer((request, response) => {
    const path = request.url?.split('?')[0] ?? ''
    if (path === '/graphql') return proxy.pass(request, response)
    const asset = request.method === 'GET' ? page.get(path) : undefined
    if (!asset) {
      response.writeHead(404, { 'content-type': 'text/plain' })
      return response.end(`Nothing is served at ${path}: the page is at /.\n`)
    }
    response.writeHead(200, {
      'content-type': asset.type,
      'content-security-policy': POLICY,
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
