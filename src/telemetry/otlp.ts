import { DiagLogLevel, context, diag, propagation, trace } from '@opentelemetry/api'
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks'
import {
  W3CTraceContextPropagator,
  diagLogLevelFromString,
  getStringFromEnv,
  setGlobalErrorHandler,
} from '@opentelemetry/core'
import {
  defaultResource,
  detectResources,
  envDetector,
  resourceFromAttributes,
  serviceInstanceIdDetector,
} from '@opentelemetry/resources'
import { MeterProvider, PeriodicExportingMetricReader } from '@opentelemetry/sdk-metrics'
import { BasicTracerProvider, BatchSpanProcessor } from '@opentelemetry/sdk-trace-base'
import type { Logger } from '../logger.ts'
import { createMetricProducer } from './metric-producer.ts'
import type { Metrics } from './metrics.ts'
import { createMetricExporter, createTraceExporter } from './otlp-exporters.ts'
import type { OtlpOptions } from './otlp-options.ts'

interface Sources {
  /** The metrics to send, if the options turn metrics on. */
  readonly counted: Pick<Metrics, 'collect'> | undefined
  readonly version: string
  readonly logger: Logger
}

/** Maximum time to send the remaining spans and metrics when the process ends. */
const FLUSH_TIMEOUT_MS = 3_000

/**
 * Sends the spans and metrics of this process as OTLP over HTTP. Registers the tracer provider for the whole process, which
 * a library must not do: only the gateway's own program calls this. The standard OTEL_… variables set sampling, headers,
 * resource and the like. Dispose it to send what remains.
 */
export function startOtlp(
  { endpoint, traces, metrics }: OtlpOptions,
  { counted, version, logger }: Sources,
): AsyncDisposable {
  const warn = (error: unknown) =>
    logger.warn({ reason: reasonOf(error) }, 'OpenTelemetry: could not be sent')
  logDiagnostics(logger)
  setGlobalErrorHandler(warn)

  const resource = defaultResource()
    .merge(resourceFromAttributes({ 'service.name': 'kms-rotation-gateway', 'service.version': version }))
    .merge(detectResources({ detectors: [serviceInstanceIdDetector, envDetector] }))
  const providers: { shutdown(): Promise<void> }[] = []
  if (traces) {
    const exporter = createTraceExporter(traces.protocol, endpoint)
    const provider = new BasicTracerProvider({ resource, spanProcessors: [new BatchSpanProcessor(exporter)] })
    context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable())
    propagation.setGlobalPropagator(new W3CTraceContextPropagator())
    trace.setGlobalTracerProvider(provider)
    providers.push(provider)
  }
  if (metrics && counted) {
    const reader = new PeriodicExportingMetricReader({
      exporter: createMetricExporter(metrics.protocol, endpoint),
      exportIntervalMillis: metrics.intervalMs,
      exportTimeoutMillis: metrics.timeoutMs,
      metricProducers: [createMetricProducer(counted, version)],
    })
    providers.push(new MeterProvider({ resource, readers: [reader] }))
  }

  return {
    async [Symbol.asyncDispose]() {
      let timer: NodeJS.Timeout | undefined
      const isOver = new Promise<void>((resolve) => {
        timer = setTimeout(() => {
          warn(new Error(`The receiver did not accept the remaining data within ${FLUSH_TIMEOUT_MS} ms.`))
          resolve()
        }, FLUSH_TIMEOUT_MS)
      })
      const isSent = Promise.all(providers.map((provider) => provider.shutdown().catch(warn)))
      await Promise.race([isSent, isOver])
      clearTimeout(timer)
      trace.disable()
      context.disable()
      propagation.disable()
      diag.disable()
    },
  }
}

/** Logs what OpenTelemetry's packages report, from the level OTEL_LOG_LEVEL on. Their objects may hold headers. */
function logDiagnostics(logger: Logger): void {
  const at =
    (level: 'debug' | 'info' | 'warn') =>
    (...parts: readonly unknown[]) =>
      logger[level](
        { reason: withoutSecrets(parts.filter((part) => typeof part === 'string').join(': ')) },
        'OpenTelemetry',
      )
  diag.setLogger(
    { error: at('warn'), warn: at('warn'), info: at('info'), debug: at('debug'), verbose: at('debug') },
    {
      logLevel: diagLogLevelFromString(getStringFromEnv('OTEL_LOG_LEVEL')) ?? DiagLogLevel.WARN,
      suppressOverrideMessage: true,
    },
  )
}

/** The packages quote invalid settings. A header is a credential, and a URL may hold one. */
function withoutSecrets(reason: string): string {
  return reason
    .replace(/has invalid value \(.*\)/s, 'has an invalid value')
    .replaceAll(/\/\/[^/@\s]*@/g, '//…@')
}

/** The message alone, because the rest of such an error may hold the request with its headers. */
function reasonOf(error: unknown): string {
  return error instanceof Error ? withoutSecrets(error.message) : 'unknown'
}
