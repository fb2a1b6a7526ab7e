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
import { toKeyArn } from '../kms/scopes.ts'
import { decoyFor, visibleKey } from './visibility.ts'
import type { Key } from './visibility.ts'

// The gateway looks up a key ID or alias name in the default Region first and, if the default Region does not have it, in
// all other Regions at the same time. The KMS calls are the same for an absent key and for a key the viewer may not read.

/** A key ID or alias to look up, one Region at a time. */
export interface KeyName {
  /** The text that the caller sent. */
  readonly text: string
  /** Undefined for an alias. */
  readonly keyId?: string
  /** A field of `KeyBy` and its value that identify exactly one of several keys found. */
  readonly exact: (key: Key) => string
  /** @throws {KeyNotFoundError} if the Region does not have the key */
  readonly find: (region: string, context: Context) => Promise<KeyArn>
}

export const byKeyId = (keyId: string): KeyName => ({
  text: keyId,
  keyId,
  exact: ({ arn }) => `arn: "${arn}"`,
  find: (region, context) => keyByKeyId(region, keyId, context),
})

/** @param name the alias with `alias/` */
export const byAlias = (text: string, name: string): KeyName => ({
  text,
  exact: ({ arn }) => `alias: "${aliasArn(arn, name)}"`,
  find: (region, context) => keyByAlias(region, name, context),
})

const aliasArn = (keyArn: string, name: string) =>
  keyArn.replace(/key\/[^/]*$/, name.slice(name.indexOf('alias/')))

/**
 * The key of a name without a Region. Null if no Region that the gateway serves has it, or the viewer may not read it.
 *
 * @throws {BadUserInputError} if the default Region does not have the key and several other Regions do
 * @throws {OperationError} if a Region could not be searched and no other Region has the key
 */
export async function searchKey(name: KeyName, context: Context): Promise<Key | null> {
  const defaultRegion = context.scopes.default.region
  return (await searchRegion(defaultRegion, name, context)) ?? searchBeyond(defaultRegion, name, context)
}

/** Continues {@link searchKey} in the other Regions, if the default Region does not have the key. */
export async function searchBeyond(
  defaultRegion: string,
  name: KeyName,
  context: Context,
): Promise<Key | null> {
  const { keys, failures } = await searchOtherRegions(defaultRegion, name, context)
  const [key, second] = keys
  if (key && second)
    throw new BadUserInputError(
      `'${name.text}' is not in the default Region ${defaultRegion}, but in ${regionsOf(keys)}. Choose one of these keys: ${keys.map((each) => `key(by: {${name.exact(each)}})`).join(' or ')}.`,
    )
  const [failure] = failures
  if (!key && failure) throw incompleteSearch(name, failures, failure)
  return key ?? null
}

/**
 * The key of a name with a Region, which is the only Region to return a key from. Null if no Region has the key.
 *
 * @throws {BadUserInputError} if only other Regions have the key; the message says how to look it up there
 */
export async function keyInRegion(region: string, name: KeyName, context: Context): Promise<Key | null> {
  const key = await searchRegion(region, name, context)
  if (key) return key
  const { keys } = await searchOtherRegions(region, name, context)
  if (keys.length === 0) return null
  throw new BadUserInputError(
    `'${name.text}' does not exist. The same name exists in ${regionsOf(keys)}: use ${keys.map((each) => `key(by: {${name.exact(each)}})`).join(' or ')}.`,
  )
}

interface Failure {
  readonly region: string
  readonly error: OperationError
}

async function searchOtherRegions(
  searchedRegion: string,
  name: KeyName,
  context: Context,
): Promise<{ readonly keys: readonly Key[]; readonly failures: readonly Failure[] }> {
  const others = context.scopes.all.filter(({ region }) => region !== searchedRegion)
  const found = await Promise.all(
    others.map(async ({ region }): Promise<Key | Failure | null> => {
      try {
        return await searchRegion(region, name, context)
      } catch (error) {
        if (error instanceof OperationError) return { region, error }
        throw error
      }
    }),
  )
  return {
    keys: found.filter((each): each is Key => each !== null && !('error' in each)),
    failures: found.filter((each): each is Failure => each !== null && 'error' in each),
  }
}

async function searchRegion(region: string, { keyId, find }: KeyName, context: Context): Promise<Key | null> {
  const readDecoy = await decoyFor(region, keyId, context)
  try {
    const { arn } = await find(region, context)
    return await visibleKey(arn, context)
  } catch (error) {
    if (
      error instanceof AccessDeniedError &&
      keyId !== undefined &&
      !(await mayBeVisible(region, keyId, context))
    )
      return null
    if (!(error instanceof KeyNotFoundError)) throw error
    await readDecoy()
    return null
  }
}

/** Whether a key ID that AWS denied could be a key the viewer may read. If not, the key is reported as absent. */
async function mayBeVisible(region: string, keyId: string, context: Context): Promise<boolean> {
  const keyArn = await context.scopes.arnOf(region, keyId)
  return keyArn === undefined || (await visibleKey(keyArn, context)) !== null
}

/** The error if a Region that may have the key could not be searched. */
function incompleteSearch(
  { text }: KeyName,
  failures: readonly Failure[],
  { error }: Failure,
): OperationError {
  const message = `'${text}' was not found, but it may be in ${regionsOf(failures)}, which could not be searched. ${error.message}`
  if (error instanceof AccessDeniedError) return new AccessDeniedError(message, error)
  if (error instanceof ThrottledError) return new ThrottledError(message, error)
  return new KmsUnavailableError(message, { cause: error, awsRequestId: error.awsRequestId })
}

const regionsOf = (found: readonly { readonly region: string }[]) =>
  found.map(({ region }) => region).join(' and ')

/** @throws {KeyNotFoundError} if KMS reports that the Region does not have the key */
export async function keyByKeyId(region: string, keyId: string, context: Context): Promise<KeyArn> {
  const { scopes, uncachedLoaders } = context
  try {
    return toKeyArn((await uncachedLoaders.metadataByName(region, keyId)).keyArn)
  } catch (error) {
    // In the default Region, a key whose metadata AWS does not let the gateway read still counts as a key.
    if (!(error instanceof AccessDeniedError) || region !== scopes.default.region) throw error
    const keyArn = await scopes.arnOf(region, keyId)
    if (keyArn === undefined) throw error
    return toKeyArn(keyArn)
  }
}

async function keyByAlias(region: string, name: string, context: Context): Promise<KeyArn> {
  const named = inRegion(name, region)
  try {
    return toKeyArn((await context.uncachedLoaders.metadataByName(region, named)).keyArn)
  } catch (error) {
    if (!(error instanceof AccessDeniedError)) throw error
    return keyByListedAlias(region, named, context, error)
  }
}

/** Puts another Region into an alias ARN. Returns an alias name unchanged. */
const inRegion = (name: string, region: string) => name.replace(/^(arn:[^:]*:kms:)[^:]*/, `$1${region}`)

/** Finds the key of an alias in ListAliases, if AWS denies DescribeKey. */
async function keyByListedAlias(
  region: string,
  name: string,
  { scopes, uncachedLoaders }: Context,
  denied: AccessDeniedError,
): Promise<KeyArn> {
  const aliases = await uncachedLoaders.aliasesOfRegion(region)
  const target = aliases.find(
    ({ aliasName, aliasArn }) => aliasName === name || aliasArn === name,
  )?.targetKeyId
  const keyArn = target === undefined ? undefined : await scopes.arnOf(region, target)
  if (keyArn === undefined) throw denied
  return toKeyArn(keyArn)
}
