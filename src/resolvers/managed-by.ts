import type { Context } from '../context.ts'
import { managedBy } from '../rotation/rules/managed-by.ts'
import type { KeyManagement } from '../rotation/rules/managed-by.ts'
import { readsOf } from './key-reads.ts'
import type { Key } from './key.ts'
import { map } from './maybe-promise.ts'
import type { MaybePromise } from './maybe-promise.ts'
import { orNull } from './readable.ts'

export function keyManagement(key: Key, context: Context): MaybePromise<KeyManagement | null> {
  const tags = orNull(readsOf(key, context).tags())
  return map(tags, (found) => (found && managedBy(found, context.facts.managedByTag)) ?? null)
}
