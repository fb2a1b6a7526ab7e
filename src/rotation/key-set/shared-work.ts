import { setMaxListeners } from 'node:events'

/**
 * Work whose result many callers need. One run is in progress at a time; a caller that needs a newer one waits for the
 * next run, together with everybody else who does. A run is aborted when nobody waits for it any more.
 */
export interface SharedWork {
  /**
   * Resolves when a run that began at `from` or later, by `stamp`, has succeeded; at once if one has already.
   *
   * @throws what the run failed with, or the reason of the signal
   */
  since(from: number, signal: AbortSignal): Promise<void>
  /** The same for a run that begins after this call. */
  again(signal: AbortSignal): Promise<void>
}

export interface SharedWorkOptions {
  /** What is compared with `from`, such as the time. */
  readonly stamp: () => number
  readonly work: (signal: AbortSignal) => Promise<void>
}

/** A run, or a run that begins when the one before it has ended. */
interface Run {
  /** When it began; undefined while it waits. */
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
      // A run that another one waits for has to end by itself: its work may be needed.
      if (current?.waiters === 0 && !next) current.ending.abort(new Error('Nobody waits for it any more.'))
    }
  }

  return {
    async since(from, signal) {
      signal.throwIfAborted()
      // A run that seems to lie ahead is from before the clock was set back.
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
  // Nobody may be left to hear of a failure.
  ended.catch(() => {})
  const ending = new AbortController()
  // Each call that the work makes listens: many of them are no leak.
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
