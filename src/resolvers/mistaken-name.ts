/** A field of `KeyBy` or `KeyForChange`. */
export type KeyMember = 'arn' | 'keyId' | 'alias'

interface Kind {
  readonly fits: RegExp
  readonly what: string
  /** The field of `KeyBy` that accepts it. Undefined if it does not identify a key. */
  readonly member?: KeyMember
  /** The advice if no field accepts it. */
  readonly advice?: string
}

/** The kinds of text that callers pass to identify a key. The first matching kind applies. */
const KINDS: readonly Kind[] = [
  { fits: /^arn:aws[a-z0-9-]*:kms:[a-z0-9-]+:\d{12}:key\//, what: 'a key ARN', member: 'arn' },
  { fits: /^arn:aws[a-z0-9-]*:kms:[a-z0-9-]+:\d{12}:alias\//, what: 'an alias ARN', member: 'alias' },
  {
    fits: /^arn:aws[a-z0-9-]*:kms:/,
    what: 'a KMS ARN without a Region or account',
    advice: 'Pass the whole ARN as arn: arn:aws:kms:<Region>:<account>:key/<key ID>.',
  },
  {
    fits: /^arn:/,
    what: 'the ARN of another AWS service',
    advice: 'Pass the ID, ARN or alias of a KMS key.',
  },
  { fits: /^alias\//, what: 'an alias', member: 'alias' },
  {
    fits: /^key\/[0-9a-z-]+$/i,
    what: 'the end of a key ARN',
    advice: 'Pass the whole ARN as arn, or the part after key/ as keyId.',
  },
  {
    fits: /^(?:mrk-[0-9a-f]{32}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/i,
    what: 'a key ID',
    member: 'keyId',
  },
  {
    fits: /^[0-9a-f]{64}$/i,
    what: 'a key material ID',
    advice: 'Pass the ID, ARN or alias of the key that the material belongs to.',
  },
]

/**
 * Explains what `text` is and what to do, if the global ID of type `wanted` is expected. Undefined for unknown text.
 */
export function adviceFor(text: string, wanted = 'Key'): string | undefined {
  const kind = KINDS.find(({ fits }) => fits.test(text))
  if (!kind) return undefined
  if (wanted !== 'Key') return `It is ${kind.what}. Pass the value of ${wanted}.id.`
  return `It is ${kind.what}. ${kind.member ? lookUp(kind.member, text) : kind.advice}`
}

/**
 * Explains what `text` is and what to do, if it was passed as the field `given` to identify a key.
 *
 * @param isForChange whether the key is to be changed; changes do not accept an alias
 */
export function adviceForMember(text: string, given: KeyMember, isForChange: boolean): string | undefined {
  const kind = KINDS.find(({ fits }) => fits.test(text))
  if (!kind || kind.member === given) return undefined
  if (!kind.member) return `It is ${kind.what}. ${kind.advice}`
  if (kind.member === 'alias' && isForChange) return `It is ${kind.what}. ${lookUp('alias', text)}`
  return `It is ${kind.what}. Pass it as ${kind.member} instead of ${given}.`
}

/** Quotes the whole name, because a truncated name would identify another key. AWS names have about 300 characters at most. */
const lookUp = (member: KeyMember, text: string) =>
  `Look the key up with key(by: {${member}: ${JSON.stringify(text.slice(0, 400))}}) and pass its id.`
