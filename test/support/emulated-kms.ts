import type { Emulator } from '../../emulator/emulator.ts'
import type { KeyReport } from '../../emulator/key-report.ts'
import { AccessDeniedError, UnsupportedKeyError } from '../../src/errors/operation-errors.ts'
import type { Kms, KmsInput, KmsOperation, KmsOutput, Page, RotationsListEntry } from '../../src/kms/kms.ts'
import { partitionOf } from '../../src/kms/aws/partition-of.ts'

type Responses = { readonly [Name in KmsOperation]: (input: KmsInput<Name>) => KmsOutput<Name> }

/**
 * The keys that an emulator has now, in memory: one {@link Kms} for each account and Region. Without sockets, many thousand keys
 * are read within seconds. Every change is denied.
 */
export function emulatedKms(emulator: Emulator): readonly Kms[] {
  const now = new Date(emulator.clock.now())
  const keys = emulator.keys()
  return emulator.accountIds.flatMap((accountId) =>
    emulator.regions.map((region) => {
      const responses = createResponses(
        keys.filter((key) => key.accountId === accountId && key.region === region),
        now,
      )
      return {
        scope: { partition: partitionOf(region), accountId, region },
        async call<Name extends KmsOperation>(operation: Name, input: KmsInput<Name>) {
          return responses[operation](input)
        },
      }
    }),
  )
}

function createResponses(keys: readonly KeyReport[], now: Date): Responses {
  const byArn = new Map(keys.map((key) => [key.arn, key]))
  const aliases = keys.flatMap((key) =>
    key.aliases.map((aliasName) => ({
      aliasName,
      aliasArn: undefined,
      targetKeyId: key.keyId,
      creationDate: new Date(key.createdAt),
      lastUpdatedDate: new Date(key.createdAt),
    })),
  )

  function read(operation: KmsOperation, keyArn: string): KeyReport {
    const key = byArn.get(keyArn)
    if (!key) throw new Error(`The emulator has no key ${keyArn}.`)
    if (key.denies.includes(operation))
      throw new AccessDeniedError(`AWS denies kms:${operation}.`, { resourceArn: keyArn })
    return key
  }

  function unsupported(keyArn: string): never {
    throw new UnsupportedKeyError('KMS does not support this operation for this key.', { keyArn })
  }

  function denied(operation: KmsOperation): never {
    throw new AccessDeniedError(`AWS denies kms:${operation}.`, {})
  }

  return {
    ListKeys: (input) =>
      pageOf(
        keys.map(({ arn, keyId }) => ({ keyArn: arn, keyId })),
        input,
      ),
    ListAliases: (input) => pageOf(aliases, input),
    ListResourceTags: ({ keyId }) => ({
      items: Object.entries(read('ListResourceTags', keyId).tags).map(([tagKey, tagValue]) => ({
        tagKey,
        tagValue,
      })),
      nextMarker: undefined,
    }),
    DescribeKey({ keyId }) {
      const key = read('DescribeKey', keyId)
      const { multiRegion } = key
      const inRegion = (region: string) => key.arn.replace(key.region, region)
      return {
        keyArn: key.arn,
        keyId: key.keyId,
        description: key.description,
        keyState: key.state,
        keyManager: key.manager,
        origin: key.origin,
        keySpec: key.spec,
        keyUsage: key.usage,
        creationDate: new Date(key.createdAt),
        deletionDate: key.deletionDate === undefined ? undefined : new Date(key.deletionDate),
        multiRegion: multiRegion && {
          type: multiRegion.role,
          primaryKeyArn: inRegion(multiRegion.primaryRegion),
          replicaKeyArns: multiRegion.replicaRegions.map(inRegion),
        },
        currentKeyMaterialId: key.currentKeyMaterialId,
      }
    },
    GetKeyRotationStatus({ keyId }) {
      const { automaticRotation, origin, onDemandUsed, state } = read('GetKeyRotationStatus', keyId)
      if (isInCustomKeyStore(origin) || (origin === 'EXTERNAL' && onDemandUsed === 0)) unsupported(keyId)
      const { isEnabled, periodInDays, nextRotationDate } = automaticRotation
      const isOn = isEnabled && state !== 'PendingDeletion'
      return {
        keyRotationEnabled: isOn,
        rotationPeriodInDays: isOn ? periodInDays : undefined,
        nextRotationDate: isOn && nextRotationDate !== undefined ? new Date(nextRotationDate) : undefined,
        onDemandRotationStartDate: undefined,
        observedAt: now,
      }
    },
    ListKeyRotations({ keyId }) {
      const key = read('ListKeyRotations', keyId)
      if (key.spec !== 'SYMMETRIC_DEFAULT' || isInCustomKeyStore(key.origin)) unsupported(keyId)
      return { items: key.rotations.map(entryOf), nextMarker: undefined }
    },
    GetKeyLastUsage({ keyId }) {
      const { lastUsage, trackingStartDate, createdAt } = read('GetKeyLastUsage', keyId)
      return {
        usage: lastUsage && {
          usedAt: new Date(lastUsage.usedAt),
          operation: lastUsage.operation,
          cloudTrailEventId: undefined,
        },
        trackingStartDate: new Date(trackingStartDate),
        creationDate: new Date(createdAt),
        observedAt: now,
      }
    },
    RotateKeyOnDemand: () => denied('RotateKeyOnDemand'),
    EnableKeyRotation: () => denied('EnableKeyRotation'),
    DisableKeyRotation: () => denied('DisableKeyRotation'),
  }
}

const isInCustomKeyStore = (origin: string): boolean => origin !== 'AWS_KMS' && origin !== 'EXTERNAL'

const entryOf = ({
  type,
  keyMaterialId,
  completedAt,
}: KeyReport['rotations'][number]): RotationsListEntry => ({
  keyMaterialId,
  keyMaterialDescription: undefined,
  keyMaterialState: undefined,
  importState: undefined,
  validTo: undefined,
  rotationDate: new Date(completedAt),
  rotationType: type,
})

/** A marker is the index of the next item. */
function pageOf<Item>(
  items: readonly Item[],
  {
    limit = 100,
    marker = '0',
  }: { readonly limit?: number | undefined; readonly marker?: string | undefined },
): Page<Item> {
  const end = Number(marker) + limit
  return { items: items.slice(Number(marker), end), nextMarker: end < items.length ? String(end) : undefined }
}
