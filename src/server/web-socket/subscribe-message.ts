import { MessageType, parseMessage } from 'graphql-ws'
import type { Message, SubscribePayload } from 'graphql-ws'

/**
 * What a client sent to be executed. graphql-ws closes the connection, with all its operations, where a payload is not as
 * it should be, and keeps each message until its operation ends. So it gets this instead, and the operation is read
 * where an error can be answered under its id.
 */
export class SentPayload implements SubscribePayload {
  readonly query = ''
  #sent: unknown

  constructor(sent: unknown) {
    this.#sent = sent
  }

  /** What was sent, once. */
  take(): unknown {
    const sent = this.#sent
    this.#sent = undefined
    return sent
  }
}

/** @throws {Error} whose message says what is wrong with what is not a message of the protocol */
export function readMessage(data: string): Message {
  let message: unknown
  try {
    message = JSON.parse(data.startsWith('\uFEFF') ? data.slice(1) : data)
  } catch {
    throw new Error('The message is not JSON')
  }
  // It parses what is text, and its type knows of nothing else; what is parsed it takes as it is.
  return Reflect.apply(parseMessage, undefined, [withSentPayload(message)])
}

function withSentPayload(message: unknown): unknown {
  if (typeof message !== 'object' || message === null) return message
  const { type, payload, ...rest }: { type?: unknown; payload?: unknown } = message
  return type === MessageType.Subscribe ? { ...rest, type, payload: new SentPayload(payload) } : message
}
