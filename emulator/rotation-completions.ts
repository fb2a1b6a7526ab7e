import { bringUpToDate } from './due-rotations.ts'
import type { EmulatorClock } from './emulator-clock.ts'
import type { EmulatedKey } from './key.ts'
import { automaticAt } from './rotation-timeline.ts'
import type { RotationRecord, RotationTimeline } from './rotation-timeline.ts'
import type { EmulatorSettings } from './settings.ts'

interface Followed {
  readonly reported: WeakSet<RotationRecord>
  /** When a rotation of this key completes or starts by itself; Infinity = never. */
  readonly dueAt: number
}

/** Reports each rotation of the followed keys when it completes on the emulator's clock, with one timer for all keys. */
export class RotationCompletions implements Disposable {
  readonly #clock: EmulatorClock
  readonly #settings: () => EmulatorSettings
  readonly #onCompleted: (key: EmulatedKey) => void
  readonly #followed = new Map<EmulatedKey, Followed>()
  #timer = new AbortController()
  #wakeAt = Infinity

  constructor(
    clock: EmulatorClock,
    settings: () => EmulatorSettings,
    onCompleted: (key: EmulatedKey) => void,
  ) {
    this.#clock = clock
    this.#settings = settings
    this.#onCompleted = onCompleted
  }

  /** Follows a new key, or reads a followed key again after a change. Rotations of a new key that have completed are not reported. */
  follow(key: EmulatedKey): void {
    const now = this.#clock.now()
    bringUpToDate(key, this.#settings(), now)
    const { timeline } = key.ledger
    const known = this.#followed.get(key)
    const reported = known?.reported ?? new WeakSet<RotationRecord>()
    const completed = timeline.rotations.filter(
      (record) => record.completedAt <= now && !reported.has(record),
    )
    for (const record of completed) reported.add(record)
    const dueAt = nextInstant(timeline, now)
    this.#followed.set(key, { reported, dueAt })
    this.#wakeUpAt(dueAt)
    if (known) for (const _ of completed) this.#onCompleted(key)
  }

  unfollow(key: EmulatedKey): void {
    this.#followed.delete(key)
  }

  [Symbol.dispose](): void {
    this.#timer.abort()
    this.#followed.clear()
  }

  #wakeUpAt(at: number): void {
    if (at >= this.#wakeAt) return
    this.#timer.abort()
    this.#timer = new AbortController()
    this.#wakeAt = at
    this.#clock.sleep(at - this.#clock.now(), this.#timer.signal).then(
      () => this.#wake(),
      () => {
        // Aborted: another timer replaced this one, or nobody listens any more.
      },
    )
  }

  #wake(): void {
    this.#wakeAt = Infinity
    const now = this.#clock.now()
    const due = [...this.#followed].filter(([, { dueAt }]) => dueAt <= now)
    for (const [key] of due) this.follow(key)
    let earliest = Infinity
    for (const { dueAt } of this.#followed.values()) earliest = Math.min(earliest, dueAt)
    this.#wakeUpAt(earliest)
  }
}

/** The next instant after `now` at which a rotation completes, or an automatic rotation starts. */
function nextInstant(timeline: RotationTimeline, now: number): number {
  const { isEnabled, nextDate = Infinity } = automaticAt(timeline, now)
  const completions = timeline.rotations
    .map(({ completedAt }) => completedAt)
    .filter((completedAt) => completedAt > now)
  return Math.min(...completions, isEnabled && !timeline.isSuspended ? nextDate : Infinity)
}
