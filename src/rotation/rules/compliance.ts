import type { KeyMetadata, KeyRotationStatus, ListedAlias } from '../../kms/kms.ts'
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
  /** Maximum age of the current key material. */
  readonly maxMaterialAgeInDays: number
  /** The verdict is DUE_SOON from this many days before the maximum age. */
  readonly warnBeforeDays: number
  /** Requires automatic rotation with a short enough period, if the key supports it. */
  readonly requireAutomaticRotation: boolean
  /**
   * A longer period of automatic rotation violates the policy. Undefined: the period may not be longer than the maximum age, and
   * a longer one violates the policy only if automatic rotation is required.
   */
  readonly maxRotationPeriodInDays?: number | undefined
  /** The requirement on keys that KMS cannot rotate. Undefined: the policy does not apply to them. */
  readonly manualRotation?: ManualRotation | undefined
}

/** A key that KMS cannot rotate is replaced by a new key, to which the alias is moved. */
export interface ManualRotation {
  readonly maxAgeInDays: number
  /**
   * ALIAS_UPDATE: since an alias was last associated with the key. If the key has several aliases, the earliest of these times;
   * if it has none, its creation.
   */
  readonly countFrom: 'CREATION' | 'ALIAS_UPDATE'
}

export const COMPLIANCE_VERDICTS = [
  'COMPLIANT',
  'DUE_SOON',
  'OVERDUE',
  'MANUAL_DUE',
  'EXCEPTED',
  'NOT_APPLICABLE',
  'UNKNOWN',
] as const
export type ComplianceVerdict = (typeof COMPLIANCE_VERDICTS)[number]

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
  | 'ALIASES_UNREADABLE'
  | 'TAGS_UNREADABLE'
  | 'KEY_DISABLED'
  | 'KEY_PENDING_DELETION'
  | 'KEY_NOT_READY'

export interface ComplianceFacts {
  /** Undefined when it could not be read. */
  readonly metadata: KeyMetadata | undefined
  /** Undefined when it could not be read. */
  readonly status: KeyRotationStatus | undefined
  /** KMS answered UnsupportedOperationException: the key has no rotation status. */
  readonly isStatusUnsupported: boolean
  /** The whole history in any order; for a replica key its own or its primary's. Undefined when it could not be read. */
  readonly rotations: readonly Rotation[] | undefined
  /** KMS answered UnsupportedOperationException: the key has no history. */
  readonly isHistoryUnsupported: boolean
  /** For a replica key: the creation date of its primary key, if it could be read. */
  readonly primaryCreatedAt?: Date | undefined
  /** Undefined when they could not be read or were not requested. */
  readonly aliases?: readonly ListedAlias[] | undefined
}

/** The verdict on a key at one instant. A setting that will violate the policy later is a reason, but not a violation yet. */
export interface RotationCompliance {
  /** OVERDUE and MANUAL_DUE mean a known violation of the policy, by age or by setting. */
  readonly verdict: ComplianceVerdict
  /**
   * The start of the age of the material: the last rotation of any type, else the creation; for a key to rotate manually, the
   * time that the policy counts from. Undefined when not known.
   */
  readonly materialSince: Date | undefined
  /** When the material becomes or became too old. Undefined when this is not known, never happens, or the policy does not apply. */
  readonly dueAt: Date | undefined
  /** The reasons of the verdict. NEVER_ROTATED means that the age counts from creation. */
  readonly reasons: readonly ComplianceReason[]
}

/** When the key material becomes, or became, too old. Undefined if this is not known. */
export function dueDate({ verdict, dueAt, reasons }: RotationCompliance): Date | 'NEVER' | undefined {
  if (verdict === 'NOT_APPLICABLE') return 'NEVER'
  // The date does not depend on the status.
  const isUnknown = reasons.some((reason) => reason.endsWith('_UNREADABLE') && reason !== 'STATUS_UNREADABLE')
  return isUnknown ? undefined : (dueAt ?? 'NEVER')
}

/** RFC 3339 years have four digits. A policy may allow a longer age. */
const END_OF_TIMESTAMPS_MS = Date.UTC(10_000, 0)

