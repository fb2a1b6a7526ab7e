import { PreconditionFailedError } from '../../errors/operation-errors.ts'
import type { RotationsListEntry } from '../../kms/kms.ts'

/** Conditions that must be true for a rotation to be sent. */
export interface RotationPreconditions {
  /** The last completed rotation of any type must be earlier than this. */
  readonly ifLastRotatedBefore?: Date | undefined
  /** The current key material must have this id. */
  readonly ifCurrentMaterialId?: string | undefined
}

/**
 * Checks the preconditions on a history that was just read, because DescribeKey shows the current material about a minute
 * late.
 *
 * @throws {PreconditionFailedError} with the expected and the actual value
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
        `ifLastRotatedBefore is ${ifLastRotatedBefore.toISOString()}, but ${keyArn} was not last rotated before that time. Nothing was sent.`,
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
        `ifCurrentMaterialId is '${ifCurrentMaterialId}', but ${keyArn} has other current key material. Nothing was sent.`,
        {
          keyArn,
          expected: ifCurrentMaterialId,
          actual: current ?? (materials ? 'KMS reports no current key material' : UNREADABLE),
        },
      )
  }
}

/** A stale read shows earlier material as CURRENT, so the latest rotation date decides. */
function currentMaterialId(materials: readonly RotationsListEntry[]): string | undefined {
  const last = materials
    .filter(({ rotationDate }) => rotationDate !== undefined)
    .toSorted((left, right) => Number(left.rotationDate) - Number(right.rotationDate))
    .at(-1)
  const current = last ?? materials.find(({ keyMaterialState }) => keyMaterialState === 'CURRENT')
  return current?.keyMaterialId
}

const UNREADABLE = 'not known: the history could not be read'
