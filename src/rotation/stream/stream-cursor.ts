import { createHash } from 'node:crypto'
import { BadUserInputError } from '../../errors/request-errors.ts'

/**
 * A position in an event stream. These events were delivered: all rotations that completed up to the watermark, the listed
 * later rotations, and all other events up to a position in the event log. One date is not enough, because KMS does not
 * show rotations in the order of their completion.
 */
export interface StreamCursor {
  /** Milliseconds since the epoch. */
  readonly watermark: number
  /** Short IDs of the delivered rotations that completed after the watermark. */
  readonly delivered: readonly string[]
  /** Position in the event log. */
  readonly logged: number
  /** ID of the log. */
  readonly log?: string | undefined
}

/** With more IDs, the oldest are omitted. Their events may be delivered again, with the same eventId. */
export const MAX_DELIVERED_IDS = 64
const SHORT_ID_LENGTH = 8
const CHECK_LENGTH = 8
const VERSION = 's1'

export const shortId = (eventId: string): string => eventId.slice(0, SHORT_ID_LENGTH)

/** At most 720 characters. The checksum finds accidental changes, on every gateway. It is not a signature. */
export function encodeStreamCursor({ watermark, delivered, logged, log }: StreamCursor): string {
  const ids = delivered.slice(-MAX_DELIVERED_IDS).join('')
  const place = log === undefined ? logged.toString(36) : `${logged.toString(36)}~${log}`
  const body = [VERSION, watermark.toString(36), place, ids].join('.')
  return `${body}.${checkOf(body)}`
}

/** @throws {BadUserInputError} if `text` is not an unchanged result of {@link encodeStreamCursor} */
export function decodeStreamCursor(text: string): StreamCursor {
  const match =
    /^(s1\.([0-9a-z]{1,11})\.([0-9a-z]{1,11})(?:~([A-Za-z0-9_-]{6}))?\.((?:[A-Za-z0-9_-]{8})*))\.([A-Za-z0-9_-]{8})$/.exec(
      text,
    )
  const [, body = '', watermark = '', logged = '', log, ids = '', check] = match ?? []
  const instants = [parseInt(watermark, 36), parseInt(logged, 36)] as const
  if (!match || check !== checkOf(body) || !instants.every(Number.isSafeInteger))
    throw new BadUserInputError(
      `'${text.slice(0, 40)}${text.length > 40 ? '…' : ''}' is not a cursor of an event, or it was altered. Use RotationEvent.cursor of the last event you processed as it is.`,
    )
  return { watermark: instants[0], logged: instants[1], log, delivered: ids.match(/.{8}/g) ?? [] }
}

const checkOf = (body: string): string =>
  createHash('sha256').update(body).digest('base64url').slice(0, CHECK_LENGTH)
