/** Matches keys that match every given member. Each member is a glob: `*` matches any characters, `?` matches one. */
export interface KeyPattern {
  readonly arn?: string | undefined
  readonly region?: string | undefined
  readonly account?: string | undefined
  /** Matches keys with a matching alias. Includes the prefix `alias/`. */
  readonly alias?: string | undefined
  /** Matches keys with a tag whose key and value match. */
  readonly tag?: { readonly key: string; readonly value: string } | undefined
}

/** All keys, or the keys that match at least one pattern. */
export type KeyAccess = 'ALL' | readonly KeyPattern[]

/** Whether a key matches the members `arn`, `region` and `account` of the pattern. */
export function matchesArn(
  pattern: KeyPattern,
  key: { readonly arn: string; readonly region: string; readonly accountId: string },
): boolean {
  return (
    matchesGlob(pattern.arn, key.arn) &&
    matchesGlob(pattern.region, key.region) &&
    matchesGlob(pattern.account, key.accountId)
  )
}

export function matchesAliases(
  { alias }: KeyPattern,
  aliases: readonly { readonly aliasName: string }[],
): boolean {
  return alias === undefined || aliases.some(({ aliasName }) => matchesGlob(alias, aliasName))
}

export function matchesTags(
  { tag }: KeyPattern,
  tags: readonly { readonly tagKey: string; readonly tagValue: string }[],
): boolean {
  return (
    tag === undefined ||
    tags.some((own) => matchesGlob(tag.key, own.tagKey) && matchesGlob(tag.value, own.tagValue))
  )
}

/**
 * Not a regular expression: with many stars, one would take exponential time on some texts. On a mismatch, only the last
 * star takes one more character. Earlier stars never need to change.
 */
export function matchesGlob(glob: string | undefined, text: string): boolean {
  if (glob === undefined) return true
  let inGlob = 0
  let inText = 0
  let afterStar = -1
  let endOfStar = 0
  while (inText < text.length) {
    const wanted = glob[inGlob]
    if (wanted === '*') {
      afterStar = ++inGlob
      endOfStar = inText
    } else if (wanted !== undefined && (wanted === '?' || wanted === text[inText])) {
      inGlob++
      inText++
    } else if (afterStar >= 0) {
      inGlob = afterStar
      inText = ++endOfStar
    } else return false
  }
  while (glob[inGlob] === '*') inGlob++
  return inGlob === glob.length
}
