import type { PricedRead } from '../../schema/field-price.ts'

/** A set of reads, a bit for each. */
export type ReadSet = number

export interface ReadSets {
  of(reads: readonly PricedRead[]): ReadSet
  /** Points of all reads in a set. */
  weigh(set: ReadSet): number
}

/** More kinds of reads would not fit the bits of a number. */
const MOST_READS = 31

export function createReadSets(): ReadSets {
  const bits = new Map<string, ReadSet>()
  const points: number[] = []
  const weights = new Map<ReadSet, number>([[0, 0]])

  function bitOf({ name, points: each }: PricedRead): ReadSet {
    const known = bits.get(name)
    if (known !== undefined) return known
    if (points.length === MOST_READS) throw new Error(`The schema has more than ${MOST_READS} kinds of reads`)
    const bit = 1 << points.length
    bits.set(name, bit)
    points.push(each)
    return bit
  }

  return {
    of: (reads) => reads.reduce((set, read) => set | bitOf(read), 0),
    weigh(set) {
      const known = weights.get(set)
      if (known !== undefined) return known
      const weight = points.reduce((sum, each, index) => (set & (1 << index) ? sum + each : sum), 0)
      weights.set(set, weight)
      return weight
    },
  }
}
