import type { Context } from '../context.ts'
import type { KmsBudget } from '../kms/limited-kms.ts'
import { toKeyArn } from '../kms/scopes.ts'
import type { Scope } from '../kms/scopes.ts'
import { readWhole } from '../kms/whole-list.ts'
import { orNull } from './readable.ts'
import { visibleAmong } from './visibility.ts'

/** What the global ID of a scope encodes: one account is served, so the Region tells them apart. */
export const idOfScope = ({ region }: Scope): string => region

export async function keyCount({ region }: Scope, context: Context): Promise<number | null> {
  const keys = await orNull(readWhole((marker) => context.loaders.keysPage(region, marker)))
  if (!keys || context.viewer.readableKeys === 'ALL') return keys?.length ?? null
  const visible = await visibleAmong(
    keys.map(({ keyArn }) => toKeyArn(keyArn)),
    context,
  )
  return visible.length
}

export async function accountId(_: Scope, { scopes }: Context): Promise<string | null> {
  return (await orNull(scopes.accountId())) ?? null
}

export const kmsBudgets = ({ region }: Scope, { kmsBudgets }: Context): readonly KmsBudget[] =>
  kmsBudgets(region)
