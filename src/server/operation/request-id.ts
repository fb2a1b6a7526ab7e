import { randomUUID } from 'node:crypto'

/** Ids are echoed in headers and written to logs: bounded, and of characters that mean nothing in either. */
const WELL_FORMED = /^[A-Za-z0-9._:=+/-]{8,128}$/

/** The caller's own id when it sent a well-formed one, so that its logs and ours can be joined; else a new UUID. */
export function requestIdFrom(given: string | null | undefined): string {
  if (given && WELL_FORMED.test(given)) return given
  const id = randomUUID()
  // Node joins it of twenty strings; matched once it is one, and a subscription keeps its id for long.
  WELL_FORMED.test(id)
  return id
}
