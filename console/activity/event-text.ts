import { formatDuration } from '../format/duration.ts'
import { rotationTypeName } from '../format/rotation-type.ts'
import type { RotationEventType } from '../generated/graphql.ts'
import type { ActivityEvent } from './activity-list.ts'

export const TYPE_NAMES: { readonly [type in RotationEventType]: string } = {
  ROTATION_COMPLETED: 'Rotation completed',
  ROTATION_STARTED: 'Rotation started',
  ROTATION_TIMED_OUT: 'Rotation timed out',
  AUTOMATIC_ROTATION_CHANGED: 'Automatic rotation changed',
  KEY_ADDED: 'Key added',
  KEY_REMOVED: 'Key removed',
}

const KINDS: { readonly [kind in ActivityEvent['kind']]: RotationEventType } = {
  RotationCompleted: 'ROTATION_COMPLETED',
  RotationStarted: 'ROTATION_STARTED',
  RotationTimedOut: 'ROTATION_TIMED_OUT',
  AutomaticRotationChanged: 'AUTOMATIC_ROTATION_CHANGED',
  KeyAdded: 'KEY_ADDED',
  KeyRemoved: 'KEY_REMOVED',
}

export const typeOf = ({ kind }: ActivityEvent): RotationEventType => KINDS[kind]

/** `Rotation completed: orders-api` */
export const titleOf = (event: ActivityEvent): string =>
  `${TYPE_NAMES[typeOf(event)]}: ${event.key.displayName}`

/** When the event occurred or, if KMS does not report that, when the gateway observed it. */
export const timeOf = ({ occurredAt, observedAt }: ActivityEvent): string => occurredAt ?? observedAt

/** The event in sentences, without the request. */
export function detailsOf(event: ActivityEvent): readonly string[] {
  switch (event.kind) {
    case 'RotationCompleted': {
      const duration = durationOf(event)
      return [
        `${rotationTypeName(event.rotation.type)}.`,
        ...(duration === undefined ? [] : [`It took ${formatDuration(duration)}.`]),
      ]
    }
    case 'RotationStarted':
      return ['On demand.']
    case 'RotationTimedOut':
      return [
        'The gateway did not see the rotation complete in time. KMS may still complete it. A further event then says so.',
      ]
    case 'AutomaticRotationChanged':
      return [
        `${settingOf(event.before, event.previousPeriodInDays)} → ${settingOf(event.after, event.periodInDays)}`,
      ]
    case 'KeyAdded':
      return ['The key was created.']
    case 'KeyRemoved':
    default:
      return ['The key was deleted. KMS does not list it any more.']
  }
}

/** Milliseconds from the start to the completion of a rotation. A stored event knows the start only from the request. */
function durationOf({ durationSeconds, request, occurredAt }: CompletedEvent): number | undefined {
  if (durationSeconds !== null) return durationSeconds * 1_000
  if (!request?.startedAt || occurredAt === null) return undefined
  return Date.parse(occurredAt) - Date.parse(request.startedAt)
}

type CompletedEvent = Extract<ActivityEvent, { kind: 'RotationCompleted' }>

/** The caller who requested the change through the gateway, and the reason. Undefined if the gateway does not know a request. */
export function requestOf(
  event: ActivityEvent,
): { readonly requestedBy: string; readonly reason: string | null } | undefined {
  if ('change' in event) return event.change ?? undefined
  return 'request' in event ? (event.request ?? undefined) : undefined
}

/** Milliseconds between the event and its observation, if it is long enough to be worth saying. */
export function delayOf({ occurredAt, observedAt, source }: ActivityEvent): number | undefined {
  if (occurredAt === null || source === 'HISTORY') return undefined
  const delay = Date.parse(observedAt) - Date.parse(occurredAt)
  return delay >= MIN_DELAY_MS ? delay : undefined
}

const MIN_DELAY_MS = 120_000

const settingOf = (setting: string, days: number | null): string =>
  setting === 'ENABLED' ? `On, every ${days === null ? 'year' : `${days} days`}` : 'Off'
