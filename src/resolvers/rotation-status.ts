import type { Context } from '../context.ts'
import type { KeyRotationStatus } from '../kms/kms.ts'
import { rotationStatusRule } from '../rotation/readings/rotation-status.ts'
import type { RotationStatus } from '../rotation/readings/rule-results.ts'
import { apply, readsOf } from './key-reads.ts'
import type { MaybePromise } from './maybe-promise.ts'
import { orNull } from './readable.ts'
import type { Key } from './visibility.ts'

/**
 * Reads the rotation status. Undefined for an AWS managed key: its key policy may deny the read even to an administrator,
 * and its status is known anyway. Rejects as KMS does.
 */
export async function readStatus(key: Key, context: Context): Promise<KeyRotationStatus | undefined> {
  const reads = readsOf(key, context)
  const metadata = await orNull(reads.metadata())
  return metadata?.keyManager === 'AWS' ? undefined : reads.status()
}

export const rotationStatus = (key: Key, context: Context): MaybePromise<RotationStatus> =>
  apply(rotationStatusRule, key, context)
