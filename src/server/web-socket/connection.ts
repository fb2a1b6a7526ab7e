import type { IncomingHttpHeaders } from 'node:http'
import type { Duplex } from 'node:stream'
import { OperationTypeNode } from 'graphql'
import type { Message, WebSocket as ProtocolSocket } from 'graphql-ws'
import type { WebSocket } from 'ws'
import type { Logger } from '../../logger.ts'
import type { SerializedResults } from '../stream/serialized-results.ts'
import { OperationIds } from './operation-ids.ts'
import type { SocketConnection, SocketOperation } from './socket-operation.ts'

/** WebSocket close code 1012, service restart. graphql-ws clients reconnect and subscribe again. */
const SERVICE_RESTART = 1012
const RESTART_REASON = 'The gateway is shutting down. Reconnect and resume'
/** WebSocket close code 1013, try again later. graphql-ws clients reconnect. */
const SLOW_CONSUMER = 1013
const SLOW_REASON = 'Slow consumer. Reconnect and resume after the last event that you processed'
/** The socket is not read while more bytes than this wait to be sent, because the next message would add to them. */
const MAX_WAITING_BYTES = 1_048_576
/** The socket is not read while more operations than this are still executing after the client completed them. */
const MAX_COMPLETED_RUNNING = 100
/** A control frame carries 125 bytes, including two for the code (RFC 6455, 5.5). */
const MAX_REASON_BYTES = 123
/** Headers about the handshake alone. A browser opens each socket with no-cache, which does not apply to operations. */
const HANDSHAKE_HEADER = /^(sec-websocket-.*|connection|upgrade|cache-control|pragma)$/

export interface ConnectionOptions {
  readonly socket: WebSocket
  readonly stream: Duplex
  /** The headers of the request that opened the WebSocket. */
  readonly headers: IncomingHttpHeaders
  readonly clientAddress: string | undefined
  readonly texts: SerializedResults
  readonly logger: Logger
}

/**
 * One WebSocket and its state, with the interface that graphql-ws expects. A class, because there may be
 * thousands.
 */
export class WebSocketConnection implements SocketConnection, ProtocolSocket {
  /** The headers of the request that opened the WebSocket and apply to its operations. */
  readonly headers: Readonly<Record<string, unknown>>
  readonly clientAddress: string | undefined
  readonly ids = new OperationIds()
  /** The executing operations by serial number, including those that the client has completed. */
  readonly operations = new Map<string, SocketOperation>()
  readonly #socket: WebSocket
  readonly #stream: Duplex
  readonly #texts: SerializedResults
  readonly #logger: Logger
  #handle: ((data: string) => Promise<void>) | undefined
  #admission: Disposable | undefined
  #isClosed = false
  #isPausedForCompleted = false

  constructor({ socket, stream, headers, clientAddress, texts, logger }: ConnectionOptions) {
    this.headers = Object.fromEntries(
      Object.entries(headers).filter(([name]) => !HANDSHAKE_HEADER.test(name)),
    )
    this.clientAddress = clientAddress
    this.#socket = socket
    this.#stream = stream
    this.#texts = texts
    this.#logger = logger
  }

  get protocol(): string {
    return this.#socket.protocol
  }

  /**
   * Resolves when the message has been sent. graphql-ws then pulls the next event of a subscription. A message to a
   * disconnected peer is not a failure, even if the socket does not know yet that it is closed. A message of an operation
   * that the client has completed is dropped.
   */
  send(message: string): Promise<void> {
    const socket = this.#socket
    const translated = this.ids.translate(message)
    if (translated === undefined) return Promise.resolve()
    const data = this.#texts.complete(translated)
    return new Promise((resolve) => {
      if (socket.readyState !== socket.OPEN) return resolve()
      socket.send(data, (error) => {
        if (error) socket.terminate()
        resolve()
      })
    })
  }

  onMessage(handle: (data: string) => Promise<void>): void {
    this.#handle = handle
  }

  /** Passes a message to graphql-ws. */
  receive(message: Message): Promise<void> {
    // graphql-ws also accepts a parsed message, but its type does not say so.
    return this.#handle ? Reflect.apply(this.#handle, undefined, [message]) : Promise.resolve()
  }

  /** Disposes the admission when the connection has closed. */
  disposeOnClose(admission: Disposable | undefined): void {
    if (this.#isClosed) admission?.[Symbol.dispose]()
    else this.#admission = admission
  }

  close(code: number | undefined, reason = ''): void {
    this.#socket.close(code, truncated(reason))
  }

  closeSlow(): void {
    if (this.#socket.readyState !== this.#socket.OPEN) return
    this.#logger.info({ waitingBytes: this.#socket.bufferedAmount }, 'disconnected a slow WebSocket client')
    this.close(SLOW_CONSUMER, SLOW_REASON)
  }

  /** Closes the connection for a restart, unless a query or mutation is still executing. */
  closeUnlessExecuting(): void {
    for (const { operation } of this.operations.values())
      if (operation.type !== OperationTypeNode.SUBSCRIPTION) return
    this.close(SERVICE_RESTART, RESTART_REASON)
  }

  /** The client has completed the operation and may reuse its ID. */
  onCompleted(serial: string): void {
    this.ids.release(serial)
    this.operations.get(serial)?.disconnect.abort()
  }

  /** The operation has ended. */
  onEnded(serial: string): void {
    this.ids.release(serial)
    this.operations.delete(serial)
    if (this.#isPausedForCompleted) this.#resumeReading()
  }

  /** Pauses reading until the peer has read the waiting bytes and enough completed operations have ended. */
  pauseIfBusy(): void {
    const socket = this.#socket
    if (socket.isPaused) return
    if (socket.bufferedAmount > MAX_WAITING_BYTES) {
      socket.pause()
      this.#stream.once('drain', () => this.#resumeReading())
    } else if (this.operations.size - this.ids.size > MAX_COMPLETED_RUNNING) {
      socket.pause()
      this.#isPausedForCompleted = true
    }
  }

  #resumeReading(): void {
    this.#isPausedForCompleted = false
    this.#socket.resume()
    this.pauseIfBusy()
  }

  /** The connection has closed. Ends its operations. */
  onClosed(): void {
    this.#isClosed = true
    this.#admission?.[Symbol.dispose]()
    for (const { disconnect } of this.operations.values()) disconnect.abort()
  }
}

/** Cuts the reason to the size of a frame. graphql-ws quotes IDs of any length in reasons, and ws throws if one is too long. */
function truncated(reason: string): Buffer {
  const bytes = Buffer.alloc(MAX_REASON_BYTES)
  return bytes.subarray(0, new TextEncoder().encodeInto(reason, bytes).written)
}
