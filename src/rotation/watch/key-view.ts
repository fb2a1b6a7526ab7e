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
 * What has been seen of one key. It only ever grows: KMS's reads flip back and forth for a while after a change,
 * and what was seen once stays true.
 */
export interface KeyView extends KeyProgress {
  readonly keyArn: string
  /** The schedule of automatic rotation at the last look. */
  readonly nextRotationAt: Date | undefined
  /** Automatic rotation as it is believed to be set, and what may be replacing that. */
  readonly automatic: SettingStep
  readonly lookedAt: Date
  /** When the history was last read. */
  readonly historyReadAt: Date
}

/** What one look at KMS brought. */
export interface Look {
  /** Undefined where KMS does not offer it for the key, as for some with imported material. */
  readonly status: KeyRotationStatus | undefined
  /** Undefined where this look did not read the history. */
  readonly rotations: readonly Rotation[] | undefined
  readonly lookedAt: Date
}

/** Whether an on-demand rotation was seen to start and not yet to complete. */
export function isRotationUnderway({ lastStartedAt, rotations }: KeyView): boolean {
  if (lastStartedAt === undefined) return false
  return endOf(lastStartedAt, rotations) === undefined
}

/**
 * The first look at a key. Rotations dated at or after `since` count as news; those before are history.
 *
 * @param setting automatic rotation as it was before the look, where that is known
 */
export function firstView(keyArn: string, look: Look, since: Date, setting?: AutomaticSetting): Step {
  const rotations = (look.rotations ?? []).toSorted(compareRotations)
  const seen: KeyView = {
    keyArn,
    rotations: rotations.filter(({ rotatedAt }) => rotatedAt < since),
    lastStartedAt: undefined,
    nextRotationAt: undefined,
    automatic: { believed: setting, inDoubt: undefined },
    lookedAt: since,
    historyReadAt: since,
  }
  return nextView(seen, look)
}

/** What is told of a watched key. */
export interface Observation {
  readonly keyArn: string
  /** Undefined as long as no look has succeeded. */
  readonly view: KeyView | undefined
  /** What became known by the last look. */
  readonly events: readonly RotationEvent[]
  /** Why KMS refused the last look: the key is gone, denied, or of a kind without history. */
  readonly problem?: OperationError
}

/** What a look made of a view. */
export interface Step {
  readonly view: KeyView
  readonly events: readonly RotationEvent[]
}

/** Adds a look to a view. Pure: the same view and look give the same events, in the order they happened. */
export function nextView(before: KeyView, look: Look): Step {
  const { rotations, news } = mergeRotations(before.rotations, look.rotations ?? [])
  const startedAt = look.status?.onDemandRotationStartDate
  const startsBefore = startsOf(before)
  const starts = startedAt ? withStart(startsBefore, startedAt) : startsBefore
  const lastStartedAt = starts.at(-1)
  const isNewStart = startedAt !== undefined && lastStartedAt === startedAt && starts !== startsBefore

  const view: KeyView = {
    keyArn: before.keyArn,
    rotations,
    lastStartedAt,
    earlierStarts: starts.slice(0, -1),
    nextRotationAt: look.status?.nextRotationDate,
    automatic: nextSetting(before.automatic, look.status),
    lookedAt: look.lookedAt,
    historyReadAt: look.rotations ? look.lookedAt : before.historyReadAt,
  }
  const events: RotationEvent[] = news.map((rotation) =>
    rotationCompleted(
      rotation,
      starts.findLast((start) => endOf(start, rotations) === rotation),
      look.lookedAt,
    ),
  )
  // A start date may still be read after its rotation is over: that is no start.
  if (isNewStart && isRotationUnderway(view))
    events.push(rotationStarted(view.keyArn, startedAt, look.lookedAt))
  const [old, now] = [before.automatic.believed, view.automatic.believed]
  if (old && now && !isSameSetting(old, now))
    events.push(automaticRotationChanged(view.keyArn, old, now, look.lookedAt))
  return { view, events }
}

/** Takes over a setting that the gateway made and that enough reads in a row have shown. */
export function withSetting(before: KeyView, status: KeyRotationStatus, at: Date): Step {
  const [old, now] = [before.automatic.believed, settingOf(status)]
  const view: KeyView = {
    ...before,
    nextRotationAt: status.nextRotationDate,
    automatic: { believed: now, inDoubt: undefined },
  }
  const hasChanged = old !== undefined && !isSameSetting(old, now)
  const events = hasChanged ? [automaticRotationChanged(before.keyArn, old, now, at, 'GATEWAY')] : []
  return { view, events }
}
