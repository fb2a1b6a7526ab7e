import type { Context } from '../context.ts'
import type { ListedAlias } from '../kms/kms.ts'
import { displayNameRule, sortedAliases } from '../rotation/readings/key-names.ts'
import { apply, readsOf } from './key-reads.ts'
import { map } from './maybe-promise.ts'
import type { MaybePromise } from './maybe-promise.ts'
import { orNull } from './readable.ts'
import type { Key } from './visibility.ts'

/** The aliases of a key, sorted by name, so that the first alias is always the same. */
export function aliasesOf(key: Key, context: Context): MaybePromise<readonly ListedAlias[] | null> {
  const aliases = orNull(readsOf(key, context).aliases())
  return map(aliases, (found) => found && sortedAliases(found))
}

export const displayName = (key: Key, context: Context): MaybePromise<string> =>
  apply(displayNameRule, key, context)

export function tagValue(key: Key, tagKey: string, context: Context): MaybePromise<string | null> {
  const tags = orNull(readsOf(key, context).tags())
  return map(tags, (found) => found?.find((tag) => tag.tagKey === tagKey)?.tagValue ?? null)
}
