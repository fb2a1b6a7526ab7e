import { MAX_ROTATION_MS } from '../defaults.ts'
import type { OperationError } from '../errors/operation-errors.ts'
import { endOf, startsOf } from './key-progress.ts'
import type { KeyProgress } from './key-progress.ts'
import { rotationIds } from './rotation.ts'
import type { Rotation } from './rotation.ts'

export type RotationRequestStatus =
  'REQUESTED' | 'IN_PROGRESS' | 'COMPLETED' | 'FAILED' | 'OUTCOME_UNKNOWN' | 'TIMED_OUT'

/** An on-demand rotation requested through this gateway. KMS itself has no ID for it. */
export interface RotationRequest {
  readonly operation: 'RotateKeyOnDemand'
  readonly id: string
  readonly keyArn: string
  readonly status: RotationRequestStatus
  readonly requestedAt: Date
  /** Subject of the caller's credential. */
  readonly requestedBy: string
  readonly reason: string | undefined
  /** OnDemandRotationStartDate. Undefined until it was seen. */
  readonly startedAt: Date | undefined
  readonly completedAt: Date | undefined
  /** The rotation that the request led to. */
  readonly rotation: Rotation | undefined
  /** Why it failed, or why its outcome is unknown. */
  readonly error: RecordedError | undefined
  /** Whether KMS confirmed the request. False if the response was lost or the gateway crashed while sending it. */
  readonly isAccepted: boolean
  /** Identifies a repeated call. Undefined if the caller passed no idempotency key. */
  readonly idempotency: Idempotency | undefined
  /** The rotations before the request: the first on-demand rotation that is not one of them belongs to the request. */
  readonly before: RotationsBefore
}

/** An error as plain data, as it is stored and as the graph returns it. */
export type RecordedError = Omit<OperationError, 'cause' | 'stack'> & { readonly __typename: string }

export function recordError(error: OperationError): RecordedError {
  return Object.assign({ message: error.message, __typename: error.name }, error)
}

export interface Idempotency {
  readonly key: string
  /** Digest of the input that the key was first used with. */
  readonly inputDigest: string
}

export interface RotationsBefore {
  readonly rotationIds: ReadonlySet<string>
  /** The last start or completion of an on-demand rotation before the request. The requested rotation starts later. */
  readonly lastOnDemandAt: Date | undefined
  /**
   * The time on KMS's clock when the request was made. A rotation that completed earlier does not belong to the request,
   * even if no read showed it until now.
   */
  readonly kmsTime: Date
}

/**
 * The inaccuracy of `kmsTime`: HTTP dates have whole seconds, and the response with the date takes up to one second more.
 * Start dates are compared with this tolerance, because a rotation starts as soon as KMS accepts it. Completion dates are
 * compared without it, because a rotation takes longer than two seconds.
 */
const CLOCK_TOLERANCE_MS = 2_000

/**
 * A start later than this does not belong to a request without a response. By default the gateway polls for the outcome of
 * such a request for the same time.
 */
const MAX_UNANSWERED_START_MS = 5 * 60_000

/**
 * Summarizes the known rotations and start dates of a key.
 *
 * @param previous the last request of the key: the rotations known to it are included, even if an outdated read misses them
 */
function rotationsBefore(
  rotations: readonly Rotation[],
  startDates: readonly (Date | undefined)[],
  previous?: RotationRequest,
): Omit<RotationsBefore, 'kmsTime'> {
  const known = previous?.rotation ? [...rotations, previous.rotation] : rotations
  const completions = known.filter(({ type }) => type === 'ON_DEMAND').map(({ rotatedAt }) => rotatedAt)
  const instants = [
    ...completions,
    ...startDates,
    previous?.startedAt,
    previous?.before.lastOnDemandAt,
  ].filter((instant) => instant !== undefined)
  return {
    rotationIds: new Set([...(previous?.before.rotationIds ?? []), ...known.flatMap(rotationIds)]),
    lastOnDemandAt: instants.toSorted((left, right) => left.getTime() - right.getTime()).at(-1),
  }
}

/** The facts about a request before it is sent. */
export interface NewRequest extends Pick<
  RotationRequest,
  'id' | 'keyArn' | 'requestedBy' | 'requestedAt' | 'reason' | 'idempotency'
