import { SpanKind, SpanStatusCode, context, propagation, trace } from '@opentelemetry/api'
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks'
import { W3CTraceContextPropagator } from '@opentelemetry/core'
import { BasicTracerProvider, InMemorySpanExporter, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-base'
import type { ReadableSpan } from '@opentelemetry/sdk-trace-base'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { createTracing } from '../../src/telemetry/tracing.ts'
import { post, readySocket } from '../server/clients.ts'
import { createToy } from '../server/toy.ts'
import { listenAt, watched } from '../subscriptions/subscribe.ts'
import { startGateway } from '../support/gateway.ts'
import { waitUntil } from '../support/wait-until.ts'

const exporter = new InMemorySpanExporter()
const TRACE_ID = '0af7651916cd43dd8448eb211c80319c'
const TRACEPARENT = `00-${TRACE_ID}-b7ad6b7169203331-01`

beforeAll(() => {
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable())
  propagation.setGlobalPropagator(new W3CTraceContextPropagator())
  trace.setGlobalTracerProvider(
    new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] }),
  )
})
afterAll(() => {
  trace.disable()
  context.disable()
  propagation.disable()
})
beforeEach(() => exporter.reset())

const spans = () => exporter.getFinishedSpans()
const operationSpan = (): ReadableSpan => {
  const found = spans().find(({ kind }) => kind === SpanKind.SERVER)
  if (!found) throw new Error('No operation was traced.')
  return found
}
const callSpans = () => spans().filter(({ kind }) => kind === SpanKind.CLIENT)

test('an operation has a span named by its type, with a child span for each KMS call', async () => {
  await using started = await startGateway({ regions: ['us-east-1'] })
  const { arn } = started.emulator.createKey()
  const query = `query Mine { key(by: { arn: "${arn}" }) { state rotationStatus { automatic } } }`
  await started.gateway.fetch(
    new Request('http://127.0.0.1:4000/graphql', post({ query }, { 'x-request-id': 'request-1' })),
  )
  const operation = operationSpan()
  expect(operation.name).toBe('query')
  expect(operation.attributes).toMatchObject({
    'graphql.operation.type': 'query',
    'graphql.operation.name': 'Mine',
    'gateway.request_id': 'request-1',
    'gateway.transport': 'http',
    'gateway.outcome': 'answered',
  })
  expect(callSpans()).toHaveLength(started.emulator.calls())
  for (const call of callSpans()) {
    expect(call.spanContext().traceId).toBe(operation.spanContext().traceId)
    expect(call.parentSpanContext?.spanId).toBe(operation.spanContext().spanId)
  }
  expect(callSpans().find(({ name }) => name === 'KMS/GetKeyRotationStatus')?.attributes).toEqual({
    'rpc.system': 'aws-api',
    'rpc.service': 'KMS',
    'rpc.method': 'GetKeyRotationStatus',
    'aws.account_id': '111122223333',
    'aws.region': 'us-east-1',
    'aws.kms.key_id': arn,
  })
})

test('the span of a failed call has its code and AWS’s request ID, and not the message', async () => {
  await using started = await startGateway({ regions: ['us-east-1'] })
  const { arn } = started.emulator.createKey()
  started.emulator.addFault({ kind: 'error', operation: 'DescribeKey', code: 'AccessDeniedException' })
  await started.answer(`{ key(by: { arn: "${arn}" }) { state } }`)
  const [call] = callSpans().filter(({ name }) => name === 'KMS/DescribeKey')
  expect(call?.status).toEqual({ code: SpanStatusCode.ERROR })
  expect(call?.attributes).toMatchObject({
    'error.type': 'ACCESS_DENIED',
    'aws.request_id': expect.any(String),
  })
  expect(call?.events).toEqual([])
})

test('spans do not contain an alias, because a caller may write anything as an alias', async () => {
  await using started = await startGateway({ regions: ['us-east-1'] })
  await started.answer('{ key(by: { alias: "alias/s3cret" }) { state } }')
  expect(callSpans().length).toBeGreaterThan(0)
  expect(JSON.stringify(spans().map(({ name, attributes }) => ({ name, attributes })))).not.toContain(
    's3cret',
  )
})

test('a wait for a quota is an event of the operation’s span', () => {
  const tracing = createTracing('1.0.0')
  trace.getTracer('test').startActiveSpan('asking', (span) => {
    tracing.onQuotaWait?.({
      operation: 'ListKeys',
      accountId: '111122223333',
      region: 'us-east-1',
      priority: 'INTERACTIVE',
      waitedMs: 1_500,
      outcome: 'OK',
    })
    tracing.onQuotaWait?.({
      operation: 'ListKeys',
      accountId: '111122223333',
      region: 'us-east-1',
      priority: 'INTERACTIVE',
      waitedMs: 0,
      outcome: 'OK',
    })
    span.end()
  })
  expect(spans()[0]?.events).toMatchObject([
    {
      name: 'kms.quota.wait',
      attributes: { 'rpc.method': 'ListKeys', 'kms.quota.wait_ms': 1_500, 'kms.quota.granted': true },
    },
  ])
})

