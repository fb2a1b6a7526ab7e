import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { parse, validate } from 'graphql'
import { expect, onTestFinished, test } from 'vitest'
import { addressOf, startProgram } from '../cli/program.ts'
import { COMPLETIONS_DOCUMENT } from '../../examples/node-subscriber/completions.ts'
import { CURRENT_CURSOR_DOCUMENT } from '../../examples/node-subscriber/current-cursor.ts'
import { createEmulator } from '../../emulator/emulator.ts'
import { schema } from '../../src/schema/index.ts'
import { post } from '../server/clients.ts'
import { createRandom } from '../support/random.ts'
import { startScript } from '../support/script.ts'
import type { Script } from '../support/script.ts'
import { waitUntil } from '../support/wait-until.ts'

const SEED = 20_261_124
const KILLS = 6
const FLAGS = ['--kms', 'aws', '--account-id', '111122223333', '--port', '0']

interface Line {
  readonly kind: string
  readonly eventId: string
  readonly keyArn: string
  readonly occurredAt: string
}

const linesOf = ({ lines }: Script): Line[] => lines.map((line) => JSON.parse(line))

const awsSettings = (endpoint: string) => ({
  AWS_ACCESS_KEY_ID: 'test',
  AWS_SECRET_ACCESS_KEY: 'test',
  AWS_REGION: 'us-east-1',
  AWS_ENDPOINT_URL_KMS: endpoint,
})

function newFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'node-subscriber-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

test.each([
  ['subscription', COMPLETIONS_DOCUMENT],
  ['query for the current cursor', CURRENT_CURSOR_DOCUMENT],
])('the %s of the example service is valid against the schema', (_, document) => {
  expect(validate(schema, parse(document)).map(({ message }) => message)).toEqual([])
})

test('the example service exits with code 1 when the gateway rejects its cursor, and does not retry', async () => {
  const cursorFile = path.join(newFolder(), 'cursor')
  writeFileSync(cursorFile, 'nonsense')
  await using emulator = createEmulator({ regions: ['us-east-1'] })
  const endpoint = await emulator.listen({ port: 0 })
  await using gateway = startProgram(FLAGS, awsSettings(endpoint))
  await using run = startScript('examples/node-subscriber/subscriber.ts', {
    GATEWAY_URL: `${await addressOf(gateway)}/graphql`,
    CURSOR_FILE: cursorFile,
  })
  expect(await run.ended).toBe(1)
  expect(run.error()).toContain("'nonsense' is not a cursor")
  expect(readFileSync(cursorFile, 'utf8')).toBe('nonsense')
})

test.each([
  { gateway: 'without an inventory', flagsOf: () => ['--no-inventory'] },
  { gateway: 'with an inventory and push', flagsOf: (queue: string) => ['--push-queues', queue] },
])(
  'the example service loses no event of a gateway $gateway when it is killed at random times, and repeats only the event whose cursor was not saved',
  async ({ flagsOf }) => {
    const random = createRandom(SEED)
    const folder = newFolder()
    await using emulator = createEmulator({
      regions: ['us-east-1'],
      settings: { startClearsAfterMs: 200, historyVisibleAfterMs: 200 },
    })
    const endpoint = await emulator.listen({ port: 0 })
    const first = emulator.createKey().arn
    const arns: [string, ...string[]] = [first, emulator.createKey().arn, emulator.createKey().arn]
    const flags = [...FLAGS, ...flagsOf(`us-east-1=${emulator.queueUrl()}`)]
    await using gateway = startProgram(flags, awsSettings(endpoint))
    const url = `${await addressOf(gateway)}/graphql`
    const cursorFile = path.join(folder, 'cursor')
    const start = () =>
      startScript('examples/node-subscriber/subscriber.ts', { GATEWAY_URL: url, CURSOR_FILE: cursorFile })

    const runs: Script[] = [start()]
    await using _ = {
      async [Symbol.asyncDispose]() {
        await Promise.all(runs.map((run) => run[Symbol.asyncDispose]()))
      },
    }
    await waitUntil(() => existsSync(cursorFile))
    // The first event happens while the service is not running.
    await runs[0]?.kill('SIGKILL')
    const query = `mutation { rotateKeyOnDemand(input: { key: { arn: "${first}" } }) { __typename } }`
    expect(await (await fetch(url, post({ query }))).json()).toMatchObject({
      data: { rotateKeyOnDemand: { __typename: 'RotateKeyOnDemandPayload' } },
    })
    const second = start()
    runs.push(second)
    await waitUntil(() => second.lines.length === 1)

    for (let kill = 0; kill < KILLS; kill++) {
      await runs.at(-1)?.kill('SIGKILL')
      const missed = 1 + random.below(8)
      for (let rotation = 0; rotation < missed; rotation++) {
        emulator.clock.advance(1)
        emulator.addRotation(random.pick(arns), { date: 'now', type: 'AUTOMATIC' })
      }
      const run = start()
      runs.push(run)
      // The next kill happens while these events are delivered.
      const processed = random.below(missed) + 1
      await waitUntil(() => run.lines.length >= processed)
      await delay(random.below(5))
    }

    const processedOf = (lines: readonly Line[]) => new Map(lines.map((line) => [line.eventId, line]))
    const completed = () => arns.flatMap((arn) => emulator.key(arn).rotations)
    await waitUntil(() => processedOf(runs.flatMap(linesOf)).size >= completed().length)
    expect(await runs.at(-1)?.kill('SIGTERM'), `standard error: ${runs.at(-1)?.error()}`).toBe(0)

    const processed = [...processedOf(runs.flatMap(linesOf)).values()]
    for (const arn of arns)
      expect(processed.filter(({ keyArn }) => keyArn === arn).map(({ occurredAt }) => occurredAt)).toEqual(
        emulator.key(arn).rotations.map(({ completedAt }) => completedAt),
      )
    // Only the last event of the previous run may be repeated: it was processed, but its cursor was not saved.
    const saved = new Set<string>()
    for (const run of runs) {
      const ids = linesOf(run).map(({ eventId }) => eventId)
      expect(ids.filter((eventId) => saved.has(eventId))).toEqual([])
      expect(new Set(ids).size).toBe(ids.length)
      for (const eventId of ids.slice(0, -1)) saved.add(eventId)
    }
  },
)