> {
  /** All known rotations of the key. */
  readonly rotations: readonly Rotation[]
  /** All known start dates of on-demand rotations. */
  readonly startDates: readonly (Date | undefined)[]
  /** The last request of the key. */
  readonly previous?: RotationRequest | undefined
  readonly kmsTime: Date
}

export function newRequest({
  rotations,
  startDates,
  previous,
  kmsTime,
  ...facts
}: NewRequest): RotationRequest {
  return {
    ...facts,
    operation: 'RotateKeyOnDemand',
    status: 'REQUESTED',
    isAccepted: false,
    startedAt: undefined,
    completedAt: undefined,
    rotation: undefined,
    error: undefined,
    before: { ...rotationsBefore(rotations, startDates, previous), kmsTime },
  }
}

/** Whether a stream about the request ends. The gateway stops following a timed-out request, but it may still complete. */
export function isFinal({ status }: RotationRequest): boolean {
  return status === 'COMPLETED' || status === 'FAILED' || status === 'TIMED_OUT'
}

/** Whether KMS certainly accepted the request: it confirmed the request, or the key shows the rotation. */
export function isCertain({ isAccepted, status }: RotationRequest): boolean {
  return isAccepted || status === 'IN_PROGRESS' || status === 'COMPLETED'
}

/** Whether the state of the request cannot change any more. */
export function isSettled({ status }: RotationRequest): boolean {
  return status === 'COMPLETED' || status === 'FAILED'
}

/** Whether a start of the key can belong to the request. */
export function isOwnStart(request: RotationRequest, startedAt: Date): boolean {
  const { lastOnDemandAt } = request.before
  if (lastOnDemandAt !== undefined && startedAt <= lastOnDemandAt) return false
  if (isEarlierStart(request, startedAt)) return false
  return isCertain(request) || startedAt.getTime() <= kmsTimeOf(request) + MAX_UNANSWERED_START_MS
}

const isEarlierStart = (request: RotationRequest, startedAt: Date): boolean =>
  startedAt.getTime() < kmsTimeOf(request) - CLOCK_TOLERANCE_MS

const kmsTimeOf = ({ before }: RotationRequest): number => before.kmsTime.getTime()

/**
 * The rotation that the request led to, if the key shows it. All dates come from KMS. A rotation that another caller
 * started, or that completed before the request was made, does not belong to the request.
 */
function ownRotation(request: RotationRequest, view: KeyProgress): Rotation | undefined {
  const { before, startedAt } = request
  const earliest = Math.max(kmsTimeOf(request), startedAt?.getTime() ?? -Infinity)
  // Without a response and without a start, a late rotation belongs to another caller.
  const latest = isCertain(request) || startedAt ? Infinity : kmsTimeOf(request) + MAX_ROTATION_MS
  const others = new Set(
    startsOf(view)
      .filter((start) => isOthersStart(request, start))
      .map((start) => endOf(start, view.rotations)),
  )
  return view.rotations.find(
    (rotation) =>
      rotation.type === 'ON_DEMAND' &&
      rotation.rotatedAt.getTime() >= earliest &&
      rotation.rotatedAt.getTime() <= latest &&
      !rotationIds(rotation).some((id) => before.rotationIds.has(id)) &&
      !others.has(rotation),
  )
}

/**
 * Whether a start certainly does not belong to the request. After KMS accepted the request, a later start may belong to
 * the next rotation. The first completion still belongs to the request.
 */
function isOthersStart(request: RotationRequest, start: Date): boolean {
  return isEarlierStart(request, start) || (!isCertain(request) && !isOwnStart(request, start))
}

/** Updates the request from the rotations of its key. Returns the same object if nothing changed. */
export function advance(request: RotationRequest, view: KeyProgress): RotationRequest {
  if (isSettled(request)) return request
  const startedAt = request.startedAt ?? startsOf(view).find((start) => isOwnStart(request, start))
  const started = startedAt === request.startedAt ? request : { ...request, startedAt }
  const rotation = ownRotation(started, view)
  if (rotation)
    return { ...started, status: 'COMPLETED', completedAt: rotation.rotatedAt, rotation, error: undefined }
  if (startedAt && request.status !== 'IN_PROGRESS' && request.status !== 'TIMED_OUT')
    return { ...started, status: 'IN_PROGRESS', error: undefined }
  return request
}
