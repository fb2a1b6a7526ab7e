import type { KeyAccess, KeyPattern } from '../auth/key-pattern.ts'
import { matchesAliases, matchesArn, matchesTags } from '../auth/key-pattern.ts'
import type { Context } from '../context.ts'
import { AccessDeniedError, KeyNotFoundError, OperationError } from '../errors/operation-errors.ts'
import { parseKeyArn } from '../kms/key-arn.ts'
import type { KeyArn } from '../kms/key-arn.ts'
import type { KmsLoaders } from '../kms/loaders/kms-loaders.ts'
import { arnIn, scopeName, toKeyArn } from '../kms/scopes.ts'
import type { Scope } from '../kms/scopes.ts'
import type { KeyRecord } from '../rotation/inventory/inventory.ts'
import type { KeyReadings, Reading } from '../rotation/key-readings.ts'
import type { KeyRemoved } from '../rotation/rotation-event.ts'
import { map } from './maybe-promise.ts'
import type { MaybePromise } from './maybe-promise.ts'

// Decides which keys a viewer may read. Patterns for ARNs, Regions and accounts need only the ARN. Patterns for aliases and
// tags need KMS reads, which happen only if they can matter. The reads for a key that the caller names are the same for a
// visible, a hidden and an absent key, and they bypass the cache (`Context.uncachedLoaders`), so that neither the number of
// KMS calls nor their duration reveals a hidden key. Keys of listings and events may use cached responses.
//
// For viewers who may read all keys, all functions return synchronously. So they do for keys of the inventory, whose records have
// the aliases and tags: a key whose aliases or tags are not known is hidden from a pattern that needs them.

declare const visible: unique symbol

/**
 * A key that the viewer may read. It has only the ARN; fields read everything else when they are selected. Only this file
 * creates values of this type, so that no resolver can return a key without this check.
 */
export type Key = KeyArn & { readonly source: KeySource; readonly [visible]: true }

/** Where the fields of a key are read: KMS, or the gateway's inventory. */
export type KeySource = 'KMS' | 'INVENTORY'

/** An object that belongs to a key. Its fields are read from the same source as the key. Undefined: KMS. */
export interface Sourced {
  readonly source?: KeySource | undefined
}

/** The part of a key, with the source of the key. */
export const withSource = <Value extends object>(value: Value, { source }: Sourced): Value & Sourced =>
  source === 'INVENTORY' ? { ...value, source } : value

/** Whether the viewer may read a key, which need not exist. */
export function mayRead(key: KeyArn, context: Context, source: KeySource = 'KMS'): MaybePromise<boolean> {
  return source === 'INVENTORY'
    ? mayReadRecorded(key, context)
    : matchesAccess(context.viewer.readableKeys, key, context, context.uncachedLoaders)
}

const mayReadRecorded = (key: KeyArn, { viewer, inventory }: Context): boolean =>
  recordMatches(viewer.readableKeys, key, inventory?.recordOf(key.arn)) ?? false

/** Whether the viewer may read the key of a record. Undefined if the record does not decide it yet. */
export const mayReadRecord = (record: KeyRecord, { viewer }: Context): boolean | undefined =>
  recordMatches(viewer.readableKeys, record.key, record)

/** Whether the viewer may change the key of a record. Undefined if the record does not decide it yet. */
export const mayWriteRecord = (record: KeyRecord, { viewer }: Context): boolean | undefined =>
  viewer.permissions.has('ROTATION_WRITE') && recordMatches(viewer.writableKeys, record.key, record)

/** Whether the viewer may change a key that it may read from KMS. */
export function mayWrite(key: Key, context: Context): MaybePromise<boolean> {
  const { permissions, writableKeys } = context.viewer
  if (!permissions.has('ROTATION_WRITE')) return false
  return matchesAccess(writableKeys, key, context, context.uncachedLoaders)
}

