import type { ExecutionArgs, ExecutionResult } from 'graphql'
import { isAsyncIterable } from 'graphql-yoga'
import { CostLimitError, RateLimitedError } from '../../errors/request-errors.ts'
import type { RequestError } from '../../errors/request-errors.ts'
import type { Budgets, ThrottleStatus } from './budgets.ts'
import { createDryRuns } from './dry-run.ts'
import type { CostHost } from '../operation/host.ts'
import type { Price } from './price-plan.ts'
import type { Pricing } from './pricing.ts'
import { asGraphqlError } from '../operation/request-error.ts'
import { resolverContextOf } from '../operation/plugin.ts'
import type { ResolvingPlugin } from '../operation/plugin.ts'

export interface CostSettings {
  readonly pricing: Pricing
  readonly maxCost: number
  readonly maxNodes: number
  /** Undefined: callers are not limited. */
  readonly budgets: Budgets | undefined
}

/** `extensions.cost` of a response. */
export interface CostReport {
  readonly requestedQueryCost: number
  /** Null if nothing was executed. */
  readonly actualQueryCost: number | null
  readonly throttleStatus?: ThrottleStatus
}

/**
 * Rejects an operation that costs too much, before it is executed. Not at validation, whose result is cached by document:
 * operation name and variables are not known there. Responses report their cost. A subscription costs only its setup; its
 * events are executed once for several subscribers and report no cost.
 */
export function useCost<C extends object>(
  { pricing, maxCost, maxNodes, budgets }: CostSettings,
  host: CostHost<C>,
): ResolvingPlugin<C> {
  const dryRunOf = createDryRuns()

  function priceOf({ document, operationName, variableValues }: ExecutionArgs): Price | undefined {
    return pricing(document, operationName, variableValues ?? {})
  }

  function rejectionOf(price: Price, caller: string): CostLimitError | RateLimitedError | undefined {
    const { cost, nodeCount, largest } = price
    if (cost > maxCost)
      return new CostLimitError(
        `The operation would cost ${cost} points; at most ${maxCost} are allowed. The largest part, ${Math.ceil(largest.points)} points, is ${largest.path}. Request smaller pages or fewer fields, or calculate the cost with rateLimit(dryRun: true).`,
      )
    if (nodeCount > maxNodes)
      return new CostLimitError(
        `The response could contain ${nodeCount} objects; at most ${maxNodes} are allowed. Request smaller pages, or nest fewer lists.`,
      )
    const wait = budgets?.reserve(caller, cost)
    return (
      wait &&
      new RateLimitedError(
        `The operation may cost ${cost} points, and you have ${budgets?.statusOf(caller).currentlyAvailable}. Retry in ${wait.retryAfterSeconds} seconds.`,
        wait,
      )
    )
  }

  function reportOf(price: Price, caller: string, spent: number | null): CostReport {
    return {
      requestedQueryCost: price.cost,
      actualQueryCost: spent,
      ...(budgets ? { throttleStatus: budgets.statusOf(caller) } : {}),
    }
  }

  const rejected = (error: RequestError, price: Price, caller: string): ExecutionResult => ({
    errors: [asGraphqlError(error)],
    extensions: { cost: reportOf(price, caller, null) },
  })

  /** Refunds the points that the work did not spend, also if it fails. */
  async function withRefund<T>(work: () => T | Promise<T>, context: C, price: Price): Promise<T> {
    try {
      return await work()
    } finally {
      budgets?.refund(host.callerOf(context), price.cost - host.actualCost(context))
    }
  }

  return {
    onExecute({ args, context: serverContext, executeFn, setExecuteFn, setResultAndStopExecution }) {
      const price = priceOf(args)
      if (!price) return
      const context = resolverContextOf(serverContext)
      const caller = host.callerOf(context)
      host.recordCost(context, price)

      const dryRun = dryRunOf(args.document, args.operationName, args.variableValues ?? {})
      if (dryRun) return setExecuteFn((given) => executeFn({ ...given, document: dryRun }))
      const rejection = rejectionOf(price, caller)
      if (rejection) return setResultAndStopExecution(rejected(rejection, price, caller))

      setExecuteFn(async (given) => {
        const result: ExecutionResult | AsyncIterable<ExecutionResult> = await withRefund(
          () => executeFn(given),
          context,
          price,
        )
        if (isAsyncIterable(result)) return result
        const spent = host.actualCost(context)
        const cost = { ...reportOf(price, caller, spent), ...host.detailsOf(context) }
        return { ...result, extensions: { ...result.extensions, cost } }
      })
    },
    onSubscribe({ args, context: serverContext, subscribeFn, setSubscribeFn, setResultAndStopExecution }) {
      const price = priceOf(args)
      if (!price) return
      const context = resolverContextOf(serverContext)
      const caller = host.callerOf(context)
      const rejection = rejectionOf(price, caller)
      if (rejection) return setResultAndStopExecution(rejected(rejection, price, caller))
      setSubscribeFn((given) => withRefund(() => subscribeFn(given), context, price))
    },
  }
}
