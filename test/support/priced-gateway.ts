import { scopeOf } from '../../src/kms/scopes.ts'
import type { PricedGateway } from '../../src/schema/field-price.ts'
import { createFakeKms } from './fake-kms.ts'

/** A gateway that serves one scope and keeps no inventory. */
export const oneScope = servingScopes('us-east-1')

/** A gateway without an inventory, with one scope for each Region. */
export function servingScopes(...regions: readonly string[]): PricedGateway {
  const { scope } = createFakeKms()
  const all = regions.map((region) => scopeOf({ ...createFakeKms(), scope: { ...scope, region } }))
  return { hasInventory: false, scopes: { all } }
}
