import type { Context } from '../context.ts'
import { KeyNotFoundError } from '../errors/operation-errors.ts'
import { BadUserInputError } from '../errors/request-errors.ts'
import { parseKeyArn } from '../kms/key-arn.ts'
import type { KeyArn } from '../kms/key-arn.ts'
import { notServed, toKeyArn } from '../kms/scopes.ts'
import { decodeIdOf, parseGlobalId } from './global-id.ts'
import { byAlias, byKeyId, keyInScope, searchKey } from './key-search.ts'
import { adviceForMember } from './mistaken-name.ts'
import type { KeyMember } from './mistaken-name.ts'
import { problemOf } from './readable.ts'
import { keyOf, mayRead } from './visibility.ts'
import type { Key } from './visibility.ts'

export interface KeyBy {
  readonly id?: string | null | undefined
  readonly arn?: string | null | undefined
  readonly keyId?: string | null | undefined
  readonly alias?: string | null | undefined
}

/** Parses a key ARN. @throws {BadUserInputError} if it is malformed or the gateway does not serve its scope */
export function servedArn(keyArn: string, { scopes }: Context): KeyArn {
  const key = toKeyArn(keyArn)
  scopes.of(key)
  return key
}

/**
 * Null if the key does not exist in KMS or the viewer may not read it. Both cases take the same KMS calls. A key whose
 * metadata AWS does not let the gateway read is returned.
 */
export async function findKey(by: KeyBy, context: Context): Promise<Key | null> {
  checkName(by, context, false)
  if (typeof by.alias === 'string') return findByAlias(by.alias, context)
  if (typeof by.keyId === 'string') return searchKey(byKeyId(by.keyId), context)
  const key = namedKey(by, context)
  const [problem, isSeen] = await Promise.all([
    problemOf(context.uncachedLoaders.metadata(key.arn)),
    mayRead(key, context),
  ])
  return isSeen && !(problem instanceof KeyNotFoundError) ? keyOf(key.arn, context) : null
}

function findByAlias(alias: string, context: Context): Promise<Key | null> {
  const { scopes } = context
  const name = nameOfAlias(alias)
  const [, region, accountId] = ALIAS_ARN.exec(alias) ?? []
  if (region === undefined || accountId === undefined) return searchKey(byAlias(alias, name), context)
  const place = { accountId, region }
  const scope = scopes.find(place)
  if (!scope) throw notServed(alias, place, scopes)
  return keyInScope(scope, byAlias(alias, name), context)
}

const ALIAS_ARN = /^arn:aws[a-z0-9-]*:kms:([a-z0-9-]+):(\d{12}):alias\/.+$/

/** @throws {BadUserInputError} if the value does not have the format of its field; the message explains what it is */
export function checkName(by: KeyBy, context: Context, isForChange: boolean): void {
  const { arn, keyId, alias } = by
  if (typeof keyId === 'string' && !/^(mrk-[0-9a-f]{32}|[0-9a-f-]{36})$/i.test(keyId))
    throw wrongFormat(keyId, 'keyId', isForChange)
  if (typeof arn === 'string' && !parseKeyArn(arn)) throw wrongFormat(arn, 'arn', isForChange)
  if (typeof alias === 'string' && !isAlias(alias)) throw wrongFormat(alias, 'alias', isForChange)
  if (typeof keyId !== 'string' && typeof alias !== 'string') namedKey(by, context)
}

const FORMATS: Readonly<Record<KeyMember, string>> = {
  arn: 'a key ARN, e.g. arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab.',
  keyId: 'a key ID, e.g. 1234abcd-12ab-34cd-56ef-1234567890ab or mrk-….',
  alias: "an alias, e.g. alias/orders-api. An alias has only letters, digits, ':', '/', '_' and '-'.",
}

function wrongFormat(text: string, given: KeyMember, isForChange: boolean): BadUserInputError {
  const id = parseGlobalId(text)
  const advice = id
    ? `It is the global ID of a ${id.typename}. ${id.typename === 'Key' ? `Pass it as id instead of ${given}.` : 'Pass the ID, ARN or alias of a key.'}`
    : adviceForMember(text, given, isForChange)
  return new BadUserInputError(
    `'${text.slice(0, 200)}' is not ${FORMATS[given]}${advice === undefined ? '' : ` ${advice}`}`,
  )
}

function isAlias(alias: string): boolean {
  return /^(arn:[^/]+:)?alias\/[A-Za-z0-9:/_-]{1,250}$/.test(nameOfAlias(alias))
}

const nameOfAlias = (alias: string) => (/^(alias\/|arn:)/.test(alias) ? alias : `alias/${alias}`)

export function namedKey({ id, arn }: KeyBy, context: Context): KeyArn {
  return servedArn(typeof id === 'string' ? decodeIdOf('Key', id) : (arn ?? ''), context)
}
