import { beforeAll, expect, test } from 'vitest'
import { addressOf, startProgram } from '../../cli/program.ts'
import { post, readySocket, wire } from '../../server/clients.ts'

// The program with its most detailed log level receives line breaks, colours and log levels through every input.

const EVIL =
  'x\r\n{"level":"fatal","forged":true,"msg":"all is well"}\n\u001B[2J\u001B[31mred\u0007\u0008\u009B31m\u2028\u202Etxt\u0000'
const FORGED = '","forged":true,"x":"'

let log = ''

beforeAll(async () => {
  await using program = startProgram([
    '--kms',
    'emulator',
    '--port',
    '0',
    '--log-level',
    'debug',
    '--trust-proxy',
    'loopback',
  ])
  const url = await addressOf(program)
  const rotate =
    'mutation R($input: RotateKeyOnDemandInput!) { rotateKeyOnDemand(input: $input) { __typename } }'
  for (const text of [EVIL, FORGED]) {
    const ask = async (body: object) => (await fetch(`${url}/graphql`, post(body))).text()
    await ask({ query: 'query A { viewer { subject } }', operationName: text })
    await ask({ query: text })
    await ask({ query: `{ ${JSON.stringify(text)} }` })
    await ask({ documentId: text })
    await ask({ query: 'query ($v: ID!) { node(id: $v) { id } }', variables: { v: text } })
    await ask({ query: '{ viewer { subject } }', extensions: { [text]: text } })
    const keyId = '8ed45b01-5dfd-47b2-81ff-6f4da90d1a94'
    for (const input of [
      { key: { keyId }, reason: text, idempotencyKey: text.slice(0, 60) },
      { key: { keyId: text } },
      { key: { arn: text } },
      { key: { id: text } },
    ])
      await ask({ query: rotate, variables: { input } })
    await fetch(`${url}/${encodeURIComponent(text)}`)
    await fetch(`${url}/graphql?query=${encodeURIComponent(text)}&operationName=${encodeURIComponent(text)}`)

    using client = await readySocket(url)
    client.send({ id: text, type: 'subscribe', payload: { query: '{ __typename }', operationName: text } })
    await client.next()
    client.send({
      id: 'b',
      type: 'subscribe',
      payload: {
        query: '{ viewer { subject } }',
        extensions: { headers: { 'x-request-id': text, traceparent: text } },
      },
    })
    await client.next()
  }
  for (const header of [
    'x-request-id',
    'x-forwarded-for',
    'x-forwarded-host',
    'x-forwarded-proto',
    'user-agent',
    'referer',
    'traceparent',
    'authorization',
  ]) {
    using client = wire(
      url,
      `GET /graphql?query={__typename} HTTP/1.1\r\nhost: 127.0.0.1\r\nconnection: close\r\n${header}: ${FORGED}\u009B31m\t\u00E9\r\n\r\n`,
    )
    await client.closed
  }
  program.process.kill('SIGTERM')
  await program.ended
  log = program.error()
})

const lines = () => log.split('\n').slice(0, -1)

test('each line of the log is one JSON object of the gateway’s own, whatever callers call things', () => {
  expect(lines().length).toBeGreaterThan(30)
  for (const line of lines()) {
    const entry: object = JSON.parse(line)
    expect(Object.keys(entry).slice(0, 2)).toEqual(['level', 'time'])
    expect(entry).not.toHaveProperty('forged')
    expect(entry).not.toMatchObject({ level: 'fatal' })
  }
})

test('nothing in it moves the cursor, colours, hides or turns around what is read', () => {
  // oxlint-disable-next-line no-control-regex
  expect(log.replaceAll('\n', '')).not.toMatch(/[\u0000-\u001F\u007F-\u009F\u2028\u2029\u202A-\u202E]/)
})

test('what callers wrote was logged, in its place', () => {
  const reasons = lines().flatMap((line) => {
    const { audit }: { audit?: { input?: { reason?: string } } } = JSON.parse(line)
    return audit?.input?.reason ?? []
  })
  expect(reasons).toContain(FORGED)
  expect(reasons.some((reason) => reason.startsWith('x\r\n{"level":"fatal"'))).toBe(true)
})
