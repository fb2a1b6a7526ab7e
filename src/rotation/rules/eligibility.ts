import { MAX_ROTATION_MS } from '../../defaults.ts'
import type { KeyArn } from '../../kms/key-arn.ts'
import type { KeyMetadata, KeyRotationStatus, RotationsListEntry } from '../../kms/kms.ts'
import { blockerMessage } from './blocker-message.ts'
import { onDemandQuota, onDemandInProgressSince } from './on-demand-quota.ts'
import {
  hasImportedMaterial,
  isAwsManaged,
  isInCustomKeyStore,
  isPendingDeletion,
  isReplica,
  mayRotateSpec,
} from './rotation-support.ts'

export type BlockerReason =
  | 'VIEWER_LACKS_PERMISSION'
  | 'FOREIGN_ACCOUNT'
  | 'METADATA_UNREADABLE'
  | 'AWS_MANAGED_KEY'
  | 'KEY_DISABLED'
  | 'KEY_PENDING_DELETION'
  | 'KEY_NOT_READY'
  | 'SPEC_NOT_SUPPORTED'
  | 'CUSTOM_KEY_STORE'
  | 'IMPORTED_MATERIAL'
  | 'NOT_PRIMARY_REGION'
  | 'ROTATION_IN_PROGRESS'
  | 'NO_PENDING_MATERIAL'
  | 'ON_DEMAND_QUOTA_EXHAUSTED'
  | 'AUTOMATIC_ROTATION_IMMINENT'
  | 'ALREADY_IN_THAT_STATE'

/** A reason why a change of a key is not possible now. */
export interface Blocker {
  readonly reason: BlockerReason
  /** Complete sentences: the reason and what to do next. */
  readonly message: string
  /** When the blocker ends without action, if known. */
  readonly clearsAt?: Date
}

/** Facts that every change of a key depends on. EnableKeyRotation depends on no others. */
export interface KeyFacts {
  readonly key: KeyArn
  /** Undefined when it could not be read. */
  readonly metadata: KeyMetadata | undefined
  /** The key belongs to another account than the gateway's AWS credentials. */
  readonly isForeign: boolean
  /** The viewer has the permission ROTATION_WRITE. */
  readonly mayWrite: boolean
}

export interface DisableAutomaticRotationFacts extends KeyFacts {
  /** Undefined when it could not be read or was not requested. This is not a blocker: KMS decides. */
  readonly status: KeyRotationStatus | undefined
}

export interface RotateOnDemandFacts extends DisableAutomaticRotationFacts {
  /**
   * The key's whole history, read with ALL_KEY_MATERIAL for imported material. Undefined when it could not be read or was
   * not requested. This is not a blocker: KMS decides.
   */
  readonly materials: readonly RotationsListEntry[] | undefined
  readonly onDemandRotationsPerKey: number
}

/** KMS rejects on-demand rotations within this time before an automatic rotation. */
export const AUTOMATIC_ROTATION_WINDOW_MS = 20 * 60_000

/** All known blockers of RotateKeyOnDemand, in the order in which KMS checks them. */
export function rotateOnDemandBlockers(facts: RotateOnDemandFacts, now: number): readonly Blocker[] {
  const { metadata, status, materials, onDemandRotationsPerKey } = facts
  const blockers = keyBlockers(facts, 'ON_DEMAND')

  const startedAt = onDemandInProgressSince(status, materials)
  if (startedAt)
    blockers.push({
      reason: 'ROTATION_IN_PROGRESS',
      message: blockerMessage.rotationInProgress(startedAt),
    })

  // A replica key rotates with its primary key, whose material decides.
  if (metadata && hasImportedMaterial(metadata) && !isReplica(metadata) && materials)
    blockers.push(...pendingMaterialBlockers(materials))

  if (materials && onDemandQuota(materials, status, onDemandRotationsPerKey).remaining === 0)
    blockers.push({
      reason: 'ON_DEMAND_QUOTA_EXHAUSTED',
      message: blockerMessage.onDemandQuotaExhausted(onDemandRotationsPerKey),
    })

  blockers.push(...imminenceBlockers(status, materials, now))
  return blockers
}

/**
 * All known blockers of EnableKeyRotation, in the order in which KMS checks them. Enabled rotation is not a blocker, because
 * EnableKeyRotation then changes the period.
 */
export function enableAutomaticRotationBlockers(facts: KeyFacts): readonly Blocker[] {
  return keyBlockers(facts, 'AUTOMATIC')
}

/** All known blockers of DisableKeyRotation, in the order in which KMS checks them. */
export function disableAutomaticRotationBlockers(facts: DisableAutomaticRotationFacts): readonly Blocker[] {
  const blockers = keyBlockers(facts, 'AUTOMATIC')
  // While deletion is pending, KMS answers false. It restores the setting when the deletion is cancelled.
  const isSettingKnown = facts.metadata === undefined || !isPendingDeletion(facts.metadata)
  if (facts.status?.keyRotationEnabled === false && isSettingKnown)
    blockers.push({ reason: 'ALREADY_IN_THAT_STATE', message: blockerMessage.automaticRotationOff })
  return blockers
}

