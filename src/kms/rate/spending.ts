/** Numbers of KMS requests of one account in one calendar month (UTC). */
export interface Spending {
  readonly background: number
  readonly interactive: number
}

/** Counts the requests of all gateways that share the store, by account and month. */
export interface SpendingStore {
  /**
   * Adds requests, which may be negative.
   *
   * @param month such as `2026-11`
   * @returns all requests of the account in this month. Resolves when they are saved
   */
  add(accountId: string, month: string, requests: Spending): Promise<Spending>
}

export const NO_SPENDING: Spending = { background: 0, interactive: 0 }

export const sumOf = (one: Spending, other: Spending): Spending => ({
  background: one.background + other.background,
  interactive: one.interactive + other.interactive,
})

/** Forgets everything when the process ends. */
export function createMemorySpendingStore(): SpendingStore {
  const counts = new Map<string, Spending>()
  return {
    async add(accountId, month, requests) {
      const name = `${accountId} ${month}`
      const sum = sumOf(counts.get(name) ?? NO_SPENDING, requests)
      counts.set(name, sum)
      return sum
    },
  }
}
