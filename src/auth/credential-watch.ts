import type { Viewer } from '../auth.ts'
import { hasPassed } from '../clock.ts'
import type { Clock } from '../clock.ts'
import { UnauthenticatedError } from '../errors.ts'

/** Who waits for the end of a credential. */
export interface CredentialWatch extends Disposable {
  /** Undefined where nothing can end. */
  watch(viewer: Viewer, end: (reason: UnauthenticatedError) => void): Disposable | undefined
  /** Ends those whose credential does not give the same any more. */
  recheck(isStillSo: (viewer: Viewer) => boolean): void
}

/** Timers of the system fire at once when they are set for more than 24 days. */
const LONGEST_SLEEP_MS = 86_400_000

export function createCredentialWatch(clock: Clock): CredentialWatch {
  const watched = new Set<{
    readonly viewer: Viewer
    readonly end: (message: string) => void
    readonly leave: () => void
  }>()

  async function expire({ expiresAt }: Viewer, end: (message: string) => void, signal: AbortSignal) {
    if (expiresAt === undefined) return
    for (;;) {
      const remaining = expiresAt - clock.now()
      if (remaining <= 0) return end('The credential has expired. Resume with a new one.')
      if (!(await hasPassed(clock, Math.min(remaining, LONGEST_SLEEP_MS), signal))) return
    }
  }

  function watch(viewer: Viewer, onEnd: (reason: UnauthenticatedError) => void): Disposable | undefined {
    // Nothing was given, and nothing can end.
    if (!viewer.isAuthenticated) return undefined
    const left = new AbortController()
    const leave = () => {
      watched.delete(entry)
      left.abort()
    }
    const end = (message: string) => {
      if (left.signal.aborted) return
      leave()
      onEnd(new UnauthenticatedError(message))
    }
    const entry = { viewer, end, leave }
    watched.add(entry)
    void expire(viewer, end, left.signal)
    return { [Symbol.dispose]: leave }
  }

  return {
    watch,
    recheck(isStillSo) {
      for (const { viewer, end } of watched)
        if (!isStillSo(viewer))
          end('The credential was withdrawn, or its rights were changed. Resume with one that holds.')
    },
    [Symbol.dispose]() {
      for (const { leave } of watched) leave()
    },
  }
}