function keyBlockers(facts: KeyFacts, type: 'AUTOMATIC' | 'ON_DEMAND'): Blocker[] {
  const { key, metadata, isForeign, mayWrite } = facts
  const blockers: Blocker[] = []
  if (!mayWrite)
    blockers.push({
      reason: 'VIEWER_LACKS_PERMISSION',
      message: blockerMessage.viewerLacksPermission,
    })
  if (isForeign)
    blockers.push({
      reason: 'FOREIGN_ACCOUNT',
      message: blockerMessage.foreignAccount(key.accountId),
    })
  if (!metadata) {
    blockers.push({ reason: 'METADATA_UNREADABLE', message: blockerMessage.metadataUnreadable })
    return blockers
  }
  if (isAwsManaged(metadata))
    blockers.push({ reason: 'AWS_MANAGED_KEY', message: blockerMessage.awsManagedKey })

  // KMS checks the state first, except for states that only unsupported kinds of keys can have.
  const { keyState } = metadata
  const isKindFirst = keyState === 'Unavailable' || (keyState === 'PendingImport' && type === 'AUTOMATIC')
  const state = stateBlockers(metadata)
  const kind = kindBlockers(metadata, type)
  return [...blockers, ...(isKindFirst ? [...kind, ...state] : [...state, ...kind])]
}

/** States that KMS accepts, does not document, or has added are not blockers. */
function stateBlockers({ keyState, deletionDate }: KeyMetadata): Blocker[] {
  switch (keyState) {
    case 'Disabled':
      return [{ reason: 'KEY_DISABLED', message: blockerMessage.keyDisabled }]
    case 'PendingDeletion': {
      const when = deletionDate ? `on ${deletionDate.toISOString()}` : 'soon'
      return [{ reason: 'KEY_PENDING_DELETION', message: blockerMessage.keyPendingDeletion(when) }]
    }
    case 'PendingReplicaDeletion': {
      const message = blockerMessage.keyPendingDeletion('after its replicas')
      return [{ reason: 'KEY_PENDING_DELETION', message }]
    }
    case 'PendingImport':
      return [{ reason: 'KEY_NOT_READY', message: blockerMessage.keyWithoutMaterial }]
    case 'Creating':
      return [{ reason: 'KEY_NOT_READY', message: blockerMessage.keyBeingCreated }]
    case 'Unavailable':
      return [{ reason: 'KEY_NOT_READY', message: blockerMessage.keyUnavailable }]
    case 'Enabled':
    case 'Updating':
    case undefined:
    default:
      return []
  }
}

function kindBlockers(metadata: KeyMetadata, type: 'AUTOMATIC' | 'ON_DEMAND'): Blocker[] {
  const blockers: Blocker[] = []
  if (!mayRotateSpec(metadata)) {
    const spec = metadata.keySpec ?? metadata.keyUsage ?? 'of another kind'
    blockers.push({ reason: 'SPEC_NOT_SUPPORTED', message: blockerMessage.specNotSupported(spec) })
  }
  if (isInCustomKeyStore(metadata))
    blockers.push({ reason: 'CUSTOM_KEY_STORE', message: blockerMessage.customKeyStore })
  if (type === 'AUTOMATIC' && hasImportedMaterial(metadata))
    blockers.push({ reason: 'IMPORTED_MATERIAL', message: blockerMessage.importedMaterial })
  if (isReplica(metadata)) {
    const message = blockerMessage.notPrimaryRegion
    blockers.push({ reason: 'NOT_PRIMARY_REGION', message })
  }
  return blockers
}

function pendingMaterialBlockers(materials: readonly RotationsListEntry[]): Blocker[] {
  const states = new Set(materials.map(({ keyMaterialState }) => keyMaterialState))
  if (states.has('PENDING_ROTATION')) return []
  // Without material, or without its state, it is not known whether material is pending: KMS decides.
  if (states.size === 0 || states.has(undefined)) return []
  const message = states.has('PENDING_MULTI_REGION_IMPORT_AND_ROTATION')
    ? blockerMessage.materialPendingInReplicas
    : blockerMessage.noPendingMaterial
  return [{ reason: 'NO_PENDING_MATERIAL', message }]
}

function imminenceBlockers(
  status: KeyRotationStatus | undefined,
  materials: readonly RotationsListEntry[] | undefined,
  now: number,
): Blocker[] {
  const scheduledAt = status?.keyRotationEnabled ? status.nextRotationDate : undefined
  if (scheduledAt === undefined) return []
  const clearsAt = new Date(scheduledAt.getTime() + MAX_ROTATION_MS)
  if (scheduledAt.getTime() - now > AUTOMATIC_ROTATION_WINDOW_MS || now >= clearsAt.getTime()) return []
  // KMS may show the date for a while after its rotation completed.
  const hasCompleted = (materials ?? []).some(
    ({ rotationType, rotationDate }) =>
      rotationType === 'AUTOMATIC' && rotationDate !== undefined && rotationDate >= scheduledAt,
  )
  if (hasCompleted) return []
  const message = blockerMessage.automaticRotationImminent(scheduledAt, clearsAt)
  return [{ reason: 'AUTOMATIC_ROTATION_IMMINENT', message, clearsAt }]
}
