import {
  ROOT_CONTEXT,
  SpanKind,
  SpanStatusCode,
  context,
  defaultTextMapGetter,
  isSpanContextValid,
  propagation,
  trace,
} from '@opentelemetry/api'
import type { Attributes, Context, Span, Tracer } from '@opentelemetry/api'
import { GatewayError } from '../errors.ts'
import { parseKeyArn } from '../kms/key-arn.ts'
import type { ObservedCall } from '../kms/observed-kms.ts'
import type { Arrival, OperationEnd } from '../server/operation/observer.ts'
import { failureOf } from './failure.ts'
import type { GatewayObserver } from './gateway-observer.ts'

// Spans of the OpenTelemetry API, which does nothing until somebody registers a provider: `--otlp-endpoint` (otlp.ts),
// or the program that embeds the gateway. One span for each operation, and within it one for each call to KMS. What
// the watches ask of KMS is on nobody's behalf and makes no trace of its own; the metrics count it.
//
// A span tells names, codes, ids and times. Never a document, variables, headers, or a message, which may quote them.

const MAX_NAME_LENGTH = 100
/** A shorter wait is none: a span holds a bounded number of events. */
const SHORT_WAIT_MS = 1
const KEY_ID = /^(mrk-)?[0-9a-f-]{32,36}$/

export function createTracing(version: string): GatewayObserver {
  // Looked up anew each time: a provider may be registered after the gateway was made.
  const tracer = (): Tracer => trace.getTracer('kms-rotation-gateway', version)

  return {
    server: {
      operation(arrival) {
        const attributes = {
          'gateway.request_id': arrival.requestId,
          'gateway.transport': arrival.transport.toLowerCase(),
        }
        const span = tracer().startSpan('graphql', { kind: SpanKind.SERVER, attributes }, parentOf(arrival))
        // Nobody has registered a provider, and nothing is to be kept of each operation for nobody.
        if (!span.isRecording() && !isSpanContextValid(span.spanContext())) return undefined
        const active = trace.setSpan(context.active(), span)
        return {
          run: (work) => context.with(active, work),
          described({ type, name }) {
            // By its type alone, as the conventions have it: names are the clients' own.
            span.updateName(type)
            span.setAttribute('graphql.operation.type', type)
            if (name !== undefined)
              span.setAttribute('graphql.operation.name', name.slice(0, MAX_NAME_LENGTH))
          },
          ended(end) {
            noteEnd(span, end)
            span.end()
          },
        }
      },
    },
    async kmsCall(call, send) {
      if (!trace.getActiveSpan()) return send()
      const span = tracer().startSpan(`KMS/${call.operation}`, {
        kind: SpanKind.CLIENT,
        attributes: attributesOf(call),
      })
      try {
        return await context.with(trace.setSpan(context.active(), span), send)
      } catch (error) {
        noteFailure(span, error)
        throw error
      } finally {
        span.end()
      }
    },
    quotaWait({ operation, region, waitedMs, outcome }) {
      const granted = outcome !== 'REFUSED' && outcome !== 'LEFT'
      if (granted && waitedMs < SHORT_WAIT_MS) return
      trace.getActiveSpan()?.addEvent('kms.quota.wait', {
        'rpc.method': operation,
        'aws.region': region,
        'kms.quota.wait_ms': waitedMs,
        'kms.quota.granted': granted,
      })
    },
  }
}

/** The trace that log lines written now belong to, if any. */
export function currentTraceId(): string | undefined {
  const span = trace.getActiveSpan()?.spanContext()
  return span && isSpanContextValid(span) ? span.traceId : undefined
}

/** What surrounds the operation here, as for who embeds the gateway in a traced server; else what its caller says. */
function parentOf({ transport, header }: Arrival): Context {
  const here = context.active()
  // A WebSocket's own span, where there is one, is the connection's: each operation on it is a story of its own.
  if (transport !== 'WEBSOCKET' && trace.getSpan(here)) return here
  const carrier = { traceparent: header('traceparent'), tracestate: header('tracestate') }
  return propagation.extract(
    transport === 'WEBSOCKET' ? ROOT_CONTEXT : here,
    carrier.traceparent === undefined ? {} : carrier,
    defaultTextMapGetter,
  )
}

function noteEnd(span: Span, { transport, outcome, errorCodes }: OperationEnd): void {
  span.setAttribute('gateway.transport', transport.toLowerCase())
  span.setAttribute('gateway.outcome', outcome)
  if (errorCodes.length > 0) span.setAttribute('gateway.error_codes', [...errorCodes])
  // What a client did wrong is no failure of the server.
  if (!errorCodes.includes('INTERNAL_SERVER_ERROR')) return
  span.setAttribute('error.type', 'INTERNAL_SERVER_ERROR')
  span.setStatus({ code: SpanStatusCode.ERROR })
}

function attributesOf({ operation, region, keyId }: ObservedCall): Attributes {
  return {
    'rpc.system': 'aws-api',
    'rpc.service': 'KMS',
    'rpc.method': operation,
    'aws.region': region,
    // An alias is what a caller wrote; an ARN or key ID is KMS's, and no secret.
    ...(keyId !== undefined && (parseKeyArn(keyId) || KEY_ID.test(keyId)) ? { 'aws.kms.key_id': keyId } : {}),
  }
}

function noteFailure(span: Span, error: unknown): void {
  span.setAttribute('error.type', failureOf(error))
  span.setStatus({ code: SpanStatusCode.ERROR })
  const awsRequestId =
    error instanceof GatewayError && 'awsRequestId' in error ? error.awsRequestId : undefined
  if (typeof awsRequestId === 'string') span.setAttribute('aws.request_id', awsRequestId)
}
