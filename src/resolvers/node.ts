import type { Context } from '../context.ts'
import { AccessDeniedError, KeyNotFoundError, UnsupportedKeyError } from '../errors/operation-errors.ts'
import { BadUserInputError } from '../errors/request-errors.ts'
import type { Scope } from '../kms/scopes.ts'
import type { Change } from '../rotation/change-record.ts'
import type { Rotation } from '../rotation/rotation.ts'
import { decodeGlobalId } from './global-id.ts'
import { materialsOf, parseMaterialId } from './key-material.ts'
import type { KeyMaterial } from './key-material.ts'
import { findKey, servedArn } from './key-lookup.ts'
import { visibleRequest, visibleSettingRequest } from './change.ts'
import { rotationIds } from '../rotation/rotation.ts'
import { rotationsOf } from './rotation.ts'
import { keyOf } from './visibility.ts'
import type { Key } from './visibility.ts'

/** A node with its type name. */
export type FoundNode = { readonly __typename: string } & (Key | Rotation | KeyMaterial | Change | Scope)

/**
 * Null if the object no longer exists or the viewer may not read its key.
 *
 * @throws {BadUserInputError} if the ID is not a global ID of this gateway
 */
export async function findNode(globalId: string, context: Context): Promise<FoundNode | null> {
  const { typename, id } = decodeGlobalId(globalId)
  const value = await find(typename, id, context)
  return value ? { ...value, __typename: typename } : null
}

async function find(
  typename: string,
  id: string,
  context: Context,
): Promise<Key | Rotation | KeyMaterial | Change | Scope | null | undefined> {
  switch (typename) {
    case 'Key':
      return findKey({ arn: id }, context)
    case 'Rotation': {
      const [keyArn = ''] = id.split('#')
      const rotations = await ofKey(keyArn, context, rotationsOf)
      return rotations?.find((rotation) => rotationIds(rotation).includes(id))
    }
    case 'KeyMaterial': {
      const { keyArn, materialId } = parseMaterialId(id)
      const materials = await ofKey(keyArn, context, materialsOf)
      return materials?.find((material) => material.materialId === materialId)
    }
    case 'RotationRequest':
      return visibleRequest(id, context)
    case 'AutomaticRotationRequest':
      return visibleSettingRequest(id, context)
    case 'Scope':
      return context.scopes.named(id)
    default:
      throw new BadUserInputError(
        `'${typename}' is not a node type of this gateway. Pass the unchanged value of an 'id' field.`,
      )
  }
}

/** Null only if the failure is permanent: clients delete an object that is null, so a throttled read must throw. */
async function ofKey<Value>(
  keyArn: string,
  context: Context,
  read: (key: Key, context: Context) => Promise<Value>,
): Promise<Value | null> {
  const { arn } = servedArn(keyArn, context)
  try {
    const isRestricted = context.viewer.readableKeys !== 'ALL'
    const key = isRestricted ? await findKey({ arn }, context) : await keyOf(arn, context)
    return key && (await read(key, context))
  } catch (error) {
    if (
      error instanceof KeyNotFoundError ||
      (error instanceof AccessDeniedError && !error.credentialFailure) ||
      error instanceof UnsupportedKeyError
    )
      return null
    throw error
  }
}

/** @throws {BadUserInputError} if there are more IDs than `limits.maxNodes` */
export function findNodes(
  globalIds: readonly string[],
  context: Context,
): readonly Promise<FoundNode | null>[] {
  const { maxNodes } = context.facts.limits
  if (globalIds.length > maxNodes)
    throw new BadUserInputError(
      `nodes received ${globalIds.length} ids. The maximum is ${maxNodes}. Send several requests.`,
    )
  return globalIds.map((id) => findNode(id, context))
}
