/** Random numbers from 0 to 1. The same seed gives the same numbers. */
export interface Random {
  next(): number
  /** A whole number from 0 to `bound` - 1. */
  below(bound: number): number
  pick<Item>(items: readonly [Item, ...Item[]]): Item
}

export function createRandom(seed: number): Random {
  let state = seed >>> 0
  const next = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
  const below = (bound: number) => Math.floor(next() * bound)
  return { next, below, pick: (items) => items[below(items.length)] ?? items[0] }
}
