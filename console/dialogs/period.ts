export const MIN_PERIOD = 90
export const MAX_PERIOD = 2560
/** The period that KMS uses if none is given. */
export const DEFAULT_PERIOD = 365

/** The period in days that was typed. Undefined if it is not a whole number that KMS permits. */
export function readPeriod(typed: string): number | undefined {
  const days = Number(typed)
  return /^\d+$/.test(typed.trim()) && days >= MIN_PERIOD && days <= MAX_PERIOD ? days : undefined
}
