import { createHash, randomUUID } from 'node:crypto'
import { isKeyId, keyArn } from './arn.ts'
import { keyIdFor } from './key-id.ts'
import { toMs } from './instant.ts'
import type {
  ImportedMaterialBlueprint,
  KeyBlueprint,
  PendingMaterialBlueprint,
  UsageBlueprint,
} from './key-blueprint.ts'
import { KEY_SPECS } from './key-spec.ts'
import { hasSymmetricMaterial } from './key.ts'
import type { Alias, EmulatedKey, RecordedUsage } from './key.ts'
import { InvalidBodyError } from './shape.ts'
import { materialId, nextMaterialId, withAutomaticChange, withRotation } from './rotation-timeline.ts'
import type { KeyMaterial, RotationTimeline } from './rotation-timeline.ts'

export interface CreationContext {
  readonly accountId: string
  readonly regions: readonly string[]
  readonly now: number
}

/** The key of a blueprint, followed by its replicas. Throws an InvalidBodyError for a blueprint that is not valid. */
export function createKeys(
  blueprint: KeyBlueprint,
  context: CreationContext,
): readonly [EmulatedKey, ...EmulatedKey[]] {
  const { now } = context
  const region = servedRegion(blueprint.region ?? context.regions[0] ?? '', context)
  const replicaRegions = (blueprint.replicaRegions ?? []).map((replica) => servedRegion(replica, context))
  const isMultiRegion = blueprint.replicaRegions !== undefined
  const keyId = keyIdOf(blueprint.keyId, isMultiRegion)
  const spec = blueprint.spec ?? 'SYMMETRIC_DEFAULT'
  const accountId = blueprint.accountId ?? context.accountId
  if (!/^\d{12}$/.test(accountId))
    throw new InvalidBodyError(`accountId must be 12 digits, not '${accountId}'`)
  if (new Set([region, ...replicaRegions]).size <= replicaRegions.length)
    throw new InvalidBodyError('replicaRegions must not name a Region twice or the Region of the primary key')

  const createdAt = toMs(blueprint.createdAt ?? 'now', now)
  const key: EmulatedKey = {
    keyId,
    arn: keyArn(region, accountId, keyId),
    region,
    accountId,
    spec,
    usage: blueprint.usage ?? KEY_SPECS[spec]?.usages[0] ?? 'ENCRYPT_DECRYPT',
    origin: blueprint.origin ?? 'AWS_KMS',
    manager: blueprint.manager ?? 'CUSTOMER',
    createdAt,
    ...(blueprint.origin?.match(/^(AWS_CLOUDHSM|EXTERNAL_KEY_STORE)$/) && {
      customKeyStoreId: `cks-${createHash('sha256').update(blueprint.origin).digest('hex').slice(0, 17)}`,
    }),
    ...(isMultiRegion && {
      multiRegion: { role: 'PRIMARY', family: { primaryRegion: region, replicaRegions } },
    }),
    trackingStartDate: startOfTracking(blueprint, createdAt, now),
    lastUsage: blueprint.lastUsage && recordedUsage(blueprint.lastUsage, keyId, now),
    ledger: { timeline: timelineOf(blueprint, keyId, createdAt, now) },
    description: blueprint.description ?? '',
    state: blueprint.state ?? 'Enabled',
    deletionDate: toMs(blueprint.deletionDate ?? '+30d', now),
    aliases: aliasesFrom(blueprint.aliases ?? [], createdAt),
    tags: blueprint.tags ?? {},
    denies: new Set(blueprint.denies),
    pages: blueprint.pages ?? {},
    metadata: blueprint.metadata ?? {},
  }
  if (!hasSymmetricMaterial(key) && (key.ledger.timeline.rotations.length > 0 || blueprint.automaticRotation))
    throw new InvalidBodyError(`keys of spec ${spec} and origin ${key.origin} do not rotate`)
  const replicas = replicaRegions.map((replica) => replicaOf(key, replica))
  return [key, ...replicas]
}

function startOfTracking({ trackingStartDate }: KeyBlueprint, createdAt: number, now: number): number {
  return trackingStartDate === undefined ? createdAt : Math.max(createdAt, toMs(trackingStartDate, now))
}

export function recordedUsage(
  { usedAt, operation = 'Decrypt' }: UsageBlueprint,
  keyId: string,
  now: number,
): RecordedUsage {
  const at = toMs(usedAt, now)
  const id = (name: string) => keyIdFor(`${name} ${keyId} ${at}`)
  return { operation, usedAt: at, cloudTrailEventId: id('event'), kmsRequestId: id('request') }
}

// A replica has its own aliases, tags, policy and usage. It shares key material and rotation with the primary key.
const replicaOf = (primary: EmulatedKey, region: string): EmulatedKey => ({
  ...primary,
  arn: keyArn(region, primary.accountId, primary.keyId),
  region,
  ...(primary.multiRegion && { multiRegion: { role: 'REPLICA', family: primary.multiRegion.family } }),
  state: primary.state === 'PendingReplicaDeletion' ? 'Enabled' : primary.state,
  denies: new Set(),
  lastUsage: undefined,
})

