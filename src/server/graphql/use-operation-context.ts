import { OperationTypeNode } from 'graphql'
import type { ExecutionArgs } from 'graphql'
import { isAsyncIterable } from 'graphql-yoga'
import { startDeadline } from '../operation/deadline.ts'
import type { DeadlineOptions } from '../operation/deadline.ts'
import { mapEvents } from '../stream/event-stream.ts'
import type { OperationHost } from '../operation/host.ts'
import type { ObservedOperation } from '../operation/observer.ts'
import { asGraphqlError } from '../operation/request-error.ts'
import { resolverContextOf } from '../operation/plugin.ts'
import type { ResolvingContext, ResolvingPlugin } from '../operation/plugin.ts'
import { createSharedExecutions } from '../stream/shared-executions.ts'
import { openSourceEventStream } from '../stream/source-event-stream.ts'
import { SubscriptionEvents } from '../stream/subscription-events.ts'

/** How long an operation may take. */
export type OperationTime = Omit<DeadlineOptions, 'disconnected'>

/**
 * Gives resolvers the context that the host created for the operation, and nothing else: yoga's own context holds the
 * request and the response. A subscription gets a new context for each event. Otherwise the loaders and permission checks
 * of the first event would answer every later one.
 */
export function useOperationContext<C extends object>(
  host: OperationHost<C>,
  time: OperationTime,
): ResolvingPlugin<C> {
  const { contexts, access } = host
  const shareWith = createSharedExecutions()

  return {
    async onContextBuilding({ context: { operation, request, params }, extendContext }) {
      const facts = operation.facts ?? {
        requestId: operation.requestId,
        signal: request.signal,
        clientAddress: operation.clientAddress,
        header: (name: string) => request.headers.get(name) ?? undefined,
        ...(params.extensions ? { extensions: params.extensions } : {}),
      }
      operation.facts = undefined
      const deadline = startDeadline({ ...time, disconnected: facts.signal })
      operation.deadline = deadline
      const isSubscription = operation.type === OperationTypeNode.SUBSCRIPTION
      const timed = {
        ...facts,
        signal: deadline.signal,
        ...(isSubscription ? {} : { deadline: deadline.at }),
      }
      const resolverContext = await deadline.race(Promise.resolve(contexts.create(timed)))
      operation.isAdministrator = access.isAdministrator(resolverContext)
      extendContext({ resolverContext })
    },
    onExecute({ context, args, executeFn, setExecuteFn, setResultAndStopExecution }) {
      const contextValue = resolverContextOf(context)
      const rejection = access.rejectionOf(contextValue, args)
      if (rejection) return setResultAndStopExecution({ errors: [asGraphqlError(rejection)] })
      setExecuteFn(async (args) => {
        try {
          return await executeFn({ ...args, contextValue })
        } finally {
          releaseContext(context, contextValue)
        }
      })
    },
    onSubscribe({ context, args, setSubscribeFn, setResultAndStopExecution }) {
      const rejection = access.rejectionOf(resolverContextOf(context), args)
      if (rejection) return setResultAndStopExecution({ errors: [asGraphqlError(rejection)] })
      setSubscribeFn((args) => open(args, context))
    },
  }

  /** yoga keeps its own context as long as a subscription lasts. */
  function releaseContext(context: ResolvingContext<C>, contextValue: C): void {
    context.resolverContext = undefined
    contexts.release(contextValue)
  }

  async function open(args: ExecutionArgs, context: ResolvingContext<C>) {
    const { operation } = context
    const contextValue = resolverContextOf(context)
    const place = access.admitSubscription(contextValue)
    if (place instanceof Error) return { errors: [asGraphqlError(place)] }
    const release = () => place?.[Symbol.dispose]()
    // The client may disconnect while the stream is being opened.
    if (place) onAbort(operation.deadline?.signal, release)
    const stream = await openSourceEventStream({ ...args, contextValue })
      .catch((error: unknown) => {
        release()
        throw error
      })
      .finally(() => releaseContext(context, contextValue))
    if (!isAsyncIterable<unknown>(stream)) {
      release()
      return stream
    }
    return mapEvents(stream, eventsOf(args, contextValue, operation.observed, place))
  }

  function eventsOf(
    { schema, document, operationName, variableValues }: ExecutionArgs,
    context: C,
    observed: ObservedOperation,
    place: Disposable | undefined,
  ): SubscriptionEvents<C> {
    const over = new AbortController()
    const watching = access.watchRights(context, (reason) => over.abort(reason))
    return new SubscriptionEvents({
      args: { schema, document, operationName, variableValues },
      nextContext: contexts.forEvents(context),
      share: shareWith({
        args: { document, operationName, variableValues },
        context: contexts.sharingKey(context),
      }),
      host,
      observed,
      place,
      rights: watching && { watching, over: over.signal },
    })
  }
}

function onAbort(signal: AbortSignal | undefined, then: () => void): void {
  if (signal?.aborted) then()
  else signal?.addEventListener('abort', then, { once: true })
}
