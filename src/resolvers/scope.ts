import type { Context } from '../context.ts'
import { ForbiddenError } from '../errors/request-errors.ts'
import type { KmsBudget } from '../kms/rate/limited-kms.ts'
import { toKeyArn } from '../kms/scopes.ts'
import type { Scope } from '../kms/scopes.ts'
import { readAllPages } from '../kms/read-all-pages.ts'
import { orNull } from './readable.ts'
import { visibleAmong } from './visibility.ts'

/** What the global ID of a scope encodes: one account is served, so the Region tells them apart. */
export const idOfScope = ({ region }: Scope): string => region

export async function keyCount({ region }: Scope, context: Context): Promise<number | null> {
  const keys = await orNull(
    readAllPages((marker) => context.loaders.keysPage(region, marker), context.signal),
  )
  if (!keys || context.viewer.readableKeys === 'ALL') return keys?.length ?? null
  const visible = await visibleAmong(
    keys.map(({ keyArn }) => toKeyArn(keyArn)),
    context,
  )
  return visible.length
}

/** @throws {OperationError} while the account is neither configured nor known from a listing */
export const accountId = (_: Scope, { scopes }: Context): Promise<string> => scopes.accountId()

/** @throws {ForbiddenError} when the viewer may read some keys only: the requests for the others are counted as well */
export function kmsBudgets({ region }: Scope, { kmsBudgets, viewer }: Context): readonly KmsBudget[] {
  if (viewer.readableKeys === 'ALL') return kmsBudgets(region)
  throw new ForbiddenError(
    'kmsBudgets counts requests about every key of a Region, and your roles let you read some keys only. Ask for a role without key patterns.',
  )
}
