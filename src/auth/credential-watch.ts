import type { Viewer } from './viewer.ts'
import { hasPassed } from '../clock.ts'
import type { Clock } from '../clock.ts'
import { UnauthenticatedError } from '../errors/request-errors.ts'

/** Who waits for the end of a credential. */
export interface CredentialWatch extends Disposable {
  /** Undefined where nothing can end. */
  watch(viewer: Viewer, end: (reason: UnauthenticatedError) => void): Disposable | undefined
  /** Ends those whose credential does not hold any more. To be called when something changed by which it may not. */
  recheck(): void
}

/** Credentials expire by wall time, which somebody may set: it is read at least this often. */
const LONGEST_SLEEP_MS = 60_000
const WITHDRAWN = 'The credential was withdrawn, or its rights were changed. Resume with one that holds.'

/**
 * One timer for all who wait, set for the credential that expires first.
 *
 * @param holds whether the credential of a viewer is still known and gives the same rights
 */
export function createCredentialWatch(clock: Clock, holds: (viewer: Viewer) => boolean): CredentialWatch {
  const watched = new Set<Watched>()
  let alarm: { readonly at: number; readonly off: AbortController } | undefined

  function leave(left: Watched): void {
    watched.delete(left)
    if (watched.size === 0) turnOff()
  }

  function turnOff(): void {
    alarm?.off.abort()
    alarm = undefined
  }

  function wakeAt(at: number): void {
    if (!Number.isFinite(at) || (alarm && alarm.at <= at)) return
    turnOff()
    alarm = { at, off: new AbortController() }
    void wake(alarm.at, alarm.off.signal)
  }

  async function wake(at: number, off: AbortSignal): Promise<void> {
    const ms = Math.max(0, Math.min(at - clock.now(), LONGEST_SLEEP_MS))
    // Another may have been set in the very moment in which it went off.
    if (!(await hasPassed(clock, ms, off)) || off.aborted) return
    alarm = undefined
    const now = clock.now()
    let next = Infinity
    for (const each of watched)
      if (each.expiresAt <= now) each.end('The credential has expired. Resume with a new one.')
      else next = Math.min(next, each.expiresAt)
    wakeAt(next)
  }

  return {
    watch(viewer, onEnd) {
      // Nothing was given, and nothing can end.
      if (!viewer.isAuthenticated) return undefined
      const added = new Watched(viewer, onEnd, leave)
      watched.add(added)
      wakeAt(added.expiresAt)
      // It may have been withdrawn since the viewer was admitted. The caller is called back once it has the result.
      if (!holds(viewer)) queueMicrotask(() => added.end(WITHDRAWN))
      return added
    },
    recheck() {
      for (const each of watched) if (!holds(each.viewer)) each.end(WITHDRAWN)
    },
    [Symbol.dispose]() {
      for (const each of watched) each[Symbol.dispose]()
    },
  }
}

/** A class, because each connection and each subscription has one: methods cost nothing, closures do. */
class Watched implements Disposable {
  readonly viewer: Viewer
  readonly #onEnd: (reason: UnauthenticatedError) => void
  readonly #leave: (left: Watched) => void
  #hasLeft = false

  constructor(viewer: Viewer, onEnd: (reason: UnauthenticatedError) => void, leave: (left: Watched) => void) {
    this.viewer = viewer
    this.#onEnd = onEnd
    this.#leave = leave
  }

  /** Milliseconds since the epoch; Infinity = never. */
  get expiresAt(): number {
    return this.viewer.expiresAt ?? Infinity
  }

  end(message: string): void {
    if (this.#hasLeft) return
    this[Symbol.dispose]()
    this.#onEnd(new UnauthenticatedError(message))
  }

  [Symbol.dispose](): void {
    this.#hasLeft = true
    this.#leave(this)
  }
}
