import { array, assert, asyncProperty, constant, nat, oneof, option, record } from 'fast-check'
import { describe, expect, test } from 'vitest'
import { AccessDeniedError, KmsUnavailableError } from '../../src/errors/operation-errors.ts'
import { namedKeys } from '../../src/rotation/key-set/key-set.ts'
import { createEventLog } from '../../src/rotation/stream/event-log.ts'
import { createEventStreams } from '../../src/rotation/stream/event-streams.ts'
import type { EventStreams } from '../../src/rotation/stream/event-streams.ts'
import { createKeyWatches } from '../../src/rotation/watch/key-watches.ts'
import type { RotationType } from '../../src/rotation/rotation.ts'
import { isCompletionMessage } from '../../src/rotation/stream/stream-message.ts'
import type { CompletionMessage } from '../../src/rotation/stream/stream-message.ts'
import { defaultWatchIntervals } from '../../src/rotation/watch/watch-schedule.ts'
import { createFakeKms } from '../support/fake-kms.ts'
import type { FakeKms } from '../support/fake-kms.ts'
import { createRandom } from '../support/random.ts'
import type { Random } from '../support/random.ts'
import { createMemoryLogger } from '../support/memory-logger.ts'
import { createStillClock, settle } from '../support/still-clock.ts'
import type { StillClock } from '../support/still-clock.ts'
import { KEY_ARN } from './kms-values.ts'

/** More courses: `STREAM_RUNS=10000 npx vitest run test/rotation/completion-stream`. */
const { STREAM_RUNS = '150' } = process.env
const { historyMs } = defaultWatchIntervals
const arnOf = (number: number) => KEY_ARN.replace(/.{4}$/, String(number).padStart(4, '0'))

interface House {
  readonly arns: readonly string[]
  readonly clock: StillClock
  readonly kms: FakeKms
  /** A rotation completes now, or did some time ago and shows only now. Its material. */
  readonly rotate: (
    key: number,
    options?: { readonly agoMs?: number; readonly type?: RotationType },
  ) => string
  /** Whose material it is. */
  readonly keyOf: (materialId: string) => string | undefined
  readonly open: (after?: string, types?: readonly RotationType[]) => Stream
  /** The gateway is killed, and another one takes its place. */
  readonly replaceGateway: () => void
}

type Stream = ReturnType<EventStreams['open']>

/**
 * A KMS with some keys, and gateways before it that come and go.
 *
 * @param spread their keys are read at times that lie minutes apart, instead of all at once
 */
function startHouse(numberOfKeys: number, spread?: Random): House {
  const arns = Array.from({ length: numberOfKeys }, (_, index) => arnOf(index))
  const clock = createStillClock()
  const kms = createFakeKms(...arns)
  const startGateway = () => {
    const watches = createKeyWatches({
      kmsOf: () => kms,
      clock,
      logger: createMemoryLogger(),
      random: () => spread?.next() ?? 0,
      ...(spread ? { firstPollsPerSecond: 0.01 } : {}),
    })
    return { watches, streams: createEventStreams({ watches, log: createEventLog({ clock }), clock }) }
  }
  let gateway = startGateway()
  const keys = new Map<string, string>()
  return {
    arns,
    clock,
    kms,
    rotate(key: number, { agoMs = 0, type = 'ON_DEMAND' }: { agoMs?: number; type?: RotationType } = {}) {
      const materialId = (keys.size + 1).toString(16).padStart(64, '0')
      keys.set(materialId, arnOf(key))
      kms.key(arnOf(key)).addRotation(type, new Date(clock.now() - agoMs), materialId)
      return materialId
    },
    keyOf: (materialId) => keys.get(materialId),
    open: (after?: string, types?: readonly RotationType[]) =>
      gateway.streams.open(
        {
          keyArns: namedKeys(arns),
          kinds: new Set(['RotationCompleted']),
          ...(types ? { rotationTypes: new Set(types) } : {}),
        },
        after,
      ),
    replaceGateway() {
      gateway.watches[Symbol.dispose]()
      gateway = startGateway()
    },
  }
}

/** Reads a stream until it is left. */
function read(stream: Stream) {
  const messages: CompletionMessage[] = []
  const ended = (async () => {
    for await (const message of stream) if (isCompletionMessage(message)) messages.push(message)
  })()
  return {
    messages,
    materials: () =>
      messages.map((message) => (message.kind === 'StreamGap' ? 'gap' : message.rotation.materialId)),
    cursor: () => messages.at(-1)?.cursor,
    async leave() {
      await stream.return?.()
      await ended
    },
  }
}

