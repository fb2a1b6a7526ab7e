import type { EmulatedKey } from './key.ts'
import type { OperationName } from './operation-name.ts'
import { lastChangeBefore } from './rotation-timeline.ts'
import type { EmulatorSettings } from './settings.ts'

/**
 * Chooses the instant that a read of a key's rotation shows. KMS is eventually consistent: after a change its reads
 * alternate between the old and the new state for a while. With `staleReadEvery` = n, every n-th read shows the state
 * just before the last change.
 */
export class StaleReads {
  readonly #settings: () => EmulatorSettings
  readonly #counts = new WeakMap<EmulatedKey, Map<OperationName, number>>()

  constructor(settings: () => EmulatorSettings) {
    this.#settings = settings
  }

  instantOf(key: EmulatedKey, operation: OperationName, now: number): number {
    const { staleReadEvery, staleReadWindowMs } = this.#settings()
    if (staleReadEvery === 0) return now
    const changedAt = lastChangeBefore(key.ledger.timeline, now)
    if (changedAt === undefined || now - changedAt > staleReadWindowMs) return now

    const counts = this.#counts.get(key) ?? new Map<OperationName, number>()
    this.#counts.set(key, counts)
    const count = (counts.get(operation) ?? 0) + 1
    counts.set(operation, count)
    return count % staleReadEvery === 0 ? changedAt - 1 : now
  }
}
