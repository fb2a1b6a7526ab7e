import { setImmediate as eventLoopTurn } from 'node:timers/promises'
import { KmsUnavailableError } from '../errors/operation-errors.ts'

/** As many pages of 100 as the keys that AWS lets an account have in a Region. No other list comes near. */
export const MAX_PAGES = 1_000
export const MAX_ITEMS = 100_000

/**
 * Leads from one page of a list to the next, and ends the walk whatever KMS answers: after {@link MAX_PAGES} pages or
 * {@link MAX_ITEMS} items, when a Marker comes a second time, and when the signal aborts.
 */
export interface ListWalk {
  /**
   * Resolves with the Marker of the next page, when that may be read. Everything else gets its turn before, also where all
   * pages come from a cache.
   *
   * @param items how many the page before it had
   * @throws {KmsUnavailableError} when KMS does not end the list
   */
  next(marker: string, items: number): Promise<string>
}

/** @param from the Marker of the first page that is read; undefined for the start of the list */
export function startListWalk(from: string | undefined, signal: AbortSignal | undefined): ListWalk {
  const markers = new Set([from])
  let itemsRead = 0
  return {
    async next(marker, items) {
      if (markers.has(marker))
        throw new KmsUnavailableError(
          'KMS gave the same Marker twice in one list, so the list has no end. Try again later.',
        )
      itemsRead += items
      if (markers.size >= MAX_PAGES || itemsRead >= MAX_ITEMS)
        throw new KmsUnavailableError(
          `KMS did not end a list after ${markers.size} pages with ${itemsRead} items. The gateway reads up to ${MAX_PAGES} pages and ${MAX_ITEMS} items of a list. Try again later.`,
        )
      markers.add(marker)
      await eventLoopTurn()
      signal?.throwIfAborted()
      return marker
    },
  }
}
