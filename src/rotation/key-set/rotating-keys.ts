import { setImmediate as immediate } from 'node:timers/promises'
import { hasPassed, steadyDateOn } from '../../clock.ts'
import type { Clock } from '../../clock.ts'
import { GatewayError } from '../../errors/gateway-error.ts'
import { OperationError } from '../../errors/operation-errors.ts'
import type { KmsClient } from '../../kms/kms-client.ts'
import type { CallPriority, KeyMetadata, KmsScope } from '../../kms/kms.ts'
import { readAllPages } from '../../kms/read-all-pages.ts'
import type { Logger } from '../../logger.ts'
import { mayRotate } from '../rules/rotation-support.ts'
import { createSharedWork } from './shared-work.ts'

/**
 * The keys of one scope that may rotate. All subscriptions share the set, and it is read only when needed.
 */
export interface RotatingKeys {
  readonly scope: KmsScope
  /** The name of the scope. */
  readonly name: string
  readonly keys: ReadonlySet<string>
  /** Every key that existed at this time was examined, in milliseconds since the epoch. -Infinity before the first listing. */
  readonly completeUpTo: number
  /**
   * A time at which the key did not exist yet, in milliseconds since the epoch: the listing before the one that found it.
   * Undefined for a key that the first listing found.
   */
  createdAfter(keyArn: string): number | undefined
  /** Counts the changes of `keys`. */
  readonly version: number
  /** Why the latest listing failed. Undefined if it succeeded, or before it. */
  readonly problem: OperationError | undefined
  /**
   * Resolves when the keys are known from a listing that started less than `maxAgeMs` ago; 0 = after this call.
   *
   * @throws {OperationError} if the keys cannot be listed
   */
  ready(maxAgeMs: number, signal: AbortSignal): Promise<void>
  /** Lists the keys every `refreshMs` and notifies the follower after each listing, until the result is disposed. */
  follow(follower: RotatingKeysFollower): Disposable
  /** Lists the keys soon, at most every {@link NOTICE_LISTING_MS}: there may be a new one. Does nothing without followers. */
  notice(): void
}

export interface RotatingKeysFollower {
  /** Called after each listing, even if nothing changed. */
  listed(): void
  /** Called when a listing has failed. */
  failed(): void
}

export interface RotatingKeysOptions {
  /** The name of the scope. */
  readonly name: string
  /** May return cached responses. */
  readonly kms: KmsClient
  readonly clock: Clock
  readonly logger: Logger
  /** Time between listings while the keys are followed, in milliseconds. @default 60_000 */
  readonly refreshMs?: number | undefined
}

/** Minimum time between the starts of two listings if the second one is for a notice, in milliseconds. */
export const NOTICE_LISTING_MS = 10_000
/** The maximum of ListKeys. */
const MAX_KEYS_PER_PAGE = 1_000
/** Maximum number of concurrent DescribeKey calls. */
const MAX_CONCURRENT_DESCRIPTIONS = 32
/** Number of keys to process before yielding to the event loop. */
const SLICE = 500
/** Pause after the first failure of the first listing, in milliseconds. It doubles with each failure, up to `refreshMs`. */
const FIRST_RETRY_MS = 2_000

/**
 * Each key is described only once, because the properties that decide whether it can rotate never change. A listing costs
 * one ListKeys for each 1,000 keys and one DescribeKey for each new key. A key that cannot be described counts as one that
 * may rotate. A key is removed after two consecutive listings without it.
 */
