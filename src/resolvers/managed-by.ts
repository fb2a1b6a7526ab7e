import type { Context } from '../context.ts'
import { managedBy } from '../rotation/rules/managed-by.ts'
import type { KeyManagement } from '../rotation/rules/managed-by.ts'
import { readsOf } from './key-reads.ts'
import type { Key } from './key.ts'
import { orNull } from './readable.ts'

export async function keyManagement(key: Key, context: Context): Promise<KeyManagement | null> {
  const tags = await orNull(readsOf(key, context).tags())
  return (tags && managedBy(tags, context.facts.managedByTag)) ?? null
}
