import { describe, expect, test } from 'vitest'
import { allObservers } from '../../src/gateway/all-observers.ts'
import { createDomain } from '../../src/gateway/domain.ts'
import { factsOf } from '../../src/gateway/facts.ts'
import type { GatewayOptions } from '../../src/gateway/options.ts'
import { createMemoryLogger } from '../support/memory-logger.ts'
import { atMost } from '../support/at-most.ts'
import { settle } from '../support/still-clock.ts'
import { createGeneratedKms } from './generated-kms.ts'
import { createHeapClock } from './heap-clock.ts'

const REGIONS = ['us-east-1', 'us-east-2', 'eu-west-1', 'eu-central-1']
/** `FLEET_KEYS=10000` reads a larger fleet, which takes longer. */
const KEYS = Number(process.env['FLEET_KEYS'] ?? 4_000)
const KEYS_PER_SCOPE = KEYS / REGIONS.length

function startLargeFleet() {
  const clock = createHeapClock()
  const logger = createMemoryLogger()
  const [first, ...others] = REGIONS.map((region) => createGeneratedKms(KEYS_PER_SCOPE, region))
  if (!first) throw new Error('There are no Regions.')
  const all = [first, ...others]
  const options: GatewayOptions = {
    kms: [first.kms, ...others.map(({ kms }) => kms)],
    logger,
    version: '0.0.0-test',
    inventory: {},
  }
  const domain = createDomain(options, {
    facts: factsOf(options),
    clock,
    logger,
    observers: allObservers([]),
  })
  const states = () =>
    REGIONS.map((region) => domain.services.inventory?.stateOf(`111122223333/${region}`).state)
  return { clock, domain, all, isFilled: () => states().every((state) => state === 'CURRENT') }
}

/** Lists the keys, which takes no time on the clock: only requests that wait for a permit do. */
async function listed({ all }: ReturnType<typeof startLargeFleet>): Promise<void> {
  for (const _ of atMost(100_000, 'turns of the event loop'))
    if (all.every(({ calls }) => calls('DescribeKey') > 100)) return
    else await settle()
}

describe(`${KEYS} keys in four Regions`, () => {
  test("are read within 1.1 times what a tenth of AWS's quotas permits", async () => {
    const fleet = startLargeFleet()
    const { clock, domain, all, isFilled } = fleet
    using _ = domain
    await listed(fleet)
    const startedAt = clock.elapsed()
    await clock.passUntil(isFilled)
    const tookMs = clock.elapsed() - startedAt
    // AWS allows 100 ListKeyRotations per second, and each key needs two.
    const permittedMs = ((2 * KEYS_PER_SCOPE) / 10) * 1_000
    expect(tookMs).toBeLessThanOrEqual(1.1 * permittedMs)
    expect(tookMs).toBeGreaterThan(0.9 * permittedMs)
    for (const { calls } of all) {
      // The hourly slots of some keys pass in the meantime.
      expect(calls('DescribeKey')).toBeLessThan(1.2 * KEYS_PER_SCOPE)
      expect(calls('ListKeyRotations')).toBeLessThan(1.02 * 2 * KEYS_PER_SCOPE)
      expect(calls('ListResourceTags')).toBeLessThan(1.02 * KEYS_PER_SCOPE)
    }
  })
})
