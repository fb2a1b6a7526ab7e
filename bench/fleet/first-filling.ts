import { setTimeout as delay } from 'node:timers/promises'
import { isOperation } from '../../src/kms/operations.ts'
import { backgroundQuotas } from '../../src/kms/rate/quotas.ts'
import type { BenchEmulator } from '../emulator.ts'
import type { ServerProcess } from '../server-process.ts'
import { ask, EVERYTHING } from './gateways.ts'

const TIMEOUT_MS = 10 * 60_000

export interface Filling {
  readonly seconds: number
  /** The time that the same requests take at the maximum rate of background requests. */
  readonly permittedSeconds: number
}

/** Waits until the inventory of a gateway that has just started is complete. */
export async function firstFilling(
  gateway: ServerProcess,
  emulator: BenchEmulator,
  quotas: Readonly<Record<string, number>>,
): Promise<Filling> {
  const begun = performance.now()
  for (;;) {
    const { fleet } = Object(await ask(gateway, EVERYTHING, '{ fleet { isComplete } }'))
    if (fleet.isComplete === true) break
    if (performance.now() - begun > TIMEOUT_MS) throw new Error('The inventory was not filled in time.')
    await delay(1_000)
  }
  const seconds = (performance.now() - begun) / 1_000
  const rates = backgroundQuotas({ quotas })
  const { calls } = await emulator.statistics()
  // The inventory is complete before it has read the last uses, which have the smallest quota.
  const times = calls.map(({ operation, calls: count }) =>
    isOperation(operation) && operation !== 'GetKeyLastUsage' ? count / rates[operation] : 0,
  )
  return { seconds, permittedSeconds: Math.max(...times) }
}
