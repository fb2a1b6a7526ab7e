/** A message queue that delivers at least once, in any order. */
export interface MessageQueue extends Disposable {
  readonly region: string
  readonly name: string
  /**
   * Waits for messages, up to 20 seconds. Returns at most ten. The queue delivers a message again after 30 seconds if it was
   * not deleted.
   *
   * @throws {QueueError} or the signal's reason
   */
  receive(signal: AbortSignal): Promise<readonly QueuedMessage[]>
  /** @throws {QueueError} or the signal's reason */
  delete(messages: readonly QueuedMessage[], signal: AbortSignal): Promise<void>
}

export interface QueuedMessage {
  /** The queue's ID of the message. */
  readonly id: string
  /** Identifies this delivery of the message. */
  readonly receipt: string
  readonly body: string
  /** When the queue got the message, in milliseconds since the epoch; undefined if the queue does not say. */
  readonly sentAt: number | undefined
}

/** A queue cannot be reached or rejected a request. The message is in the words of AWS, without secrets. */
export class QueueError extends Error {
  override readonly name = 'QueueError'
  /** AWS's name of the error, e.g. `AccessDenied`, or the SDK's code. */
  readonly code: string

  constructor(code: string, message: string) {
    super(message)
    this.code = code
  }
}
