import { hasPassed, steadyDateOn } from '../../clock.ts'
import type { Clock } from '../../clock.ts'
import { GatewayError } from '../../errors/gateway-error.ts'
import { OperationError } from '../../errors/operation-errors.ts'
import { parseKeyArn } from '../../kms/key-arn.ts'
import type { KeyArn } from '../../kms/key-arn.ts'
import type { KmsClient } from '../../kms/kms-client.ts'
import type { CallOptions, ListedAlias } from '../../kms/kms.ts'
import { readAllPages } from '../../kms/read-all-pages.ts'
import type { Logger } from '../../logger.ts'
import { NOTICE_LISTING_MS } from '../key-set/rotating-keys.ts'
import { createSharedWork } from '../key-set/shared-work.ts'
import type { Reading } from '../key-readings.ts'
import { inSlices } from '../slices.ts'
import type { ScopeInventory } from './inventory.ts'
import type { KeyRecords } from './key-records.ts'

export interface ScopeListingOptions {
  /** The name of the scope. */
  readonly name: string
  /** The KMS of the scope without the cache. */
  readonly kms: KmsClient
  readonly records: KeyRecords
  readonly clock: Clock
  readonly logger: Logger
  /** Time between listings, in milliseconds. */
  readonly listEveryMs: number
  readonly call: CallOptions & { readonly signal: AbortSignal }
  /** Called after each listing that succeeded, even if nothing changed, with the keys whose records were removed. */
  readonly onListed: (removed: readonly KeyArn[]) => void
  readonly onFailed: () => void
}

/** The maximum of ListKeys. */
export const MAX_KEYS_PER_PAGE = 1_000
/** The maximum of ListAliases. */
export const MAX_ALIASES_PER_PAGE = 100
/** Pause after the first of several failed listings, in milliseconds. It doubles with each failure. */
const FIRST_RETRY_MS = 2_000
const MAX_RETRY_MS = 60_000

/**
 * Lists the keys and aliases of a scope again and again: each key has a record while it is listed. A record is removed after
 * two listings in a row without the key, because KMS reads are eventually consistent.
 */
export class ScopeListing {
  readonly #options: ScopeListingOptions
  readonly #work
  /** The keys that the latest listing did not contain. */
  #missing: ReadonlySet<string> = new Set()
  /** Aborts when the next listing must not wait for its time. */
  #noticed = new AbortController()
  /** For the keys that an earlier listing did not contain. */
  readonly #createdAfter = new Map<string, number>()
  #listedAt: number | undefined
  #unreachable: ScopeInventory['unreachable']

