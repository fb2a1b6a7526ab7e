import { setImmediate as immediate } from 'node:timers/promises'
import { expect, onTestFinished, test } from 'vitest'
import { EventsDocument, EventsPageDocument } from '../documents/generated/graphql.ts'
import { createMemoryRecordStore } from '../../src/store/memory-record-store.ts'
import { startGateway } from '../support/gateway.ts'
import type { TestGateway } from '../support/gateway.ts'
import { eventually, listenAt, subscribe } from '../subscriptions/subscribe.ts'

const MINUTE_MS = 60_000
/** Until each key was read again at least once. */
const DAY_MS = 25 * 60 * MINUTE_MS

async function start(hasStore: boolean): Promise<TestGateway> {
  const gateway = await startGateway({
    speed: 0,
    regions: ['us-east-1'],
    settings: { isThrottling: false },
    gateway: {
      limits: { eventRetentionMs: 2 * DAY_MS },
      inventory: hasStore ? { store: createMemoryRecordStore() } : {},
    },
  })
  onTestFinished(() => gateway[Symbol.asyncDispose]())
  return gateway
}

/** The address of a gateway that takes the place of the first one, or runs beside it. */
async function addressOfAnother(gateway: TestGateway): Promise<string> {
  const another = gateway.another()
  onTestFinished(() => another[Symbol.asyncDispose]())
  return (await another.listen({ host: '127.0.0.1', port: 0 })).url
}

async function restarted(gateway: TestGateway): Promise<string> {
  // The records are stored within 10 seconds.
  await passTime(gateway, MINUTE_MS, 1_000)
  await gateway.gateway[Symbol.asyncDispose]()
  return addressOfAnother(gateway)
}

async function passTime(gateway: TestGateway, ms: number, stepMs: number): Promise<void> {
  const { clock } = gateway.emulator
  const until = clock.now() + ms
  await eventually(gateway, () => expect(clock.now()).toBeGreaterThanOrEqual(until), stepMs)
  await immediate()
}

test.each([
  { where: 'the same gateway', hasStore: false, hasLog: true, move: listenAt },
  { where: 'a gateway that was restarted with its records', hasStore: true, hasLog: false, move: restarted },
  {
    where: 'a gateway that was restarted without its records',
    hasStore: false,
    hasLog: false,
    move: restarted,
  },
  { where: 'another gateway', hasStore: false, hasLog: false, move: addressOfAnother },
])(
  'a stream over all keys that resumes on $where loses and repeats no rotation, and says what it cannot know',
  async ({ hasStore, hasLog, move }) => {
    const gateway = await start(hasStore)
    const { emulator } = gateway
    const create = () => emulator.createKey({ createdAt: '-30d' }).arn
    const [enabled, disabled, pending, denied, deleted] = [create(), create(), create(), create(), create()]
    await gateway.inventory()
    emulator.clock.advance(10 * MINUTE_MS)
    const { rotationEvents } = await gateway.ask(EventsPageDocument, { first: 0 })
    const { endCursor: after } = rotationEvents.pageInfo
    emulator.clock.advance(1_000)
    for (const arn of [enabled, disabled, pending, denied])
      emulator.addRotation(arn, { date: 'now', type: 'ON_DEMAND' })
    emulator.changeKey(disabled, { state: 'Disabled' })
    emulator.changeKey(pending, { state: 'PendingDeletion' })
    emulator.changeKey(denied, { denies: ['GetKeyRotationStatus', 'ListKeyRotations', 'DescribeKey'] })
    const url = await move(gateway)
    emulator.removeKey(deleted)
    await passTime(gateway, DAY_MS, 10 * MINUTE_MS)

    function resume(cursor: string | null | undefined) {
      const subscription = subscribe(url, EventsDocument, { after: cursor })
      const events = () => subscription.messages.map(({ data }) => data?.rotationEvents)
      return {
        unsubscribe: () => subscription.unsubscribe(),
        events,
        received: () =>
          events()
            .map((event) => {
              if (event && 'key' in event) return `${event.kind} ${event.key.arn}`
              return event && 'affectedKey' in event
                ? `${event.kind} ${event.affectedKey?.arn ?? event.types.join()}`
                : 'an error'
            })
            .toSorted(),
      }
    }
    const gapOfLog = 'StreamGap ROTATION_STARTED,ROTATION_TIMED_OUT,AUTOMATIC_ROTATION_CHANGED,KEY_REMOVED'
    const first = resume(after)
    const expected = [
      ...[enabled, disabled, pending].map((arn) => `RotationCompleted ${arn}`),
      `StreamGap ${denied}`,
      hasLog ? `KeyRemoved ${deleted}` : gapOfLog,
    ].toSorted()
    await eventually(gateway, () => expect(first.received()).toEqual(expected), 1_000)
    first.unsubscribe()

    const again = resume(first.events().at(-1)?.cursor)
    const later = emulator.clock.now()
    emulator.addRotation(enabled, { date: 'now', type: 'ON_DEMAND' })
    await eventually(
      gateway,
      () => expect(again.received()).toContain(`RotationCompleted ${enabled}`),
      MINUTE_MS,
    )
    // Gaps are repeated on each connection, and rotations are not.
    expect(again.received().filter((message) => !message.startsWith('StreamGap'))).toEqual([
      `RotationCompleted ${enabled}`,
    ])
    expect(again.received()).toContain(`StreamGap ${denied}`)
    expect(emulator.clock.now() - later).toBeLessThanOrEqual(62 * MINUTE_MS)
  },
)
