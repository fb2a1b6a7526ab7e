import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { expect, onTestFinished, test } from 'vitest'
import { createEmulatorClock } from '../../emulator/emulator-clock.ts'
import { createEmulator } from '../../emulator/emulator.ts'
import { transports } from '../subscriptions/subscribe.ts'
import { atMost } from '../support/at-most.ts'
import { WAIT_TIMEOUT_MS } from '../support/timeouts.ts'
import { createRandom } from '../support/random.ts'
import { startScript } from '../support/script.ts'
import { startTcpProxy } from '../support/tcp-proxy.ts'
import { waitUntil } from '../support/wait-until.ts'
import { startResumingSubscriber } from './resuming-subscriber.ts'
import type { Completion } from './resuming-subscriber.ts'

/** More of everything: `KILL_ROTATIONS=1000 npx vitest run test/safety/kill`; another course: `KILL_SEED=7`. */
const { KILL_ROTATIONS = '70', KILL_SEED = '20261124' } = process.env
const seed = Number(KILL_SEED)
const rotations = Number(KILL_ROTATIONS)
const leastKills = Math.ceil(rotations / 35)
const KEYS = 30
const SUBSCRIBERS = 20
/** A minute of clocks in a second: the horizons of a cursor pass many times. */
const SPEED = 60
/** Keeps the rotations between two reads of a history well below the 64 that a cursor can name. */
const LONGEST_PAUSE_MS = 500

const timesOf = (completions: readonly Completion[], keyArn: string) =>
  completions.filter((each) => each.keyArn === keyArn).map(({ occurredAt }) => occurredAt)

test(
  `connections are cut and the gateway is killed: each subscriber gets each completion once, in order per key (KILL_SEED=${seed})`,
  async () => {
    const random = createRandom(seed)
    const folder = mkdtempSync(path.join(tmpdir(), 'gateway-kill-'))
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
    const clock = createEmulatorClock({ speed: SPEED })
    await using emulator = createEmulator({
      regions: ['us-east-1'],
      clock,
      settings: { onDemandLimit: 100_000, staleReadEvery: 3, staleReadWindowMs: 20_000, emptyPageEvery: 3 },
    })
    const endpoint = await emulator.listen({ port: 0 })
    const arns = Array.from({ length: KEYS }, () => emulator.createKey().arn)
    const [first = ''] = arns
    const completionsOf = (arn: string) =>
      emulator
        .key(arn)
        .rotations.map(({ completedAt }) => completedAt)
        .toSorted()
    const idOf = (arn: string) => Buffer.from(`1:Key:${arn}`).toString('base64url')
    const startGateway = () =>
      startScript('test/safety/gateway-process.ts', {
        ENDPOINT: endpoint,
        DATA_FOLDER: folder,
        SPEED: String(SPEED),
        CLOCK_AT: String(clock.now()),
        CLOCK_SET_AT: String(Date.now()),
      })

    await using proxy = await startTcpProxy()
    let gateway = startGateway()
    const started: AsyncDisposable[] = []
    await using _ = {
      async [Symbol.asyncDispose]() {
        await Promise.all(started.map((each) => each[Symbol.asyncDispose]()))
        await gateway[Symbol.asyncDispose]()
      },
    }
    proxy.leadTo(await gateway.firstLine())

    const subscribers = Array.from({ length: SUBSCRIBERS }, (_, index) => {
      // Some follow every key, others some of them; all follow the first key.
      const followed =
        index % 5 === 0 ? undefined : [first, ...arns.slice(1).filter(() => random.below(2) === 0)]
      const [webSocket, sse] = transports
      const subscriber = startResumingSubscriber({
        url: proxy.url,
        keys: followed?.map(idOf),
        transport: index % 2 === 0 ? webSocket : sse,
        random: createRandom(seed + index),
      })
      started.push(subscriber)
      return { subscriber, followed: followed ?? arns }
    })
    // A subscriber has a cursor once it has received a rotation. One that subscribes late receives a later rotation.
    for (const _ of atMost(60, 'rotations')) {
      if (subscribers.every(({ subscriber }) => subscriber.processed.length > 0)) break
      emulator.addRotation(first, { date: 'now', type: 'AUTOMATIC' })
      await delay(2_000)
    }

    const rotating = startScript('test/safety/rotating-process.ts', {
      ENDPOINT: endpoint,
      KEYS: arns.join(','),
      SEED: String(seed),
      LONGEST_PAUSE_MS: String(LONGEST_PAUSE_MS),
    })
    started.push(rotating)
    await rotating.firstLine()
    let cuts = 0
    let kills = 0
    let untilKill = random.below(20) + 10
    for (const _ of atMost(100 * rotations, 'cuts')) {
      if (kills >= leastKills && rotating.lines.length >= rotations) break
      untilKill--
      if (proxy.connections > 0) {
        proxy.cut(random.below(proxy.connections))
        cuts++
      }
      if (untilKill === 0) {
        await gateway.kill('SIGKILL')
        kills++
        gateway = startGateway()
        proxy.leadTo(await gateway.firstLine())
        untilKill = random.below(20) + 10
      }
      await delay(random.below(300))
    }
    expect(await rotating.kill('SIGTERM'), `it said: ${rotating.error()}`).toBe(0)

    const isComplete = () =>
      subscribers.every(({ subscriber, followed }) =>
        followed.every((arn) => timesOf(subscriber.processed, arn).at(-1) === completionsOf(arn).at(-1)),
      )
    // An event that is delivered twice is delivered again before the events after one more reconnection.
    await waitUntil(isComplete).catch(() => {})
    for (let index = proxy.connections; index > 0; index--) proxy.cut(index - 1)
    for (const arn of arns) emulator.addRotation(arn, { date: 'now', type: 'AUTOMATIC' })
    await waitUntil(isComplete).catch(() => {})

    for (const { subscriber, followed } of subscribers) {
      expect(subscriber.surprises).toEqual([])
      for (const arn of followed) {
        const received = timesOf(subscriber.processed, arn)
        const completed = completionsOf(arn)
        // Rotations of the first key before the subscription are not delivered.
        const from = arn === first ? completed.indexOf(received[0] ?? '') : 0
        expect(received, `of ${arn}`).toEqual(completed.slice(from))
      }
      expect(new Set(subscriber.processed.map(({ eventId }) => eventId)).size).toBe(
        subscriber.processed.length,
      )
    }
    expect(cuts).toBeGreaterThan(SUBSCRIBERS)
  },
  5 * WAIT_TIMEOUT_MS + rotations * 10_000,
)
