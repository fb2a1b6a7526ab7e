import { createHash } from 'node:crypto'
import { BadUserInputError, InvalidCursorError } from '../errors/request-errors.ts'

/** Where a cursor belongs. It is refused anywhere else, never taken for the first page. */
export interface CursorHome {
  /** The connection, e.g. `rotations`. */
  readonly field: string
  /** What the connection hangs on, e.g. a key ARN; empty at the root. */
  readonly parent: string
  /** Filter and order, as {@link digest} names them; empty for none. */
  readonly variant: string
}

/** The place right after an item in the lists that KMS pages. */
export interface ListPosition {
  /** Which list, where a connection runs over several, e.g. a Region. */
  readonly list: string
  /** The Marker of the page to go on with; null for the first page. */
  readonly marker: string | null
  /** How many items of that page, and of those after it, are already behind us. */
  readonly place: number
}

export type SortKey = readonly (string | number | null)[]

export interface Cursor {
  readonly position: ListPosition
  /** Where the item stands when the list is sorted; empty where a connection is never sorted. */
  readonly sortKey: SortKey
}

const VERSION = 1
const CHECK_LENGTH = 8

/** Short name of a filter and order, the same for equal values; none given is null. */
export function digest(value: unknown): string {
  return createHash('sha256')
    .update(JSON.stringify(value ?? null))
    .digest('base64url')
    .slice(0, CHECK_LENGTH)
}

/**
 * An opaque cursor. Its check value is an unkeyed checksum: it finds slips, survives a restart and other
 * instances, and protects nothing, since rights are checked again and KMS judges its own Markers.
 */
export function encodeCursor(home: CursorHome, { position, sortKey }: Cursor): string {
  const body = JSON.stringify([
    VERSION,
    [home.field, home.parent, home.variant],
    [position.list, position.marker, position.place],
    sortKey,
  ])
  return Buffer.from(digest(body) + body).toString('base64url')
}

/**
 * @throws {BadUserInputError} when `text` is not a cursor of ours, or was altered
 * @throws {InvalidCursorError} when it belongs to another connection
 */
export function decodeCursor(home: CursorHome, text: string): Cursor {
  const [, from, at, sortKey] = parseBody(text)
  const [field, parent, variant] = from
  if (field !== home.field || parent !== home.parent)
    throw new InvalidCursorError(
      `The cursor '${shorten(text)}' is of ${nameOf(field, parent)}, not of ${nameOf(home.field, home.parent)}. Start again without it.`,
    )
  if (variant !== home.variant)
    throw new InvalidCursorError(
      `The cursor '${shorten(text)}' was issued for another filter or order of ${nameOf(field, parent)}. Keep them while paging, or start again without the cursor.`,
    )
  const [list, marker, place] = at
  return { position: { list, marker, place }, sortKey }
}

type Body = readonly [
  version: number,
  home: readonly [field: string, parent: string, variant: string],
  position: readonly [list: string, marker: string | null, place: number],
  sortKey: SortKey,
]

function parseBody(text: string): Body {
  const decoded = Buffer.from(text, 'base64url').toString()
  const body = decoded.slice(CHECK_LENGTH)
  // The decoder skips foreign characters and spare bits, so many texts decode alike: only ours is taken.
  const isOurSpelling = Buffer.from(decoded).toString('base64url') === text
  if (isOurSpelling && decoded.slice(0, CHECK_LENGTH) === digest(body)) {
    const parsed = parseJson(body)
    if (isBody(parsed)) return parsed
  }
  throw new BadUserInputError(
    `'${shorten(text)}' is not a cursor of this gateway, or it was altered. Use pageInfo.endCursor or an edge's cursor as it is.`,
  )
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

// The check value is no secret: anyone can write a body that passes it.
function isBody(value: unknown): value is Body {
  if (!Array.isArray(value) || value.length !== 4) return false
  const [version, home, position, sortKey]: unknown[] = value
  return (
    version === VERSION &&
    isTuple(home, ['string', 'string', 'string']) &&
    isPosition(position) &&
    Array.isArray(sortKey) &&
    sortKey.every((part) => ['string', 'number', 'null'].includes(typeName(part)))
  )
}

function isPosition(value: unknown): boolean {
  if (!isTuple(value, ['string', 'string', 'number']) && !isTuple(value, ['string', 'null', 'number']))
    return false
  const [, marker, place] = value
  return marker !== '' && Number.isSafeInteger(place) && Number(place) >= 0
}

function isTuple(value: unknown, types: readonly string[]): value is unknown[] {
  return (
    Array.isArray(value) &&
    value.length === types.length &&
    types.every((type, index) => typeName(value[index]) === type)
  )
}

const typeName = (value: unknown): string => (value === null ? 'null' : typeof value)

const nameOf = (field: string, parent: string): string => (parent ? `${field} of ${parent}` : field)

function shorten(text: string): string {
  return text.length > 40 ? `${text.slice(0, 40)}…` : text
}
