import type { ConditionReading } from '../policy/key-conditions.ts'
import { exceptionFor, ownerFor, readingsFor, ruleFor } from '../policy/policy-document.ts'
import type { Matched, PolicyDocument } from '../policy/policy-document.ts'
import type { PolicyException } from '../policy/policy-exception.ts'
import type { PolicyRule } from '../policy/policy-rule.ts'
import type { KnownKey, Needs, Rule } from './known-key.ts'

/** The metadata and then the readings that the rotation policy leaves open. Nothing is open for an AWS managed key. */
export const withMetadata =
  (unreadOf: (known: KnownKey) => Iterable<ConditionReading>): Needs =>
  (known) =>
    known.metadata ? ['metadata', ...unreadOf(known)] : ['metadata']

const matching = <Value>(
  policy: PolicyDocument,
  of: (known: KnownKey) => Matched<Value>,
): Rule<Matched<Value>> => ({
  needs: withMetadata((known) => of(known).unread),
  of,
  uses: readingsFor(policy),
})

/** The rule of the rotation policy for a key. */
export const ruleOf = (policy: PolicyDocument): Rule<Matched<PolicyRule>> =>
  matching(policy, (known) => ruleFor(policy, known))

/** The exception that applies to a key at the time `now`. */
export const exceptionOf = (policy: PolicyDocument, now: number): Rule<Matched<PolicyException>> =>
  matching(policy, (known) => exceptionFor(policy, known, now))

/** The owner of a key. */
export const ownerOf = (policy: PolicyDocument): Rule<Matched<string>> =>
  matching(policy, (known) => ownerFor(policy, known))
