import { hasPassed } from '../../clock.ts'
import type { Clock } from '../../clock.ts'
import { MAX_SCOPE_DELAY_MS } from '../../defaults.ts'
import { KmsUnavailableError } from '../../errors/operation-errors.ts'
import { isAwaited } from '../awaited.ts'
import type { CallOptions, Kms, KmsOperation, KmsScope } from '../kms.ts'
import { isRead } from '../operations.ts'
import { scopeName } from '../scopes.ts'

import { Responsiveness } from './responsiveness.ts'

// Bounds how long a caller waits for a scope that does not answer, so that the other scopes of its response are not delayed.
//
//   sent      An awaited read that was sent and not answered in time ends with KmsUnavailableError, and is not retried.
//   waiting   While the scope is silent (see responsiveness.ts), an awaited read is rejected without being sent, also if it
//             already waits for a permit. Waiting for a permit of a scope that answers is not limited.
//
// Changes, background reads and the polls of watches are never ended. If an awaited read joins a background read, that read
// counts as awaited from then on.

export interface ResponseLimitOptions {
  readonly scope: KmsScope
  readonly clock: Clock
  /** Whether the limit applies now. */
  readonly isActive: () => boolean
  /** @default {@link MAX_SCOPE_DELAY_MS} */
  readonly limitMs?: number | undefined
}

export interface ResponseLimit extends Disposable {
  /** Put it around the KMS that sends, inside the rate limiter. */
  onSent(kms: Kms): Kms
  /** Put it around the rate limiter. */
  onWaiting(kms: Kms): Kms
}

interface PendingRead {
  readonly operation: KmsOperation
  readonly call: CallOptions
  readonly startedAt: number
  readonly end: (error: Error) => void
}

export function createResponseLimit(options: ResponseLimitOptions): ResponseLimit {
  const { clock, isActive, limitMs = MAX_SCOPE_DELAY_MS } = options
  const name = scopeName(options.scope)
  const responsiveness = new Responsiveness()
  const stopping = new AbortController()
  /** In the order of their start. */
  const sent = new Set<PendingRead>()
  /** Sent, not answered in time, and not awaited. */
  const overdue = new Set<PendingRead>()
  const waiting = new Set<PendingRead>()
  const probes = new Set<PendingRead>()
  let isTiming = false

  const unanswered = (operation: KmsOperation) =>
    new KmsUnavailableError(
      `AWS in ${name} did not answer ${operation} within ${limitMs / 1_000} s. Try again later.`,
      { wasSlow: true },
    )
  const notSent = (operation: KmsOperation) =>
    new KmsUnavailableError(
      `The gateway did not send ${operation} to ${name}, because AWS there does not answer at the moment. Try again later.`,
      { wasSlow: true },
    )

  /** One timer for all reads, because a timer for each would take a fifth of the processor time of a request. */
  async function keepTime(): Promise<void> {
    if (isTiming) return
    isTiming = true
    for (let waitMs = nextCheck(); waitMs < Infinity; waitMs = nextCheck()) {
      if (!(await hasPassed(clock, waitMs, stopping.signal))) return
      check()
    }
    isTiming = false
  }

  function nextCheck(): number {
    const firsts = [sent, probes].flatMap((reads) => [...reads].slice(0, 1))
    const soonest = Math.min(...firsts.map(({ startedAt }) => startedAt + limitMs - clock.elapsed()))
    return overdue.size > 0 ? Math.min(soonest, limitMs) : soonest
  }

  function check(): void {
    const isLate = ({ startedAt }: PendingRead) => clock.elapsed() - startedAt >= limitMs
    for (const read of sent) {
      if (!isLate(read)) break
      sent.delete(read)
      overdue.add(read)
      const request = isAwaited(read.call) ? read.call.request : undefined
      responsiveness.noteUnanswered(read.operation, read.startedAt, request)
    }
    for (const read of overdue) if (isAwaited(read.call)) end(read, unanswered(read.operation))
    for (const read of probes) if (isLate(read)) end(read, notSent(read.operation))
    for (const read of waiting)
      if (!probes.has(read) && responsiveness.isSilent(read.operation) && isAwaited(read.call))
        end(read, notSent(read.operation))
  }

  function end(read: PendingRead, error: Error): void {
    for (const reads of [sent, overdue, waiting, probes]) reads.delete(read)
    read.end(error)
  }

  /** Runs `call` with a signal that aborts with the signal of the options and when the read is ended. */
  async function endable<Output>(
    operation: KmsOperation,
    call: CallOptions,
    run: (read: PendingRead, signal: AbortSignal) => Promise<Output>,
  ): Promise<Output> {
    const ending = new AbortController()
    const cancel = () => ending.abort(call.signal?.reason)
    if (call.signal?.aborted) cancel()
    else call.signal?.addEventListener('abort', cancel, { once: true })
    try {
      return await new Promise<Output>((resolve, reject) => {
        const end = (error: Error) => {
          reject(error)
          ending.abort(error)
        }
        run({ operation, call, startedAt: clock.elapsed(), end }, ending.signal).then(resolve, reject)
      })
    } finally {
      call.signal?.removeEventListener('abort', cancel)
    }
  }

  return {
    onSent: (kms) => ({
      scope: kms.scope,
      call(operation, input, call = {}) {
        if (!isActive() || !isRead(operation)) return kms.call(operation, input, call)
        return endable(operation, call, async (read, signal) => {
          sent.add(read)
          void keepTime()
          const isInTime = () => clock.elapsed() - read.startedAt < limitMs
          try {
            const output = await kms.call(operation, input, { ...call, signal })
            responsiveness.noteAnswer(operation, clock.elapsed())
            return output
          } catch (error) {
            const isAnswer = !(error instanceof KmsUnavailableError) || isInTime()
            if (!signal.aborted && isAnswer) responsiveness.noteAnswer(operation, clock.elapsed())
            throw error
          } finally {
            sent.delete(read)
            overdue.delete(read)
          }
        })
      },
    }),
    onWaiting: (kms) => ({
      scope: kms.scope,
      async call(operation, input, call = {}) {
        if (!isActive() || !isRead(operation)) return kms.call(operation, input, call)
        const admission = isAwaited(call) ? responsiveness.admit(operation, call.request) : 'SEND'
        if (admission === 'REJECT') throw notSent(operation)
        return endable(operation, call, async (read, signal) => {
          waiting.add(read)
          if (admission === 'PROBE') {
            probes.add(read)
            void keepTime()
          }
          const onSent = (name: KmsOperation) => {
            waiting.delete(read)
            probes.delete(read)
            call.onSent?.(name)
          }
          try {
            return await kms.call(operation, input, { ...call, signal, onSent })
          } finally {
            waiting.delete(read)
            probes.delete(read)
            if (admission === 'PROBE') responsiveness.endProbe(operation)
          }
        })
      },
    }),
    [Symbol.dispose]: () => stopping.abort(),
  }
}
