import { PreconditionFailedError } from '../../errors/operation-errors.ts'
import type { RotationsListEntry } from '../../kms/kms.ts'

/** What has to be so for a rotation to be asked for. */
export interface RotationPreconditions {
  /** The last completed rotation of any type is older than this. */
  readonly ifLastRotatedBefore?: Date | undefined
  /** This is still the current key material. */
  readonly ifCurrentMaterialId?: string | undefined
}

/**
 * Checked on the history, read just now: DescribeKey shows the current material about a minute late.
 *
 * @throws {PreconditionFailedError} saying what was expected and what is
 */
export function checkPreconditions(
  keyArn: string,
  { ifLastRotatedBefore, ifCurrentMaterialId }: RotationPreconditions,
  materials: readonly RotationsListEntry[] | undefined,
): void {
  if (ifLastRotatedBefore) {
    const dates = (materials ?? []).map(({ rotationDate }) => rotationDate?.getTime() ?? -Infinity)
    const last = Math.max(-Infinity, ...dates)
    if (!materials || last >= ifLastRotatedBefore.getTime())
      throw new PreconditionFailedError(
        `${keyArn} was to be rotated only if it was last rotated before ${ifLastRotatedBefore.toISOString()}. Nothing was sent.`,
        {
          keyArn,
          expected: `last rotated before ${ifLastRotatedBefore.toISOString()}`,
          actual: materials ? `last rotated at ${new Date(last).toISOString()}` : UNREADABLE,
        },
      )
  }
  if (ifCurrentMaterialId !== undefined) {
    const current = materials && currentMaterialId(materials)
    if (current !== ifCurrentMaterialId)
      throw new PreconditionFailedError(
        `${keyArn} was to be rotated only if its current key material was '${ifCurrentMaterialId}'. Nothing was sent.`,
        {
          keyArn,
          expected: ifCurrentMaterialId,
          actual: current ?? (materials ? 'KMS reports no current key material' : UNREADABLE),
        },
      )
  }
}

/** A read that lags behind still says CURRENT of an earlier material, so the dates of the rotations come first. */
function currentMaterialId(materials: readonly RotationsListEntry[]): string | undefined {
  const last = materials
    .filter(({ rotationDate }) => rotationDate !== undefined)
    .toSorted((left, right) => Number(left.rotationDate) - Number(right.rotationDate))
    .at(-1)
  const current = last ?? materials.find(({ keyMaterialState }) => keyMaterialState === 'CURRENT')
  return current?.keyMaterialId
}

const UNREADABLE = 'the history has none to tell'
