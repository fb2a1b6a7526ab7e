import { setMaxListeners } from 'node:events'
import { hasPassed, steadyDateOn } from '../../clock.ts'
import type { Clock } from '../../clock.ts'
import { UnsupportedKeyError } from '../../errors/operation-errors.ts'
import { parseKeyArn } from '../../kms/key-arn.ts'
import type { KeyArn } from '../../kms/key-arn.ts'
import type { KmsClient } from '../../kms/kms-client.ts'
import type { CallOptions, KmsOperation, KmsScope } from '../../kms/kms.ts'
import type { Logger } from '../../logger.ts'
import type { RotatingKeys } from '../key-set/rotating-keys.ts'
import { mayRotate } from '../rules/rotation-support.ts'
import { inSlices } from '../slices.ts'
import { applicableReadings } from './applicable-readings.ts'
import { InventoryRotatingKeys } from './inventory-rotating-keys.ts'
import type { KeyRecord, ScopeInventory } from './inventory.ts'
import type { KeyRecords } from './key-records.ts'
import { createKeyReads } from './key-reads.ts'
import type { KeyReads } from './key-reads.ts'
import { ReadLane } from './read-lane.ts'
import { ScopeListing } from './scope-listing.ts'
import { lastSlot, nextSlot } from './slots.ts'

/** How often the inventory reads, in milliseconds. */
export interface InventoryIntervals {
  /** Between listings of the keys and aliases of a scope. */
  readonly listEveryMs: number
  /** Between reads of the state of a key that may rotate, which also show that it has rotated. */
  readonly statusEveryMs: number
  /** Between the other reads of a key. */
  readonly restEveryMs: number
}

/** Follows the keys that may rotate. Implemented by the watches. */
export interface RotationListener {
  add(keyArns: readonly string[], createdAfter: number | undefined): void
  remove(keyArns: readonly string[]): void
  /** A read showed that the key has changed. */
  refresh(keyArn: string): void
}

export type ReadListener = (scope: KmsScope, operation: KmsOperation) => void

export interface ScopeReaderOptions {
  /** The name of the scope. */
  readonly name: string
  /** The KMS of the scope without the cache. */
  readonly kms: KmsClient
  readonly records: KeyRecords
  readonly clock: Clock
  readonly logger: Logger
  readonly intervals: InventoryIntervals
  /** The records from before a restart. The reader starts when they are known. */
  readonly known: Promise<readonly KeyRecord[]>
  readonly rotations: RotationListener
  /** Called for each request to KMS. */
  readonly onRead?: ReadListener | undefined
  /** Called after each change of the state of the scope. */
  readonly onState: () => void
}

/** Time between two reads of the last usage of a key, in periods of the other reads: KMS allows few of them. */
export const PERIODS_PER_LAST_USAGE = 7
/** Time between two searches for reads that are due, in milliseconds. */
const TICK_MS = 60_000
/**
 * After this time, in milliseconds, a key is read again that was read because of a notice: KMS reads are eventually consistent.
 * Notices about the key in between cause no other read.
 */
const NOTICE_REPEAT_MS = 10_000

/**
 * Keeps the records of one scope current until it is disposed. It reads what was never read, then each reading at the slots of
 * its key. The status and the rotations of keys that may rotate are read by their watches.
 */
export class ScopeReader implements Disposable {
  readonly rotatingKeys: RotatingKeys
  readonly #options: ScopeReaderOptions
  readonly #stopping = new AbortController()
  readonly #lanes: Readonly<Record<keyof KeyReads, ReadLane>>
  readonly #listing: ScopeListing
  readonly #rotatingKeys: InventoryRotatingKeys
  /** The keys that the watches follow. */
  readonly #followed = new Set<string>()
  /** When a reading of each key may be due again. Nothing is due before that. */
  readonly #checkAgainAt = new Map<string, number>()
  /** The keys with a new key material that their histories do not show yet. */
  readonly #unexplained = new Set<string>()
  /** The keys that were read because of a notice and will be read again. */
  #noticed = new Set<string>()

