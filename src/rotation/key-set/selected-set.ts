import { hasPassed, steadyDateOn } from '../../clock.ts'
import type { Clock } from '../../clock.ts'
import type { Logger } from '../../logger.ts'
import type { ConcurrencyLimit } from '../../concurrency-limit.ts'
import type { IncompleteScope, JoiningKeys, KeySet, KeySetFollower } from './key-set.ts'
import { enoughReady } from './enough-ready.ts'
import type { KeyRemoved } from '../rotation-event.ts'
import type { RotatingKeys } from './rotating-keys.ts'
import { ScopeSelection } from './scope-selection.ts'
import type { Selection } from './selection.ts'

export interface SelectedSetOptions {
  readonly selection: Selection
  readonly sources: readonly RotatingKeys[]
  /** Limits the examinations in a scope. */
  readonly concurrencyOf: (source: RotatingKeys) => ConcurrencyLimit
  readonly clock: Clock
  readonly logger: Logger
  readonly lingerMs: number
  readonly onUnused: () => void
}

/** The keys of one selection in all scopes that it covers. */
export class SelectedSet implements KeySet, KeySetFollower, Disposable {
  readonly isNamed = false
  readonly #options: SelectedSetOptions
  readonly #scopes = new Map<RotatingKeys, ScopeSelection>()
  readonly #members = new Set<string>()
  readonly #followers = new Set<KeySetFollower>()
  #users = 0
  #lingering: AbortController | undefined
  #completeUpTo = -Infinity

  constructor(options: SelectedSetOptions) {
    this.#options = options
    for (const source of options.sources) this.#add(source, -Infinity)
  }

  get name(): string {
    return this.#options.selection.name
  }

  get size(): number {
    return this.#members.size
  }

  /** Never decreases. */
  get completeUpTo(): number {
    let upTo = Infinity
    for (const { completeUpTo } of this.#scopes.values()) upTo = Math.min(upTo, completeUpTo)
    // Infinity if there is no scope, or AWS denies all of them.
    if (upTo < Infinity) this.#completeUpTo = Math.max(this.#completeUpTo, upTo)
    return this.#completeUpTo
  }

  get incomplete(): readonly IncompleteScope[] {
    return [...this.#scopes.values()].flatMap(({ incomplete = [] }) => incomplete)
  }

  has(keyArn: string): boolean {
    return this.#members.has(keyArn)
  }

  coversRemoved(event: KeyRemoved): boolean {
    return this.#members.has(event.keyArn) || this.#options.selection.coversRemoved(event)
  }

  [Symbol.iterator](): Iterator<string> {
    return this.#members.values()
  }

  follow(follower: KeySetFollower): Disposable {
    const use = this.use()
    if (this.#followers.size === 0) for (const scope of this.#scopes.values()) scope.follow()
    this.#followers.add(follower)
    return {
      [Symbol.dispose]: () => {
        if (!this.#followers.delete(follower)) return
        use[Symbol.dispose]()
        if (this.#followers.size === 0) for (const scope of this.#scopes.values()) scope.unfollow()
      },
    }
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

  /** @throws {OperationError} if the keys of no scope can be read */
  ready(maxAgeMs: number, signal: AbortSignal): Promise<void> {
    const scopes = [...this.#scopes.values()]
    return enoughReady(
      scopes.map((scope) => scope.ready(maxAgeMs, signal)),
      this.#options.clock,
    )
  }

  /** The served scopes have changed. The keys of a scope that is not served any more leave the set. */
  serve(sources: readonly RotatingKeys[]): void {
    const { selection, clock } = this.#options
    const covered = new Set(sources.filter(({ scope }) => selection.covers(scope)))
    for (const [source, scope] of this.#scopes)
      if (!covered.has(source)) {
        this.#scopes.delete(source)
        scope[Symbol.dispose]()
      }
    for (const source of covered) if (!this.#scopes.has(source)) this.#add(source, steadyDateOn(clock))
    this.scopesChanged()
  }

  joined(joining: JoiningKeys): void {
    for (const keyArn of joining.keyArns) this.#members.add(keyArn)
    for (const follower of this.#followers) follower.joined(joining)
  }

  left(keyArns: readonly string[]): void {
    for (const keyArn of keyArns) this.#members.delete(keyArn)
    for (const follower of this.#followers) follower.left(keyArns)
  }

  scopesChanged(): void {
    for (const follower of this.#followers) follower.scopesChanged()
  }

  [Symbol.dispose](): void {
    this.#lingering?.abort()
    for (const scope of this.#scopes.values()) scope.unfollow()
  }

  #add(source: RotatingKeys, addedAt: number): void {
    const { selection, concurrencyOf, clock, logger } = this.#options
    const scope = new ScopeSelection({
      selection,
      source,
      addedAt,
      concurrency: concurrencyOf(source),
      clock,
      logger,
      follower: this,
    })
    this.#scopes.set(source, scope)
    if (this.#followers.size > 0) scope.follow()
  }

  async #linger(): Promise<void> {
    const { clock, lingerMs, onUnused } = this.#options
    const lingering = new AbortController()
    this.#lingering = lingering
    // A set that was never examined is dropped immediately.
    const wasExamined = [...this.#scopes.values()].some((scope) => scope.wasExamined)
    const isOver = !wasExamined || (await hasPassed(clock, lingerMs, lingering.signal))
    if (isOver && this.#lingering === lingering) onUnused()
  }
}
