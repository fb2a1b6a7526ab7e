import type { Viewer } from './viewer.ts'
import { hasPassed } from '../clock.ts'
import type { Clock } from '../clock.ts'
import { UnauthenticatedError } from '../errors/request-errors.ts'

/** Watches credentials and reports when one expires or is revoked. */
export interface CredentialWatch extends Disposable {
  /** Calls `end` once when the credential of `viewer` ends. Undefined if the viewer has no credential. */
  watch(viewer: Viewer, end: (reason: UnauthenticatedError) => void): Disposable | undefined
  /** Ends the watches of credentials that are not valid any more. Call it after the policy or the keys have changed. */
  recheck(): void
}

/** Credentials expire by wall time, which can be set at any time. So the clock is read at least this often. */
const MAX_SLEEP_MS = 60_000
const REVOKED =
  'The credential was revoked or its permissions changed. Reconnect with a valid credential and resume.'

/**
 * Uses one timer for all watches, set for the credential that expires first.
 *
 * @param isValid whether the credential of a viewer still exists and gives the same permissions
 */
export function createCredentialWatch(clock: Clock, isValid: (viewer: Viewer) => boolean): CredentialWatch {
  const watches = new Set<Watch>()
  let alarm: { readonly at: number; readonly controller: AbortController } | undefined

  function remove(watch: Watch): void {
    watches.delete(watch)
    if (watches.size === 0) cancelAlarm()
  }

  function cancelAlarm(): void {
    alarm?.controller.abort()
    alarm = undefined
  }

  function wakeAt(at: number): void {
    if (!Number.isFinite(at) || (alarm && alarm.at <= at)) return
    cancelAlarm()
    alarm = { at, controller: new AbortController() }
    void wake(alarm.at, alarm.controller.signal)
  }

  async function wake(at: number, signal: AbortSignal): Promise<void> {
    const ms = Math.max(0, Math.min(at - clock.now(), MAX_SLEEP_MS))
    // An earlier alarm may have replaced this one just as its time passed.
    if (!(await hasPassed(clock, ms, signal)) || signal.aborted) return
    alarm = undefined
    const now = clock.now()
    let next = Infinity
    for (const each of watches)
      if (each.expiresAt <= now)
        each.end('The credential has expired. Reconnect with a new credential and resume.')
      else next = Math.min(next, each.expiresAt)
    wakeAt(next)
  }

  return {
    watch(viewer, onEnd) {
      // The viewer has no credential that could end.
      if (!viewer.isAuthenticated) return undefined
      const added = new Watch(viewer, onEnd, remove)
      watches.add(added)
      wakeAt(added.expiresAt)
      // The credential may have been revoked since `authenticate`. The callback runs after this function has returned.
      if (!isValid(viewer)) queueMicrotask(() => added.end(REVOKED))
      return added
    },
    recheck() {
      for (const each of watches) if (!isValid(each.viewer)) each.end(REVOKED)
    },
    [Symbol.dispose]() {
      for (const each of watches) each[Symbol.dispose]()
    },
  }
}

/**
 * One watched credential. A class, because each connection and each subscription has one.
 */
class Watch implements Disposable {
  readonly viewer: Viewer
  readonly #onEnd: (reason: UnauthenticatedError) => void
  readonly #remove: (watch: Watch) => void
  #isEnded = false

  constructor(viewer: Viewer, onEnd: (reason: UnauthenticatedError) => void, remove: (watch: Watch) => void) {
    this.viewer = viewer
    this.#onEnd = onEnd
    this.#remove = remove
  }

  /** Milliseconds since the epoch; Infinity = never. */
  get expiresAt(): number {
    return this.viewer.expiresAt ?? Infinity
  }

  end(message: string): void {
    if (this.#isEnded) return
    this[Symbol.dispose]()
    this.#onEnd(new UnauthenticatedError(message))
  }

  [Symbol.dispose](): void {
    this.#isEnded = true
    this.#remove(this)
  }
}
