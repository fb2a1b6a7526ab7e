import { Counter, Gauge, Histogram } from 'prom-client'
import type { Registry } from 'prom-client'
import type { ServerObserver } from '../server/operation/observer.ts'

/** Seconds that a query or mutation takes. */
const OPERATION_BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30]
/** The form of error codes of the gateway and its libraries. A code of another form is counted as OTHER. */
const CODE = /^[A-Z][A-Z_]{0,63}$/

export function observeServer(registry: Registry): ServerObserver {
  const registers = [registry]
  const operations = new Counter({
    name: 'kms_gateway_operations_total',
    help: 'Finished GraphQL operations, by type (unknown if the document could not be parsed), transport and outcome: answered, rejected, timed_out, abandoned (by the client), restarted.',
    labelNames: ['type', 'transport', 'outcome'],
    registers,
  })
  const duration = new Histogram({
    name: 'kms_gateway_operation_duration_seconds',
    help: 'Time from the arrival of a query or mutation until its response, by type, transport and outcome.',
    labelNames: ['type', 'transport', 'outcome'],
    buckets: OPERATION_BUCKETS,
    registers,
  })
  const errors = new Counter({
    name: 'kms_gateway_operation_errors_total',
    help: 'Operations answered with errors, by code. An operation counts once per code. INTERNAL_SERVER_ERROR is a bug in the gateway.',
    labelNames: ['code'],
    registers,
  })
  // An alert on the increase of a counter misses the first occurrence if the series does not exist before.
  errors.inc({ code: 'INTERNAL_SERVER_ERROR' }, 0)
  const slowConsumers = new Counter({
    name: 'kms_gateway_slow_consumers_total',
    help: 'Subscriptions ended because the client did not read messages fast enough.',
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
    help: 'Connections open now. tcp counts all connections; websocket counts those that were upgraded to a WebSocket.',
    labelNames: ['kind'],
    registers,
  })

  return {
    onOperation({ transport: arrivedBy }) {
      let type = 'unknown'
      const isSubscription = () => type === 'subscription'
      // Over HTTP, the response to a subscription is an SSE stream.
      const streamedBy = arrivedBy === 'WEBSOCKET' ? 'websocket' : 'sse'
      return {
        onParsed(operation) {
          type = operation.type
          if (isSubscription()) subscriptions.inc({ transport: streamedBy })
        },
        onEnd({ transport: answeredBy, outcome, errorCodes, seconds }) {
          const labels = { type, transport: answeredBy.toLowerCase(), outcome }
          operations.inc(labels)
          if (isSubscription()) subscriptions.dec({ transport: streamedBy })
          else if (type !== 'unknown') duration.observe(labels, seconds)
          for (const code of errorCodes) errors.inc({ code: CODE.test(code) ? code : 'OTHER' })
          if (errorCodes.includes('SLOW_CONSUMER')) slowConsumers.inc()
        },
      }
    },
    onConnection(kind) {
      const labels = { kind: kind.toLowerCase() }
      connections.inc(labels)
      return () => connections.dec(labels)
    },
  }
}
