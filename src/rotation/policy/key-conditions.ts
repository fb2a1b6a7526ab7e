import { matchesGlob } from '../../auth/key-pattern.ts'
import type { KeyArn } from '../../kms/key-arn.ts'
import type { KeyReadings } from '../key-readings.ts'

/**
 * The conditions of a rule or an exception. A key meets them if it meets each given member; the values of a member are
 * alternatives. `keys`, `accounts`, `regions`, `aliases`, `specs` and the values of tags are globs: `*` matches any characters,
 * `?` matches one.
 */
export interface KeyConditions {
  /** ARNs. Only exceptions have this condition. */
  readonly keys?: readonly string[] | undefined
  readonly accounts?: readonly string[] | undefined
  readonly regions?: readonly string[] | undefined
  /** A key must have all of these tags. */
  readonly tags?: readonly TagCondition[] | undefined
  /** With the prefix `alias/`. */
  readonly aliases?: readonly string[] | undefined
  readonly specs?: readonly string[] | undefined
  readonly origins?: readonly string[] | undefined
}

export interface TagCondition {
  readonly key: string
  readonly values: readonly string[]
}

/** A reading that conditions use. */
export type ConditionReading = 'metadata' | 'aliases' | 'tags'

/** A key with the readings that conditions use. */
export interface ReadKey extends Pick<KeyReadings, ConditionReading> {
  readonly key: KeyArn
}

/**
 * Undefined: the key does not meet the conditions. Empty: it meets them. Otherwise: the readings that decide and whose values
 * are not known.
 */
export type Unread = ReadonlySet<ConditionReading> | undefined

/** A condition that the key does not meet decides, even if the values for other conditions are not known. */
export function unreadFor(conditions: KeyConditions, of: ReadKey): Unread {
  const { keys, accounts, regions } = conditions
  const { arn, accountId, region } = of.key
  if (!isAnyOf(keys, arn) || !isAnyOf(accounts, accountId) || !isAnyOf(regions, region)) return undefined
  const unread = new Set<ConditionReading>()
  for (const [reading, isMet] of readConditions(conditions, of)) {
    if (isMet === false) return undefined
    if (isMet === undefined) unread.add(reading)
  }
  return unread
}

/** Each condition that needs a reading, and whether the key meets it. Undefined: not known. */
function* readConditions(
  { specs, origins, tags, aliases }: KeyConditions,
  of: ReadKey,
): Generator<readonly [ConditionReading, boolean | undefined]> {
  const metadata = of.metadata?.value
  if (specs)
    yield ['metadata', metadata?.keySpec === undefined ? undefined : isAnyOf(specs, metadata.keySpec)]
  if (origins)
    yield ['metadata', metadata?.origin === undefined ? undefined : origins.includes(metadata.origin)]
  if (aliases) yield ['aliases', of.aliases?.value?.some(({ aliasName }) => isAnyOf(aliases, aliasName))]
  const own = of.tags?.value
  if (tags)
    yield [
      'tags',
      own &&
        tags.every(({ key, values }) =>
          own.some(({ tagKey, tagValue }) => tagKey === key && isAnyOf(values, tagValue)),
        ),
    ]
}

const isAnyOf = (globs: readonly string[] | undefined, text: string): boolean =>
  globs === undefined || globs.some((glob) => matchesGlob(glob, text))
