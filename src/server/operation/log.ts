import type { ExecutionResult } from 'graphql'
import type { Logger } from '../../logger.ts'
import type { Operation } from './operation.ts'
import type { ObservedOperation, Outcome } from './observer.ts'

/** A client chooses it, of any length. */
const MAX_NAME_LENGTH = 100

/** Ends an operation, once: one line for each. Never its variables, headers or document. */
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

/** What it is told is told on behalf of the operation, wherever it comes from. */
export function loggerOf({ observed }: Operation, logger: Logger): Logger {
  return new ObservedLogger(observed, logger)
}

class ObservedLogger implements Logger {
  readonly #observed: ObservedOperation
  readonly #logger: Logger

  constructor(observed: ObservedOperation, logger: Logger) {
    this.#observed = observed
    this.#logger = logger
  }

  debug(fields: object, message: string): void {
    this.#observed.run(() => this.#logger.debug(fields, message))
  }

  info(fields: object, message: string): void {
    this.#observed.run(() => this.#logger.info(fields, message))
  }

  warn(fields: object, message: string): void {
    this.#observed.run(() => this.#logger.warn(fields, message))
  }

  error(fields: object, message: string): void {
    this.#observed.run(() => this.#logger.error(fields, message))
  }
}

/** How an operation ended that was answered once. */
export function outcomeOf(
  operation: Operation,
  result: ExecutionResult,
  left: Pick<AbortSignal, 'aborted'>,
): Outcome {
  if (left.aborted) return 'abandoned'
  if (operation.type !== undefined && result.data !== undefined) return 'answered'
  const hasTimedOut = result.errors?.some(({ extensions }) => extensions['code'] === 'REQUEST_TIMEOUT')
  return hasTimedOut ? 'timed_out' : 'rejected'
}

export function noteErrors(operation: Operation, result: ExecutionResult): ExecutionResult {
  for (const { extensions } of result.errors ?? []) {
    const code = String(extensions['code'])
    if (!operation.errorCodes.includes(code)) operation.errorCodes.push(code)
  }
  return result
}
