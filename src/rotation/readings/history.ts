import { UnsupportedKeyError } from '../../errors/operation-errors.ts'
import { lastRotation, rotationsFrom } from '../rotation.ts'
import type { Rotation } from '../rotation.ts'
import type { KnownKey, Rule } from './known-key.ts'

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
