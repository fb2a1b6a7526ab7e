import { once } from 'node:events'
import type { IncomingMessage, ServerResponse } from 'node:http'

/** A host in a URL: a name or an address, and an optional port. */
const HOST = /^(\[[0-9a-f:.]+\]|[a-z0-9._-]+)(:\d{1,5})?$/i

/** The URL of the request. Undefined if the path and the Host header do not form a valid URL. */
export function urlOf(message: IncomingMessage): URL | undefined {
  const { host = '' } = message.headers
  const target = targetOf(message)
  if (!HOST.test(host) || !target.startsWith('/') || hasSecondHost(message.rawHeaders)) return undefined
  const full = `http://${host}${target}`
  return URL.canParse(full) ? new URL(full) : undefined
}

/** The path and query string that the client sent. Express removes the path of a mount from `url`. */
function targetOf(message: IncomingMessage & { readonly originalUrl?: unknown }): string {
  return typeof message.originalUrl === 'string' ? message.originalUrl : (message.url ?? '')
}

/** Node uses the first Host header. A proxy may have checked the other one. */
function hasSecondHost(rawHeaders: readonly string[]): boolean {
  const isHost = (text: string, index: number) =>
    index % 2 === 0 && text.length === 4 && text.toLowerCase() === 'host'
  return rawHeaders.findIndex(isHost) !== rawHeaders.findLastIndex(isHost)
}

/** Looks up a header of Node's request. Undefined if the header occurs several times. */
export function headerOf({ headers }: IncomingMessage): (name: string) => string | undefined {
  return (name) => {
    const value = headers[name]
    return typeof value === 'string' ? value : undefined
  }
}

/** Whether other code has read the body of the request, or is reading it. */
export function isBodyRead(message: IncomingMessage): boolean {
  return message.readableDidRead || message.readableEnded || message.readableFlowing === true
}

/** Converts Node's request. `signal` aborts if the client disconnects before the response is complete. */
export function toRequest(message: IncomingMessage, url: URL, signal: AbortSignal): Request {
  const headers = new Headers()
  for (const [name, value] of Object.entries(message.headers))
    if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(', ') : value)
  const method = message.method ?? 'GET'
  if (method === 'GET' || method === 'HEAD') return new Request(url, { method, headers, signal })
  const init = { method, headers, signal, body: bodyOf(message), duplex: 'half' }
  return new Request(url, init)
}

/** Reads the body on demand. Node discards an unread body after the response is sent. */
function bodyOf(message: IncomingMessage): ReadableStream<Uint8Array> {
  const chunks = message.iterator({ destroyOnReturn: false })
  return new ReadableStream(
    {
      async pull(controller) {
        const { done, value } = await chunks.next()
        if (done) controller.close()
        else controller.enqueue(value)
      },
      async cancel() {
        await chunks.return?.()
        message.resume()
      },
    },
    { highWaterMark: 0 },
  )
}

/** Bodies that are sent while they are made. */
const STREAMED = ['text/event-stream', 'multipart/']
/** Bodies that a client must not take for complete if they are not. Over HTTP/1.0, the end of the connection ends a body. */
const STREAMED_IN_CHUNKS = ['text/csv', 'application/x-ndjson']

/** Sends the response. Cancels a streamed body if the client disconnects. Rejects if the body fails. */
export async function send(response: Response, to: ServerResponse, signal: AbortSignal): Promise<void> {
  for (const [name, value] of response.headers) to.setHeader(name, value)
  to.statusCode = response.status

  const type = response.headers.get('content-type') ?? ''
  const hasChunks = to.req.httpVersion !== '1.0'
  const streamed = hasChunks ? [...STREAMED, ...STREAMED_IN_CHUNKS] : STREAMED
  if (!streamed.some((each) => type.startsWith(each))) {
    const body = Buffer.from(await response.arrayBuffer())
    if (response.status !== 204 && response.status !== 304) to.setHeader('content-length', body.byteLength)
    to.end(body)
    return
  }
  to.flushHeaders()
  const reader = response.body?.getReader()
  if (!reader) return void to.end()
  const cancel = () => void reader.cancel().catch(() => undefined)
  // A body may fail while a slow client still reads what was sent before. Node sends what was written at the end of a tick.
  reader.closed.catch(() => setImmediate(() => to.destroy()))
  signal.addEventListener('abort', cancel)
  try {
    for (let chunk = await reader.read(); !chunk.done; chunk = await reader.read()) {
      if (!to.write(chunk.value)) await once(to, 'drain', { signal })
    }
    to.end()
  } finally {
    signal.removeEventListener('abort', cancel)
  }
}
