import { setMaxListeners } from 'node:events'

/**
 * Work whose result several callers need. One run is in progress at a time. All callers that need a newer result wait for
 * the next run. A run is aborted when no caller waits for it any more.
 */
export interface SharedWork {
  /**
   * Resolves when a run that started at `from` or later, according to `stamp`, has succeeded.
   *
   * @throws the error of the run, or the signal's reason
   */
  since(from: number, signal: AbortSignal): Promise<void>
  /** Resolves when a run that starts after this call has succeeded. */
  again(signal: AbortSignal): Promise<void>
}

export interface SharedWorkOptions {
  /** The current value to compare with `from`, for example the time. */
  readonly stamp: () => number
  readonly work: (signal: AbortSignal) => Promise<void>
}

/** A run in progress, or the next one. */
interface Run {
  /** The stamp at its start. Undefined until it starts. */
  from: number | undefined
  waiters: number
  readonly ending: AbortController
  readonly ended: Promise<void>
  readonly settle: (outcome: Promise<void>) => void
}

export function createSharedWork({ stamp, work }: SharedWorkOptions): SharedWork {
  let doneFrom = -Infinity
  let current: Run | undefined
  let next: Run | undefined

  function begin(run: Run): void {
    current = run
    const from = stamp()
    run.from = from
    run.settle(perform(from, run.ending.signal))
  }

  async function perform(from: number, signal: AbortSignal): Promise<void> {
    try {
      await work(signal)
      doneFrom = from
    } finally {
      const waiting = next
      current = undefined
      next = undefined
      if (waiting) begin(waiting)
    }
  }

  function newest(): Run {
    if (current) return (next ??= createRun())
    const run = createRun()
    begin(run)
    return run
  }

  async function wait(run: Run, signal: AbortSignal): Promise<void> {
    run.waiters++
    try {
      await unlessAborted(run.ended, signal)
    } finally {
      run.waiters--
      if (next?.waiters === 0) next = undefined
      // The next run starts only when the current run ends, so a run before another run is not aborted.
      if (current?.waiters === 0 && !next)
        current.ending.abort(new Error('No caller waits for this work any more.'))
    }
  }

  return {
    async since(from, signal) {
      signal.throwIfAborted()
      // A stamp in the future is from before the clock was set back.
      if (doneFrom >= from && doneFrom <= stamp()) return
      const isEnough = current?.from !== undefined && current.from >= from && !current.ending.signal.aborted
      await wait(current && isEnough ? current : newest(), signal)
    },
    async again(signal) {
      signal.throwIfAborted()
      await wait(newest(), signal)
    },
  }
}

function createRun(): Run {
  let settle: (outcome: Promise<void>) => void = () => {}
  const ended = new Promise<void>((resolve) => {
    settle = resolve
  })
  // All callers may have stopped waiting when the run fails.
  ended.catch(() => {})
  const ending = new AbortController()
  // Each KMS call of the work adds a listener.
  setMaxListeners(0, ending.signal)
  return { from: undefined, waiters: 0, ending, ended, settle }
}

async function unlessAborted(work: Promise<void>, signal: AbortSignal): Promise<void> {
  signal.throwIfAborted()
  let abort = () => {}
  const aborted = new Promise<never>((_, reject) => {
    abort = () => reject(signal.reason)
    signal.addEventListener('abort', abort, { once: true })
  })
  try {
    await Promise.race([work, aborted])
  } finally {
    signal.removeEventListener('abort', abort)
  }
}
