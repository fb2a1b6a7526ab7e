import { describe, expect, test } from 'vitest'
import { createMetrics } from '../../src/telemetry/metrics.ts'
import type { Metrics } from '../../src/telemetry/metrics.ts'
import { listenForMetrics } from '../../src/telemetry/metrics-server.ts'
import { post, readySocket, webSocketClient } from '../server/clients.ts'
import { createToy } from '../server/toy.ts'
import { listenAt } from '../subscriptions/subscribe.ts'
import { startGateway } from '../support/gateway.ts'
import { waitFor, waitUntil } from '../support/wait-until.ts'
import { metricsOf, samplesOf } from './scraped.ts'

const newMetrics = () => createMetrics({ version: '1.2.3', mode: 'EMULATED' })
const count = async (metrics: Metrics, series: string) => samplesOf(await metrics.text()).get(series)

const ROTATE = (arn: string) =>
  `mutation { rotateKeyOnDemand(input: { key: { arn: "${arn}" } }) { __typename ... on OperationError { code } } }`

describe('metrics of a gateway', () => {
  test('count operations by type, transport and outcome', async () => {
    const metrics = newMetrics()
    await using started = await startGateway({ regions: ['us-east-1'], gateway: { observers: [metrics] } })
    await started.answer('{ gateway { version } }')
    await started.answer('{ gateway { version } }')
    await started.answer('{ nothing }')
    await started.answer('{')
    const samples = samplesOf(await metrics.text())
    const total = (labels: string) => samples.get(`kms_gateway_operations_total{${labels}}`)
    expect(total('type="query",transport="http",outcome="answered"')).toBe(2)
    expect(total('type="query",transport="http",outcome="rejected"')).toBe(1)
    expect(total('type="unknown",transport="http",outcome="rejected"')).toBe(1)
    const labels = 'type="query",transport="http",outcome="answered"'
    expect(samples.get(`kms_gateway_operation_duration_seconds_count{${labels}}`)).toBe(2)
    expect(samples.get('kms_gateway_operation_errors_total{code="GRAPHQL_PARSE_FAILED"}')).toBe(1)
    expect(samples.get('kms_gateway_info{version="1.2.3",mode="EMULATED"}')).toBe(1)
  })

  test('count each KMS call by operation, Region and outcome', async () => {
    const metrics = newMetrics()
    await using started = await startGateway({
      regions: ['us-east-1', 'eu-west-1'],
      gateway: { observers: [metrics] },
    })
    const { arn } = started.emulator.createKey()
    const denied = started.emulator.createKey()
    started.emulator.addFault({ kind: 'error', operation: 'DescribeKey', code: 'AccessDeniedException' })
    await started.answer(`{ key(by: { arn: "${denied.arn}" }) { state } }`)
    started.emulator.clearFaults()
    await started.answer(`{ key(by: { arn: "${arn}" }) { state rotationStatus { automatic } } }`)
    const elsewhere = started.emulator.createKey({ region: 'eu-west-1' })
    await started.answer(`{ key(by: { arn: "${elsewhere.arn}" }) { state } }`)
    const samples = samplesOf(await metrics.text())
    const of = (name: string) => [...samples].filter(([series]) => series.startsWith(name))
    const counted = of('kms_gateway_kms_calls_total').reduce((sum, [, value]) => sum + value, 0)
    expect(counted).toBe(started.emulator.calls())
    const denials =
      'operation="DescribeKey",account="111122223333",region="us-east-1",outcome="ACCESS_DENIED"'
    expect(samples.get(`kms_gateway_kms_calls_total{${denials}}`)).toBeGreaterThan(0)
    const elsewhereCalls = 'operation="DescribeKey",account="111122223333",region="eu-west-1"'
    expect(samples.get(`kms_gateway_kms_calls_total{${elsewhereCalls},outcome="OK"}`)).toBe(1)
    expect(samples.get(`kms_gateway_kms_call_duration_seconds_count{${elsewhereCalls}}`)).toBe(1)
  })

  test('count the change attempts, request statuses and events of a rotation', async () => {
    const metrics = newMetrics()
    await using started = await startGateway({ regions: ['us-east-1'], gateway: { observers: [metrics] } })
    const { arn } = started.emulator.createKey()
    const first = await started.answer<object, object>(ROTATE(arn))
    expect(first).toMatchObject({ data: { rotateKeyOnDemand: { __typename: 'RotateKeyOnDemandPayload' } } })
    await started.answer(ROTATE(arn))
    await waitFor(async () =>
      expect(await count(metrics, 'kms_gateway_rotation_requests_total{status="COMPLETED"}')).toBe(1),
    )
    const samples = samplesOf(await metrics.text())
    const attempts = (outcome: string) =>
      samples.get(`kms_gateway_change_attempts_total{operation="RotateKeyOnDemand",outcome="${outcome}"}`)
    expect(attempts('ACCEPTED')).toBe(1)
    expect(attempts('ROTATION_IN_PROGRESS')).toBe(1)
    expect(samples.get('kms_gateway_rotation_events_total{kind="RotationCompleted"}')).toBe(1)
  })

  test('count open subscriptions and connections, and watched keys by mode', async () => {
    const metrics = newMetrics()
    await using started = await startGateway({ regions: ['us-east-1'], gateway: { observers: [metrics] } })
    started.emulator.createKey()
    const url = await listenAt(started)
    const query = 'subscription { rotationCompleted { __typename } }'
    const client = webSocketClient(url)
    const leave = client.subscribe({ query }, { next() {}, error() {}, complete() {} })
    const streaming = new AbortController()
    const stream = await fetch(`${url}/graphql`, {
      ...post({ query }, { accept: 'text/event-stream' }),
      signal: streaming.signal,
    })
    const isCounted = async (name: string, value: number | undefined) =>
      (await count(metrics, name)) === value
    for (const transport of ['websocket', 'sse'])
      await waitUntil(() => isCounted(`kms_gateway_subscriptions{transport="${transport}"}`, 1))
    await waitUntil(() => isCounted('kms_gateway_watched_keys{mode="idle"}', 1))
    expect(await count(metrics, 'kms_gateway_connections{kind="websocket"}')).toBe(1)
    expect(await count(metrics, 'kms_gateway_connections{kind="tcp"}')).toBeGreaterThanOrEqual(2)

    leave()
    await client.dispose()
    streaming.abort()
    await stream.text().catch(() => {})
    for (const transport of ['websocket', 'sse'])
      await waitUntil(() => isCounted(`kms_gateway_subscriptions{transport="${transport}"}`, 0))
    await waitUntil(() => isCounted('kms_gateway_connections{kind="websocket"}', 0))
    const left = 'type="subscription",transport="sse",outcome="abandoned"'
    expect(await count(metrics, `kms_gateway_operations_total{${left}}`)).toBe(1)
  })

  test('count a failed poll by its code, and show the watch as rejected', async () => {
    const metrics = newMetrics()
    await using started = await startGateway({ regions: ['us-east-1'], gateway: { observers: [metrics] } })
    started.emulator.createKey()
    const url = await listenAt(started)
    started.emulator.addFault({
      kind: 'error',
      operation: 'GetKeyRotationStatus',
      code: 'AccessDeniedException',
    })
    const socket = await readySocket(url)
    using _ = socket
    const query = 'subscription { rotationCompleted { __typename } }'
    socket.send({ id: '1', type: 'subscribe', payload: { query } })
    await waitUntil(
      async () =>
        (await count(metrics, 'kms_gateway_watch_failures_total{code="ACCESS_DENIED"}')) !== undefined,
    )
    expect(await count(metrics, 'kms_gateway_watched_keys{mode="rejected"}')).toBe(1)
  })
})

