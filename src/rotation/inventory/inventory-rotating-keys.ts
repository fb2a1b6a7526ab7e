import { hasPassed, steadyDateOn } from '../../clock.ts'
import type { Clock } from '../../clock.ts'
import { MAX_SCOPE_DELAY_MS } from '../../defaults.ts'
import type { OperationError } from '../../errors/operation-errors.ts'
import type { KmsScope } from '../../kms/kms.ts'
import type { RotatingKeys, RotatingKeysFollower } from '../key-set/rotating-keys.ts'
import { createSharedWork } from '../key-set/shared-work.ts'
import type { KeyRecord } from './inventory.ts'
import type { ScopeListing } from './scope-listing.ts'

export interface InventoryRotatingKeysOptions {
  /** The name of the scope. */
  readonly name: string
  readonly scope: KmsScope
  readonly listing: ScopeListing
  readonly clock: Clock
  readonly signal: AbortSignal
}

/** Names that change together, such as those of a listing of aliases, lead to one examination. */
const NAMES_DELAY_MS = 1_000

/** The keys of a scope that may rotate, from the listing and the records of the inventory. They need no calls of their own. */
export class InventoryRotatingKeys implements RotatingKeys {
  readonly scope: KmsScope
  readonly name: string
  readonly keys = new Set<string>()
  readonly #listing: ScopeListing
  readonly #followers = new Set<RotatingKeysFollower>()
  /** The listed keys whose kind is not known yet. */
  readonly #undescribed = new Set<string>()
  readonly #waiting = new Set<() => void>()
  readonly #work
  readonly #clock: Clock
  readonly #signal: AbortSignal
  #hasNewNames = false
  #completeUpTo = -Infinity
  #version = 0

  constructor({ name, scope, listing, clock, signal }: InventoryRotatingKeysOptions) {
    this.#clock = clock
    this.#signal = signal
    this.name = name
    this.scope = scope
    this.#listing = listing
    this.#work = createSharedWork({
      stamp: () => steadyDateOn(clock),
      work: async (signal) => {
        const isFirst = this.#completeUpTo === -Infinity
        await (isFirst ? listing.since(0, signal) : listing.again(signal))
        await (isFirst ? this.#whenMostDescribed(signal) : this.#whenDescribed(signal))
      },
    })
  }

  get completeUpTo(): number {
    return this.#completeUpTo
  }

  get version(): number {
    return this.#version
  }

  get problem(): OperationError | undefined {
    return this.#listing.unreachable?.problem
  }

  createdAfter(keyArn: string): number | undefined {
    return this.#listing.createdAfter(keyArn)
  }

  /** A listing of the inventory is new enough for any `maxAgeMs` but 0: new keys join later. */
  async ready(maxAgeMs: number, signal: AbortSignal): Promise<void> {
    if (maxAgeMs > 0 && this.#completeUpTo > -Infinity) return
    await this.#work.again(signal)
  }

  follow(follower: RotatingKeysFollower): Disposable {
    this.#followers.add(follower)
    return { [Symbol.dispose]: () => void this.#followers.delete(follower) }
  }

  notice(): void {
    this.#listing.notice()
  }

  /** Call after each change of a record of the scope. */
  noteRecord({ key, metadata }: KeyRecord, isRotating: boolean): void {
    if (!metadata) {
      this.#undescribed.add(key.arn)
      return
    }
    const isNew = this.#undescribed.delete(key.arn)
    if (isRotating !== this.keys.has(key.arn)) {
      if (isRotating) this.keys.add(key.arn)
      else this.keys.delete(key.arn)
      this.#version++
    }
    if (isNew && this.#undescribed.size === 0) this.noteListed()
  }

  /** Call when the aliases or tags of a key have changed: selections by name may have changed. */
  noteNames(): void {
    if (!this.#hasNewNames && this.#followers.size > 0) void this.#announceNames()
  }

  noteRemoved(keyArn: string): void {
    this.#undescribed.delete(keyArn)
    if (this.keys.delete(keyArn)) this.#version++
  }

  /** Call after each listing. */
  noteListed(): void {
    const { listedAt } = this.#listing
    if (listedAt === undefined || this.#undescribed.size > 0) return
    this.#completeUpTo = listedAt
    for (const resolve of this.#waiting) resolve()
    this.#waiting.clear()
    for (const follower of this.#followers) follower.listed()
  }

  noteFailed(): void {
    for (const follower of this.#followers) follower.failed()
  }

  async #announceNames(): Promise<void> {
    this.#hasNewNames = true
    const isDue = await hasPassed(this.#clock, NAMES_DELAY_MS, this.#signal)
    this.#hasNewNames = false
    if (isDue) for (const follower of this.#followers) follower.listed()
  }

  /** Describing all keys of the first listing can take minutes. The keys that are not described in time join later. */
  async #whenMostDescribed(signal: AbortSignal): Promise<void> {
    const described = new AbortController()
    const bound = hasPassed(this.#clock, MAX_SCOPE_DELAY_MS, described.signal)
    try {
      await Promise.race([this.#whenDescribed(signal), bound])
    } finally {
      described.abort()
    }
  }

  async #whenDescribed(signal: AbortSignal): Promise<void> {
    if (this.#undescribed.size === 0) return
    signal.throwIfAborted()
    await new Promise<void>((resolve, reject) => {
      this.#waiting.add(resolve)
      signal.addEventListener('abort', () => reject(signal.reason), { once: true })
    })
  }
}
