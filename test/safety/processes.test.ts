import { EventEmitter, once } from 'node:events'
import { setTimeout as delay } from 'node:timers/promises'
import { expect, test } from 'vitest'
import type { TestContext } from 'vitest'
import { makeDataFolder } from '../store/data-folder.ts'
import { atMost } from '../support/at-most.ts'
import { createRandom } from '../support/random.ts'
import { startTcpProxy } from '../support/tcp-proxy.ts'
import { waitUntil } from '../support/wait-until.ts'
import { createBuiltGateway } from './built-gateway.ts'
import { startEmulatorProcess } from './emulator-process.ts'
import { listRequests, rotateStubbornly } from './stubborn-client.ts'
import type { ListedRequest, RotateAnswer } from './stubborn-client.ts'

/** How many rotations each of 20 clients asks for, and how often the gateway is stopped meanwhile. */
const { SAFETY_ROTATIONS = '10', SAFETY_RESTARTS = '4', SAFETY_SEED = '20261123' } = process.env
const seed = Number(SAFETY_SEED)
const CLIENTS = 20
const KEYS = 20
const LONGEST_MS = 20 * 60_000

const quick = {
  startClearsAfterMs: 400,
  historyVisibleAfterMs: 400,
  currentMaterialAfterMs: 800,
  onDemandLimit: 1_000_000,
  isThrottling: false,
}

async function start({ onTestFinished }: TestContext) {
  function disposing<Each extends AsyncDisposable>(each: Each): Each {
    onTestFinished(() => each[Symbol.asyncDispose]())
    return each
  }
  const emulator = disposing(await startEmulatorProcess(quick))
  const data = disposing(await makeDataFolder())
  const toKms = disposing(await startTcpProxy())
  const toGateway = disposing(await startTcpProxy())
  toKms.leadTo(emulator.url)
  const gateway = disposing(createBuiltGateway(toKms.url, data.folder))
  return { emulator, data, toKms, toGateway, gateway }
}

// These tests mostly wait, so they run at the same time.
test.concurrent(
  'clients that insist, connections that are cut and a gateway that is stopped and killed spend no rotation more than was asked for',
  { timeout: LONGEST_MS },
  async (context) => {
    context.onTestFailed(() => {
      process.stderr.write(`SAFETY_SEED=${seed}\n`)
    })
    const { emulator, toKms, toGateway, gateway } = await start(context)
    const arns = await Promise.all(Array.from({ length: KEYS }, async () => (await emulator.createKey()).arn))
    await emulator.addFault({ kind: 'dropAfter', operation: 'RotateKeyOnDemand', probability: 0.15, seed })
    await emulator.addFault({ kind: 'truncate', operation: 'RotateKeyOnDemand', probability: 0.1, seed })
    await emulator.addFault({ kind: 'dropBefore', operation: 'RotateKeyOnDemand', probability: 0.02, seed })
    toGateway.leadTo(await gateway.start())

    const answers = new Map<string, { readonly arn: string; readonly answer: RotateAnswer }>()
    const answered = new EventEmitter()
    const expected = CLIENTS * Number(SAFETY_ROTATIONS)
    async function insist(client: number): Promise<void> {
      const random = createRandom(seed + client)
      for (let rotation = 0; rotation < Number(SAFETY_ROTATIONS); rotation++) {
        const arn = arns[(client + rotation * 7) % KEYS] ?? ''
        const name = `client ${client}, rotation ${rotation}`
        answers.set(name, { arn, answer: await rotateStubbornly(toGateway.url, arn, name) })
        answered.emit('answer')
        await delay(random.below(1_500))
      }
    }

    async function disturb(): Promise<void> {
      const random = createRandom(seed)
      // Not to the end: the last client, alone with all the cuts, might never be let through.
      for (const _ of atMost(100_000, 'cuts')) {
        if (answers.size >= 0.9 * expected) break
        await delay(50 + random.below(200))
        // So that also the last call of all, which may take ten seconds, gets through in the end.
        random.pick([toKms, toGateway]).cut(random.below(40))
      }
    }

    async function restart(): Promise<void> {
      for (let restarts = 1; restarts <= Number(SAFETY_RESTARTS); restarts++) {
        const share = (expected * restarts) / (Number(SAFETY_RESTARTS) + 1)
        for (const _ of atMost(expected, 'answers')) {
          if (answers.size >= share) break
          await once(answered, 'answer')
        }
        await gateway.stop(restarts % 2 === 0 ? 'SIGKILL' : 'SIGTERM')
        toGateway.leadTo(await gateway.start())
      }
    }

    await Promise.all([
      disturb(),
      restart(),
      ...Array.from({ length: CLIENTS }, (_, client) => insist(client)),
    ])
    await emulator.clearFaults()
    const requests = await waitUntil(() => settledRequests(toGateway.url))
    const keys = await Promise.all(arns.map((arn) => emulator.key(arn)))

    // Each rotation there is belongs to one request, and to one rotation that a client wanted of that key.
    const spent = keys.flatMap(({ arn, rotations }) =>
      rotations.map(({ completedAt }) => `${arn} ${completedAt}`),
    )
    const completed = requests.filter(({ status }) => status === 'COMPLETED')
    const claimed = completed.map(({ key, rotation }) => `${key.arn} ${rotation?.rotatedAt}`)
    expect(claimed.toSorted()).toEqual(spent.toSorted())
    const rotated = new Map(completed.map(({ reason, key }) => [reason, key.arn]))
    expect(rotated.size, 'one rotation for each that was wanted').toBe(completed.length)
    for (const [name, arn] of rotated) expect(answers.get(name)?.arn).toBe(arn)
    expect(await emulator.rotateCalls(), 'no request was sent twice').toBeLessThanOrEqual(requests.length)

    const namesWhere = (isSo: (answer: RotateAnswer) => boolean) =>
      [...answers].filter(([, { answer }]) => isSo(answer)).map(([name]) => name)
    const accepted = namesWhere(({ request }) => request !== undefined)
    const rejected = namesWhere(({ code }) => code !== undefined && code !== 'OUTCOME_UNKNOWN')
    expect(accepted.filter((name) => !rotated.has(name))).toEqual([])
    expect(rejected.filter((name) => rotated.has(name))).toEqual([])
    expect(answers.size).toBe(expected)
    expect(completed.length, 'enough happened').toBeGreaterThan(expected / 4)
  },
)

