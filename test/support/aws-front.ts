import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import { SERVER_CERTIFICATE, SERVER_KEY } from './private-ca.ts'

/** A proxy in front of KMS that checks the signer and the date of each request, as AWS does. Dispose it. */
export interface AwsFront extends AsyncDisposable {
  readonly url: string
  /** Known access key IDs, and whether their session has expired; undefined = all are valid. */
  keys: Readonly<Record<string, 'valid' | 'expired'>> | undefined
  /** How far AWS's clock is ahead of this machine's clock, in milliseconds. */
  clockAheadMs: number
  /** Whether its responses have a Date header. */
  hasDate: boolean
  /** How far the Date header is ahead, in milliseconds. @default `clockAheadMs` */
  dateAheadMs: number | undefined
  /** One entry per request, in order. */
  readonly requests: readonly FrontRequest[]
}

export interface FrontRequest {
  readonly operation: string
  readonly accessKeyId: string
  /** `OK`, or the name of the error. */
  readonly outcome: string
}

export interface AwsFrontOptions {
  /** Serves TLS with a certificate of the private CA. @default false */
  readonly isTls?: boolean
}

/** AWS rejects requests that were signed more than five minutes ago. */
const MAX_SKEW_MS = 5 * 60_000

/** @param kms the address that receives accepted requests */
export async function startAwsFront(kms: string, { isTls = false }: AwsFrontOptions = {}): Promise<AwsFront> {
  const requests: FrontRequest[] = []
  const now = () => Date.now() + front.clockAheadMs

  function rejectionOf(
    accessKeyId: string,
    signedAt: number,
  ): readonly [name: string, message: string] | undefined {
    const state = front.keys === undefined ? 'valid' : front.keys[accessKeyId]
    if (state === undefined)
      return ['UnrecognizedClientException', 'The security token included in the request is invalid.']
    if (state === 'expired')
      return ['ExpiredTokenException', 'The security token included in the request is expired']
    if (Math.abs(signedAt - now()) <= MAX_SKEW_MS) return undefined
    const [is, than] = [signedAt, now()].map((time) =>
      new Date(time).toISOString().replaceAll(/[-:]|\.\d+/g, ''),
    )
    return signedAt < now()
      ? [
          'InvalidSignatureException',
          `Signature expired: ${is} is now earlier than ${than} (${than} - 5 min.)`,
        ]
      : [
          'InvalidSignatureException',
          `Signature not yet current: ${is} is still later than ${than} (${than} + 5 min.)`,
        ]
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(Buffer.from(chunk))
    const operation = String(request.headers['x-amz-target']).split('.')[1] ?? ''
    const accessKeyId = /Credential=([^/]+)/.exec(request.headers.authorization ?? '')?.[1] ?? ''
    const rejection = rejectionOf(accessKeyId, dateOf(request.headers['x-amz-date']))
    requests.push({ operation, accessKeyId, outcome: rejection?.[0] ?? 'OK' })
    const date = Date.now() + (front.dateAheadMs ?? front.clockAheadMs)
    if (front.hasDate) response.setHeader('date', new Date(date).toUTCString())
    else response.sendDate = false
    response.setHeader('content-type', 'application/x-amz-json-1.1')
    response.setHeader('x-amzn-requestid', randomUUID())
    if (rejection) {
      const [name, message] = rejection
      response.writeHead(400).end(JSON.stringify({ __type: name, message }))
      return
    }
    const { 'x-amz-target': target = '', authorization = '' } = request.headers
    const forwarded = await fetch(kms, {
      method: 'POST',
      headers: { 'x-amz-target': String(target), authorization },
      body: Buffer.concat(chunks),
    })
    response.writeHead(forwarded.status).end(await forwarded.text())
  }

  const listener = (request: IncomingMessage, response: ServerResponse) =>
    void answer(request, response).catch(() => response.destroy())
  const server = isTls
    ? createTlsServer({ cert: SERVER_CERTIFICATE, key: SERVER_KEY }, listener)
    : createServer(listener)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('The server has no port.')
  const front: AwsFront = {
    url: `${isTls ? 'https' : 'http'}://127.0.0.1:${address.port}`,
    keys: undefined,
    clockAheadMs: 0,
    hasDate: true,
    dateAheadMs: undefined,
    requests,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
  return front
}

/** `20261126T120000Z` in milliseconds. */
function dateOf(text: string | readonly string[] | undefined): number {
  const [, ...parts] = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(String(text)) ?? []
  const [year = '', month, day, hour, minute, second] = parts
  return Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`)
}
