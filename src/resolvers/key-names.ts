import type { Context } from '../context.ts'
import type { ListedAlias } from '../kms/kms.ts'
import { fromMetadata } from './key.ts'
import type { Key } from './key.ts'
import { orNull } from './readable.ts'

const PREFIX = 'alias/'

/** The aliases of a key, sorted by name, so that the first alias is always the same. */
export async function aliasesOf({ arn }: Key, { loaders }: Context): Promise<readonly ListedAlias[] | null> {
  const aliases = await orNull(loaders.aliases(arn))
  return aliases?.toSorted((left, right) => (left.aliasName < right.aliasName ? -1 : 1)) ?? null
}

export async function displayName(key: Key, context: Context): Promise<string> {
  const [alias] = (await aliasesOf(key, context)) ?? []
  if (alias) return alias.aliasName.slice(PREFIX.length)
  return (await fromMetadata(key, context, ({ description }) => description)) || key.keyId
}

export async function tagValue({ arn }: Key, tagKey: string, { loaders }: Context): Promise<string | null> {
  const tags = await orNull(loaders.tags(arn))
  return tags?.find((tag) => tag.tagKey === tagKey)?.tagValue ?? null
}
