import { demoAccounts } from '../../emulator/demo-fleet/accounts.ts'
import { demoRotationPolicy } from '../../emulator/demo-fleet/rotation-policy.ts'
import type { Emulator } from '../../emulator/emulator.ts'
import { defaultPolicy } from '../../src/defaults.ts'
import { parseRotationPolicy } from '../../src/rotation/policy/parse-rotation-policy.ts'

const ACCOUNTS = demoAccounts(['us-east-1', 'eu-west-1'])

/** Options of a test gateway that serves the accounts of `npm start`. */
export const DEMO = { fleet: 'demo', accountIds: ACCOUNTS.map(({ id }) => id) } as const

/** The rotation policy of `npm start`. */
export const demoPolicy = () =>
  parseRotationPolicy(JSON.stringify(demoRotationPolicy(Date.now())), {
    source: 'the policy of the demo',
    defaults: defaultPolicy,
  })

/** The demo's keys in the accounts that the gateway can reach. */
export function reachableKeys(emulator: Emulator) {
  const reachable = ACCOUNTS.filter(({ isDenied }) => !isDenied).map(({ id }) => id)
  return emulator.keys().filter(({ accountId }) => reachable.includes(accountId))
}
