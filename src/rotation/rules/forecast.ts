import type { KeyRotationStatus, RotationsListEntry } from '../../kms/kms.ts'
import { onDemandQuota } from './on-demand-quota.ts'

/** What an on-demand rotation would do to a key. */
export interface RotationForecast {
  /** On-demand rotations left after it. Undefined when the history could not be read. */
  readonly remainingAfter: number | undefined
  /** Whether AWS would charge more per month for the key from then on. Undefined when the history could not be read. */
  readonly addsMonthlyCharge: boolean | undefined
  /** On-demand rotation leaves the schedule of automatic rotation as it is. */
  readonly nextAutomaticRotationAt: Date | undefined
}

/** AWS charges for the first and the second rotation of a key, of either type; later ones are free. */
const CHARGED_ROTATIONS = 2

export function forecastRotation(
  materials: readonly RotationsListEntry[] | undefined,
  status: KeyRotationStatus | undefined,
  onDemandRotationsPerKey: number,
): RotationForecast {
  const rotations = materials?.filter(({ rotationDate }) => rotationDate !== undefined).length
  return {
    remainingAfter: materials && onDemandQuota(materials, status, onDemandRotationsPerKey).remaining - 1,
    addsMonthlyCharge: rotations === undefined ? undefined : rotations < CHARGED_ROTATIONS,
    nextAutomaticRotationAt: status?.nextRotationDate,
  }
}
