import type { HttpAnswer } from './exchange.ts'
import type { ClockDifference } from '../kms.ts'

/** An HTTP date has whole seconds. */
const RESOLUTION_MS = 1_000

/**
 * What the Date header of KMS's answer says of KMS's clock. Undefined if the answer has no date.
 *
 * @param sentAt when the request was sent, at the earliest, on the gateway's clock
 * @param receivedAt when the answer had been received, at the latest, on the gateway's clock
 */
export function clockDifference(
  answer: HttpAnswer | undefined,
  sentAt: number,
  receivedAt: number,
): ClockDifference | undefined {
  const { date } = answer?.headers ?? {}
  const at = typeof date === 'string' ? Date.parse(date) : NaN
  if (!Number.isFinite(at)) return undefined
  return { atLeastMs: at - receivedAt, atMostMs: at + RESOLUTION_MS - sentAt }
}
