import { setMaxListeners } from 'node:events'

/**
 * The shutdown of a server. It serves until `start` is called. Then it drains: the signal is aborted, and callers check
 * `isDraining` so that they start no new work. It is idle when the last work has ended. It cannot serve again.
 */
export interface Drain {
  /** Aborts when draining begins. */
  readonly signal: AbortSignal
  readonly isDraining: boolean
  start(): void
  /** Counts `work` as running until it settles. */
  run<T>(work: () => Promise<T>): Promise<T>
  /** Resolves when no work is running. */
  idle(): Promise<void>
}

export function createDrain(): Drain {
  const controller = new AbortController()
  // Each connection adds a listener. A large number of listeners is not a leak.
  setMaxListeners(0, controller.signal)
  const running = new Set<Promise<unknown>>()

  return {
    signal: controller.signal,
    get isDraining() {
      return controller.signal.aborted
    },
    start: () => controller.abort(),
    run(work) {
      const result = work()
      running.add(result)
      const end = () => void running.delete(result)
      result.then(end, end)
      return result
    },
    async idle() {
      while (running.size > 0) await Promise.allSettled(running)
    },
  }
}