  constructor(options: ScopeReaderOptions) {
    this.#options = options
    const { signal } = this.#stopping
    setMaxListeners(0, signal)
    const call: CallOptions & { readonly signal: AbortSignal } = {
      signal,
      priority: 'BACKGROUND',
      request: '',
      onSent: (operation) => options.onRead?.(options.kms.scope, operation),
    }
    const reads = createKeyReads({ ...options, call })
    const laneOf = (name: keyof KeyReads) => this.#laneOf(name, reads[name])
    this.#lanes = {
      metadata: laneOf('metadata'),
      status: laneOf('status'),
      rotations: laneOf('rotations'),
      materials: laneOf('materials'),
      tags: laneOf('tags'),
      lastUsage: laneOf('lastUsage'),
    }
    this.#listing = new ScopeListing({
      ...options,
      listEveryMs: options.intervals.listEveryMs,
      call,
      onListed: (removed) => void this.#noteListed(removed),
      onFailed: () => {
        options.onState()
        this.#rotatingKeys.noteFailed()
      },
    })
    this.#rotatingKeys = new InventoryRotatingKeys({
      ...options,
      scope: options.kms.scope,
      listing: this.#listing,
      signal,
    })
    this.rotatingKeys = this.#rotatingKeys
    void this.#run()
  }

  get state(): ScopeInventory {
    const { name, records } = this.#options
    const { listedAt, unreachable } = this.#listing
    const { records: listed, readCount } = records.in(name)
    const isRead = listedAt !== undefined && readCount === listed.size
    return {
      state: unreachable ? 'UNREACHABLE' : isRead ? 'CURRENT' : 'FILLING',
      listedAt,
      unreachable,
      keyCount: listed.size,
      readCount,
    }
  }

  /** Call after each change of a record of the scope. */
  noteRecord(record: KeyRecord, before: KeyRecord | undefined): void {
    const { arn } = record.key
    this.#rotatingKeys.noteRecord(record, isRotating(record))
    if (before && haveNewNames(record, before)) this.#rotatingKeys.noteNames()
    if (record.metadata && before && !before.metadata) {
      this.#readMissing(record)
      this.#checkAgainAt.delete(arn)
    }
    if (!this.#followed.has(arn) && isFollowable(record)) {
      this.#followed.add(arn)
      this.#options.rotations.add([arn], this.#listing.createdAfter(arn))
    }
    if (!before) return
    if (!isUnexplained(record)) this.#unexplained.delete(arn)
    else if (hasNewMetadata(record, before)) this.#unexplained.add(arn)
    const looksAgain = record.metadata !== before.metadata && this.#unexplained.has(arn)
    if (looksAgain || hasChanged(record, before)) this.#options.rotations.refresh(arn)
    if (hasMore('rotations', record, before)) this.#lanes.materials.addAgain(arn)
  }

  /** The key may have changed. Reads it soon, and again after {@link NOTICE_REPEAT_MS}. */
  notice(keyArn: string): void {
    if (this.#noticed.has(keyArn)) return
    this.#readAgain(keyArn)
    if (this.#noticed.size === 0) void this.#repeatNotices()
    this.#noticed.add(keyArn)
  }

  /** A key or an alias may have been created or deleted. Lists soon. */
  noticeList(): void {
    this.#listing.notice()
  }

  [Symbol.dispose](): void {
    this.#stopping.abort(new Error('The inventory of the scope is disposed.'))
    this.#options.rotations.remove([...this.#followed])
  }

  async #noteListed(removed: readonly KeyArn[]): Promise<void> {
    const { name, records, rotations, onState } = this.#options
    onState()
    rotations.remove(removed.map(({ arn }) => arn))
    for (const { arn } of removed) {
      for (const lane of Object.values(this.#lanes)) lane.remove(arn)
      this.#followed.delete(arn)
      this.#checkAgainAt.delete(arn)
      this.#unexplained.delete(arn)
      this.#rotatingKeys.noteRemoved(arn)
    }
    this.#rotatingKeys.noteListed()
    await this.#forEachRecord(records.list(name), (record) => this.#readMissing(record))
  }

  async #run(): Promise<void> {
    const { name, records, clock, intervals, known } = this.#options
    const stored = await known
    await this.#forEachRecord(stored, (record) => records.restore(record))
    if (this.#stopping.signal.aborted) return
    this.#listing.start(stored.length > 0 ? Math.max(...stored.map(({ listedAt }) => listedAt)) : undefined)
    this.#options.onState()
    this.#rotatingKeys.noteListed()
    const tickMs = Math.min(TICK_MS, intervals.statusEveryMs, intervals.restEveryMs)
    while (await hasPassed(clock, tickMs, this.#stopping.signal)) {
      const now = steadyDateOn(clock)
      await this.#forEachRecord(records.list(name), ({ key }) => {
        // The record may have changed since the list was made.
        const record = records.of(key)
        if (record) this.#readDue(record, now)
      })
    }
  }

  async #forEachRecord(records: readonly KeyRecord[], handle: (record: KeyRecord) => void): Promise<void> {
    const { signal } = this.#stopping
    try {
      for await (const slice of inSlices(records, signal)) for (const record of slice) handle(record)
    } catch (error) {
      if (!signal.aborted) throw error
    }
  }

  /** The kind of key decides what else there is to read, so the metadata is read first. */
  #readMissing(record: KeyRecord): void {
    const names = record.metadata ? applicableReadings(record.metadata) : (['metadata'] as const)
    for (const name of names) if (!record[name] && name !== 'aliases') this.#lanes[name].add(record.key.arn)
  }

  /** Reads what was last read before the latest slot of the key. */
  #readDue(record: KeyRecord, now: number): void {
    const { statusEveryMs, restEveryMs } = this.#options.intervals
    const { arn } = record.key
    if (now < (this.#checkAgainAt.get(arn) ?? -Infinity)) return
    const lastUsageEveryMs = restEveryMs * PERIODS_PER_LAST_USAGE
    const slots = [statusEveryMs, restEveryMs, lastUsageEveryMs].map((periodMs) =>
      nextSlot(arn, periodMs, now),
    )
    this.#checkAgainAt.set(arn, Math.min(...slots))
    const isFollowed = this.#followed.has(arn)
    if (isLastUsageDue(record, lastSlot(arn, lastUsageEveryMs, now))) this.#lanes.lastUsage.add(arn)
    for (const name of applicableReadings(record.metadata)) {
      const reading = record[name]
      if (!reading || name === 'aliases' || isAlwaysDenied(record, name)) continue
      if (isFollowed && (name === 'status' || name === 'rotations')) continue
      const periodMs = isFollowed && name === 'metadata' ? statusEveryMs : restEveryMs
      if (reading.observedAt < lastSlot(arn, periodMs, now)) this.#lanes[name].add(arn)
    }
  }

  #readAgain(keyArn: string): void {
    const record = this.#recordOf(keyArn)
    if (!record) return
    for (const name of applicableReadings(record.metadata)) {
      const isWatched = this.#followed.has(keyArn) && (name === 'status' || name === 'rotations')
      if (name !== 'aliases' && !isWatched && !isAlwaysDenied(record, name))
        this.#lanes[name].addAgain(keyArn)
    }
  }

  async #repeatNotices(): Promise<void> {
    if (!(await hasPassed(this.#options.clock, NOTICE_REPEAT_MS, this.#stopping.signal))) return
    const noticed = this.#noticed
    this.#noticed = new Set()
    for (const keyArn of noticed) this.#readAgain(keyArn)
  }

  #recordOf(keyArn: string): KeyRecord | undefined {
    const key = parseKeyArn(keyArn)
    return key && this.#options.records.of(key)
  }

  #laneOf(name: keyof KeyReads, read: (keyArn: string) => Promise<unknown>): ReadLane {
    const { records, clock, logger, kms } = this.#options
    const { accountId, region } = kms.scope
    return new ReadLane({
      read,
      onUnreadable: (keyArn, problem) => {
        const record = this.#recordOf(keyArn)
        // An older value says more than an error that may go away by itself.
        if (record && record[name]?.value === undefined)
          records.note(record.key, name, { problem, observedAt: steadyDateOn(clock) })
      },
      onBug: (error) =>
        logger.error({ accountId, region, err: error }, 'inventory: a read failed unexpectedly'),
      clock,
      signal: this.#stopping.signal,
    })
  }
}

