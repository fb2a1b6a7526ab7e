import { partitionOf } from '../arn.ts'

/** An account of the demo, with the role that a gateway assumes in it. */
export interface DemoAccount {
  readonly id: string
  readonly name: string
  readonly roleArn: string
  /** AssumeRole answers AccessDenied for the role. */
  readonly isDenied: boolean
  readonly regions: readonly string[]
}

/** The demo's accounts in the first two Regions: one with the whole fleet, a smaller one, and one whose role is denied. */
export function demoAccounts(regions: readonly string[]): readonly [DemoAccount, ...DemoAccount[]] {
  const [home = 'us-east-1'] = regions
  const account = (id: string, name: string, own: readonly string[], isDenied = false): DemoAccount => ({
    id,
    name,
    roleArn: `arn:${partitionOf(home)}:iam::${id}:role/kms-rotation-gateway`,
    isDenied,
    regions: own,
  })
  return [
    account('111122223333', 'prod', regions),
    account('222233334444', 'staging', [home]),
    account('333344445555', 'legacy', [home], true),
  ]
}
