import { vi } from 'vitest'
import { PATIENCE_MS } from './patience.ts'

const options = { timeout: PATIENCE_MS, interval: 5 }

/** Resolves with the condition's value once it is truthy. Checks every 5 ms, and rejects after {@link PATIENCE_MS}. */
export const waitUntil = <Value>(condition: () => Value | Promise<Value>) => vi.waitUntil(condition, options)

/** Resolves with the result of `check` when it does not throw. Rejects with its last error after {@link PATIENCE_MS}. */
export const waitFor = <Value>(check: () => Value | Promise<Value>) => vi.waitFor(check, options)
