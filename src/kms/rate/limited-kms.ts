import { setMaxListeners } from 'node:events'
import { hasPassed } from '../../clock.ts'
import type { Clock } from '../../clock.ts'
import { defaultKmsLimits } from '../../defaults.ts'
import { KmsUnavailableError, ThrottledError } from '../../errors/operation-errors.ts'
import type { CallOptions, CallPriority, Kms, KmsInput, KmsOperation, KmsOutput } from '../kms.ts'
import { KMS_OPERATIONS, tableOf } from '../operations.ts'
import { scopeName } from '../scopes.ts'
import type { BackgroundBudget } from './background-budget.ts'
import { createRateLimiter } from './rate-limiter.ts'
import { backgroundQuotas, ownQuotas } from './quotas.ts'
import type { QuotaOptions } from './quotas.ts'
import { createRecentCount } from './recent-count.ts'
import { createRetryBudget, isWorthRepeating, MAX_ATTEMPTS, pauseBefore } from './retry.ts'

/**
 * A {@link Kms} that stays within our share of KMS's request quotas and retries temporary failures. One wrapper does both
 * because each retry needs a permit like any request. rate-limiter.ts describes how calls wait; retry.ts describes what is
 * retried. Dispose it when the gateway shuts down.
 */
export interface LimitedKms extends Kms, Disposable {
  /** The remaining budget of each quota, in the order of the operations. */
  budgets(): readonly KmsBudget[]
  /** Rejects the calls that wait, and each later call, with a KmsUnavailableError that begins with `why`. */
  stop(why: string): void
}

/** One of KMS's request quotas, as this gateway uses it. */
export interface KmsBudget {
  readonly operation: KmsOperation
  readonly requestsPerSecond: number
  readonly available: number
  readonly waiting: number
  readonly throttledLastMinute: number
}

export interface KmsLimits extends QuotaOptions {
  /**
   * Maximum wait for a permit of an interactive call without a deadline, in milliseconds. A background call waits as long as
   * necessary. @default {@link defaultKmsLimits}
   */
  readonly maxWaitMs?: number | undefined
  /** Maximum number of waiting calls per operation, of waiting background calls for named keys, and of others. @default 10_000 */
  readonly maxWaiting?: number | undefined
  /**
   * Maximum number of requests in flight per operation, reserved requests excluded. 16 are enough for the largest share,
   * 1,000 per second, when KMS answers in 16 ms. @default 16
   */
  readonly maxInFlight?: number | undefined
  /** Maximum pause before the first retry, in milliseconds; 20 times as long after throttling. @default 50 */
  readonly retryPauseMs?: number | undefined
}

export interface LimitedKmsOptions extends KmsLimits {
  readonly kms: Kms
  readonly clock: Clock
  /** The budget of the account. @default BACKGROUND requests are not limited by a budget, and requests are not counted */
  readonly budget?: BackgroundBudget | undefined
  /** From 0 to 1. @default Math.random */
  readonly random?: (() => number) | undefined
  /** Called for each request that KMS answered or that was never sent. Must not throw. */
  readonly onRequest?: ((request: KmsRequestFacts) => void) | undefined
}

/** One request, for metrics. */
export interface KmsRequestFacts {
  readonly accountId: string
  readonly region: string
  readonly operation: KmsOperation
  readonly priority: CallPriority
  /** REJECTED: the gateway did not send it, because it would have waited too long. ABANDONED: every caller stopped waiting for it. */
  readonly outcome: 'OK' | 'FAILED' | 'THROTTLED' | 'REJECTED' | 'ABANDONED'
  /** The wait for a permit, in milliseconds. */
  readonly waitedMs: number
  /** From the permit to the response, in milliseconds; 0 when it was not sent. */
  readonly tookMs: number
}

