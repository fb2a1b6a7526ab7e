export interface TraceSettings {
  /** Undefined: the OTEL_ variables say where to send traces. */
  readonly endpoint: string | undefined
}

/** Without an endpoint of our own, OpenTelemetry's variables turn traces on and off. The SDK reads its other variables. */
export function traceSettings(
  endpoint: string | undefined,
  environment: Readonly<Record<string, string | undefined>>,
): TraceSettings | undefined {
  if (endpoint !== undefined) return { endpoint }
  const set = (name: string) => environment[`OTEL_${name}`] || undefined
  if (set('SDK_DISABLED')?.toLowerCase() === 'true' || set('TRACES_EXPORTER') === 'none') return undefined
  const isOn = set('EXPORTER_OTLP_TRACES_ENDPOINT') ?? set('EXPORTER_OTLP_ENDPOINT')
  return isOn === undefined ? undefined : { endpoint: undefined }
}
