import { aliasArn, isKeyId, keyArn, parseArn } from './arn.ts'
import { accessDenied, aliasNotFound, invalidKeyId, keyDoesNotExist } from './aws-error.ts'
import { bringUpToDate } from './due-rotations.ts'
import type { EmulatedKey } from './key.ts'
import { createAwsManagedKey } from './key-creation.ts'
import type { Call } from './operation.ts'

export interface LookupOptions {
  /** Whether the operation takes an alias name or alias ARN. */
  readonly takesAlias?: boolean
  /** Whether the operation answers for a key of another account, named by its ARN. */
  readonly isCrossAccount?: boolean
}

/** The key of a request, with its due rotations. Throws KMS's error when the key does not exist or denies the call. */
export function findKey(keyId: string, call: Call, options: LookupOptions = {}): EmulatedKey {
  const key = lookUp(keyId, call, options)
  if (key.denies.has(call.operation)) throw denied(call, key.arn)
  bringUpToDate(key, call.world.settings(), call.now)
  return key
}

export const denied = (call: Call, resource: string) =>
  accessDenied(call.caller.arn, call.operation, resource)

function lookUp(
  keyId: string,
  call: Call,
  { takesAlias = false, isCrossAccount = false }: LookupOptions,
): EmulatedKey {
  const { accountId } = call.caller
  if (keyId.startsWith('alias/')) {
    if (!takesAlias) throw invalidKeyId(keyId)
    return byAlias(call, accountId, keyId)
  }
  if (!keyId.startsWith('arn:')) return byKeyId(call, accountId, keyId)

  const arn = parseArn(keyId, call.region)
  // KMS does not document an alias ARN where only keys are valid. The emulator answers as for an alias name.
  if ('aliasName' in arn.resource && !takesAlias) throw invalidKeyId(keyId)
  if (arn.accountId !== accountId && !isCrossAccount) throw denied(call, keyId)
  return 'aliasName' in arn.resource
    ? byAlias(call, arn.accountId, arn.resource.aliasName)
    : byKeyId(call, arn.accountId, arn.resource.keyId)
}

function byKeyId({ world, region }: Call, accountId: string, keyId: string): EmulatedKey {
  if (!isKeyId(keyId)) throw invalidKeyId(keyId)
  const arn = keyArn(region, accountId, keyId)
  const key = world.store.byArn(arn)
  if (!key) throw keyDoesNotExist(arn)
  return key
}

function byAlias(call: Call, accountId: string, aliasName: string): EmulatedKey {
  const { world, region } = call
  const arn = aliasArn(region, accountId, aliasName)
  const key = world.store.byAliasArn(arn)
  if (key) return key
  if (!world.store.isPredefined(arn)) throw aliasNotFound(arn)
  // KMS creates the AWS managed key of a predefined alias at the first DescribeKey.
  const created = createAwsManagedKey({ accountId, region, aliasName, now: call.now })
  world.store.add(created)
  world.events.called(created, 'CreateKey')
  return created
}
