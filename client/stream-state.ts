import type { GatewayError } from './gateway-error.ts'

/** The state of a stream's connection. */
export type StreamState =
  | { readonly status: 'CONNECTING' }
  | { readonly status: 'CONNECTED' }
  /** The stream tries again until it is connected. `since` is when it was disconnected, and `error` the newest reason. */
  | { readonly status: 'RECONNECTING'; readonly since: Date; readonly error: GatewayError }

export type StateListener = (state: StreamState) => void

/** Calls a listener for each change of the state. */
export class StateReporter {
  readonly #listener: StateListener
  #isConnected = false
  #disconnectedAt: Date | undefined
  #error: GatewayError | undefined

  constructor(listener: StateListener = () => {}) {
    this.#listener = listener
    this.#report({ status: 'CONNECTING' })
  }

  connected(): void {
    if (this.#isConnected) return
    this.#isConnected = true
    this.#disconnectedAt = undefined
    this.#report({ status: 'CONNECTED' })
  }

  /** Twice with the same error is safe. */
  disconnected(error: GatewayError): void {
    if (error === this.#error) return
    this.#error = error
    this.#isConnected = false
    this.#disconnectedAt ??= new Date()
    this.#report({ status: 'RECONNECTING', since: this.#disconnectedAt, error })
  }

  /** In a microtask of its own, so that an error of the listener does not disturb the stream. */
  #report(state: StreamState): void {
    queueMicrotask(() => this.#listener(state))
  }
}
