import { describe, expect, it } from 'vitest'
import { advance, isFinal, newRequest, rotationsBefore } from '../../src/rotation/rotation-request.ts'
import type {
  KeyProgress,
  RotationRequest,
  RotationRequestStatus,
} from '../../src/rotation/rotation-request.ts'
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
const requestOf = (status: RotationRequestStatus, before: readonly Rotation[] = []): RotationRequest => ({
  ...newRequest({
    id: 'request',
    keyArn: KEY_ARN,
    requestedAt: at(0),
    requestedBy: 'tester',
    reason: undefined,
    idempotency: undefined,
    rotations: before,
    startDates: [],
  }),
  status,
})
const viewOf = (lastStart: number | undefined, ...rotations: Rotation[]): KeyProgress => ({
  rotations,
  lastStartedAt: lastStart === undefined ? undefined : at(lastStart),
})

describe('a request', () => {
  it.each<[from: RotationRequestStatus, sees: string, view: KeyProgress, to: RotationRequestStatus]>([
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

  it('is the same object when nothing is new', () => {
    const request = requestOf('REQUESTED')
    expect(advance(request, viewOf(undefined))).toBe(request)
  })

  it('keeps start, completion and entry once the key shows them', () => {
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
  it('is not this one: neither an earlier rotation nor its start', () => {
    const request = requestOf('REQUESTED', [rotated(-5)])
    expect(advance(request, viewOf(-6, rotated(-5)))).toBe(request)
    expect(advance(request, viewOf(1, rotated(-5)))).toMatchObject({
      status: 'IN_PROGRESS',
      startedAt: at(1),
    })
  })

  it('a start shown after its rotation was known is not this one', () => {
    const request = { ...requestOf('REQUESTED'), before: rotationsBefore([], [at(-1)]) }
    expect(advance(request, viewOf(-1))).toBe(request)
    expect(advance(request, viewOf(-1, rotated(2))).startedAt).toBeUndefined()
  })

  it('of several new entries the first is this one', () => {
    expect(
      advance(requestOf('REQUESTED'), viewOf(undefined, rotated(1), rotated(5))).rotation?.materialId,
    ).toBe('material-1')
  })
})

it('is final when nobody need wait for it any more', () => {
  const all = ['REQUESTED', 'IN_PROGRESS', 'OUTCOME_UNKNOWN', 'COMPLETED', 'FAILED', 'TIMED_OUT'] as const
  expect(all.filter((status) => isFinal(requestOf(status)))).toEqual(['COMPLETED', 'FAILED', 'TIMED_OUT'])
})
