import { AsyncLocalStorage } from 'node:async_hooks'
import { hasPassed } from '../../clock.ts'
import type { Clock } from '../../clock.ts'

/** An alarm that is set. Only {@link Alarms} changes it. */
export interface Alarm {
  /** On the monotonic clock. */
  readonly at: number
  readonly sleeper: Sleeper
  /** Its index in the heap. */
  place: number
}

export interface Sleeper {
  wake(): void
}

/** Wakes sleepers at their times. All alarms share one timer, because a timer and a signal for each take a kilobyte. */
export class Alarms implements Disposable {
  readonly #clock: Clock
  /** A binary heap: the parent of an alarm, at half its index, is not later. The first alarm has the index 1. */
  readonly #heap: (Alarm | undefined)[] = [undefined]
  /** Ends the wait for the next alarm. Undefined while the alarms do not wait. */
  #waiting: AbortController | undefined
  /** When the wait ends by itself. */
  #waitsUntil = Infinity
  #isRunning = false
  /** The timer belongs to all sleepers, so it must not run in the async context of one of them. */
  readonly #detached = AsyncLocalStorage.snapshot()

  constructor(clock: Clock) {
    this.#clock = clock
  }

  set(ms: number, sleeper: Sleeper): Alarm {
    const alarm: Alarm = { at: this.#clock.elapsed() + ms, sleeper, place: 0 }
    this.#moveUp(alarm, this.#heap.length)
    if (alarm.at < this.#waitsUntil) this.#waiting?.abort()
    if (!this.#isRunning) this.#detached(() => void this.#run())
    return alarm
  }

  /** Does nothing if the alarm has woken its sleeper. */
  cancel(alarm: Alarm): void {
    const { place } = alarm
    if (this.#heap[place] !== alarm) return
    const last = this.#heap.pop()
    // While there are other alarms, a wait for a cancelled one ends at its time.
    if (this.#heap.length === 1) this.#waiting?.abort()
    if (!last || last === alarm) return
    this.#moveDown(last, place)
    this.#moveUp(last, last.place)
  }

  [Symbol.dispose](): void {
    this.#heap.length = 1
    this.#waiting?.abort()
  }

  async #run(): Promise<void> {
    this.#isRunning = true
    for (let next = this.#heap[1]; next; next = this.#heap[1]) {
      const waitMs = next.at - this.#clock.elapsed()
      if (waitMs > 0) {
        this.#waiting = new AbortController()
        this.#waitsUntil = next.at
        await hasPassed(this.#clock, waitMs, this.#waiting.signal)
        this.#waiting = undefined
      } else {
        this.cancel(next)
        next.sleeper.wake()
      }
    }
    this.#isRunning = false
  }

  #put(alarm: Alarm, place: number): void {
    this.#heap[place] = alarm
    alarm.place = place
  }

  #moveUp(alarm: Alarm, from: number): void {
    let place = from
    for (let parent = this.#heap[place >> 1]; parent && parent.at > alarm.at;) {
      this.#put(parent, place)
      place >>= 1
      parent = this.#heap[place >> 1]
    }
    this.#put(alarm, place)
  }

  #moveDown(alarm: Alarm, from: number): void {
    let place = from
    for (let child = this.#earlierChild(place); child && child.at < alarm.at;) {
      const { place: freed } = child
      this.#put(child, place)
      place = freed
      child = this.#earlierChild(place)
    }
    this.#put(alarm, place)
  }

  #earlierChild(place: number): Alarm | undefined {
    const [left, right] = [this.#heap[2 * place], this.#heap[2 * place + 1]]
    return left && right && right.at < left.at ? right : left
  }
}
