/** One call, as CloudTrail shows it. */
export interface LoggedCall {
  /** When the call arrived: ISO 8601, on the emulator's clock. */
  readonly at: string
  readonly requestId: string
  /** The caller's account, or for AssumeRole the account of the role; `-` for a request without valid credentials. */
  readonly accountId: string
  /** `-` when the request has no valid signature. */
  readonly region: string
  /** The operation that the request names, also when it is unknown; `-` when it names none. */
  readonly operation: string
  /** The key of a KMS call; for a key that does not exist, the KeyId of the request. */
  readonly keyArn?: string
  /** The role of AssumeRole. */
  readonly roleArn?: string
  readonly accessKeyId?: string
  readonly principalArn?: string
  /** For an assumed-role session. */
  readonly sessionName?: string
  readonly sourceIdentity?: string
  /** `ok`, the code of an AWS error, or `droppedBefore`, `droppedAfter`, `truncated`. */
  readonly outcome: string
}

export const MAX_LOGGED_CALLS = 10_000

/** The last MAX_LOGGED_CALLS calls, in the order in which they ended. */
export class CallLog {
  readonly #calls: LoggedCall[] = []
  /** The oldest call, which the next one replaces when the log is full. */
  #oldest = 0

  add(call: LoggedCall): void {
    if (this.#calls.length < MAX_LOGGED_CALLS) {
      this.#calls.push(call)
      return
    }
    this.#calls[this.#oldest] = call
    this.#oldest = (this.#oldest + 1) % MAX_LOGGED_CALLS
  }

  list(): readonly LoggedCall[] {
    return [...this.#calls.slice(this.#oldest), ...this.#calls.slice(0, this.#oldest)]
  }

  clear(): void {
    this.#calls.length = 0
    this.#oldest = 0
  }
}
