import { describe, expect, test } from 'vitest'
import { allObservers } from '../../src/gateway/all-observers.ts'
import { createDomain } from '../../src/gateway/domain.ts'
import { factsOf } from '../../src/gateway/facts.ts'
import type { GatewayOptions } from '../../src/gateway/options.ts'
import type { Kms, KmsInput, KmsOperation } from '../../src/kms/kms.ts'
import { automaticEntry, daysAgo, metadataOf, statusOn } from '../rotation/kms-values.ts'
import { createMemoryLogger } from '../support/memory-logger.ts'
import { atMost } from '../support/at-most.ts'
import { settle } from '../support/still-clock.ts'
import { arnOf } from './fake-fleet.ts'
import { createHeapClock } from './heap-clock.ts'

const REGIONS = ['us-east-1', 'us-east-2', 'eu-west-1', 'eu-central-1']
const KEYS_PER_SCOPE = 2_500

/** A KMS that makes new objects for each response, as the adapter does, and keeps only the number of calls. */
function createGeneratedKms(region: string) {
  const calls = new Map<KmsOperation, number>()
  const arns = Array.from({ length: KEYS_PER_SCOPE }, (_, index) => arnOf(index).replace('us-east-1', region))
  /** A new string with the same characters, as parsing a response makes one. */
  const fresh = (text: string) => Buffer.from(text).toString()
  const respond: { [Name in KmsOperation]?: (input: KmsInput<Name>) => unknown } = {
    ListKeys({ marker = '0' }) {
      const start = Number(marker)
      const items = arns.slice(start, start + 1_000).map((keyArn) => ({ keyArn: fresh(keyArn), keyId: '' }))
      return { items, nextMarker: start + 1_000 < arns.length ? String(start + 1_000) : undefined }
    },
    ListAliases({ marker = '0' }) {
      const start = Number(marker)
      const items = arns.slice(start, start + 100).map((keyArn) => ({
        aliasName: fresh(`alias/orders-${start}`),
        aliasArn: fresh(`arn:aws:kms:${region}:111122223333:alias/orders-${start}`),
        targetKeyId: fresh(keyArn.slice(keyArn.indexOf('/') + 1)),
        creationDate: daysAgo(30),
        lastUpdatedDate: daysAgo(30),
      }))
      return { items, nextMarker: start + 100 < arns.length ? String(start + 100) : undefined }
    },
    DescribeKey: ({ keyId }) =>
      metadataOf({
        keyArn: fresh(keyId),
        keyId: fresh(keyId.slice(keyId.indexOf('/') + 1)),
        description: fresh('The key of the orders service in production'),
        currentKeyMaterialId: fresh('a'.repeat(64)),
        creationDate: daysAgo(800),
      }),
    GetKeyRotationStatus: () => statusOn(),
    ListKeyRotations: () => ({
      items: [1, 2, 3].map((years) => ({
        ...automaticEntry(daysAgo(365 * years)),
        keyMaterialId: fresh('b'.repeat(64)),
      })),
      nextMarker: undefined,
    }),
    ListResourceTags: () => ({
      items: ['team', 'stage', 'data-class', 'cost-centre'].map((tagKey) => ({
        tagKey: fresh(tagKey),
        tagValue: fresh(`${tagKey}-value`),
      })),
      nextMarker: undefined,
    }),
    GetKeyLastUsage: () => ({
      usage: undefined,
      trackingStartDate: daysAgo(100),
      creationDate: daysAgo(800),
      observedAt: daysAgo(0),
    }),
  }
  const kms: Kms = {
    scope: { partition: 'aws', accountId: '111122223333', region },
    async call(operation, input) {
      calls.set(operation, (calls.get(operation) ?? 0) + 1)
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the table above has the response of each operation
      return respond[operation]?.(input) as never
    },
  }
  return { kms, calls: (operation: KmsOperation) => calls.get(operation) ?? 0 }
}

function startLargeFleet() {
  const clock = createHeapClock()
  const logger = createMemoryLogger()
  const [first, ...others] = REGIONS.map(createGeneratedKms)
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

describe('10,000 keys in four accounts and Regions', () => {
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
