import { createHash } from 'node:crypto'
import { BadUserInputError } from '../errors.ts'

/**
 * A place in a stream of events: everything that happened up to the watermark has been delivered, and of what happened
 * since, these. Events do not come in the order in which they happened, so one date alone could not say where.
 */
export interface StreamCursor {
  /** Milliseconds since the epoch. */
  readonly watermark: number
  /** Short ids of the events that happened since the watermark and have been delivered. */
  readonly delivered: readonly string[]
}

/** Past this many, the oldest are left out: those events may come again, with the same eventId. */
export const MAX_DELIVERED_IDS = 64
const SHORT_ID_LENGTH = 8
const CHECK_LENGTH = 8
const VERSION = 's1'

export const shortId = (eventId: string): string => eventId.slice(0, SHORT_ID_LENGTH)

/** At most 720 characters. The check value is no secret: it finds slips, and works on every instance. */
export function encodeStreamCursor({ watermark, delivered }: StreamCursor): string {
  const body = [VERSION, watermark.toString(36), delivered.slice(-MAX_DELIVERED_IDS).join('')].join('.')
  return `${body}.${checkOf(body)}`
}

/** @throws {BadUserInputError} when `text` was not made by {@link encodeStreamCursor}, or was altered */
export function decodeStreamCursor(text: string): StreamCursor {
  const match = /^(s1\.([0-9a-z]{1,11})\.((?:[A-Za-z0-9_-]{8})*))\.([A-Za-z0-9_-]{8})$/.exec(text)
  const [, body = '', watermark = '', ids = '', check] = match ?? []
  const instant = parseInt(watermark, 36)
  if (!match || check !== checkOf(body) || !Number.isSafeInteger(instant))
    throw new BadUserInputError(
      `'${text.slice(0, 40)}${text.length > 40 ? '…' : ''}' is not a cursor of an event, or it was altered. Use RotationEvent.cursor of the last event you processed as it is.`,
    )
  return { watermark: instant, delivered: ids.match(/.{8}/g) ?? [] }
}

const checkOf = (body: string): string =>
  createHash('sha256').update(body).digest('base64url').slice(0, CHECK_LENGTH)
