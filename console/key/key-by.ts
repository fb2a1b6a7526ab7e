import type { KeyBy } from '../generated/graphql.ts'

/** The key that an address names: by its ARN, an alias with `alias/`, an alias ARN, or a key ID. */
export function keyBy(text: string): KeyBy {
  if (text.startsWith('alias/') || /^arn:[^/]*:alias\//.test(text)) return { alias: text }
  return text.startsWith('arn:') ? { arn: text } : { keyId: text }
}
