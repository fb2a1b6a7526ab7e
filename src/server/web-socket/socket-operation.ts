import { OperationTypeNode, getOperationAST } from 'graphql'
import type { ExecutionArgs, ExecutionResult } from 'graphql'
import { isAsyncIterable } from 'graphql-yoga'
import { SlowConsumerError } from '../../errors/request-errors.ts'
import type { Logger } from '../../logger.ts'
import type { Drain } from '../operation/drain.ts'
import { mapEvents } from '../stream/event-stream.ts'
import type { EventStreamOptions, StreamEnd } from '../stream/event-stream.ts'
import type { GraphqlHandler } from '../graphql/handler.ts'
import type { ClientDisconnect } from '../operation/client-disconnect.ts'
import { maskError, maskResult } from '../operation/error-masking.ts'
import type { MaskOptions } from '../operation/error-masking.ts'
import { logOperation, loggerOf, noteErrors, outcomeOf } from '../operation/log.ts'
import type { Operation } from '../operation/operation.ts'

/** One operation on a WebSocket, from its subscribe message until its last answer has been sent. */
export interface SocketOperation {
  readonly operation: Operation
  /** The client has completed the operation or disconnected. */
  readonly disconnect: ClientDisconnect
  readonly connection: SocketConnection
  /** Its credential is that of its connection. */
  readonly isOfConnection: boolean
}

/** What an operation may do to its connection. */
export interface SocketConnection {
  close(code: number, reason: string): void
  /** Closes it, and says why: its client does not take what waits for it. */
  closeSlow(): void
}

/** What the operations of one server share. */
export interface RunOptions {
  readonly drain: Drain
  readonly logger: Logger
  /** Told of what a subscription failed with, before its client is. */
  readonly onFailure: (operation: SocketOperation, error: unknown) => void
}

/** Executes a prepared operation; masks what it answers and logs it when it ends. Rejects never. */
export async function runSocketOperation(
  socketOperation: SocketOperation,
  args: ExecutionArgs,
  { execute, subscribe }: ReturnType<GraphqlHandler['getEnveloped']>,
  options: RunOptions,
): Promise<ExecutionResult | AsyncGenerator<ExecutionResult>> {
  const { operation } = socketOperation
  const answers = new SocketAnswers(socketOperation, options)
  try {
    const type = getOperationAST(args.document, args.operationName)?.operation
    const isSubscription = type === OperationTypeNode.SUBSCRIPTION
    const result: ExecutionResult | AsyncIterable<ExecutionResult> = await operation.observed.run(() =>
      isSubscription ? subscribe(args) : execute(args),
    )
    if (!isAsyncIterable(result)) return answers.only(result)
    socketOperation.disconnect.release()
    return mapEvents(result, answers)
  } catch (error) {
    return answers.failed(error)
  }
}

/** What leaves of one operation. A class, because each subscriber has one: methods cost nothing, closures do. */
class SocketAnswers implements EventStreamOptions<ExecutionResult, ExecutionResult> {
  readonly #socketOperation: SocketOperation
  readonly #options: RunOptions

  constructor(socketOperation: SocketOperation, options: RunOptions) {
    this.#socketOperation = socketOperation
    this.#options = options
  }

  only(result: ExecutionResult): ExecutionResult {
    return this.#answer(result.errors ? maskResult(result, this.#mask()) : result)
  }

  failed(error: unknown): ExecutionResult {
    return this.#answer({ errors: [maskError(error, this.#mask())] })
  }

  map(event: ExecutionResult): ExecutionResult {
    if (!event.errors) return event
    return noteErrors(this.#socketOperation.operation, maskResult(event, this.#mask()))
  }

  failure(error: unknown): never {
    const { operation, connection } = this.#socketOperation
    this.#options.onFailure(this.#socketOperation, error)
    const masked = maskError(error, this.#mask())
    noteErrors(operation, { errors: [masked] })
    // The client has not taken what waited for it.
    if (error instanceof SlowConsumerError) connection.closeSlow()
    throw masked
  }

  onEnd(end: StreamEnd): void {
    const { drain, logger } = this.#options
    const outcome = end !== 'abandoned' ? 'answered' : drain.isDraining ? 'restarted' : 'abandoned'
    logOperation(logger, this.#socketOperation.operation, outcome)
  }

  onLeaveFailure(error: unknown): void {
    maskError(error, this.#mask())
  }

  #answer(result: ExecutionResult): ExecutionResult {
    const { operation, disconnect } = this.#socketOperation
    const outcome = outcomeOf(operation, result, disconnect)
    // What failed because its client left is no failure.
    if (outcome !== 'abandoned') noteErrors(operation, result)
    logOperation(this.#options.logger, operation, outcome)
    return result
  }

  #mask(): MaskOptions {
    return maskOf(this.#socketOperation, this.#options.logger)
  }
}

export function maskOf({ operation, disconnect }: SocketOperation, logger: Logger): MaskOptions {
  const { requestId, isAdministrator } = operation
  return {
    requestId,
    logger: loggerOf(operation, logger),
    isAdministrator,
    left: disconnect,
    hasStatus: false,
  }
}
