import { OperationTypeNode, createSourceEventStream, execute } from 'graphql'
import { isAsyncIterable } from 'graphql-yoga'
import { startDeadline } from './deadline.ts'
import type { DeadlineOptions } from './deadline.ts'
import { mapEvents } from './event-stream.ts'
import type { OperationContexts } from './operation-contexts.ts'
import type { RequestFacts } from './request-facts.ts'
import type { ServerPlugin } from './server-plugin.ts'
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
}

/** How long an operation may take. */
export type OperationTime = Omit<DeadlineOptions, 'left'>

/**
 * Gives resolvers the context that was made for the operation, and only that: yoga's own would carry its request
 * and response along. A subscription gets another one for each event, because what hangs off a context (loaders,
 * permission checks) lives as long as the context does, and would answer every later event from the first.
 */
export function useFreshContext<C extends object>(
  options: FreshContextOptions<C>,
  contexts: OperationContexts<C>,
  time: OperationTime,
): ServerPlugin {
  const { createContext, contextForEvent, sharingKey } = options
  const shared = createSharedExecutions()

  return {
    async onContextBuilding({ context: { operation, request, params } }) {
      const facts = operation.facts ?? {
        requestId: operation.requestId,
        signal: request.signal,
        clientAddress: operation.clientAddress,
        header: (name: string) => request.headers.get(name) ?? undefined,
        ...(params.extensions ? { extensions: params.extensions } : {}),
      }
      const deadline = startDeadline({ ...time, left: facts.signal })
      operation.deadline = deadline
      const isSubscription = operation.type === OperationTypeNode.SUBSCRIPTION
      const timed = {
        ...facts,
        signal: deadline.signal,
        ...(isSubscription ? {} : { deadline: deadline.at }),
      }
      try {
        contexts.set(operation, await deadline.race(Promise.resolve(createContext(timed))))
      } catch (error) {
        deadline.end()
        throw error
      }
    },
    onExecute({ context, executeFn, setExecuteFn }) {
      const contextValue = contexts.of(context)
      setExecuteFn((args) => executeFn({ ...args, contextValue }))
    },
    onSubscribe({ context, setSubscribeFn }) {
      const contextValue = contexts.of(context)
      setSubscribeFn(async (args) => {
        const stream = await createSourceEventStream({ ...args, contextValue })
        if (!isAsyncIterable<unknown>(stream)) return stream
        const viewpoint = { args, context: sharingKey(contextValue) }
        const answer = (event: unknown) =>
          context.operation.observed.run(() =>
            execute({
              ...args,
              rootValue: event,
              contextValue: contextForEvent(contextValue, new AbortController().signal),
            }),
          )
        return mapEvents(stream, {
          map: (event) =>
            typeof event === 'object' && event !== null
              ? shared(event, viewpoint, () => answer(event))
              : answer(event),
        })
      })
    },
  }
}
