import type { Context } from '../context.ts'
import type { UnsupportedKeyError } from '../errors/operation-errors.ts'
import { toKeyArn } from '../kms/scopes.ts'
import { enableAutomaticRotationBlockers } from '../rotation/rules/eligibility.ts'
import type { BlockerReason } from '../rotation/rules/eligibility.ts'
import { fromMetadata, stateOf } from './key.ts'
import type { MaybePromise } from './maybe-promise.ts'
import { orNull } from './readable.ts'
import { keyOf, visibleKey } from './visibility.ts'
import type { Key, Sourced } from './visibility.ts'

interface AboutKey extends Sourced {
  readonly keyArn: string
}

export const keyOfError = ({ keyArn, source }: AboutKey, _: unknown, context: Context): MaybePromise<Key> =>
  keyOf(keyArn, context, source)

export const stateOfKey = async (error: AboutKey, _: unknown, context: Context) =>
  stateOf(await keyOfError(error, _, context), context)

export const primaryOfKey = async (error: AboutKey, _: unknown, context: Context): Promise<Key | null> => {
  const key = await keyOfError(error, _, context)
  const multiRegion = await fromMetadata(key, context, ({ multiRegion }) => multiRegion)
  return multiRegion?.type === 'REPLICA' ? visibleKey(multiRegion.primaryKeyArn, context, key.source) : null
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
  { keyArn, reason, source }: UnsupportedKeyError & Sourced,
  _: unknown,
  { loaders, scopes, inventory }: Context,
): Promise<BlockerReason> {
  const known = [...UNSUPPORTED].find((each) => each === reason)
  if (known) return known
  const metadata =
    source === 'INVENTORY'
      ? inventory?.recordOf(keyArn)?.metadata?.value
      : ((await orNull(loaders.metadata(keyArn))) ?? undefined)
  const key = toKeyArn(keyArn)
  const blockers = enableAutomaticRotationBlockers({
    key,
    metadata,
    isForeign: scopes.isForeign(key),
    mayWrite: true,
  })
  return blockers.find((blocker) => UNSUPPORTED.has(blocker.reason))?.reason ?? 'SPEC_NOT_SUPPORTED'
}
