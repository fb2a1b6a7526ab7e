import { isArguments } from '../../schema/field-price.ts'
import type { Arguments } from '../../schema/field-price.ts'

/** The `@listSize` of a field: how many items a list may contain, and which child fields contain them. */
export interface ListSize {
  /** The child fields that contain the items. Empty: the field itself is the list. */
  readonly sizedFields: ReadonlySet<string>
  /** The largest size that an argument gives, or the assumed size. The resolver rejects an invalid size. */
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

/** GraphQL accepts a single item as a list. */
function sizeIn(value: unknown): number | undefined {
  if (Array.isArray(value)) return value.length
  if (typeof value === 'number') return value
  return typeof value === 'string' ? 1 : undefined
}

/** A path such as `filter.keys`. */
const valueAt = (args: Arguments, path: string): unknown =>
  path.split('.').reduce<unknown>((inner, name) => (isArguments(inner) ? inner[name] : undefined), args)
