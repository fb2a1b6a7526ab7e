import type { Logger } from '../../logger.ts'
import type { Drain } from '../operation/drain.ts'
import { RESTARTING, jsonResponse } from '../operation/http-error.ts'

export interface ProbeOptions {
  readonly checkReadiness: (signal: AbortSignal) => Promise<string | undefined>
  /** Time limit of one check, in milliseconds. */
  readonly timeoutMs: number
  /** How long a result is reused before the next check, in milliseconds. */
  readonly reuseMs: number
  /** A monotonic time in milliseconds. */
  readonly now: () => number
  readonly drain: Drain
  readonly logger: Logger
}

/**
 * The readiness probe. It needs no credential, so the number of checks is bounded: concurrent probes share one check, and
 * its result is reused for `reuseMs`.
 */
export interface Probe {
  /** Status 200, or 503 with the reason. Resolves within `timeoutMs`. Never 200 while the server drains. */
  ready(): Promise<Response>
}

export function createProbe(options: ProbeOptions): Probe {
  const { checkReadiness, timeoutMs, reuseMs, now, drain, logger } = options
  let checking: Promise<string | undefined> | undefined
  let last: { readonly reason: string | undefined; readonly at: number } | undefined

  async function check(): Promise<string | undefined> {
    const signal = AbortSignal.timeout(timeoutMs)
    try {
      return await Promise.race([checkReadiness(signal), rejectOnAbort(signal)])
    } catch (error) {
      if (signal.aborted) return `The readiness check did not end within ${timeoutMs} ms.`
      logger.error({ err: error }, 'the readiness check failed')
      return 'The readiness check failed. See the log for the reason.'
    }
  }

  async function checkAndCache(): Promise<string | undefined> {
    const reason = await check()
    last = { reason, at: now() }
    checking = undefined
    return reason
  }

  async function findReason(): Promise<string | undefined> {
    if (last && now() - last.at < reuseMs) return last.reason
    return (checking ??= checkAndCache())
  }

  return {
    async ready() {
      const before = drain.isDraining ? RESTARTING.message : await findReason()
      // Draining may have started during the check.
      const reason = drain.isDraining ? RESTARTING.message : before
      return reason === undefined
        ? jsonResponse({ ready: true })
        : jsonResponse({ ready: false, reason }, 503, RESTARTING.headers)
    },
  }
}

function rejectOnAbort(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true })
  })
}
