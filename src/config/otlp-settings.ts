import { StartupError } from '../errors/startup-error.ts'
import type { MetricsExport, OtlpOptions, OtlpProtocol } from '../telemetry/otlp-options.ts'
import * as kind from './kinds.ts'
import { otelVariables, positive } from './otel-variables.ts'
import type { OtelVariables, Signal } from './otel-variables.ts'

const EXPORTER = kind.oneOf('otlp', 'none')
const PROTOCOL = kind.oneOf<OtlpProtocol>('http/protobuf', 'http/json')
const DEFAULT_INTERVAL_MS = 60_000
const DEFAULT_TIMEOUT_MS = 30_000

/**
 * An endpoint of our own turns both signals on. OpenTelemetry's variables turn each signal on and off. Its packages read the
 * other variables.
 *
 * @throws {StartupError} if a variable of a signal that is on has an invalid value
 */
export function otlpSettings(
  endpoint: string | undefined,
  environment: Readonly<Record<string, string | undefined>>,
): OtlpOptions | undefined {
  if (environment['OTEL_SDK_DISABLED']?.trim().toLowerCase() === 'true') return undefined
  const variables = otelVariables(environment)
  const isOn = (signal: Signal): boolean => {
    const exporter = variables.read(`${signal}_EXPORTER`, EXPORTER)
    if (exporter === 'none') return false
    return exporter === 'otlp' || endpoint !== undefined || isAddressed(variables, signal)
  }
  const traces = isOn('TRACES') ? { protocol: protocolOf(variables, 'TRACES') } : undefined
  const metrics = isOn('METRICS')
    ? { protocol: protocolOf(variables, 'METRICS'), ...scheduleOf(variables) }
    : undefined
  if (traces) variables.check('TRACES')
  if (metrics) variables.check('METRICS')
  return traces || metrics ? { endpoint, traces, metrics } : undefined
}

const isAddressed = (variables: OtelVariables, signal: Signal): boolean =>
  [`EXPORTER_OTLP_${signal}_ENDPOINT`, 'EXPORTER_OTLP_ENDPOINT'].some((name) => variables.given(name))

function protocolOf(variables: OtelVariables, signal: Signal): OtlpProtocol {
  for (const name of [`EXPORTER_OTLP_${signal}_PROTOCOL`, 'EXPORTER_OTLP_PROTOCOL']) {
    const given = variables.given(name)
    if (given?.text === 'grpc')
      throw new StartupError(
        `${given.source} is grpc, which the gateway does not support. Set it to http/protobuf, and use the receiver's port for OTLP over HTTP, which is 4318 by default.`,
      )
    if (given) return PROTOCOL.parse(given)
  }
  return 'http/protobuf'
}

function scheduleOf(variables: OtelVariables): Pick<MetricsExport, 'intervalMs' | 'timeoutMs'> {
  const intervalMs = variables.read('METRIC_EXPORT_INTERVAL', positive) ?? DEFAULT_INTERVAL_MS
  const timeoutMs =
    variables.read('METRIC_EXPORT_TIMEOUT', positive) ?? Math.min(DEFAULT_TIMEOUT_MS, intervalMs)
  if (timeoutMs > intervalMs)
    throw new StartupError(
      `OTEL_METRIC_EXPORT_TIMEOUT (${timeoutMs} ms) is greater than the interval between exports (${intervalMs} ms). Reduce it, or raise OTEL_METRIC_EXPORT_INTERVAL.`,
    )
  return { intervalMs, timeoutMs }
}