describe('a stream without a cursor', () => {
  test('delivers later events and no earlier ones', async () => {
    const { clock, rotate, open } = startHouse(2)
    rotate(0, { agoMs: 60_000 })
    const reader = read(open())
    await clock.pass(1_000)
    const [first, second] = [rotate(0), rotate(1, { type: 'AUTOMATIC' })]
    await clock.pass(historyMs)
    expect(reader.materials()).toEqual([first, second])
    expect(reader.messages).toMatchObject([{ source: 'POLL' }, { source: 'POLL' }])
  })

  test('can be closed at any time', async () => {
    const { clock, open } = startHouse(1)
    const reader = read(open())
    await clock.pass(1_000)
    await reader.leave()
    await clock.pass(60_000)
    expect(clock.sleeping).toBe(0)
  })
})

describe('a resumed stream', () => {
  test('delivers the missed events with their time and source, then the new ones', async () => {
    const { clock, rotate, open, replaceGateway } = startHouse(2)
    const before = read(open())
    await clock.pass(1_000)
    const first = rotate(0)
    await clock.pass(historyMs)
    expect(before.materials()).toEqual([first])
    await before.leave()

    replaceGateway()
    const missed = [rotate(0), rotate(1)]
    await clock.pass(7 * 86_400_000)
    const after = read(open(before.cursor()))
    await clock.pass(1_000)
    expect(after.materials()).toEqual(missed)
    expect(after.messages).toMatchObject([
      { source: 'HISTORY', observedAt: new Date(clock.now() - 1_000) },
      { source: 'HISTORY' },
    ])
    const next = rotate(1)
    await clock.pass(historyMs)
    expect(after.materials()).toEqual([...missed, next])
    expect(new Set(after.messages.map((message) => message.cursor)).size).toBe(3)
  })

  test('delivers each event once if a rotation completes during the replay', async () => {
    const { arns, clock, kms, rotate, open } = startHouse(1)
    const first = read(open())
    await clock.pass(1_000)
    rotate(0)
    await clock.pass(historyMs)
    await first.leave()

    const missed = rotate(0)
    const release = withResolvers()
    // The first poll waits until another rotation exists, and then shows both.
    const key = kms.key(arns[0] ?? '')
    key.nextHistories.push(release.promise.then(() => key.history))
    const again = read(open(first.cursor()))
    await settle()
    const during = rotate(0)
    release.resolve()
    await clock.pass(historyMs)
    expect(again.materials()).toEqual([missed, during])
  })

  test('delivers a rotation that KMS shows only after later rotations', async () => {
    const { clock, rotate, open, replaceGateway } = startHouse(2)
    const before = read(open())
    await clock.pass(1_000)
    rotate(1)
    await clock.pass(historyMs)
    await before.leave()
    // This rotation completed before the delivered one, and KMS shows it only now.
    const late = rotate(0, { agoMs: historyMs + 500 })
    replaceGateway()
    const after = read(open(before.cursor()))
    await clock.pass(1_000)
    expect(after.materials()).toEqual([late])
  })

  test('skips rotations of other types, and includes them in its cursor', async () => {
    const { clock, rotate, open } = startHouse(1)
    const before = read(open(undefined, ['AUTOMATIC']))
    await clock.pass(1_000)
    const first = rotate(0, { type: 'AUTOMATIC' })
    await clock.pass(historyMs)
    expect(before.materials()).toEqual([first])
    await before.leave()
    rotate(0)
    const second = rotate(0, { type: 'AUTOMATIC' })
    const after = read(open(before.cursor(), ['AUTOMATIC']))
    await clock.pass(1_000)
    expect(after.materials()).toEqual([second])
  })

  test('delivers nothing before the original cursor when it resumes from a later one', async () => {
    const { clock, rotate, open } = startHouse(1)
    const first = read(open())
    await clock.pass(1_000)
    rotate(0)
    await clock.pass(2 * historyMs - 60_000)
    // It happened close to the read that finds it, long after the one that the watermark speaks of.
    const before = rotate(0)
    await clock.pass(60_000)
    expect(first.materials()).toContain(before)
    await first.leave()

    const second = read(open(first.cursor()))
    await clock.pass(1_000)
    const after = rotate(0)
    await clock.pass(historyMs)
    expect(second.materials()).toEqual([after])
    await second.leave()

    const third = read(open(second.cursor()))
    await clock.pass(historyMs)
    expect(third.materials()).toEqual([])
    await third.leave()
  })

  test('reports a gap for an unreadable key and continues with the others', async () => {
    const { arns, clock, kms, rotate, open } = startHouse(2)
    const before = read(open())
    await clock.pass(1_000)
    rotate(0)
    await clock.pass(historyMs)
    await before.leave()
    const second = rotate(1)
    kms.key(arns[0] ?? '').history = new AccessDeniedError('Denied.', { action: 'kms:ListKeyRotations' })
    const after = read(open(before.cursor()))
    await clock.pass(1_000)
    expect(after.materials()).toEqual([second, 'gap'])
    expect(after.messages.at(-1)).toMatchObject({ keyArn: arns[0], requestedAfter: before.cursor() })
    await after.leave()
    const again = read(open(after.cursor()))
    await clock.pass(1_000)
    expect(again.materials()).toEqual(['gap'])
  })

  test('waits while KMS is unavailable, and can be closed meanwhile', async () => {
    const { arns, clock, kms, rotate, open } = startHouse(1)
    const before = read(open())
    await clock.pass(1_000)
    rotate(0)
    await clock.pass(historyMs)
    await before.leave()
    const missed = rotate(0)
    const { history } = kms.key(arns[0] ?? '')
    kms.key(arns[0] ?? '').history = new KmsUnavailableError('Out of reach.')
    const [patient, hasty] = [read(open(before.cursor())), read(open(before.cursor()))]
    await clock.pass(60_000)
    await hasty.leave()
    expect([patient.materials(), hasty.materials()]).toEqual([[], []])
    kms.key(arns[0] ?? '').history = history
    await clock.pass(60_000)
    expect(patient.materials()).toEqual([missed])
  })

  test('shares one read of a history with all streams that resume at the same time', async () => {
    const { clock, kms, rotate, open } = startHouse(3)
    const before = read(open())
    await clock.pass(1_000)
    rotate(0)
    await clock.pass(historyMs)
    await before.leave()
    const calls = kms.calls('ListKeyRotations')
    const readers = Array.from({ length: 20 }, () => read(open(before.cursor())))
    await clock.pass(1_000)
    expect(kms.calls('ListKeyRotations') - calls).toBe(3)
    await Promise.all(readers.map((reader) => reader.leave()))
  })
})

