import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { firstView, nextView } from '../../src/rotation/watch/key-view.ts'
import { KmsTime } from '../../src/rotation/change/kms-time.ts'
import { advance, newRequest } from '../../src/rotation/rotation-request.ts'
import { toRotations } from '../../src/rotation/rotation.ts'
import { RotateDocument } from '../documents/generated/graphql.ts'
import { accepted, statusReached } from '../mutations/rotating.ts'
import { KEY_ARN, NOW, entryOf, statusOf } from '../rotation/kms-values.ts'
import { startGateway } from '../support/gateway.ts'
import type { TestGateway } from '../support/gateway.ts'

const DAY_MS = 86_400_000
const NEVER_OVER = 365 * DAY_MS

/** Reads the history so often that the next read is the given one of a row. */
async function readAhead({ kms }: TestGateway, arn: string, reads: number): Promise<void> {
  for (let read = 0; read < reads; read++)
    await kms[0]?.listKeyRotations(arn, { includeKeyMaterial: 'ROTATIONS_ONLY' })
}

describe.each([
  { every: 2, ahead: 0 },
  { every: 2, ahead: 1 },
  { every: 3, ahead: 1 },
  { every: 3, ahead: 2 },
])(
  'while every read number $every is from before the last change, after $ahead reads',
  ({ every, ahead }) => {
    test.each([
      { what: 'months', date: '-120d' },
      { what: 'seconds', date: '-20s' },
    ])('a request is not completed by a rotation that somebody made $what before it', async ({ date }) => {
      await using gateway = await startGateway({
        speed: 0,
        settings: { staleReadEvery: every, staleReadWindowMs: NEVER_OVER },
      })
      const { emulator } = gateway
      const { arn } = emulator.createKey({
        createdAt: '-200d',
        rotations: [{ date: '-150d', type: 'ON_DEMAND' }],
      })
      emulator.addRotation(arn, { date, type: 'ON_DEMAND' })
      await readAhead(gateway, arn, ahead)

      const request = await accepted(gateway, arn)
      const completed = await statusReached(gateway, request.id, 'COMPLETED')
      const own = emulator.key(arn).rotations.at(-1)
      expect(completed).toMatchObject({
        startedAt: own?.startedAt,
        completedAt: own?.completedAt,
        rotation: { rotatedAt: own?.completedAt },
      })
      expect(Date.parse(String(own?.completedAt))).toBeGreaterThan(Date.parse(request.requestedAt))
    })

    test('a precondition is not met by a read that lacks the last rotation', async () => {
      await using gateway = await startGateway({
        speed: 0,
        settings: { staleReadEvery: every, staleReadWindowMs: NEVER_OVER },
      })
      const { emulator } = gateway
      const { arn } = emulator.createKey({
        createdAt: '-200d',
        rotations: [{ date: '-150d', type: 'ON_DEMAND' }],
      })
      const earlier = emulator.key(arn).currentKeyMaterialId
      emulator.addRotation(arn, { date: '-20s', type: 'ON_DEMAND' })
      const anHourAgo = new Date(emulator.clock.now() - 3_600_000).toISOString()
      for (const precondition of [{ ifLastRotatedBefore: anHourAgo }, { ifCurrentMaterialId: earlier }]) {
        await readAhead(gateway, arn, ahead)
        const input = { key: { arn }, ...precondition }
        const { rotateKeyOnDemand } = await gateway.ask(RotateDocument, { input })
        expect(rotateKeyOnDemand).toMatchObject({ __typename: 'PreconditionFailedError' })
      }
      expect(emulator.calls('RotateKeyOnDemand')).toBe(0)
    })
  },
)

test.each([-3_600_000, -40_000, 40_000, 3_600_000])(
  'on a clock that is %i ms ahead of KMS’s, a request is completed by its own rotation',
  async (skewMs) => {
    await using gateway = await startGateway({
      speed: 0,
      skewMs,
      settings: { staleReadEvery: 2, staleReadWindowMs: NEVER_OVER },
    })
    const { emulator } = gateway
    const { arn } = emulator.createKey({ createdAt: '-200d' })
    emulator.addRotation(arn, { date: '-20s', type: 'ON_DEMAND' })
    await readAhead(gateway, arn, 1)
    const { id } = await accepted(gateway, arn)
    const own = emulator.key(arn).rotations.at(-1)
    expect(await statusReached(gateway, id, 'COMPLETED')).toMatchObject({ completedAt: own?.completedAt })
    expect(emulator.key(arn).rotations).toHaveLength(2)
  },
)