interface AwsManagedKey {
  readonly accountId: string
  readonly region: string
  readonly aliasName: string
  readonly now: number
}

/** The AWS managed key behind a predefined alias. */
export function createAwsManagedKey({ accountId, region, aliasName, now }: AwsManagedKey): EmulatedKey {
  const service = aliasName.replace('alias/aws/', '')
  const [key] = createKeys(
    {
      region,
      keyId: randomUUID(),
      manager: 'AWS',
      description: `Default key that protects my ${service} data when no other key is defined`,
      aliases: [aliasName],
      automaticRotation: {},
    },
    { accountId, regions: [region], now },
  )
  return key
}

/** Aliases created at one instant. Duplicate names become one alias. */
export const aliasesFrom = (names: readonly string[], at: number): readonly Alias[] =>
  [...new Set(names.map(aliasName))].map((name) => ({ name, createdAt: at, updatedAt: at }))

export const aliasName = (name: string) => (name.startsWith('alias/') ? name : `alias/${name}`)

export const importedMaterial = (
  id: string,
  { description, validTo }: ImportedMaterialBlueprint,
  now: number,
): KeyMaterial => ({
  id,
  importState: 'IMPORTED',
  ...(description !== undefined && { description }),
  ...(validTo !== undefined && { validTo: toMs(validTo, now) }),
})

function timelineOf(blueprint: KeyBlueprint, seed: string, createdAt: number, now: number): RotationTimeline {
  const isExternal = blueprint.origin === 'EXTERNAL'
  const hasMaterial = !(isExternal && blueprint.state === 'PendingImport' && !blueprint.rotations)
  let timeline: RotationTimeline = {
    seed,
    ...(hasMaterial && { first: firstMaterial(blueprint, seed, now) }),
    rotations: [],
    automatic: [],
    isSuspended: (blueprint.state ?? 'Enabled') !== 'Enabled',
  }

  const past = (blueprint.rotations ?? []).map(({ date, type = 'AUTOMATIC' }) => ({
    at: toMs(date, now),
    type,
  }))
  for (const { at, type } of past.toSorted((a, b) => a.at - b.at)) {
    if (at > now)
      throw new InvalidBodyError(
        'rotations must be in the past. Use rotationInProgress for a rotation that has not completed',
      )
    timeline = withRotation(isExternal ? withImport(timeline, {}, now) : timeline, type, at)
  }

  const { rotationInProgress: running } = blueprint
  if (running) {
    const startedAt = toMs(running.startedAt, now)
    const takesMs = toMs(running.completesAt, now) - startedAt
    if (takesMs < 0) throw new InvalidBodyError('rotationInProgress must not complete before it started')
    timeline = withRotation(
      isExternal ? withImport(timeline, {}, now) : timeline,
      'ON_DEMAND',
      startedAt,
      takesMs,
    )
  }
  if (blueprint.pendingMaterial) timeline = withImport(timeline, blueprint.pendingMaterial, now)
  if (blueprint.automaticRotation) {
    const { periodInDays = 365, nextRotationDate = `+${periodInDays}d` } = blueprint.automaticRotation
    const nextDate = toMs(nextRotationDate, now)
    timeline = withAutomaticChange(timeline, { at: createdAt, isEnabled: true, periodInDays, nextDate })
  }
  return timeline
}

function firstMaterial(blueprint: KeyBlueprint, seed: string, now: number): KeyMaterial {
  const id = materialId(seed, 0)
  if (blueprint.origin !== 'EXTERNAL') return { id }
  const material = importedMaterial(id, blueprint.material ?? {}, now)
  return blueprint.state === 'PendingImport' ? { ...material, importState: 'PENDING_IMPORT' } : material
}

/** Adds imported material for the next on-demand rotation. */
export const withImport = (
  timeline: RotationTimeline,
  blueprint: PendingMaterialBlueprint,
  now: number,
): RotationTimeline => ({
  ...timeline,
  pending: {
    material: importedMaterial(nextMaterialId(timeline), blueprint, now),
    isAwaitingReplicas: blueprint.isAwaitingReplicas ?? false,
  },
})

function servedRegion(region: string, { regions }: CreationContext): string {
  if (regions.includes(region)) return region
  throw new InvalidBodyError(`Region '${region}' is not served; the emulator serves ${regions.join(', ')}`)
}

function keyIdOf(keyId: string | undefined, isMultiRegion: boolean): string {
  if (keyId === undefined) return isMultiRegion ? `mrk-${randomUUID().replaceAll('-', '')}` : randomUUID()
  if (!isKeyId(keyId) || keyId.startsWith('mrk-') !== isMultiRegion)
    throw new InvalidBodyError(
      `keyId must be ${isMultiRegion ? 'mrk- and 32 hex digits' : 'a UUID'}, not '${keyId}'`,
    )
  return keyId
}
