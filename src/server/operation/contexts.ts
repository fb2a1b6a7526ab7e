import type { Operation } from './operation.ts'
import type { ServerContext } from './plugin.ts'

/** What resolvers are given, for the plugins that come across an operation at several of its stages. */
export interface OperationContexts<C extends object> {
  set(operation: Operation, context: C): void
  of(serverContext: ServerContext): C
  /**
   * No plugin comes across the operation any more, however long it lives. Minor collections take what is not released
   * for live.
   */
  release(operation: Operation): void
}

export function createOperationContexts<C extends object>(): OperationContexts<C> {
  const contexts = new WeakMap<Operation, C>()
  return {
    set: (operation, context) => void contexts.set(operation, context),
    release: (operation) => void contexts.delete(operation),
    of({ operation }) {
      const context = contexts.get(operation)
      if (!context) throw new Error('An operation was executed before its context was made.')
      return context
    },
  }
}
