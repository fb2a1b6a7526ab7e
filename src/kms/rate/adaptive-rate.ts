/** Throttling halves the rate, at most once per second. */
const MIN_MS_BETWEEN_HALVINGS = 1_000
/** After the last throttling the rate recovers by a twentieth of the full rate per second. */
const RECOVERY_MS = 20_000
const MIN_FACTOR = 1 / 16

/** The factor of a rate that may be used, from 1/16 to 1. Lower after KMS throttled, because others use the quota too. */
export interface AdaptiveRate {
  factorAt(now: number): number
  noteThrottled(now: number): void
}

export function createAdaptiveRate(): AdaptiveRate {
  let lowest = 1
  let loweredAt = -Infinity

  const factorAt = (now: number) => Math.min(1, lowest + (now - loweredAt) / RECOVERY_MS)
  return {
    factorAt,
    noteThrottled(now) {
      if (now - loweredAt < MIN_MS_BETWEEN_HALVINGS) return
      lowest = Math.max(MIN_FACTOR, factorAt(now) / 2)
      loweredAt = now
    },
  }
}
