import { expect, test } from 'vitest'
import { ResumedCompletionsDocument } from '../documents/generated/graphql.ts'
import { startGateway } from '../support/gateway.ts'
import { eventually, keyIdOf, subscribe, listenAt, transports, watched } from './subscribe.ts'

const KEYS = 20
const A_MINUTE = 60_000

test.each(transports)(
  'while KMS is unreachable for a minute, streams over %s stay open, send few requests and lose no event',
  async (transport) => {
    await using gateway = await startGateway({ speed: 0 })
    const { emulator } = gateway
    const arns = Array.from({ length: KEYS }, () => emulator.createKey().arn)
    const keys = await Promise.all(arns.map((arn) => keyIdOf(gateway, arn)))
    const url = await listenAt(gateway)
    const streams = [0, 1].map(() => subscribe(url, ResumedCompletionsDocument, { keys }, transport))
    await watched(gateway, KEYS)
    let ends = 0
    for (const { ended } of streams)
      void ended.then(
        () => ends++,
        () => ends++,
      )

    emulator.addFault({ kind: 'dropBefore' })
    // Every watch fails once before the minute starts.
    emulator.clock.advance(30_000)
    await eventually(gateway, () => expect(emulator.calls()).toBeGreaterThanOrEqual(KEYS), 0)
    for (const arn of arns) emulator.addRotation(arn, { date: 'now', type: 'ON_DEMAND' })
    emulator.resetStatistics()
    for (let second = 0; second < A_MINUTE / 1_000; second++) {
      emulator.clock.advance(1_000)
      // Advance one second at a time, so that the requests due in each second are sent.
      await gateway.answer('{ gateway { version } }')
    }
    // Attempts of a watch 2, 4, 8, 16 and 32 seconds after each other, each sent at most three times by the SDK.
    expect(emulator.calls()).toBeLessThanOrEqual(KEYS * 5 * 3)

    emulator.clearFaults()
    emulator.resetStatistics()
    await eventually(gateway, () => {
      for (const { messages } of streams) expect(messages).toHaveLength(KEYS)
    })
    // One poll and one read of the history per key, and the requests in flight when KMS came back.
    expect(emulator.calls('ListKeyRotations')).toBeLessThanOrEqual(KEYS * 2)
    expect(ends).toBe(0)
    for (const { messages } of streams)
      expect(
        new Set(
          messages.map(
            ({ data }) => data && 'key' in data.rotationCompleted && data.rotationCompleted.key.arn,
          ),
        ),
      ).toEqual(new Set(arns))
    for (const stream of streams) stream.unsubscribe()
  },
)
