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

/** `extensions.cost` of an answer. */
export interface CostReport {
  readonly requestedQueryCost: number
  /** Null when nothing was executed. */
  readonly actualQueryCost: number | null
  readonly throttleStatus?: ThrottleStatus
}

/**
 * Refuses what costs too much before it is executed, of the operation that would be, with its variables: at validation,
 * which is remembered by document alone, neither is known. Answers say what they cost. A stream costs what setting it
 * up took; its events are executed once for all who see them alike, and say nothing of cost.
 */
export function useCost<C extends object>(
  { pricing, maxCost, maxNodes, budgets }: CostSettings,
  host: CostHost<C>,
): ResolvingPlugin<C> {
  const dryRunOf = createDryRuns()

  function priceOf({ document, operationName, variableValues }: ExecutionArgs): Price | undefined {
    return pricing(document, operationName, variableValues ?? {})
  }

  function refusalOf(price: Price, caller: string): CostLimitError | RateLimitedError | undefined {
    const { cost, nodeCount, largest } = price
    if (cost > maxCost)
      return new CostLimitError(
        `The operation would cost ${cost} points; at most ${maxCost} are allowed. Most of it, ${Math.ceil(largest.points)}, is for ${largest.path}. Ask for smaller pages or fewer fields, or price it with rateLimit(dryRun: true).`,
      )
    if (nodeCount > maxNodes)
      return new CostLimitError(
        `The answer might hold ${nodeCount} objects; at most ${maxNodes} are allowed. Ask for smaller pages, or nest fewer of them.`,
      )
    const wait = budgets?.take(caller, cost)
    return (
      wait &&
      new RateLimitedError(
        `The operation may cost ${cost} points, and ${budgets?.statusOf(caller).currentlyAvailable} are left to you. Try again in ${wait.retryAfterSeconds} seconds.`,
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

  const refused = (error: RequestError, price: Price, caller: string): ExecutionResult => ({
    errors: [asGraphqlError(error)],
    extensions: { cost: reportOf(price, caller, null) },
  })

  /** Once the work has ended, however it ended, what it did not spend is given back. */
  async function settled<T>(work: () => T | Promise<T>, context: C, price: Price): Promise<T> {
    try {
      return await work()
    } finally {
      budgets?.giveBack(host.callerOf(context), price.cost - host.actualCost(context))
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
      const refusal = refusalOf(price, caller)
      if (refusal) return setResultAndStopExecution(refused(refusal, price, caller))

      setExecuteFn(async (given) => {
        const result: ExecutionResult | AsyncIterable<ExecutionResult> = await settled(
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
      const refusal = refusalOf(price, caller)
      if (refusal) return setResultAndStopExecution(refused(refusal, price, caller))
      setSubscribeFn((given) => settled(() => subscribeFn(given), context, price))
    },
  }
}
