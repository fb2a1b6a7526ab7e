import { setMaxListeners } from 'node:events'
import { setImmediate as immediate } from 'node:timers/promises'
import { hasPassed, steadyDateOn } from '../../clock.ts'
import type { Clock } from '../../clock.ts'
import { GatewayError } from '../../errors/gateway-error.ts'
import { OperationError } from '../../errors/operation-errors.ts'
import { parseKeyArn } from '../../kms/key-arn.ts'
import type { KeyArn } from '../../kms/key-arn.ts'
import type { KmsClient } from '../../kms/kms-client.ts'
import type { CallOptions, ListedAlias, ListedKey } from '../../kms/kms.ts'
import { readAllPages } from '../../kms/read-all-pages.ts'
import type { Logger } from '../../logger.ts'
import type { Reading } from '../key-readings.ts'
import { applicableReadings } from './applicable-readings.ts'
import type { ScopeInventory } from './inventory.ts'
import type { KeyRecords } from './key-records.ts'
import { createKeyReads } from './key-reads.ts'
import type { KeyReads } from './key-reads.ts'
import { ReadLane } from './read-lane.ts'

export interface ScopeReaderOptions {
  /** The name of the scope. */
  readonly name: string
  /** The KMS of the scope without the cache. */
  readonly kms: KmsClient
  readonly records: KeyRecords
  readonly clock: Clock
  readonly logger: Logger
  /** Time between listings, in milliseconds. */
  readonly listEveryMs: number
  /** Called after each listing, even if nothing changed. */
  readonly onListing: () => void
}

/** The maximum of ListKeys. */
const MAX_KEYS_PER_PAGE = 1_000
/** The maximum of ListAliases. */
const MAX_ALIASES_PER_PAGE = 100
/** Number of records to handle before yielding to the event loop. */
const SLICE = 500
/** Pause after the first of several failed listings, in milliseconds. It doubles with each failure. */
const FIRST_RETRY_MS = 2_000
const MAX_RETRY_MS = 60_000

/** Keeps the records of one scope current until it is disposed: lists the keys and their aliases, and reads what is not read. */
export class ScopeReader implements Disposable {
  readonly #options: ScopeReaderOptions
  readonly #stopping = new AbortController()
  readonly #call: CallOptions & { readonly signal: AbortSignal }
  readonly #lanes: Readonly<Record<keyof KeyReads, ReadLane>>
  /** The keys that the latest listing did not contain. */
  #missing: ReadonlySet<string> = new Set()
  #listedAt: number | undefined
  #unreachable: ScopeInventory['unreachable']

  constructor(options: ScopeReaderOptions) {
    this.#options = options
    const { signal } = this.#stopping
    setMaxListeners(0, signal)
    this.#call = { signal, priority: 'BACKGROUND', request: '' }
    const reads = createKeyReads({ ...options, call: this.#call })
    const laneOf = (name: keyof KeyReads) => this.#laneOf(name, reads[name])
    this.#lanes = {
      metadata: laneOf('metadata'),
      status: laneOf('status'),
      rotations: laneOf('rotations'),
      materials: laneOf('materials'),
      tags: laneOf('tags'),
    }
    void this.#run()
  }

  get state(): ScopeInventory {
    const { name, records } = this.#options
    const { records: listed, readCount } = records.in(name)
    const isRead = this.#listedAt !== undefined && readCount === listed.size
    return {
      state: this.#unreachable ? 'UNREACHABLE' : isRead ? 'CURRENT' : 'FILLING',
      listedAt: this.#listedAt,
      unreachable: this.#unreachable,
      keyCount: listed.size,
      readCount,
    }
  }

  [Symbol.dispose](): void {
    this.#stopping.abort(new Error('The inventory of the scope is disposed.'))
  }

  async #run(): Promise<void> {
    const { clock, listEveryMs } = this.#options
    const { signal } = this.#stopping
    let retryMs = FIRST_RETRY_MS
    do {
      await this.#tryList()
      const mayRecover = this.#unreachable?.problem.isRetryable === true
      const waitMs = mayRecover ? Math.min(retryMs, listEveryMs) : listEveryMs
      retryMs = mayRecover ? Math.min(retryMs * 2, MAX_RETRY_MS) : FIRST_RETRY_MS
      if (!(await hasPassed(clock, waitMs, signal))) return
    } while (!signal.aborted)
  }

  async #tryList(): Promise<void> {
    const { clock } = this.#options
    const startedAt = steadyDateOn(clock)
    try {
      await this.#list(startedAt)
      this.#listedAt = startedAt
      this.#unreachable = undefined
    } catch (error) {
      if (this.#stopping.signal.aborted) return
      this.#logFailure(error)
      if (error instanceof OperationError)
        this.#unreachable = { since: this.#unreachable?.since ?? startedAt, problem: error }
    } finally {
      this.#options.onListing()
    }
  }

