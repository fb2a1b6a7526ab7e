import type { ExecutionResult } from 'graphql'
import { isAsyncIterable } from 'graphql-yoga'
import type { Logger } from '../../logger.ts'
import type { Drain } from '../operation/drain.ts'
import { mapEvents } from '../stream/event-stream.ts'
import type { StreamEnd } from '../stream/event-stream.ts'
import { maskError, maskResult } from '../operation/error-masking.ts'
import type { MaskOptions } from '../operation/error-masking.ts'
import { logOperation, loggerOf, noteErrors, outcomeOf } from '../operation/log.ts'
import { RESTARTING, graphqlErrorOf } from '../operation/http-error.ts'
import type { Outcome } from '../operation/observer.ts'
import type { ServerPlugin } from '../operation/plugin.ts'
import { createSseResponses } from '../stream/sse-response.ts'

const SSE = 'text/event-stream'

const OUTCOMES: Readonly<Record<StreamEnd, Outcome>> = {
  completed: 'answered',
  failed: 'answered',
  abandoned: 'abandoned',
  interrupted: 'restarted',
}

export interface HttpResultOptions {
  readonly logger: Logger
  readonly drain: Drain
  /** Between comments on an SSE stream. */
  readonly keepAliveIntervalMs: number
}

/**
 * The last stop of every result that leaves over HTTP, one or a stream of them: errors are masked, the operation is
 * logged when it ends, and a stream that is still open when the server drains is told so and completed.
 */
export function useHttpResult({ logger, drain, keepAliveIntervalMs }: HttpResultOptions): ServerPlugin {
  const sseResponse = createSseResponses(keepAliveIntervalMs)

  return {
    onResultProcess(payload) {
      const { request, result, serverContext } = payload
      const { operation } = serverContext
      const { requestId } = operation
      const mask: MaskOptions = {
        requestId,
        logger: loggerOf(operation, logger),
        isAdministrator: operation.isAdministrator,
        left: request.signal,
        hasStatus: false,
      }

      if (isAsyncIterable(result)) {
        operation.transport = 'SSE'
        const events = mapEvents<ExecutionResult, ExecutionResult>(result, {
          map: (event) => noteErrors(operation, maskResult(event, mask)),
          failure: (error) => noteErrors(operation, { errors: [maskError(error, mask)] }),
          onEnd: (end) => logOperation(logger, operation, OUTCOMES[end]),
          onLeaveFailure: (error) => void maskError(error, mask),
          left: request.signal,
          interruption: {
            signal: drain.signal,
            last: () => ({ errors: [graphqlErrorOf(RESTARTING, requestId)] }),
          },
        })
        payload.setResult(events)
        // yoga has found that the client takes a stream; its own comments come at an interval that cannot be set.
        if (payload.resultProcessor) payload.setResultProcessor(() => sseResponse(events), SSE)
      } else if (!Array.isArray(result)) {
        const masked = maskResult(result, { ...mask, hasStatus: !takesOnlyStreams(request) })
        const outcome = outcomeOf(operation, masked, request.signal)
        // What failed because its client left is no failure.
        if (outcome !== 'abandoned') noteErrors(operation, masked)
        payload.setResult(masked)
        logOperation(logger, operation, outcome)
      }
    },
  }
}

/** A client of a stream, above all a browser's own, reads why it failed only from a stream that did not: status 200. */
function takesOnlyStreams({ headers }: Request): boolean {
  const accept = headers.get('accept') ?? ''
  return accept.includes(SSE) && !/json|\*/.test(accept)
}
