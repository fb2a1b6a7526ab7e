import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client'
import type { BudgetStatus } from '../kms/rate/background-budget.ts'
import type { SessionObserver } from '../kms/aws/sessions/account-sessions.ts'
import type { RotationRequest } from '../rotation/rotation-request.ts'
import { collectFrom } from './collected-metric.ts'
import { createBoundedLabel } from './bounded-label.ts'
import type { CollectedMetric } from './collected-metric.ts'
import { failureOf } from './failure.ts'
import type { GatewayObserver } from './gateway-observer.ts'
import { observeInventory } from './inventory-metrics.ts'
import { observeServer } from './server-metrics.ts'

export interface MetricsOptions {
  readonly version: string
  readonly mode: 'LIVE' | 'EMULATED'
  /** The number of lines for standard output and standard error that were not written so far. @default not counted */
  readonly linesLost?: (() => number) | undefined
}

/** Counts what a gateway does, in Prometheus's format. Pass it as an observer to one gateway and where its accounts are opened. */
export interface Metrics extends Required<GatewayObserver>, SessionObserver {
  readonly contentType: string
  /** Everything counted so far. */
  text(): Promise<string>
  /** The values of `text()`, for conversion to another format. */
  collect(): Promise<readonly CollectedMetric[]>
}

/** Seconds that a call to KMS takes or waits. */
const CALL_BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30]

/**
 * Each label has a bounded number of values. No value comes from a client, because a client that chooses label values
 * could fill the memory of Prometheus.
 */
