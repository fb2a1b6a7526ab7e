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
  /** Base address of the receiver, `/v1/traces` is added. @default as the OTEL_EXPORTER_OTLP_… variables say */
  readonly endpoint?: string | undefined
  readonly version: string
  readonly logger: Logger
}

/** What is left to send is sent before it ends, within this. */
const FLUSH_TIMEOUT_MS = 3_000

/**
 * Sends the spans of this process as OTLP over HTTP, in JSON. Registers the provider for the whole process, as it is
 * for programs to do and not for libraries: only the gateway's own program calls this. Sampling, headers, resource and
 * the like are set by the standard's OTEL_… variables. Dispose it to send what is left.
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
          warn(new Error(`What was left was not taken within ${FLUSH_TIMEOUT_MS} ms.`))
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

/** The SDK quotes settings that it cannot use: a header is a credential, and an address may hold one. */
function withoutSecrets(reason: string): string {
  return reason
    .replace(/has invalid value \(.*\)/s, 'has an invalid value')
    .replaceAll(/\/\/[^/@\s]*@/g, '//…@')
}

/** Its message alone: the rest of such an error may hold what was sent, headers included. */
function reasonOf(error: unknown): string {
  return error instanceof Error ? withoutSecrets(error.message) : 'unknown'
}
