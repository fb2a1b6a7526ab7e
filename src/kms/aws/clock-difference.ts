import type { HttpResponse } from './exchange.ts'
import type { ClockDifference } from '../kms.ts'

/** HTTP dates are in whole seconds. */
const RESOLUTION_MS = 1_000

/**
 * The difference to KMS's clock, from the Date header of a response. Undefined if the response does not have a date.
 *
 * @param sentAt when the request was sent, at the earliest, on the gateway's clock
 * @param receivedAt when the response was received, at the latest, on the gateway's clock
 */
export function clockDifference(
  response: HttpResponse | undefined,
  sentAt: number,
  receivedAt: number,
): ClockDifference | undefined {
  const { date } = response?.headers ?? {}
  const at = typeof date === 'string' ? Date.parse(date) : NaN
  if (!Number.isFinite(at)) return undefined
  return { atLeastMs: at - receivedAt, atMostMs: at + RESOLUTION_MS - sentAt }
}
