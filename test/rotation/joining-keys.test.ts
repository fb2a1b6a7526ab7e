import { array, assert, asyncProperty, constant, nat, oneof, record } from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createEventLog } from '../../src/rotation/stream/event-log.ts'
import { createEventStreams } from '../../src/rotation/stream/event-streams.ts'
import type { KeySet, KeySetFollower } from '../../src/rotation/key-set/key-set.ts'
import { createKeyWatches } from '../../src/rotation/watch/key-watches.ts'
import { rotationTimedOut } from '../../src/rotation/rotation-event.ts'
import type { EventKind } from '../../src/rotation/rotation-event.ts'
import { decodeStreamCursor } from '../../src/rotation/stream/stream-cursor.ts'
import { defaultWatchIntervals } from '../../src/rotation/watch/watch-schedule.ts'
import { createFakeKms } from '../support/fake-kms.ts'
import { createMemoryLogger } from '../support/memory-logger.ts'
import { createStillClock } from '../support/still-clock.ts'
import { requested } from '../store/requests.ts'
import { KEY_ARN } from './kms-values.ts'
import { read } from './read-stream.ts'

const { STREAM_RUNS = '100' } = process.env
const { historyMs } = defaultWatchIntervals
const MINUTE = 60_000
const KEYS = 6
const arnOf = (number: number) => KEY_ARN.replace(/.{4}$/, String(number).padStart(4, '0'))

/** A KMS with keys that are created one by one, and gateways before it, whose set of keys is a minute late. */
function start() {
  const clock = createStillClock()
  const kms = createFakeKms(...Array.from({ length: KEYS }, (_, index) => arnOf(index)))
  const existing = new Set([arnOf(0)])
  let materials = 0

  function startGateway() {
    const watches = createKeyWatches({
      kmsOf: () => kms,
      clock,
      logger: createMemoryLogger(),
      random: () => 0,
    })
    const log = createEventLog({ clock })
    const streams = createEventStreams({ watches, log, clock })
    const members = new Set(existing)
    const followers = new Set<KeySetFollower>()
    let completeUpTo = clock.now()
    const keys: KeySet = {
      name: 'all',
      coversRemoved: () => false,
      isNamed: false,
      get size() {
        return members.size
      },
      has: (keyArn) => members.has(keyArn),
      get completeUpTo() {
        return completeUpTo
      },
      incomplete: [],
      follow(follower) {
        followers.add(follower)
        return { [Symbol.dispose]: () => void followers.delete(follower) }
      },
      [Symbol.iterator]: () => members.values(),
    }
    return {
      watches,
      log,
      open: (after?: string, kinds: readonly EventKind[] = ['RotationCompleted']) =>
        streams.open({ keyArns: keys, kinds: new Set(kinds) }, after),
      /** What the next listing does. */
      list() {
        const joining = [...existing].filter((keyArn) => !members.has(keyArn))
        for (const keyArn of joining) members.add(keyArn)
        for (const follower of followers)
          if (joining.length > 0) follower.joined({ keyArns: joining, since: completeUpTo, areNew: true })
        const left = [...members].filter((keyArn) => !existing.has(keyArn))
        for (const keyArn of left) members.delete(keyArn)
        for (const follower of followers) if (left.length > 0) follower.left(left)
        completeUpTo = clock.now()
      },
    }
  }
  let gateway = startGateway()

  return {
    clock,
    kms,
    existing,
    create: () => {
      const arn = arnOf(existing.size % KEYS)
      existing.add(arn)
      return arn
    },
    rotate: (keyArn: string) => {
      const materialId = (++materials).toString(16).padStart(64, '0')
      kms.key(keyArn).addRotation('ON_DEMAND', new Date(clock.now()), materialId)
      return materialId
    },
    open: (after?: string, kinds?: readonly EventKind[]) => gateway.open(after, kinds),
    /** A request of the key has timed out. */
    announce: (keyArn: string) => {
      const at = new Date(clock.now())
      const event = rotationTimedOut(requested({ keyArn }), at)
      gateway.log.add(event)
      gateway.watches.announce(event)
    },
    list: () => gateway.list(),
    /** Time passes, and every minute the keys are listed. */
    pass: async (ms: number) => {
      for (let left = ms; left > 0; left -= MINUTE) {
        await clock.pass(Math.min(left, MINUTE))
        gateway.list()
      }
      await clock.pass(0)
    },
    replaceGateway: () => {
      gateway.watches[Symbol.dispose]()
      gateway = startGateway()
    },
    viewOf: (keyArn: string) => gateway.watches.viewOf(keyArn),
    name: (keyArn: string) => gateway.watches.observe([keyArn], { next: () => {}, end: () => {} }),
  }
}