/** The key of a record. Null if the viewer may not read it. Undefined if the record does not decide it yet. */
export function keyOfRecord(record: KeyRecord, context: Context): Key | null | undefined {
  const isVisible = mayReadRecord(record, context)
  if (!isVisible) return isVisible === false ? null : undefined
  return toVisible(record.key, 'INVENTORY')
}

/** Whether the viewer may receive an event. Checked for each event, because aliases and tags change. */
export function isVisibleTo(event: object, context: Context): MaybePromise<boolean> {
  const keyArn = 'keyArn' in event ? event.keyArn : undefined
  const { loaders, viewer } = context
  if (isRemoval(event))
    return recordMatches(viewer.readableKeys, toKeyArn(event.keyArn), event.names) ?? false
  return typeof keyArn !== 'string' || matchesAccess(viewer.readableKeys, toKeyArn(keyArn), context, loaders)
}

/** The key of an ARN. Null if the viewer may not read it, or the gateway does not serve its scope. */
export function visibleKey(
  keyArn: string | undefined,
  context: Context,
  source?: KeySource,
): MaybePromise<Key | null> {
  if (keyArn === undefined) return null
  const key = toKeyArn(keyArn)
  if (!context.scopes.find(key)) return null
  return map(mayRead(key, context, source), (isVisible) => (isVisible ? toVisible(key, source) : null))
}

/**
 * The key of an object that the viewer may read.
 *
 * @throws {KeyNotFoundError} if the viewer may no longer read the key
 */
export function keyOf(keyArn: string, context: Context, source?: KeySource): MaybePromise<Key> {
  const key = toKeyArn(keyArn)
  context.scopes.of(key)
  return map(mayRead(key, context, source), (isVisible) => {
    if (isVisible) return toVisible(key, source)
    throw keyNotFound(keyArn)
  })
}

/**
 * A removed key that the viewer could read. KMS has nothing about it any more.
 *
 * @throws {KeyNotFoundError} if the viewer could not read the key
 */
export function removedKey({ keyArn, names }: KeyRemoved, { viewer }: Context): Key {
  const key = toKeyArn(keyArn)
  if (recordMatches(viewer.readableKeys, key, names)) return toVisible(key)
  throw keyNotFound(keyArn)
}

const isRemoval = (event: object): event is KeyRemoved => 'kind' in event && event.kind === 'KeyRemoved'

/** The keys that the viewer may read, in the same order. */
export function visibleAmong(keys: readonly KeyArn[], context: Context): MaybePromise<readonly Key[]> {
  if (context.viewer.readableKeys === 'ALL') return keys.map((key) => toVisible(key))
  return selectVisible(keys, context)
}

/** The ARNs that the viewer may read. For scopes that the gateway does not serve, only the ARN patterns decide. */
export function visibleArns(
  keyArns: readonly string[],
  context: Context,
  source?: KeySource,
): MaybePromise<readonly string[]> {
  if (source === 'INVENTORY') return keyArns.filter((keyArn) => mayReadRecorded(toKeyArn(keyArn), context))
  return map(visibleAmong(keyArns.map(toKeyArn), context), (visible) => visible.map(({ arn }) => arn))
}

/** The error for an absent key and, in the same words, for a key that the viewer may not read. */
export function keyNotFound(keyArn: string): KeyNotFoundError {
  const key = parseKeyArn(keyArn)
  return new KeyNotFoundError(
    `KMS${key ? ` in ${scopeName(key)}` : ''} has no key '${keyArn}'. Check the key and its Region.`,
  )
}

/** A valid key ID that no key has. */
const NO_KEY_ID = '00000000-0000-0000-0000-000000000000'

/**
 * Makes the KMS calls for an absent key that a hidden key would cause.
 *
 * @param keyId the key ID that the caller named; undefined for an alias
 */
export async function readDecoy(scope: Scope, keyId: string | undefined, context: Context): Promise<void> {
  await mayRead(toKeyArn(arnIn(scope, keyId ?? NO_KEY_ID)), context)
}

