/** OTLP over HTTP, as protobuf or as JSON. */
export type OtlpProtocol = 'http/protobuf' | 'http/json'

/** The signals that the program sends as OTLP. */
export interface OtlpOptions {
  /** Base URL of the receiver. Undefined: the address in OpenTelemetry's variables, or its default address. */
  readonly endpoint: string | undefined
  /** Undefined: traces are not sent. */
  readonly traces: { readonly protocol: OtlpProtocol } | undefined
  /** Undefined: metrics are not sent. */
  readonly metrics: MetricsExport | undefined
}

export interface MetricsExport {
  readonly protocol: OtlpProtocol
  /** Time between two exports. */
  readonly intervalMs: number
  /** Maximum time of one export. */
  readonly timeoutMs: number
}
