import { setImmediate } from 'node:timers/promises'
import { demoRotationPolicy } from '../../emulator/demo-fleet/rotation-policy.ts'
import { createEmulatorClock } from '../../emulator/emulator-clock.ts'
import { createEmulator } from '../../emulator/emulator.ts'
import { defaultPolicy } from '../../src/defaults.ts'
import { createGateway } from '../../src/gateway.ts'
import type { Gateway } from '../../src/gateway.ts'
import type { GatewayOptions } from '../../src/gateway/options.ts'
import type { Inventory } from '../../src/rotation/inventory/inventory.ts'
import { parseRotationPolicy } from '../../src/rotation/policy/parse-rotation-policy.ts'
import { atMost } from '../support/at-most.ts'
import { emulatedKms } from '../support/emulated-kms.ts'
import { startGateway, withoutQuotas } from '../support/gateway.ts'
import type { Answer } from '../support/gateway.ts'
import { createMemoryLogger } from '../support/memory-logger.ts'
import { waitUntil } from '../support/wait-until.ts'
import type { Fleet } from './audit-answers.ts'

/** A gateway with the rotation policy of the demo that has read every key. Its clock stands still. */
export interface AuditedFleet extends Fleet, AsyncDisposable {
  /** The data of a response. Fails on errors. */
  readonly ask: <Data>(query: string, variables: Record<string, unknown>) => Promise<Data>
}

const ACCOUNTS = ['111122223333', '222233334444']
/** The first read of the last usage follows within a minute. */
const UNTIL_LAST_USAGE_MS = 60_000

const policyAt = (now: number) => ({
  current: parseRotationPolicy(JSON.stringify(demoRotationPolicy(now)), {
    source: 'rotation-policy.json',
    defaults: defaultPolicy,
  }),
})

export async function auditDemoFleet(): Promise<AuditedFleet> {
  const gateway = await startGateway({
    fleet: 'demo',
    speed: 0,
    cacheControl: null,
    settings: { isThrottling: false },
    gateway: { inventory: {}, rotationPolicy: policyAt(Date.now()) },
  })
  const { emulator } = gateway
  const inventory = await gateway.inventory()
  await waitUntil(() => {
    gateway.passTime(1_000)
    return hasLastUsages(inventory)
  })
  return {
    keys: emulator.keys().filter(({ accountId }) => accountId === emulator.accountId),
    now: emulator.clock.now(),
    ask: async <Data>(query: string, variables: Record<string, unknown>) =>
      dataOf(await gateway.answer<Data, Record<string, unknown>>(query, variables)),
    [Symbol.asyncDispose]: () => gateway[Symbol.asyncDispose](),
  }
}

/** A fleet of any size, and its gateway, which accepts pages of this size. */
export async function auditLargeFleet(
  keyCount: number,
  options: Pick<GatewayOptions, 'console'> = {},
): Promise<AuditedFleet & { readonly gateway: Gateway }> {
  const clock = createEmulatorClock({ speed: 0 })
  const emulator = createEmulator({ accountIds: ACCOUNTS, clock })
  emulator.createFleet({ keys: keyCount })
  const [first, ...others] = emulatedKms(emulator)
  if (!first) throw new Error('The emulator has no Regions.')
  let inventory: Inventory | undefined
  const gateway = createGateway({
    kms: [first, ...others],
    clock,
    logger: createMemoryLogger(),
    version: '0.0.0-test',
    kmsLimits: withoutQuotas,
    limits: { maxPageSize: keyCount, maxQueryNodes: 100 * keyCount },
    rotationPolicy: policyAt(clock.now()),
    inventory: {},
    observers: [{ onInventoryCreated: (created) => void (inventory = created) }],
    ...options,
  })
  await turnUntil(() => inventory?.scopeNames().every((name) => inventory?.stateOf(name).state === 'CURRENT'))
  clock.advance(UNTIL_LAST_USAGE_MS)
  await turnUntil(() => inventory && hasLastUsages(inventory))
  return {
    gateway,
    keys: emulator.keys(),
    now: clock.now(),
    async ask<Data>(query: string, variables: Record<string, unknown>): Promise<Data> {
      const response = await gateway.fetch(
        new Request('http://127.0.0.1:4000/graphql', {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ query, variables }),
        }),
      )
      return dataOf(await response.json())
    },
    async [Symbol.asyncDispose]() {
      await gateway[Symbol.asyncDispose]()
      await emulator[Symbol.asyncDispose]()
    },
  }
}

const hasLastUsages = (inventory: Inventory): boolean =>
  inventory.scopeNames().every((name) => {
    for (const { metadata, lastUsage } of inventory.recordsIn(name))
      if (metadata?.value?.keyManager === 'CUSTOMER' && lastUsage === undefined) return false
    return true
  })

/** Lets the event loop turn until the condition is met. */
async function turnUntil(isMet: () => boolean | undefined): Promise<void> {
  for (const _ of atMost(1_000_000, 'turns of the event loop'))
    if (isMet()) return
    else await setImmediate()
}

function dataOf<Data>({ data, errors }: Answer<Data>): Data {
  if (!data || errors) throw new Error(`The gateway answered ${JSON.stringify(errors)}`)
  return data
}
