import { OperationTypeNode } from 'graphql'
import type { ExecutionResult } from 'graphql'
import { isAsyncIterable } from 'graphql-yoga'
import { RequestTimeoutError } from '../../errors/request-errors.ts'
import { asGraphqlError } from '../operation/request-error.ts'
import type { ServerPlugin } from '../operation/plugin.ts'

/** A mutation ends by itself when its time has passed, with an answer that says what became of it. */
const MUTATION = {
  graceMs: 5_000,
  hint: 'What it changes may still happen: look before you send it again.',
}

/**
 * Answers operations whose time has passed, on every transport. The context's signal has aborted by then, so that
 * nothing goes on that nobody waits for.
 */
export function useDeadline(): ServerPlugin {
  return {
    onExecute({ context: { operation }, executeFn, setExecuteFn }) {
      const { deadline, type } = operation
      const late = type === OperationTypeNode.MUTATION ? MUTATION : undefined
      if (deadline)
        setExecuteFn((args) => deadline.race(Promise.resolve(executeFn(args)), late).catch(answerOf))
    },
    onSubscribe({ context: { operation }, subscribeFn, setSubscribeFn }) {
      const { deadline } = operation
      if (!deadline) return
      setSubscribeFn((args) => {
        const opening = Promise.resolve(subscribeFn(args))
        return deadline
          .race(opening)
          .catch((error: unknown) => {
            void opening.then(leave, () => undefined)
            return answerOf(error)
          })
          .finally(() => {
            deadline.end()
            // It may live for days, and its deadline with all that listens to it would.
            operation.deadline = undefined
          })
      })
    },
  }
}

function answerOf(error: unknown): ExecutionResult {
  if (!(error instanceof RequestTimeoutError)) throw error
  return { errors: [asGraphqlError(error)] }
}

/** A stream that was opened too late for anyone to read it. */
function leave(stream: unknown): unknown {
  return isAsyncIterable(stream) ? stream[Symbol.asyncIterator]().return?.() : undefined
}