test('a rotation whose material ID comes and goes is delivered once, and completes no request', async () => {
  await using gateway = await startGateway({ speed: 0 })
  const { emulator } = gateway
  const { arn } = emulator.createKey({ createdAt: '-200d', rotations: [{ date: '-20s', type: 'ON_DEMAND' }] })
  const { id } = await accepted(gateway, arn)
  emulator.settings({ hasKeyMaterialIds: false })
  emulator.clock.advance(10_000)
  const completed = await statusReached(gateway, id, 'COMPLETED')
  expect(completed.completedAt).toBe(emulator.key(arn).rotations.at(-1)?.completedAt)
})

describe('of a key whose reads lag behind, whose material IDs come and go and whose clock differs', () => {
  const minutes = fc.integer({ min: -10, max: 10 })
  const plan = fc.record({
    /** When others' rotations completed, relative to the request. */
    othersMs: fc.array(
      fc.oneof(
        fc.integer({ min: -200 * DAY_MS, max: -2_000 }),
        fc.constantFrom(-5_000, -5_000, -20_000, -60_000),
      ),
      { maxLength: 5 },
    ),
    isAutomatic: fc.infiniteStream(fc.boolean()),
    skewMs: fc.oneof(
      fc.constantFrom(0, -400, 400),
      minutes.map((each) => each * 60_000),
    ),
    ownTakesMs: fc.option(fc.constantFrom(5_000, 30_000, 120_000), { nil: undefined }),
    /** Each read: when, how far behind, whether it has material IDs, and whether it has the start date. */
    reads: fc.array(
      fc.record({
        atMs: fc.integer({ min: 1, max: 300_000 }),
        lagMs: fc.constantFrom(0, 0, 1_000, 10_000, 90_000, 300 * DAY_MS),
        hasIds: fc.boolean(),
      }),
      { minLength: 1, maxLength: 12 },
    ),
    firstLagMs: fc.constantFrom(0, 10_000, 300 * DAY_MS),
    answerMs: fc.integer({ min: 0, max: 300 }),
  })

  test('a request is COMPLETED by its own rotation, and by no other', () => {
    let completed = 0
    fc.assert(
      fc.property(plan, ({ othersMs, isAutomatic, skewMs, ownTakesMs, reads, firstLagMs, answerMs }) => {
        // All times are on KMS's clock but for the gateway's own.
        const requestedOn = NOW + skewMs
        const kinds = isAutomatic[Symbol.iterator]()
        const others = othersMs.map((ms, index) => ({
          id: `other-${index}`,
          at: requestedOn + ms,
          type: kinds.next().value ? 'AUTOMATIC' : 'ON_DEMAND',
        }))
        const own =
          ownTakesMs === undefined
            ? []
            : [{ id: 'own', at: requestedOn + 100 + ownTakesMs, type: 'ON_DEMAND' }]
        const historyAt = (at: number, hasIds: boolean) =>
          toRotations(
            KEY_ARN,
            [...others, ...own]
              .filter((each) => each.at <= at)
              .map((each) =>
                entryOf({
                  keyMaterialId: hasIds ? each.id : undefined,
                  rotationDate: new Date(each.at),
                  rotationType: each.type,
                }),
              ),
          )

        const kmsTime = new KmsTime()
        const dated = Math.floor((requestedOn - answerMs) / 1_000) * 1_000
        kmsTime.add({ atLeastMs: dated - NOW, atMostMs: dated + 1_000 - (NOW - 2 * answerMs) })
        const known = historyAt(requestedOn - firstLagMs, true)
        let request = {
          ...newRequest({
            id: 'request',
            keyArn: KEY_ARN,
            requestedAt: new Date(NOW),
            kmsTime: new Date(kmsTime.at(NOW)),
            requestedBy: 'tester',
            reason: undefined,
            idempotency: undefined,
            rotations: known,
            startDates: [],
          }),
          isAccepted: true,
        }
        const sorted = reads.toSorted((left, right) => left.atMs - right.atMs)
        let view = firstView(
          KEY_ARN,
          { status: statusOf(), rotations: known, polledAt: new Date(NOW) },
          new Date(NOW),
        ).view
        for (const { atMs, lagMs, hasIds } of [...sorted, { atMs: 400_000, lagMs: 0, hasIds: true }]) {
          const rotations = historyAt(requestedOn + atMs - lagMs, hasIds)
          view = nextView(view, { status: statusOf(), rotations, polledAt: new Date(NOW + atMs) }).view
          request = advance(request, view)
          expect(request.completedAt?.getTime() ?? own[0]?.at).toBe(own[0]?.at)
        }
        expect(request.status).toBe(ownTakesMs === undefined ? 'REQUESTED' : 'COMPLETED')
        if (ownTakesMs !== undefined) completed++
      }),
      { numRuns: 500 },
    )
    expect(completed).toBeGreaterThan(100)
  })
})
