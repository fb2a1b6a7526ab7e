import type { ComplianceVerdict } from '../rules/compliance.ts'
import type { FleetKey } from './fleet-key.ts'
import type { SharedPass } from './shared-pass.ts'

/**
 * - `VALUE`: the keys have the same value
 * - `NO_VALUE`: the keys do not have a value
 * - `UNREADABLE`: the value could not be read
 * - `OTHER`: the keys have values of which each has fewer keys than the listed values
 */
export type KeyGroupKind = 'VALUE' | 'NO_VALUE' | 'UNREADABLE' | 'OTHER'

/** The keys that have the same account, Region, owner or value of a tag. */
export interface KeyGroup {
  readonly kind: KeyGroupKind
  /** Undefined unless the kind is `VALUE`. */
  readonly value: string | undefined
  readonly keyCount: number
  /** Number of keys with each verdict. A verdict without keys is absent. */
  readonly verdicts: ReadonlyMap<ComplianceVerdict, number>
}

/** A group by value. The response is bounded, and a tag may have a different value on each key. */
export const MAX_GROUPS = 100

interface MutableGroup extends KeyGroup {
  keyCount: number
  readonly verdicts: Map<ComplianceVerdict, number>
}

/**
 * Groups keys by a value. Each key is in one group. The groups by value come first, the largest first, then the other kinds.
 *
 * @param valueOf null: the key does not have a value; undefined: the value could not be read
 */
export async function groupKeys(
  keys: SharedPass<FleetKey>,
  valueOf: (key: FleetKey) => string | null | undefined,
): Promise<readonly KeyGroup[]> {
  const byValue = new Map<string, MutableGroup>()
  const withoutValue = emptyGroup('NO_VALUE')
  const unreadable = emptyGroup('UNREADABLE')
  const groupOf = (value: string | null | undefined) => {
    if (value === undefined) return unreadable
    if (value === null) return withoutValue
    const known = byValue.get(value)
    if (known) return known
    const group = emptyGroup('VALUE', value)
    byValue.set(value, group)
    return group
  }

  await keys.visit((key) => add(groupOf(valueOf(key)), key.compliance.verdict, 1))

  const sorted = [...byValue.values()].toSorted(
    (left, right) => right.keyCount - left.keyCount || compareTexts(left.value ?? '', right.value ?? ''),
  )
  const other = emptyGroup('OTHER')
  for (const { verdicts } of sorted.slice(MAX_GROUPS))
    for (const [verdict, count] of verdicts) add(other, verdict, count)
  return [
    ...sorted.slice(0, MAX_GROUPS),
    ...[other, withoutValue, unreadable].filter(({ keyCount }) => keyCount > 0),
  ]
}

const emptyGroup = (kind: KeyGroupKind, value?: string): MutableGroup => ({
  kind,
  value,
  keyCount: 0,
  verdicts: new Map(),
})

function add(group: MutableGroup, verdict: ComplianceVerdict, count: number): void {
  group.keyCount += count
  group.verdicts.set(verdict, (group.verdicts.get(verdict) ?? 0) + count)
}

const compareTexts = (left: string, right: string): number => (left < right ? -1 : Number(left > right))

/** The number of keys with each value, the largest number first. */
export async function countKeys<Value extends string | null>(
  keys: SharedPass<FleetKey>,
  valueOf: (key: FleetKey) => Value,
): Promise<ReadonlyMap<Value, number>> {
  const counts = new Map<Value, number>()
  await keys.visit((key) => {
    const value = valueOf(key)
    counts.set(value, (counts.get(value) ?? 0) + 1)
  })
  return new Map(
    [...counts].toSorted(
      ([left, leftCount], [right, rightCount]) =>
        rightCount - leftCount || compareTexts(String(left), String(right)),
    ),
  )
}
