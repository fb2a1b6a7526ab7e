import { setMaxListeners } from 'node:events'
import { elapsedOn, hasPassed } from '../../clock.ts'
import type { Clock } from '../../clock.ts'
import { ThrottledError } from '../../errors/operation-errors.ts'
import type { CallOptions, Kms, KmsOperation } from '../kms.ts'
import { createQuotaGate } from './rate-limiter.ts'
import { byOperation, KMS_OPERATIONS, ownQuotas } from './quotas.ts'
import type { QuotaOptions } from './quotas.ts'
import { createRecentCount } from './recent-count.ts'
import { createRetryBudget, isWorthRepeating, MAX_ATTEMPTS, pauseBefore } from './retry.ts'

/**
 * A {@link Kms} that keeps within our share of its request quotas, and asks again after what passes. Both are one
 * wrapper because each repetition takes its turn like any request. quota-gate.ts describes how calls wait; retry.ts says
 * what is asked again. Dispose it to send those away that wait.
 */
export interface LimitedKms extends Kms, Disposable {
  /** What is left of each quota, in KMS's order of operations. */
  budgets(): readonly KmsBudget[]
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
  /** How long a call without a deadline may wait for its turn, in milliseconds. @default 30_000 */
  readonly maxWaitMs?: number | undefined
  /** The same of a call that nobody waits for. @default 300_000 */
  readonly maxBackgroundWaitMs?: number | undefined
  /** How many calls of one operation may wait at once, and as many that nobody waits for. @default 10_000 */
  readonly maxWaiting?: number | undefined
  /**
   * How many requests of one operation may be under way at once, the first calls of a request aside. 16 are enough for
   * the largest share, a thousand a second, where KMS takes 16 ms to answer. @default 16
   */
  readonly maxUnderWay?: number | undefined
  /** The longest pause before a failed call is sent again, in milliseconds; twenty times that after a throttling. @default 50 */
  readonly retryPauseMs?: number | undefined
}

export interface LimitedKmsOptions extends KmsLimits {
  readonly kms: Kms
  readonly clock: Clock
  /** From 0 to 1. @default Math.random */
  readonly random?: (() => number) | undefined
  /** Told of each request that was answered, or never sent. Must not throw. */
  readonly onRequest?: ((request: KmsRequestFacts) => void) | undefined
}

/** What there is to count about one request. */
export interface KmsRequestFacts {
  readonly region: string
  readonly operation: KmsOperation
  /** REJECTED: the gateway did not send it, because it would have waited too long. ABANDONED: every caller stopped waiting for it. */
  readonly outcome: 'OK' | 'FAILED' | 'THROTTLED' | 'REJECTED' | 'ABANDONED'
  /** For its turn, in milliseconds. */
  readonly waitedMs: number
  /** From its turn to the answer, in milliseconds; 0 when it was not sent. */
  readonly tookMs: number
}

