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
import { logOperation, outcomeOf, recordErrors } from '../operation/log.ts'
import type { Operation } from '../operation/operation.ts'

/** One operation on a WebSocket, from its subscribe message until its last response has been sent. */
export interface SocketOperation {
  readonly operation: Operation
  /** Aborts when the client completes the operation or disconnects. */
  readonly disconnect: ClientDisconnect
  readonly connection: SocketConnection
  /** Whether the credential of the operation is the one of its connection. */
  readonly usesConnectionCredential: boolean
}

/** The actions of an operation on its connection. */
export interface SocketConnection {
  close(code: number, reason: string): void
  /** Closes the connection of a slow consumer. */
  closeSlow(): void
}

/** The options shared by all operations of a server. */
export interface RunOptions {
  readonly drain: Drain
  readonly logger: Logger
  /** Called when a subscription fails, before the error is sent to the client. */
  readonly onFailure: (operation: SocketOperation, error: unknown) => void
}

/** Executes a prepared operation, masks its errors and logs it when it ends. Never rejects. */
export async function runSocketOperation(
  socketOperation: SocketOperation,
  args: ExecutionArgs,
  { execute, subscribe }: ReturnType<GraphqlHandler['getEnveloped']>,
  options: RunOptions,
): Promise<ExecutionResult | AsyncGenerator<ExecutionResult>> {
  const { operation } = socketOperation
  const responses = new SocketResponses(socketOperation, options)
  try {
    const type = getOperationAST(args.document, args.operationName)?.operation
    const isSubscription = type === OperationTypeNode.SUBSCRIPTION
    const result: ExecutionResult | AsyncIterable<ExecutionResult> = await operation.observed.run(() =>
      isSubscription ? subscribe(args) : execute(args),
    )
    if (!isAsyncIterable(result)) return responses.single(result)
    socketOperation.disconnect.release()
    return mapEvents(result, responses)
  } catch (error) {
    return responses.failed(error)
  }
}

/**
 * Makes the responses of one operation. A class, because each subscriber has one.
 */
class SocketResponses implements EventStreamOptions<ExecutionResult, ExecutionResult> {
  readonly #socketOperation: SocketOperation
  readonly #options: RunOptions

  constructor(socketOperation: SocketOperation, options: RunOptions) {
    this.#socketOperation = socketOperation
    this.#options = options
  }

  single(result: ExecutionResult): ExecutionResult {
    return this.#end(result.errors ? maskResult(result, this.#mask()) : result)
  }

  failed(error: unknown): ExecutionResult {
    return this.#end({ errors: [maskError(error, this.#mask())] })
  }

  map(event: ExecutionResult): ExecutionResult {
    if (!event.errors) return event
    return recordErrors(this.#socketOperation.operation, maskResult(event, this.#mask()))
  }

  failure(error: unknown): never {
    const { operation, connection } = this.#socketOperation
    this.#options.onFailure(this.#socketOperation, error)
    const masked = maskError(error, this.#mask())
    recordErrors(operation, { errors: [masked] })
    if (error instanceof SlowConsumerError) connection.closeSlow()
    throw masked
  }

  onEnd(end: StreamEnd): void {
    const { drain, logger } = this.#options
    const outcome = end !== 'abandoned' ? 'answered' : drain.isDraining ? 'restarted' : 'abandoned'
    logOperation(logger, this.#socketOperation.operation, outcome)
  }

  onReturnFailure(error: unknown): void {
    maskError(error, this.#mask())
  }

  #end(result: ExecutionResult): ExecutionResult {
    const { operation, disconnect } = this.#socketOperation
    const outcome = outcomeOf(operation, result, disconnect)
    // Errors after the client disconnected are not counted.
    if (outcome !== 'abandoned') recordErrors(operation, result)
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
    logger,
    observed: operation.observed,
    isAdministrator,
    disconnected: disconnect,
    hasStatus: false,
  }
}
