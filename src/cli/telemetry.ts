import type { Config } from '../config.ts'
import type { Logger } from '../logger.ts'
import type { MetricsOptions } from '../telemetry/metrics.ts'

/** Loads the metrics only if they are turned on, for a faster start. */
export async function startMetrics(
  { metricsHost: host, metricsPort: port }: Config,
  options: MetricsOptions,
) {
  if (port === undefined) return undefined
  const [{ createMetrics }, { listenForMetrics }] = await Promise.all([
    import('../telemetry/metrics.ts'),
    import('../telemetry/metrics-server.ts'),
  ])
  const metrics = createMetrics(options)
  return { metrics, server: await listenForMetrics(metrics, { host, port }) }
}

export async function startTraces(
  { traces }: Config,
  options: { readonly version: string; readonly logger: Logger },
): Promise<AsyncDisposable | undefined> {
  if (!traces) return undefined
  const { startOtlp } = await import('../telemetry/otlp.ts')
  return startOtlp({ ...traces, ...options })
}
