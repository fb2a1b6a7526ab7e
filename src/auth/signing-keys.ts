import { createPublicKey } from 'node:crypto'
import type { JsonWebKey, KeyObject } from 'node:crypto'

/** The content of a JSON Web Key Set (RFC 7517). */
export interface SigningKeys {
  readonly usable: readonly SigningKey[]
  /** For each of the other keys a sentence that says which one it is, and why it checks no token. */
  readonly unusable: readonly string[]
}

/** A public key that checks tokens. */
export interface SigningKey {
  readonly kid: string | undefined
  /** The algorithms of tokens that it may have signed. */
  readonly algorithms: readonly string[]
  readonly key: KeyObject
}

const MAX_KEYS = 100
const MAX_QUOTED = 100
/** NIST allows no shorter ones since 2014. */
const MIN_RSA_BITS = 2_048
const PRIVATE_MEMBERS = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k', 'priv']
/** By the type of a key, and by its curve where it has one. */
const ALGORITHMS: ReadonlyMap<string, readonly string[]> = new Map([
  ['RSA', ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512']],
  ['EC P-256', ['ES256']],
  ['EC P-384', ['ES384']],
  ['EC P-521', ['ES512']],
  ['OKP Ed25519', ['EdDSA']],
])

/**
 * Each key is examined here, once: one that cannot check a token must not be found out by the tokens that name it.
 *
 * @throws {Error} when the text is not a JSON Web Key Set, or has more than 100 keys
 */
export function parseSigningKeys(text: string): SigningKeys {
  const json: unknown = JSON.parse(text)
  const keys: unknown = typeof json === 'object' && json !== null ? Reflect.get(json, 'keys') : undefined
  if (!Array.isArray(keys)) throw new Error("It has no list 'keys'.")
  if (keys.length > MAX_KEYS) throw new Error(`It has ${keys.length} keys; at most ${MAX_KEYS} are read.`)
  const usable: SigningKey[] = []
  const unusable: string[] = []
  for (const [index, jwk] of keys.entries()) {
    const result = examine(jwk)
    if (typeof result === 'string') unusable.push(`Key ${nameOf(jwk, index)} ${result}.`)
    else usable.push(result)
  }
  return { usable, unusable }
}

/** The key, or why it is not usable. */
function examine(jwk: unknown): SigningKey | string {
  if (typeof jwk !== 'object' || jwk === null) return 'is not an object'
  const members: Readonly<Record<string, unknown>> = { ...jwk }
  const { kid, kty, crv, alg, use, key_ops: operations } = members
  if (kid !== undefined && typeof kid !== 'string') return 'has a kid that is not a string'
  if (PRIVATE_MEMBERS.some((member) => member in members))
    return 'holds a secret, which a key set must not publish'
  if (use !== undefined && use !== 'sig') return `is for the use ${quote(use)}, not 'sig'`
  if (operations !== undefined && !(Array.isArray(operations) && operations.includes('verify')))
    return "is not for the operation 'verify'"
  const type = [kty, crv].filter((each) => typeof each === 'string').join(' ')
  const fitting = ALGORITHMS.get(type)
  if (!fitting) return `is of the type ${quote(type)}, which is not supported`
  if (alg !== undefined && !(typeof alg === 'string' && fitting.includes(alg)))
    return `is for the algorithm ${quote(alg)}, which does not fit its type ${quote(type)}`
  const key = publicKeyOf(members)
  if (!key) return 'is malformed'
  const { modulusLength = 0, publicExponent = 0n } = key.asymmetricKeyDetails ?? {}
  if (kty === 'RSA' && modulusLength < MIN_RSA_BITS)
    return `has ${modulusLength} bits; at least ${MIN_RSA_BITS} are needed`
  if (kty === 'RSA' && publicExponent < 3n) return 'has a public exponent below 3'
  return { kid, algorithms: typeof alg === 'string' ? [alg] : fitting, key }
}

/** Undefined when the members do not make a key, such as a point that is not on its curve. */
function publicKeyOf(jwk: JsonWebKey & Readonly<Record<string, unknown>>): KeyObject | undefined {
  try {
    return createPublicKey({ key: jwk, format: 'jwk' })
  } catch {
    return undefined
  }
}

function nameOf(jwk: unknown, index: number): string {
  const kid: unknown = typeof jwk === 'object' && jwk !== null ? Reflect.get(jwk, 'kid') : undefined
  return typeof kid === 'string' ? quote(kid) : `number ${index + 1}`
}

const quote = (value: unknown): string =>
  `'${typeof value === 'string' ? value.slice(0, MAX_QUOTED) : typeof value}'`
