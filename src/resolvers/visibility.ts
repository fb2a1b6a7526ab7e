import type { KeyAccess, KeyPattern } from '../auth/key-pattern.ts'
import { fitsAliases, fitsArn, fitsTags } from '../auth/key-pattern.ts'
import type { Context } from '../context.ts'
import { KeyNotFoundError, OperationError } from '../errors/operation-errors.ts'
import { parseKeyArn } from '../kms/key-arn.ts'
import type { KeyArn } from '../kms/key-arn.ts'
import type { KmsLoaders } from '../kms/loaders/kms-loaders.ts'
import { toKeyArn } from '../kms/scopes.ts'

// Which keys exist for a viewer. What its patterns say of ARN, Region and account is decided from the ARN alone; for
// aliases and tags KMS is asked, and only where they can matter. All that is asked is asked whether or not the key is one
// of the viewer's, and past what is kept of it (`Context.uncachedLoaders`), so that a key it may not see costs what an absent one
// does. Of keys that nobody has named, those of a listing and of events, kept answers will do.
//
// Nothing here waits for viewers whose keys are not restricted: for them every answer is at hand.

declare const isVisible: unique symbol

/**
 * A key that the viewer may see; known by its ARN, everything else is read when a field asks for it. Only this file
 * makes them, so that no key gets past it into an answer.
 */
export type Key = KeyArn & { readonly [isVisible]: true }

export type MaybePromise<Value> = Value | Promise<Value>

/** Whether the viewer may see a key, if there is one. */
export function mayRead(key: KeyArn, context: Context): MaybePromise<boolean> {
  return matchesAccess(context.viewer.readableKeys, key, context, context.uncachedLoaders)
}

/** Whether the viewer may change a key that it sees. */
export function mayWrite(key: Key, context: Context): MaybePromise<boolean> {
  const { permissions, writableKeys } = context.viewer
  return (
    permissions.has('ROTATION_WRITE') && matchesAccess(writableKeys, key, context, context.uncachedLoaders)
  )
}

/** Whether the viewer is told of an event; asked for each one, because aliases and tags change meanwhile. */
export function isVisibleTo(event: object, context: Context): MaybePromise<boolean> {
  const keyArn = 'keyArn' in event ? event.keyArn : undefined
  const { loaders, viewer } = context
  return typeof keyArn !== 'string' || matchesAccess(viewer.readableKeys, toKeyArn(keyArn), context, loaders)
}

/** The key of an ARN. Null when the viewer may not see it, or its Region is not served. */
export function visibleKey(keyArn: string | undefined, context: Context): MaybePromise<Key | null> {
  const key = keyArn === undefined ? undefined : parseKeyArn(keyArn)
  if (!key || !context.scopes.inRegion(key.region)) return null
  return map(mayRead(key, context), (isSeen) => (isSeen ? toVisible(key) : null))
}

/**
 * The key that something visible is about.
 *
 * @throws {KeyNotFoundError} when the viewer may not see it after all
 */
export function keyOf(keyArn: string, context: Context): MaybePromise<Key> {
  const key = toKeyArn(keyArn)
  if (!context.scopes.inRegion(key.region)) context.scopes.of(keyArn)
  return map(mayRead(key, context), (isSeen) => {
    if (isSeen) return toVisible(key)
    throw keyNotFound(keyArn)
  })
}

/** Those that the viewer may see, in the same order. */
export function visibleAmong(keys: readonly KeyArn[], context: Context): MaybePromise<readonly Key[]> {
  if (context.viewer.readableKeys === 'ALL') return keys.map(toVisible)
  return selectVisible(keys, context)
}

/** ARNs of those that the viewer may see; also of Regions that are not served, where their ARN decides. */
export function visibleArns(keyArns: readonly string[], context: Context): MaybePromise<readonly string[]> {
  const keys = keyArns.map(parseKeyArn).filter((key) => key !== undefined)
  return map(visibleAmong(keys, context), (visible) => visible.map(({ arn }) => arn))
}

/** What is said of an absent key and of one that the viewer may not see alike. */
export function keyNotFound(keyArn: string): KeyNotFoundError {
  const region = parseKeyArn(keyArn)?.region
  return new KeyNotFoundError(
    `KMS${region === undefined ? '' : ` in ${region}`} has no key '${keyArn}'. Check the key and its Region.`,
  )
}

/** No key has this ID. */
const NO_KEY_ID = '00000000-0000-0000-0000-000000000000'

/**
 * Asks of a key that is not there what would be asked of one the viewer may not see. To be made before it is known
 * which of the two it is.
 *
 * @param keyId what was asked for, where it is a key ID
 */
export async function decoyFor(
  region: string,
  keyId: string | undefined,
  context: Context,
): Promise<() => Promise<void>> {
  if (context.viewer.readableKeys === 'ALL') return async () => {}
  const arn = await context.scopes.arnOf(region, keyId ?? NO_KEY_ID)
  const key = arn === undefined ? undefined : parseKeyArn(arn)
  return async () => {
    if (key) await mayRead(key, context)
  }
}

async function selectVisible(keys: readonly KeyArn[], context: Context): Promise<readonly Key[]> {
  const { loaders, viewer } = context
  const seen = await Promise.all(
    keys.map(async (key) => matchesAccess(viewer.readableKeys, key, context, loaders)),
  )
  return keys.filter((_, index) => seen[index]).map(toVisible)
}

// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- what the type says is decided in this file
const toVisible = (key: KeyArn): Key => key as Key

function matchesAccess(
  access: KeyAccess,
  key: KeyArn,
  { scopes }: Context,
  loaders: KmsLoaders,
): MaybePromise<boolean> {
  if (access === 'ALL') return true
  const arnMatches = access.filter((pattern) => fitsArn(pattern, key))
  if (arnMatches.some(({ alias, tag }) => alias === undefined && tag === undefined)) return true
  if (arnMatches.length === 0 || !scopes.inRegion(key.region)) return false
  return matchesNames(arnMatches, key, loaders)
}

async function matchesNames(patterns: readonly KeyPattern[], key: KeyArn, loaders: KmsLoaders) {
  const isAboutAliases = patterns.some(({ alias }) => alias !== undefined)
  const [aliases, tags] = await Promise.all([
    isAboutAliases ? emptyIfDenied(loaders.aliases(key.arn)) : [],
    patterns.some(({ tag }) => tag !== undefined) ? emptyIfDenied(loaders.tags(key.arn)) : [],
  ])
  const isVisible = patterns.some((pattern) => fitsAliases(pattern, aliases) && fitsTags(pattern, tags))
  // The loader lists the Region for a key that denies its aliases. So that such a key costs what an absent one costs, the
  // Region is listed for every key that is not visible.
  if (!isVisible && isAboutAliases) await emptyIfDenied(loaders.aliasesOfRegion(key.region))
  return isVisible
}

/** What is denied fits no pattern. What could not be read for the moment decides nothing: that is an error. */
async function emptyIfDenied<Value>(reading: Promise<readonly Value[]>): Promise<readonly Value[]> {
  try {
    return await reading
  } catch (error) {
    if (error instanceof OperationError && !error.isRetryable) return []
    throw error
  }
}

function map<Value, Result>(
  soon: MaybePromise<Value>,
  toResult: (value: Value) => Result,
): MaybePromise<Result> {
  return soon instanceof Promise ? soon.then((value) => toResult(value)) : toResult(soon)
}
