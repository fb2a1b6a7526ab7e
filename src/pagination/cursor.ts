import { createHash } from 'node:crypto'
import { BadUserInputError, InvalidCursorError } from '../errors/request-errors.ts'

/** The connection of a cursor. Any other connection rejects the cursor instead of returning its first page. */
export interface CursorOrigin {
  /** The connection, e.g. `rotations`. */
  readonly field: string
  /** The parent of the connection, e.g. a key ARN. Empty for a root field. */
  readonly parent: string
  /** The {@link digest} of the filter and order. Empty without a filter and an order. */
  readonly variant: string
}

/** The position after an item in a list that KMS pages. */
export interface ListPosition {
  /** The list, e.g. the name of a scope, if the connection covers several lists. */
  readonly list: string
  /** The Marker of the page to continue with. Null for the first page. */
  readonly marker: string | null
  /** The number of items to skip, in that page and the pages after it. */
  readonly place: number
}

export type SortKey = readonly (string | number | null)[]

export interface Cursor {
  readonly position: ListPosition
  /** The sort key of the item. Empty if the connection is never sorted. */
  readonly sortKey: SortKey
}

/** 2: a list is named by account and Region. */
const VERSION = 2
const CHECK_LENGTH = 8

/** A short digest of a filter and order. Equal values have equal digests; an absent value counts as null. */
export function digest(value: unknown): string {
  return createHash('sha256')
    .update(JSON.stringify(value ?? null))
    .digest('base64url')
    .slice(0, CHECK_LENGTH)
}

/**
 * An opaque cursor. Its check value is an unkeyed checksum, which detects accidental changes and is valid on every
 * gateway. It is not a protection: permissions are checked again for each page, and KMS checks its own Markers.
 */
export function encodeCursor(origin: CursorOrigin, { position, sortKey }: Cursor): string {
  const body = JSON.stringify([
    VERSION,
    [origin.field, origin.parent, origin.variant],
    [position.list, position.marker, position.place],
    sortKey,
  ])
  return Buffer.from(digest(body) + body).toString('base64url')
}

/**
 * @throws {BadUserInputError} when `text` is not a cursor of this gateway, or was altered
 * @throws {InvalidCursorError} when it belongs to another connection, or an earlier version of the gateway issued it
 */
export function decodeCursor(origin: CursorOrigin, text: string): Cursor {
  const [, from, at, sortKey] = parseBody(text)
  const [field, parent, variant] = from
  if (field !== origin.field || parent !== origin.parent)
    throw new InvalidCursorError(
      `The cursor '${shorten(text)}' belongs to ${nameOf(field, parent)}, not to ${nameOf(origin.field, origin.parent)}. Start again without the cursor.`,
    )
  if (variant !== origin.variant)
    throw new InvalidCursorError(
      `The cursor '${shorten(text)}' was issued for another filter or order of ${nameOf(field, parent)}. Keep them while paging, or start again without the cursor.`,
    )
  const [list, marker, place] = at
  return { position: { list, marker, place }, sortKey }
}

type Body = readonly [
  version: number,
  origin: readonly [field: string, parent: string, variant: string],
  position: readonly [list: string, marker: string | null, place: number],
  sortKey: SortKey,
]

function parseBody(text: string): Body {
  const decoded = Buffer.from(text, 'base64url').toString()
  const body = decoded.slice(CHECK_LENGTH)
  // The decoder skips invalid characters and unused bits, so different texts decode to the same body. Only one is valid.
  const isCanonical = Buffer.from(decoded).toString('base64url') === text
  if (isCanonical && decoded.slice(0, CHECK_LENGTH) === digest(body)) {
    const parsed = parseJson(body)
    if (isBody(parsed)) return parsed
    if (isOutdated(parsed))
      throw new InvalidCursorError(
        `The cursor '${shorten(text)}' was issued by an earlier version of the gateway. Start again without the cursor.`,
      )
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

// The check value is not secret, so a client can forge a body with a correct one.
function isBody(value: unknown): value is Body {
  if (!Array.isArray(value) || value.length !== 4) return false
  const [version, origin, position, sortKey]: unknown[] = value
  return (
    version === VERSION &&
    isTuple(origin, ['string', 'string', 'string']) &&
    isPosition(position) &&
    Array.isArray(sortKey) &&
    sortKey.every((part) => ['string', 'number', 'null'].includes(typeName(part)))
  )
}

const isOutdated = (value: unknown): boolean => Array.isArray(value) && value[0] === 1

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
