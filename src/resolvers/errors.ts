import type { Context } from '../context.ts'
import type { UnsupportedKeyError } from '../errors/operation-errors.ts'
import { toKeyArn } from '../kms/scopes.ts'
import { enableAutomaticRotationBlockers } from '../rotation/rules/eligibility.ts'
import type { BlockerReason } from '../rotation/rules/eligibility.ts'
import { fromMetadata, stateOf } from './key.ts'
import { orNull } from './readable.ts'
import { keyOf, visibleKey } from './visibility.ts'
import type { Key, MaybePromise } from './visibility.ts'

interface AboutKey {
  readonly keyArn: string
}

export const keyOfError = ({ keyArn }: AboutKey, _: unknown, context: Context): MaybePromise<Key> =>
  keyOf(keyArn, context)

export const stateOfKey = async ({ keyArn }: AboutKey, _: unknown, context: Context) =>
  stateOf(await keyOf(keyArn, context), context)

export const primaryOfKey = async (
  { keyArn }: AboutKey,
  _: unknown,
  context: Context,
): Promise<Key | null> => {
  const key = await keyOf(keyArn, context)
  const multiRegion = await fromMetadata(key, context, ({ multiRegion }) => multiRegion)
  return multiRegion?.type === 'REPLICA' ? visibleKey(multiRegion.primaryKeyArn, context) : null
}

const UNSUPPORTED: ReadonlySet<BlockerReason> = new Set([
  'FOREIGN_ACCOUNT',
  'AWS_MANAGED_KEY',
  'SPEC_NOT_SUPPORTED',
  'CUSTOM_KEY_STORE',
  'IMPORTED_MATERIAL',
  'NOT_PRIMARY_REGION',
])

/** KMS does not report the reason, so the gateway determines it from the properties of the key. */
export async function unsupportedReason(
  { keyArn, reason }: UnsupportedKeyError,
  _: unknown,
  { loaders, scopes }: Context,
): Promise<BlockerReason> {
  const known = [...UNSUPPORTED].find((each) => each === reason)
  if (known) return known
  const metadata = (await orNull(loaders.metadata(keyArn))) ?? undefined
  const key = toKeyArn(keyArn)
  const blockers = enableAutomaticRotationBlockers({
    key,
    metadata,
    isForeign: scopes.isForeign(key),
    mayWrite: true,
  })
  return blockers.find((blocker) => UNSUPPORTED.has(blocker.reason))?.reason ?? 'SPEC_NOT_SUPPORTED'
}
