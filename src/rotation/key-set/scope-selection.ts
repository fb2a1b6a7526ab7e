import { setImmediate as immediate } from 'node:timers/promises'
import { steadyDateOn } from '../../clock.ts'
import type { Clock } from '../../clock.ts'
import { GatewayError } from '../../errors/gateway-error.ts'
import { OperationError } from '../../errors/operation-errors.ts'
import type { Logger } from '../../logger.ts'
import type { ConcurrencyLimit } from '../../concurrency-limit.ts'
import { isDenied } from './key-set.ts'
import type { IncompleteScope, KeySetFollower } from './key-set.ts'
import type { RotatingKeys } from './rotating-keys.ts'
import type { Selection } from './selection.ts'
import { createSharedWork } from './shared-work.ts'

/** Number of keys of a selection to examine before yielding to the event loop. */
const SLICE = 100
/**
 * For this long, in milliseconds, a new key that does not match is examined again after each listing, because keys often get
 * their tags and aliases after they were created. Other keys are examined again when a caller opens the selection.
 */
const NEW_KEY_MS = 10 * 60_000

export interface ScopeSelectionOptions {
  readonly selection: Selection
  readonly source: RotatingKeys
  /**
   * No key of the scope was in the selection at this time, in milliseconds since the epoch. -Infinity for a scope that belongs
   * to the selection from its start.
   */
  readonly addedAt: number
  readonly concurrency: ConcurrencyLimit
  readonly clock: Clock
  readonly logger: Logger
  readonly follower: KeySetFollower
}

/** The keys of one selection in one scope. A scope that cannot be read does not delay the other scopes. */
export class ScopeSelection implements Disposable {
  readonly #options: ScopeSelectionOptions
  readonly #members = new Set<string>()
  /** The examined keys that do not match, and when each was first seen. */
  readonly #others = new Map<string, number>()
  /** Examines the keys that were not examined yet. Its stamp is the version of the source. */
  readonly #examining
  /** Examines every key. Its stamp is the time. */
  readonly #reexamining
  #following: { readonly source: Disposable; readonly ended: AbortController } | undefined
  #completeUpTo: number
  #wasExamined = false
  #wasListed = false
  #isRemoved = false
  #waiting = 0
  /** Why the latest examination failed. */
  #problem: OperationError | undefined

