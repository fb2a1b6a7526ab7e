import { randomUUID } from 'node:crypto'

/** Ids are echoed in headers and written to logs: bounded, and of characters that mean nothing in either. */
const WELL_FORMED = /^[A-Za-z0-9._:=+/-]{8,128}$/

/** The caller's own id when it sent a well-formed one, so that its logs and ours can be joined; else a new UUID. */
export function requestIdFrom(given: string | null | undefined): string {
  return given && WELL_FORMED.test(given) ? given : randomUUID()
}
