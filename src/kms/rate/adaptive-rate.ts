/** After a throttling the rate is halved, once for all that are throttled in the same second. */
const HALVED_ONCE_PER_MS = 1_000
/** And comes back by a twentieth of the whole in each second without another. */
const RECOVERY_MS = 20_000
const LEAST = 1 / 16

/** How much of a rate may be used, from 1/16 to 1: less after KMS throttled, because others use the quota as well. */
export interface CarefulRate {
  factorAt(now: number): number
  noteThrottled(now: number): void
}

export function createCarefulRate(): CarefulRate {
  let lowest = 1
  let loweredAt = -Infinity

  const factorAt = (now: number) => Math.min(1, lowest + (now - loweredAt) / RECOVERY_MS)
  return {
    factorAt,
    noteThrottled(now) {
      if (now - loweredAt < HALVED_ONCE_PER_MS) return
      lowest = Math.max(LEAST, factorAt(now) / 2)
      loweredAt = now
    },
  }
}
