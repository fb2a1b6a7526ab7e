import { InvalidMarkerError } from '../errors/invalid-marker-error.ts'
import { KmsUnavailableError } from '../errors/operation-errors.ts'
import type { Page } from './kms.ts'
import { startListWalk } from './list-walk.ts'

/**
 * Reads every item of a paged list, within the bounds of a {@link ListWalk}. When KMS rejects a Marker that it sent, for
 * example because it has expired, the list is read once more from its start.
 *
 * @param signal stops before the next page
 * @throws {KmsUnavailableError} when KMS rejects its own Marker again, or does not end the list
 */
export async function readAllPages<Item>(
  readPage: (marker: string | undefined) => Promise<Page<Item>>,
  signal?: AbortSignal,
): Promise<readonly Item[]> {
  let items: Item[] = []
  let marker: string | undefined
  let hasRestarted = false
  let walk = startListWalk(undefined, signal)
  for (;;) {
    try {
      const page = await readPage(marker)
      const { nextMarker } = page
      if (nextMarker === undefined && items.length === 0) return page.items
      for (const item of page.items) items.push(item)
      if (nextMarker === undefined) return items
      marker = await walk.next(nextMarker, page.items.length)
    } catch (error) {
      if (hasRestarted || marker === undefined || !(error instanceof InvalidMarkerError))
        return toUnavailable(error)
      hasRestarted = true
      walk = startListWalk(undefined, signal)
      items = []
      marker = undefined
    }
  }
}

/** The gateway sent a Marker that it got from KMS, so the caller cannot correct it. */
export function toUnavailable(error: unknown): never {
  if (error instanceof InvalidMarkerError)
    throw new KmsUnavailableError(
      'KMS rejected the Marker that it had sent with the previous page of a list. Try again.',
      {
        cause: error,
      },
    )
  throw error
}
