import type { OperationError } from '../errors.ts'
import { rotationId } from './rotation.ts'
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
}

/**
 * What a key has been through, from the rotations and start dates known of it.
 *
 * @param previous the last request of the key: what was known then is past, even if KMS's reads flip back behind it
 */
export function rotationsBefore(
  rotations: readonly Rotation[],
  startDates: readonly (Date | undefined)[],
  previous?: RotationRequest,
): RotationsBefore {
  const known = previous?.rotation ? [...rotations, previous.rotation] : rotations
  const completions = known.filter(({ type }) => type === 'ON_DEMAND').map(({ rotatedAt }) => rotatedAt)
  const instants = [
    ...completions,
    ...startDates,
    previous?.startedAt,
    previous?.before.lastOnDemandAt,
  ].filter((instant) => instant !== undefined)
  return {
    rotationIds: new Set([...(previous?.before.rotationIds ?? []), ...known.map(rotationId)]),
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
}

export function newRequest({
  rotations,
  startDates,
  previous,
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
    before: rotationsBefore(rotations, startDates, previous),
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

/** Whether a start of its key can be that of this request: nothing before it was asked for began so late. */
export function isOwnStart({ before }: RotationRequest, startedAt: Date): boolean {
  return before.lastOnDemandAt === undefined || startedAt > before.lastOnDemandAt
}

/** What is known of a key's rotations. */
export interface KeyProgress {
  readonly rotations: readonly Rotation[]
  /** The latest on-demand start date seen. */
  readonly lastStartedAt: Date | undefined
}

/** The request as far as the key shows it; the same object when nothing is new. */
export function advance(request: RotationRequest, view: KeyProgress): RotationRequest {
  if (request.status === 'COMPLETED' || request.status === 'FAILED') return request
  const { before } = request
  const rotation = view.rotations.find(
    (each) => each.type === 'ON_DEMAND' && !before.rotationIds.has(rotationId(each)),
  )
  const { lastStartedAt } = view
  const startedAt =
    request.startedAt ?? (lastStartedAt && isOwnStart(request, lastStartedAt) ? lastStartedAt : undefined)
  if (rotation)
    return {
      ...request,
      status: 'COMPLETED',
      startedAt,
      completedAt: rotation.rotatedAt,
      rotation,
      error: undefined,
    }
  if (startedAt && request.status !== 'IN_PROGRESS' && request.status !== 'TIMED_OUT')
    return { ...request, status: 'IN_PROGRESS', startedAt, error: undefined }
  return request
}
