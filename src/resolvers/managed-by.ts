import type { Context } from '../context.ts'
import { managedBy } from '../rotation/rules/managed-by.ts'
import type { KeyManagement } from '../rotation/rules/managed-by.ts'
import type { Key } from './key.ts'
import { orNull } from './readable.ts'

export async function keyManagement(
  { arn }: Key,
  { loaders, facts }: Context,
): Promise<KeyManagement | null> {
  const tags = await orNull(loaders.tags(arn))
  return (tags && managedBy(tags, facts.managedByTag)) ?? null
}
