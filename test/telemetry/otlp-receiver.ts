import { once } from 'node:events'
import { createServer as createHttpServer } from 'node:http'
import type { IncomingHttpHeaders, IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import { createServer as createHttpsServer } from 'node:https'
import { buffer } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { gunzipSync } from 'node:zlib'
import protobuf from 'protobufjs'
import { SERVER_CERTIFICATE, SERVER_KEY } from '../support/private-ca.ts'

// A receiver of OTLP over HTTP. It decodes protobuf with OpenTelemetry's own definitions: test/telemetry/otlp has those of
// release 1.9.0, unchanged.

export interface Attribute {
  readonly key: string
  readonly value: Readonly<Record<string, unknown>>
}

export interface ReceivedSpan {
  readonly traceId: string
  readonly spanId: string
  readonly parentSpanId?: string
  readonly name: string
  readonly attributes: readonly Attribute[]
}

export interface ReceivedMetric {
  readonly name: string
  readonly description: string
  readonly unit?: string
  readonly sum?: { readonly aggregationTemporality: number; readonly isMonotonic: boolean } & Points
  readonly gauge?: Points
  readonly histogram?: { readonly aggregationTemporality: number } & Points
}

interface Points {
  readonly dataPoints: readonly ReceivedPoint[]
}

export interface ReceivedPoint {
  readonly attributes: readonly Attribute[]
  readonly startTimeUnixNano: string
  readonly timeUnixNano: string
  readonly asDouble?: number
  readonly count?: number | string
  readonly sum?: number
  readonly bucketCounts?: readonly (number | string)[]
  readonly explicitBounds?: readonly number[]
}

interface Scope {
  readonly spans?: readonly ReceivedSpan[]
  readonly metrics?: readonly ReceivedMetric[]
}

interface ResourceData {
  readonly resource: { readonly attributes: readonly Attribute[] }
  readonly scopeSpans?: readonly Scope[]
  readonly scopeMetrics?: readonly Scope[]
}

interface Received {
  readonly path: string | undefined
  readonly headers: IncomingHttpHeaders
  /** The body as it came, with a character per byte. */
  readonly body: string
  readonly resources: readonly ResourceData[]
}

export interface OtlpReceiver extends AsyncDisposable {
  readonly url: string
  readonly requests: readonly Received[]
  spans(): readonly ReceivedSpan[]
  /** The metrics of the last request that contained metrics. */
  metrics(): ReadonlyMap<string, ReceivedMetric>
  /** The attributes of each resource. */
  resources(): readonly Readonly<Record<string, unknown>>[]
}

const root = new protobuf.Root()
root.resolvePath = (_, target) => fileURLToPath(new URL(`./otlp/${target}`, import.meta.url))
root.loadSync([
  'opentelemetry/proto/collector/trace/v1/trace_service.proto',
  'opentelemetry/proto/collector/metrics/v1/metrics_service.proto',
])
const TYPES = {
  '/v1/traces': root.lookupType('opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest'),
  '/v1/metrics': root.lookupType('opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest'),
}

/** The resources of a request, with the names and values that OTLP has in JSON. */
function decode(
  path: string | undefined,
  contentType: string | undefined,
  body: Buffer,
): readonly ResourceData[] {
  const request =
    contentType === 'application/json' ? JSON.parse(body.toString()) : decodeProtobuf(path, contentType, body)
  return request.resourceSpans ?? request.resourceMetrics
}

function decodeProtobuf(path: string | undefined, contentType: string | undefined, body: Buffer) {
  if (contentType !== 'application/x-protobuf') throw new Error(`Unknown content type ${contentType}`)
  if (path !== '/v1/traces' && path !== '/v1/metrics') throw new Error(`Unknown path ${path}`)
  const type = TYPES[path]
  const request = type.toObject(type.decode(body), { longs: String, arrays: true })
  return JSON.parse(
    JSON.stringify(request, (_, value) =>
      // A Buffer has become this object before the replacer sees it. In JSON, OTLP has IDs as hexadecimal digits.
      value?.type === 'Buffer' ? Buffer.from(value.data).toString('hex') : value,
    ),
  )
}

export interface ReceiverOptions {
  /** Listens with the certificate of `test/support/private-ca.ts`. @default false */
  readonly isTls?: boolean
  /** Accepts requests, and never responds. @default false */
  readonly isHanging?: boolean
}

export async function startOtlpReceiver({
  isTls = false,
  isHanging = false,
}: ReceiverOptions = {}): Promise<OtlpReceiver> {
  const requests: Received[] = []
  const receive = async (request: IncomingMessage, response: ServerResponse) => {
    const bytes = await buffer(request)
    const body = request.headers['content-encoding'] === 'gzip' ? gunzipSync(bytes) : bytes
    const { url: path, headers } = request
    const resources = decode(path, headers['content-type'], body)
    requests.push({ path, headers, body: body.toString('latin1'), resources })
    if (!isHanging) response.writeHead(200, { 'content-type': headers['content-type'] }).end()
  }
  const onRequest: RequestListener = (request, response) => void receive(request, response)
  const server = isTls
    ? createHttpsServer({ cert: SERVER_CERTIFICATE, key: SERVER_KEY }, onRequest)
    : createHttpServer(onRequest)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const all = () => requests.flatMap(({ resources }) => resources)
  return {
    url: `${isTls ? 'https' : 'http'}://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`,
    requests,
    spans: () => all().flatMap(({ scopeSpans = [] }) => scopeSpans.flatMap(({ spans = [] }) => spans)),
    metrics() {
      const last = requests.findLast(({ path }) => path === '/v1/metrics')?.resources ?? []
      const metrics = last.flatMap(({ scopeMetrics = [] }) =>
        scopeMetrics.flatMap((scope) => scope.metrics ?? []),
      )
      return new Map(metrics.map((metric) => [metric.name, metric]))
    },
    resources: () => all().map(({ resource }) => valuesOf(resource.attributes)),
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

/** Attributes as an object. */
export const valuesOf = (attributes: readonly Attribute[] = []): Readonly<Record<string, unknown>> =>
  Object.fromEntries(attributes.map(({ key, value }) => [key, Object.values(value)[0]]))
