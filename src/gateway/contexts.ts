import type { Viewer } from '../auth/viewer.ts'
import type { Context, GatewayServices, OperationCost } from '../context.ts'
import { createKmsLoaders } from '../kms/loaders/kms-loaders.ts'
import { createCallMeter } from '../kms/rate/call-meter.ts'
import { maxAgeOf } from '../server/http/cache-control.ts'
import type { Budgets } from '../server/cost/budgets.ts'
import type { RequestFacts } from '../server/operation/request-facts.ts'

export interface Contexts {
  forOperation(viewer: Viewer, facts: RequestFacts): Context
  /** For the events of a subscription. The result keeps nothing of the subscription's own context. */
  forEvents(context: Context): (signal: AbortSignal) => Context
}

export interface ContextsOptions {
  readonly services: Omit<GatewayServices, 'contextFor'>
  /** Undefined: callers are not limited. */
  readonly budgets: Budgets | undefined
  /** `Limit` of ListKeys and ListKeyRotations. */
  readonly kmsPageSize: number
}

export function createContexts({ services, budgets, kmsPageSize }: ContextsOptions): Contexts {
  const { scopes } = services
  /** The prototype of every context. If the services were copied instead, V8 would give each context its own shape of 3 kB. */
  const shared: GatewayServices = {
    ...services,
    contextFor: (viewer, call) => create('keys', viewer, call, costOf(viewer)),
  }

  function create(requestId: string, viewer: Viewer, call: Context['call'], cost: OperationCost): Context {
    const loaders = createKmsLoaders({ scopes, call, kmsPageSize })
    const uncachedLoaders =
      viewer.readableKeys === 'ALL'
        ? loaders
        : createKmsLoaders({ scopes, call: { ...call, maxAgeMs: 0 }, kmsPageSize })
    const context: GatewayServices = Object.create(shared)
    return Object.assign(context, {
      requestId,
      viewer,
      signal: call.signal,
      call,
      loaders,
      uncachedLoaders,
      cost,
    })
  }

  function costOf({ subject }: Viewer): OperationCost {
    return { estimate: undefined, sent: createCallMeter(), budget: () => budgets?.statusOf(subject) }
  }

  /** Apart from `forEvents`, because each subscriber keeps everything that is in scope. */
  function forEventsOf(requestId: string, viewer: Viewer, maxAgeMs: number | undefined) {
    return (signal: AbortSignal): Context => {
      const call = { signal, caller: viewer.subject, request: requestId, maxAgeMs }
      // Not counted: one execution can serve several subscribers.
      return create(requestId, viewer, call, costOf(viewer))
    }
  }

  return {
    forOperation(viewer, { requestId, signal, deadline, header }) {
      const cost = costOf(viewer)
      const call = {
        signal,
        deadline,
        caller: viewer.subject,
        request: requestId,
        maxAgeMs: maxAgeOf(header('cache-control'), header('pragma')),
        onSent: cost.sent.note,
      }
      return create(requestId, viewer, call, cost)
    },
    forEvents: ({ requestId, viewer, call }) => forEventsOf(requestId, viewer, call.maxAgeMs),
  }
}
