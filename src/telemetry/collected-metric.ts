import type { Registry } from 'prom-client'

/** A metric with the values counted so far. */
export interface CollectedMetric {
  readonly name: string
  readonly help: string
  readonly type: 'counter' | 'gauge' | 'histogram'
  readonly samples: readonly MetricSample[]
}

/** One line of Prometheus's format. */
export interface MetricSample {
  /** The name of the metric; for a histogram with the suffix `_bucket`, `_sum` or `_count`. */
  readonly name: string
  readonly labels: Readonly<Record<string, string>>
  readonly value: number
}

export async function collectFrom(registry: Registry): Promise<readonly CollectedMetric[]> {
  const metrics = await registry.getMetricsAsJSON()
  return metrics.map(({ name, help, type, values }) => ({
    name,
    help,
    type: typeOf(type),
    samples: values.map((sample) => ({
      name: 'metricName' in sample && typeof sample.metricName === 'string' ? sample.metricName : name,
      labels: Object.fromEntries(
        Object.entries(sample.labels).map(([label, value]) => [label, String(value)]),
      ),
      value: sample.value,
    })),
  }))
}

/** prom-client declares its types as numbers, and has their names. */
function typeOf(type: unknown): CollectedMetric['type'] {
  if (type === 'counter' || type === 'gauge' || type === 'histogram') return type
  throw new Error(`Not a counter, gauge or histogram: ${String(type)}`)
}