export function createMetrics({ version, mode, linesLost }: MetricsOptions): Metrics {
  const registry = new Registry()
  const registers = [registry]
  const [failureReason, sessionOutcome] = [createBoundedLabel(), createBoundedLabel()]
  collectDefaultMetrics({ register: registry })

  new Gauge({
    name: 'kms_gateway_info',
    help: 'Always 1. The labels are the running version and the mode: LIVE (on AWS) or EMULATED (on the emulator).',
    labelNames: ['version', 'mode'],
    registers,
  }).set({ version, mode }, 1)

  if (linesLost) {
    const lost = new Counter({
      name: 'kms_gateway_log_lines_lost_total',
      help: 'Lines for standard output and standard error that were not written, because no process read them fast enough.',
      registers,
      collect: () => {
        lost.reset()
        lost.inc(linesLost())
      },
    })
  }

  const calls = new Counter({
    name: 'kms_gateway_kms_calls_total',
    help: 'Finished calls to KMS, by operation, account, Region and outcome: OK, the code of the error, or ABORTED.',
    labelNames: ['operation', 'account', 'region', 'outcome'],
    registers,
  })
  const callDuration = new Histogram({
    name: 'kms_gateway_kms_call_duration_seconds',
    help: 'Time from sending a call to KMS until its response, by operation, account and Region.',
    labelNames: ['operation', 'account', 'region'],
    buckets: CALL_BUCKETS,
    registers,
  })
  const quotaWait = new Histogram({
    name: 'kms_gateway_quota_wait_duration_seconds',
    help: 'Time that calls waited for a permit under a KMS quota, by operation, account, Region, priority (interactive, or background: no caller waits) and result: granted, rejected (the wait would have been too long), abandoned (every caller stopped waiting).',
    labelNames: ['operation', 'account', 'region', 'priority', 'result'],
    buckets: CALL_BUCKETS,
    registers,
  })
  const cacheReads = new Counter({
    name: 'kms_gateway_cache_reads_total',
    help: 'Reads by operation and result: hit (from the cache), coalesced (by an identical read in flight), miss (by KMS).',
    labelNames: ['operation', 'result'],
    registers,
  })
  const credentialsAccepted = new Gauge({
    name: 'kms_gateway_credentials_accepted',
    help: "Whether AWS accepts the gateway's credentials, by account and Region: 1 or 0.",
    labelNames: ['account', 'region'],
    registers,
  })
  const credentialFailures = new Counter({
    name: 'kms_gateway_credential_failures_total',
    help: "Calls that failed because of the gateway's credentials, by account, Region and reason: AWS's name of the error, or Unavailable (they could not be read or renewed).",
    labelNames: ['account', 'region', 'reason'],
    registers,
  })
  const sessions = new Counter({
    name: 'kms_gateway_sessions_total',
    help: "Sessions requested from AWS STS, by account, session (SERVICE: for reads, CALLER: for the changes of a caller) and outcome: OK, STS's name of the error, the code of a failed connection, or Unavailable (the credentials to sign with could not be read or renewed).",
    labelNames: ['account', 'session', 'outcome'],
    registers,
  })
  const pollFailures = new Counter({
    name: 'kms_gateway_watch_failures_total',
    help: 'Failed polls of key watches, by code of the error.',
    labelNames: ['code'],
    registers,
  })
  const pushMessages = new Counter({
    name: 'kms_gateway_push_messages_total',
    help: 'Messages received from SQS queues, by Region of the queue and outcome: polled, invalidated, not_served, duplicate, rejected_call, malformed.',
    labelNames: ['region', 'outcome'],
    registers,
  })
  const pushDeleted = new Counter({
    name: 'kms_gateway_push_messages_deleted_total',
    help: 'Messages deleted from SQS queues, by Region of the queue.',
    labelNames: ['region'],
    registers,
  })
  const queueReachable = new Gauge({
    name: 'kms_gateway_push_queue_reachable',
    help: 'Whether the last request to an SQS queue succeeded, by Region of the queue: 1 or 0.',
    labelNames: ['region'],
    registers,
  })
  const queueFailures = new Counter({
    name: 'kms_gateway_push_queue_failures_total',
    help: 'Failed requests to SQS queues, by Region of the queue.',
    labelNames: ['region'],
    registers,
  })
  const pushDelay = new Histogram({
    name: 'kms_gateway_push_delay_seconds',
    help: 'Time from when SQS got a message until the poll of a watch that the message causes.',
    buckets: CALL_BUCKETS,
    registers,
  })
  const events = new Counter({
    name: 'kms_gateway_rotation_events_total',
    help: 'Rotation events seen, by kind. An event counts once, whatever the number of subscribers.',
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
    help: 'Changes of the status of rotation requests, by the new status.',
    labelNames: ['status'],
    registers,
  })
  // An alert on the increase of a counter misses the first occurrence if the series does not exist before.
  for (const status of ['OUTCOME_UNKNOWN', 'TIMED_OUT'] satisfies RotationRequest['status'][])
    requestStatuses.inc({ status }, 0)

  let budgets: Parameters<Metrics['onBudgetsCreated']>[0] | undefined
  /** A gauge with a value for each account, from the status of its budget. Undefined values are not shown. */
  const budgetGauge = (name: string, help: string, valueOf: (status: BudgetStatus) => number | undefined) => {
    const gauge = new Gauge({
      name,
      help,
      labelNames: ['account'],
      registers,
      collect: () => {
        gauge.reset()
        for (const [account, status] of budgets?.all() ?? []) {
          const value = valueOf(status)
          if (value !== undefined) gauge.set({ account }, value)
        }
      },
    })
  }
  budgetGauge(
    'kms_gateway_background_requests',
    'Background requests to KMS in this calendar month (UTC), by account.',
    ({ spent }) => spent?.background,
  )
  budgetGauge(
    'kms_gateway_background_requests_budget',
    'Background requests that the budget allows in a calendar month, by account. Absent if they are not limited.',
    ({ requestsPerMonth }) => (requestsPerMonth === Infinity ? undefined : requestsPerMonth),
  )
  budgetGauge(
    'kms_gateway_background_slowed',
    'Whether polling is slowed, because the budget is short, by account: 1 or 0.',
    ({ isSlowed }) => (isSlowed ? 1 : 0),
  )

  let costs: Parameters<Metrics['onBackgroundCostsCreated']>[0] | undefined
  const projectedUsd = new Gauge({
    name: 'kms_gateway_background_projected_usd',
    help: 'Price of the background requests of the whole calendar month (UTC) at the current intervals, in US dollars, by account and service: kms, trail (each further trail of CloudTrail), guardduty.',
    labelNames: ['account', 'service'],
    registers,
    collect() {
      projectedUsd.reset()
      for (const [account, cost] of costs?.() ?? []) {
        projectedUsd.set({ account, service: 'kms' }, cost.projectedUsd)
        projectedUsd.set({ account, service: 'trail' }, cost.projectedTrailUsd)
        projectedUsd.set({ account, service: 'guardduty' }, cost.projectedGuardDutyUsd)
      }
    },
  })

  let watched: Parameters<Metrics['onWatchesCreated']>[0] | undefined
  const watchedKeys = new Gauge({
    name: 'kms_gateway_watched_keys',
    help: 'Keys watched now, by mode of the watch. failing: the last poll failed. rejected: KMS rejects the polls, e.g. because access is denied.',
    labelNames: ['mode'],
    registers,
    collect: () => {
      watchedKeys.reset()
      for (const mode of watched?.modes() ?? []) watchedKeys.inc({ mode })
    },
  })

  const inventory = observeInventory(registry)

  return {
    contentType: registry.contentType,
    text: () => registry.metrics(),
    collect: () => collectFrom(registry),
    server: observeServer(registry),
    async kmsCall({ operation, accountId: account, region }, send) {
      const stop = callDuration.startTimer({ operation, account, region })
      let outcome = 'OK'
      try {
        return await send()
      } catch (error) {
        outcome = failureOf(error)
        throw error
      } finally {
        stop()
        calls.inc({ operation, account, region, outcome })
      }
    },
    onQuotaWait({ operation, accountId: account, region, priority, waitedMs, outcome }) {
      const result = outcome === 'REJECTED' || outcome === 'ABANDONED' ? outcome.toLowerCase() : 'granted'
      const labels = { operation, account, region, priority: priority.toLowerCase(), result }
      quotaWait.observe(labels, waitedMs / 1_000)
    },
    onCacheRead: (operation, outcome) => cacheReads.inc({ operation, result: outcome.toLowerCase() }),
    onCredentialResult({ accountId: account, region }, failure) {
      credentialsAccepted.set({ account, region }, failure ? 0 : 1)
      if (failure) credentialFailures.inc({ account, region, reason: failureReason(failure.reason) })
    },
    onBudgetsCreated(created) {
      budgets = created
    },
    onBackgroundCostsCreated(created) {
      costs = created
    },
    // An alert on the gauge would never end.
    onScopeRemoved: ({ accountId: account, region }) => credentialsAccepted.remove({ account, region }),
    onSessionResult: ({ accountId: account, session }, failure) =>
      sessions.inc({ account, session, outcome: sessionOutcome(failure ?? 'OK') }),
    onWatchesCreated(watches) {
      watched = watches
    },
    ...inventory,
    onPollFailed: (code) => pollFailures.inc({ code }),
    onPushMessage(region, outcome) {
      // An alert on the increase misses the first occurrence if the series does not exist before.
      pushMessages.inc({ region, outcome: 'malformed' }, 0)
      pushMessages.inc({ region, outcome: outcome.toLowerCase() })
    },
    onPushMessagesDeleted: (region, count) => pushDeleted.inc({ region }, count),
    onPushQueueRead(region, isReachable) {
      queueReachable.set({ region }, isReachable ? 1 : 0)
      queueFailures.inc({ region }, isReachable ? 0 : 1)
    },
    onPushPoll: (delayMs) => pushDelay.observe(delayMs / 1_000),
    onEvent: (kind) => events.inc({ kind }),
    onChangeAttempt: (operation, outcome) => attempts.inc({ operation, outcome }),
    onRotationRequestStatus: (status) => requestStatuses.inc({ status }),
  }
}
