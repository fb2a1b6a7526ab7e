import type { Context } from '../context.ts'
import { AccessDeniedError, BadUserInputError, InvalidInputError, KeyNotFoundError } from '../errors.ts'
import type { InputIssue } from '../errors.ts'
import type { KeyArn } from '../kms/key-arn.ts'
import type { KeyMetadata } from '../kms/kms.ts'
import { toKeyArn } from '../kms/scopes.ts'
import { decodeIdOf } from './global-id.ts'
import { orNull, problemOf } from './readable.ts'

/** A key is known by its ARN; everything else is read when a field asks for it. */
export type Key = KeyArn

export interface KeyBy {
  readonly id?: string | null | undefined
  readonly arn?: string | null | undefined
  readonly keyId?: string | null | undefined
  readonly alias?: string | null | undefined
}

export type KeyForChange = Omit<KeyBy, 'alias'>

/** The key of an ARN in a Region that is served. */
export function keyOf(keyArn: string, { scopes }: Context): Key {
  const key = toKeyArn(keyArn)
  scopes.of(keyArn)
  return key
}

/** Null when KMS says there is no such key. A key whose metadata may not be read is a key all the same. */
export async function findKey(by: KeyBy, context: Context): Promise<Key | null> {
  try {
    if (typeof by.alias === 'string') return await keyByAlias(by.alias, context)
    if (typeof by.keyId === 'string') return await keyByKeyId(by.keyId, context)
    const key = namedKey(by, context)
    const problem = await problemOf(context.loaders.metadata(key.arn))
    return problem instanceof KeyNotFoundError ? null : key
  } catch (error) {
    if (error instanceof KeyNotFoundError) return null
    throw error
  }
}

function namedKey({ id, arn }: KeyBy, context: Context): Key {
  return keyOf(typeof id === 'string' ? decodeIdOf('Key', id) : (arn ?? ''), context)
}

function checkKeyId(keyId: string): void {
  if (!/^(mrk-[0-9a-f]{32}|[0-9a-f-]{36})$/i.test(keyId))
    throw new BadUserInputError(
      `'${keyId.slice(0, 100)}' is not a key ID; it looks like 1234abcd-12ab-34cd-56ef-1234567890ab or mrk-….`,
    )
}

async function keyByKeyId(keyId: string, context: Context): Promise<Key> {
  const { scopes, loaders } = context
  checkKeyId(keyId)
  try {
    return toKeyArn((await loaders.metadataByName(scopes.default.region, keyId)).keyArn)
  } catch (error) {
    if (!(error instanceof AccessDeniedError)) throw error
    const keyArn = await scopes.arnOf(scopes.default.region, keyId)
    if (keyArn === undefined) throw error
    return toKeyArn(keyArn)
  }
}

const ALIAS_ARN = /^arn:aws[a-z-]*:kms:([a-z0-9-]+):\d{12}:alias\/.+$/

async function keyByAlias(alias: string, context: Context): Promise<Key> {
  const { scopes, loaders } = context
  const region = ALIAS_ARN.exec(alias)?.[1] ?? scopes.default.region
  const scope = scopes.inRegion(region)
  if (!scope)
    throw new BadUserInputError(
      `'${alias}' is in ${region}; this gateway serves ${scopes.all.map((each) => each.region).join(', ')}.`,
    )
  const name = /^(alias\/|arn:)/.test(alias) ? alias : `alias/${alias}`
  if (!/^(arn:[^/]+:)?alias\/[A-Za-z0-9:/_-]{1,250}$/.test(name))
    throw new BadUserInputError(
      `'${alias.slice(0, 100)}' is not an alias: letters, digits, ':', '/', '_' and '-' only, e.g. alias/orders-api.`,
    )
  try {
    return toKeyArn((await loaders.metadataByName(region, name)).keyArn)
  } catch (error) {
    if (!(error instanceof AccessDeniedError)) throw error
    return keyByListedAlias(region, name, context, error)
  }
}

/** The way to a key whose DescribeKey is denied: what its alias points at is in the listing. */
async function keyByListedAlias(
  region: string,
  name: string,
  { scopes, loaders }: Context,
  denied: AccessDeniedError,
): Promise<Key> {
  const aliases = await loaders.aliasesOfRegion(region)
  const target = aliases.find(
    ({ aliasName, aliasArn }) => aliasName === name || aliasArn === name,
  )?.targetKeyId
  const keyArn = target === undefined ? undefined : await scopes.arnOf(region, target)
  if (keyArn === undefined) throw denied
  return toKeyArn(keyArn)
}

/**
 * The key that a change is about: named by id, ARN or key ID.
 *
 * @param issues what else is wrong with the input: all of it is told at once, before KMS is asked
 * @throws {InvalidInputError} when there are any, the name is malformed, or its Region is not served
 * @throws {KeyNotFoundError} when KMS says there is no such key
 */
export async function keyForChange(
  by: KeyForChange,
  context: Context,
  issues: readonly InputIssue[] = [],
): Promise<Key> {
  const all = [...nameIssues(by, context), ...issues]
  if (all.length > 0) throw new InvalidInputError(all)
  return typeof by.keyId === 'string' ? keyByKeyId(by.keyId, context) : namedKey(by, context)
}

function nameIssues(by: KeyForChange, context: Context): readonly InputIssue[] {
  try {
    if (typeof by.keyId === 'string') checkKeyId(by.keyId)
    else namedKey(by, context)
    return []
  } catch (error) {
    if (!(error instanceof BadUserInputError)) throw error
    const [given = 'arn'] = Object.entries(by).flatMap(([name, value]) =>
      typeof value === 'string' ? [name] : [],
    )
    return [{ path: ['input', 'key', given], message: error.message }]
  }
}

/** One member of the key's metadata; null where it is absent or may not be read. */
export async function fromMetadata<Value>(
  key: Key,
  { loaders }: Context,
  pick: (metadata: KeyMetadata) => Value | undefined,
): Promise<Value | null> {
  const metadata = await orNull(loaders.metadata(key.arn))
  return (metadata && pick(metadata)) ?? null
}

export const KEY_STATES = [
  'CREATING',
  'ENABLED',
  'DISABLED',
  'PENDING_DELETION',
  'PENDING_IMPORT',
  'PENDING_REPLICA_DELETION',
  'UNAVAILABLE',
  'UPDATING',
] as const
export const KEY_MANAGERS = ['AWS', 'CUSTOMER'] as const
export const KEY_ORIGINS = ['AWS_KMS', 'EXTERNAL', 'AWS_CLOUDHSM', 'EXTERNAL_KEY_STORE'] as const

/** Where the key is in the AWS console. Null outside the partitions whose console address is known. */
export function consoleUrl({ partition, region, keyId }: Key): string | null {
  const hosts: Readonly<Record<string, string>> = {
    aws: 'console.aws.amazon.com',
    'aws-cn': 'console.amazonaws.cn',
    'aws-us-gov': 'console.amazonaws-us-gov.com',
  }
  const host = hosts[partition]
  return host === undefined ? null : `https://${region}.${host}/kms/home?region=${region}#/kms/keys/${keyId}`
}
