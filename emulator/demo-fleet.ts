import { HOME_REGION_OTHERS, HOME_REGION_ROTATABLE } from './demo-fleet/home-region.ts'
import type { DemoKey } from './demo-fleet/home-region.ts'
import { MULTI_REGION, SECOND_REGION } from './demo-fleet/second-region.ts'
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
 * The keys of a sample company in the first two Regions: compliant keys, overdue keys, and one key for each reason why
 * KMS rejects a rotation. Dates are relative to the start of the emulator. Key IDs are the same in every run.
 */
export function demoFleet(accountIds: readonly [string, ...string[]], regions: readonly string[]): Fleet {
  const [home = 'us-east-1', abroad] = regions
  const single = (region: string, keys: readonly DemoKey[]) =>
    keys.map((key) => ({ ...awsManaged(key), region, keyId: keyIdFor(`demo/${region}/${key.aliases[0]}`) }))
  const multi = (region: string, replicaRegions: readonly string[], keys: readonly DemoKey[]) =>
    keys.map((key) => ({
      ...key,
      region,
      replicaRegions,
      keyId: multiRegionKeyIdFor(`demo/${key.aliases[0]}`),
    }))

  const atHome = [
    ...single(home, [...HOME_REGION_ROTATABLE, ...HOME_REGION_OTHERS]),
    { region: home, keyId: keyIdFor(`demo/${home}/nameless`), createdAt: '-1900d' },
    foreignKey(home),
    ...multi(home, abroad ? [abroad] : [], MULTI_REGION[0]),
  ]
  return {
    blueprints: abroad
      ? [...atHome, ...single(abroad, SECOND_REGION), ...multi(abroad, [home], MULTI_REGION[1])]
      : atHome,
    predefinedAliases: regions.flatMap((region) =>
      ['alias/aws/dynamodb', 'alias/aws/kinesis', 'alias/aws/secretsmanager'].map((name) => ({
        accountId: accountIds[0],
        region,
        name,
      })),
    ),
    roles: [],
  }
}

// Every AWS managed key rotates yearly and has a description that names the service.
const awsManaged = (key: DemoKey): DemoKey =>
  key.manager === 'AWS'
    ? {
        ...key,
        description: `Default key that protects my ${key.aliases[0].replace('aws/', '')} data when no other key is defined`,
        automaticRotation: { nextRotationDate: '+150d' },
      }
    : key

/** A key of another account. Lists omit it; DescribeKey and GetKeyRotationStatus accept its ARN. */
const foreignKey = (region: string): KeyBlueprint => ({
  region,
  accountId: '444455556666',
  keyId: keyIdFor(`demo/${region}/shared-logs`),
  aliases: ['shared-logs'],
  description: 'Shared by the logging account',
  createdAt: '-800d',
  automaticRotation: { nextRotationDate: '+295d' },
})
