import { once } from 'node:events'
import { createServer } from 'node:http'
import { text } from 'node:stream/consumers'
import { beforeAll, describe, expect, test } from 'vitest'
import { createEmulator } from '../../emulator/emulator.ts'
import type { Emulator } from '../../emulator/emulator.ts'
import { addressOf, runProgram, startProgram } from '../cli/program.ts'
import { post } from '../server/clients.ts'
import { bearer, makeToken, temporaryFile } from '../support/credentials.ts'
import { waitUntil } from '../support/wait-until.ts'
import { startOtlpReceiver } from '../telemetry/otlp-receiver.ts'

// One run of the program over four accounts, and two of the doctor. STS and KMS quote secrets in their errors. Everything that
// the programs wrote is searched for every secret, including those of the sessions.

const [A, DENIED, UNREACHABLE, REJECTED] = ['111122223333', '222233334444', '333344445555', '444455556666']

/** As AWS makes them, with a slash where a search for long words begins a new word. */
const BASE = {
  AWS_ACCESS_KEY_ID: 'AKIAS3CRETACCESSKEY0',
  AWS_SECRET_ACCESS_KEY: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYSECRETKEY0',
  AWS_SESSION_TOKEN: `IQoJb3JpZ2lu/X2VjEJr/${'Kx8aS3cretToken'.repeat(20)}/Zw9==`,
} as const
const EXTERNAL_ID = 'an-external-id'
const SECRETS: Record<string, string> = { ...BASE, 'the external ID': EXTERNAL_ID }
const PLACES = ['log', 'standard output', 'responses', 'metrics', 'OTLP', 'doctor'] as const

let written: Readonly<Record<(typeof PLACES)[number], string>>
/** The access key IDs, secret keys and session tokens that STS returned. */
let ofSessions: readonly string[]

beforeAll(async () => {
  ;({ written, ofSessions } = await run())
})

/** The secret and its ends, because a part of it must not be written either. */
const formsOf = (secret: string) => [secret, secret.slice(0, 20), secret.slice(-20)]

describe.each(PLACES)('the %s', (place) => {
  test.each(Object.keys(SECRETS))('does not contain %s', (name) => {
    for (const form of formsOf(SECRETS[name] ?? '')) expect(written[place]).not.toContain(form)
  })

  test('does not contain the keys and tokens of sessions', () => {
    for (const secret of ofSessions)
      for (const form of formsOf(secret)) expect(written[place]).not.toContain(form)
  })
})

test('the run said enough to be worth searching', () => {
  // Three secrets of each session: the gateway's, a caller's, and two of each run of the doctor.
  expect(ofSessions.length).toBeGreaterThanOrEqual(3 * 6)
  expect(written.log).toContain('AWS STS did not provide a session')
  expect(written.log).toContain('AWS does not accept the credentials')
  expect(written.log).toContain('The Canonical String')
  expect(written.log).toContain('externalId')
  expect(written.log).toContain('the accounts file could not be read again')
  expect(written.responses).toContain(`AWS STS rejected the gateway's session in account ${DENIED}`)
  expect(written.responses).toContain(`AWS STS did not provide a session in account ${UNREACHABLE}`)
  expect(written.responses).toContain('Cause: User: arn:aws:iam::111122223333:user/pipeline')
  expect(written.responses).toContain('RotateKeyOnDemandPayload')
  expect(written.metrics).toContain(`account="${DENIED}",region="us-east-1",reason="AccessDenied"`)
  for (const labels of [
    `account="${A}",session="SERVICE",outcome="OK"`,
    `account="${A}",session="CALLER",outcome="OK"`,
    `account="${DENIED}",session="SERVICE",outcome="AccessDenied"`,
  ])
    expect(written.metrics).toContain(`kms_gateway_sessions_total{${labels}}`)
  expect(written.OTLP).toContain('KMS/RotateKeyOnDemand')
  expect(written.doctor).toContain('MISSING  role')
  expect(written.doctor).toContain('"result": "MISSING"')
})

/** What a service could quote: the request with its headers, and its parameters. */
const quoted = (keys: Readonly<Record<keyof typeof BASE, string>>) =>
  `The Canonical String for this request should have been 'POST x-amz-security-token:${keys.AWS_SESSION_TOKEN} Credential=${keys.AWS_ACCESS_KEY_ID}/20261127/us-east-1' with the key ${keys.AWS_SECRET_ACCESS_KEY}`

const DENIAL = `User: arn:aws:iam::111122223333:user/pipeline is not authorized to perform: sts:AssumeRole. Value '${EXTERNAL_ID}' at 'externalId' is not accepted.`

