import { InvalidMarkerError, KmsUnavailableError } from '../errors.ts'
import type { Page } from './kms.ts'

/** More pages than any list of one key has: a bound against a KMS that never ends a list. */
export const MAX_PAGES = 1_000

/**
 * Every item of a list that KMS pages. Short and empty pages do not end it. Where KMS has forgotten a Marker by the
 * next page, as it may have that of a page which was read a while ago, the list is read once more from its start.
 *
 * @throws {KmsUnavailableError} when KMS has forgotten its own marker again, or does not end the list
 */
export async function readWhole<Item>(
  readPage: (marker: string | undefined) => Promise<Page<Item>>,
): Promise<readonly Item[]> {
  let items: Item[] = []
  let marker: string | undefined
  let hasRestarted = false
  for (let pages = 0; pages < MAX_PAGES; pages++) {
    try {
      const page = await readPage(marker)
      items.push(...page.items)
      if (page.nextMarker === undefined) return items
      marker = page.nextMarker
    } catch (error) {
      if (hasRestarted || marker === undefined || !(error instanceof InvalidMarkerError))
        return toUnavailable(error)
      hasRestarted = true
      items = []
      marker = undefined
    }
  }
  throw endless()
}

export const endless = (): KmsUnavailableError =>
  new KmsUnavailableError(`KMS did not end a list after ${MAX_PAGES} pages. Try again later.`)

/** Of a marker that nobody but KMS and this gateway has seen, no caller can be told to give another one. */
export function toUnavailable(error: unknown): never {
  if (error instanceof InvalidMarkerError)
    throw new KmsUnavailableError('KMS lost its place in a list between two pages. Try again.', {
      cause: error,
    })
  throw error
}
