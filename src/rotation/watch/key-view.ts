import type { OperationError } from '../../errors/operation-errors.ts'
import type { KeyRotationStatus } from '../../kms/kms.ts'
import { isSameSetting, nextSetting, settingOf } from '../automatic-setting.ts'
import type { AutomaticSetting, SettingStep } from '../automatic-setting.ts'
import { endOf, startsOf, withStart } from '../key-progress.ts'
import type { KeyProgress } from '../key-progress.ts'
import { automaticRotationChanged, rotationCompleted, rotationStarted } from '../rotation-event.ts'
import type { RotationEvent } from '../rotation-event.ts'
import { compareRotations, mergeRotations } from '../rotation.ts'
import type { Rotation } from '../rotation.ts'

/**
 * Everything seen of one key so far. Nothing is removed, because KMS reads are eventually consistent: a later read may miss
 * what an earlier read showed.
 */
export interface KeyView extends KeyProgress {
  readonly keyArn: string
  /** Date of the next automatic rotation, as of the last poll. */
  readonly nextRotationAt: Date | undefined
  /** The setting of automatic rotation. */
  readonly automatic: SettingStep
  readonly polledAt: Date
  /** Time of the last read of the history. */
  readonly historyReadAt: Date
}

/** The result of one poll. */
export interface Poll {
  /** Undefined if KMS does not support it for the key, for example with imported material. */
  readonly status: KeyRotationStatus | undefined
  /** Undefined if this poll did not read the history. */
  readonly rotations: readonly Rotation[] | undefined
  readonly polledAt: Date
  /** The change by this gateway that the status shows. @default none */
  readonly changeId?: string | undefined
}

/** Whether an on-demand rotation was seen to start and was not seen to complete. */
export function isRotationInProgress({ lastStartedAt, rotations }: KeyView): boolean {
  if (lastStartedAt === undefined) return false
  return endOf(lastStartedAt, rotations) === undefined
}

/**
 * The view after the first poll. Rotations dated at or after `since` lead to events; earlier rotations do not.
 *
 * @param setting the setting of automatic rotation before the poll, if known
 */
export function firstView(keyArn: string, poll: Poll, since: Date, setting?: AutomaticSetting): Step {
  const rotations = (poll.rotations ?? []).toSorted(compareRotations)
  const seen: KeyView = {
    keyArn,
    rotations: rotations.filter(({ rotatedAt }) => rotatedAt < since),
    lastStartedAt: undefined,
    nextRotationAt: undefined,
    automatic: { confirmed: setting, unconfirmed: undefined },
    polledAt: since,
    historyReadAt: since,
  }
  return nextView(seen, poll)
}

/** A notification about a watched key. */
export interface Observation {
  readonly keyArn: string
  /** Undefined until a poll has succeeded. */
  readonly view: KeyView | undefined
  /** The events that the last poll found. */
  readonly events: readonly RotationEvent[]
  /** Why KMS rejected the last poll: the key does not exist, access is denied, or the key has no history. */
  readonly problem?: OperationError
}

/** A view after a poll, and the events that the poll found. */
export interface Step {
  readonly view: KeyView
  readonly events: readonly RotationEvent[]
}

/** Adds a poll to a view. Pure: the same view and poll give the same events, in the order in which they happened. */
export function nextView(before: KeyView, poll: Poll): Step {
  const { rotations, added } = mergeRotations(before.rotations, poll.rotations ?? [])
  const startedAt = poll.status?.onDemandRotationStartDate
  const startsBefore = startsOf(before)
  const starts = startedAt ? withStart(startsBefore, startedAt) : startsBefore
  const lastStartedAt = starts.at(-1)
  const isNewStart = startedAt !== undefined && lastStartedAt === startedAt && starts !== startsBefore

  const view: KeyView = {
    keyArn: before.keyArn,
    rotations,
    lastStartedAt,
    earlierStarts: starts.slice(0, -1),
    nextRotationAt: poll.status?.nextRotationDate,
    automatic: nextSetting(before.automatic, poll.status),
    polledAt: poll.polledAt,
    historyReadAt: poll.rotations ? poll.polledAt : before.historyReadAt,
  }
  const events: RotationEvent[] = added.map((rotation) =>
    rotationCompleted(
      rotation,
      starts.findLast((start) => endOf(start, rotations) === rotation),
      poll.polledAt,
    ),
  )
  // KMS may still return the start date of a rotation that has completed.
  if (isNewStart && isRotationInProgress(view))
    events.push(rotationStarted(view.keyArn, startedAt, poll.polledAt))
  const [old, now] = [before.automatic.confirmed, view.automatic.confirmed]
  if (old && now && !isSameSetting(old, now))
    events.push(automaticRotationChanged(view.keyArn, old, now, poll.polledAt, 'POLL', poll.changeId))
  return { view, events }
}

/** Replaces the setting by one that this gateway made and that enough consecutive reads have shown. */
export function withSetting(before: KeyView, status: KeyRotationStatus, at: Date, changeId: string): Step {
  const [old, now] = [before.automatic.confirmed, settingOf(status)]
  const view: KeyView = {
    ...before,
    nextRotationAt: status.nextRotationDate,
    automatic: { confirmed: now, unconfirmed: undefined },
  }
  const hasChanged = old !== undefined && !isSameSetting(old, now)
  const events = hasChanged
    ? [automaticRotationChanged(before.keyArn, old, now, at, 'GATEWAY', changeId)]
    : []
  return { view, events }
}
