import type { Context } from '../context.ts'
import type { KeyLastUsage } from '../kms/kms.ts'
import { readsOf } from './key-reads.ts'
import { orNull } from './readable.ts'
import type { Key } from './visibility.ts'

export { hasBeenUsed } from '../rotation/rules/usage.ts'

/**
 * Reads the last usage. Undefined for an AWS managed key: its key policy may deny the read, and nobody can retire it. Rejects
 * as KMS does.
 */
export async function readLastUsage(key: Key, context: Context): Promise<KeyLastUsage | undefined> {
  const reads = readsOf(key, context)
  const metadata = await orNull(reads.metadata())
  return metadata?.keyManager === 'AWS' ? undefined : reads.lastUsage()
}
