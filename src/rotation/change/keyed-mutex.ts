/** Does the work that is about one thing one after the other, in the order in which it was asked for. */
export interface Turns {
  take<Value>(thing: string, work: () => Promise<Value>): Promise<Value>
}

export function createTurns(): Turns {
  const last = new Map<string, Promise<unknown>>()
  return {
    async take(thing, work) {
      const before = last.get(thing) ?? Promise.resolve()
      const mine = before.then(work, work)
      last.set(thing, mine)
      try {
        return await mine
      } finally {
        if (last.get(thing) === mine) last.delete(thing)
      }
    },
  }
}
