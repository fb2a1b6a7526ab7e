import { isArguments } from '../../schema/field-price.ts'
import type { Arguments } from '../../schema/field-price.ts'

/** How many items a list may hold, and which children hold them: what `@listSize` says of a field. */
export interface ListSize {
  /** Children that hold the items. Empty: the field itself is the list. */
  readonly sizedFields: ReadonlySet<string>
  /** The largest of the sizes given, else the one assumed. What is no size is refused when it is executed. */
  readonly of: (args: Arguments) => number
}

export function readListSize({ slicingArguments, assumedSize, sizedFields }: Arguments): ListSize {
  const paths = namesIn(slicingArguments)
  const assumed = typeof assumedSize === 'number' ? assumedSize : 1
  return {
    sizedFields: new Set(namesIn(sizedFields)),
    of(args) {
      const given = paths.map((path) => sizeIn(valueAt(args, path))).filter((size) => size !== undefined)
      return given.length > 0 ? Math.max(0, ...given) : assumed
    },
  }
}

const namesIn = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.filter((name) => typeof name === 'string') : []

/** GraphQL takes one item for a list of it. */
function sizeIn(value: unknown): number | undefined {
  if (Array.isArray(value)) return value.length
  if (typeof value === 'number') return value
  return typeof value === 'string' ? 1 : undefined
}

/** A path is names with dots between them, as in `filter.keys`. */
const valueAt = (args: Arguments, path: string): unknown =>
  path.split('.').reduce<unknown>((inner, name) => (isArguments(inner) ? inner[name] : undefined), args)
