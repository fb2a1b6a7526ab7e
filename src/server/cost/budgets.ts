import type { Clock } from '../../clock.ts'

/** How much each caller may spend: `maximumAvailable` at once, `restoreRate` a second in the long run. */
export interface BudgetSettings {
  readonly maximumAvailable: number
  readonly restoreRate: number
}

/** What a caller has at the moment, as `extensions.cost` shows it. */
export interface ThrottleStatus extends BudgetSettings {
  readonly currentlyAvailable: number
}

/**
 * A bucket of points for each caller. What an operation may cost is taken before it is executed, so that operations
 * that run at the same time cannot spend the same points, and what it did not spend is given back.
 */
export interface Budgets {
  readonly settings: BudgetSettings
  /** Takes the points; otherwise leaves the bucket as it is and says for how long they have to be waited for. */
  take(caller: string, points: number): { readonly retryAfterSeconds: number } | undefined
  /** Gives points back; a negative number takes what was spent beyond the price, also below zero. */
  giveBack(caller: string, points: number): void
  statusOf(caller: string): ThrottleStatus
}

interface Bucket {
  readonly available: number
  readonly at: number
}

/** Callers who are kept beside those whose bucket is full, which need no keeping. */
const MOST_CALLERS = 10_000

export function createBudgets(settings: BudgetSettings, { now }: Pick<Clock, 'now'>): Budgets {
  const { maximumAvailable, restoreRate } = settings
  // In the order of their last change. Whoever is forgotten starts with a full bucket.
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
    if (buckets.size <= MOST_CALLERS) return
    const [longestAgo] = buckets.keys()
    if (longestAgo !== undefined) buckets.delete(longestAgo)
  }

  return {
    settings,
    take(caller, points) {
      const available = availableTo(caller)
      if (points > available)
        return { retryAfterSeconds: Math.max(1, Math.ceil((points - available) / restoreRate)) }
      if (points > 0) set(caller, available - points)
      return undefined
    },
    giveBack(caller, points) {
      if (points !== 0) set(caller, Math.min(maximumAvailable, availableTo(caller) + points))
    },
    statusOf: (caller) => ({ ...settings, currentlyAvailable: Math.max(0, Math.floor(availableTo(caller))) }),
  }
}
