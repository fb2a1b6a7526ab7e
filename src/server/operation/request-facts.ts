/** The facts about the request of an operation, the same on every transport. */
export interface RequestFacts {
  readonly requestId: string
  /**
   * Aborts when the connection closes, the client completes the operation, or its deadline passes; but not after the response
   * or after the subscription is open, whose stream is closed by `return`.
   */
  readonly signal: AbortSignal
  /** In the monotonic time of the clock, in milliseconds. Undefined for a subscription. */
  readonly deadline?: number
  /** The client's address, or that of the last proxy that is not trusted. Undefined without a socket. */
  readonly clientAddress?: string | undefined
  /**
   * Reads a request header by its lower-case name. Browsers cannot set headers of a WebSocket, so it reads the operation's
   * `extensions.headers` first, then `connectionParams`, then the request that opened the socket.
   */
  readonly header: (name: string) => string | undefined
  /** The payload of `connection_init`. Only over WebSocket. */
  readonly connectionParams?: Readonly<Record<string, unknown>>
  /** The `extensions` member of the request, as the client sent it. */
  readonly extensions?: Readonly<Record<string, unknown>>
}

/** Reads a header from the first object that has it as a string. The objects come from a client. */
export function headerLookup(...sources: readonly unknown[]): (name: string) => string | undefined {
  return (name) => {
    for (const source of sources) {
      if (typeof source !== 'object' || source === null) continue
      for (const [key, value] of Object.entries(source))
        if (key.toLowerCase() === name && typeof value === 'string') return value
    }
    return undefined
  }
}
