import { OPERATION_NAMES } from './operation-name.ts'
import type { OperationName } from './operation-name.ts'
import { boolean, integer, list, number, oneOf, orNull, record, shape, string } from './shape.ts'

/** How this emulator behaves where real KMS varies, is slow, or is not documented. Durations are on the emulator's clock. */
export interface EmulatorSettings {
  /** From RotateKeyOnDemand until `OnDemandRotationStartDate` shows. @default 0 */
  readonly startVisibleAfterMs: number
  /** From RotateKeyOnDemand until `OnDemandRotationStartDate` is gone. @default 30_000 */
  readonly startClearsAfterMs: number
  /** From RotateKeyOnDemand until the history has the entry; its `RotationDate` is that instant. @default 30_000 */
  readonly historyVisibleAfterMs: number
  /** From the start of any rotation until `CurrentKeyMaterialId` follows. @default 60_000 */
  readonly currentMaterialAfterMs: number
  /** How long an automatic rotation takes; meanwhile RotateKeyOnDemand conflicts. @default 0 */
  readonly automaticRotationMs: number

  /** Every n-th GetKeyRotationStatus and ListKeyRotations of a key answers from before its last change; 0 = none. @default 0 */
  readonly staleReadEvery: number
  /** Only reads within this long after the change are stale. @default 60_000 */
  readonly staleReadWindowMs: number

  /** The most items on a page, whatever its Limit; 0 = no cap. @default 0 */
  readonly maxPageItems: number
  /** Every n-th page of a list is empty and has a NextMarker; 0 = none, else at least 2. @default 0 */
  readonly emptyPageEvery: number
  /** The last items come with a NextMarker that leads to an empty page. @default false */
  readonly hasTrailingEmptyPage: boolean
  /** A marker older than this is forgotten; null = never. @default null */
  readonly markerLifetimeMs: number | null
  /** A marker is refused when it comes back with another Limit. @default false */
  readonly isMarkerBoundToLimit: boolean

  /** KeyMaterialId, KeyMaterialState and CurrentKeyMaterialId are sent, as they are since June 2025. @default true */
  readonly hasKeyMaterialIds: boolean

  /** On-demand rotations of a key for life. @default 25 */
  readonly onDemandLimit: number
  /** RotateKeyOnDemand conflicts when an automatic rotation begins within this time. @default 1_200_000 (20 minutes) */
  readonly conflictWindowMs: number

  /** Whether requests are throttled. @default true */
  readonly isThrottling: boolean
  /** Requests per second by operation, each for one account and Region. @default AWS's figures */
  readonly quotas: Readonly<Record<OperationName, number>>
  /** How many seconds' worth of requests may come at once. AWS documents no burst. @default 1 */
  readonly quotaBurstSeconds: number

  /** The principal named by AccessDeniedException. @default the user `emulator` of the account */
  readonly callerArn: string
  /** Errors whose body says `Message`, as some of KMS's do, where others say `message`. @default AccessDeniedException */
  readonly capitalMessageErrors: readonly string[]

  /** RotateKeyOnDemand while one is in progress. Undocumented. @default 'conflict' */
  readonly secondOnDemandRotation: 'conflict' | 'accept' | 'ignore'
  /** EnableKeyRotation without a period on a key that has one. Undocumented. @default 'reset' (to 365 days) */
  readonly enableWithoutPeriod: 'reset' | 'keep'
  /** NextRotationDate after a change of period: counted from now, or from where the running period began. Undocumented. @default 'from-now' */
  readonly nextDateAfterPeriodChange: 'from-now' | 'from-anchor'
  /** GetKeyRotationStatus after DisableKeyRotation still has the period. Undocumented. @default false */
  readonly doesDisabledKeepPeriod: boolean
  /** GetKeyRotationStatus of imported material when no rotation runs. Sources disagree. @default 'unsupported-until-rotated' */
  readonly externalStatusWhenIdle: 'unsupported' | 'unsupported-until-rotated' | 'supported'
  /** How a change of an AWS managed key is refused. Undocumented. @default 'access-denied' */
  readonly awsManagedWrites: 'access-denied' | 'unsupported'
  /** DisableKeyRotation of a key whose spec cannot rotate. Sources disagree. @default 'unsupported' */
  readonly disableOnOtherSpecs: 'unsupported' | 'accept'
  /** ListKeyRotations of a key whose spec cannot rotate. Undocumented. @default 'unsupported' */
  readonly historyOfOtherSpecs: 'unsupported' | 'empty'
  /** Order of ListKeyRotations. Undocumented. @default 'oldest-first' */
  readonly rotationsOrder: 'oldest-first' | 'newest-first'
}

/** Requests per second per account and Region, from the AWS table of 2026-11. */
const AWS_QUOTAS: Readonly<Record<OperationName, number>> = {
  DescribeKey: 2_000,
  ListResourceTags: 2_000,
  GetKeyRotationStatus: 1_000,
  ListKeys: 500,
  ListAliases: 500,
  ListKeyRotations: 100,
  EnableKeyRotation: 15,
  DisableKeyRotation: 5,
  RotateKeyOnDemand: 5,
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

/** A change of settings; quotas not named stay. */
export type SettingsPatch = Partial<Omit<EmulatorSettings, 'quotas'>> & {
  readonly quotas?: Partial<Record<OperationName, number>>
}

const duration = integer(0)
// One would make every page of a list empty, and the list endless.
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

const readQuotas = shape(Object.fromEntries(OPERATION_NAMES.map((name) => [name, number(0)])))

/** The settings with a change applied; throws an InvalidBodyError that names what is wrong with it. */
export function patchedSettings(settings: EmulatorSettings, patch: unknown): EmulatorSettings {
  const { quotas, ...others } = readPatch(patch, '')
  return { ...settings, ...others, quotas: { ...settings.quotas, ...readQuotas(quotas ?? {}, 'quotas') } }
}