describe('whatever happens', () => {
  test(
    'a consumer that keeps its cursor gets each rotation once, in order per key',
    async () => {
      const step = oneof(
        {
          weight: 4,
          arbitrary: record({
            kind: constant('rotate' as const),
            key: nat(2),
            agoMs: nat(200_000),
          }),
        },
        { weight: 4, arbitrary: record({ kind: constant('pass' as const), ms: nat(900_000) }) },
        {
          weight: 2,
          arbitrary: record({
            kind: constant('reconnect' as const),
            awayMs: oneof(constant(0), nat(3_000_000)),
          }),
        },
        {
          weight: 1,
          arbitrary: record({ kind: constant('replace' as const), awayMs: nat(3_000_000) }),
        },
      )
      await assert(
        asyncProperty(array(step, { minLength: 5, maxLength: 40 }), option(nat()), async (steps, spread) => {
          const house = startHouse(3, spread === null ? undefined : createRandom(spread))
          const { clock } = house
          const expected: string[] = []
          const received: string[] = []
          const newest = new Map<number, number>()
          // A first event gives the first cursor.
          let reader = read(house.open())
          await clock.pass(1_000)
          expected.push(house.rotate(0))
          newest.set(0, clock.now())
          await clock.pass(historyMs)
          let cursor = reader.cursor()

          for (const each of steps) {
            switch (each.kind) {
              case 'rotate': {
                // A key's rotations complete one after the other, however late each of them shows.
                const at = Math.max(clock.now() - each.agoMs, (newest.get(each.key) ?? 0) + 1)
                if (at > clock.now()) break
                newest.set(each.key, at)
                expected.push(house.rotate(each.key, { agoMs: clock.now() - at }))
                break
              }
              case 'pass':
                await clock.pass(each.ms)
                break
              case 'reconnect':
              case 'replace':
                await reader.leave()
                received.push(...reader.materials().map(String))
                cursor = reader.cursor() ?? cursor
                if (each.kind === 'replace') house.replaceGateway()
                await clock.pass(each.awayMs)
                reader = read(house.open(cursor))
            }
          }
          await clock.pass(20 * historyMs)
          await reader.leave()
          received.push(...reader.materials().map(String))
          expect(received.toSorted()).toEqual(expected.toSorted())
          const { keyOf } = house
          for (const arn of house.arns) {
            const ofKey = (materials: readonly string[]) => materials.filter((each) => keyOf(each) === arn)
            expect(ofKey(received)).toEqual(ofKey(expected))
          }
        }),
        { numRuns: Number(STREAM_RUNS) },
      )
    },
    30_000 + Number(STREAM_RUNS) * 200,
  )
})

function withResolvers() {
  let resolve = () => {}
  const promise = new Promise<void>((settled) => {
    resolve = settled
  })
  return { promise, resolve }
}