async function selectVisible(keys: readonly KeyArn[], context: Context): Promise<readonly Key[]> {
  const { loaders, viewer } = context
  const areVisible = await Promise.all(
    keys.map(async (key) => matchesAccess(viewer.readableKeys, key, context, loaders)),
  )
  return keys.filter((_, index) => areVisible[index]).map((key) => toVisible(key))
}

// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- only this file creates the branded type
const toVisible = (key: KeyArn, source: KeySource = 'KMS'): Key => ({ ...key, source }) as Key

function matchesAccess(
  access: KeyAccess,
  key: KeyArn,
  { scopes }: Context,
  loaders: KmsLoaders,
): MaybePromise<boolean> {
  if (access === 'ALL') return true
  const arnMatches = access.filter((pattern) => matchesArn(pattern, key))
  if (arnMatches.some(({ alias, tag }) => alias === undefined && tag === undefined)) return true
  const scope = arnMatches.length === 0 ? undefined : scopes.find(key)
  return scope ? matchesNames(arnMatches, key, scope, loaders) : false
}

type Names = Pick<KeyReadings, 'aliases' | 'tags'>

/** Whether an access includes a key of the inventory. Undefined if a pattern needs aliases or tags that are not known. */
export function recordMatches(access: KeyAccess, key: KeyArn, names: Names | undefined): boolean | undefined {
  if (access === 'ALL') return true
  let isDecided = true
  for (const pattern of access) {
    if (!matchesArn(pattern, key)) continue
    const matches = namesMatch(pattern, names)
    if (matches) return true
    if (matches === undefined) isDecided = false
  }
  return isDecided ? false : undefined
}

function namesMatch(pattern: KeyPattern, names: Names | undefined): boolean | undefined {
  const byAlias =
    pattern.alias === undefined || decide(names?.aliases, (list) => matchesAliases(pattern, list))
  const byTag = pattern.tag === undefined || decide(names?.tags, (list) => matchesTags(pattern, list))
  if (byAlias === false || byTag === false) return false
  return byAlias && byTag
}

/** A list that AWS denies counts as empty, as in {@link emptyIfDenied}. */
function decide<Value>(
  reading: Reading<readonly Value[]> | undefined,
  matches: (list: readonly Value[]) => boolean,
): boolean | undefined {
  if (reading?.value) return matches(reading.value)
  return reading?.problem && isLastingDenial(reading.problem) ? matches([]) : undefined
}

async function matchesNames(
  patterns: readonly KeyPattern[],
  key: KeyArn,
  scope: Scope,
  loaders: KmsLoaders,
): Promise<boolean> {
  const isAboutAliases = patterns.some(({ alias }) => alias !== undefined)
  const [aliases, tags] = await Promise.all([
    isAboutAliases ? emptyIfDenied(loaders.aliases(key.arn)) : [],
    patterns.some(({ tag }) => tag !== undefined) ? emptyIfDenied(loaders.tags(key.arn)) : [],
  ])
  const isVisible = patterns.some((pattern) => matchesAliases(pattern, aliases) && matchesTags(pattern, tags))
  // The loader lists all aliases of the scope if AWS denies the aliases of one key. The scope is listed for every hidden
  // key, so that a hidden key causes the same calls as an absent key.
  if (!isVisible && isAboutAliases) await emptyIfDenied(loaders.aliasesIn(scope))
  return isVisible
}

/**
 * Empty if AWS denies the read, so that the key matches no pattern. A temporary failure is thrown, and a failure of the
 * credentials, which concerns every key of an account.
 */
async function emptyIfDenied<Value>(reading: Promise<readonly Value[]>): Promise<readonly Value[]> {
  try {
    return await reading
  } catch (error) {
    if (error instanceof OperationError && isLastingDenial(error)) return []
    throw error
  }
}

const isLastingDenial = (error: OperationError): boolean =>
  !error.isRetryable && !(error instanceof AccessDeniedError && error.credentialFailure !== undefined)