test('metrics count a slow consumer once', async () => {
  const metrics = newMetrics()
  const ended = metrics.server.onOperation?.({ requestId: 'r', transport: 'SSE', header: () => undefined })
  const errorCodes = ['SLOW_CONSUMER']
  ended?.onEnd?.({ transport: 'SSE', outcome: 'answered', errorCodes, seconds: 1 })
  expect(await count(metrics, 'kms_gateway_slow_consumers_total')).toBe(1)
})

test('metrics count waits for a quota, and cache reads by result', async () => {
  const metrics = newMetrics()
  metrics.onQuotaWait({
    operation: 'ListKeyRotations',
    accountId: '111122223333',
    region: 'us-east-1',
    priority: 'INTERACTIVE',
    waitedMs: 200,
    outcome: 'OK',
  })
  metrics.onQuotaWait({
    operation: 'ListKeyRotations',
    accountId: '111122223333',
    region: 'us-east-1',
    priority: 'INTERACTIVE',
    waitedMs: 5_000,
    outcome: 'REJECTED',
  })
  metrics.onCacheRead('DescribeKey', 'HIT')
  metrics.onCacheRead('DescribeKey', 'COALESCED')
  const samples = samplesOf(await metrics.text())
  const waited = (result: string) =>
    samples.get(
      `kms_gateway_quota_wait_duration_seconds_sum{operation="ListKeyRotations",account="111122223333",region="us-east-1",priority="interactive",result="${result}"}`,
    )
  expect(waited('granted')).toBe(0.2)
  expect(waited('rejected')).toBe(5)
  expect(samples.get('kms_gateway_cache_reads_total{operation="DescribeKey",result="coalesced"}')).toBe(1)
})

