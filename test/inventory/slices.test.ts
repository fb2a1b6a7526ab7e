import { setImmediate as immediate } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { atMost } from '../support/at-most.ts'
import { settle } from '../support/still-clock.ts'
import { SCOPE, startFakeFleet } from './fake-fleet.ts'

test('an inventory handles at most 250 records before it yields to the event loop', async () => {
  using fleet = startFakeFleet(2_000)
  await fleet.filled()
  for (const _ of atMost(100, 'rounds of work')) {
    const { version } = fleet.inventory
    await settle()
    if (version === fleet.inventory.version) break
  }
  const listedAt = fleet.inventory.stateOf(SCOPE).listedAt
  const pass = fleet.clock.pass(15 * 60_000)
  const steps: number[] = []
  for (const _ of atMost(100_000, 'turns of the event loop')) {
    const { version } = fleet.inventory
    await immediate()
    steps.push(fleet.inventory.version - version)
    if (fleet.inventory.stateOf(SCOPE).listedAt !== listedAt) break
  }
  await pass
  // Each key is noted as listed, and its aliases are noted.
  expect(steps.reduce((total, count) => total + count)).toBeGreaterThanOrEqual(2 * 2_000)
  expect(Math.max(...steps)).toBeLessThanOrEqual(2 * 250)
})
