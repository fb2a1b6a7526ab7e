import { getOperationAST } from 'graphql'
import type { DocumentNode, GraphQLSchema } from 'graphql'
import type { GatewayLimits } from '../../context.ts'
import type { Arguments, PricedGateway } from '../../schema/field-price.ts'
import { fragmentsOf } from '../document/values.ts'
import { planPrice } from './price-plan.ts'
import type { Price, PricePlan } from './price-plan.ts'
import { createPriceRules } from './price-rules.ts'

/**
 * Calculates the price of an operation. Clients that send the same text share the parsed document, so only the parts that
 * depend on variables are calculated again.
 */
export type Pricing = (
  document: DocumentNode,
  operationName: string | null | undefined,
  variables: Arguments,
) => Price | undefined

export function createPricing(schema: GraphQLSchema, limits: GatewayLimits, gateway: PricedGateway): Pricing {
  const rules = createPriceRules(schema, limits, gateway)
  const plans = new WeakMap<DocumentNode, Map<string, PricePlan>>()

  function plan(document: DocumentNode, operationName: string | null | undefined): PricePlan | undefined {
    const operation = getOperationAST(document, operationName)
    if (!operation) return undefined
    const priceOf = planPrice(schema, rules, operation, fragmentsOf(document))
    if ((operation.variableDefinitions ?? []).length > 0) return priceOf
    let { all } = gateway.scopes
    let price = priceOf({})
    return () => {
      // The price depends on the number of scopes.
      if (all !== gateway.scopes.all) price = priceOf({})
      all = gateway.scopes.all
      return price
    }
  }

  return (document, operationName, variables) => {
    const known = plans.get(document) ?? new Map<string, PricePlan>()
    plans.set(document, known)
    const name = operationName ?? ''
    const priceOf = known.get(name) ?? plan(document, operationName)
    if (priceOf) known.set(name, priceOf)
    return priceOf?.(variables)
  }
}
