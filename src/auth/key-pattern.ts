/**
 * Which keys are meant: those that fit every member given. Each is a glob: `*` stands for any characters, `?` for one.
 */
export interface KeyPattern {
  readonly arn?: string | undefined
  readonly region?: string | undefined
  readonly account?: string | undefined
  /** Fits a key that has an alias like this one; with its `alias/` prefix. */
  readonly alias?: string | undefined
  /** Fits a key that has a tag whose key and value are like these. */
  readonly tag?: { readonly key: string; readonly value: string } | undefined
}

/** All keys, or those that fit one of the patterns at least. */
export type KeyAccess = 'ALL' | readonly KeyPattern[]

/** As much of a pattern as the key's ARN decides. */
export function fitsArn(
  pattern: KeyPattern,
  key: { readonly arn: string; readonly region: string; readonly accountId: string },
): boolean {
  return (
    fits(pattern.arn, key.arn) && fits(pattern.region, key.region) && fits(pattern.account, key.accountId)
  )
}

export function fitsAliases(
  { alias }: KeyPattern,
  aliases: readonly { readonly aliasName: string }[],
): boolean {
  return alias === undefined || aliases.some(({ aliasName }) => fits(alias, aliasName))
}

export function fitsTags(
  { tag }: KeyPattern,
  tags: readonly { readonly tagKey: string; readonly tagValue: string }[],
): boolean {
  return tag === undefined || tags.some((own) => fits(tag.key, own.tagKey) && fits(tag.value, own.tagValue))
}

/**
 * No regular expression: one made of many stars would take time without bound for a text that does not fit. Where the
 * rest does not fit, the last star takes one character more; that an earlier one should is never needed.
 */
function fits(glob: string | undefined, text: string): boolean {
  if (glob === undefined) return true
  let inGlob = 0
  let inText = 0
  let afterStar = -1
  let takenByStar = 0
  while (inText < text.length) {
    const wanted = glob[inGlob]
    if (wanted === '*') {
      afterStar = ++inGlob
      takenByStar = inText
    } else if (wanted !== undefined && (wanted === '?' || wanted === text[inText])) {
      inGlob++
      inText++
    } else if (afterStar >= 0) {
      inGlob = afterStar
      inText = ++takenByStar
    } else return false
  }
  while (glob[inGlob] === '*') inGlob++
  return inGlob === glob.length
}
