import { randomUUID } from 'node:crypto'

/** IDs are sent in headers and written to logs, so length and characters are limited. */
const WELL_FORMED = /^[A-Za-z0-9._:=+/-]{8,128}$/

/** The ID that the client sent, if it is well-formed, so that both logs can be joined. Otherwise a new UUID. */
export function requestIdFrom(given: string | null | undefined): string {
  if (given && WELL_FORMED.test(given)) return given
  const id = randomUUID()
  // Node concatenates the UUID from twenty strings. Matching flattens it, which saves memory for each subscription.
  WELL_FORMED.test(id)
  return id
}
