import { createPublicKey } from 'node:crypto'
import type { JsonWebKey, KeyObject } from 'node:crypto'

/** The content of a JSON Web Key Set (RFC 7517). */
export interface SigningKeys {
  readonly usable: readonly SigningKey[]
  /** For each other key, a sentence that names the key and the reason why it is not usable. */
  readonly unusable: readonly string[]
}

/** A public key that verifies tokens. */
export interface SigningKey {
  readonly kid: string | undefined
  /** The signature algorithms of the key. */
  readonly algorithms: readonly string[]
  readonly key: KeyObject
}

const MAX_KEYS = 100
const MAX_QUOTED = 100
/** NIST disallowed shorter keys in 2014. */
const MIN_RSA_BITS = 2_048
const PRIVATE_MEMBERS = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k', 'priv']
/** Signature algorithms by key type and curve. */
const ALGORITHMS: ReadonlyMap<string, readonly string[]> = new Map([
  ['RSA', ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512']],
  ['EC P-256', ['ES256']],
  ['EC P-384', ['ES384']],
  ['EC P-521', ['ES512']],
  ['OKP Ed25519', ['EdDSA']],
])

/**
 * Parses a key set and checks each key, so that an unusable key is reported at once and not by the first token that names
 * it.
 *
 * @throws {Error} if the text is not a JSON Web Key Set or has more than 100 keys
 */
export function parseSigningKeys(text: string): SigningKeys {
  const json: unknown = JSON.parse(text)
  const keys: unknown = typeof json === 'object' && json !== null ? Reflect.get(json, 'keys') : undefined
  if (!Array.isArray(keys)) throw new Error("The key set has no list 'keys'.")
  if (keys.length > MAX_KEYS)
    throw new Error(`The key set has ${keys.length} keys. The maximum is ${MAX_KEYS}.`)
  const usable: SigningKey[] = []
  const unusable: string[] = []
  for (const [index, jwk] of keys.entries()) {
    const result = examine(jwk)
    if (typeof result === 'string') unusable.push(`Key ${nameOf(jwk, index)} ${result}.`)
    else usable.push(result)
  }
  return { usable, unusable }
}

/**
 * Parses one public key in PEM, with the same checks.
 *
 * @throws {Error} if the text is not a public key, or the key is not usable
 */
export function parsePemKey(text: string, kid: string): SigningKey {
  // Node would also accept a private key, and derive its public key.
  if (!text.trimStart().startsWith('-----BEGIN PUBLIC KEY-----')) throw new Error('not a public key in PEM')
  const result = examine({ ...createPublicKey(text).export({ format: 'jwk' }), kid })
  if (typeof result === 'string') throw new Error(`The key ${result}.`)
  return result
}

/** The key, or the reason why it is not usable. */
function examine(jwk: unknown): SigningKey | string {
  if (typeof jwk !== 'object' || jwk === null) return 'is not an object'
  const members: Readonly<Record<string, unknown>> = { ...jwk }
  const { kid, kty, crv, alg, use, key_ops: operations } = members
  if (kid !== undefined && typeof kid !== 'string') return 'has a kid that is not a string'
  if (PRIVATE_MEMBERS.some((member) => member in members))
    return 'contains a secret, which a key set must not publish'
  if (use !== undefined && use !== 'sig') return `has the use ${quote(use)}, not 'sig'`
  if (operations !== undefined && !(Array.isArray(operations) && operations.includes('verify')))
    return "does not allow the operation 'verify'"
  const type = [kty, crv].filter((each) => typeof each === 'string').join(' ')
  const algorithms = ALGORITHMS.get(type)
  if (!algorithms) return `has the type ${quote(type)}, which is not supported`
  if (alg !== undefined && !(typeof alg === 'string' && algorithms.includes(alg)))
    return `has the algorithm ${quote(alg)}, which does not match its type ${quote(type)}`
  const key = publicKeyOf(members)
  if (!key) return 'is malformed'
  const { modulusLength = 0, publicExponent = 0n } = key.asymmetricKeyDetails ?? {}
  if (kty === 'RSA' && modulusLength < MIN_RSA_BITS)
    return `has ${modulusLength} bits, fewer than the minimum of ${MIN_RSA_BITS}`
  if (kty === 'RSA' && publicExponent < 3n) return 'has a public exponent below 3'
  return { kid, algorithms: typeof alg === 'string' ? [alg] : algorithms, key }
}

/** Undefined if the members do not form a valid key, e.g. a point that is not on its curve. */
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
