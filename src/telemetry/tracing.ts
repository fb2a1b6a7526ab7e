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
import { GatewayError } from '../errors/gateway-error.ts'
import { parseKeyArn } from '../kms/key-arn.ts'
import type { ObservedCall } from '../kms/observed-kms.ts'
import type { Arrival, OperationEnd } from '../server/operation/observer.ts'
import { failureOf } from './failure.ts'
import type { GatewayObserver } from './gateway-observer.ts'

// Creates spans with the OpenTelemetry API, which does nothing until a provider is registered: by `--otlp-endpoint`
// (otlp.ts) or by the program that embeds the gateway. Each operation has a span, with a child span per call to KMS. The
// calls of watches belong to no operation and are not traced; the metrics count them.
//
// A span holds names, codes, IDs and times. It never holds a document, variables, headers, or a message that may quote them.

const MAX_NAME_LENGTH = 100
/** Shorter waits are not recorded, because a span holds a bounded number of events. */
const SHORT_WAIT_MS = 1
const KEY_ID = /^(mrk-)?[0-9a-f-]{32,36}$/

export function createTracing(version: string): GatewayObserver {
  // Looked up each time, because a provider may be registered after the gateway was created.
  const tracer = (): Tracer => trace.getTracer('kms-rotation-gateway', version)

  return {
    server: {
      onOperation(arrival) {
        const attributes = {
          'gateway.request_id': arrival.requestId,
          'gateway.transport': arrival.transport.toLowerCase(),
        }
        const span = tracer().startSpan('graphql', { kind: SpanKind.SERVER, attributes }, parentOf(arrival))
        // No provider is registered, so the span is not kept.
        if (!span.isRecording() && !isSpanContextValid(span.spanContext())) return undefined
        const active = trace.setSpan(context.active(), span)
        return {
          run: (work) => context.with(active, work),
          onParsed({ type, name }) {
            // OpenTelemetry's conventions name the span by the type alone, because clients choose operation names.
            span.updateName(type)
            span.setAttribute('graphql.operation.type', type)
            if (name !== undefined)
              span.setAttribute('graphql.operation.name', name.slice(0, MAX_NAME_LENGTH))
          },
          onEnd(end) {
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
    onQuotaWait({ operation, accountId, region, waitedMs, outcome }) {
      const granted = outcome !== 'REJECTED' && outcome !== 'ABANDONED'
      if (granted && waitedMs < SHORT_WAIT_MS) return
      trace.getActiveSpan()?.addEvent('kms.quota.wait', {
        'rpc.method': operation,
        'aws.account_id': accountId,
        'aws.region': region,
        'kms.quota.wait_ms': waitedMs,
        'kms.quota.granted': granted,
      })
    },
  }
}

/** The ID of the current trace, if there is one. */
export function currentTraceId(): string | undefined {
  const span = trace.getActiveSpan()?.spanContext()
  return span && isSpanContextValid(span) ? span.traceId : undefined
}

/** The current span, e.g. of a traced server that embeds the gateway; otherwise the parent that the client sent. */
function parentOf({ transport, header }: Arrival): Context {
  const here = context.active()
  // The current span of a WebSocket is the connection's. Each operation on the connection is a trace of its own.
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
  // An error of the client is not a failure of the server.
  if (!errorCodes.includes('INTERNAL_SERVER_ERROR')) return
  span.setAttribute('error.type', 'INTERNAL_SERVER_ERROR')
  span.setStatus({ code: SpanStatusCode.ERROR })
}

function attributesOf({ operation, accountId, region, keyId }: ObservedCall): Attributes {
  return {
    'rpc.system': 'aws-api',
    'rpc.service': 'KMS',
    'rpc.method': operation,
    'aws.account_id': accountId,
    'aws.region': region,
    // KMS creates ARNs and key IDs, and they are not secret. A caller may write anything as an alias.
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
