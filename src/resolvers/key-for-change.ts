import { omittedClaimsNote } from '../auth/viewer.ts'
import type { Context } from '../context.ts'
import { InvalidInputError } from '../errors/operation-errors.ts'
import type { InputIssue } from '../errors/operation-errors.ts'
import { BadUserInputError, ForbiddenError } from '../errors/request-errors.ts'
import { checkName, findKey, namedKey } from './key-lookup.ts'
import type { KeyBy } from './key-lookup.ts'
import { keyOf, mayWrite, keyNotFound } from './visibility.ts'
import type { Key } from './visibility.ts'

export type KeyForChange = Omit<KeyBy, 'alias'>

/**
 * The key to change, identified by global ID, ARN or key ID.
 *
 * @param issues other problems with the input, which are reported together, before KMS is called
 * @throws {InvalidInputError} for `issues`, a malformed identifier, or a scope that the gateway does not serve
 * @throws {KeyNotFoundError} if the key does not exist in KMS, or the viewer may not read it
 * @throws {ForbiddenError} if the viewer may read the key, but not change it
 */
export async function keyForChange(
  by: KeyForChange,
  context: Context,
  issues: readonly InputIssue[] = [],
): Promise<Key> {
  const all = [...nameIssues(by, context), ...issues]
  if (all.length > 0) throw new InvalidInputError(all)
  // The change itself reads the key.
  if (context.viewer.writableKeys === 'ALL' && typeof by.keyId !== 'string')
    return keyOf(namedKey(by, context).arn, context)
  const key = await asInputError(findKey(by, context))
  if (!key) throw keyNotFound(by.keyId ?? namedKey(by, context).arn)
  if (await mayWrite(key, context)) return key
  throw new ForbiddenError(
    `You may read ${key.arn}, but not change it. Ask the administrator of this gateway for a role with ROTATION_WRITE for this key.${omittedClaimsNote(context.viewer)}`,
  )
}

/** Reports a key ID that several scopes have as invalid input of the change. */
function asInputError(search: Promise<Key | null>): Promise<Key | null> {
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
