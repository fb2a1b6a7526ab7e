import type { Clock } from '../../clock.ts'
import { defaultBackgroundBudgetUsd, defaultUsdPer10000Requests } from '../../defaults.ts'
import type { Logger } from '../../logger.ts'
import { createBackgroundBudget } from './background-budget.ts'
import type { BackgroundBudget, BudgetStatus } from './background-budget.ts'
import { requestsFor } from './prices.ts'
import { createMemorySpendingStore } from './spending.ts'
import type { SpendingStore } from './spending.ts'

export interface AccountBudgetsOptions {
  readonly usdPer10000Requests?: number | undefined
  /** @default in memory */
  readonly spending?: SpendingStore | undefined
  readonly clock: Clock
  readonly logger: Logger
}

/** One budget for each account, whatever the number of its Regions. */
export interface AccountBudgets extends Disposable {
  /** @param usd the budget of a month from now on. Undefined = as before */
  of(accountId: string, usd?: number): BackgroundBudget
  /** Account IDs, each with the status of its budget. */
  all(): readonly (readonly [string, BudgetStatus])[]
}

export function createAccountBudgets(options: AccountBudgetsOptions): AccountBudgets {
  const { clock, logger, usdPer10000Requests = defaultUsdPer10000Requests } = options
  const { spending: store = createMemorySpendingStore() } = options
  const budgets = new Map<string, BackgroundBudget>()

  function create(accountId: string): BackgroundBudget {
    const budget = createBackgroundBudget({
      accountId,
      requestsPerMonth: requestsFor(defaultBackgroundBudgetUsd, { usdPer10000Requests }),
      store,
      clock,
      logger,
    })
    budgets.set(accountId, budget)
    return budget
  }

  return {
    of(accountId, usd) {
      const budget = budgets.get(accountId) ?? create(accountId)
      if (usd !== undefined) budget.setLimit(requestsFor(usd, { usdPer10000Requests }))
      return budget
    },
    all: () => [...budgets].map(([accountId, { status }]) => [accountId, status]),
    [Symbol.dispose]() {
      for (const budget of budgets.values()) budget[Symbol.dispose]()
    },
  }
}