describe('a caller’s trace is continued', () => {
  test('over HTTP', async () => {
    await using toy = createToy({ observers: [createTracing('1').server ?? {}] })
    const init = post({ query: '{ hello }' }, { traceparent: TRACEPARENT })
    await toy.server.fetch(new Request('http://gateway.test/graphql', init))
    expect(operationSpan().spanContext().traceId).toBe(TRACE_ID)
    expect(operationSpan().parentSpanContext?.spanId).toBe('b7ad6b7169203331')
  })

  test('over WebSocket, by the headers of each operation’s own extensions', async () => {
    await using toy = createToy({ observers: [createTracing('1').server ?? {}] })
    const { url } = await toy.server.listen({ host: '127.0.0.1', port: 0 })
    using socket = await readySocket(url, { headers: { traceparent: TRACEPARENT.replaceAll('b7', 'c8') } })
    const extensions = { headers: { traceparent: TRACEPARENT } }
    socket.send({ id: '1', type: 'subscribe', payload: { query: '{ hello }', extensions } })
    await socket.next()
    await waitUntil(() => spans().length === 1)
    expect(operationSpan().spanContext().traceId).toBe(TRACE_ID)
    socket.send({ id: '2', type: 'subscribe', payload: { query: '{ hello }' } })
    await waitUntil(() => spans().length === 2)
    expect(spans()[1]?.parentSpanContext).toBeUndefined()
  })

  test.each(['nonsense', '00-0-0-01', `${TRACEPARENT}-and-more`, 'x'.repeat(10_000)])(
    'unless its traceparent is not valid: %s',
    async (traceparent) => {
      await using toy = createToy({ observers: [createTracing('1').server ?? {}] })
      const response = await toy.server.fetch(
        new Request('http://gateway.test/graphql', post({ query: '{ hello }' }, { traceparent })),
      )
      expect(response.status).toBe(200)
      expect(operationSpan().parentSpanContext).toBeUndefined()
    },
  )

  test('unless the program that embeds the gateway has a current span', async () => {
    await using toy = createToy({ observers: [createTracing('1').server ?? {}] })
    await trace.getTracer('embedder').startActiveSpan('http', async (span) => {
      await toy.server.fetch(
        new Request(
          'http://gateway.test/graphql',
          post({ query: '{ hello }' }, { traceparent: TRACEPARENT }),
        ),
      )
      expect(operationSpan().parentSpanContext?.spanId).toBe(span.spanContext().spanId)
      span.end()
    })
  })
})

test('a bug is an error of the span, a client’s error is not', async () => {
  await using toy = createToy({ observers: [createTracing('1').server ?? {}] })
  for (const query of ['{ bug }', '{ badInput }', '{ nothing }'])
    await toy.server.fetch(new Request('http://gateway.test/graphql', post({ query })))
  const seen = spans().map(({ status, attributes }) => [attributes['gateway.error_codes'], status.code])
  expect(seen).toEqual([
    [['INTERNAL_SERVER_ERROR'], SpanStatusCode.ERROR],
    [['BAD_USER_INPUT'], SpanStatusCode.UNSET],
    [['GRAPHQL_VALIDATION_FAILED'], SpanStatusCode.UNSET],
  ])
})

test('every log line about an operation has its trace ID, over each transport', async () => {
  await using started = await startGateway({ regions: ['us-east-1'] })
  const { arn } = started.emulator.createKey()
  await started.answer(`mutation { rotateKeyOnDemand(input: { key: { arn: "${arn}" } }) { __typename } }`)
  const traceId = operationSpan().spanContext().traceId
  const about = (message: string) => started.logger.lines.filter((line) => line.message === message)
  expect(about('operation')).toMatchObject([{ fields: { traceId, requestId: expect.any(String) } }])
  expect(about('change attempted')).toMatchObject([{ fields: { traceId } }])

  const url = await listenAt(started)
  using socket = await readySocket(url)
  const extensions = { headers: { traceparent: TRACEPARENT } }
  socket.send({ id: '1', type: 'subscribe', payload: { query: '{ nothing }', extensions } })
  await socket.next()
  socket.send({
    id: '2',
    type: 'subscribe',
    payload: { query: 'subscription { rotationCompleted { __typename } }', extensions },
  })
  await watched(started, 1)
  socket.send({ id: '2', type: 'complete' })
  await waitUntil(() => about('operation').length === 3)
  expect(about('operation').slice(1)).toMatchObject([
    { fields: { traceId: TRACE_ID, outcome: 'rejected' } },
    { fields: { traceId: TRACE_ID, outcome: 'abandoned' } },
  ])
})

test('the calls of a watch are not part of the trace of the operation that started it', async () => {
  await using started = await startGateway({ regions: ['us-east-1'] })
  started.emulator.createKey()
  const url = await listenAt(started)
  using socket = await readySocket(url)
  const query = 'subscription { rotationCompleted { __typename } }'
  socket.send({ id: '1', type: 'subscribe', payload: { query } })
  await watched(started, 1)
  await waitUntil(() => started.emulator.calls('GetKeyRotationStatus') > 2)
  expect(callSpans().map(({ name }) => name)).not.toContain('KMS/GetKeyRotationStatus')
})

test('the calls for an event are part of the trace of its subscription', async () => {
  await using started = await startGateway({ regions: ['us-east-1'] })
  const { arn } = started.emulator.createKey()
  const url = await listenAt(started)
  using socket = await readySocket(url)
  const query = 'subscription { rotationCompleted { ... on RotationCompleted { key { state } } } }'
  const extensions = { headers: { traceparent: TRACEPARENT } }
  socket.send({ id: '1', type: 'subscribe', payload: { query, extensions } })
  await watched(started, 1)
  exporter.reset()
  await started.answer(`mutation { rotateKeyOnDemand(input: { key: { arn: "${arn}" } }) { __typename } }`)
  expect(await socket.next()).toMatchObject({ type: 'next' })
  const ofEvent = callSpans().filter((span) => span.spanContext().traceId === TRACE_ID)
  expect(ofEvent.map(({ name }) => name)).toEqual(['KMS/DescribeKey'])
})
