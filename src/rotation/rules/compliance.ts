import type { KeyMetadata, KeyRotationStatus } from '../../kms/kms.ts'
import { automaticRotation } from './automatic-rotation.ts'
import { DAY_MS, lastRotation } from '../rotation.ts'
import type { Rotation } from '../rotation.ts'
import {
  isAwsManaged,
  isInCustomKeyStore,
  isKindKnown,
  isPendingDeletion,
  isReplica,
  mayRotateSpec,
} from './rotation-support.ts'

export interface RotationPolicy {
  /** Oldest allowed current material. */
  readonly maxMaterialAgeInDays: number
  /** DUE_SOON from this many days before it is older than that. */
  readonly warnBeforeDays: number
  /** Requires automatic rotation to be on, and often enough, where the key supports it. */
  readonly requireAutomaticRotation: boolean
}

export type ComplianceVerdict = 'COMPLIANT' | 'DUE_SOON' | 'OVERDUE' | 'NOT_APPLICABLE' | 'UNKNOWN'

export type ComplianceReason =
  | 'MATERIAL_TOO_OLD'
  | 'AUTOMATIC_ROTATION_OFF'
  | 'PERIOD_TOO_LONG'
  | 'NEVER_ROTATED'
  | 'SPEC_NOT_SUPPORTED'
  | 'AWS_MANAGED_KEY'
  | 'METADATA_UNREADABLE'
  | 'HISTORY_UNREADABLE'
  | 'STATUS_UNREADABLE'
  | 'KEY_DISABLED'
  | 'KEY_PENDING_DELETION'
  | 'KEY_NOT_READY'

export interface ComplianceFacts {
  /** Undefined when it could not be read. */
  readonly metadata: KeyMetadata | undefined
  /** Undefined when it could not be read. */
  readonly status: KeyRotationStatus | undefined
  /** KMS said that the key has no rotation status (UnsupportedOperationException). */
  readonly isStatusUnsupported: boolean
  /** The whole history, in any order; of a replica its own or its primary's. Undefined when it could not be read. */
  readonly rotations: readonly Rotation[] | undefined
  /** KMS said that the key has no history (UnsupportedOperationException). */
  readonly isHistoryUnsupported: boolean
  /** Of a replica: when its primary was created, where that could be read. */
  readonly primaryCreatedAt?: Date | undefined
}

/** A verdict is about now: a setting that will not keep the policy later is a reason, not yet a breach. */
export interface RotationCompliance {
  /** OVERDUE is any known breach of the policy, by age or by setting. */
  readonly verdict: ComplianceVerdict
  /** Since the last rotation of any type, else since creation; never below 0. Undefined when not known. */
  readonly materialAgeInDays: number | undefined
  /** When the material becomes or became too old. Undefined when that is not known, never, or not asked of the key. */
  readonly dueAt: Date | undefined
  /** What the verdict rests on. NEVER_ROTATED says that the age counts from creation. */
  readonly reasons: readonly ComplianceReason[]
}

/** RFC 3339 writes years with four digits; a policy may allow more. */
const END_OF_TIMESTAMPS_MS = Date.UTC(10_000, 0)

export function assessCompliance(
  facts: ComplianceFacts,
  policy: RotationPolicy,
  now: number,
): RotationCompliance {
  const since = currentSince(facts)
  const materialAgeInDays = since && Math.max(0, now - since.getTime()) / DAY_MS

  const exemptions = exemptionsOf(facts)
  if (exemptions.length > 0)
    return { verdict: 'NOT_APPLICABLE', materialAgeInDays, dueAt: undefined, reasons: exemptions }

  const dueAtMs = (since?.getTime() ?? NaN) + policy.maxMaterialAgeInDays * DAY_MS
  const isTooOld = now > dueAtMs
  const isDueSoon = now >= dueAtMs - policy.warnBeforeDays * DAY_MS
  const setting = assessSetting(facts, policy)
  const gaps = gapsOf(facts, since)

  const reasons: ComplianceReason[] = [
    ...(facts.rotations?.length === 0 ? (['NEVER_ROTATED'] as const) : []),
    ...(isTooOld ? (['MATERIAL_TOO_OLD'] as const) : []),
    ...setting.reasons,
    ...gaps,
  ]
  const verdictOnAge = isDueSoon ? 'DUE_SOON' : 'COMPLIANT'
  const isUnknown = gaps.length > 0 || setting.isUnknown
  // A known breach stays one, whatever else could not be read. Without what could exempt the key even that is not
  // known: the policy may not apply to the key.
  const isBreach = isApplicable(facts) && (isTooOld || setting.isBreach)
  return {
    verdict: isBreach ? 'OVERDUE' : isUnknown ? 'UNKNOWN' : verdictOnAge,
    materialAgeInDays,
    dueAt: dueAtMs < END_OF_TIMESTAMPS_MS ? new Date(dueAtMs) : undefined,
    reasons,
  }
}

