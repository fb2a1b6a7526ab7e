import type { ExecutionResult } from 'graphql'
import { isAsyncIterable } from 'graphql-yoga'
import type { Logger } from '../../logger.ts'
import type { Drain } from '../operation/drain.ts'
import { mapEvents } from '../stream/event-stream.ts'
import type { StreamEnd } from '../stream/event-stream.ts'
import { maskError, maskResult } from '../operation/error-masking.ts'
import type { MaskOptions } from '../operation/error-masking.ts'
import { logOperation, recordErrors, outcomeOf } from '../operation/log.ts'
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
  /** The interval between comments on an SSE stream. */
  readonly keepAliveIntervalMs: number
}

/**
 * Processes every result before it is sent over HTTP or SSE: masks errors, logs the operation when it ends, and ends open
 * streams with an error when the server drains.
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
        logger,
        observed: operation.observed,
        isAdministrator: operation.isAdministrator,
        disconnected: request.signal,
        hasStatus: false,
      }

      if (isAsyncIterable(result)) {
        operation.transport = 'SSE'
        const events = mapEvents<ExecutionResult, ExecutionResult>(result, {
          map: (event) => recordErrors(operation, maskResult(event, mask)),
          failure: (error) => recordErrors(operation, { errors: [maskError(error, mask)] }),
          onEnd: (end) => logOperation(logger, operation, OUTCOMES[end]),
          onReturnFailure: (error) => void maskError(error, mask),
          disconnected: request.signal,
          interruption: {
            signal: drain.signal,
            last: () => ({ errors: [graphqlErrorOf(RESTARTING, requestId)] }),
          },
        })
        payload.setResult(events)
        // yoga sets a result processor if the client accepts a stream. The interval of yoga's own comments cannot be set.
        if (payload.resultProcessor) payload.setResultProcessor(() => sseResponse(events), SSE)
      } else if (!Array.isArray(result)) {
        const masked = maskResult(result, { ...mask, hasStatus: !takesOnlyStreams(request) })
        const outcome = outcomeOf(operation, masked, request.signal)
        // Errors after the client disconnected are not reported as failures.
        if (outcome !== 'abandoned') recordErrors(operation, masked)
        payload.setResult(masked)
        logOperation(logger, operation, outcome)
      }
    },
  }
}

/** An EventSource cannot read the body of a response with an error status, so these errors are sent with status 200. */
function takesOnlyStreams({ headers }: Request): boolean {
  const accept = headers.get('accept') ?? ''
  return accept.includes(SSE) && !/json|\*/.test(accept)
}