  constructor(options: ScopeListingOptions) {
    this.#options = options
    const { clock } = options
    this.#work = createSharedWork({
      stamp: () => steadyDateOn(clock),
      work: (signal) => this.#tryList(signal),
    })
  }

  /** @param listedAt the start of the latest listing before a restart. Undefined: the keys were never listed */
  start(listedAt: number | undefined): void {
    this.#listedAt = listedAt
    void this.#run()
  }

  /** The start of the latest complete listing. */
  get listedAt(): number | undefined {
    return this.#listedAt
  }

  get unreachable(): ScopeInventory['unreachable'] {
    return this.#unreachable
  }

  /** A time at which the key did not exist. Undefined for a key that the first listing found. */
  createdAfter(keyArn: string): number | undefined {
    return this.#createdAfter.get(keyArn)
  }

  /** Lists soon, at most every {@link NOTICE_LISTING_MS}: a key or an alias may have been created or deleted. */
  notice(): void {
    this.#noticed.abort()
  }

  /** Resolves when a listing that started at `from` or later has succeeded. @throws {OperationError} if it fails */
  since(from: number, signal: AbortSignal): Promise<void> {
    return this.#work.since(from, signal)
  }

  /** As {@link since}, for a listing that starts after this call. */
  again(signal: AbortSignal): Promise<void> {
    return this.#work.again(signal)
  }

  async #run(): Promise<void> {
    const { signal } = this.#options.call
    let retryMs = FIRST_RETRY_MS
    do {
      await this.#work.again(signal).catch(() => {})
      if (signal.aborted) return
      const mayRecover = this.#unreachable?.problem.isRetryable === true
      if (!(await this.#isDue(mayRecover ? retryMs : undefined))) return
      retryMs = mayRecover ? Math.min(retryMs * 2, MAX_RETRY_MS) : FIRST_RETRY_MS
    } while (!signal.aborted)
  }

  /** @returns false if the signal aborts */
  async #isDue(retryMs = Infinity): Promise<boolean> {
    const { clock, listEveryMs, call } = this.#options
    const waitMs = Math.min(retryMs, listEveryMs)
    if (await hasPassed(clock, waitMs, AbortSignal.any([call.signal, this.#noticed.signal]))) return true
    const isDue = await hasPassed(clock, Math.min(waitMs, NOTICE_LISTING_MS), call.signal)
    // Before the listing, so that a notice during it causes another one.
    this.#noticed = new AbortController()
    return isDue
  }

  async #tryList(signal: AbortSignal): Promise<void> {
    const { clock, call } = this.#options
    const startedAt = steadyDateOn(clock)
    try {
      const removed = await this.#list(startedAt, AbortSignal.any([signal, call.signal]))
      this.#listedAt = startedAt
      this.#unreachable = undefined
      this.#options.onListed(removed)
    } catch (error) {
      if (signal.aborted || call.signal.aborted) throw error
      this.#logFailure(error)
      if (error instanceof OperationError)
        this.#unreachable = { since: this.#unreachable?.since ?? startedAt, problem: error }
      this.#options.onFailed()
      throw error
    }
  }

  async #list(startedAt: number, signal: AbortSignal): Promise<readonly KeyArn[]> {
    const { name, kms, records, call } = this.#options
    const items = await readAllPages(
      (marker) => kms.listKeys({ limit: MAX_KEYS_PER_PAGE, marker }, { ...call, signal }),
      signal,
    )
    const listed = new Set<string>()
    const before = this.#listedAt
    for await (const slice of inSlices(items, signal))
      for (const { keyArn } of slice) {
        const key = parseKeyArn(keyArn)
        if (!key) continue
        listed.add(keyArn)
        if (before !== undefined && !records.of(key)) this.#createdAfter.set(keyArn, before)
        records.noteListed(key, startedAt)
      }
    const missing = records
      .list(name)
      .filter(({ key }) => !listed.has(key.arn))
      .map(({ key }) => key)
    const removed = missing.filter(({ arn }) => this.#missing.has(arn))
    for (const key of removed) {
      records.remove(key)
      this.#createdAfter.delete(key.arn)
    }
    this.#missing = new Set(missing.filter((key) => records.of(key)).map(({ arn }) => arn))
    if (this.#missing.size > 0) this.notice()
    await this.#listAliases(signal)
    return removed
  }

  async #listAliases(signal: AbortSignal): Promise<void> {
    const { name, kms, records, clock, call } = this.#options
    const observedAt = steadyDateOn(clock)
    const aliases = await readAllPages(
      (marker) => kms.listAliases({ limit: MAX_ALIASES_PER_PAGE, marker }, { ...call, signal }),
      signal,
    ).catch(rejectionOf)
    const byKeyId = new Map<string | undefined, ListedAlias[]>()
    for await (const slice of inSlices(aliases instanceof OperationError ? [] : aliases, signal))
      for (const alias of slice) {
        const ofKey = byKeyId.get(alias.targetKeyId)
        if (ofKey) ofKey.push(alias)
        else byKeyId.set(alias.targetKeyId, [alias])
      }
    const readingOf = ({ keyId }: KeyArn): Reading<readonly ListedAlias[]> =>
      aliases instanceof OperationError
        ? { problem: aliases, observedAt }
        : { value: byKeyId.get(keyId) ?? [], observedAt }
    for await (const slice of inSlices(records.list(name), signal))
      for (const { key } of slice)
        // A key that is not listed any more keeps the names that it had.
        if (!this.#missing.has(key.arn)) records.note(key, 'aliases', readingOf(key))
  }

  #logFailure(error: unknown): void {
    const { logger, kms } = this.#options
    const { accountId, region } = kms.scope
    if (error instanceof GatewayError)
      logger.warn(
        { accountId, region, code: error.code, reason: error.message },
        'inventory: the keys could not be listed',
      )
    else logger.error({ accountId, region, err: error }, 'inventory: listing failed unexpectedly')
  }
}

/** For `catch`: an error that KMS will give again. @throws any other error */
function rejectionOf(error: unknown): OperationError {
  if (error instanceof OperationError && !error.isRetryable) return error
  throw error
}
