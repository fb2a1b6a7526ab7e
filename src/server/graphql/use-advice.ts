import { GraphQLError } from 'graphql'
import type { ExecutionResult } from 'graphql'
import { isAsyncIterable } from 'graphql-yoga'
import type { ServerPlugin } from '../operation/plugin.ts'

export interface AdviceOptions {
  /** What to do about an error of GraphQL itself, by its message. Undefined: nothing is added to the message. */
  readonly adviceOn?: ((message: string) => string | undefined) | undefined
}

/** Adds what to do instead to GraphQL's errors about the document and its variables. */
export function useAdvice({ adviceOn = () => undefined }: AdviceOptions): ServerPlugin {
  function advised(error: GraphQLError): GraphQLError {
    const advice = adviceOn(error.message)
    if (advice === undefined) return error
    const { nodes = null, extensions } = error
    return new GraphQLError(`${error.message} ${advice}`, { nodes, extensions })
  }

  /** An error with a path comes from a field that was executed. */
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
