import type { Context } from '../context.ts'
import type { FleetKey } from '../rotation/fleet/fleet-key.ts'
import { countKeys, groupKeys } from '../rotation/fleet/key-groups.ts'
import type { KeyGroup } from '../rotation/fleet/key-groups.ts'
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

export async function byVerdict(
  fleet: Population,
  context: Context,
): Promise<readonly KeyCount<ComplianceVerdict>[]> {
  const counts = await counted(fleet, ({ compliance }) => compliance.verdict, context)
  return verdictCounts(new Map(counts.map(({ value, keyCount }) => [value, keyCount])))
}

/** The numbers of all verdicts, also of those without keys. */
export function verdictCounts(
  counts: ReadonlyMap<ComplianceVerdict, number>,
): readonly KeyCount<ComplianceVerdict>[] {
  return COMPLIANCE_VERDICTS.map((value) => ({ value, keyCount: counts.get(value) ?? 0 }))
}

/** Null for a time in the past, of which KMS does not show states. */
export const byState = (fleet: Population, context: Context) =>
  fleet.isPast
    ? null
    : counted(fleet, ({ known }) => toEnumValue(KEY_STATES, known.metadata?.value?.keyState), context)

/** Null for a time in the past, of which KMS does not show settings. */
export const byAutomaticRotation = (fleet: Population, context: Context) =>
  fleet.isPast ? null : counted(fleet, ({ automatic = 'UNKNOWN' }) => automatic, context)

export const byOrigin = (fleet: Population, context: Context) =>
  counted(fleet, ({ known }) => toEnumValue(KEY_ORIGINS, known.metadata?.value?.origin), context)

export const byAccount = (fleet: Population, context: Context) =>
  grouped(fleet, ({ known }) => known.key.accountId, context)

export const byRegion = (fleet: Population, context: Context) =>
  grouped(fleet, ({ known }) => known.key.region, context)

/** By the owner of the rotation policy of the gateway. */
export function byOwner(fleet: Population, context: Context) {
  const owner = ownerOf(context.rotationPolicy.current)
  return grouped(
    fleet,
    ({ known }) => {
      const { value, unread } = owner.of(known)
      return value ?? (unread.size > 0 ? undefined : null)
    },
    context,
  )
}

export const byTag = (fleet: Population, tagKey: string, context: Context) =>
  grouped(fleet, (key) => tagValue(key, tagKey), context)

/** Null if the key does not have the tag. Undefined if its tags are not known. */
function tagValue({ known: { tags } }: FleetKey, tagKey: string): string | null | undefined {
  return tags?.value && (tags.value.find((tag) => tag.tagKey === tagKey)?.tagValue ?? null)
}

function counted<Value extends string | null>(
  { keys }: Population,
  valueOf: (key: FleetKey) => Value,
  { fleetWork, viewer, signal }: Context,
): Promise<readonly KeyCount<Value>[]> {
  return fleetWork.run(viewer.subject, async () => {
    const counts = await countKeys(keys, valueOf, signal)
    return [...counts].map(([value, keyCount]) => ({ value, keyCount }))
  })
}

function grouped(
  { keys }: Population,
  valueOf: (key: FleetKey) => string | null | undefined,
  { fleetWork, viewer, signal }: Context,
): Promise<readonly KeyGroup[]> {
  return fleetWork.run(viewer.subject, () => groupKeys(keys, valueOf, signal))
}
