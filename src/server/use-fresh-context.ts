import { createSourceEventStream, execute } from 'graphql'
import { isAsyncIterable } from 'graphql-yoga'
import { mapEvents } from './event-stream.ts'
import type { Operation } from './operation.ts'
import type { RequestFacts } from './request-facts.ts'
import type { ServerContext, ServerPlugin } from './server-plugin.ts'

/** `C` is what resolvers get; the server carries it and looks at nothing in it. */
export interface FreshContextOptions<C extends object> {
  /** Called once per operation on every transport. What it throws is the operation's answer. */
  readonly createContext: (facts: RequestFacts) => C | Promise<C>
  /** A context for the next event of a subscription: same caller, fresh loaders. */
  readonly contextForEvent: (context: C) => C
}

/**
 * Gives resolvers the context that was made for the operation, and only that: yoga's own would carry its request
 * and response along. A subscription gets another one for each event, because what hangs off a context (loaders,
 * permission checks) lives as long as the context does, and would answer every later event from the first.
 */
export function useFreshContext<C extends object>(options: FreshContextOptions<C>): ServerPlugin {
  const { createContext, contextForEvent } = options
  const contexts = new WeakMap<Operation, C>()

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
    onExecute({ context, executeFn, setExecuteFn }) {
      const contextValue = contextOf(context)
      setExecuteFn((args) => executeFn({ ...args, contextValue }))
    },
    onSubscribe({ context, setSubscribeFn }) {
      const contextValue = contextOf(context)
      setSubscribeFn(async (args) => {
        const stream = await createSourceEventStream({ ...args, contextValue })
        if (!isAsyncIterable<unknown>(stream)) return stream
        return mapEvents(stream, {
          map: (event) => execute({ ...args, rootValue: event, contextValue: contextForEvent(contextValue) }),
        })
      })
    },
  }
}
