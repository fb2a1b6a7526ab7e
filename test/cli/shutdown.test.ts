import { createClient as createSseClient } from 'graphql-sse'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createEmulator } from '../../emulator/emulator.ts'
import type { Emulator } from '../../emulator/emulator.ts'
import { post, readySocket } from '../server/clients.ts'
import { waitUntil } from '../support/wait-until.ts'
import { addressOf, startProgram } from './program.ts'
import type { Program } from './program.ts'

let emulator: Emulator
let program: Program
let url: string
beforeEach(async () => {
  emulator = createEmulator({ regions: ['us-east-1'] })
  program = startProgram(['--kms', 'aws', '--port', '0', '--account-id', '111122223333', '--no-inventory'], {
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_REGION: 'us-east-1',
    AWS_ENDPOINT_URL_KMS: await emulator.listen({ port: 0 }),
  })
  url = await addressOf(program)
})
afterEach(async () => {
  await program[Symbol.asyncDispose]()
  await emulator[Symbol.asyncDispose]()
})

/** A subscription to one key, whose first poll shows that the subscription is open. */
async function completionsOf(arn: string): Promise<string> {
  const asked = await fetch(`${url}/graphql`, post({ query: `{ key(by: { arn: "${arn}" }) { id } }` }))
  const { data } = await asked.json()
  return `subscription { rotationCompleted(keys: ["${data.key.id}"]) { __typename } }`
}

/** A query that KMS does not answer until `finish` moves the clock past the fault's latency. */
async function runningQuery(arn: string) {
  emulator.addFault({ kind: 'latency', operation: 'DescribeKey', latencyMs: 3_600_000 })
  const answer = fetch(`${url}/graphql`, post({ query: `{ key(by: { arn: "${arn}" }) { state } }` }))
  await waitUntil(() => emulator.statistics().inFlight > 0)
  return {
    answer,
    finish: () => emulator.clock.advance(3_600_000),
  }
}

describe.each(['SIGTERM', 'SIGINT'] as const)('%s', (signal) => {
  test('answers the running query, asks streams to resume elsewhere, and exits with code 0', async () => {
    const { arn } = emulator.createKey()
    using socket = await readySocket(url)
    const overSocket = await completionsOf(emulator.createKey().arn)
    socket.send({ id: '1', type: 'subscribe', payload: { query: overSocket } })
    const query = await completionsOf(emulator.createKey().arn)
    const events: unknown[] = []
    const streamed = new Promise<void>((resolve, reject) => {
      createSseClient({ url: `${url}/graphql`, retryAttempts: 0 }).subscribe(
        { query },
        { next: (event) => events.push(event), error: reject, complete: resolve },
      )
    })
    await waitUntil(() => emulator.calls('ListKeyRotations') === 2)
    const { answer, finish } = await runningQuery(arn)

    program.process.kill(signal)
    expect(await socket.closed).toMatchObject({ code: 1012 })
    await streamed
    expect(events).toMatchObject([{ errors: [{ extensions: { code: 'SERVICE_RESTARTING' } }] }])
    await expect(fetch(`${url}/health`)).rejects.toThrow('fetch failed')
    finish()
    expect(await (await answer).json()).toMatchObject({ data: { key: { state: 'ENABLED' } } })
    expect(await program.ended).toBe(0)
    expect(program.error()).not.toMatch(/"level":(50|60)|\bat .+:\d+:\d+/)
  })
})

test('a gateway without requests in flight ends immediately on SIGTERM', async () => {
  program.process.kill('SIGTERM')
  expect(await program.ended).toBe(0)
})

test('a second signal ends the gateway without waiting for requests in flight', async () => {
  const { arn } = emulator.createKey()
  const { answer } = await runningQuery(arn)
  const cut = answer.catch((error: unknown) => error)
  program.process.kill('SIGTERM')
  await waitUntil(async () => (await fetch(`${url}/health`).catch(() => undefined)) === undefined)
  program.process.kill('SIGTERM')
  expect(await program.ended).toBe(1)
  expect(await cut).toMatchObject({ message: 'fetch failed' })
})
