import type { Context } from '../context.ts'
import { InvalidInputError, KeyNotFoundError } from '../errors/operation-errors.ts'
import { BadUserInputError, ForbiddenError } from '../errors/request-errors.ts'
import type { InputIssue } from '../errors/operation-errors.ts'
import { parseKeyArn } from '../kms/key-arn.ts'
import type { KeyArn } from '../kms/key-arn.ts'
import type { KeyMetadata } from '../kms/kms.ts'
import { toKeyArn } from '../kms/scopes.ts'
import { decodeIdOf, parseGlobalId } from './global-id.ts'
import { adviceForMember } from './mistaken-name.ts'
import type { KeyMember } from './mistaken-name.ts'
import { byAlias, byKeyId, keyByKeyId, keyInRegion, searchBeyond, searchKey } from './key-search.ts'
import { orNull, problemOf } from './readable.ts'
import { keyOf, mayRead, mayWrite, unseen } from './visibility.ts'
import type { Key } from './visibility.ts'

export type { Key } from './visibility.ts'

export interface KeyBy {
  readonly id?: string | null | undefined
  readonly arn?: string | null | undefined
  readonly keyId?: string | null | undefined
  readonly alias?: string | null | undefined
}

export type KeyForChange = Omit<KeyBy, 'alias'>

/** The ARN, of a Region that is served. */
export function servedArn(keyArn: string, { scopes }: Context): KeyArn {
  const key = toKeyArn(keyArn)
  scopes.of(keyArn)
  return key
}

/**
 * Null when KMS says there is no such key, or the viewer may not see it; both take the same calls. A key whose
 * metadata may not be read is a key all the same.
 */
export async function findKey(by: KeyBy, context: Context): Promise<Key | null> {
  checkName(by, context, false)
  if (typeof by.alias === 'string') return findByAlias(by.alias, context)
  if (typeof by.keyId === 'string') return searchKey(byKeyId(by.keyId), context)
  const key = namedKey(by, context)
  const [problem, isSeen] = await Promise.all([
    problemOf(context.deciding.metadata(key.arn)),
    mayRead(key, context),
  ])
  return isSeen && !(problem instanceof KeyNotFoundError) ? keyOf(key.arn, context) : null
}

function findByAlias(alias: string, context: Context): Promise<Key | null> {
  const { scopes } = context
  const name = nameOfAlias(alias)
  const region = ALIAS_ARN.exec(alias)?.[1]
  if (region === undefined) return searchKey(byAlias(alias, name), context)
  if (!scopes.inRegion(region))
    throw new BadUserInputError(
      `'${alias}' is in ${region}; this gateway serves ${scopes.all.map((each) => each.region).join(', ')}. Ask a gateway that serves this Region.`,
    )
  return keyInRegion(region, byAlias(alias, name), context)
}

const ALIAS_ARN = /^arn:aws[a-z0-9-]*:kms:([a-z0-9-]+):\d{12}:alias\/.+$/

/** @throws {BadUserInputError} that says what was passed, if it was something else than the member's name says */
function checkName(by: KeyBy, context: Context, isForChange: boolean): void {
  const { arn, keyId, alias } = by
  if (typeof keyId === 'string' && !/^(mrk-[0-9a-f]{32}|[0-9a-f-]{36})$/i.test(keyId))
    throw mistaken(keyId, 'keyId', isForChange)
  if (typeof arn === 'string' && !parseKeyArn(arn)) throw mistaken(arn, 'arn', isForChange)
  if (typeof alias === 'string' && !isAlias(alias)) throw mistaken(alias, 'alias', isForChange)
  if (typeof keyId !== 'string' && typeof alias !== 'string') namedKey(by, context)
}

const LOOKS: Readonly<Record<KeyMember, string>> = {
  arn: 'a key ARN; it looks like arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab.',
  keyId: 'a key ID; it looks like 1234abcd-12ab-34cd-56ef-1234567890ab or mrk-….',
  alias: "an alias: letters, digits, ':', '/', '_' and '-' only, e.g. alias/orders-api.",
}

function mistaken(text: string, given: KeyMember, isForChange: boolean): BadUserInputError {
  const id = parseGlobalId(text)
  const advice = id
    ? `It is the id of a ${id.typename}. ${id.typename === 'Key' ? `Pass it as id instead of ${given}.` : 'Pass the name of a key.'}`
    : adviceForMember(text, given, isForChange)
  return new BadUserInputError(
    `'${text.slice(0, 200)}' is not ${LOOKS[given]}${advice === undefined ? '' : ` ${advice}`}`,
  )
}

function isAlias(alias: string): boolean {
  return /^(arn:[^/]+:)?alias\/[A-Za-z0-9:/_-]{1,250}$/.test(nameOfAlias(alias))
}

const nameOfAlias = (alias: string) => (/^(alias\/|arn:)/.test(alias) ? alias : `alias/${alias}`)

function namedKey({ id, arn }: KeyBy, context: Context): KeyArn {
  return servedArn(typeof id === 'string' ? decodeIdOf('Key', id) : (arn ?? ''), context)
}

/**
 * The key that a change is about: named by id, ARN or key ID.
 *
 * @param issues what else is wrong with the input: all of it is told at once, before KMS is asked
 * @throws {InvalidInputError} when there are any, the name is malformed, or its Region is not served
 * @throws {KeyNotFoundError} when KMS says there is no such key, or the viewer may not see it
 * @throws {ForbiddenError} when it may see the key, and not change it
 */
export async function keyForChange(
  by: KeyForChange,
  context: Context,
  issues: readonly InputIssue[] = [],
): Promise<Key> {
  const all = [...nameIssues(by, context), ...issues]
  if (all.length > 0) throw new InvalidInputError(all)
  if (context.viewer.writableKeys === 'ALL') {
    const { arn } = typeof by.keyId === 'string' ? await anyKey(by.keyId, context) : namedKey(by, context)
    return keyOf(arn, context)
  }
  const key = await named(findKey(by, context))
  if (!key) throw unseen(by.keyId ?? namedKey(by, context).arn)
  if (await mayWrite(key, context)) return key
  throw new ForbiddenError(
    `You may see ${key.arn}, but not change it. Ask whoever runs this gateway for a role that may.`,
  )
}

/** Where every key is visible, KMS's own word for an absent one is passed on. */
async function anyKey(keyId: string, context: Context): Promise<KeyArn> {
  const { region } = context.scopes.default
  try {
    return await keyByKeyId(region, keyId, context)
  } catch (error) {
    if (!(error instanceof KeyNotFoundError)) throw error
    const key = await named(searchBeyond(region, byKeyId(keyId), context))
    if (!key) throw error
    return key
  }
}

/** A key ID that several Regions have is wrong input of a change. */
function named(search: Promise<Key | null>): Promise<Key | null> {
  return search.catch((error: unknown) => {
    if (!(error instanceof BadUserInputError)) throw error
    throw new InvalidInputError([{ path: ['input', 'key', 'keyId'], message: error.message }])
  })
}

function nameIssues(by: KeyForChange, context: Context): readonly InputIssue[] {
  try {
    checkName(by, context, true)
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