/** Since when the current material is in use; undefined when that is not known. */
function currentSince({ metadata, rotations, primaryCreatedAt }: ComplianceFacts): Date | undefined {
  if (rotations === undefined) return undefined
  const rotatedAt = lastRotation(rotations)?.rotatedAt
  if (rotatedAt || metadata === undefined) return rotatedAt
  // A replica is younger than the material that it was given by its primary.
  return isReplica(metadata) ? primaryCreatedAt : metadata.creationDate
}

/**
 * Why the policy does not apply. A key that is disabled, pending deletion or without its material encrypts nothing
 * and cannot be rotated: an OVERDUE that nobody can mend would only hide those that somebody can. As soon as the
 * key can be used again, its age counts in full.
 */
function exemptionsOf({ metadata, isHistoryUnsupported }: ComplianceFacts): readonly ComplianceReason[] {
  if (metadata === undefined) return []
  const reasons: ComplianceReason[] = []
  if (isAwsManaged(metadata)) reasons.push('AWS_MANAGED_KEY')
  if (isPendingDeletion(metadata)) reasons.push('KEY_PENDING_DELETION')
  if (metadata.keyState === 'Disabled') reasons.push('KEY_DISABLED')
  if (metadata.keyState === 'PendingImport' || metadata.keyState === 'Creating') reasons.push('KEY_NOT_READY')
  // A replica is rotated at its primary, so what KMS refuses for the replica says nothing about its material.
  const hasNoHistory = isHistoryUnsupported && !isReplica(metadata)
  if (!mayRotateSpec(metadata) || isInCustomKeyStore(metadata) || hasNoHistory)
    reasons.push('SPEC_NOT_SUPPORTED')
  return reasons
}

/** Whether all is known that could exempt the key. */
function isApplicable({ metadata }: Pick<ComplianceFacts, 'metadata'>): boolean {
  return metadata !== undefined && isKindKnown(metadata) && metadata.keyState !== undefined
}

function gapsOf(
  { metadata, rotations }: ComplianceFacts,
  since: Date | undefined,
): readonly ComplianceReason[] {
  const gaps: ComplianceReason[] = []
  if (!isApplicable({ metadata }) || (rotations?.length === 0 && since === undefined))
    gaps.push('METADATA_UNREADABLE')
  if (rotations === undefined) gaps.push('HISTORY_UNREADABLE')
  return gaps
}

interface SettingAssessment {
  readonly reasons: readonly ComplianceReason[]
  readonly isBreach: boolean
  readonly isUnknown: boolean
}

/** What the setting of automatic rotation means under the policy. Where none is required, rotating by hand is fine. */
function assessSetting(
  { metadata, status, isStatusUnsupported }: ComplianceFacts,
  { maxMaterialAgeInDays, requireAutomaticRotation: isRequired }: RotationPolicy,
): SettingAssessment {
  const setting = automaticRotation({ metadata, status, isUnsupported: isStatusUnsupported })
  const isTooSlow = setting === 'ENABLED' && (status?.rotationPeriodInDays ?? 0) > maxMaterialAgeInDays
  if (isTooSlow) return { reasons: ['PERIOD_TOO_LONG'], isBreach: isRequired, isUnknown: false }
  if (isRequired && setting === 'DISABLED')
    return { reasons: ['AUTOMATIC_ROTATION_OFF'], isBreach: true, isUnknown: false }
  if (isRequired && setting === 'UNKNOWN' && status === undefined)
    return { reasons: ['STATUS_UNREADABLE'], isBreach: false, isUnknown: true }
  return { reasons: [], isBreach: false, isUnknown: false }
}
