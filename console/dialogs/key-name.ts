import type { ChangeSubjectFragment } from '../generated/graphql.ts'

const PREFIX = 'alias/'

/** The name that the reader types to confirm a change: the first alias without its prefix, or the key ID. */
export function nameToType({ aliases, keyId }: Pick<ChangeSubjectFragment, 'aliases' | 'keyId'>): string {
  const alias = aliases?.[0]?.name
  return alias === undefined ? keyId : withoutPrefix(alias)
}

export const isTyped = (typed: string, name: string): boolean => withoutPrefix(typed.trim()) === name

const withoutPrefix = (alias: string) => (alias.startsWith(PREFIX) ? alias.slice(PREFIX.length) : alias)
