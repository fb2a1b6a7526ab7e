import type { Logger } from '../../logger.ts'
import { NO_SPENDING, sumOf } from './spending.ts'
import type { Spending, SpendingStore } from './spending.ts'

/** Number of requests that are saved as sent before they are sent, so that the store is not written for each request. */
const BLOCK = 1_000

export interface SpendingCounterOptions {
  readonly accountId: string
  readonly store: SpendingStore
  readonly logger: Logger
  /** Called when requests were added to the store, or the first read of a month has ended. */
  readonly onSaved: () => void
}

/**
 * Counts the requests of one account in the current month. The store has each background request before it is sent, so that it
 * never has too few after the process was killed. While the store cannot be written, the counter continues in memory.
 */
export class SpendingCounter implements Disposable {
  readonly #options: SpendingCounterOptions
  #month = ''
  /** Undefined until the store has answered in this month. */
  #total: Spending | undefined
  /** In the store, and not sent yet. `interactive` may be negative. */
  #reserved = NO_SPENDING
  /** Requests that could not be added to the store. */
  #unsaved = NO_SPENDING
  #isAdding = false

  constructor(options: SpendingCounterOptions) {
    this.#options = options
  }

  /** @param month such as `2026-11` */
  begin(month: string): void {
    if (month === this.#month) return
    this.#giveBack()
    this.#month = month
    this.#total = undefined
    this.#reserved = NO_SPENDING
    this.#unsaved = NO_SPENDING
    this.#isAdding = false
    void this.#add()
  }

  /** The requests of the month, also of other gateways. Undefined while this is not known. */
  get spent(): Spending | undefined {
    const { background, interactive } = this.#reserved
    return this.#total && sumOf(this.#total, { background: -background, interactive: -interactive })
  }

  /** Whether a background request may be counted now. If not, `onSaved` is called later. */
  get isReady(): boolean {
    return this.#total !== undefined && this.#reserved.background >= 1
  }

  count(kind: keyof Spending): void {
    this.#reserved = { ...this.#reserved, [kind]: this.#reserved[kind] - 1 }
    if (this.#reserved[kind] < BLOCK / 2) void this.#add()
  }

  [Symbol.dispose](): void {
    this.#giveBack()
  }

  async #add(): Promise<void> {
    if (this.#isAdding) return
    this.#isAdding = true
    const { accountId, store, logger, onSaved } = this.#options
    const month = this.#month
    const block: Spending = {
      background: Math.max(0, BLOCK - this.#reserved.background),
      interactive: Math.max(0, BLOCK - this.#reserved.interactive),
    }
    const added = sumOf(block, this.#unsaved)
    const total = await store.add(accountId, month, added).catch((error: unknown) => {
      logger.error({ accountId, err: error }, 'spending: the number of requests could not be saved')
      return undefined
    })
    if (month !== this.#month) return
    this.#isAdding = false
    this.#unsaved = total ? NO_SPENDING : added
    this.#total = total ?? sumOf(this.#total ?? NO_SPENDING, block)
    this.#reserved = sumOf(this.#reserved, block)
    onSaved()
  }

  #giveBack(): void {
    const { accountId, store, logger } = this.#options
    if (this.#total === undefined) return
    const rest = sumOf(this.#unsaved, {
      background: -this.#reserved.background,
      interactive: -this.#reserved.interactive,
    })
    store.add(accountId, this.#month, rest).catch((error: unknown) => {
      logger.error({ accountId, err: error }, 'spending: the number of requests could not be saved')
    })
  }
}
