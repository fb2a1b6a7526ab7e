import type { Context } from '../context.ts'
import type { FleetKey } from '../rotation/fleet/fleet-key.ts'
import { countKeys, groupKeys } from '../rotation/fleet/key-groups.ts'
import { KEY_ORIGINS, KEY_STATES, toEnumValue } from '../rotation/readings/aws-enum.ts'
import { ownerOf } from '../rotation/readings/rotation-policy.ts'
import { isUnreadable } from '../rotation/readings/unreadable-key.ts'
import { COMPLIANCE_VERDICTS } from '../rotation/rules/compliance.ts'
import type { ComplianceVerdict } from '../rotation/rules/compliance.ts'
import { populationOf } from './fleet-population.ts'
import type { Population, PopulationArguments } from './fleet-population.ts'

/** The number of keys with one value. */
export interface KeyCount<Value> {
  readonly value: Value
  readonly keyCount: number
}

/** @throws as {@link populationOf} */
export const fleet = (args: PopulationArguments, context: Context): Promise<Population> =>
  populationOf(args, context)

export const unreadableCount = ({ keys }: Population): number => keys.filter(isUnreadable).length

export const oldestObservedAt = ({ observedAt }: Population): Date | null =>
  observedAt === undefined ? null : new Date(observedAt)

export async function byVerdict(fleet: Population): Promise<readonly KeyCount<ComplianceVerdict>[]> {
  const counts = await counted(fleet, ({ compliance }) => compliance.verdict)
  return verdictCounts(new Map(counts.map(({ value, keyCount }) => [value, keyCount])))
}

/** The numbers of all verdicts, also of those without keys. */
export function verdictCounts(
  counts: ReadonlyMap<ComplianceVerdict, number>,
): readonly KeyCount<ComplianceVerdict>[] {
  return COMPLIANCE_VERDICTS.map((value) => ({ value, keyCount: counts.get(value) ?? 0 }))
}

/** Null for a time in the past, of which KMS does not show states. */
export const byState = (fleet: Population) =>
  fleet.isPast
    ? null
    : counted(fleet, ({ known }) => toEnumValue(KEY_STATES, known.metadata?.value?.keyState))

/** Null for a time in the past, of which KMS does not show settings. */
export const byAutomaticRotation = (fleet: Population) =>
  fleet.isPast ? null : counted(fleet, ({ automatic = 'UNKNOWN' }) => automatic)

export const byOrigin = (fleet: Population) =>
  counted(fleet, ({ known }) => toEnumValue(KEY_ORIGINS, known.metadata?.value?.origin))

export const byAccount = (fleet: Population) => groupKeys(fleet.pass, ({ known }) => known.key.accountId)

export const byRegion = (fleet: Population) => groupKeys(fleet.pass, ({ known }) => known.key.region)

/** By the owner of the rotation policy of the gateway. */
export function byOwner(fleet: Population, context: Context) {
  const owner = ownerOf(context.rotationPolicy.current)
  return groupKeys(fleet.pass, ({ known }) => {
    const { value, unread } = owner.of(known)
    return value ?? (unread.size > 0 ? undefined : null)
  })
}

export const byTag = (fleet: Population, tagKey: string) =>
  groupKeys(fleet.pass, (key) => tagValue(key, tagKey))

/** Null if the key does not have the tag. Undefined if its tags are not known. */
function tagValue({ known: { tags } }: FleetKey, tagKey: string): string | null | undefined {
  return tags?.value && (tags.value.find((tag) => tag.tagKey === tagKey)?.tagValue ?? null)
}

async function counted<Value extends string | null>(
  { pass }: Population,
  valueOf: (key: FleetKey) => Value,
): Promise<readonly KeyCount<Value>[]> {
  const counts = await countKeys(pass, valueOf)
  return [...counts].map(([value, keyCount]) => ({ value, keyCount }))
}