export function assessCompliance(
  facts: ComplianceFacts,
  policy: RotationPolicy,
  now: number,
): RotationCompliance {
  const exemptions = exemptionsOf(facts)
  const { manualRotation } = policy
  if (manualRotation && isManual(exemptions))
    return assessManually(facts, { ...manualRotation, warnBeforeDays: policy.warnBeforeDays }, now)

  const since = currentSince(facts)
  if (exemptions.length > 0)
    return {
      verdict: 'NOT_APPLICABLE',
      materialSince: since,
      dueAt: undefined,
      reasons: exemptions,
    }

  const age = assessAge(since, policy.maxMaterialAgeInDays, policy.warnBeforeDays, now)
  const setting = assessSetting(facts, policy)
  const gaps = gapsOf(facts, since)

  const reasons: ComplianceReason[] = [
    ...(facts.rotations?.length === 0 ? (['NEVER_ROTATED'] as const) : []),
    ...(age.isTooOld ? (['MATERIAL_TOO_OLD'] as const) : []),
    ...setting.reasons,
    ...gaps,
  ]
  const verdictOnAge = age.isDueSoon ? 'DUE_SOON' : 'COMPLIANT'
  const isUnknown = gaps.length > 0 || setting.isUnknown
  // A known violation stays a violation when other facts could not be read, except the facts that could exempt the key
  // from the policy.
  const isViolation = isApplicable(facts) && (age.isTooOld || setting.isViolation)
  return {
    verdict: isViolation ? 'OVERDUE' : isUnknown ? 'UNKNOWN' : verdictOnAge,
    materialSince: since,
    dueAt: age.dueAt,
    reasons,
  }
}

/** Checks the age of a key that KMS cannot rotate. */
function assessManually(
  facts: ComplianceFacts,
  { maxAgeInDays, countFrom, warnBeforeDays }: ManualRotation & Pick<RotationPolicy, 'warnBeforeDays'>,
  now: number,
): RotationCompliance {
  const createdAt = facts.metadata && creationOf(facts.metadata, facts)
  const since = countFrom === 'CREATION' ? createdAt : aliasUpdatedAt(facts.aliases, createdAt)
  const age = assessAge(since, maxAgeInDays, warnBeforeDays, now)
  const gap = countFrom === 'ALIAS_UPDATE' && facts.aliases?.length !== 0 ? 'ALIASES' : 'METADATA'
  const verdictOnAge = age.isTooOld ? 'MANUAL_DUE' : age.isDueSoon ? 'DUE_SOON' : 'COMPLIANT'
  return {
    verdict: since ? verdictOnAge : 'UNKNOWN',
    materialSince: since,
    dueAt: age.dueAt,
    reasons: [
      'SPEC_NOT_SUPPORTED',
      ...(age.isTooOld ? (['MATERIAL_TOO_OLD'] as const) : []),
      ...(since ? [] : [`${gap}_UNREADABLE` as const]),
    ],
  }
}

/** The earliest time at which one of the aliases was associated with the key. `createdAt` if the key has no alias. */
function aliasUpdatedAt(
  aliases: readonly ListedAlias[] | undefined,
  createdAt: Date | undefined,
): Date | undefined {
  if (aliases?.length === 0) return createdAt
  const times = aliases?.map(({ lastUpdatedDate }) => lastUpdatedDate?.getTime() ?? NaN) ?? [NaN]
  const earliest = Math.min(...times)
  return Number.isNaN(earliest) ? undefined : new Date(earliest)
}

interface AgeAssessment {
  readonly dueAt: Date | undefined
  readonly isTooOld: boolean
  readonly isDueSoon: boolean
}

/** @param since undefined when it is not known; then the age is neither too old nor due soon */
function assessAge(
  since: Date | undefined,
  maxAgeInDays: number,
  warnBeforeDays: number,
  now: number,
): AgeAssessment {
  const dueAtMs = (since?.getTime() ?? NaN) + maxAgeInDays * DAY_MS
  return {
    dueAt: dueAtMs < END_OF_TIMESTAMPS_MS ? new Date(dueAtMs) : undefined,
    isTooOld: now > dueAtMs,
    isDueSoon: now >= dueAtMs - warnBeforeDays * DAY_MS,
  }
}

