import type { KeyMetadata } from '../../kms/kms.ts'
import type { AutomaticRotation } from '../rules/automatic-rotation.ts'
import type { Matched, PolicyDocument } from '../policy/policy-document.ts'
import { dueDate } from '../rules/compliance.ts'
import type { ComplianceVerdict } from '../rules/compliance.ts'
import { isUnusedSince } from '../rules/usage.ts'
import { lastRotation } from '../rotation.ts'
import type { Rotation, RotationType } from '../rotation.ts'
import { KEY_MANAGERS, KEY_ORIGINS, KEY_STATES, toEnumValue } from './aws-enum.ts'
import { rotateBlockersRule } from './capability.ts'
import { complianceRule } from './compliance.ts'
import { historyOf } from './history.ts'
import { isAwsManagedKey, unlessAwsManaged } from './known-key.ts'
import type { KnownKey, Rule } from './known-key.ts'
import { hasNoOnDemandQuota, onDemandQuotaRule } from './on-demand-quota.ts'
import { exceptionOf, ownerOf, ruleOf } from './rotation-policy.ts'
import { rotationStatusRule } from './rotation-status.ts'
import { isUnreadable as isUnreadableKey } from './unreadable-key.ts'

type Maybe<Value> = Value | null | undefined

export interface KeyFilter {
  /** ARNs. */
  readonly keys?: Maybe<readonly string[]>
  readonly search?: Maybe<string>
  readonly states?: Maybe<readonly string[]>
  readonly managers?: Maybe<readonly string[]>
  readonly origins?: Maybe<readonly string[]>
  readonly specs?: Maybe<readonly string[]>
  readonly aliasPrefix?: Maybe<string>
  readonly tags?: Maybe<readonly { readonly key: string; readonly values?: Maybe<readonly string[]> }[]>
  readonly automaticRotation?: Maybe<readonly AutomaticRotation[]>
  readonly onDemandInProgress?: Maybe<boolean>
  readonly nextRotationBefore?: Maybe<Date>
  readonly nextRotationAfter?: Maybe<Date>
  readonly lastRotatedBefore?: Maybe<Date>
  readonly createdAfter?: Maybe<Date>
  readonly lastRotatedAfter?: Maybe<Date>
  readonly lastRotationTypes?: Maybe<readonly RotationType[]>
  readonly unusedSince?: Maybe<Date>
  readonly maxRemainingOnDemand?: Maybe<number>
  readonly canRotateOnDemand?: Maybe<boolean>
  readonly compliance?: Maybe<readonly ComplianceVerdict[]>
  readonly owners?: Maybe<readonly string[]>
  /** IDs of rules of the rotation policy. */
  readonly rules?: Maybe<readonly string[]>
  readonly hasException?: Maybe<boolean>
  readonly dueBefore?: Maybe<Date>
  readonly dueAfter?: Maybe<Date>
  readonly isUnreadable?: Maybe<boolean>
}

/** The settings that conditions, orders and other rules depend on. */
export interface RuleSettings {
  /** The policy of `compliance`. */
  readonly policy: PolicyDocument
  /** The policy of `owners`, `rules` and `hasException`. */
  readonly rotationPolicy: PolicyDocument
  readonly onDemandRotationsPerKey: number
  readonly now: number
}

/** Whether a key matches a filter. `undecided`: the data that decides it is not known. */
export type Match = 'yes' | 'no' | 'undecided'

/** Whether a key meets a condition. Undefined if the data that decides it is not known. */
export type Condition = Rule<boolean | undefined>

/** The conditions of a filter, the cheapest to read from KMS first. */
export function conditionsOf(filter: KeyFilter, settings: RuleSettings): readonly Condition[] {
  return [
    ...byArn(filter),
    ...byMetadata(filter),
    ...byNames(filter),
    ...byPolicy(filter, settings),
    ...bySearch(filter),
    ...byStatus(filter),
    ...byHistory(filter, settings),
    ...byUsage(filter),
  ].filter((condition): condition is Condition => Boolean(condition))
}

/** Whether a key about which everything is known that can be known meets all conditions. */
export function matchOf(conditions: readonly Condition[], known: KnownKey): Match {
  let isDecided = true
  for (const { of } of conditions) {
    const holds = of(known)
    if (holds === false) return 'no'
    if (holds === undefined) isDecided = false
  }
  return isDecided ? 'yes' : 'undecided'
}

type Conditions = readonly (Condition | null | undefined | false)[]

