import { GraphQLError, createSourceEventStream, execute } from 'graphql'
import type { ExecutionArgs } from 'graphql'
import { isAsyncIterable } from 'graphql-yoga'
import { SKIPPED, mapEvents } from './event-stream.ts'
import type { Operation } from './operation.ts'
import type { RequestFacts } from './request-facts.ts'
import type { ServerContext, ServerPlugin } from './server-plugin.ts'
import { createSharedExecutions } from './shared-executions.ts'

/** `C` is what resolvers get; the server carries it and looks at nothing in it. */
export interface FreshContextOptions<C extends object> {
  /** Called once per operation on every transport. What it throws is the operation's answer. */
  readonly createContext: (facts: RequestFacts) => C | Promise<C>
  /**
   * A context for the next event of a subscription: same rights, fresh loaders. The signal is the event's own: what is
   * executed for one subscriber may be the answer to others.
   */
  readonly contextForEvent: (context: C, signal: AbortSignal) => C
  /** Equal for contexts that give equal answers to an event, which is then executed once for all of them. */
  readonly sharingKey: (context: C) => string
  /** Why an operation is not executed at all, if so. */
  readonly refuse?: (context: C, operation: ExecutionArgs) => Error | undefined
  /** Whether an event is told; decided for each one, in its own context. @default all are */
  readonly mayTell?: (context: C, event: object) => boolean | Promise<boolean>
  /** Calls `end` once when the rights in a context are over; its subscriptions then end with this error. */
  readonly watchRights?: (context: C, end: (reason: Error) => void) => Disposable
}

/**
 * Gives resolvers the context that was made for the operation, and only that: yoga's own would carry its request
 * and response along. A subscription gets another one for each event, because what hangs off a context (loaders,
 * permission checks) lives as long as the context does, and would answer every later event from the first.
 */
export function useFreshContext<C extends object>(options: FreshContextOptions<C>): ServerPlugin {
  const { createContext, contextForEvent, sharingKey, refuse, mayTell, watchRights } = options
  const contexts = new WeakMap<Operation, C>()
  const shared = createSharedExecutions()

  function contextOf({ operation }: ServerContext): C {
    const context = contexts.get(operation)
    if (!context) throw new Error('An operation was executed before its context was made.')
    return context
  }

  return {
    async onContextBuilding({ context: { operation, request, params } }) {
      const context = await createContext(
        operation.facts ?? {
          requestId: operation.requestId,
          signal: request.signal,
          header: (name) => request.headers.get(name) ?? undefined,
          ...(params.extensions ? { extensions: params.extensions } : {}),
        },
      )
      contexts.set(operation, context)
    },
    onExecute({ context, args, executeFn, setExecuteFn, setResultAndStopExecution }) {
      const contextValue = contextOf(context)
      const refusal = refuse?.(contextValue, args)
      if (refusal) return setResultAndStopExecution({ errors: [asGraphQLError(refusal)] })
      setExecuteFn((args) => executeFn({ ...args, contextValue }))
    },
    onSubscribe({ context, args, setSubscribeFn, setResultAndStopExecution }) {
      const contextValue = contextOf(context)
      const refusal = refuse?.(contextValue, args)
      if (refusal) return setResultAndStopExecution({ errors: [asGraphQLError(refusal)] })
      setSubscribeFn(async (args) => {
        const stream = await createSourceEventStream({ ...args, contextValue })
        if (!isAsyncIterable<unknown>(stream)) return stream
        const viewpoint = { args, context: sharingKey(contextValue) }
        const answer = (event: unknown) => {
          const fresh = contextForEvent(contextValue, new AbortController().signal)
          const tell = () => execute({ ...args, rootValue: event, contextValue: fresh })
          if (typeof event !== 'object' || event === null || !mayTell) return tell()
          const isTold = mayTell(fresh, event)
          if (typeof isTold === 'boolean') return isTold ? tell() : SKIPPED
          return isTold.then((isTold) => (isTold ? tell() : SKIPPED))
        }
        const over = new AbortController()
        const watching = watchRights?.(contextValue, (reason) => over.abort(reason))
        return mapEvents(stream, {
          map: (event) =>
            typeof event === 'object' && event !== null
              ? shared(event, viewpoint, () => answer(event))
              : answer(event),
          interruption: {
            signal: over.signal,
            last: () => {
              throw over.signal.reason
            },
          },
          onEnd: () => watching?.[Symbol.dispose](),
        })
      })
    },
  }
}

const asGraphQLError = (error: Error) => new GraphQLError(error.message, { originalError: error })
