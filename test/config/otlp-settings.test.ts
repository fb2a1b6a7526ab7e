import { describe, expect, test } from 'vitest'
import { otlpSettings } from '../../src/config/otlp-settings.ts'
import { StartupError } from '../../src/errors/startup-error.ts'

type Environment = Readonly<Record<string, string>>

const OF_BOTH = { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://a' }
const traces = { protocol: 'http/protobuf' }
const metrics = { protocol: 'http/protobuf', intervalMs: 60_000, timeoutMs: 30_000 }
const both = { endpoint: undefined, traces, metrics }

describe('without an endpoint of the gateway', () => {
  test.each<[environment: Environment, sent: object | undefined]>([
    [{}, undefined],
    [OF_BOTH, both],
    [{ OTEL_EXPORTER_OTLP_ENDPOINT: ' ' }, undefined],
    [{ OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: 'http://a' }, { ...both, metrics: undefined }],
    [{ OTEL_EXPORTER_OTLP_METRICS_ENDPOINT: 'http://a' }, { ...both, traces: undefined }],
    [{ OTEL_TRACES_EXPORTER: 'otlp' }, { ...both, metrics: undefined }],
    [{ ...OF_BOTH, OTEL_SDK_DISABLED: 'true' }, undefined],
    [
      { ...OF_BOTH, OTEL_TRACES_EXPORTER: 'none' },
      { ...both, traces: undefined },
    ],
    [
      { ...OF_BOTH, OTEL_METRICS_EXPORTER: 'none' },
      { ...both, metrics: undefined },
    ],
    [{ ...OF_BOTH, OTEL_TRACES_EXPORTER: 'none', OTEL_METRICS_EXPORTER: 'none' }, undefined],
    // Nothing is sent, so no package reads the variable.
    [{ OTEL_BSP_MAX_QUEUE_SIZE: 'many' }, undefined],
  ])('OpenTelemetry’s variables turn signals on and off: %j', (environment, sent) => {
    expect(otlpSettings(undefined, environment)).toEqual(sent)
  })
})

describe('with an endpoint of the gateway', () => {
  test.each<[environment: Environment, sent: object | undefined]>([
    [{}, both],
    [OF_BOTH, both],
    [{ OTEL_SDK_DISABLED: 'TRUE' }, undefined],
    [{ OTEL_TRACES_EXPORTER: 'none' }, { ...both, traces: undefined }],
  ])('OpenTelemetry’s variables turn signals off: %j', (environment, sent) => {
    expect(otlpSettings('http://b', environment)).toEqual(sent && { ...sent, endpoint: 'http://b' })
  })
})

test.each<[environment: Environment, sent: object]>([
  [
    { OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json' },
    { traces: { protocol: 'http/json' }, metrics: { protocol: 'http/json' } },
  ],
  [
    { OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json', OTEL_EXPORTER_OTLP_METRICS_PROTOCOL: 'http/protobuf' },
    { traces: { protocol: 'http/json' }, metrics: { protocol: 'http/protobuf' } },
  ],
  [{ OTEL_METRIC_EXPORT_INTERVAL: '5000' }, { metrics: { intervalMs: 5_000, timeoutMs: 5_000 } }],
  [{ OTEL_METRIC_EXPORT_TIMEOUT: '1000' }, { metrics: { intervalMs: 60_000, timeoutMs: 1_000 } }],
])('OpenTelemetry’s variables set protocol, interval and timeout: %j', (environment, sent) => {
  expect(otlpSettings('http://b', environment)).toMatchObject(sent)
})

test('valid values of the variables that OpenTelemetry’s packages read are accepted', () => {
  const environment = {
    OTEL_EXPORTER_OTLP_HEADERS: 'authorization=Bearer%20k, x-tenant = t',
    OTEL_EXPORTER_OTLP_TIMEOUT: '10000',
    OTEL_EXPORTER_OTLP_METRICS_COMPRESSION: 'gzip',
    OTEL_EXPORTER_OTLP_CERTIFICATE: 'package.json',
    OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE: 'Cumulative',
    OTEL_RESOURCE_ATTRIBUTES: 'deployment.environment=test',
    OTEL_TRACES_SAMPLER: 'parentbased_traceidratio',
    OTEL_TRACES_SAMPLER_ARG: '0.25',
    OTEL_BSP_SCHEDULE_DELAY: '1000',
  }
  expect(otlpSettings('http://b', environment)).toEqual({ ...both, endpoint: 'http://b' })
})

const PAIRS =
  'is not a list of names and values. Use name=value,name=value, and encode commas in a value as %2C.'

test.each<[environment: Environment, message: string]>([
  [
    { OTEL_EXPORTER_OTLP_PROTOCOL: 'grpc' },
    "OTEL_EXPORTER_OTLP_PROTOCOL is grpc, which the gateway does not support. Set it to http/protobuf, and use the receiver's port for OTLP over HTTP, which is 4318 by default.",
  ],
  [
    { OTEL_EXPORTER_OTLP_TRACES_PROTOCOL: 'http' },
    "Invalid value 'http' for OTEL_EXPORTER_OTLP_TRACES_PROTOCOL. Use one of http/protobuf, http/json.",
  ],
  [
    { OTEL_TRACES_EXPORTER: 'jaeger' },
    "Invalid value 'jaeger' for OTEL_TRACES_EXPORTER. Use one of otlp, none.",
  ],
  [
    { OTEL_METRICS_EXPORTER: 'prometheus' },
    "Invalid value 'prometheus' for OTEL_METRICS_EXPORTER. Use one of otlp, none.",
  ],
  [
    { OTEL_EXPORTER_OTLP_ENDPOINT: 'collector:4318' },
    "Invalid value 'collector:4318' for OTEL_EXPORTER_OTLP_ENDPOINT. Use an http or https URL such as http://127.0.0.1:4318.",
  ],
  [
    { OTEL_EXPORTER_OTLP_TIMEOUT: '10s' },
    "Invalid value '10s' for OTEL_EXPORTER_OTLP_TIMEOUT. Use a whole number from 1 to 2147483647.",
  ],
  [
    { OTEL_EXPORTER_OTLP_METRICS_COMPRESSION: 'zstd' },
    "Invalid value 'zstd' for OTEL_EXPORTER_OTLP_METRICS_COMPRESSION. Use one of gzip, none.",
  ],
  [
    { OTEL_EXPORTER_OTLP_CERTIFICATE: '/nowhere/ca.pem' },
    "Cannot read the file of OTEL_EXPORTER_OTLP_CERTIFICATE: ENOENT: no such file or directory, access '/nowhere/ca.pem'. Check the path and the permissions.",
  ],
  [{ OTEL_EXPORTER_OTLP_HEADERS: 's3cret' }, `The value of OTEL_EXPORTER_OTLP_HEADERS ${PAIRS}`],
  [{ OTEL_RESOURCE_ATTRIBUTES: 'team=a,b' }, `The value of OTEL_RESOURCE_ATTRIBUTES ${PAIRS}`],
  [
    { OTEL_METRIC_EXPORT_INTERVAL: '0' },
    "Invalid value '0' for OTEL_METRIC_EXPORT_INTERVAL. Use a whole number from 1 to 2147483647.",
  ],
  [
    { OTEL_METRIC_EXPORT_INTERVAL: '1000', OTEL_METRIC_EXPORT_TIMEOUT: '2000' },
    'OTEL_METRIC_EXPORT_TIMEOUT (2000 ms) is greater than the interval between exports (1000 ms). Reduce it, or raise OTEL_METRIC_EXPORT_INTERVAL.',
  ],
  [
    { OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE: 'delta' },
    "Invalid value 'delta' for OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE. The gateway's counters are cumulative. Use cumulative, and convert them in the receiver, e.g. with the processor cumulativetodelta of the OpenTelemetry Collector.",
  ],
  [
    { OTEL_TRACES_SAMPLER: 'xray' },
    "Invalid value 'xray' for OTEL_TRACES_SAMPLER. Use one of always_on, always_off, traceidratio, parentbased_always_on, parentbased_always_off, parentbased_traceidratio.",
  ],
  [
    { OTEL_TRACES_SAMPLER_ARG: '25' },
    "Invalid value '25' for OTEL_TRACES_SAMPLER_ARG. Use a number from 0 to 1, such as 0.03.",
  ],
  [
    { OTEL_BSP_MAX_QUEUE_SIZE: 'many' },
    "Invalid value 'many' for OTEL_BSP_MAX_QUEUE_SIZE. Use a whole number from 1 to 2147483647.",
  ],
])('a variable of OpenTelemetry with an invalid value ends the start: %j', (environment, message) => {
  expect(() => otlpSettings('http://b', environment)).toThrow(new StartupError(message))
})
