import { createServer } from 'node:http'
import { json } from 'node:stream/consumers'

/** What is sent for one request. */
export interface Babble {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | Buffer
  /** The body goes on after its end, a space at a time, for as long as it is read. */
  readonly isDripping?: boolean
}

export interface KmsRequest {
  readonly operation: string
  readonly keyId: string | undefined
  readonly marker: string | undefined
}

/** A KMS on a real socket that says whatever it is given to say. */
export interface BabblingKms extends AsyncDisposable {
  readonly url: string
}

export const wellFormed = (body: unknown): Babble => ({
  status: 200,
  headers: { 'content-type': 'application/x-amz-json-1.1', 'x-amzn-requestid': 'babble' },
  body: typeof body === 'string' ? body : JSON.stringify(body),
})

/** @param answer undefined: the connection is closed without a word */
export async function startBabblingKms(
  answer: (request: KmsRequest) => Babble | undefined,
): Promise<BabblingKms> {
  const server = createServer((request, response) => {
    void json(request).then((body) => {
      const target = String(request.headers['x-amz-target'])
      const said = answer({
        operation: target.slice(target.indexOf('.') + 1),
        keyId: member(body, 'KeyId'),
        marker: member(body, 'Marker'),
      })
      if (!said) return request.socket.destroy()
      response.writeHead(said.status, said.headers)
      if (!said.isDripping) return response.end(said.body)
      response.write(said.body)
      const drip = () => {
        if (!response.destroyed) response.write(' ', () => setImmediate(drip))
      }
      return drip()
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('The server has no port.')
  return {
    url: `http://127.0.0.1:${address.port}`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

function member(body: unknown, name: string): string | undefined {
  const value: unknown = typeof body === 'object' && body !== null ? Reflect.get(body, name) : undefined
  return typeof value === 'string' ? value : undefined
}
