import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { trace } from '@opentelemetry/api'
import { BasicTracerProvider, InMemorySpanExporter, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-base'
import { describe, expect, test } from 'vitest'
import { MAX_ATTEMPTS } from '../../src/kms/rate/retry.ts'
import { addressOf, startProgram } from '../cli/program.ts'
import { post } from '../server/clients.ts'
import { createMemoryLogger } from '../support/memory-logger.ts'
import { createFakeKms } from '../support/fake-kms.ts'
import { startOtlpReceiver } from './otlp-receiver.ts'
import { samplesOf } from './scraped.ts'

const EMULATED = ['--kms', 'emulator', '--port', '0', '--log-level', 'info']
const ask = (url: string, headers = {}) =>
  fetch(`${url}/graphql`, post({ query: '{ keys(first: 1) { nodes { arn } } }' }, headers))

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
    const labels = 'operation="ListKeys",region="us-east-1",outcome="OK"'
    expect(samples.get(`kms_gateway_kms_calls_total{${labels}}`)).toBeGreaterThan(0)
    expect((await fetch(new URL('/metrics', url))).status).toBe(404)
    program.process.kill('SIGTERM')
    expect(await program.ended).toBe(0)
  })
})

describe('traces', () => {
  test('are sent to the address of the flag, the remaining ones at the end', async () => {
    await using receiver = await startOtlpReceiver()
    await using program = startProgram([...EMULATED, '--otlp-endpoint', `${receiver.url}/`])
    const url = await addressOf(program)
    const traceId = '0af7651916cd43dd8448eb211c80319c'
    await ask(url, { traceparent: `00-${traceId}-b7ad6b7169203331-01` })
    program.process.kill('SIGTERM')
    expect(await program.ended).toBe(0)
    expect(new Set(receiver.paths)).toEqual(new Set(['/v1/traces']))
    const spans = receiver.spans().filter((span) => span.traceId === traceId)
    const operation = spans.find(({ name }) => name === 'query')
    expect(operation).toMatchObject({ parentSpanId: 'b7ad6b7169203331' })
    const calls = spans.filter(({ name }) => name === 'KMS/ListKeys')
    expect(calls.length).toBeGreaterThan(0)
    for (const call of calls) expect(call.parentSpanId).toBe(operation?.spanId)
    expect(receiver.bodies.join()).toContain('"kms-rotation-gateway"')
    expect(program.error()).toContain(`"traceId":"${traceId}"`)
  })

  test('are sent as the OTEL_… variables say, with their headers and resource', async () => {
    await using receiver = await startOtlpReceiver()
    await using program = startProgram(EMULATED, {
      OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url,
      OTEL_EXPORTER_OTLP_HEADERS: 'x-api-key=k',
      OTEL_SERVICE_NAME: 'mine',
    })
    await ask(await addressOf(program))
    program.process.kill('SIGTERM')
    expect(await program.ended).toBe(0)
    expect(receiver.headers[0]).toMatchObject({ 'x-api-key': 'k' })
    expect(receiver.bodies.join()).toContain('"stringValue":"mine"')
  })

  test('that no receiver accepts do not delay the program or its end, and the log reports them', async () => {
    await using program = startProgram([...EMULATED, '--otlp-endpoint', 'http://127.0.0.1:9'])
    const response = await ask(await addressOf(program))
    expect(response.status).toBe(200)
    program.process.kill('SIGTERM')
    expect(await program.ended).toBe(0)
    expect(program.error()).toContain('traces: could not be sent')
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
    const kms = createAwsKms({ region: 'us-east-1', clock: systemClock, endpoint: 'http://127.0.0.1:9', credentials })
    const gateway = createGateway({ kms: [kms], logger: createLogger('silent'), version: '0.0.0', observers: [metrics] })
    const { url } = await gateway.listen({ host: '127.0.0.1', port: 0 })
    await (await fetch(url + '/ready')).text()
    await gateway[Symbol.asyncDispose]()
    kms[Symbol.dispose]()
    console.log(await metrics.text())`
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', script])
  const labels = 'operation="ListKeys",region="us-east-1",outcome="KMS_UNAVAILABLE"'
  expect(samplesOf(stdout).get(`kms_gateway_kms_calls_total{${labels}}`)).toBe(MAX_ATTEMPTS)
})
