import { once } from 'node:events'
import { createServer } from 'node:http'
import { buffer } from 'node:stream/consumers'

/** A raw HTTP response. */
export interface HttpAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

/** A proxy between the gateway and KMS. It forwards requests and can replace responses. */
export interface Middlebox extends AsyncDisposable {
  /** Starts in front of the KMS at `target`. Resolves with the proxy's address. */
  listen(target: string): Promise<string>
  /** Replaces KMS's responses to this operation from now on. KMS still executes the requests. */
  replace(operation: string, answer: HttpAnswer): void
  /** Changes KMS's responses to this operation from now on. */
  edit(operation: string, change: (body: Record<string, unknown>) => void): void
}

export function createMiddlebox(): Middlebox {
  const replacements = new Map<string, HttpAnswer>()
  const edits = new Map<string, (body: Record<string, unknown>) => void>()
  let target = ''
  const server = createServer((request, response) => {
    const operation = String(request.headers['x-amz-target']).replace(/^.*\./, '')
    const forward = async () => {
      const answer = await fetch(target, {
        method: 'POST',
        headers: some(REQUEST_HEADERS, (name) => request.headers[name]),
        body: await buffer(request),
      })
      const body = edited(await answer.text(), edits.get(operation))
      const headers = some(RESPONSE_HEADERS, (name) => answer.headers.get(name))
      const sent = replacements.get(operation) ?? { status: answer.status, headers, body }
      response.writeHead(sent.status, sent.headers).end(sent.body)
    }
    forward().catch(() => response.destroy())
  })
  return {
    async listen(url) {
      target = url
      server.listen(0, '127.0.0.1')
      await once(server, 'listening')
      const address = server.address()
      if (address === null || typeof address === 'string') throw new Error('The middlebox has no port.')
      return `http://127.0.0.1:${address.port}`
    },
    replace: (operation, answer) => void replacements.set(operation, answer),
    edit: (operation, change) => void edits.set(operation, change),
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

function edited(text: string, change: ((body: Record<string, unknown>) => void) | undefined): string {
  if (!change) return text
  const body = JSON.parse(text)
  change(body)
  return JSON.stringify(body)
}

const REQUEST_HEADERS = ['authorization', 'content-type', 'x-amz-target']
const RESPONSE_HEADERS = ['content-type', 'date', 'x-amzn-requestid']

/** The headers that have a value. */
function some(names: readonly string[], valueOf: (name: string) => unknown): Record<string, string> {
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = valueOf(name)
      return typeof value === 'string' ? [[name, value]] : []
    }),
  )
}
