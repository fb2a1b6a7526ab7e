import type { ServedScope, ServedScopes } from '../../src/gateway/served-scopes.ts'

/** Scopes that a test changes. */
export interface ChangeableScopes extends ServedScopes {
  change(current: readonly ServedScope[]): void
}

export function createServedScopes(first: readonly ServedScope[]): ChangeableScopes {
  const listeners = new Set<() => void>()
  let current = first
  return {
    get current() {
      return current
    },
    onChange(listener) {
      listeners.add(listener)
      return { [Symbol.dispose]: () => void listeners.delete(listener) }
    },
    change(next) {
      current = next
      for (const listener of listeners) listener()
    },
  }
}
