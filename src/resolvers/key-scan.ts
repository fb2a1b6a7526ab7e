import type { Context, GatewayLimits } from '../context.ts'
import { BadUserInputError } from '../errors/request-errors.ts'
import { matchKey } from './key-filter.ts'
import type { Condition } from '../rotation/readings/key-filter.ts'
import type { PositionedKey } from './key-listing.ts'

/** The result of examining keys for one page of a filtered connection. */
export interface KeyScan {
  readonly matched: readonly PositionedKey[]
  readonly examinedCount: number
  /** The number of keys that the filter could not be evaluated for. */
  readonly undecidedCount: number
  /** The last key examined, after which the next page starts. Undefined if no key was examined. */
  readonly last: PositionedKey | undefined
  /** Whether a further key matches or, if the scan ended at its bound, whether there are keys that it did not examine. */
  readonly hasMore: boolean
}

/** While a page has no matching key, the scan examines up to this multiple of `scanLimit` keys. */
const EMPTY_PAGE_FACTOR = 5

/** The number of keys examined at the same time, so that their reads share loaders. */
const SCAN_CHUNK = 25

/** The maximum number of keys examined for one page. The cost of an operation is calculated from it. */
export function scanBound(scanLimit: number, { defaultScanLimit, maxScanLimit }: GatewayLimits): number {
  return Math.min(maxScanLimit, Math.max(defaultScanLimit, EMPTY_PAGE_FACTOR * scanLimit))
}

/** @throws {BadUserInputError} if `scanLimit` is less than 1 or greater than the maximum */
export function checkScanLimit(scanLimit: number | null | undefined, limits: GatewayLimits): number {
  const { defaultScanLimit, maxScanLimit } = limits
  if (scanLimit === null || scanLimit === undefined) return defaultScanLimit
  if (scanLimit >= 1 && scanLimit <= maxScanLimit) return scanLimit
  throw new BadUserInputError(`scanLimit is ${scanLimit}. Set it to a number from 1 to ${maxScanLimit}.`)
}

/**
 * Examines keys for a page of `size` keys. The scan ends at the first match that does not belong to the page, because the
 * page is full or because `scanLimit` keys were examined and one of them matched. That match proves that the next page is
 * not empty, since some clients stop at an empty page. A page is empty only at the end of the list or at a bound:
 * {@link scanBound} keys, or half of the remaining time of the operation.
 */
export async function scanKeys(
  keys: AsyncIterable<PositionedKey>,
  {
    conditions,
    size,
    scanLimit,
  }: { readonly conditions: readonly Condition[]; readonly size: number; readonly scanLimit: number },
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
      const matches = await Promise.all(chunk.map(({ key }) => matchKey(conditions, key, context)))
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

/** Returns a function that is true during the first half of the time until the deadline of the operation. */
function halfTimeOf({ clock, call }: Context): () => boolean {
  if (call.deadline === undefined) return () => true
  const until = (clock.elapsed() + call.deadline) / 2
  return () => clock.elapsed() < until
}
