import { GraphQLError } from 'graphql'
import type { ExecutionResult } from 'graphql'
import { isAsyncIterable } from 'graphql-yoga'
import type { ServerPlugin } from '../operation/plugin.ts'

export interface AdviceOptions {
  /** What to do about a complaint of GraphQL's own, by its message. Undefined: nothing is added to it. */
  readonly adviceOn?: ((message: string) => string | undefined) | undefined
}

/** Adds to GraphQL's complaints about a document and its variables what to do instead. */
export function useAdvice({ adviceOn = () => undefined }: AdviceOptions): ServerPlugin {
  function advised(error: GraphQLError): GraphQLError {
    const advice = adviceOn(error.message)
    if (advice === undefined) return error
    const { nodes = null, extensions } = error
    return new GraphQLError(`${error.message} ${advice}`, { nodes, extensions })
  }

  /** An error with a path is of a field that was executed. */
  const advisedResult = (result: ExecutionResult): ExecutionResult =>
    result.errors?.some(({ path }) => path === undefined)
      ? { ...result, errors: result.errors.map((error) => (error.path ? error : advised(error))) }
      : result

  return {
    onValidate:
      () =>
      ({ valid, result, setResult }) => {
        if (valid) return
        setResult(result.map((error: unknown) => (error instanceof GraphQLError ? advised(error) : error)))
      },
    onExecute({ executeFn, setExecuteFn }) {
      setExecuteFn(async (args) => advisedResult(await executeFn(args)))
    },
    onSubscribe({ subscribeFn, setSubscribeFn }) {
      setSubscribeFn(async (args) => {
        const result: ExecutionResult | AsyncIterable<ExecutionResult> = await subscribeFn(args)
        return isAsyncIterable(result) ? result : advisedResult(result)
      })
    },
  }
}
