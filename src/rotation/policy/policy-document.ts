import type { RotationPolicy } from '../rules/compliance.ts'
import { isAwsManaged } from '../rules/rotation-support.ts'
import { unreadFor } from './key-conditions.ts'
import type { ConditionReading, KeyConditions, ReadKey } from './key-conditions.ts'
import { possibleExceptions } from './possible-exceptions.ts'
import { hasEnded } from './policy-exception.ts'
import type { PolicyException } from './policy-exception.ts'
import type { OwnerSource, PolicyRule } from './policy-rule.ts'

/** The rotation policy of a gateway: its rules in order, and the exceptions from them. */
export interface PolicyDocument {
  /** The requirements on keys that meet the conditions of no rule. */
  readonly defaults: RotationPolicy
  /** The owner of keys that meet the conditions of no rule. */
  readonly defaultOwner: OwnerSource | undefined
  readonly rules: readonly PolicyRule[]
  readonly exceptions: readonly PolicyException[]
}

/** A result of matching. `unread` is not empty if the result depends on readings whose values are not known. */
export interface Matched<Value> {
  /** Undefined: none, or not known. */
  readonly value: Value | undefined
  readonly unread: ReadonlySet<ConditionReading>
}

/** Nothing applies to the key, and this is known. */
const NOTHING: Matched<never> = { value: undefined, unread: new Set() }

/** The first rule whose conditions the key meets. Not known if an earlier rule may be the one. */
export const ruleFor = ({ rules }: PolicyDocument, key: ReadKey): Matched<PolicyRule> =>
  isAwsManagedKey(key) ? NOTHING : firstOf(rules, key)

/** An exception that applies to the key now. Not known if one may apply and none is known to apply. */
export function exceptionFor(
  { exceptions }: PolicyDocument,
  key: ReadKey,
  now: number,
): Matched<PolicyException> {
  if (isAwsManagedKey(key)) return NOTHING
  let unknown: Matched<PolicyException> | undefined
  for (const value of possibleExceptions(exceptions, key.key.arn)) {
    const unread = unreadFor(value.conditions, key)
    if (!unread || hasEnded(value, now)) continue
    if (unread.size === 0) return { value, unread }
    unknown ??= { value: undefined, unread }
  }
  return unknown ?? NOTHING
}

/** The owner of the key, by the rule for the key. */
export function ownerFor(document: PolicyDocument, key: ReadKey): Matched<string> {
  if (isAwsManagedKey(key)) return NOTHING
  const { value: rule, unread } = ruleFor(document, key)
  if (unread.size > 0) return { value: undefined, unread }
  const owner = rule ? rule.owner : document.defaultOwner
  if (owner === undefined || 'name' in owner) return { value: owner?.name, unread }
  const tags = key.tags?.value
  if (tags === undefined) return { value: undefined, unread: new Set(['tags']) }
  return { value: tags.find(({ tagKey }) => tagKey === owner.tag)?.tagValue || undefined, unread }
}

/** The readings that the rule, the exceptions and the owner of a key can depend on, in addition to its metadata. */
export function readingsFor({
  defaultOwner,
  rules,
  exceptions,
}: PolicyDocument): readonly ConditionReading[] {
  const conditions = [...rules, ...exceptions].map((each) => each.conditions)
  const owners = [defaultOwner, ...rules.map(({ owner }) => owner)]
  const hasTags =
    conditions.some(({ tags }) => tags) || owners.some((owner) => owner !== undefined && 'tag' in owner)
  return [
    ...(conditions.some(({ aliases }) => aliases) ? (['aliases'] as const) : []),
    ...(hasTags ? (['tags'] as const) : []),
  ]
}

/** A rotation policy cannot require anything of an AWS managed key, and its tags may not be readable. */
const isAwsManagedKey = ({ metadata }: ReadKey): boolean =>
  metadata?.value !== undefined && isAwsManaged(metadata.value)

function firstOf<Value extends { readonly conditions: KeyConditions }>(
  values: readonly Value[],
  key: ReadKey,
): Matched<Value> {
  for (const value of values) {
    const unread = unreadFor(value.conditions, key)
    if (unread) return unread.size === 0 ? { value, unread } : { value: undefined, unread }
  }
  return NOTHING
}

/** The rotation policy of a gateway without a file: one set of requirements for all keys. */
export const policyWithoutRules = (defaults: RotationPolicy): PolicyDocument => ({
  defaults,
  defaultOwner: undefined,
  rules: [],
  exceptions: [],
})
