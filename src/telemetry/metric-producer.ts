import { ValueType } from '@opentelemetry/api'
import type { HrTime } from '@opentelemetry/api'
import { millisToHrTime } from '@opentelemetry/core'
import { emptyResource } from '@opentelemetry/resources'
import { AggregationTemporality, DataPointType } from '@opentelemetry/sdk-metrics'
import type { DataPoint, Histogram, MetricData, MetricProducer } from '@opentelemetry/sdk-metrics'
import type { CollectedMetric, MetricSample } from './collected-metric.ts'
import type { Metrics } from './metrics.ts'

/**
 * Converts the metrics to the data model of OpenTelemetry, with the names, descriptions, labels and buckets that Prometheus
 * gets. Counters and histograms are cumulative. They start when the producer is created: create it together with the metrics.
 */
export function createMetricProducer(metrics: Pick<Metrics, 'collect'>, version: string): MetricProducer {
  const startTime = millisToHrTime(Date.now())
  return {
    async collect() {
      const collected = await metrics.collect()
      const period = { startTime, endTime: millisToHrTime(Date.now()) }
      return {
        resourceMetrics: {
          // The reader replaces it by the resource of the meter provider.
          resource: emptyResource(),
          scopeMetrics: [
            {
              scope: { name: 'kms-rotation-gateway', version },
              metrics: collected.map((metric) => metricDataOf(metric, period)),
            },
          ],
        },
        errors: [],
      }
    },
  }
}

interface Period {
  readonly startTime: HrTime
  readonly endTime: HrTime
}

function metricDataOf(metric: CollectedMetric, period: Period): MetricData {
  const { name, help: description, type, samples } = metric
  const common = {
    descriptor: { name, description, unit: unitOf(name), valueType: ValueType.DOUBLE },
    aggregationTemporality: AggregationTemporality.CUMULATIVE,
  }
  if (type === 'histogram')
    return { ...common, dataPointType: DataPointType.HISTOGRAM, dataPoints: histogramsOf(metric, period) }
  const dataPoints = samples.map(({ labels, value }) => ({ ...period, attributes: labels, value }))
  return type === 'counter'
    ? { ...common, dataPointType: DataPointType.SUM, isMonotonic: true, dataPoints }
    : { ...common, dataPointType: DataPointType.GAUGE, dataPoints }
}

/** Prometheus has the unit in the name. */
function unitOf(name: string): string {
  if (/_seconds(_total)?$/.test(name)) return 's'
  return /_bytes(_total)?$/.test(name) ? 'By' : ''
}

/** In Prometheus's format, a histogram has cumulative buckets, a sum and a count per combination of labels. */
function histogramsOf({ name, samples }: CollectedMetric, period: Period): DataPoint<Histogram>[] {
  const points = new Map<
    string,
    { attributes: MetricSample['labels']; sum: number; buckets: MetricSample[] }
  >()
  for (const sample of samples) {
    const { le: _, ...attributes } = sample.labels
    const key = JSON.stringify(attributes)
    const point = points.get(key) ?? { attributes, sum: 0, buckets: [] }
    if (sample.name === `${name}_bucket`) point.buckets.push(sample)
    if (sample.name === `${name}_sum`) point.sum = sample.value
    points.set(key, point)
  }
  return [...points.values()].map(({ attributes, sum, buckets }) => ({
    ...period,
    attributes,
    value: {
      buckets: {
        boundaries: buckets.slice(0, -1).map(({ labels }) => Number(labels['le'])),
        counts: buckets.map(({ value }, index) => value - (buckets[index - 1]?.value ?? 0)),
      },
      sum,
      // The last bucket has the bound +Inf.
      count: buckets.at(-1)?.value ?? 0,
    },
  }))
}
