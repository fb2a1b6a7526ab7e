import type { Context } from '../context.ts'
import { ForbiddenError } from '../errors/request-errors.ts'
import type { KmsBudget } from '../kms/rate/limited-kms.ts'
import { toKeyArn } from '../kms/scopes.ts'
import type { Scope } from '../kms/scopes.ts'
import { readAllPages } from '../kms/read-all-pages.ts'
import { recordError } from '../rotation/rotation-request.ts'
import type { RecordedError } from '../rotation/rotation-request.ts'
import { problemData } from './error-data.ts'
import { scanInventory } from './inventory-scan.ts'
import { orNull } from './readable.ts'
import { visibleAmong } from './visibility.ts'
import type { Sourced } from './visibility.ts'

export type SourcedScope = Scope & Sourced

export async function keyCount(scope: SourcedScope, context: Context): Promise<number | null> {
  if (scope.source === 'INVENTORY') {
    let count = 0
    const { isComplete } = await scanInventory([scope], context, () => count++)
    return isComplete ? count : null
  }
  const keys = await orNull(readAllPages((marker) => context.loaders.keysPage(scope, marker), context.signal))
  if (!keys || context.viewer.readableKeys === 'ALL') return keys?.length ?? null
  const visible = await visibleAmong(
    keys.map(({ keyArn }) => toKeyArn(keyArn)),
    context,
  )
  return visible.length
}

/** The error of listing the keys of a scope. Null if they can be listed. */
export async function listingError(scope: SourcedScope, context: Context): Promise<RecordedError | null> {
  if (scope.source !== 'INVENTORY') return problemData(context.loaders.keysPage(scope, undefined))
  const problem = context.inventory?.stateOf(scope.name).unreachable?.problem
  return problem ? recordError(problem) : null
}

/** @throws {ForbiddenError} if the viewer may read only some keys, because the counts include requests for other keys */
export function kmsBudgets(scope: Scope, { kmsBudgets, viewer }: Context): readonly KmsBudget[] {
  if (viewer.readableKeys === 'ALL') return kmsBudgets(scope)
  throw new ForbiddenError(
    'kmsBudgets counts the requests for all keys of an account and Region, and your roles allow only some keys. Ask the administrator of this gateway for a role without key patterns.',
  )
}
