import { LIMITED_OPERATION_NAMES } from './operation-name.ts'
import type { LimitedOperationName } from './operation-name.ts'
import { boolean, integer, list, number, oneOf, orNull, record, shape, string } from './shape.ts'

/** The emulator's behavior where real KMS varies, is slow or is not documented. The emulator's clock measures durations. */
export interface EmulatorSettings {
  /** From RotateKeyOnDemand until reads show `OnDemandRotationStartDate`. @default 0 */
  readonly startVisibleAfterMs: number
  /** From RotateKeyOnDemand until reads no longer show `OnDemandRotationStartDate`. @default 30_000 */
  readonly startClearsAfterMs: number
  /** From RotateKeyOnDemand until the history has the entry, whose `RotationDate` is that instant. @default 30_000 */
  readonly historyVisibleAfterMs: number
  /** From the start of any rotation until `CurrentKeyMaterialId` changes. @default 60_000 */
  readonly currentMaterialAfterMs: number
  /** Duration of an automatic rotation. Until it ends, RotateKeyOnDemand answers ConflictException. @default 0 */
  readonly automaticRotationMs: number

  /** Every n-th GetKeyRotationStatus and ListKeyRotations of a key shows the state before its last change; 0 = none. @default 0 */
  readonly staleReadEvery: number
  /** Reads are stale only within this time after the change. @default 60_000 */
  readonly staleReadWindowMs: number

  /** Maximum items on a page, even with a larger Limit; 0 = no maximum. @default 0 */
  readonly maxPageItems: number
  /** Every n-th page of a list is empty and has a NextMarker; 0 = none, else at least 2. @default 0 */
  readonly emptyPageEvery: number
  /** The last items come with a NextMarker that leads to an empty page. @default false */
  readonly hasTrailingEmptyPage: boolean
  /** A marker older than this is not valid; null = markers do not expire. @default null */
  readonly markerLifetimeMs: number | null
  /** A marker is not valid with another Limit than the one it was issued for. @default false */
  readonly isMarkerBoundToLimit: boolean

  /** Sends KeyMaterialId, KeyMaterialState and CurrentKeyMaterialId, as KMS does since June 2025. @default true */
  readonly hasKeyMaterialIds: boolean

  /** Lifetime limit of on-demand rotations per key. @default 25 */
  readonly onDemandLimit: number
  /** RotateKeyOnDemand answers ConflictException when an automatic rotation is due within this time. @default 1_200_000 (20 minutes) */
  readonly conflictWindowMs: number

  /** Whether requests over a quota are throttled. @default true */
  readonly isThrottling: boolean
  /** Requests per second by operation, per account and Region. @default AWS's quotas */
  readonly quotas: Readonly<Record<LimitedOperationName, number>>
  /** Burst size, in seconds of the quota. AWS does not document a burst. @default 1 */
  readonly quotaBurstSeconds: number

  /** The principal of every base access key. An `arn:aws:sts::…:assumed-role/…` is a session. @default the user `emulator` */
  readonly callerArn: string
  /** The source identity of every base access key. @default null */
  readonly callerSourceIdentity: string | null
  /** From a change of a key until its message is in the queue of the Region. @default 0 */
  readonly messageDelayMs: number
  /** Every n-th message does not arrive; 1 = none arrives, 0 = all arrive. @default 0 */
  readonly messageLossEvery: number
  /** Number of further copies of each message. @default 0 */
  readonly messageDuplicates: number
  /** Order in which a queue delivers its messages. A standard queue has no order. @default 'oldest-first' */
  readonly messagesOrder: 'oldest-first' | 'newest-first'
  /** Number of deliveries after which a message moves to the dead-letter queue. @default 5 */
  readonly maxReceiveCount: number

  /** Error codes whose body has `Message` instead of `message`, as some errors of KMS do. @default AccessDeniedException */
  readonly capitalMessageErrors: readonly string[]

  /** RotateKeyOnDemand while an on-demand rotation is in progress. Undocumented. @default 'conflict' */
  readonly secondOnDemandRotation: 'conflict' | 'accept' | 'ignore'
  /** EnableKeyRotation without a period on a key that has a period. Undocumented. @default 'reset' (to 365 days) */
  readonly enableWithoutPeriod: 'reset' | 'keep'
  /** Start of the new period after a change of period: now, or the start of the current period. Undocumented. @default 'from-now' */
  readonly nextDateAfterPeriodChange: 'from-now' | 'from-anchor'
  /** GetKeyRotationStatus keeps the period after DisableKeyRotation. Undocumented. @default false */
  readonly doesDisabledKeepPeriod: boolean
  /** GetKeyRotationStatus of imported key material when no rotation is in progress. Sources disagree. @default 'unsupported-until-rotated' */
  readonly externalStatusWhenIdle: 'unsupported' | 'unsupported-until-rotated' | 'supported'
  /** The error for a change of an AWS managed key. Undocumented. @default 'access-denied' */
  readonly awsManagedWrites: 'access-denied' | 'unsupported'
  /** DisableKeyRotation of a key whose spec cannot rotate. Sources disagree. @default 'unsupported' */
  readonly disableOnOtherSpecs: 'unsupported' | 'accept'
  /** ListKeyRotations of a key whose spec cannot rotate. Undocumented. @default 'unsupported' */
  readonly historyOfOtherSpecs: 'unsupported' | 'empty'
  /** Order of ListKeyRotations. Undocumented. @default 'oldest-first' */
  readonly rotationsOrder: 'oldest-first' | 'newest-first'
}

