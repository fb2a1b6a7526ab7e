import type { OperationTypeNode } from 'graphql'
import type { Deadline } from './deadline.ts'
import type { RequestFacts } from './request-facts.ts'
import { observeOperation } from './observer.ts'
import type { Arrival, ObservedOperation, ServerObserver, Transport } from './observer.ts'

/**
 * One GraphQL operation from its arrival to its last response, shared by plugins and transports. All members exist from the
 * start and none is deleted: V8 would need 0.8 kB more, and each subscriber has an operation.
 */
export class Operation {
  readonly requestId: string
  readonly startedAt = performance.now()
  transport: Transport
  /** Unknown until the document is parsed. */
  name: string | undefined = undefined
  type: OperationTypeNode | undefined = undefined
  /** Undefined if the request did not arrive on a socket. */
  clientAddress: string | undefined
  /** Over WebSocket, until the context is created. Over HTTP the facts are created from the request. */
  facts: RequestFacts | undefined
  /** Set when the context is created. */
  isAdministrator = false
  /** Starts when the context is created. For a subscription it ends when the stream is open. */
  deadline: Deadline | undefined = undefined
  /** The codes of the errors sent so far, each once. */
  readonly errorCodes: string[] = []
  readonly observed: ObservedOperation
  #isEnded = false

  constructor(arrival: Arrival, observers: readonly ServerObserver[], facts?: RequestFacts) {
    this.requestId = arrival.requestId
    this.transport = arrival.transport
    this.clientAddress = facts?.clientAddress
    this.facts = facts
    this.observed = observeOperation(observers, arrival)
  }

  /**
   * The operation was answered, rejected or abandoned, or its stream has ended.
   *
   * @returns false if it had ended before
   */
  end(): boolean {
    if (this.#isEnded) return false
    this.#isEnded = true
    this.deadline?.end()
    return true
  }
}
