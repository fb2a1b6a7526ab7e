import { InvalidMarkerError } from '../errors/invalid-marker-error.ts'
import { KmsUnavailableError } from '../errors/operation-errors.ts'
import type { Page } from './kms.ts'
import { startListWalk } from './list-walk.ts'

/**
 * Every item of a list that KMS pages, within the bounds of a {@link ListWalk}. Short and empty pages do not end it. Where
 * KMS has forgotten a Marker by the next page, as it may have that of a page which was read a while ago, the list is read
 * once more from its start.
 *
 * @param signal ends the reading before the next page
 * @throws {KmsUnavailableError} when KMS has forgotten its own marker again, or does not end the list
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
      for (const item of page.items) items.push(item)
      const { nextMarker } = page
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

/** Of a marker that nobody but KMS and this gateway has seen, no caller can be told to give another one. */
export function toUnavailable(error: unknown): never {
  if (error instanceof InvalidMarkerError)
    throw new KmsUnavailableError('KMS lost its place in a list between two pages. Try again.', {
      cause: error,
    })
  throw error
}
