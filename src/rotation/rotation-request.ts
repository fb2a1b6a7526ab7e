import type { OperationError } from '../errors/operation-errors.ts'
import { endOf, startsOf } from './key-progress.ts'
import type { KeyProgress } from './key-progress.ts'
import { rotationIds } from './rotation.ts'
import type { Rotation } from './rotation.ts'

export type RotationRequestStatus =
  'REQUESTED' | 'IN_PROGRESS' | 'COMPLETED' | 'FAILED' | 'OUTCOME_UNKNOWN' | 'TIMED_OUT'

/** An on-demand rotation asked for through this gateway: the handle that KMS does not give. */
export interface RotationRequest {
  readonly id: string
  readonly keyArn: string
  readonly status: RotationRequestStatus
  readonly requestedAt: Date
  /** Subject of the caller's credential. */
  readonly requestedBy: string
  readonly reason: string | undefined
  /** OnDemandRotationStartDate, once it was seen. */
  readonly startedAt: Date | undefined
  readonly completedAt: Date | undefined
  /** The entry of the history that it led to. */
  readonly rotation: Rotation | undefined
  /** Why it failed, or why its outcome is unknown. */
  readonly error: RecordedError | undefined
  /** KMS answered that it accepted it. False after a crash while it was being sent: then nobody knows. */
  readonly isAccepted: boolean
  /** By which a repeated call is told from a new one; undefined where the caller gave no key. */
  readonly idempotency: Idempotency | undefined
  /** What the key had been through before: the first on-demand rotation that is not among these is this one. */
  readonly before: RotationsBefore
}

/** An error as data: what is kept of it, and what the graph shows. */
export type RecordedError = Omit<OperationError, 'cause' | 'stack'> & { readonly __typename: string }

export function recordError(error: OperationError): RecordedError {
  return Object.assign({ message: error.message, __typename: error.name }, error)
}

export interface Idempotency {
  readonly key: string
  /** Names the input that the key was used with. */
  readonly inputDigest: string
}

export interface RotationsBefore {
  readonly rotationIds: ReadonlySet<string>
  /** The last start or completion of an on-demand rotation among them: this one starts later. */
  readonly lastOnDemandAt: Date | undefined
  /**
   * The time on KMS's clock when the request was made. A rotation that completed earlier is another one, even if every
   * read until now hid it.
   */
  readonly kmsTime: Date
}

/**
 * How exactly `kmsTime` is known: HTTP dates have whole seconds, and the answer that has the date takes up to a second
 * more. Starts get this much tolerance, because a rotation starts as soon as KMS accepts it. Completions get none, because
 * a rotation takes longer.
 */
const CLOCK_TOLERANCE_MS = 2_000

/**
 * A start later than this is not that of a request which KMS did not answer. It is as long as the gateway looks for the
 * outcome of such a request by default.
 */
const LATEST_UNANSWERED_START_MS = 5 * 60_000

/** After this long a completion is not that of a request which KMS did not answer and whose start was not seen. */
export const LONGEST_ROTATION_MS = 15 * 60_000

/**
 * What a key has been through, from the rotations and start dates known of it.
 *
 * @param previous the last request of the key: what was known then is past, even if KMS's reads flip back behind it
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

/** What is known of a request before it is sent. */
export interface RequestBeginning extends Pick<
  RotationRequest,
  'id' | 'keyArn' | 'requestedBy' | 'requestedAt' | 'reason' | 'idempotency'
> {
  /** All rotations of the key that are known. */
  readonly rotations: readonly Rotation[]
  /** All start dates of on-demand rotations that are known. */
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
  ...beginning
}: RequestBeginning): RotationRequest {
  return {
    ...beginning,
    status: 'REQUESTED',
    isAccepted: false,
    startedAt: undefined,
    completedAt: undefined,
    rotation: undefined,
    error: undefined,
    before: { ...rotationsBefore(rotations, startDates, previous), kmsTime },
  }
}

/** Whether a stream about it ends. A timed-out request may still complete; it is just no longer waited for. */
export function isFinal({ status }: RotationRequest): boolean {
  return status === 'COMPLETED' || status === 'FAILED' || status === 'TIMED_OUT'
}

/** KMS accepted it: it said so, or the key shows it. */
export function isCertain({ isAccepted, status }: RotationRequest): boolean {
  return isAccepted || status === 'IN_PROGRESS' || status === 'COMPLETED'
}

/** Nothing more can be learnt about it. */
export function isSettled({ status }: RotationRequest): boolean {
  return status === 'COMPLETED' || status === 'FAILED'
}

/** Whether a start of its key can be that of this request. */
export function isOwnStart(request: RotationRequest, startedAt: Date): boolean {
  const { lastOnDemandAt } = request.before
  if (lastOnDemandAt !== undefined && startedAt <= lastOnDemandAt) return false
  if (isEarlierStart(request, startedAt)) return false
  return isCertain(request) || startedAt.getTime() <= kmsTimeOf(request) + LATEST_UNANSWERED_START_MS
}

const isEarlierStart = (request: RotationRequest, startedAt: Date): boolean =>
  startedAt.getTime() < kmsTimeOf(request) - CLOCK_TOLERANCE_MS

const kmsTimeOf = ({ before }: RotationRequest): number => before.kmsTime.getTime()

/**
 * The rotation that the request led to, if the key shows it. All dates are KMS's. A rotation that somebody else
 * started is not it, and neither is one that KMS completed before the request was made.
 */
function ownRotation(request: RotationRequest, view: KeyProgress): Rotation | undefined {
  const { before, startedAt } = request
  const earliest = Math.max(kmsTimeOf(request), startedAt?.getTime() ?? -Infinity)
  // Without an answer and without a start, a late rotation is somebody else's.
  const latest = isCertain(request) || startedAt ? Infinity : kmsTimeOf(request) + LONGEST_ROTATION_MS
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
 * Whether a start is certainly not that of this request. After KMS accepted the request, a later start may be that of a
 * rotation behind this one: the first completion is still that of this one.
 */
function isOthersStart(request: RotationRequest, start: Date): boolean {
  return isEarlierStart(request, start) || (!isCertain(request) && !isOwnStart(request, start))
}

/** The request as far as the key shows it; the same object when nothing is new. */
export function advance(request: RotationRequest, view: KeyProgress): RotationRequest {
  if (request.status === 'COMPLETED' || request.status === 'FAILED') return request
  const startedAt = request.startedAt ?? startsOf(view).find((start) => isOwnStart(request, start))
  const started = startedAt === request.startedAt ? request : { ...request, startedAt }
  const rotation = ownRotation(started, view)
  if (rotation)
    return { ...started, status: 'COMPLETED', completedAt: rotation.rotatedAt, rotation, error: undefined }
  if (startedAt && request.status !== 'IN_PROGRESS' && request.status !== 'TIMED_OUT')
    return { ...started, status: 'IN_PROGRESS', error: undefined }
  return request
}
