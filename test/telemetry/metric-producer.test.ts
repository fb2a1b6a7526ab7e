import { DataPointType } from '@opentelemetry/sdk-metrics'
import { expect, test } from 'vitest'
import { createMetricProducer } from '../../src/telemetry/metric-producer.ts'
import { createMetrics } from '../../src/telemetry/metrics.ts'
import { metricsOf } from './scraped.ts'

const CALL = { operation: 'ListKeys', accountId: '111122223333', region: 'us-east-1' } as const
const LABELS = { operation: 'ListKeys', account: '111122223333', region: 'us-east-1' } as const

async function collectAfter(use: (metrics: ReturnType<typeof createMetrics>) => Promise<void> | void) {
  const metrics = createMetrics({ version: '1.2.3', mode: 'EMULATED' })
  const producer = createMetricProducer(metrics, '1.2.3')
  await use(metrics)
  const { resourceMetrics, errors } = await producer.collect()
  expect(errors).toEqual([])
  const [scope] = resourceMetrics.scopeMetrics
  const collected = new Map(scope?.metrics.map((metric) => [metric.descriptor.name, metric]))
  return { metrics, scope: scope?.scope, collected }
}

test('the producer has each metric that Prometheus gets, with its name, type and description', async () => {
  const { metrics, scope, collected } = await collectAfter(() => {})
  const TYPES = { counter: DataPointType.SUM, gauge: DataPointType.GAUGE, histogram: DataPointType.HISTOGRAM }
  const scraped = metricsOf(await metrics.text())
  expect([...collected.keys()].toSorted()).toEqual([...scraped.keys()].toSorted())
  for (const [name, { type, help }] of scraped) {
    expect(TYPES).toHaveProperty(type)
    expect(collected.get(name)?.dataPointType).toBe(
      Object.entries(TYPES).find(([each]) => each === type)?.[1],
    )
    expect(collected.get(name)?.descriptor.description).toBe(help)
  }
  expect(scope).toEqual({ name: 'kms-rotation-gateway', version: '1.2.3' })
})

test('a counter is a cumulative, monotonic sum with the labels as attributes', async () => {
  const before = Date.now()
  const { collected } = await collectAfter((metrics) => {
    metrics.onCacheRead('DescribeKey', 'HIT')
    metrics.onCacheRead('DescribeKey', 'HIT')
    metrics.onCacheRead('ListKeys', 'MISS')
  })
  expect(collected.get('kms_gateway_cache_reads_total')).toMatchObject({
    aggregationTemporality: 1,
    isMonotonic: true,
    dataPoints: [
      { attributes: { operation: 'DescribeKey', result: 'hit' }, value: 2 },
      { attributes: { operation: 'ListKeys', result: 'miss' }, value: 1 },
    ],
  })
  const [point] = collected.get('kms_gateway_cache_reads_total')?.dataPoints ?? []
  const [start = 0, startNanos = 0] = point?.startTime ?? []
  expect(start * 1_000 + startNanos / 1e6).toBeGreaterThanOrEqual(before)
  expect(point?.endTime[0]).toBeGreaterThanOrEqual(start)
})

test('a counter starts at the same time in each collection', async () => {
  const metrics = createMetrics({ version: '1', mode: 'LIVE' })
  const producer = createMetricProducer(metrics, '1')
  const startOf = async () => {
    const { resourceMetrics } = await producer.collect()
    return resourceMetrics.scopeMetrics[0]?.metrics.map(({ dataPoints }) => dataPoints[0]?.startTime)
  }
  const first = await startOf()
  metrics.onCacheRead('ListKeys', 'MISS')
  const [earliest] = first ?? []
  for (const start of (await startOf()) ?? []) expect(start ?? earliest).toEqual(earliest)
})

test('a histogram has a point per combination of labels, with counts per bucket', async () => {
  const wait = (waitedMs: number, outcome: 'OK' | 'REJECTED') => ({
    ...CALL,
    priority: 'INTERACTIVE' as const,
    waitedMs,
    outcome,
  })
  const { collected } = await collectAfter((metrics) => {
    for (const waitedMs of [1, 7, 7, 60_000]) metrics.onQuotaWait(wait(waitedMs, 'OK'))
    metrics.onQuotaWait(wait(30_000, 'REJECTED'))
  })
  const boundaries = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30]
  expect(collected.get('kms_gateway_quota_wait_duration_seconds')).toMatchObject({
    descriptor: { unit: 's' },
    aggregationTemporality: 1,
    dataPoints: [
      {
        attributes: { ...LABELS, result: 'granted' },
        value: {
          buckets: { boundaries, counts: [1, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1] },
          sum: expect.closeTo(60.015),
          count: 4,
        },
      },
      {
        attributes: { ...LABELS, result: 'rejected' },
        value: {
          buckets: { boundaries, counts: [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0] },
          sum: 30,
          count: 1,
        },
      },
    ],
  })
})

test('the unit comes from the name', async () => {
  const { collected } = await collectAfter(() => {})
  const unitOf = (name: string) => collected.get(name)?.descriptor.unit
  expect(unitOf('process_cpu_seconds_total')).toBe('s')
  expect(unitOf('process_resident_memory_bytes')).toBe('By')
  expect(unitOf('kms_gateway_subscriptions')).toBe('')
})
