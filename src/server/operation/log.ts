import type { ExecutionResult } from 'graphql'
import type { Logger } from '../../logger.ts'
import type { Operation } from './operation.ts'
import type { Outcome } from './observer.ts'

/** Clients choose the name, of any length. */
const MAX_NAME_LENGTH = 100

/** Ends the operation and logs one line for it, without its variables, headers and document. Further calls do nothing. */
export function logOperation(logger: Logger, operation: Operation, outcome: Outcome): void {
  if (!operation.end()) return
  const { requestId, transport, clientAddress, name, type, startedAt, errorCodes, observed } = operation
  const ms = performance.now() - startedAt
  const fields = {
    requestId,
    transport,
    ...(clientAddress === undefined ? {} : { client: clientAddress }),
    type,
    operation: name?.slice(0, MAX_NAME_LENGTH),
    outcome,
    ...(errorCodes.length > 0 ? { errors: errorCodes } : {}),
    ms: Math.round(ms),
  }
  observed.run(() => logger.info(fields, 'operation'))
  observed.onEnd({ transport, outcome, errorCodes, seconds: ms / 1_000 })
}

/** The outcome of an operation with one response. */
export function outcomeOf(
  operation: Operation,
  result: ExecutionResult,
  disconnected: Pick<AbortSignal, 'aborted'>,
): Outcome {
  if (disconnected.aborted) return 'abandoned'
  if (operation.type !== undefined && result.data !== undefined) return 'answered'
  const hasTimedOut = result.errors?.some(({ extensions }) => extensions['code'] === 'REQUEST_TIMEOUT')
  return hasTimedOut ? 'timed_out' : 'rejected'
}

/** Adds the codes of the errors to those of the operation. */
export function recordErrors(operation: Operation, result: ExecutionResult): ExecutionResult {
  for (const { extensions } of result.errors ?? []) {
    const code = String(extensions['code'])
    if (!operation.errorCodes.includes(code)) operation.errorCodes.push(code)
  }
  return result
}
