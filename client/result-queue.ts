import type { GatewayError, GraphqlError } from './gateway-error.ts'

/** One message of a subscription. */
export interface Result<Data> {
  readonly data?: Data | null | undefined
  readonly errors?: readonly GraphqlError[] | undefined
}

/** Why a queue gets no more results: the gateway completed the subscription, it failed, or the queue was full. */
export type QueueEnd = 'COMPLETE' | 'FULL' | GatewayError

/** The results of one subscription that the consumer has not taken yet, at most `maxLength`. */
export class ResultQueue<Data> {
  readonly #maxLength: number
  readonly #results: Result<Data>[] = []
  #end: QueueEnd | undefined
  #wake = () => {}

  constructor(maxLength: number) {
    this.#maxLength = maxLength
  }

  /** Why the queue has ended. Undefined while it is open. */
  get end(): QueueEnd | undefined {
    return this.#end
  }

  /** If the queue is full, it ends without this result. */
  push(result: Result<Data>): void {
    if (this.#results.length >= this.#maxLength) this.close('FULL')
    if (this.#end) return
    this.#results.push(result)
    this.#wake()
  }

  /** The results in the queue can still be taken. The first end counts. */
  close(end: QueueEnd): void {
    this.#end ??= end
    this.#wake()
  }

  /** Resolves with the next result, or with undefined when the queue has ended and is empty. One call at a time. */
  async take(): Promise<Result<Data> | undefined> {
    if (this.#results.length === 0 && !this.#end) await new Promise<void>((resolve) => (this.#wake = resolve))
    return this.#results.shift()
  }
}
