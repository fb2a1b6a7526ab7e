/** A member of `KeyBy` or `KeyForChange`. */
export type KeyMember = 'arn' | 'keyId' | 'alias'

interface Kind {
  readonly fits: RegExp
  readonly what: string
  /** How `Query.key` takes it. Undefined: it names no key. */
  readonly member?: KeyMember
  /** What to do where no member takes it. */
  readonly advice?: string
}

/** What people pass for a key's name. The first that fits is meant. */
const KINDS: readonly Kind[] = [
  { fits: /^arn:aws[a-z0-9-]*:kms:[a-z0-9-]+:\d{12}:key\//, what: 'a key ARN', member: 'arn' },
  { fits: /^arn:aws[a-z0-9-]*:kms:[a-z0-9-]+:\d{12}:alias\//, what: 'an alias ARN', member: 'alias' },
  {
    fits: /^arn:aws[a-z0-9-]*:kms:/,
    what: 'an ARN of KMS without a Region or an account',
    advice: 'Pass the whole ARN as arn: arn:aws:kms:<Region>:<account>:key/<key ID>.',
  },
  { fits: /^arn:/, what: 'an ARN that is not one of KMS', advice: 'Pass the name of a KMS key.' },
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
    advice: 'Pass the name of the key that the material belongs to.',
  },
]

/**
 * What `text` is, and what to do with it, where the global ID of a `wanted` is needed. Undefined: nothing that is known.
 */
export function adviceFor(text: string, wanted = 'Key'): string | undefined {
  const kind = KINDS.find(({ fits }) => fits.test(text))
  if (!kind) return undefined
  if (wanted !== 'Key') return `It is ${kind.what}. Pass the value of ${wanted}.id.`
  return `It is ${kind.what}. ${kind.member ? lookUp(kind.member, text) : kind.advice}`
}

/**
 * What `text` is, and what to do with it, where it was passed as `given` to name a key.
 *
 * @param isForChange whether the key is to be changed, which takes no alias
 */
export function adviceForMember(text: string, given: KeyMember, isForChange: boolean): string | undefined {
  const kind = KINDS.find(({ fits }) => fits.test(text))
  if (!kind || kind.member === given) return undefined
  if (!kind.member) return `It is ${kind.what}. ${kind.advice}`
  if (kind.member === 'alias' && isForChange) return `It is ${kind.what}. ${lookUp('alias', text)}`
  return `It is ${kind.what}. Pass it as ${kind.member} instead of ${given}.`
}

/** The name whole: a part of it would be another name. AWS's are at most some 300 characters long. */
const lookUp = (member: KeyMember, text: string) =>
  `Look the key up with key(by: {${member}: ${JSON.stringify(text.slice(0, 400))}}) and pass its id.`
