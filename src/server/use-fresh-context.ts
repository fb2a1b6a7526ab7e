import { createSourceEventStream, execute } from 'graphql'
import type { ExecutionArgs } from 'graphql'
import { isAsyncIterable } from 'graphql-yoga'
import { mapEvents } from './event-stream.ts'
import type { Operation } from './operation.ts'
import type { RequestFacts } from './request-facts.ts'
import type { ServerContext, ServerPlugin } from './server-plugin.ts'
import { createSharedExecutions } from './shared-executions.ts'
import type { Answer } from './shared-executions.ts'

/** `C` is what resolvers get; the server carries it and looks at nothing in it. */
export interface FreshContextOptions<C extends object> {
  /** Called once per operation on every transport. What it throws is the operation's answer. */
  readonly createContext: (facts: RequestFacts) => C | Promise<C>
  /**
   * Makes the contexts for the events of a subscription: same rights, fresh loaders. The signal is the event's own: what
   * is executed for one subscriber may be the answer to others. Lives as long as the subscription, so it should hold no
   * more of the subscription's own context than it needs.
   */
  readonly contextForEvent: (context: C) => (signal: AbortSignal) => C
  /** Equal for contexts that give equal answers to an event, which is then executed once for all of them. */
  readonly sharingKey: (context: C) => string
}

/**
 * Gives resolvers the context that was made for the operation, and only that: yoga's own would carry its request
 * and response along. A subscription gets another one for each event, because what hangs off a context (loaders,
 * permission checks) lives as long as the context does, and would answer every later event from the first.
 */
export function useFreshContext<C extends object>(options: FreshContextOptions<C>): ServerPlugin {
  const { createContext, contextForEvent, sharingKey } = options
  const contexts = new WeakMap<Operation, C>()
  const shareWith = createSharedExecutions()

  function takeContext({ operation }: ServerContext): C {
    const context = contexts.get(operation)
    if (!context) throw new Error('An operation was executed before its context was made.')
    contexts.delete(operation)
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
    onExecute({ context, executeFn, setExecuteFn }) {
      const contextValue = takeContext(context)
      setExecuteFn((args) => executeFn({ ...args, contextValue }))
    },
    onSubscribe({ context, setSubscribeFn }) {
      const contextValue = takeContext(context)
      setSubscribeFn(async (args) => {
        const stream = await createSourceEventStream({ ...args, contextValue })
        if (!isAsyncIterable<unknown>(stream)) return stream
        return mapEvents(stream, { map: answering(args, contextValue) })
      })
    },
  }

  /** What a subscription keeps for its events: neither its own context nor what that has loaded. */
  function answering(args: ExecutionArgs, context: C): (event: unknown) => Answer {
    const { schema, document, operationName, variableValues } = args
    const nextContext = contextForEvent(context)
    const share = shareWith({ args, context: sharingKey(context) })
    const answer = (event: unknown) =>
      execute({
        schema,
        document,
        operationName,
        variableValues,
        rootValue: event,
        contextValue: nextContext(new AbortController().signal),
      })
    return (event) =>
      typeof event === 'object' && event !== null ? share(event, () => answer(event)) : answer(event)
  }
}