/** A key whose kind cannot be read counts as one that may rotate. */
const isRotating = ({ metadata }: KeyRecord): boolean =>
  metadata !== undefined && (metadata.value === undefined || mayRotate(metadata.value))

/** Whether a watch can start from the record. */
const isFollowable = (record: KeyRecord): boolean =>
  isRotating(record) &&
  record.status !== undefined &&
  record.rotations !== undefined &&
  !(record.rotations.problem instanceof UnsupportedKeyError)

/** The owner of the account cannot change the policy of an AWS managed key, so the next read would be denied, too. */
const isAlwaysDenied = ({ metadata, ...readings }: KeyRecord, name: keyof KeyReads): boolean =>
  metadata?.value?.keyManager === 'AWS' &&
  name !== 'metadata' &&
  readings[name]?.problem?.code === 'ACCESS_DENIED'

/** Whether the last usage of a customer managed key was not read since the slot. */
const isLastUsageDue = ({ metadata, lastUsage }: KeyRecord, slot: number): boolean =>
  metadata?.value?.keyManager === 'CUSTOMER' && (lastUsage?.observedAt ?? -Infinity) < slot

/**
 * Whether the watch of the key must poll: the state has changed, or a reading shows a rotation. The watch may have found the rotation
 * itself, and then polls once more: the records do not say who has read them.
 */
