import type { Logger } from '../../logger.ts'
import type { Drain } from '../operation/drain.ts'
import { RESTARTING, jsonResponse } from '../operation/http-error.ts'

export interface ProbeOptions {
  readonly checkReadiness: (signal: AbortSignal) => Promise<string | undefined>
  /** Time one check has, in milliseconds. */
  readonly timeoutMs: number
  /** How long what a check found is answered without checking again, in milliseconds. */
  readonly reuseMs: number
  /** In milliseconds, from any beginning. */
  readonly now: () => number
  readonly drain: Drain
  readonly logger: Logger
}

/**
 * Whoever can reach it may ask, as often as they like: whoever asks while a check runs waits for that one, and what it
 * found is good for a while, so that the number of checks is bounded whatever the number of probes.
 */
export interface Probe {
  /** 200, or 503 with the reason. Answers within `timeoutMs`; never 200 while the server drains. */
  ready(): Promise<Response>
}

export function createProbe(options: ProbeOptions): Probe {
  const { checkReadiness, timeoutMs, reuseMs, now, drain, logger } = options
  let checking: Promise<string | undefined> | undefined
  let found: { readonly reason: string | undefined; readonly at: number } | undefined

  async function check(): Promise<string | undefined> {
    const signal = AbortSignal.timeout(timeoutMs)
    try {
      return await Promise.race([checkReadiness(signal), rejectOnAbort(signal)])
    } catch (error) {
      if (signal.aborted) return `The readiness check did not end within ${timeoutMs} ms.`
      logger.error({ err: error }, 'the readiness check failed')
      return 'The readiness check failed; the log says why.'
    }
  }

  async function checkAndKeep(): Promise<string | undefined> {
    const reason = await check()
    found = { reason, at: now() }
    checking = undefined
    return reason
  }

  async function findReason(): Promise<string | undefined> {
    if (found && now() - found.at < reuseMs) return found.reason
    return (checking ??= checkAndKeep())
  }

  return {
    async ready() {
      const before = drain.isDraining ? RESTARTING.message : await findReason()
      // It may have begun while a check ran.
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
