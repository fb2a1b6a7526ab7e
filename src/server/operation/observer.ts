export type Transport = 'HTTP' | 'SSE' | 'WEBSOCKET'

/**
 * - `answered`: with data, perhaps with errors in places
 * - `refused`: nothing was executed
 * - `late`: its time passed before there was an answer
 * - `left`: the client did not wait for the end
 * - `restarted`: the end of the server came first
 */
export type Outcome = 'answered' | 'refused' | 'late' | 'left' | 'restarted'

/** Who is told what the server does, e.g. to count or to trace it. Told synchronously; must not throw. */
export interface ServerObserver {
  /** An operation has arrived. Undefined: no more is to be told of this one. */
  readonly operation?: (arrival: Arrival) => OperationObserver | undefined
  /** A connection was opened; what is returned is called when it has closed. A WebSocket is a TCP connection first. */
  readonly connection?: (kind: 'TCP' | 'WEBSOCKET') => () => void
}

export interface Arrival {
  readonly requestId: string
  readonly transport: Transport
  /** A header that is about this operation, by lower-case name: over WebSocket one of its own `extensions.headers`. */
  readonly header: (name: string) => string | undefined
}

export interface OperationObserver {
  /** Does a part of the operation's work: calls it once, and returns what it returns. */
  readonly run?: <Result>(work: () => Result) => Result
  /** Its type is known. Not called where no document could be made out. */
  readonly described?: (operation: {
    readonly type: 'query' | 'mutation' | 'subscription'
    readonly name: string | undefined
  }) => void
  /** Called once, after its last answer. */
  readonly ended?: (end: OperationEnd) => void
}

export interface OperationEnd {
  readonly transport: Transport
  readonly outcome: Outcome
  /** Of the errors that were sent, each once. */
  readonly errorCodes: readonly string[]
  readonly seconds: number
}

/** All observers of one operation as one. */
export interface ObservedOperation extends Required<OperationObserver> {}

export function observeOperation(observers: readonly ServerObserver[], arrival: Arrival): ObservedOperation {
  const all = observers
    .map((observer) => observer.operation?.(arrival))
    .filter((observer) => observer !== undefined)
  return all.length > 0 ? new Observed(all) : NOBODY
}

/** A class, because each subscriber has one: methods cost nothing, closures do. */
class Observed implements ObservedOperation {
  readonly #observers: readonly OperationObserver[]

  constructor(observers: readonly OperationObserver[]) {
    this.#observers = observers
  }

  run<Result>(work: () => Result): Result {
    const wrapped = this.#observers.reduceRight(
      (inner: () => Result, { run }) => (run ? () => run(inner) : inner),
      work,
    )
    return wrapped()
  }

  described(operation: Parameters<ObservedOperation['described']>[0]): void {
    for (const observer of this.#observers) observer.described?.(operation)
  }

  ended(end: OperationEnd): void {
    for (const observer of this.#observers) observer.ended?.(end)
  }
}

const NOBODY: ObservedOperation = new Observed([])

export function observeConnection(
  observers: readonly ServerObserver[],
  kind: 'TCP' | 'WEBSOCKET',
): () => void {
  const closed = observers
    .map((observer) => observer.connection?.(kind))
    .filter((close) => close !== undefined)
  if (closed.length === 0) return tellNobody
  return () => {
    for (const close of closed) close()
  }
}

const tellNobody = (): void => {}
