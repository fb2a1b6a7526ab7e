import { accountName, scopeName } from '../format/scope.ts'
import type { ScopeNameFragment } from '../generated/graphql.ts'

/** The values of the condition `scope` that the gateway's accounts and Regions allow, with their names. */
export function scopeNames(scopes: readonly ScopeNameFragment[]): ReadonlyMap<string, string> {
  return new Map([
    ...scopes.map((scope) => [scope.accountId, `${accountName(scope)}, all Regions`] as const),
    ...scopes.map(({ region }) => [`/${region}`, `${region}, all accounts`] as const),
    ...scopes.map((scope) => [`${scope.accountId}/${scope.region}`, scopeName(scope)] as const),
  ])
}
