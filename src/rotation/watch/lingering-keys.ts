import { hasPassed } from '../../clock.ts'
import type { Clock } from '../../clock.ts'

/** Keys that lost their last listener together and are still watched for a while. */
export class LingeringKeys {
  readonly #keyArns = new Set<string>()
  /** Aborts when each key has a listener again. */
  readonly #over = new AbortController()

  add(keyArn: string): void {
    this.#keyArns.add(keyArn)
  }

  /** A key has a listener again. */
  remove(keyArn: string): void {
    this.#keyArns.delete(keyArn)
    if (this.#keyArns.size === 0) this.cancel()
  }

  cancel(): void {
    this.#over.abort()
  }

  /** Calls `stop` after `ms` for each key that has no listener by then. */
  async stopAfter(ms: number, clock: Clock, stop: (keyArn: string) => void): Promise<void> {
    if (this.#keyArns.size === 0 || !(await hasPassed(clock, ms, this.#over.signal))) return
    for (const keyArn of this.#keyArns) stop(keyArn)
  }
}
