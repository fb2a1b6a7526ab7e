import type { Config } from '../config.ts'
import type { SessionObserver } from '../kms/aws/sessions/account-sessions.ts'
import type { Logger } from '../logger.ts'
import type { GatewayObserver } from '../telemetry/gateway-observer.ts'
import type { MetricsOptions } from '../telemetry/metrics.ts'

/** What observes the gateway for the operator. Dispose it last, so that it includes the shutdown. */
export interface Telemetry extends AsyncDisposable {
  readonly observers: readonly GatewayObserver[]
  readonly sessionObserver: SessionObserver | undefined
  /** The address to scrape. Undefined: Prometheus metrics are off. */
  readonly metricsUrl: string | undefined
}

/** Loads only what is turned on, for a faster start. */
export async function startTelemetry(
  { metricsHost: host, metricsPort: port, otlp }: Config,
  options: MetricsOptions & { readonly logger: Logger },
): Promise<Telemetry> {
  const isScraped = port !== undefined
  const [metricsModule, serverModule, otlpModule] = await Promise.all([
    isScraped || otlp?.metrics ? import('../telemetry/metrics.ts') : undefined,
    isScraped ? import('../telemetry/metrics-server.ts') : undefined,
    otlp ? import('../telemetry/otlp.ts') : undefined,
  ])
  const metrics = metricsModule?.createMetrics(options)
  const server =
    metrics && isScraped ? await serverModule?.listenForMetrics(metrics, { host, port }) : undefined
  const sender = otlp && otlpModule?.startOtlp(otlp, { ...options, counted: metrics })
  return {
    observers: metrics ? [metrics] : [],
    sessionObserver: metrics,
    metricsUrl: server?.url,
    async [Symbol.asyncDispose]() {
      await server?.[Symbol.asyncDispose]()
      await sender?.[Symbol.asyncDispose]()
    },
  }
}
