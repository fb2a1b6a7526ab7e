import { createServer } from 'node:http'
import type { Metrics } from './metrics.ts'

export interface MetricsServer extends AsyncDisposable {
  /** The address to scrape. */
  readonly url: string
}

/**
 * Serves `/metrics`, and nothing else, on an address of its own, so that clients of the graph cannot reach the metrics.
 * Rejects with Node's own error if it cannot listen on the address.
 */
export async function listenForMetrics(
  metrics: Pick<Metrics, 'text' | 'contentType'>,
  { host, port }: { readonly host: string; readonly port: number },
): Promise<MetricsServer> {
  const server = createServer({ headersTimeout: 10_000, requestTimeout: 10_000 }, (request, response) => {
    const say = (status: number, body: string, headers: Record<string, string> = {}) => {
      response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8', ...headers })
      response.end(request.method === 'HEAD' ? undefined : body)
    }
    const isRead = request.method === 'GET' || request.method === 'HEAD'
    if (request.url?.split('?')[0] !== '/metrics') say(404, 'Metrics are at /metrics.\n')
    else if (!isRead) say(405, 'Use GET.\n', { allow: 'GET, HEAD' })
    else
      metrics.text().then(
        (text) => say(200, text, { 'content-type': metrics.contentType }),
        () => say(500, 'The metrics could not be collected.\n'),
      )
  })
  // Each scraper uses one connection, and briefly two when it reconnects.
  server.maxConnections = 64

  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen({ host, port }, () => {
      server.off('error', reject)
      resolve()
    })
  })
  const bound = server.address()
  const shown = host.includes(':') ? `[${host}]` : host
  return {
    url: `http://${shown}:${typeof bound === 'object' ? bound?.port : port}/metrics`,
    async [Symbol.asyncDispose]() {
      await new Promise((resolve) => {
        server.close(resolve)
        server.closeAllConnections()
      })
    },
  }
}