  constructor(options: ScopeSelectionOptions) {
    const { source, clock, concurrency } = options
    this.#options = options
    this.#completeUpTo = options.addedAt
    const bounded = (isFull: boolean) => (signal: AbortSignal) =>
      concurrency.run(() => this.#tryExamine(isFull, signal), signal)
    this.#examining = createSharedWork({ stamp: () => source.version, work: bounded(false) })
    this.#reexamining = createSharedWork({ stamp: () => steadyDateOn(clock), work: bounded(true) })
  }

  /** Whether the known keys were examined at least once. */
  get wasExamined(): boolean {
    return this.#wasExamined
  }

  /** Every key of the scope that matched at this time is in the selection. Infinity if AWS denies listing the keys. */
  get completeUpTo(): number {
    return isDenied({ problem: this.#latestProblem }) ? Infinity : this.#completeUpTo
  }

  /** Undefined if the latest listing and examination succeeded. */
  get incomplete(): IncompleteScope | undefined {
    const problem = this.#latestProblem
    if (this.#wasListed && !problem) return undefined
    return { name: this.#options.source.name, problem, wasListed: this.#wasListed }
  }

  get #latestProblem(): OperationError | undefined {
    return this.#options.source.problem ?? this.#problem
  }

  async ready(maxAgeMs: number, signal: AbortSignal): Promise<void> {
    const { source, selection, clock } = this.#options
    this.#waiting++
    try {
      await source.ready(maxAgeMs, signal)
      if (selection.canChange)
        await (maxAgeMs > 0
          ? this.#reexamining.since(steadyDateOn(clock) - maxAgeMs + 1, signal)
          : this.#reexamining.again(signal))
      await this.#examining.since(source.version, signal)
    } finally {
      this.#waiting--
    }
  }

  /** Keeps the keys current until `unfollow`. */
  follow(): void {
    if (this.#following) return
    const ended = new AbortController()
    const source = this.#options.source.follow({
      listed: () => void this.#refresh(ended.signal),
      failed: () => this.#options.follower.scopesChanged(),
    })
    this.#following = { ended, source }
  }

  unfollow(): void {
    this.#following?.ended.abort()
    this.#following?.source[Symbol.dispose]()
    this.#following = undefined
  }

  /** The scope is not served any more: every key leaves the selection. */
  [Symbol.dispose](): void {
    this.unfollow()
    this.#drop([...this.#members])
    this.#isRemoved = true
  }

  async #refresh(signal: AbortSignal): Promise<void> {
    const { logger, source } = this.#options
    try {
      await this.#examining.again(signal)
    } catch (error) {
      if (signal.aborted) return
      if (error instanceof GatewayError)
        logger.warn({ ...placeOf(source), code: error.code, reason: error.message }, 'keys: examining failed')
      else logger.error({ ...placeOf(source), err: error }, 'keys: examining failed unexpectedly')
    }
  }

  async #tryExamine(isFull: boolean, signal: AbortSignal): Promise<void> {
    try {
      await this.#examine(isFull, signal)
      this.#problem = undefined
    } catch (error) {
      if (!signal.aborted && error instanceof OperationError) this.#problem = error
      throw error
    } finally {
      this.#options.follower.scopesChanged()
    }
  }

  async #examine(isFull: boolean, signal: AbortSignal): Promise<void> {
    const { source, selection } = this.#options
    const since = this.#completeUpTo
    const upTo = source.completeUpTo
    const isAwaited = isFull || (!this.#wasListed && this.#waiting > 0)
    const examine = selection.examination({ signal, priority: isAwaited ? 'INTERACTIVE' : 'BACKGROUND' })
    this.#drop([...this.#members].filter((keyArn) => !source.keys.has(keyArn)))
    for (const keyArn of this.#others.keys()) if (!source.keys.has(keyArn)) this.#others.delete(keyArn)
    const { isDecided } = selection
    const candidates = [...source.keys].filter((key) => isFull || isDecided || this.#isDue(key))
    let isComplete = true
    for (let start = 0; start < candidates.length; start += SLICE) {
      signal.throwIfAborted()
      const slice = candidates.slice(start, start + SLICE)
      this.#take(slice, new Set(await examine(slice)), since)
      if (isDecided && selection.canChange) isComplete &&= slice.every(isDecided)
      await immediate()
    }
    if (isComplete) this.#completeUpTo = Math.max(this.#completeUpTo, upTo)
    this.#wasExamined = true
    this.#wasListed ||= upTo > -Infinity
  }

  /** Whether the key was not examined yet, or is new and may match by now. */
  #isDue(keyArn: string): boolean {
    if (this.#members.has(keyArn)) return false
    const { clock, selection } = this.#options
    const seenAt = this.#others.get(keyArn)
    return seenAt === undefined || (selection.canChange && steadyDateOn(clock) - seenAt < NEW_KEY_MS)
  }

  #take(examined: readonly string[], selected: ReadonlySet<string>, since: number): void {
    if (this.#isRemoved) return
    const joined = examined.filter((keyArn) => selected.has(keyArn) && !this.#members.has(keyArn))
    for (const keyArn of joined) {
      this.#members.add(keyArn)
      this.#others.delete(keyArn)
    }
    const others = examined.filter((keyArn) => !selected.has(keyArn))
    // The keys of the first examination are not new.
    const seenAt = this.#wasListed ? steadyDateOn(this.#options.clock) : -Infinity
    for (const keyArn of others) if (!this.#others.has(keyArn)) this.#others.set(keyArn, seenAt)
    this.#announce(joined, since)
    this.#drop(others.filter((keyArn) => this.#members.has(keyArn)))
  }

  #announce(keyArns: readonly string[], since: number): void {
    const { source, follower } = this.#options
    const known = keyArns.filter((keyArn) => source.createdAfter(keyArn) === undefined)
    const joining = [
      { keyArns: known, since, areNew: false },
      ...keyArns.flatMap((keyArn) => {
        const at = source.createdAfter(keyArn)
        return at === undefined ? [] : [{ keyArns: [keyArn], since: at, areNew: true }]
      }),
    ]
    for (const each of joining) if (each.keyArns.length > 0) follower.joined(each)
  }

  #drop(keyArns: readonly string[]): void {
    for (const keyArn of keyArns) this.#members.delete(keyArn)
    if (keyArns.length > 0) this.#options.follower.left(keyArns)
  }
}

const placeOf = ({ scope: { accountId, region } }: RotatingKeys) => ({ accountId, region })
