import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { invalidMarker } from './aws-error.ts'
import type { PageCut } from './key.ts'
import { integer, orNull, shape, string } from './shape.ts'
import type { Reader } from './shape.ts'
import type { EmulatorSettings } from './settings.ts'

/** The content of a marker. It is encrypted, so that clients cannot read or create markers. */
interface MarkerContent {
  /** The id of the last item returned; null before the first. */
  readonly after: string | null
  /** The index after that item when the marker was issued, which avoids a search while the list has not changed. */
  readonly index: number
  /** Number of pages returned. */
  readonly pages: number
  readonly limit: number
  readonly issuedAt: number
}

const readMarkerContent: Reader<MarkerContent> = shape(
  { after: orNull(string), index: integer(0), pages: integer(1), limit: integer(1), issuedAt: integer(0) },
  ['after', 'index', 'pages', 'limit', 'issuedAt'],
)

export interface PageOfItems<Item> {
  readonly items: readonly Item[]
  readonly nextMarker: string | undefined
}

export interface PageRequest<Item> {
  readonly items: readonly Item[]
  readonly idOf: (item: Item) => string
  /** The name of the list. A marker is valid only for the list it was issued for. */
  readonly list: string
  readonly limit: number
  readonly marker: string | undefined
  readonly cut: PageCut
}

/** Splits lists into pages. Each pager has its own secret, so markers of another run are not valid. */
export class Pager {
  readonly #settings: () => EmulatorSettings
  readonly #now: () => number
  #secret = randomBytes(32)

  constructor(settings: () => EmulatorSettings, now: () => number) {
    this.#settings = settings
    this.#now = now
  }

  /** Makes every marker issued so far invalid. */
  invalidateMarkers(): void {
    this.#secret = randomBytes(32)
  }

  /** Throws InvalidMarkerException for a marker of another list and for an altered or expired marker. */
  page<Item>({ items, idOf, list, limit, marker, cut }: PageRequest<Item>): PageOfItems<Item> {
    const settings = this.#settings()
    const place = marker === undefined ? undefined : this.#open(marker, list, limit, settings)
    const start = place?.after == null ? 0 : indexAfter(place.after, place.index, items, idOf)

    const pages = (place?.pages ?? 0) + 1
    const emptyEvery = cut.emptyEvery ?? settings.emptyPageEvery
    const maxItems = cut.maxItems ?? settings.maxPageItems
    const size = isNth(pages, emptyEvery) ? 0 : Math.min(limit, maxItems || limit)
    const onPage = items.slice(start, start + size)
    const end = start + onPage.length
    const isLast =
      (end >= items.length && !(cut.hasTrailingEmptyPage ?? settings.hasTrailingEmptyPage)) ||
      (start >= items.length && place !== undefined)
    if (isLast) return { items: onPage, nextMarker: undefined }

    const last = onPage.at(-1)
    const after = last === undefined ? (place?.after ?? null) : idOf(last)
    const next: MarkerContent = { after, index: end, pages, limit, issuedAt: this.#now() }
    return { items: onPage, nextMarker: this.#seal(next, list) }
  }

  #seal(content: MarkerContent, list: string): string {
    const iv = randomBytes(12)
    const cipher = createCipheriv('aes-256-gcm', this.#secret, iv).setAAD(Buffer.from(list))
    const sealed = Buffer.concat([cipher.update(JSON.stringify(content)), cipher.final()])
    return Buffer.concat([iv, cipher.getAuthTag(), sealed]).toString('base64')
  }

  #open(marker: string, list: string, limit: number, settings: EmulatorSettings): MarkerContent {
    const place = this.#unseal(marker, list)
    const { markerLifetimeMs, isMarkerBoundToLimit } = settings
    if (markerLifetimeMs !== null && this.#now() - place.issuedAt > markerLifetimeMs) throw invalidMarker()
    if (isMarkerBoundToLimit && place.limit !== limit) throw invalidMarker()
    return place
  }

  #unseal(marker: string, list: string): MarkerContent {
    const bytes = Buffer.from(marker, 'base64')
    // Base64 decoding accepts altered texts. An altered marker must not be valid.
    if (bytes.length < 29 || bytes.toString('base64') !== marker) throw invalidMarker()
    const decipher = createDecipheriv('aes-256-gcm', this.#secret, bytes.subarray(0, 12))
    decipher.setAAD(Buffer.from(list)).setAuthTag(bytes.subarray(12, 28))
    try {
      return readMarkerContent(
        JSON.parse(`${decipher.update(bytes.subarray(28), undefined, 'utf8')}${decipher.final('utf8')}`),
        '',
      )
    } catch {
      throw invalidMarker()
    }
  }
}

function indexAfter<Item>(
  id: string,
  expected: number,
  items: readonly Item[],
  idOf: (item: Item) => string,
): number {
  const last = items[expected - 1]
  if (last !== undefined && idOf(last) === id) return expected
  const found = items.findIndex((item) => idOf(item) === id)
  if (found < 0) throw invalidMarker()
  return found + 1
}

const isNth = (count: number, every: number) => every > 0 && count % every === 0