/** Requests per second per account and Region, from the AWS tables of 2026-11. STS has one quota for all operations. */
const AWS_QUOTAS: Readonly<Record<LimitedOperationName, number>> = {
  DescribeKey: 2_000,
  ListResourceTags: 2_000,
  GetKeyRotationStatus: 1_000,
  ListKeys: 500,
  ListAliases: 500,
  ListKeyRotations: 100,
  GetKeyLastUsage: 5,
  EnableKeyRotation: 15,
  DisableKeyRotation: 5,
  RotateKeyOnDemand: 5,
  AssumeRole: 600,
  GetCallerIdentity: 600,
}

export const defaultSettings = (accountId: string): EmulatorSettings => ({
  startVisibleAfterMs: 0,
  startClearsAfterMs: 30_000,
  historyVisibleAfterMs: 30_000,
  currentMaterialAfterMs: 60_000,
  automaticRotationMs: 0,
  staleReadEvery: 0,
  staleReadWindowMs: 60_000,
  maxPageItems: 0,
  emptyPageEvery: 0,
  hasTrailingEmptyPage: false,
  markerLifetimeMs: null,
  isMarkerBoundToLimit: false,
  hasKeyMaterialIds: true,
  onDemandLimit: 25,
  conflictWindowMs: 20 * 60_000,
  isThrottling: true,
  quotas: AWS_QUOTAS,
  quotaBurstSeconds: 1,
  callerArn: `arn:aws:iam::${accountId}:user/emulator`,
  callerSourceIdentity: null,
  messageDelayMs: 0,
  messageLossEvery: 0,
  messageDuplicates: 0,
  messagesOrder: 'oldest-first',
  maxReceiveCount: 5,
  capitalMessageErrors: ['AccessDeniedException'],
  secondOnDemandRotation: 'conflict',
  enableWithoutPeriod: 'reset',
  nextDateAfterPeriodChange: 'from-now',
  doesDisabledKeepPeriod: false,
  externalStatusWhenIdle: 'unsupported-until-rotated',
  awsManagedWrites: 'access-denied',
  disableOnOtherSpecs: 'unsupported',
  historyOfOtherSpecs: 'unsupported',
  rotationsOrder: 'oldest-first',
})

/** A partial change of the settings. Omitted settings and quotas keep their values. */
export type SettingsPatch = Partial<Omit<EmulatorSettings, 'quotas'>> & {
  readonly quotas?: Partial<Record<LimitedOperationName, number>>
}

const duration = integer(0)
// With 1, every page would be empty and the list would not end.
const emptyEvery = (value: unknown, at: string) => (value === 0 ? 0 : integer(2)(value, at))

const readPatch = shape({
  startVisibleAfterMs: duration,
  startClearsAfterMs: duration,
  historyVisibleAfterMs: duration,
  currentMaterialAfterMs: duration,
  automaticRotationMs: duration,
  staleReadEvery: integer(0),
  staleReadWindowMs: duration,
  maxPageItems: integer(0),
  emptyPageEvery: emptyEvery,
  hasTrailingEmptyPage: boolean,
  markerLifetimeMs: orNull(duration),
  isMarkerBoundToLimit: boolean,
  hasKeyMaterialIds: boolean,
  onDemandLimit: integer(0),
  conflictWindowMs: duration,
  isThrottling: boolean,
  quotas: record(number(0)),
  quotaBurstSeconds: number(0),
  callerArn: string,
  callerSourceIdentity: orNull(string),
  messageDelayMs: duration,
  messageLossEvery: integer(0),
  messageDuplicates: integer(0),
  messagesOrder: oneOf('oldest-first', 'newest-first'),
  maxReceiveCount: integer(1),
  capitalMessageErrors: list(string),
  secondOnDemandRotation: oneOf('conflict', 'accept', 'ignore'),
  enableWithoutPeriod: oneOf('reset', 'keep'),
  nextDateAfterPeriodChange: oneOf('from-now', 'from-anchor'),
  doesDisabledKeepPeriod: boolean,
  externalStatusWhenIdle: oneOf('unsupported', 'unsupported-until-rotated', 'supported'),
  awsManagedWrites: oneOf('access-denied', 'unsupported'),
  disableOnOtherSpecs: oneOf('unsupported', 'accept'),
  historyOfOtherSpecs: oneOf('unsupported', 'empty'),
  rotationsOrder: oneOf('oldest-first', 'newest-first'),
} satisfies Record<keyof EmulatorSettings, unknown>)

const readQuotas = shape(Object.fromEntries(LIMITED_OPERATION_NAMES.map((name) => [name, number(0)])))

/** The settings with the patch applied. Throws an InvalidBodyError that names the invalid member. */
export function patchedSettings(settings: EmulatorSettings, patch: unknown): EmulatorSettings {
  const { quotas, ...others } = readPatch(patch, '')
  return { ...settings, ...others, quotas: { ...settings.quotas, ...readQuotas(quotas ?? {}, 'quotas') } }
}
