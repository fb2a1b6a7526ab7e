import { UnsupportedKeyError } from '../../errors/operation-errors.ts'
import type { RotationsListEntry } from '../../kms/kms.ts'
import { lastRotation, toRotations } from '../rotation.ts'
import type { Rotation } from '../rotation.ts'
import type { KnownKey, Rule } from './known-key.ts'

/** Entries of a history are immutable, so their rotations are calculated once. */
const rotationsOfEntries = new WeakMap<readonly RotationsListEntry[], readonly Rotation[]>()

/** The completed rotations of a key, in the order of KMS. */
export function rotationsFrom(keyArn: string, entries: readonly RotationsListEntry[]): readonly Rotation[] {
  const known = rotationsOfEntries.get(entries)
  if (known) return known
  const rotations = toRotations(keyArn, entries)
  rotationsOfEntries.set(entries, rotations)
  return rotations
}

/** All completed rotations, in the order of KMS. Undefined if the history is not known. */
export const rotationsOf = ({ key, rotations }: KnownKey): readonly Rotation[] | undefined =>
  rotations?.value && rotationsFrom(key.arn, rotations.value)

/** Whether KMS answered that it keeps no history for this kind of key. */
export const isHistoryUnsupported = ({ rotations }: KnownKey): boolean =>
  rotations?.problem instanceof UnsupportedKeyError

/** As {@link rotationsOf}, but empty if KMS keeps no history for this kind of key: that is known, too. */
export const historyOf = (known: KnownKey): readonly Rotation[] | undefined =>
  isHistoryUnsupported(known) ? [] : rotationsOf(known)

/** The latest completed rotation. Undefined if the key was never rotated or the history is not known. */
export const lastRotationRule: Rule<Rotation | undefined> = {
  needs: () => ['rotations'],
  of: (known) => lastRotation(rotationsOf(known) ?? []),
}
