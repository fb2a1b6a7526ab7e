import { setImmediate as eventLoopTurn } from 'node:timers/promises'
import { KmsUnavailableError } from '../errors/operation-errors.ts'

/** With 100 keys per page, AWS's limit of keys in a Region. Every other list is far shorter. */
export const MAX_PAGES = 1_000
export const MAX_ITEMS = 100_000

/**
 * Leads from one page of a list to the next. Ends after {@link MAX_PAGES} pages or {@link MAX_ITEMS} items, when KMS sends a
 * Marker twice, and when the signal aborts, so KMS cannot make a walk endless.
 */
export interface ListWalk {
  /**
   * Resolves with the Marker of the next page when that page may be read. Yields to the event loop first, because all pages
   * may come from a cache.
   *
   * @param items the number of items in the previous page
   * @throws {KmsUnavailableError} when KMS does not end the list
   */
  next(marker: string, items: number): Promise<string>
}

/** @param from the Marker of the first page to read; undefined = the start of the list */
export function startListWalk(from: string | undefined, signal: AbortSignal | undefined): ListWalk {
  const markers = new Set([from])
  let itemsRead = 0
  return {
    async next(marker, items) {
      if (markers.has(marker))
        throw new KmsUnavailableError(
          'KMS sent the same Marker twice in one list, so the list does not end. Try again later.',
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
