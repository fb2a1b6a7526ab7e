/**
 * Says whether the client of an operation has disconnected: an `AbortController` that can release its signal. A signal takes
 * 0.8 kB, and an open subscription does not need it, because graphql-ws calls the `return` of its stream.
 */
export class ClientDisconnect {
  #controller: AbortController | undefined
  #aborted = false

  get aborted(): boolean {
    return this.#aborted
  }

  /** Aborts when the client disconnects, unless it is released before. */
  get signal(): AbortSignal {
    this.#controller ??= new AbortController()
    if (this.#aborted) this.#controller.abort()
    return this.#controller.signal
  }

  abort(): void {
    this.#aborted = true
    this.#controller?.abort()
  }

  /** The signal is not used any more. */
  release(): void {
    this.#controller = undefined
  }
}
