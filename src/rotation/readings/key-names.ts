import type { ListedAlias } from '../../kms/kms.ts'
import type { KnownKey, Rule } from './known-key.ts'

const PREFIX = 'alias/'

const sorted = new WeakMap<readonly ListedAlias[], readonly ListedAlias[]>()

/** Sorted by name, so that the first alias is always the same. */
export function sortedAliases(aliases: readonly ListedAlias[]): readonly ListedAlias[] {
  const known = sorted.get(aliases)
  if (known) return known
  const result = aliases.toSorted((left, right) => (left.aliasName < right.aliasName ? -1 : 1))
  sorted.set(aliases, result)
  return result
}

const firstAlias = ({ aliases }: KnownKey): ListedAlias | undefined => sortedAliases(aliases?.value ?? [])[0]

/** The first alias without its prefix, else the description, else the key ID. */
export const displayNameRule: Rule<string> = {
  needs: (known) => (known.aliases && !firstAlias(known) ? ['aliases', 'metadata'] : ['aliases']),
  of: (known) =>
    firstAlias(known)?.aliasName.slice(PREFIX.length) ??
    (known.metadata?.value?.description || known.key.keyId),
}