describe('a key that is added to a running stream', () => {
  test('is delivered from the time at which it did not exist yet, and once', async () => {
    const { pass, open, create, rotate } = start()
    const reader = read(open())
    await pass(MINUTE)
    const arn = create()
    const before = rotate(arn)
    await pass(MINUTE)
    const after = rotate(arn)
    await pass(2 * historyMs)
    expect(reader.materials()).toEqual([before, after])
  })

  test('that another stream follows already is delivered once too', async () => {
    const { pass, open, create, rotate, name, viewOf } = start()
    const reader = read(open())
    await pass(MINUTE)
    const arn = create()
    name(arn)
    await pass(1_000)
    const rotated = rotate(arn)
    await pass(2 * historyMs)
    expect(viewOf(arn)?.rotations).toHaveLength(1)
    expect(reader.materials()).toEqual([rotated])
  })

  test.each(['before', 'after'])(
    'is delivered once when the stream is resumed from a cursor from %s that',
    async (when) => {
      const { pass, open, create, rotate, existing, replaceGateway } = start()
      const [old = ''] = existing
      const first = read(open())
      await pass(MINUTE)
      const received = [rotate(old)]
      await pass(historyMs)
      const early = first.cursor()
      const arn = create()
      const fromNewKey = rotate(arn)
      await pass(2 * MINUTE)
      expect(first.materials()).toEqual([...received, fromNewKey])
      await first.leave()
      replaceGateway()
      const later = rotate(arn)
      const second = read(open(when === 'before' ? early : first.cursor()))
      await pass(historyMs)
      expect(second.materials()).toEqual(when === 'before' ? [fromNewKey, later] : [later])
      await second.leave()
    },
  )

  test('delays the watermark while the keys cannot be listed, so that no event is skipped', async () => {
    const { clock, pass, open, create, rotate, existing, replaceGateway } = start()
    const [old = ''] = existing
    const first = read(open())
    await pass(MINUTE)
    const listedAt = clock.now()
    const arn = create()
    const unseen = rotate(arn)
    // No listing succeeds for half an hour.
    await clock.pass(30 * MINUTE)
    const seen = rotate(old)
    await clock.pass(historyMs)
    expect(first.materials()).toEqual([seen])
    expect(decodeStreamCursor(first.cursor() ?? '').watermark).toBeLessThan(listedAt)
    await first.leave()
    replaceGateway()
    const second = read(open(first.cursor()))
    await pass(MINUTE)
    expect(second.materials()).toEqual([unseen])
    await second.leave()
  })

  test('and removed again does not delay the watermark', async () => {
    const { clock, pass, open, create, rotate, existing } = start()
    const [old = ''] = existing
    const reader = read(open())
    await pass(MINUTE)
    const arn = create()
    await pass(MINUTE)
    existing.delete(arn)
    const leftAt = clock.now()
    await pass(6 * historyMs)
    const rotated = rotate(old)
    await pass(2 * historyMs)
    expect(reader.materials()).toEqual([rotated])
    expect(decodeStreamCursor(reader.cursor() ?? '').watermark).toBeGreaterThan(leftAt)
  })
})

test('an event that is announced before the first poll of its key is delivered once to a slow reader that resumes', async () => {
  const { clock, kms, pass, open, rotate, existing, announce, replaceGateway } = start()
  const [arn = ''] = existing
  const first = read(open(undefined, ['RotationCompleted', 'RotationTimedOut']))
  await pass(1_000)
  rotate(arn)
  await pass(historyMs)
  await first.leave()
  replaceGateway()
  await clock.pass(1_000)
  let answer = () => {}
  const { nextStatuses, status } = kms.key(arn)
  nextStatuses.push(new Promise((resolve) => (answer = () => resolve(status))))
  const stream = open(first.cursor(), ['RotationCompleted', 'RotationTimedOut'])
  await clock.pass(0)
  announce(arn)
  answer()
  await clock.pass(0)
  // Only now it reads: both the event and the first view of the key wait for it.
  const second = read(stream)
  await clock.pass(0)
  expect(second.materials()).toEqual(['StreamGap', 'RotationTimedOut'])
  await second.leave()
})

test(
  'whatever happens, a consumer that keeps its cursor gets each rotation of keys old and new once',
  async () => {
    const step = oneof(
      { weight: 3, arbitrary: record({ kind: constant('rotate' as const), key: nat(KEYS - 1) }) },
      { weight: 2, arbitrary: record({ kind: constant('create' as const) }) },
      { weight: 4, arbitrary: record({ kind: constant('pass' as const), ms: nat(400_000) }) },
      { weight: 2, arbitrary: record({ kind: constant('reconnect' as const), ms: nat(200_000) }) },
      { weight: 1, arbitrary: record({ kind: constant('replace' as const), ms: nat(200_000) }) },
    )
    await assert(
      asyncProperty(array(step, { minLength: 5, maxLength: 30 }), async (steps) => {
        const { pass, open, create, rotate, existing, replaceGateway } = start()
        const expected: string[] = []
        const received: string[] = []
        let reader = read(open())
        await pass(1_000)
        expected.push(rotate(arnOf(0)))
        await pass(historyMs)
        let cursor = reader.cursor()
        for (const each of steps) {
          if (each.kind === 'create' && existing.size < KEYS) create()
          else if (each.kind === 'rotate') {
            await pass(1)
            const arn = arnOf(each.key)
            if (existing.has(arn)) expected.push(rotate(arn))
          } else if (each.kind === 'pass') await pass(each.ms)
          else if (each.kind === 'reconnect' || each.kind === 'replace') {
            await reader.leave()
            received.push(...reader.materials().map(String))
            cursor = reader.cursor() ?? cursor
            if (each.kind === 'replace') replaceGateway()
            await pass(each.ms)
            reader = read(open(cursor))
          }
        }
        await pass(10 * historyMs)
        await reader.leave()
        received.push(...reader.materials().map(String))
        expect(received.toSorted()).toEqual(expected.toSorted())
      }),
      { numRuns: Number(STREAM_RUNS) },
    )
  },
  30_000 + Number(STREAM_RUNS) * 200,
)
