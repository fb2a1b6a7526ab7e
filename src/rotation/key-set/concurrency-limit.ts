/** Lets a bounded number of pieces of work run at once; others wait, first come, first served. */
export interface Permits {
  /** @throws the reason of the signal, when it aborts before the work has begun */
  take<Value>(work: () => Promise<Value>, signal: AbortSignal): Promise<Value>
}

export function createConcurrencyLimit(max: number): Permits {
  const waiting = new Set<() => void>()
  let taken = 0

  async function turn(signal: AbortSignal): Promise<void> {
    signal.throwIfAborted()
    if (taken < max) {
      taken++
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

  function giveBack(): void {
    for (const begin of waiting) {
      waiting.delete(begin)
      return begin()
    }
    taken--
  }

  return {
    async take(work, signal) {
      await turn(signal)
      try {
        return await work()
      } finally {
        giveBack()
      }
    },
  }
}
