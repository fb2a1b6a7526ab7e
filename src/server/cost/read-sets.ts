import type { PricedRead } from '../../schema/field-price.ts'

/** A set of reads, one bit for each. */
export type ReadSet = number

export interface ReadSets {
  of(reads: readonly PricedRead[]): ReadSet
  /** The total points of the reads in a set. */
  pointsOf(set: ReadSet): number
}

/** The bits of a number. */
const MAX_READS = 31

export function createReadSets(): ReadSets {
  const bits = new Map<string, ReadSet>()
  const points: number[] = []
  const totals = new Map<ReadSet, number>([[0, 0]])

  function bitOf({ name, points: each }: PricedRead): ReadSet {
    const known = bits.get(name)
    if (known !== undefined) return known
    if (points.length === MAX_READS) throw new Error(`The schema has more than ${MAX_READS} kinds of reads`)
    const bit = 1 << points.length
    bits.set(name, bit)
    points.push(each)
    return bit
  }

  return {
    of: (reads) => reads.reduce((set, read) => set | bitOf(read), 0),
    pointsOf(set) {
      const known = totals.get(set)
      if (known !== undefined) return known
      const total = points.reduce((sum, each, index) => (set & (1 << index) ? sum + each : sum), 0)
      totals.set(set, total)
      return total
    },
  }
}
