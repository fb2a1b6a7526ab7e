import { OperationTypeNode } from 'graphql'
import type { ExecutionResult } from 'graphql'
import { isAsyncIterable } from 'graphql-yoga'
import { RequestTimeoutError } from '../../errors/request-errors.ts'
import { asGraphqlError } from '../operation/request-error.ts'
import type { ServerPlugin } from '../operation/plugin.ts'

/** A mutation ends by itself after its deadline, with a response that says what it changed. */
const MUTATION_GRACE = {
  graceMs: 5_000,
  hint: 'Its changes may still happen. Check the keys before you send it again.',
}

/**
 * Responds to operations whose deadline has passed, on every transport. The signal of their context has aborted by then, so
 * that their work ends.
 */
export function useDeadline(): ServerPlugin {
  return {
    onExecute({ context: { operation }, executeFn, setExecuteFn }) {
      const { deadline, type } = operation
      const grace = type === OperationTypeNode.MUTATION ? MUTATION_GRACE : undefined
      if (deadline)
        setExecuteFn((args) => deadline.race(Promise.resolve(executeFn(args)), grace).catch(resultOf))
    },
    onSubscribe({ context: { operation }, subscribeFn, setSubscribeFn }) {
      const { deadline } = operation
      if (!deadline) return
      setSubscribeFn((args) => {
        const opening = Promise.resolve(subscribeFn(args))
        return deadline
          .race(opening)
          .catch((error: unknown) => {
            void opening.then(closeStream, () => undefined)
            return resultOf(error)
          })
          .finally(() => {
            deadline.end()
            // A subscription may last for days and would keep its deadline with all listeners.
            operation.deadline = undefined
          })
      })
    },
  }
}

function resultOf(error: unknown): ExecutionResult {
  if (!(error instanceof RequestTimeoutError)) throw error
  return { errors: [asGraphqlError(error)] }
}

/** Closes a stream that was opened after the deadline. */
function closeStream(stream: unknown): unknown {
  return isAsyncIterable(stream) ? stream[Symbol.asyncIterator]().return?.() : undefined
}
