import type { RotationPolicy } from '../rules/compliance.ts'
import type { KeyCompliance } from './key-compliance.ts'
import type { PolicyException } from './policy-exception.ts'

/** The warning about a setting that violates the rotation policy. Undefined if the setting is not a reason of the verdict. */
export function violationWarning(
  { verdict, reasons, rule }: KeyCompliance,
  defaults: RotationPolicy,
): string | undefined {
  const { maxRotationPeriodInDays, maxMaterialAgeInDays } = rule?.requirements ?? defaults
  const source = rule ? `The rule '${rule.id}' of the rotation policy` : 'The rotation policy'
  const after = `After this change, the verdict of the key is ${verdict}.`
  if (reasons.includes('AUTOMATIC_ROTATION_OFF'))
    return `${source} requires automatic rotation of this key. ${after} Leave automatic rotation on.`
  if (reasons.includes('PERIOD_TOO_LONG'))
    return `${source} allows a period of at most ${maxRotationPeriodInDays ?? maxMaterialAgeInDays} days for this key. ${after} Choose a shorter period.`
  return undefined
}

/** The warning that the rotation policy does not apply to the key now. */
export const exceptionWarning = ({ id, until, reason }: PolicyException): string =>
  `The exception '${id}' applies to this key until ${until.toISOString()} (${reason}). The rotation policy does not apply to the key until then. Check that the change is intended.`
