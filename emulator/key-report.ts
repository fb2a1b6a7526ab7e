import type { EmulatedKey, PageCut } from './key.ts'
import { automaticAt, currentMaterialAt, isOnDemandRunningAt, onDemandUsed } from './rotation-timeline.ts'

/** A key as plain JSON. Instants are ISO 8601. */
export interface KeyReport {
  readonly keyId: string
  readonly arn: string
  readonly region: string
  readonly accountId: string
  readonly description: string
  readonly spec: string
  readonly usage: string
  readonly origin: string
  readonly manager: string
  readonly state: string
  readonly createdAt: string
  readonly deletionDate?: string
  readonly aliases: readonly string[]
  readonly tags: Readonly<Record<string, string>>
  readonly denies: readonly string[]
  readonly pages: PageCut
  readonly multiRegion?: {
    readonly role: string
    readonly primaryRegion: string
    readonly replicaRegions: readonly string[]
  }
  readonly automaticRotation: {
    readonly isEnabled: boolean
    readonly periodInDays?: number
    readonly nextRotationDate?: string
  }
  /** In order of start, including rotations in progress. */
  readonly rotations: readonly ReportedRotation[]
  /** On-demand rotations counted against the key's lifetime limit. */
  readonly onDemandUsed: number
  readonly isOnDemandRunning: boolean
  readonly lastUsage?: { readonly operation: string; readonly usedAt: string }
  readonly trackingStartDate: string
  readonly currentKeyMaterialId?: string
  readonly pendingKeyMaterialId?: string
}

export interface ReportedRotation {
  readonly type: 'AUTOMATIC' | 'ON_DEMAND'
  readonly keyMaterialId: string
  readonly startedAt: string
  /** RotationDate; in the future while the rotation is in progress. */
  readonly completedAt: string
}

export function reportOf(key: EmulatedKey, now: number): KeyReport {
  const { timeline } = key.ledger
  const { isEnabled, periodInDays, nextDate } = automaticAt(timeline, now)
  const current = currentMaterialAt(timeline, now)
  return {
    keyId: key.keyId,
    arn: key.arn,
    region: key.region,
    accountId: key.accountId,
    description: key.description,
    spec: key.spec,
    usage: key.usage,
    origin: key.origin,
    manager: key.manager,
    state: key.state,
    createdAt: iso(key.createdAt),
    ...(key.state === 'PendingDeletion' &&
      key.deletionDate !== undefined && { deletionDate: iso(key.deletionDate) }),
    aliases: key.aliases.map(({ name }) => name),
    tags: key.tags,
    denies: [...key.denies],
    pages: key.pages,
    ...(key.multiRegion && { multiRegion: { role: key.multiRegion.role, ...key.multiRegion.family } }),
    automaticRotation: {
      isEnabled,
      ...(periodInDays !== undefined && { periodInDays }),
      ...(nextDate !== undefined && { nextRotationDate: iso(nextDate) }),
    },
    rotations: timeline.rotations.map(({ type, material, startedAt, completedAt }) => ({
      type,
      keyMaterialId: material.id,
      startedAt: iso(startedAt),
      completedAt: iso(completedAt),
    })),
    onDemandUsed: onDemandUsed(timeline),
    isOnDemandRunning: isOnDemandRunningAt(timeline, now),
    ...(key.lastUsage && {
      lastUsage: { operation: key.lastUsage.operation, usedAt: iso(key.lastUsage.usedAt) },
    }),
    trackingStartDate: iso(key.trackingStartDate),
    ...(current && { currentKeyMaterialId: current.id }),
    ...(timeline.pending && { pendingKeyMaterialId: timeline.pending.material.id }),
  }
}

const iso = (ms: number) => new Date(ms).toISOString()
