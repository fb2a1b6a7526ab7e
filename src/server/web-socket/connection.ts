import type { IncomingHttpHeaders } from 'node:http'
import type { Duplex } from 'node:stream'
import { OperationTypeNode } from 'graphql'
import type { Message, WebSocket as ProtocolSocket } from 'graphql-ws'
import type { WebSocket } from 'ws'
import type { Logger } from '../../logger.ts'
import type { AnswerTexts } from '../stream/serialized-results.ts'
import { OperationIds } from './operation-ids.ts'
import type { SocketConnection, SocketOperation } from './socket-operation.ts'

/** The service restarts: clients of the protocol connect again and subscribe anew, wherever they are sent. */
const SERVICE_RESTART = 1012
const RESTART_REASON = 'The gateway is shutting down: connect again and resume'
/** Try again later: clients of the protocol connect again after this one, too. */
const SLOW_CONSUMER = 1013
const SLOW_REASON = 'Slow consumer: connect again and resume after the last event that you processed'
/** A peer for which so many bytes wait is not heard until it has taken them: what it says next would add to them. */
const MAX_WAITING_BYTES = 1_048_576
/** The socket is not read while more operations than this run that the client has completed. */
const MAX_COMPLETED_RUNNING = 100
/** RFC 6455: a control frame carries 125 bytes, of which two are the code. */
const MAX_REASON_BYTES = 123
/** Those of the handshake. A browser opens each socket with no-cache: that says nothing of what is asked over it. */
const OF_THE_HANDSHAKE = /^(sec-websocket-.*|connection|upgrade|cache-control|pragma)$/

export interface ConnectionOptions {
  readonly socket: WebSocket
  readonly stream: Duplex
  /** Of the request that opened it. */
  readonly headers: IncomingHttpHeaders
  readonly clientAddress: string | undefined
  readonly texts: AnswerTexts
  readonly logger: Logger
}

/**
 * One WebSocket, as graphql-ws sees it, and what is kept of it. A class, because there may be thousands: methods cost
 * nothing, closures do.
 */
export class Connection implements SocketConnection, ProtocolSocket {
  /** Headers of the request that opened it, as far as they say something of what is asked over it. */
  readonly headers: Readonly<Record<string, unknown>>
  readonly clientAddress: string | undefined
  readonly ids = new OperationIds()
  /** By serial number, until the work on them has ended, also after the client has completed them. */
  readonly operations = new Map<string, SocketOperation>()
  readonly #socket: WebSocket
  readonly #stream: Duplex
  readonly #texts: AnswerTexts
  readonly #logger: Logger
  #handle: ((data: string) => Promise<void>) | undefined
  #admission: Disposable | undefined
  #isClosed = false
  #isHeldForCompleted = false

  constructor({ socket, stream, headers, clientAddress, texts, logger }: ConnectionOptions) {
    this.headers = Object.fromEntries(
      Object.entries(headers).filter(([name]) => !OF_THE_HANDSHAKE.test(name)),
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
   * Resolves when it has left: graphql-ws asks a subscription for its next event only then. What a peer that broke off
   * is not sent any more is no failure, though the socket may not know yet that it is closed. What belongs to an
   * operation that the client has completed is dropped.
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

  /** Has graphql-ws handle a message. */
  receive(message: Message): Promise<void> {
    // It parses what is text, and its type knows of nothing else; what is parsed it takes as it is.
    return this.#handle ? Reflect.apply(this.#handle, undefined, [message]) : Promise.resolve()
  }

  /** Disposes of it when the connection has closed. */
  hold(admission: Disposable | undefined): void {
    if (this.#isClosed) admission?.[Symbol.dispose]()
    else this.#admission = admission
  }

  close(code: number | undefined, reason = ''): void {
    this.#socket.close(code, fitting(reason))
  }

  closeSlow(): void {
    if (this.#socket.readyState !== this.#socket.OPEN) return
    this.#logger.info({ waitingBytes: this.#socket.bufferedAmount }, 'a slow WebSocket client is sent away')
    this.close(SLOW_CONSUMER, SLOW_REASON)
  }

  /** For a server that ends: unless a query or mutation is about to be answered. */
  closeUnlessAnswering(): void {
    for (const { operation } of this.operations.values())
      if (operation.type !== OperationTypeNode.SUBSCRIPTION) return
    this.close(SERVICE_RESTART, RESTART_REASON)
  }

  /** The client does not wait for the operation any more, and may use its id again. */
  completed(serial: string): void {
    this.ids.release(serial)
    this.operations.get(serial)?.disconnect.abort()
  }

  /** The work on the operation has ended. */
  ended(serial: string): void {
    this.ids.release(serial)
    this.operations.delete(serial)
    if (this.#isHeldForCompleted) this.#readAgain()
  }

  /** What is said next is read once the peer has taken what waits for it, and completed operations have ended. */
  holdBack(): void {
    const socket = this.#socket
    if (socket.isPaused) return
    if (socket.bufferedAmount > MAX_WAITING_BYTES) {
      socket.pause()
      this.#stream.once('drain', () => this.#readAgain())
    } else if (this.operations.size - this.ids.size > MAX_COMPLETED_RUNNING) {
      socket.pause()
      this.#isHeldForCompleted = true
    }
  }

  #readAgain(): void {
    this.#isHeldForCompleted = false
    this.#socket.resume()
    this.holdBack()
  }

  /** It has closed: nobody waits for its operations any more. */
  end(): void {
    this.#isClosed = true
    this.#admission?.[Symbol.dispose]()
    for (const { disconnect } of this.operations.values()) disconnect.abort()
  }
}

/** graphql-ws quotes ids of the client's in its reasons; ws throws at what is too long for its frame. */
function fitting(reason: string): Buffer {
  const bytes = Buffer.alloc(MAX_REASON_BYTES)
  return bytes.subarray(0, new TextEncoder().encodeInto(reason, bytes).written)
}
