import { OTLPMetricExporter as JsonMetricExporter } from '@opentelemetry/exporter-metrics-otlp-http'
import { OTLPMetricExporter as ProtobufMetricExporter } from '@opentelemetry/exporter-metrics-otlp-proto'
import { OTLPTraceExporter as JsonTraceExporter } from '@opentelemetry/exporter-trace-otlp-http'
import { OTLPTraceExporter as ProtobufTraceExporter } from '@opentelemetry/exporter-trace-otlp-proto'
import type { PushMetricExporter } from '@opentelemetry/sdk-metrics'
import type { SpanExporter } from '@opentelemetry/sdk-trace-base'
import type { OtlpProtocol } from './otlp-options.ts'

// Without a URL, an exporter reads the variables OTEL_EXPORTER_OTLP_…ENDPOINT. It reads the other variables in any case.

export function createTraceExporter(protocol: OtlpProtocol, endpoint: string | undefined): SpanExporter {
  const Exporter = protocol === 'http/json' ? JsonTraceExporter : ProtobufTraceExporter
  return new Exporter(addressOf(endpoint, 'v1/traces'))
}

export function createMetricExporter(
  protocol: OtlpProtocol,
  endpoint: string | undefined,
): PushMetricExporter {
  const Exporter = protocol === 'http/json' ? JsonMetricExporter : ProtobufMetricExporter
  return new Exporter(addressOf(endpoint, 'v1/metrics'))
}

const addressOf = (endpoint: string | undefined, path: string): { url?: string } =>
  endpoint === undefined ? {} : { url: `${endpoint.replace(/(?<!\/)\/+$/, '')}/${path}` }
