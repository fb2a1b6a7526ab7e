import type { ExecutionResult } from 'graphql'
import type { Logger } from '../logger.ts'
import type { Operation } from './operation.ts'

/**
 * - `answered`: with data, perhaps with errors in places
 * - `refused`: nothing was executed
 * - `left`: the client did not wait for the end
 * - `restarted`: the end of the server came first
 */
export type Outcome = 'answered' | 'refused' | 'left' | 'restarted'

/** One line for each operation, when it has ended. Never its variables, headers or document. */
export function logOperation(logger: Logger, operation: Operation, outcome: Outcome): void {
  const { requestId, transport, name, type, startedAt, errorCodes } = operation
  const fields = {
    requestId,
    transport,
    type,
    operation: name,
    outcome,
    ...(errorCodes.length > 0 ? { errors: errorCodes } : {}),
    ms: Math.round(performance.now() - startedAt),
  }
  logger.info(fields, 'operation')
}

export function noteErrors(operation: Operation, result: ExecutionResult): ExecutionResult {
  for (const { extensions } of result.errors ?? []) {
    const code = String(extensions['code'])
    if (!operation.errorCodes.includes(code)) operation.errorCodes.push(code)
  }
  return result
}
