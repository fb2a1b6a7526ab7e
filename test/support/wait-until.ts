import { vi } from 'vitest'
import { WAIT_TIMEOUT_MS } from './timeouts.ts'

const options = { timeout: WAIT_TIMEOUT_MS, interval: 5 }

/** Resolves with the condition's value once it is truthy. Checks every 5 ms, and rejects after {@link WAIT_TIMEOUT_MS}. */
export const waitUntil = <Value>(condition: () => Value | Promise<Value>) => vi.waitUntil(condition, options)

/** Resolves with the result of `check` when it does not throw. Rejects with its last error after {@link WAIT_TIMEOUT_MS}. */
export const waitFor = <Value>(check: () => Value | Promise<Value>) => vi.waitFor(check, options)
