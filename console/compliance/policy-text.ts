import { countOf } from '../format/count.ts'
import type { ConditionsFragment, OwnerFragment, PolicyRequirementsFragment } from '../generated/graphql.ts'

/** The requirements of a rule as sentences, one for each thing that is required. */
export function requirementTexts(requirements: PolicyRequirementsFragment): string[] {
  const {
    maxMaterialAgeInDays,
    warnBeforeDays,
    isAutomaticRotationRequired,
    maxRotationPeriodInDays,
    manualRotation,
  } = requirements
  return [
    `The key material is at most ${countOf(maxMaterialAgeInDays, 'day')} old.`,
    `A key is due soon ${countOf(warnBeforeDays, 'day')} before that.`,
    ...(isAutomaticRotationRequired ? ['Automatic rotation is on, if KMS supports it for the key.'] : []),
    ...(typeof maxRotationPeriodInDays === 'number'
      ? [`The period of automatic rotation is at most ${countOf(maxRotationPeriodInDays, 'day')}.`]
      : []),
    ...(manualRotation
      ? [
          `A key that KMS cannot rotate is at most ${countOf(manualRotation.maxAgeInDays, 'day')} old, ${
            manualRotation.countFrom === 'CREATION'
              ? 'from its creation.'
              : 'from the time at which an alias was associated with it.'
          }`,
        ]
      : []),
  ]
}

/** The conditions of a rule, one text each: `tag team: payments or platform`. Empty if the rule applies to every key. */
export function conditionTexts(conditions: ConditionsFragment): string[] {
  const { accounts, regions, aliases, keys, specs, origins, tags } = conditions
  const lists = {
    account: accounts,
    Region: regions,
    alias: aliases,
    key: keys,
    spec: specs,
    origin: origins,
  }
  return [
    ...Object.entries(lists).flatMap(([name, values]) => (values ? [`${name}: ${values.join(' or ')}`] : [])),
    ...(tags ?? []).map(({ key, values }) => `tag ${key}: ${values.join(' or ')}`),
  ]
}

/** `payments-oncall`, or `value of the tag team`. */
export function ownerText(owner: OwnerFragment | null | undefined): string {
  if (!owner) return 'None'
  return owner.name ?? `Value of the tag ${owner.tagKey}`
}
