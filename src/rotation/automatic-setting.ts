import type { KeyRotationStatus } from '../kms/kms.ts'

/** The setting of a key's automatic rotation, as read from KMS. */
export interface AutomaticSetting {
  readonly isEnabled: boolean
  readonly periodInDays: number | undefined
  readonly nextRotationAt: Date | undefined
}

/** A setting that differs from the confirmed one and that too few polls have shown. */
export interface UnconfirmedSetting {
  readonly setting: AutomaticSetting
  /** Number of consecutive polls that have shown it. */
  readonly polls: number
}

/**
 * Number of consecutive polls that confirm a setting. KMS reads are eventually consistent: after a change they return the
 * old and the new setting in turn for a while.
 */
const MIN_EQUAL_POLLS = 3

export interface SettingStep {
  readonly confirmed: AutomaticSetting | undefined
  readonly unconfirmed: UnconfirmedSetting | undefined
}

/** Adds a poll. */
export function nextSetting(
  { confirmed, unconfirmed }: SettingStep,
  status: KeyRotationStatus | undefined,
): SettingStep {
  if (!status) return { confirmed, unconfirmed }
  const shown = settingOf(status)
  if (!confirmed || isSameSetting(confirmed, shown)) return { confirmed: shown, unconfirmed: undefined }
  const polls = unconfirmed && isSameSetting(unconfirmed.setting, shown) ? unconfirmed.polls + 1 : 1
  return polls < MIN_EQUAL_POLLS
    ? { confirmed, unconfirmed: { setting: shown, polls } }
    : { confirmed: shown, unconfirmed: undefined }
}

/** Ignores the date of the next rotation, which changes without a change of the setting. */
export function isSameSetting(left: AutomaticSetting, right: AutomaticSetting): boolean {
  return left.isEnabled === right.isEnabled && left.periodInDays === right.periodInDays
}

export function settingOf(status: KeyRotationStatus): AutomaticSetting {
  return {
    isEnabled: status.keyRotationEnabled,
    periodInDays: status.rotationPeriodInDays,
    nextRotationAt: status.nextRotationDate,
  }
}
