import type { KeyRotationStatus } from '../../kms/kms.ts'
import type { SettingChange } from './watch-schedule.ts'

/** Informs watches about changes of automatic rotation by this gateway. Keys that are not watched are ignored. */
export interface SettingWatches {
  /**
   * A change was sent, whatever became of it: the key is looked at now, and often until the change shows.
   *
   * @param change undefined if KMS rejected the change
   * @param before the status before the change, if it was read
   */
  settingSent(
    keyArn: string,
    change: Omit<SettingChange, 'sentAt'> | undefined,
    before: KeyRotationStatus | undefined,
  ): void
  /** Call when enough consecutive reads have shown this status after the change. */
  settingShown(keyArn: string, status: KeyRotationStatus, changeId: string): void
}
