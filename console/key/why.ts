import { COMPLIANCE_REASONS } from '../format/compliance-reason.ts'
import { countOf } from '../format/count.ts'
import type { Names } from '../format/key-names.ts'
import type { ComplianceReason, KeyFactsFragment, RequirementsFragment } from '../generated/graphql.ts'

export interface WhyContext {
  /** The requirements of the policy on keys to which no rule applies. */
  readonly defaultRequirements: RequirementsFragment
  /** The period of automatic rotation. Null if it is off or not known. */
  readonly periodInDays: number | null
  readonly now: string
  readonly formatDate: (time: string) => string
}

/** Says in plain sentences why a key has its verdict: the exception, the age, the other reasons, and the due date. */
export function why(compliance: KeyFactsFragment['compliance'], context: WhyContext): string {
  const { reasons, materialAgeInDays, dueAt, rule, exception } = compliance
  const { now, formatDate } = context
  const requirements = rule?.requirements ?? context.defaultRequirements
  const policy = rule ? `the rule “${rule.name}”` : 'the rotation policy'
  const age =
    materialAgeInDays === null || dueAt === null
      ? undefined
      : ageText(materialAgeInDays, policy, requirements, reasons.includes('SPEC_NOT_SUPPORTED'))
  const due = dueAt && `${dueAt < now ? 'It was due on' : 'It becomes due on'} ${formatDate(dueAt)}.`
  return [
    exception &&
      `Exception ${exception.exceptionId}, approved by ${exception.approvedBy}, applies until ${formatDate(exception.endsAt)}: “${exception.reason}”.`,
    age,
    due,
    ...reasons
      .filter((reason) => reason !== 'MATERIAL_TOO_OLD' || age === undefined)
      .map((reason) => reasonTexts(policy, requirements, context.periodInDays)[reason]),
    compliance.verdict === 'MANUAL_DUE' && 'Replace it with a new key.',
  ]
    .filter(Boolean)
    .join(' ')
}

/** Undefined if the policy has no requirement on keys that KMS cannot rotate. */
function ageText(
  days: number,
  policy: string,
  { maxMaterialAgeInDays, manualRotation }: RequirementsFragment,
  isManual: boolean,
): string | undefined {
  const age = countOf(Math.floor(days), 'day')
  if (!isManual)
    return `The key material is ${age} old, and ${policy} allows ${countOf(maxMaterialAgeInDays, 'day')}.`
  if (!manualRotation) return undefined
  const start =
    manualRotation.countFrom === 'CREATION'
      ? 'its creation'
      : 'the time when its alias was associated with it'
  return `The key is ${age} old, counted from ${start}, and ${policy} allows ${countOf(manualRotation.maxAgeInDays, 'day')}.`
}

/** The facts as sentences, those about a requirement with its rule and its limit. */
const reasonTexts = (
  policy: string,
  { maxMaterialAgeInDays, maxRotationPeriodInDays }: RequirementsFragment,
  periodInDays: number | null,
): Names<ComplianceReason> => ({
  ...COMPLIANCE_REASONS,
  AUTOMATIC_ROTATION_OFF: `Automatic rotation is off, and ${policy} requires it.`,
  MATERIAL_TOO_OLD: `The key material is older than ${policy} allows.`,
  PERIOD_TOO_LONG:
    periodInDays === null
      ? `The period of automatic rotation is longer than ${policy} allows.`
      : `Automatic rotation has a period of ${countOf(periodInDays, 'day')}, and ${policy} allows ${countOf(maxRotationPeriodInDays ?? maxMaterialAgeInDays, 'day')}.`,
})
