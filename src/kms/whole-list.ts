import type { Page } from './kms.ts'

/** More pages than any list of one key has: a bound against a KMS that never ends a list. */
export const MAX_PAGES = 1_000

/** Every item of a list that KMS pages. Short and empty pages do not end it. */
export async function readWhole<Item>(
  readPage: (marker: string | undefined) => Promise<Page<Item>>,
): Promise<readonly Item[]> {
  const items: Item[] = []
  let marker: string | undefined
  for (let pages = 0; pages < MAX_PAGES; pages++) {
    const page = await readPage(marker)
    items.push(...page.items)
    if (page.nextMarker === undefined) return items
    marker = page.nextMarker
  }
  throw new Error(`KMS did not end a list after ${MAX_PAGES} pages`)
}
