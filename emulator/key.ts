import { keyArn } from './arn.ts'
import { algorithmMember, customerMasterKeySpec } from './key-spec.ts'
import type { OperationName } from './operation-name.ts'
import { currentMaterialAt } from './rotation-timeline.ts'
import type { RotationTimeline } from './rotation-timeline.ts'

export const KEY_STATES = [
  'Creating',
  'Enabled',
  'Disabled',
  'PendingDeletion',
  'PendingImport',
  'PendingReplicaDeletion',
  'Unavailable',
  'Updating',
] as const
export type KeyState = (typeof KEY_STATES)[number]

export const KEY_ORIGINS = ['AWS_KMS', 'EXTERNAL', 'AWS_CLOUDHSM', 'EXTERNAL_KEY_STORE'] as const
export type KeyOrigin = (typeof KEY_ORIGINS)[number]

/** Page sizes of one key's lists. The emulator's settings apply to undefined members. */
export interface PageCut {
  readonly maxItems?: number
  readonly emptyEvery?: number
  readonly hasTrailingEmptyPage?: boolean
}

export interface Alias {
  /** With its `alias/` prefix. */
  readonly name: string
  readonly createdAt: number
  readonly updatedAt: number
}

/** The stored state of a key. Instants are milliseconds since the epoch. */
export interface EmulatedKey {
  readonly keyId: string
  readonly arn: string
  readonly region: string
  readonly accountId: string
  readonly spec: string
  readonly usage: string
  readonly origin: KeyOrigin
  readonly manager: 'AWS' | 'CUSTOMER'
  readonly createdAt: number
  readonly customKeyStoreId?: string
  readonly trackingStartDate: number
  readonly multiRegion?: { readonly role: 'PRIMARY' | 'REPLICA'; readonly family: MultiRegionFamily }
  /** A multi-Region primary key and its replicas share one ledger, because KMS synchronizes their rotations. */
  readonly ledger: { timeline: RotationTimeline }
  /** Undefined: never used. */
  lastUsage: RecordedUsage | undefined
  description: string
  state: KeyState
  deletionDate?: number
  pendingDeletionWindowInDays?: number
  aliases: readonly Alias[]
  tags: Readonly<Record<string, string>>
  denies: ReadonlySet<OperationName>
  pages: PageCut
  /** Members of KeyMetadata that replace the emulator's; null = omitted. */
  metadata: Readonly<Record<string, unknown>>
}

export interface RecordedUsage {
  readonly operation: string
  readonly usedAt: number
  readonly cloudTrailEventId: string
  readonly kmsRequestId: string
}

export interface MultiRegionFamily {
  readonly primaryRegion: string
  readonly replicaRegions: readonly string[]
}

export const isReplica = (key: EmulatedKey) => key.multiRegion?.role === 'REPLICA'

/** Only these keys have key material that rotates. */
export const hasSymmetricMaterial = (key: EmulatedKey) =>
  key.spec === 'SYMMETRIC_DEFAULT' && (key.origin === 'AWS_KMS' || key.origin === 'EXTERNAL')

export const isInCustomKeyStore = (key: EmulatedKey) =>
  key.origin === 'AWS_CLOUDHSM' || key.origin === 'EXTERNAL_KEY_STORE'

/** KMS sends timestamps as seconds since the epoch, with milliseconds as the fraction. */
export const epochSeconds = (ms: number) => ms / 1_000

/** `KeyMetadata` with exactly the members that real KMS sends for this key. */
export function keyMetadata(key: EmulatedKey, now: number, hasMaterialIds: boolean): Record<string, unknown> {
  const members = { ...ordinaryMetadata(key, now, hasMaterialIds), ...key.metadata }
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== null))
}

function ordinaryMetadata(key: EmulatedKey, now: number, hasMaterialIds: boolean): Record<string, unknown> {
  const { timeline } = key.ledger
  const current =
    hasSymmetricMaterial(key) && key.state !== 'Creating' ? currentMaterialAt(timeline, now) : undefined
  return {
    AWSAccountId: key.accountId,
    KeyId: key.keyId,
    Arn: key.arn,
    CreationDate: epochSeconds(key.createdAt),
    Enabled: key.state === 'Enabled',
    Description: key.description,
    KeyUsage: key.usage,
    KeyState: key.state,
    ...(key.state === 'PendingDeletion' &&
      key.deletionDate !== undefined && { DeletionDate: epochSeconds(key.deletionDate) }),
    Origin: key.origin,
    ...(key.customKeyStoreId !== undefined && { CustomKeyStoreId: key.customKeyStoreId }),
    ...(key.origin === 'AWS_CLOUDHSM' && { CloudHsmClusterId: 'cluster-1a23b4cdefg' }),
    ...(key.origin === 'EXTERNAL' && timeline.first && expiry(current?.validTo)),
    KeyManager: key.manager,
    KeySpec: key.spec,
    ...customerMasterKeySpec(key.spec),
    ...algorithmMember(key.spec, key.usage),
    MultiRegion: key.multiRegion !== undefined,
    ...(key.multiRegion && { MultiRegionConfiguration: multiRegionConfiguration(key, key.multiRegion) }),
    ...(key.state === 'PendingReplicaDeletion' && {
      PendingDeletionWindowInDays: key.pendingDeletionWindowInDays ?? 30,
    }),
    ...(key.origin === 'EXTERNAL_KEY_STORE' && { XksKeyConfiguration: { Id: `xks-${key.keyId}` } }),
    ...(current && hasMaterialIds && { CurrentKeyMaterialId: current.id }),
  }
}

export const expiry = (validTo: number | undefined) =>
  validTo === undefined
    ? { ExpirationModel: 'KEY_MATERIAL_DOES_NOT_EXPIRE' }
    : { ExpirationModel: 'KEY_MATERIAL_EXPIRES', ValidTo: epochSeconds(validTo) }

function multiRegionConfiguration(
  key: EmulatedKey,
  { role, family }: NonNullable<EmulatedKey['multiRegion']>,
): object {
  const member = (region: string) => ({ Arn: keyArn(region, key.accountId, key.keyId), Region: region })
  return {
    MultiRegionKeyType: role,
    PrimaryKey: member(family.primaryRegion),
    ReplicaKeys: family.replicaRegions.map(member),
  }
}
