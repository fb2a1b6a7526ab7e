import { OperationTypeNode, getOperationAST } from 'graphql'
import type { ExecutionArgs, ExecutionResult } from 'graphql'
import { isAsyncIterable } from 'graphql-yoga'
import { SlowConsumerError } from '../errors.ts'
import type { Logger } from '../logger.ts'
import type { Drain } from './drain.ts'
import { mapEvents } from './event-stream.ts'
import type { GraphqlHandler } from './graphql-handler.ts'
import { maskError, maskResult } from './mask-error.ts'
import { logOperation, loggerOf, noteErrors, outcomeOf } from './operation-log.ts'
import type { Operation } from './operation.ts'

/** One operation on a WebSocket, from its subscribe message until its last answer has been sent. */
export interface SocketOperation {
  readonly operation: Operation
  /** Aborts when the client completes the operation or leaves. */
  readonly left: AbortController
}

export interface RunOptions {
  readonly enveloped: ReturnType<GraphqlHandler['getEnveloped']>
  /** The client has not taken what waited for it. */
  readonly onSlow: () => void
  readonly drain: Drain
  readonly logger: Logger
  /** Told of what a subscription failed with, before its client is. */
  readonly onFailure?: (error: unknown) => void
}

/** Executes a prepared operation; masks what it answers and logs it when it ends. Rejects never. */
export async function runSocketOperation(
  { operation, left }: SocketOperation,
  args: ExecutionArgs,
  { enveloped, onSlow, drain, logger, onFailure }: RunOptions,
): Promise<ExecutionResult | AsyncGenerator<ExecutionResult>> {
  const mask = {
    requestId: operation.requestId,
    logger: loggerOf(operation, logger),
    signal: left.signal,
    hasStatus: false,
  }

  function answer(result: ExecutionResult): ExecutionResult {
    const outcome = outcomeOf(operation, result, left.signal)
    // What failed because its client left is no failure.
    if (outcome !== 'left') noteErrors(operation, result)
    logOperation(logger, operation, outcome)
    return result
  }

  try {
    const type = getOperationAST(args.document, args.operationName)?.operation
    const isSubscription = type === OperationTypeNode.SUBSCRIPTION
    const result: ExecutionResult | AsyncIterable<ExecutionResult> = await operation.observed.run(() =>
      isSubscription ? enveloped.subscribe(args) : enveloped.execute(args),
    )
    if (!isAsyncIterable(result)) return answer(maskResult(result, mask))
    return mapEvents(result, {
      map: (event) => noteErrors(operation, maskResult(event, mask)),
      failure: (error) => {
        onFailure?.(error)
        const masked = maskError(error, mask)
        noteErrors(operation, { errors: [masked] })
        if (error instanceof SlowConsumerError) onSlow()
        throw masked
      },
      onEnd: (end) => {
        const outcome = end !== 'left' ? 'answered' : drain.isDraining ? 'restarted' : 'left'
        logOperation(logger, operation, outcome)
      },
      onLeaveFailure: (error) => void maskError(error, mask),
    })
  } catch (error) {
    return answer({ errors: [maskError(error, mask)] })
  }
}