/** @throws {StartupError} when the share or a quota is not valid */
export function createLimitedKms(options: LimitedKmsOptions): LimitedKms {
  const { kms, clock, random = Math.random, onRequest, retryPauseMs = 50 } = options
  const { maxWaitMs = defaultKmsLimits.maxWaitMs, maxWaiting = 10_000, maxInFlight = 16 } = options
  const { accountId, region } = kms.scope
  const bounds = {
    scope: scopeName(kms.scope),
    clock,
    budget: options.budget,
    maxWaitMs,
    maxWaiting,
    maxInFlight,
  }
  const quotas = ownQuotas(options)
  const backgroundRates = backgroundQuotas(options)
  const limiters = tableOf(KMS_OPERATIONS, (operation) =>
    createRateLimiter({
      ...bounds,
      operation,
      requestsPerSecond: quotas[operation],
      backgroundPerSecond: backgroundRates[operation],
    }),
  )
  const throttlings = tableOf(KMS_OPERATIONS, createRecentCount)
  const retries = createRetryBudget()
  const stopping = new AbortController()
  setMaxListeners(0, stopping.signal)

  async function call<Name extends KmsOperation>(
    operation: Name,
    input: KmsInput<Name>,
    callOptions?: CallOptions,
  ): Promise<KmsOutput<Name>> {
    for (let attempt = 1; ; attempt++) {
      stopping.signal.throwIfAborted()
      const requestedAt = clock.elapsed()
      const release = await acquire(operation, callOptions, requestedAt)
      try {
        return await send(operation, input, callOptions, requestedAt).finally(release)
      } catch (error) {
        const pauseMs = pauseBefore(attempt + 1, error, { random, retryPauseMs })
        const { deadline = Infinity, signal } = callOptions ?? {}
        const isInTime = clock.elapsed() + pauseMs < deadline
        const mayRepeat = attempt < MAX_ATTEMPTS && isInTime && isWorthRepeating(operation, error)
        if (!mayRepeat || !retries.take()) throw error
        await pause(pauseMs, signal)
        if (stopping.signal.aborted) throw error
      }
    }
  }

  async function acquire(operation: KmsOperation, callOptions: CallOptions | undefined, requestedAt: number) {
    try {
      return await limiters[operation].acquire(callOptions)
    } catch (error) {
      const outcome = error instanceof ThrottledError ? 'REJECTED' : 'ABANDONED'
      onRequest?.({
        accountId,
        region,
        operation,
        priority: priorityOf(callOptions),
        outcome,
        waitedMs: clock.elapsed() - requestedAt,
        tookMs: 0,
      })
      throw error
    }
  }

  async function send<Name extends KmsOperation>(
    operation: Name,
    input: KmsInput<Name>,
    callOptions: CallOptions | undefined,
    requestedAt: number,
  ): Promise<KmsOutput<Name>> {
    const sentAt = clock.elapsed()
    let outcome: KmsRequestFacts['outcome'] = 'FAILED'
    callOptions?.onSent?.(operation)
    try {
      const output = await kms.call(operation, input, { ...callOptions, onSent: undefined })
      outcome = 'OK'
      retries.noteSuccess()
      return output
    } catch (error) {
      if (error instanceof ThrottledError) {
        outcome = 'THROTTLED'
        limiters[operation].noteThrottled()
        throttlings[operation].note(clock.elapsed())
      }
      throw error
    } finally {
      const tookMs = clock.elapsed() - sentAt
      const priority = priorityOf(callOptions)
      onRequest?.({ accountId, region, operation, priority, outcome, waitedMs: sentAt - requestedAt, tookMs })
    }
  }

  async function pause(ms: number, signal: AbortSignal | undefined): Promise<void> {
    await hasPassed(clock, ms, signal ? AbortSignal.any([signal, stopping.signal]) : stopping.signal)
    signal?.throwIfAborted()
  }

  function stop(why: string): void {
    const reason = new KmsUnavailableError(`${why}, so it did not send the request.`)
    stopping.abort(reason)
    for (const limiter of Object.values(limiters)) limiter.stop(reason)
  }

  return {
    scope: kms.scope,
    call,
    budgets: () =>
      KMS_OPERATIONS.map((operation) => {
        const { requestsPerSecond, available, waiting } = limiters[operation]
        const throttledLastMinute = throttlings[operation].at(clock.elapsed())
        return { operation, requestsPerSecond, available, waiting, throttledLastMinute }
      }),
    stop,
    [Symbol.dispose]: () => stop('The gateway is shutting down'),
  }
}

const priorityOf = (call: CallOptions | undefined): CallPriority => call?.priority ?? 'INTERACTIVE'
