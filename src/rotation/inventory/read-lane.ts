import { hasPassed } from '../../clock.ts'
import type { Clock } from '../../clock.ts'
import { OperationError } from '../../errors/operation-errors.ts'

export interface ReadLaneOptions {
  /** Reads a key. @throws {OperationError} */
  readonly read: (keyArn: string) => Promise<unknown>
  /** Called when a key could not be read {@link MAX_FAILURES} times in a row. The lane continues to read it. */
  readonly onUnreadable: (keyArn: string, problem: OperationError) => void
  readonly onBug: (error: unknown) => void
  readonly clock: Clock
  readonly signal: AbortSignal
}

/** Maximum number of concurrent reads, so that the rate limiter never waits for the next one. */
const MAX_CONCURRENT = 32
const MAX_FAILURES = 5
/** Pause of a worker after a failed read, in milliseconds. It doubles with each failure in a row. */
const FIRST_PAUSE_MS = 2_000
const MAX_PAUSE_MS = 60_000

/** Reads one kind of reading of many keys, a bounded number at a time, each key until the read succeeds or KMS rejects it. */
export class ReadLane {
  readonly #options: ReadLaneOptions
  /** In the order of the reads. */
  readonly #queued = new Set<string>()
  readonly #reading = new Set<string>()
  readonly #failures = new Map<string, number>()
  #workers = 0

  constructor(options: ReadLaneOptions) {
    this.#options = options
  }

  /** Does nothing if the key is queued or being read: its read may wait for hours while the budget is short. */
  add(keyArn: string): void {
    if (!this.#reading.has(keyArn)) this.addAgain(keyArn)
  }

  /** As `add`, for a key that has changed: it is read again if it is being read now. */
  addAgain(keyArn: string): void {
    this.#queued.add(keyArn)
    if (this.#workers < MAX_CONCURRENT) void this.#work()
  }

  remove(keyArn: string): void {
    this.#queued.delete(keyArn)
    this.#failures.delete(keyArn)
  }

  async #work(): Promise<void> {
    const { clock, signal } = this.#options
    this.#workers++
    let pauseMs = FIRST_PAUSE_MS
    for (const keyArn of this.#queued) {
      if (signal.aborted) break
      this.#queued.delete(keyArn)
      this.#reading.add(keyArn)
      const hasRead = await this.#hasRead(keyArn)
      this.#reading.delete(keyArn)
      if (hasRead) {
        pauseMs = FIRST_PAUSE_MS
        continue
      }
      if (!(await hasPassed(clock, pauseMs, signal))) break
      pauseMs = Math.min(pauseMs * 2, MAX_PAUSE_MS)
    }
    this.#workers--
  }

  async #hasRead(keyArn: string): Promise<boolean> {
    const { read, onUnreadable, onBug, signal } = this.#options
    const error: unknown = await read(keyArn).then(
      () => undefined,
      (thrown: unknown) => thrown,
    )
    if (signal.aborted) return false
    if (error instanceof OperationError && error.isRetryable) {
      const failures = (this.#failures.get(keyArn) ?? 0) + 1
      this.#failures.set(keyArn, failures)
      this.#queued.add(keyArn)
      if (failures === MAX_FAILURES) onUnreadable(keyArn, error)
      return false
    }
    this.#failures.delete(keyArn)
    if (error !== undefined && !(error instanceof OperationError)) onBug(error)
    return true
  }
}
