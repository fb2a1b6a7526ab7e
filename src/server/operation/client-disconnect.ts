/**
 * The leaving of an operation's client: an `AbortController` that need not keep its signal. A signal takes 0.8 kB, and a
 * subscription that is open needs none: it is left by the `return` of its stream.
 */
export class ClientDisconnect {
  #controller: AbortController | undefined
  #aborted = false

  get aborted(): boolean {
    return this.#aborted
  }

  /** Aborts when the client leaves, unless it is released before. */
  get signal(): AbortSignal {
    this.#controller ??= new AbortController()
    if (this.#aborted) this.#controller.abort()
    return this.#controller.signal
  }

  abort(): void {
    this.#aborted = true
    this.#controller?.abort()
  }

  /** Nobody listens any more. */
  release(): void {
    this.#controller = undefined
  }
}
