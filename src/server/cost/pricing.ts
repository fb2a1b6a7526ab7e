import { getOperationAST } from 'graphql'
import type { DocumentNode, GraphQLSchema } from 'graphql'
import type { GatewayLimits } from '../../context.ts'
import type { Arguments } from '../../schema/field-price.ts'
import { fragmentsOf } from '../document/values.ts'
import { planPrice } from './price-plan.ts'
import type { Price, PricePlan } from './price-plan.ts'
import { createPriceRules } from './price-rules.ts'

/**
 * The price of the operation of a document that is executed. Parsed documents are shared by whoever sends the same
 * text, so that only what depends on variables is reckoned anew.
 */
export type Pricing = (
  document: DocumentNode,
  operationName: string | null | undefined,
  variables: Arguments,
) => Price | undefined

export function createPricing(schema: GraphQLSchema, limits: GatewayLimits): Pricing {
  const rules = createPriceRules(schema, limits)
  const plans = new WeakMap<DocumentNode, Map<string, PricePlan>>()

  function plan(document: DocumentNode, operationName: string | null | undefined): PricePlan | undefined {
    const operation = getOperationAST(document, operationName)
    if (!operation) return undefined
    const reckon = planPrice(schema, rules, operation, fragmentsOf(document))
    if ((operation.variableDefinitions ?? []).length > 0) return reckon
    const price = reckon({})
    return () => price
  }

  return (document, operationName, variables) => {
    const known = plans.get(document) ?? new Map<string, PricePlan>()
    plans.set(document, known)
    const name = operationName ?? ''
    const reckon = known.get(name) ?? plan(document, operationName)
    if (reckon) known.set(name, reckon)
    return reckon?.(variables)
  }
}