/** All requests, once none of them is on its way any more. */
async function settledRequests(url: string): Promise<readonly ListedRequest[] | undefined> {
  const requests = await listRequests(url)
  return requests.some(({ status }) => status === 'REQUESTED' || status === 'IN_PROGRESS')
    ? undefined
    : requests
}

test.concurrent(
  'killed after a request was saved and before KMS answered, it settles that request by looking, and replays it',
  async (context) => {
    const { emulator, data, toGateway, gateway } = await start(context)
    const { arn } = await emulator.createKey()
    await emulator.addFault({
      kind: 'latency',
      latencyMs: 60_000,
      isAfterEffect: true,
      operation: 'RotateKeyOnDemand',
    })
    toGateway.leadTo(await gateway.start())
    const answering = rotateStubbornly(toGateway.url, arn, 'once')
    await waitUntil(async () => (await emulator.key(arn)).onDemandUsed === 1)
    await gateway.stop('SIGKILL')
    expect((await data.lines()).map((line) => JSON.parse(line))).toMatchObject([
      { keyArn: arn, status: 'REQUESTED', isAccepted: false },
    ])
    toGateway.leadTo(await gateway.start())
    expect(await answering).toMatchObject({ isReplay: true, request: { reason: 'once' } })
    const requests = await waitUntil(() => settledRequests(toGateway.url))
    const { rotations } = await emulator.key(arn)
    expect(requests).toMatchObject([
      { status: 'COMPLETED', rotation: { rotatedAt: rotations[0]?.completedAt } },
    ])
    expect(rotations).toHaveLength(1)
  },
)

test.concurrent(
  'killed before KMS did what was asked, it keeps the key locked: nobody knows yet',
  async (context) => {
    const { emulator, data, toGateway, gateway } = await start(context)
    const { arn } = await emulator.createKey()
    await emulator.addFault({ kind: 'latency', latencyMs: 600_000, operation: 'RotateKeyOnDemand', times: 1 })
    toGateway.leadTo(await gateway.start())
    const lost = rotateStubbornly(toGateway.url, arn, 'lost')
    await waitUntil(async () => (await data.lines()).length === 1)
    await gateway.stop('SIGKILL')
    toGateway.leadTo(await gateway.start())
    expect(await rotateStubbornly(toGateway.url, arn, 'another')).toMatchObject({
      code: 'ROTATION_IN_PROGRESS',
    })
    expect(await lost).toMatchObject({ code: 'OUTCOME_UNKNOWN' })
    expect(await listRequests(toGateway.url)).toMatchObject([{ status: 'OUTCOME_UNKNOWN', reason: 'lost' }])
    expect((await emulator.key(arn)).onDemandUsed).toBe(0)
  },
)
