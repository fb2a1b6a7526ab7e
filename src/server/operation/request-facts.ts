/** What is known of a caller when an operation starts, the same on every transport. */
export interface RequestFacts {
  readonly requestId: string
  /**
   * Aborts when nobody waits any more: the client has left (its connection closed, or it completed the operation
   * itself), or the time for an answer has passed. Only until there is an answer, or the subscription is open: that is
   * left by the `return` of its stream.
   */
  readonly signal: AbortSignal
  /** Milliseconds since the epoch: an answer after this is of no use. Undefined = none, as for a subscription. */
  readonly deadline?: number
  /** The client's address; that of the last proxy where none is trusted. Undefined where there is no socket. */
  readonly clientAddress?: string | undefined
  /**
   * A request header, by lower-case name. Over WebSocket, where a browser cannot set headers, it is looked for in
   * the operation's `extensions.headers`, then in `connectionParams`, then in the request that opened the socket.
   */
  readonly header: (name: string) => string | undefined
  /** The payload of `connection_init`; only over WebSocket. */
  readonly connectionParams?: Readonly<Record<string, unknown>>
  /** The `extensions` member of the request, as the client sent it. */
  readonly extensions?: Readonly<Record<string, unknown>>
}

/** Looks a header up in plain objects that came from a client, the first one that has it as a string winning. */
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
