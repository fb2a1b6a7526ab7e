import { OperationTypeNode, createSourceEventStream } from 'graphql'
import type { ExecutionArgs } from 'graphql'
import { isAsyncIterable } from 'graphql-yoga'
import { startDeadline } from '../operation/deadline.ts'
import type { DeadlineOptions } from '../operation/deadline.ts'
import { mapEvents } from '../stream/event-stream.ts'
import type { OperationContexts } from '../operation/contexts.ts'
import type { Operation } from '../operation/operation.ts'
import { asGraphqlError } from '../operation/request-error.ts'
import type { RequestFacts } from '../operation/request-facts.ts'
import type { ObservedOperation } from '../operation/observer.ts'
import type { ServerPlugin } from '../operation/plugin.ts'
import { createSharedExecutions } from '../stream/shared-executions.ts'
import { SubscriptionEvents } from '../stream/subscription-events.ts'

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
  /** Whether the caller may see what AWS says about the gateway's credentials. @default nobody may */
  readonly isAdministrator?: (context: C) => boolean
  /** Why an operation is not executed at all, if so. */
  readonly refuse?: (context: C, operation: ExecutionArgs) => Error | undefined
  /** Gives a subscription its place, which is disposed when it ends, or says why it has none. @default all have one */
  readonly admitSubscription?: (context: C) => Disposable | Error
  /** Whether an event is told; decided for each one, in its own context. @default all are */
  readonly mayTell?: (context: C, event: object) => boolean | Promise<boolean>
  /** Calls `end` once when the rights in a context are over; its subscriptions then end with this error. Undefined: never. */
  readonly watchRights?: (context: C, end: (reason: Error) => void) => Disposable | undefined
  /** Called when a context has served its purpose: its operation is answered, its event told, its subscription open. */
  readonly endContext?: (context: C) => void
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
  const { createContext, contextForEvent, sharingKey, refuse, mayTell, watchRights, admitSubscription } =
    options
  const { endContext } = options
  const shareWith = createSharedExecutions()

  return {
    async onContextBuilding({ context: { operation, request, params } }) {
      const facts = operation.facts ?? {
        requestId: operation.requestId,
        signal: request.signal,
        clientAddress: operation.clientAddress,
        header: (name: string) => request.headers.get(name) ?? undefined,
        ...(params.extensions ? { extensions: params.extensions } : {}),
      }
      operation.facts = undefined
      const deadline = startDeadline({ ...time, left: facts.signal })
      operation.deadline = deadline
      const isSubscription = operation.type === OperationTypeNode.SUBSCRIPTION
      const timed = {
        ...facts,
        signal: deadline.signal,
        ...(isSubscription ? {} : { deadline: deadline.at }),
      }
      const context = await deadline.race(Promise.resolve(createContext(timed)))
      contexts.set(operation, context)
      operation.isAdministrator = options.isAdministrator?.(context) ?? false
    },
    onExecute({ context, args, executeFn, setExecuteFn, setResultAndStopExecution }) {
      const contextValue = contexts.of(context)
      const refusal = refuse?.(contextValue, args)
      if (refusal) return setResultAndStopExecution({ errors: [asGraphqlError(refusal)] })
      setExecuteFn(async (args) => {
        try {
          return await executeFn({ ...args, contextValue })
        } finally {
          letGo(context.operation, contextValue)
        }
      })
    },
    onSubscribe({ context: serverContext, args, setSubscribeFn, setResultAndStopExecution }) {
      const { operation } = serverContext
      const contextValue = contexts.of(serverContext)
      const refusal = refuse?.(contextValue, args)
      if (refusal) return setResultAndStopExecution({ errors: [asGraphqlError(refusal)] })
      setSubscribeFn((args) => open(args, operation, contextValue))
    },
  }

  function letGo(operation: Operation, contextValue: C): void {
    contexts.release(operation)
    endContext?.(contextValue)
  }

  async function open(args: ExecutionArgs, operation: Operation, contextValue: C) {
    const place = admitSubscription?.(contextValue)
    if (place instanceof Error) return { errors: [asGraphqlError(place)] }
    const leave = () => place?.[Symbol.dispose]()
    // The client may leave while the stream is opened, and its place is free from then on.
    if (place) onAbort(operation.deadline?.signal, leave)
    const stream = await createSourceEventStream({ ...args, contextValue })
      .catch((error: unknown) => {
        leave()
        throw error
      })
      .finally(() => letGo(operation, contextValue))
    if (!isAsyncIterable<unknown>(stream)) {
      leave()
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
    const watching = watchRights?.(context, (reason) => over.abort(reason))
    return new SubscriptionEvents({
      args: { schema, document, operationName, variableValues },
      nextContext: contextForEvent(context),
      share: shareWith({
        args: { document, operationName, variableValues },
        context: sharingKey(context),
      }),
      mayTell,
      endContext,
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
