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
  let unread: Set<ConditionReading> | undefined
  for (const [reading, isMet] of READ_CONDITIONS) {
    const met = isMet(conditions, of)
    if (met === false) return undefined
    if (met === undefined) unread = (unread ?? new Set()).add(reading)
  }
  return unread ?? NOTHING_UNREAD
}

const NOTHING_UNREAD: ReadonlySet<ConditionReading> = new Set()

type IsMet = (conditions: KeyConditions, of: ReadKey) => boolean | undefined

/** Each condition that needs a reading, and whether the key meets it. Undefined: not known. */
const READ_CONDITIONS: readonly (readonly [ConditionReading, IsMet])[] = [
  ['metadata', ({ specs }, { metadata }) => isMetBy(specs, metadata?.value?.keySpec)],
  [
    'metadata',
    ({ origins }, { metadata }) => {
      const origin = metadata?.value?.origin
      return origins === undefined || (origin === undefined ? undefined : origins.includes(origin))
    },
  ],
  [
    'aliases',
    ({ aliases: globs }, { aliases }) =>
      globs === undefined || aliases?.value?.some(({ aliasName }) => isAnyOf(globs, aliasName)),
  ],
  [
    'tags',
    ({ tags }, { tags: own }) =>
      tags === undefined ||
      (own?.value &&
        tags.every(({ key, values }) =>
          own.value?.some(({ tagKey, tagValue }) => tagKey === key && isAnyOf(values, tagValue)),
        )),
  ],
]

const isMetBy = (globs: readonly string[] | undefined, text: string | undefined): boolean | undefined =>
  globs === undefined || (text === undefined ? undefined : isAnyOf(globs, text))

const isAnyOf = (globs: readonly string[] | undefined, text: string): boolean =>
  globs === undefined || globs.some((glob) => matchesGlob(glob, text))
