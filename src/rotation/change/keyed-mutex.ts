/** Runs work with the same key one after the other, in the order of the calls. */
export interface KeyedMutex {
  run<Value>(key: string, work: () => Promise<Value>): Promise<Value>
}

export function createKeyedMutex(): KeyedMutex {
  const last = new Map<string, Promise<unknown>>()
  return {
    async run(key, work) {
      const previous = last.get(key) ?? Promise.resolve()
      const own = previous.then(work, work)
      last.set(key, own)
      try {
        return await own
      } finally {
        if (last.get(key) === own) last.delete(key)
      }
    },
  }
}
