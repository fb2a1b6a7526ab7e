import { execute } from 'graphql'
import type { ExecutionArgs, ExecutionResult } from 'graphql'
import { SKIPPED } from './event-stream.ts'
import type { EventStreamOptions } from './event-stream.ts'
import type { OperationHost } from '../operation/host.ts'
import type { ObservedOperation } from '../operation/observer.ts'
import type { ShareExecution, SharedResult } from './shared-executions.ts'

export interface SubscriptionParts<C extends object> {
  readonly args: Pick<ExecutionArgs, 'schema' | 'document' | 'operationName' | 'variableValues'>
  readonly nextContext: (signal: AbortSignal) => C
  readonly share: ShareExecution
  readonly host: Pick<OperationHost<C>, 'contexts' | 'access'>
  readonly observed: ObservedOperation
  readonly place: Disposable | undefined
  /** Undefined if they never end. */
  readonly rights: { readonly watching: Disposable; readonly over: AbortSignal } | undefined
}

/**
 * Executes the events of a subscription. Does not keep the subscription's own context. A class, because each subscriber has
 * one, and a closure would keep everything in scope.
 */
export class SubscriptionEvents<C extends object> implements EventStreamOptions<unknown, ExecutionResult> {
  readonly #parts: SubscriptionParts<C>
  readonly interruption?: { readonly signal: AbortSignal; readonly last: () => never }

  constructor(parts: SubscriptionParts<C>) {
    this.#parts = parts
    const signal = parts.rights?.over
    if (signal)
      this.interruption = {
        signal,
        last: () => {
          throw signal.reason
        },
      }
  }

  map(event: unknown): SharedResult {
    return isObject(event) ? this.#parts.share(event, () => this.#execute(event)) : this.#execute(event)
  }

  onEnd(): void {
    this.#parts.rights?.watching[Symbol.dispose]()
    this.#parts.place?.[Symbol.dispose]()
  }

  #execute(event: unknown): SharedResult {
    const { args, nextContext, host, observed } = this.#parts
    return observed.run(async () => {
      const contextValue = nextContext(new AbortController().signal)
      try {
        if (isObject(event) && !(await host.access.isVisibleTo(event, contextValue))) return SKIPPED
        return await execute({ ...args, rootValue: event, contextValue })
      } finally {
        host.contexts.release(contextValue)
      }
    })
  }
}

const isObject = (event: unknown): event is object => typeof event === 'object' && event !== null