/** A condition on a value of the key. Undecided if the value is not known. */
const on = <Value>(
  rule: Rule<Value | null | undefined>,
  holds: (value: Value) => boolean | undefined,
): Condition => ({
  ...rule,
  of(known) {
    const value = rule.of(known)
    return value === undefined || value === null ? undefined : holds(value)
  },
})

function byArn({ keys }: KeyFilter): Conditions {
  const keyArns = new Set(keys)
  return [keys && { needs: () => [], of: ({ key }) => keyArns.has(key.arn) }]
}

/** Searches the ARN, which contains the key ID, then the aliases, the description and the values of the tags. */
function bySearch({ search }: KeyFilter): Conditions {
  if (typeof search !== 'string') return []
  const wanted = search.toLowerCase()
  const contains = (text: string) => text.toLowerCase().includes(wanted)
  const places = {
    aliases: ({ aliases }: KnownKey) => aliases?.value?.some(({ aliasName }) => contains(aliasName)),
    metadata: ({ metadata }: KnownKey) => metadata?.value && contains(metadata.value.description ?? ''),
    tags: ({ tags }: KnownKey) => tags?.value?.some(({ tagValue }) => contains(tagValue)),
  }
  const names = ['aliases', 'metadata', 'tags'] as const
  return [
    {
      needs(known) {
        if (contains(known.key.arn)) return []
        const decisive = names.findIndex((name) => known[name] === undefined || places[name](known))
        return decisive === -1 ? names : names.slice(0, decisive + 1)
      },
      of(known) {
        if (contains(known.key.arn)) return true
        const found = names.map((name) => places[name](known))
        if (found.includes(true)) return true
        return found.includes(undefined) ? undefined : false
      },
    },
  ]
}

function byMetadata({ states, managers, origins, specs, createdAfter }: KeyFilter): Conditions {
  const isOneOf = (
    allowed: readonly string[],
    of: (metadata: KeyMetadata) => string | null | undefined,
  ): Condition =>
    on({ needs: () => ['metadata'], of: ({ metadata }) => metadata?.value && of(metadata.value) }, (value) =>
      allowed.includes(value),
    )
  return [
    states && isOneOf(states, ({ keyState }) => toEnumValue(KEY_STATES, keyState)),
    managers && isOneOf(managers, ({ keyManager }) => toEnumValue(KEY_MANAGERS, keyManager)),
    origins && isOneOf(origins, ({ origin }) => toEnumValue(KEY_ORIGINS, origin)),
    specs && isOneOf(specs, ({ keySpec }) => keySpec),
    createdAfter &&
      on(
        { needs: () => ['metadata'], of: ({ metadata }) => metadata?.value?.creationDate },
        (creationDate) => creationDate > createdAfter,
      ),
  ]
}

function byNames({ aliasPrefix, tags }: KeyFilter): Conditions {
  const prefix = aliasPrefix?.startsWith('alias/') ? aliasPrefix : `alias/${aliasPrefix}`
  return [
    typeof aliasPrefix === 'string' &&
      on({ needs: () => ['aliases'], of: ({ aliases }) => aliases?.value }, (aliases) =>
        aliases.some(({ aliasName }) => aliasName.startsWith(prefix)),
      ),
    tags &&
      on({ needs: () => ['tags'], of: (known) => known.tags?.value }, (own) =>
        tags.every(({ key, values }) =>
          own.some(({ tagKey, tagValue }) => tagKey === key && (!values || values.includes(tagValue))),
        ),
      ),
  ]
}

function byPolicy(
  { owners, rules, hasException }: KeyFilter,
  { rotationPolicy, now }: RuleSettings,
): Conditions {
  const onMatch = <Value>(
    rule: Rule<Matched<Value>>,
    holds: (value: Value | undefined) => boolean,
  ): Condition => ({
    ...rule,
    of(known) {
      const { value, unread } = rule.of(known)
      return unread.size > 0 ? undefined : holds(value)
    },
  })
  return [
    owners && onMatch(ownerOf(rotationPolicy), (owner) => owner !== undefined && owners.includes(owner)),
    rules && onMatch(ruleOf(rotationPolicy), (rule) => rule !== undefined && rules.includes(rule.id)),
    typeof hasException === 'boolean' &&
      onMatch(exceptionOf(rotationPolicy, now), (exception) => (exception !== undefined) === hasException),
  ]
}