test('a client cannot add a metric series', async () => {
  const metrics = newMetrics()
  await using toy = createToy({ observers: [metrics.server] })
  const ask = (name: string) =>
    toy.server.fetch(
      new Request(`http://gateway.test/graphql?x=${name}`, {
        ...post(
          { query: `query ${name} { ${name}: hello badInput }`, operationName: name },
          { 'x-request-id': `request-${name}`, authorization: name, 'user-agent': name },
        ),
      }),
    )
  await ask('first')
  const namesOf = async () =>
    [...samplesOf(await metrics.text()).keys()]
      .filter((series) => series.startsWith('kms_gateway_'))
      .toSorted()
  const before = await namesOf()
  for (let index = 0; index < 50; index++) await ask(`name${index}`)
  expect(await namesOf()).toEqual(before)
})

test('metrics count an error code of another form as OTHER', async () => {
  const metrics = newMetrics()
  const operation = metrics.server.onOperation?.({
    requestId: 'r',
    transport: 'HTTP',
    header: () => undefined,
  })
  const errorCodes = ['x'.repeat(1_000), 'a"b', 'FINE']
  operation?.onEnd?.({ transport: 'HTTP', outcome: 'rejected', errorCodes, seconds: 1 })
  const samples = samplesOf(await metrics.text())
  expect(samples.get('kms_gateway_operation_errors_total{code="OTHER"}')).toBe(2)
  expect(samples.get('kms_gateway_operation_errors_total{code="FINE"}')).toBe(1)
})

test('metrics count STS errors and credential failures of many or unusual names as OTHER', async () => {
  const metrics = newMetrics()
  const accountId = '111122223333'
  const names = [...Array.from({ length: 200 }, (_, index) => `Code${index}`), 'x'.repeat(65), 'a"b\n']
  for (const name of names) {
    metrics.onSessionResult({ accountId, session: 'SERVICE' }, name)
    metrics.onCredentialResult(
      { accountId, region: 'us-east-1' },
      { reason: name, detail: '', isRepaired: false },
    )
  }
  const samples = samplesOf(await metrics.text())
  for (const metric of ['kms_gateway_sessions_total', 'kms_gateway_credential_failures_total']) {
    const series = [...samples].filter(([name]) => name.startsWith(`${metric}{`))
    expect(series).toHaveLength(50 + 1)
    expect(series.find(([name]) => name.includes('"OTHER"'))?.[1]).toBe(names.length - 50)
  }
})

test('metric names have units, counters end in _total, and each metric has a help text', async () => {
  for (const [name, { type, help }] of metricsOf(await newMetrics().text())) {
    if (!name.startsWith('kms_gateway_')) continue
    expect(name).toMatch(/^[a-z_]+$/)
    expect(name.endsWith('_total')).toBe(type === 'counter')
    // A gauge can have any unit.
    expect(type !== 'gauge' && name.endsWith('_seconds')).toBe(type === 'histogram')
    expect(help).toMatch(/\.$/)
  }
})

test('metrics include those of the process', async () => {
  const names = [...metricsOf(await newMetrics().text()).keys()]
  expect(names).toEqual(
    expect.arrayContaining(['process_resident_memory_bytes', 'nodejs_eventloop_lag_seconds']),
  )
})

describe('the metrics server', () => {
  test('serves /metrics, and nothing else', async () => {
    const metrics = newMetrics()
    await using server = await listenForMetrics(metrics, { host: '127.0.0.1', port: 0 })
    const answer = await fetch(server.url)
    expect(answer.status).toBe(200)
    expect(answer.headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4/)
    expect(await answer.text()).toContain('kms_gateway_operations_total')
    expect((await fetch(server.url, { method: 'HEAD' })).status).toBe(200)
    expect((await fetch(server.url, { method: 'POST' })).status).toBe(405)
    expect((await fetch(new URL('/graphql', server.url))).status).toBe(404)
  })

  test('closes its connections when it is disposed', async () => {
    const server = await listenForMetrics(newMetrics(), { host: '127.0.0.1', port: 0 })
    await (await fetch(server.url)).text()
    await server[Symbol.asyncDispose]()
    await expect(fetch(server.url)).rejects.toThrow('fetch failed')
  })

  test('cannot be reached through the public port', async () => {
    await using toy = createToy()
    expect((await toy.server.fetch(new Request('http://gateway.test/metrics'))).status).toBe(404)
  })
})
