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

describe('a rotation request', () => {
  test.each<[from: RotationRequestStatus, sees: string, view: KeyProgress, to: RotationRequestStatus]>([
    ['REQUESTED', 'nothing', viewOf(undefined), 'REQUESTED'],
    ['REQUESTED', 'its start', viewOf(1), 'IN_PROGRESS'],
    ['REQUESTED', 'its rotation and no start', viewOf(undefined, rotated(1)), 'COMPLETED'],
    ['REQUESTED', 'an automatic rotation', viewOf(undefined, rotated(1, 'AUTOMATIC')), 'REQUESTED'],
    ['IN_PROGRESS', 'its rotation', viewOf(1, rotated(2)), 'COMPLETED'],
    ['IN_PROGRESS', 'its start again', viewOf(1), 'IN_PROGRESS'],
    ['OUTCOME_UNKNOWN', 'nothing', viewOf(undefined), 'OUTCOME_UNKNOWN'],
    ['OUTCOME_UNKNOWN', 'its start', viewOf(1), 'IN_PROGRESS'],
    ['OUTCOME_UNKNOWN', 'its rotation', viewOf(undefined, rotated(1)), 'COMPLETED'],
    ['TIMED_OUT', 'its start', viewOf(1), 'TIMED_OUT'],
    ['TIMED_OUT', 'its rotation', viewOf(1, rotated(9)), 'COMPLETED'],
    ['FAILED', 'a rotation', viewOf(1, rotated(2)), 'FAILED'],
  ])('that is %s, after a read with %s', (from, _, view, to) => {
    expect(advance(requestOf(from), view).status).toBe(to)
  })

  test('is the same object after a read without news', () => {
    const request = requestOf('REQUESTED')
    expect(advance(request, viewOf(undefined))).toBe(request)
  })

  test('gets the start, the completion and the rotation from the reads', () => {
    const inProgress = advance(requestOf('OUTCOME_UNKNOWN'), viewOf(1))
    expect(inProgress).toMatchObject({ startedAt: at(1) })
    expect(advance(inProgress, viewOf(1, rotated(2)))).toMatchObject({
      startedAt: at(1),
      completedAt: at(2),
      rotation: { materialId: 'material-2' },
    })
  })
})

describe('a rotation request of a key with earlier rotations', () => {
  test('does not get an earlier rotation or its start', () => {
    const request = requestOf('REQUESTED', [rotated(-5)])
    expect(advance(request, viewOf(-6, rotated(-5)))).toBe(request)
    expect(advance(request, viewOf(1, rotated(-5)))).toMatchObject({
      status: 'IN_PROGRESS',
      startedAt: at(1),
    })
  })

  test('does not get a start that was known before', () => {
    const request = requestOf('REQUESTED', [], [at(-1)])
    expect(advance(request, viewOf(-1))).toBe(request)
    expect(advance(request, viewOf(-1, rotated(2))).startedAt).toBeUndefined()
  })

  test('gets the first of several new rotations', () => {
    expect(
      advance(requestOf('REQUESTED'), viewOf(undefined, rotated(1), rotated(5))).rotation?.materialId,
    ).toBe('material-1')
  })
})

describe('a rotation of another caller', () => {
  const accepted: RotationRequest = { ...requestOf('REQUESTED'), isAccepted: true }

  test('that completed before a request does not complete the request, even if no earlier read showed the rotation', () => {
    for (const minutes of [-200_000, -1, -0.001])
      expect(advance(accepted, viewOf(undefined, rotated(minutes)))).toBe(accepted)
    expect(advance(accepted, viewOf(undefined, rotated(-1), rotated(0.5)))).toMatchObject({
      status: 'COMPLETED',
      completedAt: at(0.5),
    })
  })

  test('that was in progress when a request was made does not complete the request', () => {
    expect(advance(accepted, viewOf(-0.5, rotated(0.5)))).toBe(accepted)
    const laterStart = { ...viewOf(0.01, rotated(0.5)), earlierStarts: [at(-0.5)] }
    expect(advance(accepted, laterStart)).toMatchObject({ status: 'IN_PROGRESS', startedAt: at(0.01) })
    const both = { ...viewOf(0.01, rotated(0.5), rotated(0.9)), earlierStarts: [at(-0.5)] }
    expect(advance(accepted, both)).toMatchObject({ status: 'COMPLETED', completedAt: at(0.9) })
  })

  test('that completed long after a request without a response does not complete the request', () => {
    const unknown = requestOf('OUTCOME_UNKNOWN')
    expect(advance(unknown, viewOf(undefined, rotated(16)))).toBe(unknown)
    expect(advance(unknown, viewOf(6, rotated(6.5)))).toBe(unknown)
    const timedOut = requestOf('TIMED_OUT')
    expect(advance(timedOut, viewOf(undefined, rotated(60)))).toBe(timedOut)
    expect(advance({ ...timedOut, isAccepted: true }, viewOf(undefined, rotated(60))).status).toBe(
      'COMPLETED',
    )
  })

  test('is recognized by the time of KMS if the clocks differ', () => {
    const ahead = { ...accepted, before: { ...accepted.before, kmsTime: at(2) } }
    expect(advance(ahead, viewOf(undefined, rotated(1.9)))).toBe(ahead)
    const behind = { ...accepted, before: { ...accepted.before, kmsTime: at(-2) } }
    expect(advance(behind, viewOf(undefined, rotated(-1.9)))).toMatchObject({
      status: 'COMPLETED',
      completedAt: at(-1.9),
    })
  })
})

test('a rotation request is final when it is COMPLETED, FAILED or TIMED_OUT', () => {
  const all = ['REQUESTED', 'IN_PROGRESS', 'OUTCOME_UNKNOWN', 'COMPLETED', 'FAILED', 'TIMED_OUT'] as const
  expect(all.filter((status) => isFinal(requestOf(status)))).toEqual(['COMPLETED', 'FAILED', 'TIMED_OUT'])
})
