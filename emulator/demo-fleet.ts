import { demoAccounts } from './demo-fleet/accounts.ts'
import { HOME_REGION_OTHERS, HOME_REGION_ROTATABLE } from './demo-fleet/home-region.ts'
import type { DemoKey } from './demo-fleet/home-region.ts'
import { LEGACY, STAGING } from './demo-fleet/other-accounts.ts'
import { MULTI_REGION, SECOND_REGION } from './demo-fleet/second-region.ts'
import { withUsage } from './demo-fleet/usage.ts'
import type { KeyBlueprint } from './key-blueprint.ts'
import { keyIdFor, multiRegionKeyIdFor } from './key-id.ts'
import type { Place } from './key-store.ts'
import type { RoleBlueprint } from './role.ts'

export interface Fleet {
  readonly blueprints: readonly KeyBlueprint[]
  readonly predefinedAliases: readonly (Place & { readonly name: string })[]
  readonly roles: readonly RoleBlueprint[]
}

/**
 * The keys of a sample company. The first account has compliant keys, overdue keys, and one key for each reason why KMS
 * rejects a rotation, in the first two Regions. The second and third accounts have fewer keys, in the first Region; further
 * accounts have none. Dates are relative to the start of the emulator. Key IDs are the same in every run.
 */
export function demoFleet(accountIds: readonly string[], regions: readonly string[]): Fleet {
  const [home = 'us-east-1', abroad] = regions
  const [first, second, third] = accountIds
  return {
    blueprints: [
      ...inAccount(first, mainFleet(home, abroad)),
      foreignKey(home),
      ...inAccount(second, single(home, STAGING, 'staging')),
      ...inAccount(third, single(home, LEGACY, 'legacy')),
    ],
    predefinedAliases: accountIds.flatMap((accountId) =>
      regions.flatMap((region) =>
        ['alias/aws/dynamodb', 'alias/aws/kinesis', 'alias/aws/secretsmanager'].map((name) => ({
          accountId,
          region,
          name,
        })),
      ),
    ),
    roles: demoAccounts(regions)
      .filter(({ isDenied }) => isDenied)
      .map(({ roleArn }) => ({ arn: roleArn, isDenied: true })),
  }
}

function mainFleet(home: string, abroad: string | undefined): readonly KeyBlueprint[] {
  const atHome = [
    ...single(home, [...HOME_REGION_ROTATABLE, ...HOME_REGION_OTHERS], home),
    { region: home, keyId: keyIdFor(`demo/${home}/nameless`), createdAt: '-1900d' },
    ...multi(home, abroad ? [abroad] : [], MULTI_REGION[0]),
  ]
  return abroad
    ? [...atHome, ...single(abroad, SECOND_REGION, abroad), ...multi(abroad, [home], MULTI_REGION[1])]
    : atHome
}

const inAccount = (accountId: string | undefined, keys: readonly KeyBlueprint[]): readonly KeyBlueprint[] =>
  accountId === undefined ? [] : keys.map((key) => ({ ...key, accountId }))

/** Single-Region keys. Their key IDs are derived from `group` and the first alias. */
const single = (region: string, keys: readonly DemoKey[], group: string): readonly KeyBlueprint[] =>
  keys.map((key) =>
    withUsage({ ...awsManaged(key), region, keyId: keyIdFor(`demo/${group}/${key.aliases[0]}`) }),
  )

const multi = (
  region: string,
  replicaRegions: readonly string[],
  keys: readonly DemoKey[],
): readonly KeyBlueprint[] =>
  keys.map((key) =>
    withUsage({ ...key, region, replicaRegions, keyId: multiRegionKeyIdFor(`demo/${key.aliases[0]}`) }),
  )

// Every AWS managed key rotates yearly and has a description that names the service.
const awsManaged = (key: DemoKey): DemoKey =>
  key.manager === 'AWS'
    ? {
        ...key,
        description: `Default key that protects my ${key.aliases[0].replace('aws/', '')} data when no other key is defined`,
        automaticRotation: { nextRotationDate: '+150d' },
      }
    : key

/** A key of an account that the emulator does not have. Lists omit it; DescribeKey and GetKeyRotationStatus accept its ARN. */
const foreignKey = (region: string): KeyBlueprint => ({
  region,
  accountId: '444455556666',
  keyId: keyIdFor(`demo/${region}/shared-logs`),
  aliases: ['shared-logs'],
  description: 'Shared by the logging account',
  createdAt: '-800d',
  automaticRotation: { nextRotationDate: '+295d' },
})
