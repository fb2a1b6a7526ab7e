import { Counter, Gauge, Histogram } from 'prom-client'
import type { Registry } from 'prom-client'
import type { ServerObserver } from '../server/operation/observer.ts'

/** Seconds that a query or mutation takes. */
const OPERATION_BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30]
/** What a code looks like. They are the gateway's and its libraries'; one that does not look so is not a label. */
const CODE = /^[A-Z][A-Z_]{0,63}$/

export function observeServer(registry: Registry): ServerObserver {
  const registers = [registry]
  const operations = new Counter({
    name: 'kms_gateway_operations_total',
    help: 'GraphQL operations that have ended, by type (unknown where no document could be made out), transport and outcome: answered, refused, left (by the client), restarted.',
    labelNames: ['type', 'transport', 'outcome'],
    registers,
  })
  const duration = new Histogram({
    name: 'kms_gateway_operation_duration_seconds',
    help: 'Time from the arrival of a query or mutation until its answer, by type, transport and outcome.',
    labelNames: ['type', 'transport', 'outcome'],
    buckets: OPERATION_BUCKETS,
    registers,
  })
  const errors = new Counter({
    name: 'kms_gateway_operation_errors_total',
    help: 'Operations that were sent errors, by code; once for each code. INTERNAL_SERVER_ERROR is a bug or a fault of the gateway.',
    labelNames: ['code'],
    registers,
  })
  const slowConsumers = new Counter({
    name: 'kms_gateway_slow_consumers_total',
    help: 'Subscriptions ended because their client did not read them fast enough.',
    registers,
  })
  const subscriptions = new Gauge({
    name: 'kms_gateway_subscriptions',
    help: 'Subscriptions open now, by transport.',
    labelNames: ['transport'],
    registers,
  })
  const connections = new Gauge({
    name: 'kms_gateway_connections',
    help: 'Connections open now: tcp counts all of them, websocket those of them that became one.',
    labelNames: ['kind'],
    registers,
  })

  return {
    operation({ transport: arrivedBy }) {
      let type = 'unknown'
      const isSubscription = () => type === 'subscription'
      // What a subscription over HTTP is answered with is a stream of events.
      const streamedBy = arrivedBy === 'WEBSOCKET' ? 'websocket' : 'sse'
      return {
        described(operation) {
          type = operation.type
          if (isSubscription()) subscriptions.inc({ transport: streamedBy })
        },
        ended({ transport: answeredBy, outcome, errorCodes, seconds }) {
          const labels = { type, transport: answeredBy.toLowerCase(), outcome }
          operations.inc(labels)
          if (isSubscription()) subscriptions.dec({ transport: streamedBy })
          else if (type !== 'unknown') duration.observe(labels, seconds)
          for (const code of errorCodes) errors.inc({ code: CODE.test(code) ? code : 'OTHER' })
          if (errorCodes.includes('SLOW_CONSUMER')) slowConsumers.inc()
        },
      }
    },
    connection(kind) {
      const labels = { kind: kind.toLowerCase() }
      connections.inc(labels)
      return () => connections.dec(labels)
    },
  }
}
