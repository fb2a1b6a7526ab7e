import { createConnection } from 'node:net'
import type { Socket } from 'node:net'
import { createClient } from 'graphql-ws'
import type { Client, ClientOptions } from 'graphql-ws'
import { WebSocket } from 'ws'
import type { ClientOptions as SocketOptions } from 'ws'

/** The client of graphql-ws. It does not reconnect unless the options say so. */
export function webSocketClient(url: string, options: Partial<ClientOptions> = {}): Client {
  return createClient({ url: `${url}/graphql`, webSocketImpl: WebSocket, retryAttempts: 0, ...options })
}

/** A socket that speaks the protocol by hand, and keeps what it hears until it is asked for. */
export interface RawSocket extends Disposable {
  readonly socket: WebSocket
  send(message: object | string | Buffer): void
  /** The next message not taken yet. */
  next(): Promise<unknown>
  /** Takes all messages that have arrived and are not taken yet. */
  takeAll(): unknown[]
  readonly closed: Promise<{ readonly code: number; readonly reason: string }>
}

export async function rawSocket(
  url: string,
  protocol: string | string[] = 'graphql-transport-ws',
  options: SocketOptions = {},
): Promise<RawSocket> {
  const socket = new WebSocket(`${url}/graphql`, protocol, options)
  const heard: unknown[] = []
  const waiting: ((message: unknown) => void)[] = []
  socket.on('message', (data: Buffer) => {
    const message: unknown = JSON.parse(data.toString())
    const take = waiting.shift()
    if (take) take(message)
    else heard.push(message)
  })
  const closed = new Promise<{ code: number; reason: string }>((resolve) => {
    socket.on('close', (code, reason) => resolve({ code, reason: reason.toString() }))
  })
  await new Promise<void>((resolve, reject) => {
    socket.once('open', resolve)
    socket.once('error', reject)
  })
  socket.on('error', () => undefined)
  return {
    socket,
    closed,
    send: (message) => {
      socket.send(typeof message === 'string' || Buffer.isBuffer(message) ? message : JSON.stringify(message))
    },
    next: () =>
      heard.length > 0 ? Promise.resolve(heard.shift()) : new Promise((resolve) => waiting.push(resolve)),
    takeAll: () => heard.splice(0),
    [Symbol.dispose]: () => socket.terminate(),
  }
}

/** A raw socket that has been acknowledged. */
export async function readySocket(url: string, options: SocketOptions = {}): Promise<RawSocket> {
  const client = await rawSocket(url, 'graphql-transport-ws', options)
  client.send({ type: 'connection_init' })
  await client.next()
  return client
}

/** The status and body of a refused upgrade. */
export function refusedUpgrade(
  url: string,
  options: SocketOptions,
): Promise<{ readonly status: number | undefined; readonly body: unknown }> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(url, 'graphql-transport-ws', options)
    socket.once('open', () => reject(new Error('the upgrade was granted')))
    socket.once('unexpected-response', (_request, response) => {
      let text = ''
      response.on('data', (chunk: Buffer) => (text += chunk.toString()))
      response.on('end', () => resolve({ status: response.statusCode, body: JSON.parse(text) }))
    })
  })
}

/** Bytes to a port; everything that comes back until the peer closes. */
export interface Wire extends Disposable {
  readonly socket: Socket
  /** Resolves once what came back so far fits. */
  heard(fits: RegExp): Promise<string>
  readonly closed: Promise<string>
}

export function wire(url: string, bytes: string): Wire {
  const { hostname, port } = new URL(url)
  const socket = createConnection({ host: hostname, port: Number(port) })
  let text = ''
  socket.on('data', (chunk) => (text += chunk.toString('latin1')))
  socket.on('error', () => undefined)
  socket.write(bytes)
  const closed = new Promise<string>((resolve) => socket.on('close', () => resolve(text)))
  return {
    socket,
    closed,
    heard: (fits) =>
      new Promise((resolve, reject) => {
        const check = () => {
          if (fits.test(text)) resolve(text)
        }
        check()
        socket.on('data', check)
        socket.on('close', () => reject(new Error(`closed before ${fits}, after: ${text}`)))
      }),
    [Symbol.dispose]: () => socket.destroy(),
  }
}

/** Reads a response until its text fits, and cancels the rest. Fails where the stream ends before. */
export async function textUntil(response: Response, fits: RegExp): Promise<string> {
  let text = ''
  for await (const chunk of response.body ?? []) {
    text += Buffer.from(chunk).toString()
    if (fits.test(text)) return text
  }
  throw new Error(`The stream ended before ${fits}, after: ${text}`)
}

/** A POST as one writes it, for `fetch` of a server or of the network. */
export function post(body: object | string, headers: Readonly<Record<string, string>> = {}): RequestInit {
  return {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  }
}

export const query = (text: string, headers?: Readonly<Record<string, string>>): RequestInit =>
  post({ query: text }, headers)
