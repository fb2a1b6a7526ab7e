import type { ExecutionResult } from 'graphql'
import type { Logger } from '../logger.ts'
import type { Operation } from './operation.ts'

/**
 * - `answered`: with data, perhaps with errors in places
 * - `refused`: nothing was executed
 * - `late`: its time passed before there was an answer
 * - `left`: the client did not wait for the end
 * - `restarted`: the end of the server came first
 */
export type Outcome = 'answered' | 'refused' | 'late' | 'left' | 'restarted'

/** One line for each operation, when it has ended. Never its variables, headers or document. */
export function logOperation(logger: Logger, operation: Operation, outcome: Outcome): void {
  const { requestId, transport, clientAddress, name, type, startedAt, errorCodes } = operation
  const fields = {
    requestId,
    transport,
    ...(clientAddress === undefined ? {} : { client: clientAddress }),
    type,
    operation: name,
    outcome,
    ...(errorCodes.size > 0 ? { errors: [...errorCodes] } : {}),
    ms: Math.round(performance.now() - startedAt),
  }
  logger.info(fields, 'operation')
}

/** How an operation ended that was answered once. */
export function outcomeOf(operation: Operation, result: ExecutionResult, left: AbortSignal): Outcome {
  if (left.aborted) return 'left'
  if (operation.type !== undefined && result.data !== undefined) return 'answered'
  return operation.errorCodes.has('REQUEST_TIMEOUT') ? 'late' : 'refused'
}

export function noteErrors(operation: Operation, result: ExecutionResult): ExecutionResult {
  for (const { extensions } of result.errors ?? []) operation.errorCodes.add(String(extensions['code']))
  return result
}
