import { createHash } from 'node:crypto'
import { BadUserInputError } from '../../errors/request-errors.ts'

/**
 * A place in a stream of events. Of the rotations, all that completed up to the watermark have been delivered, and of
 * those since, these: they do not show in the order in which they completed, so one date alone could not say where. Of
 * the events that only a log keeps, all up to a place in that log.
 */
export interface StreamCursor {
  /** Milliseconds since the epoch. */
  readonly watermark: number
  /** Short ids of the rotations that completed since the watermark and have been delivered. */
  readonly delivered: readonly string[]
  /** Place in the log. */
  readonly logged: number
  /** Which log that is. */
  readonly log?: string | undefined
}

/** Past this many, the oldest are left out: those events may come again, with the same eventId. */
export const MAX_DELIVERED_IDS = 64
const SHORT_ID_LENGTH = 8
const CHECK_LENGTH = 8
const VERSION = 's1'

export const shortId = (eventId: string): string => eventId.slice(0, SHORT_ID_LENGTH)

/** At most 720 characters. The check value is no secret: it finds slips, and works on every instance. */
export function encodeStreamCursor({ watermark, delivered, logged, log }: StreamCursor): string {
  const ids = delivered.slice(-MAX_DELIVERED_IDS).join('')
  const place = log === undefined ? logged.toString(36) : `${logged.toString(36)}~${log}`
  const body = [VERSION, watermark.toString(36), place, ids].join('.')
  return `${body}.${checkOf(body)}`
}

/** @throws {BadUserInputError} when `text` was not made by {@link encodeStreamCursor}, or was altered */
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
