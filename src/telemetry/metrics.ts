import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client'
import { failureOf } from './failure.ts'
import type { GatewayObserver } from './gateway-observer.ts'
import { observeServer } from './server-metrics.ts'

export interface MetricsOptions {
  readonly version: string
  readonly mode: 'LIVE' | 'EMULATED'
  /** How many lines for standard output and standard error were not written so far. @default not counted */
  readonly linesLost?: (() => number) | undefined
}

/** Counts what a gateway does, in Prometheus's format. Give it to one gateway, as an observer. */
export interface Metrics extends Required<GatewayObserver> {
  readonly contentType: string
  /** Everything counted so far. */
  text(): Promise<string>
}

/** Seconds that a call of KMS takes, or waits. */
const CALL_BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30]

/**
 * Labels are what the gateway itself has a bounded number of names for. Nothing that a client sends is one: who could
 * choose labels could fill the memory of whoever scrapes them.
 */
export function createMetrics({ version, mode, linesLost }: MetricsOptions): Metrics {
  const registry = new Registry()
  const registers = [registry]
  collectDefaultMetrics({ register: registry })

  new Gauge({
    name: 'kms_gateway_info',
    help: 'Always 1; its labels say which version runs, and whether on AWS (LIVE) or on the emulator (EMULATED).',
    labelNames: ['version', 'mode'],
    registers,
  }).set({ version, mode }, 1)

  if (linesLost) {
    const lost = new Counter({
      name: 'kms_gateway_log_lines_lost_total',
      help: 'Lines for standard output and standard error that were not written, because nobody read them.',
      registers,
      collect: () => {
        lost.reset()
        lost.inc(linesLost())
      },
    })
  }

  const calls = new Counter({
    name: 'kms_gateway_kms_calls_total',
    help: 'Calls sent to KMS and answered, by operation, Region and outcome: OK, the code of the error, or ABORTED.',
    labelNames: ['operation', 'region', 'outcome'],
    registers,
  })
  const callDuration = new Histogram({
    name: 'kms_gateway_kms_call_duration_seconds',
    help: 'Time from sending a call to KMS until its answer, by operation and Region.',
    labelNames: ['operation', 'region'],
    buckets: CALL_BUCKETS,
    registers,
  })
  const quotaWait = new Histogram({
    name: 'kms_gateway_quota_wait_duration_seconds',
    help: 'Time that calls waited for their turn under a KMS quota, by operation, Region and result: granted, refused (it would have come too late), left (nobody waited).',
    labelNames: ['operation', 'region', 'result'],
    buckets: CALL_BUCKETS,
    registers,
  })
  const cacheReads = new Counter({
    name: 'kms_gateway_cache_reads_total',
    help: 'Reads by operation and how they were answered: hit (from the cache), joined (by a read under way), miss (by KMS).',
    labelNames: ['operation', 'result'],
    registers,
  })
  const credentialsAccepted = new Gauge({
    name: 'kms_gateway_credentials_accepted',
    help: "Whether AWS accepts the gateway's credentials, by Region: 1 or 0.",
    labelNames: ['region'],
    registers,
  })
  const credentialFailures = new Counter({
    name: 'kms_gateway_credential_failures_total',
    help: "Calls that failed because of the gateway's credentials, by Region and reason: AWS's name of the error, or Unavailable (they could not be read or renewed).",
    labelNames: ['region', 'reason'],
    registers,
  })
  const lookFailures = new Counter({
    name: 'kms_gateway_watch_failures_total',
    help: 'Looks of key watches that failed, by code of the error.',
    labelNames: ['code'],
    registers,
  })
  const events = new Counter({
    name: 'kms_gateway_rotation_events_total',
    help: 'Rotation events seen, by kind; each once, however many subscribers are told of it.',
    labelNames: ['kind'],
    registers,
  })
  const attempts = new Counter({
    name: 'kms_gateway_change_attempts_total',
    help: 'Attempts to change a key, by KMS operation and outcome: ACCEPTED, REPLAYED, UNCHANGED, DRY_RUN, or the code of the error.',
    labelNames: ['operation', 'outcome'],
    registers,
  })
  const requestStatuses = new Counter({
    name: 'kms_gateway_rotation_requests_total',
    help: 'Times that a rotation request came to a status after REQUESTED, by status.',
    labelNames: ['status'],
    registers,
  })

  let watched: Parameters<Metrics['watches']>[0] | undefined
  const watchedKeys = new Gauge({
    name: 'kms_gateway_watched_keys',
    help: 'Keys watched now, by mode of the watch; troubled: the last look failed; refused: KMS will not let it look.',
    labelNames: ['mode'],
    registers,
    collect: () => {
      watchedKeys.reset()
      for (const mode of watched?.modes() ?? []) watchedKeys.inc({ mode })
    },
  })

  return {
    contentType: registry.contentType,
    text: () => registry.metrics(),
    server: observeServer(registry),
    async kmsCall({ operation, region }, send) {
      const stop = callDuration.startTimer({ operation, region })
      let outcome = 'OK'
      try {
        return await send()
      } catch (error) {
        outcome = failureOf(error)
        throw error
      } finally {
        stop()
        calls.inc({ operation, region, outcome })
      }
    },
    quotaWait({ operation, region, waitedMs, outcome }) {
      const result = outcome === 'REFUSED' || outcome === 'LEFT' ? outcome.toLowerCase() : 'granted'
      quotaWait.observe({ operation, region, result }, waitedMs / 1_000)
    },
    cacheRead: (operation, outcome) => cacheReads.inc({ operation, result: outcome.toLowerCase() }),
    credentials(region, failure) {
      credentialsAccepted.set({ region }, failure ? 0 : 1)
      if (failure) credentialFailures.inc({ region, reason: failure.reason })
    },
    watches(watches) {
      watched = watches
    },
    lookFailed: (code) => lookFailures.inc({ code }),
    event: (kind) => events.inc({ kind }),
    attempt: (operation, outcome) => attempts.inc({ operation, outcome }),
    requestStatus: (status) => requestStatuses.inc({ status }),
  }
}
