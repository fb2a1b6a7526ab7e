import type { Context } from '../context.ts'
import type { ListedAlias } from '../kms/kms.ts'
import { displayNameRule, sortedAliases } from '../rotation/readings/key-names.ts'
import { apply, readsOf } from './key-reads.ts'
import { orNull } from './readable.ts'
import type { Key } from './visibility.ts'

/** The aliases of a key, sorted by name, so that the first alias is always the same. */
export async function aliasesOf(key: Key, context: Context): Promise<readonly ListedAlias[] | null> {
  const aliases = await orNull(readsOf(key, context).aliases())
  return aliases && sortedAliases(aliases)
}

export const displayName = (key: Key, context: Context): Promise<string> =>
  apply(displayNameRule, key, context)

export async function tagValue(key: Key, tagKey: string, context: Context): Promise<string | null> {
  const tags = await orNull(readsOf(key, context).tags())
  return tags?.find((tag) => tag.tagKey === tagKey)?.tagValue ?? null
}
