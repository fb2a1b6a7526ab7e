import type { Context } from '../context.ts'
import {
  AccessDeniedError,
  KeyNotFoundError,
  KmsUnavailableError,
  OperationError,
  ThrottledError,
} from '../errors/operation-errors.ts'
import { BadUserInputError } from '../errors/request-errors.ts'
import type { KeyArn } from '../kms/key-arn.ts'
import { arnIn, toKeyArn } from '../kms/scopes.ts'
import type { Scope } from '../kms/scopes.ts'
import { readDecoy, visibleKey } from './visibility.ts'
import type { Key } from './visibility.ts'

// The gateway looks up a key ID or alias name in the default scope first and, if the default scope does not have it, in all
// other scopes at the same time. The KMS calls are the same for an absent key and for a key the viewer may not read.

/** A key ID or alias to look up, one scope at a time. */
export interface KeyName {
  /** The text that the caller sent. */
  readonly text: string
  /** Undefined for an alias. */
  readonly keyId?: string
  /** A field of `KeyBy` and its value that identify exactly one of several keys found. */
  readonly exact: (key: Key) => string
  /** @throws {KeyNotFoundError} if the scope does not have the key */
  readonly find: (scope: Scope, context: Context) => Promise<KeyArn>
}

export const byKeyId = (keyId: string): KeyName => ({
  text: keyId,
  keyId,
  exact: ({ arn }) => `arn: "${arn}"`,
  find: (scope, context) => keyByKeyId(scope, keyId, context),
})

/** @param name the alias with `alias/` */
export const byAlias = (text: string, name: string): KeyName => ({
  text,
  exact: ({ arn }) => `alias: "${aliasArn(arn, name)}"`,
  find: (scope, context) => keyByAlias(scope, name, context),
})

const aliasArn = (keyArn: string, name: string) =>
  keyArn.replace(/key\/[^/]*$/, name.slice(name.indexOf('alias/')))

/**
 * The key of a name without account and Region. Null if no scope has it, or the viewer may not read it.
 *
 * @throws {BadUserInputError} if the default scope does not have the key and several other scopes do
 * @throws {OperationError} if a scope could not be searched and no other scope has the key
 */
export async function searchKey(name: KeyName, context: Context): Promise<Key | null> {
  const scope = context.scopes.default
  return (await searchScope(scope, name, context)) ?? searchBeyond(scope, name, context)
}

/** Continues {@link searchKey} in the other scopes, if the default scope does not have the key. */
export async function searchBeyond(searched: Scope, name: KeyName, context: Context): Promise<Key | null> {
  const { keys, failures } = await searchOtherScopes(searched, name, context)
  const [key, second] = keys
  if (key && second)
    throw new BadUserInputError(
      `'${name.text}' is not in the default scope ${searched.name}, but in ${namesOf(keys, context)}. Choose one of these keys: ${keys.map((each) => `key(by: {${name.exact(each)}})`).join(' or ')}.`,
    )
  const [failure] = failures
  if (!key && failure) throw incompleteSearch(name, failures, failure)
  return key ?? null
}

/**
 * The key of a name with a scope, which is the only scope to return a key from. Null if no scope has the key.
 *
 * @throws {BadUserInputError} if only other scopes have the key; the message says how to look it up there
 */
export async function keyInScope(scope: Scope, name: KeyName, context: Context): Promise<Key | null> {
  const key = await searchScope(scope, name, context)
  if (key) return key
  const { keys } = await searchOtherScopes(scope, name, context)
  if (keys.length === 0) return null
  throw new BadUserInputError(
    `'${name.text}' does not exist. The same name exists in ${namesOf(keys, context)}: use ${keys.map((each) => `key(by: {${name.exact(each)}})`).join(' or ')}.`,
  )
}

interface Failure {
  readonly scope: Scope
  readonly error: OperationError
}

async function searchOtherScopes(
  searched: Scope,
  name: KeyName,
  context: Context,
): Promise<{ readonly keys: readonly Key[]; readonly failures: readonly Failure[] }> {
  const others = context.scopes.all.filter((scope) => scope.name !== searched.name)
  const found = await Promise.all(
    others.map(async (scope): Promise<Key | Failure | null> => {
      try {
        return await searchScope(scope, name, context)
      } catch (error) {
        if (error instanceof OperationError) return { scope, error }
        throw error
      }
    }),
  )
  return {
    keys: found.filter((each): each is Key => each !== null && !('error' in each)),
    failures: found.filter((each): each is Failure => each !== null && 'error' in each),
  }
}

async function searchScope(scope: Scope, { keyId, find }: KeyName, context: Context): Promise<Key | null> {
  try {
    const { arn } = await find(scope, context)
    return await visibleKey(arn, context)
  } catch (error) {
    // A key ID that AWS denied and the viewer may not read is reported as absent.
    if (
      error instanceof AccessDeniedError &&
      keyId !== undefined &&
      (await visibleKey(arnIn(scope, keyId), context)) === null
    )
      return null
    if (!(error instanceof KeyNotFoundError)) throw error
    await readDecoy(scope, keyId, context)
    return null
  }
}

/** The error if a scope that may have the key could not be searched. */
function incompleteSearch(
  { text }: KeyName,
  failures: readonly Failure[],
  { error }: Failure,
): OperationError {
  const names = failures.map(({ scope }) => scope.name).join(' and ')
  const message = `'${text}' was not found, but it may be in ${names}, which could not be searched. ${error.message}`
  if (error instanceof AccessDeniedError) return new AccessDeniedError(message, error)
  if (error instanceof ThrottledError) return new ThrottledError(message, error)
  return new KmsUnavailableError(message, { cause: error, awsRequestId: error.awsRequestId })
}

const namesOf = (keys: readonly Key[], { scopes }: Context) =>
  keys.map((key) => scopes.of(key).name).join(' and ')

/** @throws {KeyNotFoundError} if KMS reports that the scope does not have the key */
export async function keyByKeyId(scope: Scope, keyId: string, context: Context): Promise<KeyArn> {
  const { scopes, uncachedLoaders } = context
  try {
    return toKeyArn((await uncachedLoaders.metadataByName(scope, keyId)).keyArn)
  } catch (error) {
    // In the default scope, a key whose metadata AWS does not let the gateway read still counts as a key.
    if (!(error instanceof AccessDeniedError) || scope.name !== scopes.default.name) throw error
    return toKeyArn(arnIn(scope, keyId))
  }
}

async function keyByAlias(scope: Scope, name: string, context: Context): Promise<KeyArn> {
  const named = inRegion(name, scope.region)
  try {
    return toKeyArn((await context.uncachedLoaders.metadataByName(scope, named)).keyArn)
  } catch (error) {
    if (!(error instanceof AccessDeniedError)) throw error
    return keyByListedAlias(scope, named, context, error)
  }
}

/** Puts another Region into an alias ARN. Returns an alias name unchanged. */
const inRegion = (name: string, region: string) => name.replace(/^(arn:[^:]*:kms:)[^:]*/, `$1${region}`)

/** Finds the key of an alias in ListAliases, if AWS denies DescribeKey. */
async function keyByListedAlias(
  scope: Scope,
  name: string,
  { uncachedLoaders }: Context,
  denied: AccessDeniedError,
): Promise<KeyArn> {
  const aliases = await uncachedLoaders.aliasesIn(scope)
  const target = aliases.find(
    ({ aliasName, aliasArn }) => aliasName === name || aliasArn === name,
  )?.targetKeyId
  if (target === undefined) throw denied
  return toKeyArn(arnIn(scope, target))
}
