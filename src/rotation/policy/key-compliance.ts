import { assessCompliance, exemptionsOf, isManual } from '../rules/compliance.ts'
import type { ComplianceFacts, ComplianceReason, RotationCompliance } from '../rules/compliance.ts'
import type { ConditionReading, ReadKey } from './key-conditions.ts'
import { exceptionFor, ruleFor } from './policy-document.ts'
import type { PolicyDocument } from './policy-document.ts'
import type { PolicyException } from './policy-exception.ts'
import type { PolicyRule } from './policy-rule.ts'

/** The compliance of a key, and the parts of the rotation policy that it follows from. */
export interface KeyCompliance extends RotationCompliance {
  /** Undefined: the defaults of the rotation policy apply, or it is not known which rule does. */
  readonly rule: PolicyRule | undefined
  /** Undefined: no exception applies, or it is not known whether one does. */
  readonly exception: PolicyException | undefined
}

/**
 * Checks a key against the rule for it. EXCEPTED: an exception applies to the key, whatever its rule says. UNKNOWN also if the
 * readings that decide which rule or exception applies are not known, unless every rule gives the same verdict NOT_APPLICABLE.
 */
export function assessKey(
  document: PolicyDocument,
  key: ReadKey,
  facts: ComplianceFacts,
  now: number,
): KeyCompliance {
  const rule = ruleFor(document, key)
  const exception = exceptionFor(document, key, now)
  const assessed =
    rule.unread.size > 0
      ? assessWithoutRule(document, facts, reasonsOf(rule.unread), now)
      : assessCompliance(facts, rule.value?.requirements ?? document.defaults, now)
  const result = { ...assessed, rule: rule.value, exception: exception.value }
  if (exception.value) return { ...result, verdict: 'EXCEPTED' }
  if (exception.unread.size === 0) return result
  const reasons = new Set([...assessed.reasons, ...reasonsOf(exception.unread)])
  return { ...result, verdict: 'UNKNOWN', reasons: [...reasons] }
}

/** The readings that the compliance of the key depends on in addition to those of {@link assessCompliance}. */
export function policyReadings(
  document: PolicyDocument,
  key: ReadKey,
  facts: ComplianceFacts,
  now: number,
): ReadonlySet<ConditionReading> {
  const rule = ruleFor(document, key)
  const { manualRotation } = rule.value?.requirements ?? document.defaults
  const countsFromAlias = manualRotation?.countFrom === 'ALIAS_UPDATE' && isManual(exemptionsOf(facts))
  return new Set<ConditionReading>([
    ...exceptionFor(document, key, now).unread,
    ...rule.unread,
    ...(countsFromAlias ? (['aliases'] as const) : []),
  ])
}

/** The result while it is not known which rule applies. */
function assessWithoutRule(
  { defaults, rules }: PolicyDocument,
  facts: ComplianceFacts,
  unread: readonly ComplianceReason[],
  now: number,
): RotationCompliance {
  const general = assessCompliance(facts, { ...defaults, manualRotation: undefined }, now)
  const maybeManual =
    isManual(exemptionsOf(facts)) &&
    [defaults, ...rules.map(({ requirements }) => requirements)].some(({ manualRotation }) => manualRotation)
  if (general.verdict === 'NOT_APPLICABLE' && !maybeManual) return general
  return { ...general, verdict: 'UNKNOWN', dueAt: undefined, reasons: unread }
}

const REASONS = {
  metadata: 'METADATA_UNREADABLE',
  aliases: 'ALIASES_UNREADABLE',
  tags: 'TAGS_UNREADABLE',
} as const satisfies Record<ConditionReading, ComplianceReason>

const reasonsOf = (unread: ReadonlySet<ConditionReading>): readonly ComplianceReason[] =>
  [...unread].map((reading) => REASONS[reading])
