import { elapsedOn } from '../clock.ts'
import type { Context, GatewayLimits } from '../context.ts'
import { BadUserInputError } from '../errors/request-errors.ts'
import { matchKey } from './key-filter.ts'
import type { KeyFilter } from './key-filter.ts'
import type { PositionedKey } from './key-listing.ts'

/** The part of a listing that one page of a filtered connection examined. */
export interface KeyScan {
  readonly matched: readonly PositionedKey[]
  readonly examinedCount: number
  /** Keys that the filter could not decide about. */
  readonly undecidedCount: number
  /** The last key examined: the next page continues after it. Undefined when none was. */
  readonly last: PositionedKey | undefined
  /** Whether a further key matches; of a scan that ended at its bound, whether there are keys that it did not examine. */
  readonly hasMore: boolean
}

/** A page that holds no key yet examines up to this many times its `scanLimit`. */
const EMPTY_PAGE_FACTOR = 5

/** Keys are examined this many at a time, so that their reads share loaders. */
const SCAN_CHUNK = 25

/** The most keys that are examined for one page. An operation is priced by it. */
export function scanBound(scanLimit: number, { defaultScanLimit, maxScanLimit }: GatewayLimits): number {
  return Math.min(maxScanLimit, Math.max(defaultScanLimit, EMPTY_PAGE_FACTOR * scanLimit))
}

/** @throws {BadUserInputError} when it is less than 1 or above the maximum */
export function checkScanLimit(scanLimit: number | null | undefined, limits: GatewayLimits): number {
  const { defaultScanLimit, maxScanLimit } = limits
  if (scanLimit === null || scanLimit === undefined) return defaultScanLimit
  if (scanLimit >= 1 && scanLimit <= maxScanLimit) return scanLimit
  throw new BadUserInputError(`scanLimit is ${scanLimit}; it must be from 1 to ${maxScanLimit}.`)
}

/**
 * Examines keys for a page of `size`: until the next match would not be on the page any more, because the page is full
 * or `scanLimit` keys were examined and one of them matched. That next match proves that there is a next page which is
 * not empty; some clients stop at an empty one. So only the end of the list leaves a page empty, or a bound:
 * {@link scanBound} keys, or half of the time that the operation has.
 */
export async function scanKeys(
  keys: AsyncIterable<PositionedKey>,
  {
    filter,
    size,
    scanLimit,
  }: { readonly filter: KeyFilter; readonly size: number; readonly scanLimit: number },
  context: Context,
): Promise<KeyScan> {
  const bound = scanBound(scanLimit, context.facts.limits)
  const hasTime = halfTimeOf(context)
  const iterator = keys[Symbol.asyncIterator]()
  const matched: PositionedKey[] = []
  let examinedCount = 0
  let undecidedCount = 0
  let last: PositionedKey | undefined
  const isComplete = () => matched.length >= size || (matched.length > 0 && examinedCount >= scanLimit)
  const scanSoFar = (hasMore: boolean) => ({ matched, examinedCount, undecidedCount, last, hasMore })

  try {
    while (examinedCount < bound && (examinedCount === 0 || hasTime())) {
      const chunk = await take(iterator, Math.min(SCAN_CHUNK, bound - examinedCount))
      if (chunk.length === 0) return scanSoFar(false)
      const matches = await Promise.all(chunk.map(({ key }) => matchKey(filter, key, context)))
      for (const [index, placed] of chunk.entries()) {
        if (matches[index] === 'yes') {
          if (isComplete()) return scanSoFar(true)
          matched.push(placed)
        }
        if (matches[index] === 'undecided') undecidedCount++
        examinedCount++
        last = placed
      }
    }
    return scanSoFar((await take(iterator, 1)).length > 0)
  } finally {
    await iterator.return?.()
  }
}

async function take(
  iterator: AsyncIterator<PositionedKey>,
  count: number,
): Promise<readonly PositionedKey[]> {
  const taken: PositionedKey[] = []
  while (taken.length < count) {
    const next = await iterator.next()
    if (next.done) break
    taken.push(next.value)
  }
  return taken
}

/** Says whether the first half of the time that is left until the operation's deadline is not over yet. */
function halfTimeOf({ clock, call }: Context): () => boolean {
  if (call.deadline === undefined) return () => true
  const until = (elapsedOn(clock) + call.deadline) / 2
  return () => elapsedOn(clock) < until
}
