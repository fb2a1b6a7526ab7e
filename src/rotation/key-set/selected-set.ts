import { setImmediate as immediate } from 'node:timers/promises'
import { hasPassed, steadyDateOn } from '../../clock.ts'
import type { Clock } from '../../clock.ts'
import { GatewayError } from '../../errors/gateway-error.ts'
import type { CallOptions } from '../../kms/kms.ts'
import type { Logger } from '../../logger.ts'
import type { ConcurrencyLimit } from '../../concurrency-limit.ts'
import type { KeySet, KeySetFollower } from './key-set.ts'
import type { RotatingKeys } from './rotating-keys.ts'
import { createSharedWork } from './shared-work.ts'

export interface Selection {
  /** Equal for selections that select the same keys. */
  readonly name: string
  /** The names of the scopes: `111122223333/us-east-1`. */
  readonly scopes: readonly string[]
  /** Whether an existing key can start or stop matching, because its tags or aliases change. */
  readonly canChange: boolean
  /** Starts an examination. An examination reads everything it needs only once. */
  readonly examination: (call: CallOptions & { readonly signal: AbortSignal }) => Examination
}

/** Returns the selected ones of some keys. */
export type Examination = (keyArns: readonly string[]) => Promise<readonly string[]>

/** Number of keys of a selection to examine before yielding to the event loop. */
const SLICE = 100
/**
 * For this long, in milliseconds, a new key that does not match is examined again after each listing, because keys often get
 * their tags and aliases after they were created. Other keys are examined again when a caller opens the selection.
 */
const NEW_KEY_MS = 10 * 60_000

export interface SelectedSetOptions {
  readonly selection: Selection
  readonly sources: readonly RotatingKeys[]
  readonly concurrency: ConcurrencyLimit
  readonly clock: Clock
  readonly logger: Logger
  readonly lingerMs: number
  readonly onUnused: () => void
}

/** The keys of one selection. */
export class SelectedSet implements KeySet, Disposable {
  readonly isNamed = false
  readonly #options: SelectedSetOptions
  readonly #members = new Set<string>()
  /** The examined keys that do not match, and when each was first seen. */
  readonly #others = new Map<string, number>()
  readonly #followers = new Set<KeySetFollower>()
  /** Examines the keys that were not examined yet. Its stamp is the version of the sources. */
  readonly #examining
  /** Examines every key. Its stamp is the time. */
  readonly #reexamining
  #following: { readonly sources: readonly Disposable[]; readonly ended: AbortController } | undefined
  #users = 0
  #lingering: AbortController | undefined
  #completeUpTo = -Infinity

