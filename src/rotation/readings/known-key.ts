import type { KeyArn } from '../../kms/key-arn.ts'
import type { KeyMetadata } from '../../kms/kms.ts'
import type { KeyReadings, Reading } from '../key-readings.ts'
import type { FactName } from './fact-name.ts'
import { RuleResults } from './rule-results.ts'

/** Everything that a rule may use about one key. Undefined: not known yet. */
export interface KnownKey extends KeyReadings {
  readonly key: KeyArn
  /** Whether the key belongs to an account that the gateway does not serve. */
  readonly isForeign: boolean
  /** DescribeKey of the primary key of a replica. Also undefined if the viewer may not read the primary key. */
  readonly primary: Reading<KeyMetadata> | undefined
  /** Whether the viewer may change the key. */
  readonly mayWrite: boolean | undefined
  /** Remembers the results for this key. Undefined: each result is calculated again. */
  readonly results?: RuleResults | undefined
}

/** The same key, which remembers the results of rules. A copy of it, for example with other readings, does not. */
export const remembering = <Known extends KnownKey>(known: Known): Known =>
  // A copy has only the enumerable properties.
  Object.defineProperty(known, 'results', { value: new RuleResults() })

/**
 * Names the facts that a rule needs, given what is known so far. It may name further facts once these are known. The rule
 * also accepts a key of which some of them stay undefined.
 */
export type Needs = (known: KnownKey) => readonly FactName[]

/** A value that follows from what is known of a key. Both functions are pure and synchronous. */
export interface Rule<Value> {
  readonly needs: Needs
  readonly of: (known: KnownKey) => Value
  /** Further facts that the value can depend on. They need not be read. @default none */
  readonly uses?: readonly FactName[] | undefined
}

/** False also if the metadata is not known. */
export const isAwsManagedKey = ({ metadata }: KnownKey): boolean => metadata?.value?.keyManager === 'AWS'

/**
 * The metadata and then, unless AWS manages the key, the facts that `others` names. The policy of an AWS managed key may deny
 * the other reads even to an administrator, and their results are known anyway.
 */
export const unlessAwsManaged =
  (others: (metadata: KeyMetadata | undefined) => readonly FactName[]): Needs =>
  (known) =>
    known.metadata && !isAwsManagedKey(known) ? ['metadata', ...others(known.metadata.value)] : ['metadata']

/** When the oldest of the facts of a value was read, in milliseconds since the epoch. Undefined if none of them is known. */
export function observationOf(
  known: KnownKey,
  { needs, uses = [] }: Pick<Rule<unknown>, 'needs' | 'uses'>,
): number | undefined {
  let oldest: number | undefined
  for (const names of [needs(known), uses])
    for (const name of names) {
      const fact = known[name]
      if (typeof fact === 'object' && (oldest === undefined || fact.observedAt < oldest))
        oldest = fact.observedAt
    }
  return oldest
}