const hasChanged = (after: KeyRecord, before: KeyRecord): boolean =>
  hasNewMetadata(after, before) || hasMore('rotations', after, before) || hasMore('materials', after, before)

function hasNewMetadata({ metadata }: KeyRecord, before: KeyRecord): boolean {
  const [now, was] = [metadata?.value, before.metadata?.value]
  if (!now || !was) return false
  return now.keyState !== was.keyState || now.currentKeyMaterialId !== was.currentKeyMaterialId
}

/** Whether the histories do not show the current key material yet: KMS may show a rotation in DescribeKey first. */
function isUnexplained({ metadata, rotations, materials }: KeyRecord): boolean {
  const id = metadata?.value?.currentKeyMaterialId
  if (id === undefined || !rotations?.value || !materials?.value) return false
  return [...rotations.value, ...materials.value].every(({ keyMaterialId }) => keyMaterialId !== id)
}

const hasMore = (name: 'rotations' | 'materials', after: KeyRecord, before: KeyRecord): boolean =>
  (after[name]?.value?.length ?? 0) > (before[name]?.value?.length ?? Infinity)

/** Whether the aliases or tags have changed, or are known now. */
function haveNewNames(after: KeyRecord, before: KeyRecord): boolean {
  const textOf = ({ aliases, tags }: KeyRecord) =>
    JSON.stringify([
      aliases && (aliases.value?.map(({ aliasName }) => aliasName).toSorted() ?? null),
      tags && (tags.value?.map(({ tagKey, tagValue }) => [tagKey, tagValue]) ?? null),
    ])
  const isSame = after.aliases === before.aliases && after.tags === before.tags
  return !isSame && textOf(after) !== textOf(before)
}
