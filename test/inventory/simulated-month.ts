import { allObservers } from '../../src/gateway/all-observers.ts'
import { createDomain } from '../../src/gateway/domain.ts'
import { factsOf } from '../../src/gateway/facts.ts'
import type { GatewayOptions } from '../../src/gateway/options.ts'
import { NAMED_REQUEST } from '../../src/kms/kms.ts'
import type { Kms, KmsOperation } from '../../src/kms/kms.ts'
import { createMemoryLogger } from '../support/memory-logger.ts'
import { createGeneratedKms } from './generated-kms.ts'
import { createHeapClock } from './heap-clock.ts'

export const ACCOUNT = '111122223333'
const DAY_MS = 24 * 60 * 60_000
/** November has 30 days. */
const NOVEMBER = Date.parse('2026-11-01T00:00:00.000Z')

/** The requests of some days: by operation, and by what they were sent for. */
export interface DaysRequests {
  readonly calls: ReadonlyMap<string, number>
  readonly sent: { readonly named: number; readonly interactive: number; readonly others: number }
}

/** A gateway with an inventory of an account with one Region, at the start of a month. */
export function startMonth(keyCount: number, options: Partial<GatewayOptions> = {}, start = NOVEMBER) {
  const clock = createHeapClock(start)
  const logger = createMemoryLogger()
  const generated = createGeneratedKms(keyCount).kms
  let calls = new Map<KmsOperation, number>()
  let sent = { named: 0, interactive: 0, others: 0 }
  const kms: Kms = {
    scope: generated.scope,
    call(operation, input, call = {}) {
      calls.set(operation, (calls.get(operation) ?? 0) + 1)
      if (call.priority !== 'BACKGROUND') sent.interactive++
      else if (call.request === NAMED_REQUEST) sent.named++
      else sent.others++
      return generated.call(operation, input, call)
    },
  }
  const all: GatewayOptions = { kms: [kms], logger, version: '0.0.0-test', inventory: {}, ...options }
  const domain = createDomain(all, { facts: factsOf(all), clock, logger, observers: allObservers([]) })
  return {
    clock,
    logger,
    domain,
    /** Passes days, and returns the requests of these days. */
    pass: async (days: number): Promise<DaysRequests> => {
      calls = new Map()
      sent = { named: 0, interactive: 0, others: 0 }
      const until = clock.elapsed() + days * DAY_MS
      await clock.passUntil(() => clock.elapsed() >= until)
      return { calls, sent }
    },
    cost: () => {
      const cost = domain.services.backgroundCosts().get(ACCOUNT)
      if (!cost) throw new Error('The requests of the month are not known.')
      return cost
    },
  }
}

export interface InventoryRequests {
  readonly calls: ReadonlyMap<string, number>
  /** Without the listings. */
  readonly ofKeys: number
  readonly listings: number
}

/** The requests of a filled inventory in some days. */
export async function inventoryRequests(keyCount: number, days: number): Promise<InventoryRequests> {
  const { domain, pass } = startMonth(keyCount, { backgroundBudgetUsd: 0 })
  using _ = domain
  await pass(1)
  const { calls } = await pass(days)
  const total = [...calls.values()].reduce((sum, count) => sum + count, 0)
  const listings = (calls.get('ListKeys') ?? 0) + (calls.get('ListAliases') ?? 0)
  return { calls, ofKeys: total - listings, listings }
}