export function createRotatingKeys(options: RotatingKeysOptions): RotatingKeys {
  const { name, kms, clock, logger, refreshMs = 60_000 } = options
  const keys = new Set<string>()
  /** The listed keys that were described. */
  const examined = new Set<string>()
  /** For the keys that were not in the first listing. */
  const createdAfter = new Map<string, number>()
  /** The known keys that the latest listing did not contain. */
  let missing = new Set<string>()
  const followers = new Set<RotatingKeysFollower>()
  let following: AbortController | undefined
  /** Aborts when the next listing must not wait for `refreshMs`. */
  let noticed = new AbortController()
  let completeUpTo = -Infinity
  let version = 0
  let problem: OperationError | undefined
  let waiting = 0
  const listing = createSharedWork({ stamp: () => steadyDateOn(clock), work: tryList })

  async function tryList(signal: AbortSignal): Promise<void> {
    try {
      await list(signal)
      problem = undefined
    } catch (error) {
      if (signal.aborted || !(error instanceof OperationError)) throw error
      problem = error
      for (const follower of followers) follower.failed()
      throw error
    }
    for (const follower of followers) follower.listed()
  }

  async function list(signal: AbortSignal): Promise<void> {
    const startedAt = steadyDateOn(clock)
    // A subscription waits for the first listing. No client waits for a later one.
    const priority: CallPriority = completeUpTo === -Infinity && waiting > 0 ? 'INTERACTIVE' : 'BACKGROUND'
    const call = { signal, priority }
    const items = await readAllPages(
      (marker) => kms.listKeys({ limit: MAX_KEYS_PER_PAGE, marker }, { ...call, maxAgeMs: 0 }),
      signal,
    )
    const listed = new Set<string>()
    for (const { keyArn } of items) {
      listed.add(keyArn)
      if (listed.size % SLICE === 0) await immediate()
    }
    await examine(
      [...listed].filter((keyArn) => !examined.has(keyArn)),
      call,
    )
    dropMissing(listed)
    completeUpTo = startedAt
  }

  async function examine(
    keyArns: readonly string[],
    call: { readonly signal: AbortSignal; readonly priority: CallPriority },
  ): Promise<void> {
    const remaining = keyArns.values()
    async function describeNext(): Promise<void> {
      for (const keyArn of remaining) {
        call.signal.throwIfAborted()
        const metadata = await kms.describeKey(keyArn, call).catch((error: unknown) => {
          call.signal.throwIfAborted()
          if (error instanceof OperationError) return error
          throw error
        })
        addExamined(keyArn, metadata)
      }
    }
    const describing = Array.from(
      { length: Math.min(MAX_CONCURRENT_DESCRIPTIONS, keyArns.length) },
      describeNext,
    )
    // If one fails, wait for the others before throwing.
    await Promise.allSettled(describing)
    await Promise.all(describing)
  }

  function addExamined(keyArn: string, metadata: KeyMetadata | OperationError): void {
    if (!(metadata instanceof OperationError) || !metadata.isRetryable) examined.add(keyArn)
    const isRotating = metadata instanceof OperationError || mayRotate(metadata)
    if (isRotating === keys.has(keyArn)) return
    if (isRotating) keys.add(keyArn)
    else keys.delete(keyArn)
    if (isRotating && completeUpTo > -Infinity) createdAfter.set(keyArn, completeUpTo)
    version++
  }

  function dropMissing(listed: ReadonlySet<string>): void {
    const gone = new Set<string>()
    for (const keyArn of new Set([...examined, ...keys])) {
      if (listed.has(keyArn)) continue
      if (!missing.has(keyArn)) {
        gone.add(keyArn)
        continue
      }
      examined.delete(keyArn)
      createdAfter.delete(keyArn)
      if (keys.delete(keyArn)) version++
    }
    missing = gone
  }

  async function ready(maxAgeMs: number, signal: AbortSignal): Promise<void> {
    waiting++
    try {
      await (maxAgeMs > 0 ? listing.since(steadyDateOn(clock) - maxAgeMs + 1, signal) : listing.again(signal))
    } finally {
      waiting--
    }
  }

  /** @returns false if the signal aborts */
  async function isListingDue(signal: AbortSignal): Promise<boolean> {
    const waitMs = (ms: number) => Math.min(ms, ms - (steadyDateOn(clock) - completeUpTo))
    if (await hasPassed(clock, waitMs(refreshMs), AbortSignal.any([signal, noticed.signal]))) return true
    const isDue = await hasPassed(clock, waitMs(NOTICE_LISTING_MS), signal)
    // Before the listing, so that a notice during it causes another one.
    noticed = new AbortController()
    return isDue
  }

  async function refresh(signal: AbortSignal): Promise<void> {
    let failures = 0
    while (await isListingDue(signal)) {
      const startedAt = steadyDateOn(clock)
      try {
        await listing.since(startedAt, signal)
      } catch (error) {
        if (signal.aborted) return
        const { accountId, region } = kms.scope
        if (error instanceof GatewayError)
          logger.warn({ accountId, region, code: error.code, reason: error.message }, 'keys: listing failed')
        else logger.error({ accountId, region, err: error }, 'keys: listing failed unexpectedly')
        const pauseMs = completeUpTo === -Infinity ? FIRST_RETRY_MS * 2 ** failures++ : refreshMs
        if (!(await hasPassed(clock, Math.min(pauseMs, refreshMs), signal))) return
      }
    }
  }

  return {
    scope: kms.scope,
    name,
    keys,
    get completeUpTo() {
      return completeUpTo
    },
    createdAfter: (keyArn) => createdAfter.get(keyArn),
    get version() {
      return version
    },
    get problem() {
      return problem
    },
    ready,
    notice() {
      if (following) noticed.abort()
    },
    follow(follower) {
      followers.add(follower)
      if (!following) {
        following = new AbortController()
        void refresh(following.signal)
      }
      return {
        [Symbol.dispose]() {
          if (!followers.delete(follower) || followers.size > 0) return
          following?.abort()
          following = undefined
        },
      }
    },
  }
}
