import { toMs } from './instant.ts'
import type { AutomaticRotationBlueprint, KeyChange, PastRotation } from './key-blueprint.ts'
import { aliasesFrom, recordedUsage, withImport } from './key-creation.ts'
import { isReplica } from './key.ts'
import type { EmulatedKey, KeyState } from './key.ts'
import { DAY_MS } from './instant.ts'
import {
  automaticAt,
  isOnDemandRunningAt,
  materialId,
  withAutomaticChange,
  withRotation,
} from './rotation-timeline.ts'
import type { RotationTimeline } from './rotation-timeline.ts'
import { InvalidBodyError } from './shape.ts'

/** Changes a key outside the KMS API, except its aliases, which `KeyStore` changes. */
export function changeKey(key: EmulatedKey, change: KeyChange, now: number): void {
  if (change.pendingMaterial === null) {
    const { pending: _, ...rest } = key.ledger.timeline
    key.ledger.timeline = rest
  } else if (change.pendingMaterial) {
    requireRoomForMaterial(key, now)
    key.ledger.timeline = withImport(key.ledger.timeline, change.pendingMaterial, now)
  }
  if (change.automaticRotation !== undefined) changeAutomaticRotation(key, change.automaticRotation, now)
  if (change.state !== undefined) changeState(key, change.state, now)
  if (change.deletionDate !== undefined) key.deletionDate = toMs(change.deletionDate, now)
  if (change.lastUsage !== undefined)
    key.lastUsage = change.lastUsage === null ? undefined : recordedUsage(change.lastUsage, key.keyId, now)
  if (change.description !== undefined) key.description = change.description
  if (change.tags !== undefined) key.tags = change.tags
  if (change.denies !== undefined) key.denies = new Set(change.denies)
  if (change.pages !== undefined) key.pages = change.pages
  if (change.metadata !== undefined) key.metadata = change.metadata
}

const STATE_CALLS: Readonly<Partial<Record<KeyState, string>>> = {
  Enabled: 'EnableKey',
  Disabled: 'DisableKey',
  PendingDeletion: 'ScheduleKeyDeletion',
  PendingReplicaDeletion: 'ScheduleKeyDeletion',
  PendingImport: 'DeleteImportedKeyMaterial',
}

/** The KMS operations that make this change. Call it before the change. */
export function callsFor(change: KeyChange, key: EmulatedKey): readonly string[] {
  const { state, tags, aliases, automaticRotation, pendingMaterial } = change
  const names = aliases && aliasesFrom(aliases, 0).map(({ name }) => name)
  const had = key.aliases.map(({ name }) => name)
  return [
    state && (key.state === 'PendingDeletion' ? 'CancelKeyDeletion' : STATE_CALLS[state]),
    change.description !== undefined && 'UpdateKeyDescription',
    change.denies && 'PutKeyPolicy',
    tags && Object.entries(tags).some(([name, value]) => key.tags[name] !== value) && 'TagResource',
    tags && Object.keys(key.tags).some((name) => !(name in tags)) && 'UntagResource',
    ...(names ?? []).filter((name) => !had.includes(name)).map(() => 'CreateAlias'),
    ...had.filter((name) => names && !names.includes(name)).map(() => 'DeleteAlias'),
    automaticRotation !== undefined && (automaticRotation ? 'EnableKeyRotation' : 'DisableKeyRotation'),
    pendingMaterial !== undefined && (pendingMaterial ? 'ImportKeyMaterial' : 'DeleteImportedKeyMaterial'),
  ].filter((call) => typeof call === 'string')
}

function changeAutomaticRotation(key: EmulatedKey, to: AutomaticRotationBlueprint | null, now: number): void {
  const periodInDays = to?.periodInDays ?? 365
  const nextDate = toMs(to?.nextRotationDate ?? `+${periodInDays}d`, now)
  key.ledger.timeline = withAutomaticChange(
    key.ledger.timeline,
    to === null ? { at: now, isEnabled: false } : { at: now, isEnabled: true, periodInDays, nextDate },
  )
}

function requireRoomForMaterial(key: EmulatedKey, now: number): void {
  if (key.origin !== 'EXTERNAL')
    throw new InvalidBodyError(`${key.arn} does not accept imported key material`)
  const { timeline } = key.ledger
  if (timeline.pending || isOnDemandRunningAt(timeline, now))
    throw new InvalidBodyError(`${key.arn} already has key material pending rotation`)
}

function changeState(key: EmulatedKey, state: KeyState, now: number): void {
  key.state = state
  if (state === 'PendingDeletion') key.deletionDate = now + 30 * DAY_MS
  if (isReplica(key)) return
  const { timeline } = key.ledger
  const changed = key.origin === 'EXTERNAL' ? withImportState(timeline, state) : timeline
  key.ledger.timeline = { ...changed, isSuspended: state !== 'Enabled' }
  if (timeline.isSuspended && state === 'Enabled') key.ledger.timeline = caughtUp(key.ledger.timeline, now)
}

/** A key that is enabled after its rotation date rotates once, at once. The next period starts now. */
function caughtUp(timeline: RotationTimeline, now: number): RotationTimeline {
  const { isEnabled, periodInDays, nextDate } = automaticAt(timeline, now)
  if (!isEnabled || periodInDays === undefined || nextDate === undefined || nextDate > now) return timeline
  return withAutomaticChange(withRotation(timeline, 'AUTOMATIC', now), {
    at: now,
    isEnabled,
    periodInDays,
    nextDate: now + periodInDays * DAY_MS,
  })
}

/** A key whose imported material expires or is deleted becomes PendingImport. Importing the material again enables it. */
function withImportState(timeline: RotationTimeline, state: KeyState): RotationTimeline {
  if (state === 'PendingImport' && timeline.first)
    return { ...timeline, first: { ...timeline.first, importState: 'PENDING_IMPORT' } }
  if (state === 'Enabled')
    return {
      ...timeline,
      first: { ...(timeline.first ?? { id: materialId(timeline.seed, 0) }), importState: 'IMPORTED' },
    }
  return timeline
}

/** Adds a completed rotation at its date. */
export function addPastRotation(
  key: EmulatedKey,
  { date, type = 'AUTOMATIC' }: PastRotation,
  now: number,
): void {
  const at = toMs(date, now)
  if (at > now) throw new InvalidBodyError('date must not be in the future')
  if (key.spec !== 'SYMMETRIC_DEFAULT') throw new InvalidBodyError(`${key.arn} does not rotate`)
  const { timeline } = key.ledger
  const ready = key.origin === 'EXTERNAL' && !timeline.pending ? withImport(timeline, {}, now) : timeline
  key.ledger.timeline = withRotation(ready, type, at)
}
