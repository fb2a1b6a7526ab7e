import type { Context } from '../context.ts'
import { ForbiddenError } from '../errors/request-errors.ts'
import type { KmsBudget } from '../kms/rate/limited-kms.ts'
import { toKeyArn } from '../kms/scopes.ts'
import type { Scope } from '../kms/scopes.ts'
import { readAllPages } from '../kms/read-all-pages.ts'
import { orNull } from './readable.ts'
import { visibleAmong } from './visibility.ts'

export async function keyCount(scope: Scope, context: Context): Promise<number | null> {
  const keys = await orNull(readAllPages((marker) => context.loaders.keysPage(scope, marker), context.signal))
  if (!keys || context.viewer.readableKeys === 'ALL') return keys?.length ?? null
  const visible = await visibleAmong(
    keys.map(({ keyArn }) => toKeyArn(keyArn)),
    context,
  )
  return visible.length
}

/** @throws {ForbiddenError} if the viewer may read only some keys, because the counts include requests for other keys */
export function kmsBudgets(scope: Scope, { kmsBudgets, viewer }: Context): readonly KmsBudget[] {
  if (viewer.readableKeys === 'ALL') return kmsBudgets(scope)
  throw new ForbiddenError(
    'kmsBudgets counts the requests for all keys of an account and Region, and your roles allow only some keys. Ask the administrator of this gateway for a role without key patterns.',
  )
}
