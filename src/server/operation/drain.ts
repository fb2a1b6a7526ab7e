import { setMaxListeners } from 'node:events'

/**
 * The end of a server's life, in three states. *Serving*: work comes and goes. *Draining*: `start` was called, the
 * signal is aborted, `run` is still allowed for who asked `isDraining` before, nobody should begin anything new.
 * *Idle*: the last piece of work has ended; `idle` resolves. There is no way back.
 */
export interface Drain {
  /** Aborts when draining begins. */
  readonly signal: AbortSignal
  readonly isDraining: boolean
  start(): void
  /** Counts `work` as running until it settles. */
  run<T>(work: () => Promise<T>): Promise<T>
  /** Resolves when nothing runs. */
  idle(): Promise<void>
}

export function createDrain(): Drain {
  const controller = new AbortController()
  // Each connection listens: many of them are no leak.
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
