import type { OperationTypeNode } from 'graphql'
import type { Deadline } from './deadline.ts'
import type { RequestFacts } from './request-facts.ts'
import { observeOperation } from './server-observer.ts'
import type { Arrival, ObservedOperation, ServerObserver, Transport } from './server-observer.ts'

/** One GraphQL operation from its arrival to its last answer; what plugins and transports tell each other about it. */
export interface Operation {
  readonly requestId: string
  readonly startedAt: number
  transport: Transport
  /** Unknown until the document is parsed. */
  name?: string | undefined
  type?: OperationTypeNode
  /** Undefined where the request came by no socket. */
  clientAddress?: string | undefined
  /** Over WebSocket, until the context is made; over HTTP they are made from the request. */
  facts?: RequestFacts
  /** Runs from when the context is made, of a subscription until it is open. */
  deadline?: Deadline
  /** Codes of the errors sent so far, each once. */
  readonly errorCodes: string[]
  readonly observed: ObservedOperation
  /** Its end is logged. */
  isEnded: boolean
}

export function startOperation(
  arrival: Arrival,
  observers: readonly ServerObserver[],
  facts?: RequestFacts,
): Operation {
  const { requestId, transport } = arrival
  return {
    requestId,
    transport,
    clientAddress: facts?.clientAddress,
    startedAt: performance.now(),
    errorCodes: [],
    observed: observeOperation(observers, arrival),
    isEnded: false,
    ...(facts ? { facts } : {}),
  }
}
