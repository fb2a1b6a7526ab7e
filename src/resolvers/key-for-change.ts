import type { Context } from '../context.ts'
import { InvalidInputError, KeyNotFoundError } from '../errors/operation-errors.ts'
import type { InputIssue } from '../errors/operation-errors.ts'
import { BadUserInputError, ForbiddenError } from '../errors/request-errors.ts'
import type { KeyArn } from '../kms/key-arn.ts'
import { checkName, findKey, namedKey } from './key-lookup.ts'
import type { KeyBy } from './key-lookup.ts'
import { byKeyId, keyByKeyId, searchBeyond } from './key-search.ts'
import { keyOf, mayWrite, keyNotFound } from './visibility.ts'
import type { Key } from './visibility.ts'

export type KeyForChange = Omit<KeyBy, 'alias'>

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
  if (!key) throw keyNotFound(by.keyId ?? namedKey(by, context).arn)
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
