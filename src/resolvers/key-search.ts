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
import type { ListedAlias } from '../kms/kms.ts'
import { readAllPages } from '../kms/read-all-pages.ts'
import { arnIn, toKeyArn } from '../kms/scopes.ts'
import type { Scope } from '../kms/scopes.ts'
import { keyNotFound, readDecoy, visibleKey } from './visibility.ts'
import type { Key } from './visibility.ts'

// The gateway looks up a key ID or alias name in the default scope first and, if the default scope does not have it, in other
// scopes at the same time. The KMS calls are the same for an absent key and for a key the viewer may not read.

/** Maximum number of scopes in which a name is looked up, the default scope included. */
export const MAX_SEARCHED_SCOPES = 20

/** A key ID or alias to look up, one scope at a time. Both functions throw KeyNotFoundError if the scope does not have the key. */
export interface KeyName {
  /** The text that the caller sent. */
  readonly text: string
  /** Undefined for an alias. */
  readonly keyId?: string
  /** A field of `KeyBy` and its value that identify exactly one of several keys found. */
  readonly exact: (key: Key) => string
  /** In the scope that the caller named, or the default scope. */
  readonly find: (scope: Scope, context: Context) => Promise<KeyArn>
  /** In one of many other scopes. */
  readonly findElsewhere: (scope: Scope, context: Context) => Promise<KeyArn>
}

export const byKeyId = (keyId: string): KeyName => ({
  text: keyId,
  keyId,
  exact: ({ arn }) => `arn: "${arn}"`,
  find: (scope, context) => keyByName(scope, keyId, context),
  findElsewhere: (scope, context) => keyByName(scope, keyId, context),
})

/** @param name the alias with `alias/`, or the ARN of an alias */
export const byAlias = (text: string, name: string): KeyName => ({
  text,
  exact: ({ arn }) => `alias: "${arn.replace(/key\/[^/]*$/, name)}"`,
  find: (scope, context) => keyByAlias(scope, name, context),
  findElsewhere: (scope, context) => keyByListedAlias(scope, name, context),
})

/**
 * The key of a name without account and Region. Null if no scope has it, or the viewer may not read it.
 *
 * @throws {BadUserInputError} if the default scope does not have the key and several other scopes do, or not every scope was
 * searched
 * @throws {OperationError} if a scope could not be searched and no other scope has the key
 */
export async function searchKey(name: KeyName, context: Context): Promise<Key | null> {
  const { default: scope, all } = context.scopes
  const denied: Failure[] = []
  try {
    const key = await searchScope(scope, name, name.find, context)
    if (key) return key
  } catch (error) {
    // Two scopes have the same key ID only if it is that of a multi-Region key.
    const isInOneScope = name.keyId?.startsWith('mrk-') === false
    if (!isInOneScope || !(error instanceof AccessDeniedError) || error.credentialFailure) throw error
    denied.push({ scope, error })
  }
  const others = all.filter((each) => each.name !== scope.name)
  const { keys, failures: later } = await searchAll(others.slice(0, MAX_SEARCHED_SCOPES - 1), name, context)
  const failures = [...denied, ...later]
  const [key, second] = keys
  if (key && second)
    throw new BadUserInputError(
      `'${name.text}' is not in the default scope ${scope.name}, but in ${namesOf(keys, context)}. Choose one of these keys: ${keys.map((each) => `key(by: {${name.exact(each)}})`).join(' or ')}.`,
    )
  if (key) return key
  const [failure] = failures
  if (failure) throw incompleteSearch(name, failures, failure)
  const unsearched = others.length + 1 - MAX_SEARCHED_SCOPES
  if (unsearched > 0)
    throw new BadUserInputError(
      `'${name.text}' is not in the first ${MAX_SEARCHED_SCOPES} scopes of this gateway. ${unsearched} scopes were not searched. Pass an ARN, which names the account and the Region.`,
    )
  return null
}

/** The key of a name in one scope. Null if the scope does not have it, or the viewer may not read it. */
export const keyInScope = (scope: Scope, name: KeyName, context: Context): Promise<Key | null> =>
  searchScope(scope, name, name.find, context)

interface Failure {
  readonly scope: Scope
  readonly error: OperationError
}

async function searchAll(
  scopes: readonly Scope[],
  name: KeyName,
  context: Context,
): Promise<{ readonly keys: readonly Key[]; readonly failures: readonly Failure[] }> {
  const found = await Promise.all(
    scopes.map(async (scope): Promise<Key | Failure | null> => {
      try {
        return await searchScope(scope, name, name.findElsewhere, context)
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

async function searchScope(
  scope: Scope,
  { keyId }: KeyName,
  find: KeyName['find'],
  context: Context,
): Promise<Key | null> {
  try {
    const { arn } = await find(scope, context)
    return await visibleKey(arn, context)
  } catch (error) {
    if (error instanceof AccessDeniedError && keyId !== undefined)
      return deniedKey(arnIn(scope, keyId), error, context)
    if (!(error instanceof KeyNotFoundError)) throw error
    await readDecoy(scope, keyId, context)
    return null
  }
}

/**
 * The key of a key ID whose metadata AWS does not let the gateway read. AWS can deny this for one key, or for every key ID of
 * the scope, so the list of keys shows whether the key exists. For a key that the viewer may not read, it is not listed: an
 * absent key, which AWS need not deny, would not be listed either.
 */
async function deniedKey(arn: string, denied: AccessDeniedError, context: Context): Promise<Key | null> {
  const key = await visibleKey(arn, context)
  if (!key) return null
  if (denied.credentialFailure) throw denied
  const { scopes, uncachedLoaders, signal } = context
  const scope = scopes.of(key)
  const keys = await readAllPages((marker) => uncachedLoaders.keysPage(scope, marker), signal)
  return keys.some(({ keyArn }) => keyArn === arn) ? key : null
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

async function keyByName(scope: Scope, name: string, { uncachedLoaders }: Context): Promise<KeyArn> {
  return toKeyArn((await uncachedLoaders.metadataByName(scope, name)).keyArn)
}

/** The key of an alias, by DescribeKey. If AWS denies it, by ListAliases. */
async function keyByAlias(scope: Scope, name: string, context: Context): Promise<KeyArn> {
  try {
    return await keyByName(scope, name, context)
  } catch (error) {
    if (!(error instanceof AccessDeniedError)) throw error
    const key = listedKey(scope, name, await context.uncachedLoaders.aliasesIn(scope))
    if (!key) throw error
    return key
  }
}

/** The key of an alias, by ListAliases. The response may be cached: it does not depend on the alias. If AWS denies it, by DescribeKey. */
async function keyByListedAlias(scope: Scope, name: string, context: Context): Promise<KeyArn> {
  try {
    const key = listedKey(scope, name, await context.loaders.aliasesIn(scope))
    if (key) return key
  } catch (error) {
    if (!(error instanceof AccessDeniedError)) throw error
    return keyByName(scope, name, context)
  }
  throw keyNotFound(name)
}

function listedKey(scope: Scope, name: string, aliases: readonly ListedAlias[]): KeyArn | undefined {
  const found = aliases.find(({ aliasName, aliasArn }) => aliasName === name || aliasArn === name)
  return found?.targetKeyId === undefined ? undefined : toKeyArn(arnIn(scope, found.targetKeyId))
}
