import type { Logger } from '../logger.ts'
import type { Drain } from './drain.ts'
import { RESTARTING, jsonResponse } from './refusal.ts'

export interface ProbeOptions {
  readonly checkReadiness: (signal: AbortSignal) => Promise<string | undefined>
  readonly timeoutMs: number
  readonly drain: Drain
  readonly logger: Logger
}

export interface Probe {
  /** 200, or 503 with the reason. */
  ready(): Promise<Response>
}

export function createProbe({ checkReadiness, timeoutMs, drain, logger }: ProbeOptions): Probe {
  async function findReason(): Promise<string | undefined> {
    if (drain.isDraining) return RESTARTING.message
    const signal = AbortSignal.timeout(timeoutMs)
    try {
      return await Promise.race([checkReadiness(signal), rejectOnAbort(signal)])
    } catch (error) {
      if (signal.aborted) return `The readiness check did not end within ${timeoutMs} ms.`
      logger.error({ err: error }, 'the readiness check failed')
      return 'The readiness check failed; the log says why.'
    }
  }

  return {
    async ready() {
      const reason = await findReason()
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
