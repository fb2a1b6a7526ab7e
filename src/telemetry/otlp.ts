import { DiagLogLevel, context, diag, propagation, trace } from '@opentelemetry/api'
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks'
import { W3CTraceContextPropagator, setGlobalErrorHandler } from '@opentelemetry/core'
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http'
import {
  defaultResource,
  detectResources,
  envDetector,
  resourceFromAttributes,
} from '@opentelemetry/resources'
import { BasicTracerProvider, BatchSpanProcessor } from '@opentelemetry/sdk-trace-base'
import type { Logger } from '../logger.ts'

export interface OtlpOptions {
  /** Base URL of the receiver; `/v1/traces` is added. @default the OTEL_EXPORTER_OTLP_… variables */
  readonly endpoint?: string | undefined
  readonly version: string
  readonly logger: Logger
}

/** Maximum time to send the remaining spans when the process ends. */
const FLUSH_TIMEOUT_MS = 3_000

/**
 * Sends the spans of this process as OTLP over HTTP, in JSON. Registers the tracer provider for the whole process, which
 * a library must not do: only the gateway's own program calls this. The standard OTEL_… variables set sampling, headers,
 * resource and the like. Dispose it to send the remaining spans.
 */
export function startOtlp({ endpoint, version, logger }: OtlpOptions): AsyncDisposable {
  const warn = (error: unknown) => logger.warn({ reason: reasonOf(error) }, 'traces: could not be sent')
  const say = (reason: string) => logger.warn({ reason: withoutSecrets(reason) }, 'traces')
  diag.setLogger(
    {
      error: say,
      warn: say,
      info: () => {},
      debug: () => {},
      verbose: () => {},
    },
    { logLevel: DiagLogLevel.WARN, suppressOverrideMessage: true },
  )
  setGlobalErrorHandler(warn)

  const exporter = new OTLPTraceExporter(
    endpoint === undefined ? {} : { url: `${endpoint.replace(/(?<!\/)\/+$/, '')}/v1/traces` },
  )
  const provider = new BasicTracerProvider({
    resource: defaultResource()
      .merge(resourceFromAttributes({ 'service.name': 'kms-rotation-gateway', 'service.version': version }))
      .merge(detectResources({ detectors: [envDetector] })),
    spanProcessors: [new BatchSpanProcessor(exporter)],
  })
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable())
  propagation.setGlobalPropagator(new W3CTraceContextPropagator())
  trace.setGlobalTracerProvider(provider)

  return {
    async [Symbol.asyncDispose]() {
      let timer: NodeJS.Timeout | undefined
      const isOver = new Promise<void>((resolve) => {
        timer = setTimeout(() => {
          warn(new Error(`The receiver did not accept the remaining spans within ${FLUSH_TIMEOUT_MS} ms.`))
          resolve()
        }, FLUSH_TIMEOUT_MS)
      })
      await Promise.race([provider.shutdown().catch(warn), isOver])
      clearTimeout(timer)
      trace.disable()
      context.disable()
      propagation.disable()
      diag.disable()
    },
  }
}

/** The SDK quotes invalid settings. A header is a credential, and a URL may hold one. */
function withoutSecrets(reason: string): string {
  return reason
    .replace(/has invalid value \(.*\)/s, 'has an invalid value')
    .replaceAll(/\/\/[^/@\s]*@/g, '//…@')
}

/** The message alone, because the rest of such an error may hold the request with its headers. */
function reasonOf(error: unknown): string {
  return error instanceof Error ? withoutSecrets(error.message) : 'unknown'
}
