import { createClient as createSseClient } from 'graphql-sse'
import { beforeAll, describe, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { addressOf, startProgram } from '../cli/program.ts'
import type { Program } from '../cli/program.ts'
import { createEmulator } from '../../emulator/emulator.ts'
import { post, rawSocket, wire } from '../server/clients.ts'
import { makeToken, temporaryFile } from '../support/credentials.ts'
import { startIssuer } from '../support/issuer.ts'
import { waitUntil } from '../support/wait-until.ts'
import { startOtlpReceiver } from '../telemetry/otlp-receiver.ts'

// One run of the program, at its most talkative, with every kind of request, failing ones too. Everything it wrote is
// searched for every secret that it received. To add a secret, add a line here and use it in the run.

const secret = (name: string) => `s3cret-${name}-0123456789abcdef`

const SECRETS = {
  'the AWS access key': 'AKIAS3CRETACCESSKEY0',
  'the AWS secret key': secret('aws-secret-key'),
  'the AWS session token': secret('aws-session-token'),
  'the header of the OTLP receiver': secret('otlp-header'),
  'the header of the receiver of metrics': secret('otlp-metrics-header'),
  'the header of the receiver of traces': secret('otlp-traces-header'),
  'a bearer token of HTTP': secret('http-bearer'),
  'a cookie': secret('cookie'),
  'a token in the query string': secret('query-string'),
  'a bearer token of the upgrade': secret('upgrade-bearer'),
  'a token of connectionParams': secret('connection-params'),
  'a token of extensions.headers': secret('extension-header'),
  'a bearer token of SSE': secret('sse-bearer'),
  'a token in the header of a load balancer': secret('load-balancer'),
  'a bearer token beside JWTs': secret('beside-jwts'),
  'a claim of a JWT': secret('claim'),
  'the value of a variable': secret('variable'),
  'a value in a document': secret('document'),
  'what stands in a broken body': secret('broken-body'),
  'what stands in a broken message': secret('broken-message'),
  "a principal's name in what AWS says": secret('principal'),
} as const

let written: Readonly<Record<string, string>>
let requests = 0

beforeAll(async () => {
  written = await run()
})

describe.each(Object.entries(SECRETS))('%s', (_, value) => {
  test.each(['log', 'standard output', 'metrics', 'OTLP', 'closing reasons'])('is not in the %s', (place) => {
    expect(written[place]).toBeDefined()
    expect(written[place]).not.toContain(value)
    expect(written[place]).not.toContain(Buffer.from(value).toString('base64').slice(0, -4))
  })
})

test('the run said enough to be worth searching', () => {
  const log = written['log'] ?? ''
  expect(log.match(/"msg":"operation"/g)?.length).toBeGreaterThan(10)
  for (const level of ['debug', 'info', 'warn']) expect(log).toContain(`"level":"${level}"`)
  for (const code of ['GRAPHQL_VALIDATION_FAILED', 'GRAPHQL_PARSE_FAILED', 'BAD_REQUEST', 'ACCESS_DENIED'])
    expect(log).toContain(code)
  expect(written['OTLP']).toContain('KMS/RotateKeyOnDemand')
  expect(written['OTLP']).toContain('kms_gateway_change_attempts_total')
  expect(log).toContain('OpenTelemetry')
  expect(written['metrics']).toContain('kms_gateway_kms_calls_total{operation="DescribeKey"')
  expect(requests).toBeGreaterThan(15)
})

async function run(): Promise<Readonly<Record<string, string>>> {
  await using receiver = await startOtlpReceiver()
  await using emulator = createEmulator({ regions: ['us-east-1'] })
  const { arn } = emulator.createKey()
  const denied = emulator.createKey()
  emulator.addFault({
    kind: 'error',
    keyId: denied.arn,
    code: 'AccessDeniedException',
    message: `User: arn:aws:iam::111122223333:user/${SECRETS["a principal's name in what AWS says"]} is not authorized`,
  })
  const flags = ['--kms', 'aws', '--port', '0', '--metrics-port', '0', '--log-level', 'debug']
  await using program = startProgram(flags, {
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: SECRETS['the AWS access key'],
    AWS_SECRET_ACCESS_KEY: SECRETS['the AWS secret key'],
    AWS_SESSION_TOKEN: SECRETS['the AWS session token'],
    AWS_ENDPOINT_URL_KMS: await emulator.listen({ port: 0 }),
    OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url,
    OTEL_EXPORTER_OTLP_HEADERS: `x-api-key=${SECRETS['the header of the OTLP receiver']}`,
    OTEL_EXPORTER_OTLP_METRICS_HEADERS: `x-metrics-key=${SECRETS['the header of the receiver of metrics']}`,
    OTEL_EXPORTER_OTLP_TRACES_HEADERS: `x-traces-key=${SECRETS['the header of the receiver of traces']}`,
    OTEL_LOG_LEVEL: 'ALL',
    OTEL_METRIC_EXPORT_INTERVAL: '200',
  })
  const url = await addressOf(program)
  const metricsUrl = await program.says(/Metrics: +(http:\S+)/)

  const headers = {
    authorization: `Bearer ${SECRETS['a bearer token of HTTP']}`,
    cookie: `session=${SECRETS['a cookie']}`,
  }
  const send = async (path: string, init: RequestInit = {}) => {
    requests++
    await (await fetch(`${url}${path}`, init)).text()
  }
  const ask = (query: string, variables = {}, more = {}) =>
    send(
      '/graphql',
      post(
        { query, variables, extensions: { token: SECRETS['the value of a variable'] } },
        { ...headers, ...more },
      ),
    )

  const variable = { value: SECRETS['the value of a variable'], input: { key: { arn }, reason: 'OPS-1' } }
  await ask(
    '{ gateway { version } keys(first: 3) { nodes { arn rotationStatus { automatic } problems { all { code } } } } }',
  )
  await ask(`{ key(by: { arn: "${arn}" }) { state } denied: key(by: { arn: "${denied.arn}" }) { state } }`)
  await ask(`{ key(by: { arn: "${denied.arn}" }) { state rotationStatus { automatic } } }`)
  await ask('query ($value: String!) { key(by: { alias: $value }) { state } }', variable)
  await ask(`{ key(by: { alias: "alias/${SECRETS['a value in a document']}" }) { state } }`)
  await ask(`{ node(id: "${SECRETS['a value in a document']}") { id } }`)
  await ask(
    'mutation ($input: RotateKeyOnDemandInput!) { rotateKeyOnDemand(input: $input) { __typename } }',
    variable,
  )
  await ask(
    'mutation ($input: RotateKeyOnDemandInput!) { rotateKeyOnDemand(input: $input) { __typename } }',
    variable,
  )
  await ask('query ($value: Int!) { nothing(value: $value) }', variable)
  await ask('query ($value: Int!) { keys(first: $value) { nodes { arn } } }', variable)
  await ask(`{ keys(first: "${SECRETS['a value in a document']}") { nodes { arn } } }`)
  await ask(`{ "${SECRETS['a value in a document']}`)
  await send('/graphql', { ...post(`{"query": "${SECRETS['what stands in a broken body']}`, headers) })
  await send('/graphql', {
    ...post(SECRETS['what stands in a broken body'], { ...headers, 'content-type': 'text/plain' }),
  })
  await send(`/graphql?query={gateway{version}}&access_token=${SECRETS['a token in the query string']}`, {
    headers,
  })
  await send(`/nothing?access_token=${SECRETS['a token in the query string']}`, { headers })
  await send('/ready', { headers })
  await send('/graphql', { method: 'DELETE', headers })
  await ask('{ gateway { version } }', {}, { origin: 'http://evil.test' })
  using broken = wire(url, `GET /${SECRETS['what stands in a broken body']} NONSENSE\r\n\r\n`)
  await broken.closed

  const closing = [await talkOverSocket(url, arn, () => program.error())]
  await followOverSse(url)
  emulator.addFault({ kind: 'throttle' })
  await ask('{ keys(first: 3) { nodes { arn } } }')
  emulator.clearFaults()
  emulator.addFault({ kind: 'dropBefore' })
  await ask(`{ key(by: { arn: "${arn}" }) { state rotationStatus { automatic } } }`)
  emulator.clearFaults()

  const metrics = await (await fetch(metricsUrl)).text()
  program.process.kill('SIGTERM')
  await program.ended
  const withIssuers = await askWithIssuers()
  return {
    log: program.error() + withIssuers.error(),
    'standard output': program.out() + withIssuers.out(),
    metrics,
    OTLP: receiver.requests.map(({ body }) => body).join('\n'),
    'closing reasons': closing.join('\n'),
  }
}

/** Sends credentials to a program with several issuers: valid, left-out claims, forged, unknown and malformed ones. */
async function askWithIssuers(): Promise<Program> {
  await using people = await startIssuer(Date.now, 'https://people.example')
  await using machines = await startIssuer(Date.now, 'https://machines.example')
  const { token, entry } = makeToken('robot', [])
  const issuers = [people, machines].map(({ issuer, audience, jwksUrl: jwks }, index) => ({
    issuer,
    audience,
    jwks,
    subjectPrefix: `${index}-`,
  }))
  const balancer = { ...issuers[0], header: 'x-amzn-oidc-data', signer: 'arn', subjectPrefix: 'sso-' }
  const claims = [{ issuer: people.issuer, claim: 'groups', value: 'x', roles: ['reader'] }]
  await using policy = await temporaryFile({
    roles: { reader: { permissions: ['ROTATION_READ'] } },
    issuers: [...issuers, balancer],
    tokens: [entry],
    claims,
  })
  const auth = ['--auth', 'jwt', '--policy-file', policy.path]
  await using program = startProgram(['--kms', 'emulator', '--port', '0', '--log-level', 'debug', ...auth])
  const url = await addressOf(program)
  const claim = { email: SECRETS['a claim of a JWT'] }
  const jwts = [
    await people.sign({ ...claim, hasgroups: true }),
    await people.sign({ ...claim, iss: machines.issuer }),
    await people.sign({ ...claim, iss: 'https://elsewhere.example' }),
    await people.sign({ ...claim, aud: 'another' }),
    await people.sign({ ...claim, exp: 1 }),
  ]
  machines.behave('failing')
  jwts.push(await machines.sign(claim))
  const bearers = [...jwts, token, SECRETS['a bearer token beside JWTs']]
  const headers = [
    ...bearers.map((credential) => ({ authorization: `Bearer ${credential}` })),
    ...[...jwts, SECRETS['a token in the header of a load balancer']].map((credential) => ({
      'x-amzn-oidc-data': credential,
    })),
  ]
  for (const each of headers)
    await (await fetch(`${url}/graphql`, post({ query: '{ keys { nodes { arn } } }' }, each))).text()
  program.process.kill('SIGTERM')
  await program.ended
  const log = program.error()
  for (const line of [
    'a token does not contain claims',
    'could not read the JWT signing keys',
    'rejected a token',
  ])
    expect(log).toContain(line)
  for (const part of [...jwts.flatMap((jwt) => jwt.split('.')), token, entry.sha256])
    expect(log + program.out()).not.toContain(part)
  return program
}

/** Sends valid and invalid operations, then an invalid message. Returns the close reason of the gateway. */
async function talkOverSocket(url: string, arn: string, log: () => string): Promise<string> {
  const authorization = `Bearer ${SECRETS['a bearer token of the upgrade']}`
  const socket = await rawSocket(url, 'graphql-transport-ws', { headers: { authorization } })
  using _ = socket
  socket.send({
    type: 'connection_init',
    payload: { authorization: `Bearer ${SECRETS['a token of connectionParams']}` },
  })
  await socket.next()
  const extensions = { headers: { authorization: `Bearer ${SECRETS['a token of extensions.headers']}` } }
  const variables = { value: SECRETS['the value of a variable'] }
  const queries = [
    `{ key(by: { arn: "${arn}" }) { state } }`,
    'query ($value: String!) { key(by: { alias: $value }) { state } }',
    'query ($value: Int!) { keys(first: $value) { nodes { arn } } }',
    '{ nothing }',
    '{',
    'subscription { rotationCompleted(after: "nonsense") { __typename } }',
  ]
  for (const [id, query] of queries.entries()) {
    requests++
    socket.send({ id: String(id), type: 'subscribe', payload: { query, variables, extensions } })
    await socket.next()
  }
  // The key that is denied is watched, too: the log says what AWS said.
  const payload = { query: 'subscription { rotationCompleted { __typename } }', variables, extensions }
  socket.send({ id: 'live', type: 'subscribe', payload })
  await waitUntil(() => log().includes('ACCESS_DENIED'))
  socket.send(`{"type":"${SECRETS['what stands in a broken message']}`)
  const { code, reason } = await socket.closed
  const oversized = new WebSocket(`${url}/graphql`, 'graphql-transport-ws')
  const closed = new Promise<void>((resolve) => oversized.once('close', () => resolve()))
  oversized.on('error', () => {})
  oversized.once('open', () => oversized.send(SECRETS['what stands in a broken message'].repeat(10_000)))
  await closed
  return `${code} ${reason}`
}

async function followOverSse(url: string): Promise<void> {
  requests++
  const headers = { authorization: `Bearer ${SECRETS['a bearer token of SSE']}` }
  const client = createSseClient({ url: `${url}/graphql`, headers, retryAttempts: 0 })
  const events: unknown[] = []
  const leave = client.subscribe(
    { query: 'subscription { rotationCompleted(after: "nonsense") { __typename } }' },
    {
      next: (event) => events.push(event),
      error: (error) => events.push(error),
      complete: () => events.push('done'),
    },
  )
  await waitUntil(() => events.length > 0)
  leave()
  client.dispose()
}
