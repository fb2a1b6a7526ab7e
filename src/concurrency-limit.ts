/** Runs a bounded number of tasks at once. Further tasks are queued in order. */
export interface ConcurrencyLimit {
  /** @throws the signal's reason if it aborts before the task has started */
  run<Value>(task: () => Promise<Value>, signal: AbortSignal): Promise<Value>
}

export function createConcurrencyLimit(max: number): ConcurrencyLimit {
  const waiting = new Set<() => void>()
  let running = 0

  async function acquire(signal: AbortSignal): Promise<void> {
    signal.throwIfAborted()
    if (running < max) {
      running++
      return
    }
    await new Promise<void>((resolve, reject) => {
      const abort = () => {
        waiting.delete(begin)
        reject(signal.reason)
      }
      const begin = () => {
        signal.removeEventListener('abort', abort)
        resolve()
      }
      signal.addEventListener('abort', abort, { once: true })
      waiting.add(begin)
    })
  }

  function release(): void {
    for (const begin of waiting) {
      waiting.delete(begin)
      return begin()
    }
    running--
  }

  return {
    async run(task, signal) {
      await acquire(signal)
      try {
        return await task()
      } finally {
        release()
      }
    },
  }
}
