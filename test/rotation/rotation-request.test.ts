import { describe, expect, test } from 'vitest'
import type { KeyProgress } from '../../src/rotation/key-progress.ts'
import { advance, isFinal, newRequest } from '../../src/rotation/rotation-request.ts'
import type { RotationRequest, RotationRequestStatus } from '../../src/rotation/rotation-request.ts'
import { toRotation } from '../../src/rotation/rotation.ts'
import type { Rotation } from '../../src/rotation/rotation.ts'
import { KEY_ARN, entryOf, minutesFromNow } from './kms-values.ts'

const at = minutesFromNow
const rotated = (minutes: number, rotationType = 'ON_DEMAND'): Rotation => {
  const rotation = toRotation(
    KEY_ARN,
    entryOf({ keyMaterialId: `material-${minutes}`, rotationDate: at(minutes), rotationType }),
  )
  if (!rotation) throw new Error('no rotation')
  return rotation
}
const requestOf = (
  status: RotationRequestStatus,
  rotations: readonly Rotation[] = [],
  startDates: readonly Date[] = [],
): RotationRequest => ({
  ...newRequest({
    id: 'request',
    keyArn: KEY_ARN,
    requestedAt: at(0),
    kmsTime: at(0),
    requestedBy: 'tester',
    reason: undefined,
    idempotency: undefined,
    rotations,
    startDates,
  }),
  status,
})
const viewOf = (lastStart: number | undefined, ...rotations: Rotation[]): KeyProgress => ({
  rotations,
  lastStartedAt: lastStart === undefined ? undefined : at(lastStart),
})

describe('a request', () => {
  test.each<[from: RotationRequestStatus, sees: string, view: KeyProgress, to: RotationRequestStatus]>([
    ['REQUESTED', 'nothing', viewOf(undefined), 'REQUESTED'],
    ['REQUESTED', 'its start', viewOf(1), 'IN_PROGRESS'],
    ['REQUESTED', 'its entry at once', viewOf(undefined, rotated(1)), 'COMPLETED'],
    ['REQUESTED', 'an automatic rotation', viewOf(undefined, rotated(1, 'AUTOMATIC')), 'REQUESTED'],
    ['IN_PROGRESS', 'its entry', viewOf(1, rotated(2)), 'COMPLETED'],
    ['IN_PROGRESS', 'its start once more', viewOf(1), 'IN_PROGRESS'],
    ['OUTCOME_UNKNOWN', 'nothing', viewOf(undefined), 'OUTCOME_UNKNOWN'],
    ['OUTCOME_UNKNOWN', 'its start', viewOf(1), 'IN_PROGRESS'],
    ['OUTCOME_UNKNOWN', 'its entry', viewOf(undefined, rotated(1)), 'COMPLETED'],
    ['TIMED_OUT', 'its start', viewOf(1), 'TIMED_OUT'],
    ['TIMED_OUT', 'its entry', viewOf(1, rotated(9)), 'COMPLETED'],
    ['FAILED', 'an entry', viewOf(1, rotated(2)), 'FAILED'],
  ])('that is %s and sees %s', (from, _, view, to) => {
    expect(advance(requestOf(from), view).status).toBe(to)
  })

  test('is the same object when nothing is new', () => {
    const request = requestOf('REQUESTED')
    expect(advance(request, viewOf(undefined))).toBe(request)
  })

  test('keeps start, completion and entry once the key shows them', () => {
    const inProgress = advance(requestOf('OUTCOME_UNKNOWN'), viewOf(1))
    expect(inProgress).toMatchObject({ startedAt: at(1) })
    expect(advance(inProgress, viewOf(1, rotated(2)))).toMatchObject({
      startedAt: at(1),
      completedAt: at(2),
      rotation: { materialId: 'material-2' },
    })
  })
})

describe('what was before', () => {
  test('is not this one: neither an earlier rotation nor its start', () => {
    const request = requestOf('REQUESTED', [rotated(-5)])
    expect(advance(request, viewOf(-6, rotated(-5)))).toBe(request)
    expect(advance(request, viewOf(1, rotated(-5)))).toMatchObject({
      status: 'IN_PROGRESS',
      startedAt: at(1),
    })
  })

  test('a start shown after its rotation was known is not this one', () => {
    const request = requestOf('REQUESTED', [], [at(-1)])
    expect(advance(request, viewOf(-1))).toBe(request)
    expect(advance(request, viewOf(-1, rotated(2))).startedAt).toBeUndefined()
  })

  test('of several new entries the first is this one', () => {
    expect(
      advance(requestOf('REQUESTED'), viewOf(undefined, rotated(1), rotated(5))).rotation?.materialId,
    ).toBe('material-1')
  })
})

describe('a rotation that somebody else made', () => {
  const accepted: RotationRequest = { ...requestOf('REQUESTED'), isAccepted: true }

  test('before the request does not complete it, even if every read hid the rotation until now', () => {
    for (const minutes of [-200_000, -1, -0.001])
      expect(advance(accepted, viewOf(undefined, rotated(minutes)))).toBe(accepted)
    expect(advance(accepted, viewOf(undefined, rotated(-1), rotated(0.5)))).toMatchObject({
      status: 'COMPLETED',
      completedAt: at(0.5),
    })
  })

  test('and that was running when the request was made does not complete it', () => {
    expect(advance(accepted, viewOf(-0.5, rotated(0.5)))).toBe(accepted)
    const laterStart = { ...viewOf(0.01, rotated(0.5)), earlierStarts: [at(-0.5)] }
    expect(advance(accepted, laterStart)).toMatchObject({ status: 'IN_PROGRESS', startedAt: at(0.01) })
    const both = { ...viewOf(0.01, rotated(0.5), rotated(0.9)), earlierStarts: [at(-0.5)] }
    expect(advance(accepted, both)).toMatchObject({ status: 'COMPLETED', completedAt: at(0.9) })
  })

  test('long after a request that KMS did not answer does not complete it', () => {
    const unknown = requestOf('OUTCOME_UNKNOWN')
    expect(advance(unknown, viewOf(undefined, rotated(16)))).toBe(unknown)
    expect(advance(unknown, viewOf(6, rotated(6.5)))).toBe(unknown)
    const timedOut = requestOf('TIMED_OUT')
    expect(advance(timedOut, viewOf(undefined, rotated(60)))).toBe(timedOut)
    expect(advance({ ...timedOut, isAccepted: true }, viewOf(undefined, rotated(60))).status).toBe(
      'COMPLETED',
    )
  })

  test('is compared by the time of KMS, where its clock differs', () => {
    const ahead = { ...accepted, before: { ...accepted.before, kmsTime: at(2) } }
    expect(advance(ahead, viewOf(undefined, rotated(1.9)))).toBe(ahead)
    const behind = { ...accepted, before: { ...accepted.before, kmsTime: at(-2) } }
    expect(advance(behind, viewOf(undefined, rotated(-1.9)))).toMatchObject({
      status: 'COMPLETED',
      completedAt: at(-1.9),
    })
  })
})

test('is final when nobody need wait for it any more', () => {
  const all = ['REQUESTED', 'IN_PROGRESS', 'OUTCOME_UNKNOWN', 'COMPLETED', 'FAILED', 'TIMED_OUT'] as const
  expect(all.filter((status) => isFinal(requestOf(status)))).toEqual(['COMPLETED', 'FAILED', 'TIMED_OUT'])
})