function byStatus(filter: KeyFilter): Conditions {
  const { automaticRotation, onDemandInProgress, nextRotationBefore, nextRotationAfter } = filter
  const onNextRotation = (holds: (date: Date) => boolean): Condition =>
    on(rotationStatusRule, ({ status, automatic }) => {
      if (!status) return automatic === 'UNKNOWN' ? undefined : false
      return status.nextRotationDate !== undefined && holds(status.nextRotationDate)
    })
  return [
    automaticRotation &&
      on(rotationStatusRule, ({ automatic }) => {
        if (automaticRotation.includes(automatic)) return true
        return automatic === 'UNKNOWN' ? undefined : false
      }),
    typeof onDemandInProgress === 'boolean' &&
      on(rotationStatusRule, ({ status, automatic }) => {
        if (status) return (status.onDemandRotationStartDate !== undefined) === onDemandInProgress
        return automatic === 'UNKNOWN' ? undefined : !onDemandInProgress
      }),
    nextRotationBefore && onNextRotation((date) => date < nextRotationBefore),
    nextRotationAfter && onNextRotation((date) => date > nextRotationAfter),
  ]
}

function byHistory(filter: KeyFilter, { policy, onDemandRotationsPerKey, now }: RuleSettings): Conditions {
  const { lastRotatedBefore, lastRotatedAfter, lastRotationTypes, maxRemainingOnDemand } = filter
  const { canRotateOnDemand, dueBefore, dueAfter, isUnreadable } = filter
  const verdicts = filter.compliance
  const history: Rule<readonly Rotation[] | undefined> = { needs: () => ['rotations'], of: historyOf }
  const quotaRule = onDemandQuotaRule(onDemandRotationsPerKey)
  const blockersRule = rotateBlockersRule(onDemandRotationsPerKey, now)
  const complianceOf = complianceRule(policy, now)
  const onDueDate = (holds: (dueAt: Date) => boolean): Condition => ({
    ...complianceOf,
    of(known) {
      const date = dueDate(complianceOf.of(known))
      return date && (date === 'NEVER' ? false : holds(date))
    },
  })
  return [
    lastRotatedBefore &&
      on(history, (rotations) => {
        const last = lastRotation(rotations)
        return last === undefined || last.rotatedAt < lastRotatedBefore
      }),
    lastRotatedAfter &&
      on(history, (rotations) => {
        const last = lastRotation(rotations)
        return last !== undefined && last.rotatedAt > lastRotatedAfter
      }),
    lastRotationTypes &&
      on(history, (rotations) => {
        const last = lastRotation(rotations)
        return last !== undefined && lastRotationTypes.includes(last.type)
      }),
    typeof maxRemainingOnDemand === 'number' && {
      needs: quotaRule.needs,
      of(known) {
        const quota = quotaRule.of(known)
        if (quota) return quota.remaining <= maxRemainingOnDemand
        return hasNoOnDemandQuota(known) ? false : undefined
      },
    },
    verdicts &&
      on(complianceOf, ({ verdict }) => {
        if (verdicts.includes(verdict)) return true
        return verdict === 'UNKNOWN' ? undefined : false
      }),
    dueBefore && onDueDate((dueAt) => dueAt < dueBefore),
    dueAfter && onDueDate((dueAt) => dueAt > dueAfter),
    typeof isUnreadable === 'boolean' && {
      ...complianceOf,
      needs: (known) => [...complianceOf.needs(known), ...rotationStatusRule.needs(known)],
      of(known) {
        const { automatic } = rotationStatusRule.of(known)
        return isUnreadable === isUnreadableKey({ known, compliance: complianceOf.of(known), automatic })
      },
    },
    typeof canRotateOnDemand === 'boolean' && {
      needs: blockersRule.needs,
      of(known) {
        const blockers = blockersRule.of(known)
        if (blockers.some(({ reason }) => reason === 'METADATA_UNREADABLE')) return undefined
        if (known.mayWrite === undefined) return undefined
        return (blockers.length === 0) === canRotateOnDemand
      },
    },
  ]
}

/** AWS managed keys never match: they cannot be retired. */
function byUsage({ unusedSince }: KeyFilter): Conditions {
  return [
    unusedSince && {
      needs: unlessAwsManaged(() => ['lastUsage']),
      of(known) {
        if (isAwsManagedKey(known)) return false
        return known.lastUsage?.value && isUnusedSince(known.lastUsage.value, unusedSince)
      },
    },
  ]
}
