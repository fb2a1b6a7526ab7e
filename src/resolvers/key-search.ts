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

// A key ID or an alias that names no Region is looked for in the default Region first. If it is not there, all other
// Regions are asked at once. Each Region is asked the same whether the key is absent there or the viewer may not see it.

/** What a key is looked for by, in one Region at a time. */
export interface KeyName {
  /** As it was given. */
  readonly text: string
  /** Undefined: it is an alias. */
  readonly keyId?: string
  /** The way to name one of several keys that were found: a member of `KeyBy` and its value. */
  readonly exact: (key: Key) => string
  /** @throws {KeyNotFoundError} when it is not in this Region */
  readonly find: (region: string, context: Context) => Promise<KeyArn>
}

export const byKeyId = (keyId: string): KeyName => ({
  text: keyId,
  keyId,
  exact: ({ arn }) => `arn: "${arn}"`,
  find: (region, context) => keyByKeyId(region, keyId, context),
})

/** @param name with `alias/` */
export const byAlias = (text: string, name: string): KeyName => ({
  text,
  exact: ({ arn }) => `alias: "${aliasArn(arn, name)}"`,
  find: (region, context) => keyByAlias(region, name, context),
})

const aliasArn = (keyArn: string, name: string) =>
  keyArn.replace(/key\/[^/]*$/, name.slice(name.indexOf('alias/')))

/**
 * The key of a name that says no Region. Null when no Region that is served has it, or the viewer may not see it.
 *
 * @throws {BadUserInputError} when the default Region does not have it, and several others do
 * @throws {OperationError} when a Region cannot be asked, and no other has it
 */
export async function searchKey(name: KeyName, context: Context): Promise<Key | null> {
  const home = context.scopes.default.region
  return (await lookIn(home, name, context)) ?? searchBeyond(home, name, context)
}

/** The same for a name that the default Region does not have. */
export async function searchBeyond(home: string, name: KeyName, context: Context): Promise<Key | null> {
  const { keys, failures } = await lookInOthers(home, name, context)
  const [key, second] = keys
  if (key && second)
    throw new BadUserInputError(
      `'${name.text}' is not in ${home}, the default Region, and ${regionsOf(keys)} have it. Choose one of them: ${keys.map((each) => `key(by: {${name.exact(each)}})`).join(' or ')}.`,
    )
  const [failure] = failures
  if (!key && failure) throw notAsked(name, failures, failure)
  return key ?? null
}

/**
 * The key of a name that says its Region, which is the only one where it is looked for. Null when it is not there.
 *
 * @throws {BadUserInputError} when it is not there, and another Region that is served has it
 */
export async function keyInRegion(region: string, name: KeyName, context: Context): Promise<Key | null> {
  const key = await lookIn(region, name, context)
  if (key) return key
  const { keys } = await lookInOthers(region, name, context)
  if (keys.length === 0) return null
  throw new BadUserInputError(
    `'${name.text}' does not exist. There is one in ${regionsOf(keys)}: ${keys.map((each) => `key(by: {${name.exact(each)}})`).join(' or ')}.`,
  )
}

interface Failure {
  readonly region: string
  readonly error: OperationError
}

async function lookInOthers(
  home: string,
  name: KeyName,
  context: Context,
): Promise<{ readonly keys: readonly Key[]; readonly failures: readonly Failure[] }> {
  const others = context.scopes.all.filter(({ region }) => region !== home)
  const found = await Promise.all(
    others.map(async ({ region }): Promise<Key | Failure | null> => {
      try {
        return await lookIn(region, name, context)
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

async function lookIn(region: string, { keyId, find }: KeyName, context: Context): Promise<Key | null> {
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

/** What is denied may be a key. Where the viewer would not see it, it is answered as an absent one. */
async function mayBeVisible(region: string, keyId: string, context: Context): Promise<boolean> {
  const keyArn = await context.scopes.arnOf(region, keyId)
  return keyArn === undefined || (await visibleKey(keyArn, context)) !== null
}

/** The failure of a Region, which says that the key may be there. */
function notAsked({ text }: KeyName, failures: readonly Failure[], { error }: Failure): OperationError {
  const message = `'${text}' was not found, but may be in ${regionsOf(failures)}, which could not be asked. ${error.message}`
  if (error instanceof AccessDeniedError) return new AccessDeniedError(message, error)
  if (error instanceof ThrottledError) return new ThrottledError(message, error)
  return new KmsUnavailableError(message, { cause: error, awsRequestId: error.awsRequestId })
}

const regionsOf = (found: readonly { readonly region: string }[]) =>
  found.map(({ region }) => region).join(' and ')

/** @throws {KeyNotFoundError} when KMS says that this Region has no such key */
export async function keyByKeyId(region: string, keyId: string, context: Context): Promise<KeyArn> {
  const { scopes, uncachedLoaders } = context
  try {
    return toKeyArn((await uncachedLoaders.metadataByName(region, keyId)).keyArn)
  } catch (error) {
    // In the default Region, a key whose metadata may not be read is a key all the same.
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

/** An alias ARN says its Region; the same alias of another Region has another ARN. */
const inRegion = (name: string, region: string) => name.replace(/^(arn:[^:]*:kms:)[^:]*/, `$1${region}`)

/** The way to a key whose DescribeKey is denied: what its alias points at is in the listing. */
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
