import type { OperationTypeNode } from 'graphql'
import type { RequestFacts } from './request-facts.ts'

/** One GraphQL operation from its arrival to its last answer; what plugins and transports tell each other about it. */
export interface Operation {
  readonly requestId: string
  readonly startedAt: number
  transport: 'HTTP' | 'SSE' | 'WEBSOCKET'
  /** Unknown until the document is parsed. */
  name?: string | undefined
  type?: OperationTypeNode
  /** Over WebSocket; over HTTP they are made from the request. */
  readonly facts?: RequestFacts
  /** Codes of the errors sent so far, each once. */
  readonly errorCodes: string[]
}

export function startOperation(
  requestId: string,
  transport: Operation['transport'],
  facts?: RequestFacts,
): Operation {
  return {
    requestId,
    transport,
    startedAt: performance.now(),
    errorCodes: [],
    ...(facts ? { facts } : {}),
  }
}
