/** One of the ranges of Node.js versions in package.json, such as `^22.12`. */
export interface NodeRange {
  readonly range: string
  readonly major: number
}

/** The ranges of `engines.node`, oldest first. */
export const nodeRanges = (engines: string): readonly NodeRange[] =>
  engines.split(' || ').map((range) => ({ range, major: Number.parseInt(range.replace(/^\D+/, '')) }))

/** The tests that match the filters run once on each Node. */
export interface Selection {
  readonly nodes: readonly NodeRange[]
  readonly filters: readonly string[]
}

/**
 * Reads arguments such as `22 24 test/server`. Numbers at the beginning select versions of Node.js. Without them, all
 * versions are selected.
 *
 * @throws {RangeError} if a version is not one of the ranges
 */
export function selectNodes(ranges: readonly NodeRange[], args: readonly string[]): Selection {
  const firstFilter = args.findIndex((arg) => !/^\d+$/.test(arg))
  const end = firstFilter < 0 ? args.length : firstFilter
  const nodes = args.slice(0, end).map((major) => {
    const found = ranges.find((range) => range.major === Number(major))
    if (found) return found
    const supported = ranges.map((range) => range.major).join(', ')
    throw new RangeError(`Node ${major} is not in engines of package.json. Select from: ${supported}.`)
  })
  return { nodes: nodes.length > 0 ? nodes : ranges, filters: args.slice(end) }
}
