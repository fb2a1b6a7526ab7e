import { Counter, Gauge } from 'prom-client'
import type { Registry } from 'prom-client'
import type { Inventory, ScopeInventoryState } from '../rotation/inventory/inventory.ts'
import type { GatewayObserver } from './gateway-observer.ts'

const STATES: readonly ScopeInventoryState[] = ['FILLING', 'CURRENT', 'UNREACHABLE']

/** Adds the metrics of the inventory to a registry. Nothing is counted for a gateway that keeps none. */
export function observeInventory(
  registry: Registry,
): Required<Pick<GatewayObserver, 'onInventoryCreated' | 'onInventoryRead'>> {
  const registers = [registry]
  let inventory: Inventory | undefined
  const scopes = () =>
    (inventory?.scopeNames() ?? []).map((name) => {
      const [account = '', region = ''] = name.split('/')
      return { name, labels: { account, region } }
    })

  const records = new Gauge({
    name: 'kms_gateway_inventory_records',
    help: 'Keys with a record in the inventory, by account and Region.',
    labelNames: ['account', 'region'],
    registers,
    collect() {
      records.reset()
      for (const { name, labels } of scopes()) records.set(labels, inventory?.stateOf(name).keyCount ?? 0)
    },
  })
  const states = new Gauge({
    name: 'kms_gateway_inventory_state',
    help: 'The state of the inventory by account and Region: 1 for the state that it has, 0 for the others. FILLING: a listed key was not read yet. UNREACHABLE: the keys cannot be listed.',
    labelNames: ['account', 'region', 'state'],
    registers,
    collect() {
      states.reset()
      for (const { name, labels } of scopes()) {
        const current = inventory?.stateOf(name).state
        for (const state of STATES) states.set({ ...labels, state }, state === current ? 1 : 0)
      }
    },
  })
  const oldest = new Gauge({
    name: 'kms_gateway_inventory_oldest_reading_timestamp_seconds',
    help: 'When the oldest reading in the inventory was read, in seconds since the epoch, by account and Region. The last usage of keys does not count.',
    labelNames: ['account', 'region'],
    registers,
    collect() {
      oldest.reset()
      for (const { name, labels } of scopes()) {
        const at = oldestReadingIn(inventory, name)
        if (at !== undefined) oldest.set(labels, at / 1_000)
      }
    },
  })
  const reads = new Counter({
    name: 'kms_gateway_inventory_reads_total',
    help: 'Requests of the inventory to KMS, without the polls of watches, by account, Region and operation.',
    labelNames: ['account', 'region', 'operation'],
    registers,
  })

  return {
    onInventoryCreated(created) {
      inventory = created
    },
    onInventoryRead: ({ accountId: account, region }, operation) => reads.inc({ account, region, operation }),
  }
}

function oldestReadingIn(inventory: Inventory | undefined, scopeName: string): number | undefined {
  let oldest: number | undefined
  for (const record of inventory?.recordsIn(scopeName) ?? []) {
    const { metadata, status, rotations, materials, aliases, tags } = record
    for (const reading of [metadata, status, rotations, materials, aliases, tags])
      if (reading && reading.observedAt < (oldest ?? Infinity)) oldest = reading.observedAt
  }
  return oldest
}