  async #list(startedAt: number): Promise<void> {
    const { name, kms, records } = this.#options
    const { signal } = this.#stopping
    const items: readonly ListedKey[] = await readAllPages(
      (marker) => kms.listKeys({ limit: MAX_KEYS_PER_PAGE, marker }, this.#call),
      signal,
    )
    const keys = new Map<string, KeyArn>()
    for (const { keyArn } of items) {
      const key = parseKeyArn(keyArn)
      if (key) keys.set(keyArn, key)
    }
    await inSlices(keys.values(), signal, (key) => records.noteListed(key, startedAt))
    await inSlices(records.in(name).records.values(), signal, ({ key }) => this.#readMissing(key))
    await this.#removeMissing(keys)
    await this.#listAliases()
  }

  /** A key is removed after two listings in a row without it, because KMS reads are eventually consistent. */
  async #removeMissing(listed: ReadonlyMap<string, KeyArn>): Promise<void> {
    const { name, records } = this.#options
    const missing = new Set<string>()
    await inSlices([...records.in(name).records.values()], this.#stopping.signal, ({ key }) => {
      if (listed.has(key.arn)) return
      if (!this.#missing.has(key.arn)) {
        missing.add(key.arn)
        return
      }
      records.remove(key)
      for (const lane of Object.values(this.#lanes)) lane.remove(key.arn)
    })
    this.#missing = missing
  }

  async #listAliases(): Promise<void> {
    const { name, kms, records, clock } = this.#options
    const { signal } = this.#stopping
    const observedAt = steadyDateOn(clock)
    const reading = await readAllPages(
      (marker) => kms.listAliases({ limit: MAX_ALIASES_PER_PAGE, marker }, this.#call),
      signal,
    ).catch(rejectionOf)
    const byKeyId = new Map<string, ListedAlias[]>()
    if (!(reading instanceof OperationError))
      await inSlices(reading, signal, (alias) => {
        const { targetKeyId } = alias
        if (targetKeyId === undefined) return
        const ofKey = byKeyId.get(targetKeyId)
        if (ofKey) ofKey.push(alias)
        else byKeyId.set(targetKeyId, [alias])
      })
    await inSlices([...records.in(name).records.values()], signal, ({ key }) => {
      const aliases: Reading<readonly ListedAlias[]> =
        reading instanceof OperationError
          ? { problem: reading, observedAt }
          : { value: byKeyId.get(key.keyId) ?? [], observedAt }
      records.note(key, 'aliases', aliases)
    })
  }

  /** The kind of key decides what else there is to read, so the metadata is read first. */
  #readMissing(key: KeyArn): void {
    const record = this.#options.records.of(key)
    if (!record) return
    if (!record.metadata) {
      this.#lanes.metadata.add(key.arn)
      return
    }
    for (const name of applicableReadings(record.metadata))
      if (!record[name] && name !== 'aliases') this.#lanes[name].add(key.arn)
  }

  #laneOf(name: keyof KeyReads, read: (keyArn: string) => Promise<unknown>): ReadLane {
    const { records, clock } = this.#options
    return new ReadLane({
      read,
      onRead: (keyArn) => {
        const key = parseKeyArn(keyArn)
        if (name === 'metadata' && key) this.#readMissing(key)
      },
      onUnreadable: (keyArn, problem) => {
        const key = parseKeyArn(keyArn)
        // An older value says more than an error that may go away by itself.
        if (!key || records.of(key)?.[name]?.value !== undefined) return
        records.note(key, name, { problem, observedAt: steadyDateOn(clock) })
        if (name === 'metadata') this.#readMissing(key)
      },
      onBug: (error) => this.#logFailure(error),
      clock,
      signal: this.#stopping.signal,
    })
  }

  #logFailure(error: unknown): void {
    const { logger, kms } = this.#options
    const { accountId, region } = kms.scope
    if (error instanceof GatewayError)
      logger.warn(
        { accountId, region, code: error.code, reason: error.message },
        'inventory: the keys could not be listed',
      )
    else logger.error({ accountId, region, err: error }, 'inventory: failed unexpectedly')
  }
}

/** For `catch`: an error that KMS will give again. @throws any other error */
function rejectionOf(error: unknown): OperationError {
  if (error instanceof OperationError && !error.isRetryable) return error
  throw error
}

async function inSlices<Item>(
  items: Iterable<Item>,
  signal: AbortSignal,
  handle: (item: Item) => void,
): Promise<void> {
  let count = 0
  for (const item of items) {
    handle(item)
    if (++count % SLICE !== 0) continue
    await immediate()
    signal.throwIfAborted()
  }
}