/** The age of the key material in days at the time `now`, never below 0. Undefined when not known. */
export const materialAgeInDays = (
  { materialSince }: Pick<RotationCompliance, 'materialSince'>,
  now: number,
): number | undefined => materialSince && Math.max(0, now - materialSince.getTime()) / DAY_MS

/** Start of use of the current material; undefined when it is not known. */
function currentSince(facts: ComplianceFacts): Date | undefined {
  const { metadata, rotations } = facts
  if (rotations === undefined) return undefined
  const rotatedAt = lastRotation(rotations)?.rotatedAt
  return rotatedAt || metadata === undefined ? rotatedAt : creationOf(metadata, facts)
}

/** A replica key can be younger than the key material that it shares with its primary key. */
const creationOf = (
  metadata: KeyMetadata,
  { primaryCreatedAt }: Pick<ComplianceFacts, 'primaryCreatedAt'>,
): Date | undefined => (isReplica(metadata) ? primaryCreatedAt : metadata.creationDate)

/**
 * Reasons why the policy does not apply. A key that is disabled, pending deletion or without key material does not encrypt
 * and cannot be rotated. OVERDUE for such keys would hide the keys that need work. As soon as the key can be used again,
 * its whole age counts.
 */
export function exemptionsOf({
  metadata,
  isHistoryUnsupported,
}: ComplianceFacts): readonly ComplianceReason[] {
  if (metadata === undefined) return []
  const reasons: ComplianceReason[] = []
  if (isAwsManaged(metadata)) reasons.push('AWS_MANAGED_KEY')
  if (isPendingDeletion(metadata)) reasons.push('KEY_PENDING_DELETION')
  if (metadata.keyState === 'Disabled') reasons.push('KEY_DISABLED')
  if (metadata.keyState === 'PendingImport' || metadata.keyState === 'Creating') reasons.push('KEY_NOT_READY')
  // The primary key rotates for its replicas, so a history that KMS rejects for the replica does not exempt it.
  const hasNoHistory = isHistoryUnsupported && !isReplica(metadata)
  if (!mayRotateSpec(metadata) || isInCustomKeyStore(metadata) || hasNoHistory)
    reasons.push('SPEC_NOT_SUPPORTED')
  return reasons
}

/** Whether the only reason is that KMS cannot rotate the key: a policy may require a manual rotation. */
export const isManual = (exemptions: readonly ComplianceReason[]): boolean =>
  exemptions.length === 1 && exemptions[0] === 'SPEC_NOT_SUPPORTED'

/** Whether all facts that could exempt the key are known. */
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
  readonly isViolation: boolean
  readonly isUnknown: boolean
}

/** Checks the automatic rotation setting against the policy, which may not require automatic rotation. */
function assessSetting(
  { metadata, status, isStatusUnsupported }: ComplianceFacts,
  { maxMaterialAgeInDays, maxRotationPeriodInDays, requireAutomaticRotation: isRequired }: RotationPolicy,
): SettingAssessment {
  const setting = automaticRotation({ metadata, status, isUnsupported: isStatusUnsupported })
  const maxPeriod = maxRotationPeriodInDays ?? maxMaterialAgeInDays
  const isTooSlow = setting === 'ENABLED' && (status?.rotationPeriodInDays ?? 0) > maxPeriod
  const isDecisive = isRequired || maxRotationPeriodInDays !== undefined
  if (isTooSlow) return { reasons: ['PERIOD_TOO_LONG'], isViolation: isDecisive, isUnknown: false }
  if (isRequired && setting === 'DISABLED')
    return { reasons: ['AUTOMATIC_ROTATION_OFF'], isViolation: true, isUnknown: false }
  if (isDecisive && setting === 'UNKNOWN' && status === undefined)
    return { reasons: ['STATUS_UNREADABLE'], isViolation: false, isUnknown: true }
  return { reasons: [], isViolation: false, isUnknown: false }
}
