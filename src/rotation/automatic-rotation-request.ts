import type { KeyRotationStatus } from '../kms/kms.ts'
import type { AutomaticSetting } from './automatic-setting.ts'
import type { ChangeOutcome } from './change-outcome.ts'
import type { RecordedError } from './rotation-request.ts'
import { DAY_MS } from './rotation.ts'

/** A request to enable or disable automatic rotation of a key, made through this gateway. KMS itself has no ID for it. */
export interface AutomaticRotationRequest {
  readonly operation: 'EnableKeyRotation' | 'DisableKeyRotation'
  readonly id: string
  readonly keyArn: string
  readonly requestedAt: Date
  /** Subject of the caller's credential. */
  readonly requestedBy: string
  readonly reason: string | undefined
  /** The period that is sent to KMS. Undefined to disable, and if KMS applies its default. */
  readonly periodInDays: number | undefined
  /** The setting before the change. Undefined if KMS reports none. */
  readonly before: AutomaticSetting | undefined
  /** The setting after the change. Undefined unless the outcome is MADE or UNCHANGED. */
  readonly after: AutomaticSetting | undefined
  readonly outcome: ChangeOutcome
  /** Why it failed, or why its outcome is unknown. */
  readonly error: RecordedError | undefined
}

/** The setting that a change requests. */
export type WantedSetting = Pick<AutomaticRotationRequest, 'operation' | 'periodInDays'>

/** Whether a status shows the requested setting. */
export function isShownIn({ operation, periodInDays }: WantedSetting, status: KeyRotationStatus): boolean {
  if (operation === 'DisableKeyRotation') return !status.keyRotationEnabled
  return (
    status.keyRotationEnabled && (periodInDays === undefined || status.rotationPeriodInDays === periodInDays)
  )
}

/** The period of EnableKeyRotation without a period, for a key that has none. */
const DEFAULT_PERIOD_DAYS = 365

/**
 * The setting that a change leads to. The date of the next rotation is known for a key whose automatic rotation is turned on
 * and for a setting that stays. AWS does not document it for a change of the period.
 */
export function expectedSetting(
  wanted: WantedSetting,
  before: KeyRotationStatus | undefined,
  now: number,
): AutomaticSetting {
  if (wanted.operation === 'DisableKeyRotation')
    return { isEnabled: false, periodInDays: undefined, nextRotationAt: undefined }
  const periodInDays = wanted.periodInDays ?? DEFAULT_PERIOD_DAYS
  if (!before?.keyRotationEnabled)
    return { isEnabled: true, periodInDays, nextRotationAt: new Date(now + periodInDays * DAY_MS) }
  const nextRotationAt = isShownIn(wanted, before) ? before.nextRotationDate : undefined
  return { isEnabled: true, periodInDays, nextRotationAt }
}
