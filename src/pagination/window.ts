import { BadUserInputError } from '../errors/request-errors.ts'

/** The Relay paging arguments of a GraphQL field. */
export interface PageArguments {
  readonly first?: number | null | undefined
  readonly after?: string | null | undefined
  readonly last?: number | null | undefined
  readonly before?: string | null | undefined
}

export interface PageLimits {
  readonly defaultPageSize: number
  readonly maxPageSize: number
}

/** The end of the list to start from, and the number of items. */
export interface PageWindow {
  readonly direction: 'forward' | 'backward'
  readonly size: number
}

/**
 * @throws {BadUserInputError} for `first` with `last`, and for a size that is negative or above the maximum; the message
 *   has the value and the bound
 */
export function pageWindow({ first, last, before }: PageArguments, limits: PageLimits): PageWindow {
  if (isGiven(first) && isGiven(last))
    throw new BadUserInputError(
      `first (${first}) and last (${last}) cannot be combined. Pass only one of them.`,
    )
  if (isGiven(last)) return { direction: 'backward', size: checkSize('last', last, limits) }
  if (isGiven(first)) return { direction: 'forward', size: checkSize('first', first, limits) }
  return { direction: isGiven(before) ? 'backward' : 'forward', size: limits.defaultPageSize }
}

function checkSize(name: string, size: number, { maxPageSize }: PageLimits): number {
  if (size < 0 || size > maxPageSize)
    throw new BadUserInputError(`${name} (${size}) is out of range. Pass a number from 0 to ${maxPageSize}.`)
  return size
}

const isGiven = <Value>(value: Value | null | undefined): value is Value =>
  value !== null && value !== undefined
