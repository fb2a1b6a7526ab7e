import type { OperationTypeNode } from 'graphql'
import type { Deadline } from './deadline.ts'
import type { RequestFacts } from './request-facts.ts'
import { observeOperation } from './observer.ts'
import type { Arrival, ObservedOperation, ServerObserver, Transport } from './observer.ts'

/**
 * One GraphQL operation from its arrival to its last answer; what plugins and transports tell each other about it. All
 * members are there from the start, and none is deleted: an object that has lost one takes 0.8 kB more, and each
 * subscriber has an operation.
 */
export class Operation {
  readonly requestId: string
  readonly startedAt = performance.now()
  transport: Transport
  /** Unknown until the document is parsed. */
  name: string | undefined = undefined
  type: OperationTypeNode | undefined = undefined
  /** Undefined where the request came by no socket. */
  clientAddress: string | undefined
  /** Over WebSocket, until the context is made; over HTTP they are made from the request. */
  facts: RequestFacts | undefined
  /** Whether the caller is an administrator: known from when the context is made. */
  isAdministrator = false
  /** Runs from when the context is made, of a subscription until it is open. */
  deadline: Deadline | undefined = undefined
  /** Codes of the errors sent so far, each once. */
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
   * Nothing waits for it any more: it was answered, refused or left, or its stream has ended.
   *
   * @returns whether it had not ended before
   */
  end(): boolean {
    if (this.#isEnded) return false
    this.#isEnded = true
    this.deadline?.end()
    return true
  }
}
