import { MessageType, parseMessage } from 'graphql-ws'
import type { Message, SubscribePayload } from 'graphql-ws'

/**
 * The payload of a subscribe message. graphql-ws closes the connection with all its operations if a payload is malformed,
 * and keeps each message until its operation ends. So graphql-ws gets this object instead, and `onSubscribe` reads the real
 * payload, where an error can be sent for this operation alone.
 */
export class SentPayload implements SubscribePayload {
  readonly query = ''
  #sent: unknown

  constructor(sent: unknown) {
    this.#sent = sent
  }

  /** The payload that the client sent. Undefined after the first call. */
  take(): unknown {
    const sent = this.#sent
    this.#sent = undefined
    return sent
  }
}

/** @throws {Error} if the data is not a message of the protocol; the error's message gives the reason */
export function readMessage(data: string): Message {
  let message: unknown
  try {
    message = JSON.parse(data.startsWith('\uFEFF') ? data.slice(1) : data)
  } catch {
    throw new Error('The message is not JSON')
  }
  // parseMessage also accepts a parsed message, but its type does not say so.
  return Reflect.apply(parseMessage, undefined, [withSentPayload(message)])
}

function withSentPayload(message: unknown): unknown {
  if (typeof message !== 'object' || message === null) return message
  const { type, payload, ...rest }: { type?: unknown; payload?: unknown } = message
  return type === MessageType.Subscribe ? { ...rest, type, payload: new SentPayload(payload) } : message
}
