import type { KeyRotationStatus } from '../kms/kms.ts'

/** A key's automatic rotation as KMS has it set. */
export interface AutomaticSetting {
  readonly isEnabled: boolean
  readonly periodInDays: number | undefined
  readonly nextRotationAt: Date | undefined
}

/** A setting that KMS shows and that is not believed yet. */
export interface SettingInDoubt {
  readonly setting: AutomaticSetting
  /** How many looks in a row have shown it. */
  readonly looks: number
}

/** KMS's reads flip back and forth for a while after a change: a setting counts when so many looks in a row show it. */
const LOOKS_TO_BELIEVE = 3

/** What one more look makes of what was believed. */
export interface SettingStep {
  readonly believed: AutomaticSetting | undefined
  readonly inDoubt: SettingInDoubt | undefined
}

export function nextSetting(
  { believed, inDoubt }: SettingStep,
  status: KeyRotationStatus | undefined,
): SettingStep {
  if (!status) return { believed, inDoubt }
  const shown = settingOf(status)
  if (!believed || isSameSetting(believed, shown)) return { believed: shown, inDoubt: undefined }
  const looks = inDoubt && isSameSetting(inDoubt.setting, shown) ? inDoubt.looks + 1 : 1
  return looks < LOOKS_TO_BELIEVE
    ? { believed, inDoubt: { setting: shown, looks } }
    : { believed: shown, inDoubt: undefined }
}

/** The date of the next rotation moves by itself: it is no part of what somebody set. */
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