  constructor(options: SelectedSetOptions) {
    this.#options = options
    const bounded = (isFull: boolean) => (signal: AbortSignal) =>
      options.concurrency.run(() => this.#examine(isFull, signal), signal)
    this.#examining = createSharedWork({ stamp: () => this.#sourceVersion(), work: bounded(false) })
    this.#reexamining = createSharedWork({ stamp: () => steadyDateOn(options.clock), work: bounded(true) })
  }

  get name(): string {
    return this.#options.selection.name
  }

  get size(): number {
    return this.#members.size
  }

  get completeUpTo(): number {
    return this.#completeUpTo
  }

  has(keyArn: string): boolean {
    return this.#members.has(keyArn)
  }

  [Symbol.iterator](): Iterator<string> {
    return this.#members.values()
  }

  follow(follower: KeySetFollower): Disposable {
    const use = this.use()
    this.#followers.add(follower)
    this.#following ??= this.#followSources()
    return {
      [Symbol.dispose]: () => {
        if (!this.#followers.delete(follower)) return
        use[Symbol.dispose]()
        if (this.#followers.size === 0) this.#unfollowSources()
      },
    }
  }

  #followSources() {
    const ended = new AbortController()
    const listed = () => void this.#refresh(ended.signal)
    return { ended, sources: this.#options.sources.map((source) => source.follow({ listed })) }
  }

  #unfollowSources(): void {
    this.#following?.ended.abort()
    for (const source of this.#following?.sources ?? []) source[Symbol.dispose]()
    this.#following = undefined
  }

  /** Keeps the set until the result is disposed, and `lingerMs` longer. */
  use(): Disposable {
    this.#users++
    this.#lingering?.abort()
    this.#lingering = undefined
    return {
      [Symbol.dispose]: () => {
        if (--this.#users === 0) void this.#linger()
      },
    }
  }

  async ready(maxAgeMs: number, signal: AbortSignal): Promise<void> {
    const { sources, selection, clock } = this.#options
    await Promise.all(sources.map((source) => source.ready(maxAgeMs, signal)))
    if (selection.canChange)
      await (maxAgeMs > 0
        ? this.#reexamining.since(steadyDateOn(clock) - maxAgeMs + 1, signal)
        : this.#reexamining.again(signal))
    await this.#examining.since(this.#sourceVersion(), signal)
  }

  async #linger(): Promise<void> {
    const { clock, lingerMs, onUnused } = this.#options
    const lingering = new AbortController()
    this.#lingering = lingering
    // A set that was never complete is dropped immediately.
    const isOver = this.#completeUpTo === -Infinity || (await hasPassed(clock, lingerMs, lingering.signal))
    if (isOver && this.#lingering === lingering) onUnused()
  }

  [Symbol.dispose](): void {
    this.#lingering?.abort()
    this.#unfollowSources()
  }

  #sourceVersion(): number {
    return this.#options.sources.reduce((sum, { version }) => sum + version, 0)
  }

  async #refresh(signal: AbortSignal): Promise<void> {
    const { logger, selection } = this.#options
    try {
      await this.#examining.again(signal)
    } catch (error) {
      if (signal.aborted) return
      const { scopes } = selection
      if (error instanceof GatewayError)
        logger.warn({ scopes, code: error.code, reason: error.message }, 'keys: examining failed')
      else logger.error({ scopes, err: error }, 'keys: examining failed unexpectedly')
    }
  }

  async #examine(isFull: boolean, signal: AbortSignal): Promise<void> {
    const { sources, selection } = this.#options
    const since = this.#completeUpTo
    const upTo = Math.min(...sources.map(({ completeUpTo }) => completeUpTo))
    const priority = isFull || since === -Infinity ? 'INTERACTIVE' : 'BACKGROUND'
    const examine = selection.examination({ signal, priority })
    this.#drop([...this.#members].filter((keyArn) => !this.#isListed(keyArn)))
    for (const keyArn of this.#others.keys()) if (!this.#isListed(keyArn)) this.#others.delete(keyArn)
    const candidates = sources.flatMap(({ keys }) => [...keys].filter((key) => isFull || this.#isDue(key)))
    for (let start = 0; start < candidates.length; start += SLICE) {
      signal.throwIfAborted()
      const slice = candidates.slice(start, start + SLICE)
      this.#take(slice, new Set(await examine(slice)), since)
      await immediate()
    }
    this.#completeUpTo = Math.max(this.#completeUpTo, upTo)
  }

  #isListed(keyArn: string): boolean {
    return this.#options.sources.some(({ keys }) => keys.has(keyArn))
  }

  /** Whether the key was not examined yet, or is new and may match by now. */
  #isDue(keyArn: string): boolean {
    if (this.#members.has(keyArn)) return false
    const { clock, selection } = this.#options
    const seenAt = this.#others.get(keyArn)
    return seenAt === undefined || (selection.canChange && steadyDateOn(clock) - seenAt < NEW_KEY_MS)
  }

  #take(examined: readonly string[], selected: ReadonlySet<string>, since: number): void {
    const joined = examined.filter((keyArn) => selected.has(keyArn) && !this.#members.has(keyArn))
    for (const keyArn of joined) {
      this.#members.add(keyArn)
      this.#others.delete(keyArn)
    }
    const others = examined.filter((keyArn) => !selected.has(keyArn))
    // The keys of the first examination are not new.
    const seenAt = since === -Infinity ? -Infinity : steadyDateOn(this.#options.clock)
    for (const keyArn of others) if (!this.#others.has(keyArn)) this.#others.set(keyArn, seenAt)
    if (joined.length > 0 && since > -Infinity) this.#announce(joined, since)
    this.#drop(others.filter((keyArn) => this.#members.has(keyArn)))
  }

  #announce(keyArns: readonly string[], since: number): void {
    const createdAfter = (keyArn: string) =>
      this.#options.sources.map((source) => source.createdAfter(keyArn)).find((at) => at !== undefined)
    const known = keyArns.filter((keyArn) => createdAfter(keyArn) === undefined)
    const joining = [
      { keyArns: known, since, areNew: false },
      ...keyArns.flatMap((keyArn) => {
        const at = createdAfter(keyArn)
        return at === undefined ? [] : [{ keyArns: [keyArn], since: at, areNew: true }]
      }),
    ]
    for (const each of joining)
      if (each.keyArns.length > 0) for (const follower of this.#followers) follower.joined(each)
  }

  #drop(keyArns: readonly string[]): void {
    for (const keyArn of keyArns) this.#members.delete(keyArn)
    if (keyArns.length > 0) for (const follower of this.#followers) follower.left(keyArns)
  }
}
