import { setImmediate as immediate } from 'node:timers/promises'
import { hasPassed, steadyDateOn } from '../../clock.ts'
import type { Clock } from '../../clock.ts'
import { GatewayError } from '../../errors/gateway-error.ts'
import { OperationError } from '../../errors/operation-errors.ts'
import type { KmsClient } from '../../kms/kms-client.ts'
import type { CallPriority, KeyMetadata } from '../../kms/kms.ts'
import { readAllPages } from '../../kms/read-all-pages.ts'
import type { Logger } from '../../logger.ts'
import { isAwsManaged, isInCustomKeyStore, mayRotateSpec } from '../rules/rotation-support.ts'
import { createSharedWork } from './shared-work.ts'

/**
 * The keys of one Region that may rotate: one set for everybody, read when somebody needs it. Anything that knows the
 * keys of a Region can take its place.
 */
export interface RotatingKeys {
  readonly keys: ReadonlySet<string>
  /** Milliseconds since the epoch: every key that existed then is examined. -Infinity before the first listing. */
  readonly completeUpTo: number
  /**
   * When a key did not exist yet, in milliseconds since the epoch: the listing before the one that found it. Undefined for
   * a key that the first listing found.
   */
  createdAfter(keyArn: string): number | undefined
  /** Counts the changes of `keys`. */
  readonly version: number
  /**
   * Resolves when the keys are known from a listing that began less than `maxAgeMs` ago; 0 = after this call.
   *
   * @throws {OperationError} why KMS could not be asked
   */
  ready(maxAgeMs: number, signal: AbortSignal): Promise<void>
  /** Lists the keys again every `refreshMs`, and notifies the follower after each listing, until it is disposed. */
  follow(follower: RotatingKeysFollower): Disposable
}

export interface RotatingKeysFollower {
  /** The keys were listed again, whether or not something changed. */
  listed(): void
}

export interface RotatingKeysOptions {
  /** Answers may be shared with other reads. */
  readonly kms: KmsClient
  readonly clock: Clock
  readonly logger: Logger
  /** Called with one key of each listing: it belongs to the gateway's own account. */
  readonly onListed?: ((keyArn: string) => void) | undefined
  /** From one listing to the next, in milliseconds, while the keys are followed. @default 60_000 */
  readonly refreshMs?: number | undefined
}

/** KMS's own maximum for ListKeys. */
const KEYS_PER_PAGE = 1_000
/** How many new keys are described at once. */
const DESCRIBED_AT_ONCE = 32
/** How many keys are gone through before other work has its turn. */
const SLICE = 500

/**
 * A key that was described is not described again: what decides whether it rotates never changes. So a listing costs one
 * ListKeys for each 1,000 keys, and one DescribeKey for each new key. A key that KMS will not describe counts as one that
 * rotates. A key is gone when two listings in a row miss it.
 */
export function createRotatingKeys(options: RotatingKeysOptions): RotatingKeys {
  const { kms, clock, logger, onListed, refreshMs = 60_000 } = options
  const keys = new Set<string>()
  /** The listed keys that need not be described again. */
  const examined = new Set<string>()
  /** Of the keys that a later listing than the first one found. */
  const createdAfter = new Map<string, number>()
  /** The keys that the latest listing missed. */
  let missing = new Set<string>()
  const followers = new Set<RotatingKeysFollower>()
  let following: AbortController | undefined
  let completeUpTo = -Infinity
  let version = 0
  const listing = createSharedWork({ stamp: () => steadyDateOn(clock), work: list })

  async function list(signal: AbortSignal): Promise<void> {
    const startedAt = steadyDateOn(clock)
    // While nobody can be waiting for the keys yet, everything else goes first.
    const priority: CallPriority = completeUpTo === -Infinity ? 'INTERACTIVE' : 'BACKGROUND'
    const call = { signal, priority }
    const items = await readAllPages(
      (marker) => kms.listKeys({ limit: KEYS_PER_PAGE, marker }, { ...call, maxAgeMs: 0 }),
      signal,
    )
    const listed = new Set<string>()
    for (const { keyArn } of items) {
      listed.add(keyArn)
      if (listed.size === 1) onListed?.(keyArn)
      if (listed.size % SLICE === 0) await immediate()
    }
    await examine(
      [...listed].filter((keyArn) => !examined.has(keyArn)),
      call,
    )
    dropMissing(listed)
    completeUpTo = startedAt
    for (const follower of followers) follower.listed()
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
        note(keyArn, metadata)
      }
    }
    const describing = Array.from({ length: Math.min(DESCRIBED_AT_ONCE, keyArns.length) }, describeNext)
    // None of them may be left at work when this has ended.
    await Promise.allSettled(describing)
    await Promise.all(describing)
  }

  function note(keyArn: string, metadata: KeyMetadata | OperationError): void {
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

  async function refresh(signal: AbortSignal): Promise<void> {
    while (
      await hasPassed(clock, Math.min(refreshMs, refreshMs - (steadyDateOn(clock) - completeUpTo)), signal)
    ) {
      const startedAt = steadyDateOn(clock)
      try {
        await listing.since(startedAt, signal)
      } catch (error) {
        if (signal.aborted) return
        const { region } = kms.scope
        if (error instanceof GatewayError)
          logger.warn({ region, code: error.code, reason: error.message }, 'keys: listing failed')
        else logger.error({ region, err: error }, 'keys: listing failed unexpectedly')
        if (!(await hasPassed(clock, refreshMs, signal))) return
      }
    }
  }

  return {
    keys,
    get completeUpTo() {
      return completeUpTo
    },
    createdAfter: (keyArn) => createdAfter.get(keyArn),
    get version() {
      return version
    },
    ready: (maxAgeMs, signal) =>
      maxAgeMs > 0 ? listing.since(steadyDateOn(clock) - maxAgeMs + 1, signal) : listing.again(signal),
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

const mayRotate = (metadata: KeyMetadata): boolean =>
  mayRotateSpec(metadata) && !isInCustomKeyStore(metadata) && !isAwsManaged(metadata)
