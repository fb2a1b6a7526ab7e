export type Transport = 'HTTP' | 'SSE' | 'WEBSOCKET'

/**
 * - `answered`: with data, possibly with errors for some fields
 * - `rejected`: nothing was executed
 * - `timed_out`: the deadline passed before the operation was answered
 * - `abandoned`: the client disconnected or completed the operation before its end
 * - `restarted`: the server shut down before its end
 */
export type Outcome = 'answered' | 'rejected' | 'timed_out' | 'abandoned' | 'restarted'

/** Receives what the server does, e.g. to count or to trace it. Called synchronously; must not throw. */
export interface ServerObserver {
  /** An operation has arrived. Return undefined to observe nothing more of the operation. */
  readonly onOperation?: (arrival: Arrival) => OperationObserver | undefined
  /** A connection was opened. The returned function is called when it closes. A WebSocket counts as TCP as well. */
  readonly onConnection?: (kind: 'TCP' | 'WEBSOCKET') => () => void
}

export interface Arrival {
  readonly requestId: string
  readonly transport: Transport
  /** A header of this operation, by lower-case name; over WebSocket, a member of its `extensions.headers`. */
  readonly header: (name: string) => string | undefined
}

export interface OperationObserver {
  /** Wraps a part of the operation's work. Calls `work` once and returns its result. */
  readonly run?: <Result>(work: () => Result) => Result
  /** The document was parsed. Not called if it could not be parsed or has no matching operation. */
  readonly onParsed?: (operation: {
    readonly type: 'query' | 'mutation' | 'subscription'
    readonly name: string | undefined
  }) => void
  /** Called once, after the last response. */
  readonly onEnd?: (end: OperationEnd) => void
}

export interface OperationEnd {
  readonly transport: Transport
  readonly outcome: Outcome
  /** The codes of the errors that were sent, each once. */
  readonly errorCodes: readonly string[]
  readonly seconds: number
}

/** Combines all observers of one operation. */
export interface ObservedOperation extends Required<OperationObserver> {}

export function observeOperation(observers: readonly ServerObserver[], arrival: Arrival): ObservedOperation {
  const all = observers
    .map((observer) => observer.onOperation?.(arrival))
    .filter((observer) => observer !== undefined)
  return all.length > 0 ? new Observed(all) : NO_OBSERVER
}

/** A class, because each subscriber has one. */
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

  onParsed(operation: Parameters<ObservedOperation['onParsed']>[0]): void {
    for (const observer of this.#observers) observer.onParsed?.(operation)
  }

  onEnd(end: OperationEnd): void {
    for (const observer of this.#observers) observer.onEnd?.(end)
  }
}

const NO_OBSERVER: ObservedOperation = new Observed([])

export function observeConnection(
  observers: readonly ServerObserver[],
  kind: 'TCP' | 'WEBSOCKET',
): () => void {
  const closed = observers
    .map((observer) => observer.onConnection?.(kind))
    .filter((close) => close !== undefined)
  if (closed.length === 0) return notifyNone
  return () => {
    for (const close of closed) close()
  }
}

const notifyNone = (): void => {}