/** @throws {StartupError} when a share or a quota cannot be one */
export function createLimitedKms(options: LimitedKmsOptions): LimitedKms {
  const { kms, clock, random = Math.random, onRequest, retryPauseMs = 50 } = options
  const { maxWaitMs = 30_000, maxBackgroundWaitMs = 300_000, maxWaiting = 10_000, maxUnderWay = 16 } = options
  const { region } = kms
  const bounds = { region, clock, maxWaitMs, maxBackgroundWaitMs, maxWaiting, maxUnderWay }
  const quotas = ownQuotas(options)
  const gates = byOperation((operation) =>
    createQuotaGate({ ...bounds, operation, requestsPerSecond: quotas[operation] }),
  )
  const throttlings = byOperation(createRecentCount)
  const retries = createRetryBudget()
  const stopping = new AbortController()
  setMaxListeners(0, stopping.signal)

  async function ask<Answer>(
    operation: KmsOperation,
    call: CallOptions | undefined,
    request: (call: CallOptions) => Promise<Answer>,
    isChange = false,
  ): Promise<Answer> {
    for (let attempt = 1; ; attempt++) {
      const askedAt = elapsedOn(clock)
      const isAnswered = await pass(operation, call, askedAt)
      try {
        return await send(operation, call, request, askedAt).finally(isAnswered)
      } catch (error) {
        const pauseMs = pauseBefore(attempt + 1, error, { random, retryPauseMs })
        const isInTime = call?.deadline === undefined || elapsedOn(clock) + pauseMs < call.deadline
        const mayRepeat = attempt < MAX_ATTEMPTS && isInTime && isWorthRepeating(operation, isChange, error)
        if (!mayRepeat || !retries.take()) throw error
        await pause(pauseMs, call?.signal)
        if (stopping.signal.aborted) throw error
      }
    }
  }

  async function pass(operation: KmsOperation, call: CallOptions | undefined, askedAt: number) {
    try {
      return await gates[operation].pass(call)
    } catch (error) {
      const outcome = error instanceof ThrottledError ? 'REJECTED' : 'ABANDONED'
      onRequest?.({ region, operation, outcome, waitedMs: elapsedOn(clock) - askedAt, tookMs: 0 })
      throw error
    }
  }

  async function send<Answer>(
    operation: KmsOperation,
    call: CallOptions | undefined,
    request: (call: CallOptions) => Promise<Answer>,
    askedAt: number,
  ): Promise<Answer> {
    const sentAt = elapsedOn(clock)
    let outcome: KmsRequestFacts['outcome'] = 'FAILED'
    call?.onSent?.(operation)
    try {
      const answer = await request({ ...call, onSent: undefined })
      outcome = 'OK'
      retries.noteSuccess()
      return answer
    } catch (error) {
      if (error instanceof ThrottledError) {
        outcome = 'THROTTLED'
        gates[operation].noteThrottled()
        throttlings[operation].note(elapsedOn(clock))
      }
      throw error
    } finally {
      const tookMs = elapsedOn(clock) - sentAt
      onRequest?.({ region, operation, outcome, waitedMs: sentAt - askedAt, tookMs })
    }
  }

  async function pause(ms: number, signal: AbortSignal | undefined): Promise<void> {
    const leaving = signal ? AbortSignal.any([signal, stopping.signal]) : stopping.signal
    await hasPassed(clock, ms, leaving)
    signal?.throwIfAborted()
  }

  return {
    region,
    listKeys: (page, call) => ask('ListKeys', call, (own) => kms.listKeys(page, own)),
    describeKey: (keyId, call) => ask('DescribeKey', call, (own) => kms.describeKey(keyId, own)),
    listAliases: (page, call) => ask('ListAliases', call, (own) => kms.listAliases(page, own)),
    listResourceTags: (keyId, page, call) =>
      ask('ListResourceTags', call, (own) => kms.listResourceTags(keyId, page, own)),
    getKeyRotationStatus: (keyId, call) =>
      ask('GetKeyRotationStatus', call, (own) => kms.getKeyRotationStatus(keyId, own)),
    listKeyRotations: (keyId, page, call) =>
      ask('ListKeyRotations', call, (own) => kms.listKeyRotations(keyId, page, own)),
    enableKeyRotation: (keyId, periodInDays, call) =>
      ask('EnableKeyRotation', call, (own) => kms.enableKeyRotation(keyId, periodInDays, own), true),
    disableKeyRotation: (keyId, call) =>
      ask('DisableKeyRotation', call, (own) => kms.disableKeyRotation(keyId, own), true),
    rotateKeyOnDemand: (keyId, call) =>
      ask('RotateKeyOnDemand', call, (own) => kms.rotateKeyOnDemand(keyId, own), true),
    budgets: () =>
      KMS_OPERATIONS.map((operation) => {
        const { requestsPerSecond, available, waiting } = gates[operation]
        const throttledLastMinute = throttlings[operation].at(elapsedOn(clock))
        return { operation, requestsPerSecond, available, waiting, throttledLastMinute }
      }),
    [Symbol.dispose]() {
      stopping.abort()
      for (const gate of Object.values(gates)) gate[Symbol.dispose]()
    },
  }
}