async function run() {
  await using receiver = await startOtlpReceiver()
  await using emulator = createEmulator({
    accountIds: [A, DENIED, UNREACHABLE, REJECTED],
    regions: ['us-east-1'],
  })
  const { arn } = emulator.createKey()
  failSts(emulator)
  await using sts = await startRecorder(await emulator.listen({ port: 0 }))
  const file = {
    role: 'arn:{partition}:iam::{account}:role/kms-rotation-gateway',
    externalId: EXTERNAL_ID,
    accounts: [A, DENIED, UNREACHABLE, REJECTED].map((id) => ({ id })),
  }
  await using accounts = await temporaryFile(file)
  const rotator = makeToken('alice@example.com', ['rotator'])
  const administrator = makeToken('root@example.com', ['administrator'])
  const readAndWrite = ['ROTATION_READ', 'ROTATION_WRITE']
  await using policy = await temporaryFile({
    roles: {
      rotator: { permissions: readAndWrite },
      administrator: { permissions: [...readAndWrite, 'ADMIN'] },
    },
    tokens: [rotator.entry, administrator.entry],
  })
  const environment = {
    ...BASE,
    AWS_REGION: 'us-east-1',
    AWS_ENDPOINT_URL: sts.url,
    OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url,
    OTEL_LOG_LEVEL: 'ALL',
    OTEL_METRIC_EXPORT_INTERVAL: '200',
  }
  const flags = ['--accounts-file', accounts.path]
  const server = ['--port', '0', '--metrics-port', '0', '--log-level', 'debug', '--auth', 'tokens']
  await using program = startProgram([...flags, ...server, '--policy-file', policy.path], environment)
  const url = await addressOf(program)
  const metricsUrl = await program.says(/Metrics: +(http:\S+)/)
  const responses: string[] = []
  const ask = async (query: string) => {
    for (const { token } of [rotator, administrator])
      responses.push(await (await fetch(`${url}/graphql`, post({ query }, bearer(token)))).text())
  }
  const errors = '{ __typename ... on OperationError { code message } }'
  const page = `{ keys { nodes { arn rotationStatus { automatic } } unavailableScopes { scope { accountId } error ${errors} } } }`
  await ask(page)
  await ask(`{ scopes { accountId error ${errors} } }`)
  await ask(`mutation { rotateKeyOnDemand(input: { key: { arn: "${arn}" } }) ${errors} }`)

  // From here, KMS quotes the credentials of the sessions.
  const sessions = [...sts.sessions]
  for (const session of sessions)
    for (const code of ['AccessDeniedException', 'InvalidSignatureException']) {
      emulator.addFault({ kind: 'error', accountId: A, code, message: quoted(session), times: 4 })
      await ask(`{ key(by: { arn: "${arn}" }) { state rotationStatus { automatic } } }`)
      await ask(`mutation { enableKeyRotation(input: { key: { arn: "${arn}" } }) ${errors} }`)
    }
  await accounts.write({ ...file, externalId: `${EXTERNAL_ID} and more` })
  await waitUntil(() => program.error().includes('could not be read again'))
  await accounts.write(file)
  const metrics = await (await fetch(metricsUrl)).text()
  program.process.kill('SIGTERM')
  await program.ended

  emulator.clearFaults()
  failSts(emulator)
  const reports = [
    await runProgram(['doctor', ...flags], environment),
    await runProgram(['doctor', '--json', ...flags], environment),
  ]
  return {
    written: {
      log: program.error(),
      'standard output': program.out(),
      responses: responses.join('\n'),
      metrics,
      OTLP: receiver.requests.map(({ body }) => body).join('\n'),
      doctor: reports.map(({ out, error }) => out + error).join('\n'),
    },
    ofSessions: sts.sessions.flatMap((session) => Object.values(session)),
  }
}

function failSts(emulator: Emulator): void {
  const fault = { kind: 'error', operation: 'AssumeRole' } as const
  emulator.addFault({ ...fault, accountId: DENIED, code: 'AccessDenied', message: DENIAL, status: 403 })
  emulator.addFault({ kind: 'dropBefore', operation: 'AssumeRole', accountId: UNREACHABLE })
  const code = 'SignatureDoesNotMatch'
  emulator.addFault({ ...fault, accountId: REJECTED, code, message: quoted(BASE), status: 403 })
}

/** Forwards requests, and records the credentials in the responses of STS. */
async function startRecorder(target: string) {
  const sessions: Record<keyof typeof BASE, string>[] = []
  const server = createServer((request, response) => {
    const forward = async () => {
      const { host: _, connection: __, 'transfer-encoding': ___, ...headers } = request.headers
      const answer = await fetch(target + request.url, {
        method: 'POST',
        headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)])),
        body: await text(request),
      })
      const body = await answer.text()
      const valueOf = (name: string) => new RegExp(`<${name}>(.*?)</${name}>`).exec(body)?.[1] ?? ''
      if (body.includes('<SessionToken>'))
        sessions.push({
          AWS_ACCESS_KEY_ID: valueOf('AccessKeyId'),
          AWS_SECRET_ACCESS_KEY: valueOf('SecretAccessKey'),
          AWS_SESSION_TOKEN: valueOf('SessionToken'),
        })
      response.writeHead(answer.status, Object.fromEntries(answer.headers)).end(body)
    }
    forward().catch(() => request.socket.destroy())
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  return {
    url: `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`,
    sessions,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
