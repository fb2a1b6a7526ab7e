import type { Clock } from '../../clock.ts'

/** The points that each caller may spend: `maximumAvailable` at once, and `restoreRate` per second. */
export interface BudgetSettings {
  readonly maximumAvailable: number
  readonly restoreRate: number
}

/** The budget of a caller at the moment, as shown in `extensions.cost`. */
export interface ThrottleStatus extends BudgetSettings {
  readonly currentlyAvailable: number
}

/**
 * A bucket of points for each caller. The estimated cost of an operation is reserved before it is executed, so that concurrent
 * operations cannot spend the same points. Unused points are refunded.
 */
export interface Budgets {
  readonly settings: BudgetSettings
  /** Reserves the points. If the bucket has too few, reserves nothing and returns when it will have enough. */
  reserve(caller: string, points: number): { readonly retryAfterSeconds: number } | undefined
  /** Refunds points. A negative number charges points that were spent beyond the estimate, also below zero. */
  refund(caller: string, points: number): void
  statusOf(caller: string): ThrottleStatus
}

interface Bucket {
  readonly available: number
  readonly at: number
}

/** Maximum number of buckets. Full buckets are not stored. */
const MAX_CALLERS = 10_000

export function createBudgets(settings: BudgetSettings, { now }: Pick<Clock, 'now'>): Budgets {
  const { maximumAvailable, restoreRate } = settings
  // In the order of their last change. A caller whose bucket is evicted starts with a full one.
  const buckets = new Map<string, Bucket>()

  function availableTo(caller: string): number {
    const bucket = buckets.get(caller)
    if (!bucket) return maximumAvailable
    const restored = (Math.max(0, now() - bucket.at) / 1_000) * restoreRate
    return Math.min(maximumAvailable, bucket.available + restored)
  }

  function set(caller: string, available: number): void {
    buckets.delete(caller)
    if (available >= maximumAvailable) return
    buckets.set(caller, { available, at: now() })
    if (buckets.size <= MAX_CALLERS) return
    const [oldest] = buckets.keys()
    if (oldest !== undefined) buckets.delete(oldest)
  }

  return {
    settings,
    reserve(caller, points) {
      const available = availableTo(caller)
      if (points > available)
        return { retryAfterSeconds: Math.max(1, Math.ceil((points - available) / restoreRate)) }
      if (points > 0) set(caller, available - points)
      return undefined
    },
    refund(caller, points) {
      if (points !== 0) set(caller, Math.min(maximumAvailable, availableTo(caller) + points))
    },
    statusOf: (caller) => ({ ...settings, currentlyAvailable: Math.max(0, Math.floor(availableTo(caller))) }),
  }
}
