import { throttled } from './aws-error.ts'
import type { OperationName } from './operation-name.ts'
import type { EmulatorSettings } from './settings.ts'

interface Bucket {
  tokens: number
  filledAt: number
}

/** Request quotas: one token bucket per account, Region and operation, refilled by the emulator's clock. */
export class Quotas {
  readonly #settings: () => EmulatorSettings
  readonly #now: () => number
  readonly #buckets = new Map<string, Bucket>()

  constructor(settings: () => EmulatorSettings, now: () => number) {
    this.#settings = settings
    this.#now = now
  }

  /** Takes one request from the quota. Throws ThrottlingException when the quota is used up. */
  take(accountId: string, region: string, operation: OperationName): void {
    const { isThrottling, quotas, quotaBurstSeconds } = this.#settings()
    if (!isThrottling) return
    const now = this.#now()
    const limits: Readonly<Partial<Record<OperationName, number>>> = quotas
    const perSecond = limits[operation]
    if (perSecond === undefined) return
    const most = Math.max(perSecond * quotaBurstSeconds, perSecond > 0 ? 1 : 0)
    const name = `${accountId} ${region} ${operation}`
    const { tokens, filledAt } = this.#buckets.get(name) ?? { tokens: most, filledAt: now }
    const available = Math.min(most, tokens + ((now - filledAt) / 1_000) * perSecond)
    const isEnough = available >= 1
    this.#buckets.set(name, { tokens: isEnough ? available - 1 : available, filledAt: now })
    if (!isEnough) throw throttled()
  }

  reset(): void {
    this.#buckets.clear()
  }
}
