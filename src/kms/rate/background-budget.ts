import type { Clock } from '../../clock.ts'
import type { Logger } from '../../logger.ts'
import { SpendingCounter } from './spending-counter.ts'
import type { Spending, SpendingStore } from './spending.ts'

// The budget of one account for BACKGROUND requests in a calendar month (UTC). It is a token bucket: each request takes a
// token. The bucket holds the requests of one average day, and is full at the start, so that a gateway that has just started
// reads at the pace of the quotas. It is refilled at the remaining budget divided by the remaining time of the month. So the
// requests of the month never exceed the budget, and what is saved early is spent later.
//
// While tokens are short, the calls for named keys, in all Regions and of all operations, go before the others.

export interface BackgroundBudgetOptions {
  readonly accountId: string
  /** The budget. Infinity = not limited. */
  readonly requestsPerMonth: number
  readonly store: SpendingStore
  readonly clock: Clock
  readonly logger: Logger
}

/** A rate limiter whose BACKGROUND calls use the budget. */
export interface BudgetUser {
  /** Number of waiting BACKGROUND calls for named keys. */
  readonly namedWaiting: number
  /** A call may be sent sooner than `availableAt` said. */
  readonly wake: () => void
}

export interface BudgetStatus {
  /** Undefined until the store has answered. */
  readonly spent: Spending | undefined
  /** The budget. Infinity = not limited. */
  readonly requestsPerMonth: number
  /** Whether background calls wait, because the budget is short. */
  readonly isSlowed: boolean
  /** The remaining time of the month, in milliseconds. */
  readonly remainingMs: number
}

export interface BackgroundBudget extends Disposable {
  readonly status: BudgetStatus
  /** When a BACKGROUND call may be sent, on the monotonic clock. -Infinity = now; Infinity = `wake` is called then. */
  availableAt(isNamed: boolean): number
  /** Counts a request that is sent. */
  count(kind: keyof Spending): void
  setLimit(requestsPerMonth: number): void
  use(user: BudgetUser): Disposable
}

const DAY_MS = 24 * 60 * 60_000
/** Polling counts as slowed until the bucket holds this fraction of a day again. */
const RECOVERED_FRACTION = 1 / 10

export function createBackgroundBudget(options: BackgroundBudgetOptions): BackgroundBudget {
  const { accountId, clock, logger } = options
  let { requestsPerMonth } = options
  const users = new Set<BudgetUser>()
  const counter = new SpendingCounter({ ...options, onSaved: wake })
  let month = monthOf(clock.now())
  /** Undefined until the store has answered in this month. */
  let tokens: number | undefined
  let filledAt = clock.elapsed()
  let isSlowed = false
  counter.begin(month.name)

  function wake(): void {
    for (const user of users) user.wake()
  }

  const capacity = () => (requestsPerMonth * DAY_MS) / (month.end - month.start)
  const remainingMs = () => Math.max(1, month.end - clock.now())

  /** Tokens per millisecond. */
  function refillRate(background: number, inBucket: number): number {
    return Math.max(0, requestsPerMonth - background - inBucket) / remainingMs()
  }

  function enterMonth(): void {
    const now = clock.now()
    if (now >= month.start && now < month.end) return
    month = monthOf(now)
    tokens = undefined
    counter.begin(month.name)
  }

  /** Adds the tokens since the last call. */
  function refill(): number {
    enterMonth()
    if (requestsPerMonth === Infinity) return Infinity
    const { spent } = counter
    if (!spent) return 0
    const elapsed = clock.elapsed()
    tokens =
      tokens === undefined ? tokensAtStart(spent.background) : tokensAt(elapsed, tokens, spent.background)
    filledAt = elapsed
    if (isSlowed && tokens >= capacity() * RECOVERED_FRACTION) note(false)
    return tokens
  }

  function tokensAt(elapsed: number, before: number, background: number): number {
    const remaining = Math.max(0, requestsPerMonth - background)
    const refilled = before + (elapsed - filledAt) * refillRate(background, before)
    return Math.min(refilled, capacity(), remaining)
  }

  /** As if the budget had been refilled evenly since the start of the month, so that restarts do not fill the bucket. */
  function tokensAtStart(background: number): number {
    const passed = 1 - remainingMs() / (month.end - month.start)
    const refilled = capacity() + (requestsPerMonth - capacity()) * passed
    return Math.min(
      Math.max(0, refilled - background),
      capacity(),
      Math.max(0, requestsPerMonth - background),
    )
  }

  function note(slowed: boolean): void {
    isSlowed = slowed
    const facts = { accountId, budgetRequests: Math.floor(requestsPerMonth), month: month.name }
    if (slowed)
      logger.warn(facts, 'background budget: polling is slowed, because the budget of the account is short')
    else logger.info(facts, 'background budget: polling has its usual pace again')
  }

  return {
    get status() {
      refill()
      return { spent: counter.spent, requestsPerMonth, isSlowed, remainingMs: remainingMs() }
    },
    availableAt(isNamed) {
      const available = refill()
      if (!counter.isReady) return Infinity
      let ahead = 0
      if (!isNamed) for (const { namedWaiting } of users) ahead += namedWaiting
      const missing = ahead + 1 - available
      if (missing <= 0) return -Infinity
      if (available < 1 && !isSlowed) note(true)
      const spent = counter.spent?.background ?? 0
      const rate = refillRate(spent, available)
      return rate > 0 ? clock.elapsed() + missing / rate : clock.elapsed() + remainingMs()
    },
    count(kind) {
      enterMonth()
      if (kind === 'background' && tokens !== undefined) tokens -= 1
      counter.count(kind)
    },
    setLimit(limit) {
      if (limit === requestsPerMonth) return
      requestsPerMonth = limit
      tokens = undefined
      if (limit === Infinity && isSlowed) note(false)
      wake()
    },
    use(user) {
      users.add(user)
      return { [Symbol.dispose]: () => void users.delete(user) }
    },
    [Symbol.dispose]: () => counter[Symbol.dispose](),
  }
}

interface Month {
  /** Such as `2026-11`. */
  readonly name: string
  readonly start: number
  readonly end: number
}

/** The calendar month of a time in milliseconds since the epoch, in UTC. */
function monthOf(now: number): Month {
  const date = new Date(now)
  const [year, number] = [date.getUTCFullYear(), date.getUTCMonth()]
  return {
    name: date.toISOString().slice(0, 7),
    start: Date.UTC(year, number),
    end: Date.UTC(year, number + 1),
  }
}
