import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { isDeepStrictEqual, promisify } from 'node:util'
import { trace } from '@opentelemetry/api'
import { BasicTracerProvider, InMemorySpanExporter, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-base'
import { describe, expect, onTestFinished, test } from 'vitest'
import packageJson from '../../package.json' with { type: 'json' }
import { MAX_ATTEMPTS } from '../../src/kms/rate/retry.ts'
import { addressOf, runProgram, startProgram } from '../cli/program.ts'
import { post } from '../server/clients.ts'
import { createMemoryLogger } from '../support/memory-logger.ts'
import { createFakeKms } from '../support/fake-kms.ts'
import { CA_CERTIFICATE } from '../support/private-ca.ts'
import { waitUntil } from '../support/wait-until.ts'
import { startOtlpReceiver, valuesOf } from './otlp-receiver.ts'
import type { OtlpReceiver, ReceivedPoint } from './otlp-receiver.ts'
import { metricsOf, samplesOf } from './scraped.ts'

/** In OTLP; the SDK numbers it differently. */
const CUMULATIVE = 2
const EMULATED = ['--kms', 'emulator', '--port', '0', '--log-level', 'info']
const ask = (url: string, headers = {}) =>
  fetch(`${url}/graphql`, post({ query: '{ keys(source: KMS, first: 1) { nodes { arn } } }' }, headers))

describe('metrics', () => {
  test('are off unless a port is set', async () => {
    await using program = startProgram(EMULATED)
    const url = await addressOf(program)
    expect(program.out()).not.toContain('Metrics')
    expect((await fetch(`${url}/metrics`)).status).toBe(404)
  })

  test('are served at their own address until the program ends', async () => {
    await using program = startProgram([...EMULATED, '--metrics-port', '0'])
    const url = await addressOf(program)
    const metricsUrl = await program.says(/Metrics: +(http:\S+)/)
    await ask(url)
    const samples = samplesOf(await (await fetch(metricsUrl)).text())
    const labels = 'operation="ListKeys",account="111122223333",region="us-east-1",outcome="OK"'
    expect(samples.get(`kms_gateway_kms_calls_total{${labels}}`)).toBeGreaterThan(0)
    expect((await fetch(new URL('/metrics', url))).status).toBe(404)
    program.process.kill('SIGTERM')
    expect(await program.ended).toBe(0)
  })
})

describe.each(['http/protobuf', 'http/json'])('OTLP over %s', (protocol) => {
  test('has spans and metrics, and the remaining ones are sent at the end', async () => {
    await using receiver = await startOtlpReceiver()
    const flags = [...EMULATED, '--metrics-port', '0', '--otlp-endpoint', `${receiver.url}/`]
    await using program = startProgram(flags, { OTEL_EXPORTER_OTLP_PROTOCOL: protocol })
    const url = await addressOf(program)
    const traceId = '0af7651916cd43dd8448eb211c80319c'
    await ask(url, { traceparent: `00-${traceId}-b7ad6b7169203331-01` })
    const page = await (await fetch(await program.says(/Metrics: +(http:\S+)/))).text()
    program.process.kill('SIGTERM')
    expect(await program.ended).toBe(0)

    const paths = receiver.requests.map(({ path }) => path)
    expect(new Set(paths)).toEqual(new Set(['/v1/traces', '/v1/metrics']))
    const contentType = protocol === 'http/json' ? 'application/json' : 'application/x-protobuf'
    for (const { headers } of receiver.requests) expect(headers['content-type']).toBe(contentType)
    const spans = receiver.spans().filter((span) => span.traceId === traceId)
    const operation = spans.find(({ name }) => name === 'query')
    expect(operation).toMatchObject({ parentSpanId: 'b7ad6b7169203331' })
    const calls = spans.filter(({ name }) => name === 'KMS/ListKeys')
    expect(calls.length).toBeGreaterThan(0)
    for (const call of calls) expect(call.parentSpanId).toBe(operation?.spanId)
    expect(program.error()).toContain(`"traceId":"${traceId}"`)

    const metrics = receiver.metrics()
    expect(new Set(metrics.keys())).toEqual(new Set(metricsOf(page).keys()))
    const listed = metrics.get('kms_gateway_kms_calls_total')?.sum
    expect(listed).toMatchObject({ aggregationTemporality: CUMULATIVE, isMonotonic: true })
    const labels = 'operation="ListKeys",account="111122223333",region="us-east-1",outcome="OK"'
    const isListing = ({ attributes }: ReceivedPoint) =>
      isDeepStrictEqual(valuesOf(attributes), {
        operation: 'ListKeys',
        account: '111122223333',
        region: 'us-east-1',
        outcome: 'OK',
      })
    const scraped = samplesOf(page).get(`kms_gateway_kms_calls_total{${labels}}`)
    expect(listed?.dataPoints.find(isListing)?.asDouble).toBe(scraped)
    const duration = metrics.get('kms_gateway_operation_duration_seconds')
    expect(duration).toMatchObject({ unit: 's', histogram: { aggregationTemporality: CUMULATIVE } })
    const [point] = duration?.histogram?.dataPoints ?? []
    expect(Number(point?.count)).toBe(1)
    expect(point?.bucketCounts?.length).toBe((point?.explicitBounds?.length ?? 0) + 1)
    expect(BigInt(point?.startTimeUnixNano ?? 0)).toBeGreaterThan(0n)

    for (const resource of receiver.resources())
      expect(resource).toMatchObject({
        'service.name': 'kms-rotation-gateway',
        'service.version': packageJson.version,
        'service.instance.id': receiver.resources()[0]?.['service.instance.id'],
      })
  })
})

describe('the variables of OpenTelemetry', () => {
  test('turn on spans and metrics, and set headers, compression and resource', async () => {
    await using receiver = await startOtlpReceiver()
    await using program = startProgram(EMULATED, {
      OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url,
      OTEL_EXPORTER_OTLP_HEADERS: 'x-api-key=k',
      OTEL_EXPORTER_OTLP_METRICS_HEADERS: 'x-tenant=t',
      OTEL_EXPORTER_OTLP_COMPRESSION: 'gzip',
      OTEL_SERVICE_NAME: 'mine',
      OTEL_RESOURCE_ATTRIBUTES: 'deployment.environment=test',
    })
    await ask(await addressOf(program))
    program.process.kill('SIGTERM')
    expect(await program.ended).toBe(0)
    const gzipped = { 'x-api-key': 'k', 'content-encoding': 'gzip' }
    for (const { headers } of receiver.requests) expect(headers).toMatchObject(gzipped)
    const sent = receiver.requests.find(({ path }) => path === '/v1/metrics')
    expect(sent?.headers).toMatchObject({ 'x-tenant': 't' })
    for (const resource of receiver.resources())
      expect(resource).toMatchObject({ 'service.name': 'mine', 'deployment.environment': 'test' })
    expect(receiver.spans().length).toBeGreaterThan(0)
  })

  test('send each signal to its own address in its own protocol', async () => {
    await using forTraces = await startOtlpReceiver()
    await using forMetrics = await startOtlpReceiver()
    await using program = startProgram(EMULATED, {
      OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: `${forTraces.url}/v1/traces`,
      OTEL_EXPORTER_OTLP_TRACES_PROTOCOL: 'http/json',
      OTEL_EXPORTER_OTLP_METRICS_ENDPOINT: `${forMetrics.url}/v1/metrics`,
    })
    await ask(await addressOf(program))
    program.process.kill('SIGTERM')
    expect(await program.ended).toBe(0)
    const typesOf = ({ requests }: OtlpReceiver) =>
      new Set(requests.map(({ headers }) => headers['content-type']))
    expect(typesOf(forTraces)).toEqual(new Set(['application/json']))
    expect(forTraces.spans().length).toBeGreaterThan(0)
    expect(typesOf(forMetrics)).toEqual(new Set(['application/x-protobuf']))
    expect(forMetrics.metrics().has('kms_gateway_info')).toBe(true)
  })

  test('turn off one signal', async () => {
    await using receiver = await startOtlpReceiver()
    const flags = [...EMULATED, '--otlp-endpoint', receiver.url]
    await using program = startProgram(flags, { OTEL_TRACES_EXPORTER: 'none' })
    await ask(await addressOf(program))
    program.process.kill('SIGTERM')
    expect(await program.ended).toBe(0)
    expect(new Set(receiver.requests.map(({ path }) => path))).toEqual(new Set(['/v1/metrics']))
    expect(program.error()).not.toContain('traceId')
  })

  test('set the interval between two exports of metrics', async () => {
    await using receiver = await startOtlpReceiver()
    await using program = startProgram(EMULATED, {
      OTEL_EXPORTER_OTLP_METRICS_ENDPOINT: `${receiver.url}/v1/metrics`,
      OTEL_METRIC_EXPORT_INTERVAL: '100',
    })
    const startOf = () => receiver.metrics().get('kms_gateway_info')?.gauge?.dataPoints[0]?.startTimeUnixNano
    await addressOf(program)
    await waitUntil(() => receiver.requests.length > 0)
    const first = startOf()
    await waitUntil(() => receiver.requests.length > 2)
    expect(first).toBeDefined()
    expect(startOf()).toBe(first)
  })

  test('name the certificate authority of the receiver', async () => {
    await using receiver = await startOtlpReceiver({ isTls: true })
    const folder = await mkdtemp(path.join(tmpdir(), 'otlp-'))
    onTestFinished(() => rm(folder, { recursive: true }))
    const OTEL_EXPORTER_OTLP_CERTIFICATE = path.join(folder, 'ca.pem')
    await writeFile(OTEL_EXPORTER_OTLP_CERTIFICATE, CA_CERTIFICATE)
    const flags = [...EMULATED, '--otlp-endpoint', receiver.url]
    await using program = startProgram(flags, { OTEL_EXPORTER_OTLP_CERTIFICATE })
    await ask(await addressOf(program))
    program.process.kill('SIGTERM')
    expect(await program.ended).toBe(0)
    const paths = new Set(receiver.requests.map(({ path: requested }) => requested))
    expect(paths).toEqual(new Set(['/v1/traces', '/v1/metrics']))
  })

  test('end the program at the start if one of them is invalid, with what to do', async () => {
    const { code, error } = await runProgram([...EMULATED, '--otlp-endpoint', 'http://127.0.0.1:4317'], {
      OTEL_EXPORTER_OTLP_PROTOCOL: 'grpc',
    })
    expect(code).toBe(2)
    expect(error).toContain('Set it to http/protobuf')
  })
})

describe('a receiver', () => {
  test('that cannot be reached does not delay the program or its end, and the log reports it', async () => {
    await using program = startProgram([...EMULATED, '--otlp-endpoint', 'http://127.0.0.1:9'])
    const response = await ask(await addressOf(program))
    expect(response.status).toBe(200)
    program.process.kill('SIGTERM')
    expect(await program.ended).toBe(0)
    expect(program.error()).toContain('OpenTelemetry: could not be sent')
  })

  test('that does not respond delays the end of the program by 3 seconds at most', async () => {
    await using receiver = await startOtlpReceiver({ isHanging: true })
    await using program = startProgram([...EMULATED, '--otlp-endpoint', receiver.url])
    expect((await ask(await addressOf(program))).status).toBe(200)
    program.process.kill('SIGTERM')
    expect(await program.ended).toBe(0)
    expect(receiver.requests.length).toBeGreaterThan(0)
    expect(program.error()).toContain('The receiver did not accept the remaining data within 3000 ms.')
  })
})

test('a program that embeds the built library gets spans if it registers a provider', async () => {
  const exporter = new InMemorySpanExporter()
  const registered = new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] })
  trace.setGlobalTracerProvider(registered)
  const library = new URL('../../dist/index.js', import.meta.url).href
  const { createGateway } = await import(library)
  const gateway = createGateway({
    kms: [createFakeKms('arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab')],
    logger: createMemoryLogger(),
    version: '0.0.0',
  })
  await gateway.fetch(new Request('http://127.0.0.1:4000/graphql', post({ query: '{ __typename }' })))
  await gateway[Symbol.asyncDispose]()
  expect(exporter.getFinishedSpans().map(({ name }) => name)).toContain('query')
  trace.disable()
})

test('a program that embeds the built library with metrics ends when the gateway is disposed', async () => {
  const script = `
    import { createAwsKms, createGateway, createLogger, createMetrics, systemClock } from './dist/index.js'
    const metrics = createMetrics({ version: '0.0.0', mode: 'LIVE' })
    const credentials = { accessKeyId: 'test', secretAccessKey: 'test' }
    const kms = createAwsKms({ region: 'us-east-1', accountId: '111122223333', clock: systemClock, endpoint: 'http://127.0.0.1:9', credentials })
    const gateway = createGateway({ kms: [kms], logger: createLogger('silent'), version: '0.0.0', observers: [metrics] })
    const { url } = await gateway.listen({ host: '127.0.0.1', port: 0 })
    await (await fetch(url + '/ready')).text()
    await gateway[Symbol.asyncDispose]()
    kms[Symbol.dispose]()
    console.log(await metrics.text())`
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', script])
  const labels = 'operation="ListKeys",account="111122223333",region="us-east-1",outcome="KMS_UNAVAILABLE"'
  expect(samplesOf(stdout).get(`kms_gateway_kms_calls_total{${labels}}`)).toBe(MAX_ATTEMPTS)
})
