import { instantOn } from '../../clock.ts'
import type { Clock } from '../../clock.ts'
import { GatewayError } from '../../errors/gateway-error.ts'
import { AccessDeniedError, OperationError, UnsupportedKeyError } from '../../errors/operation-errors.ts'
import type { KmsClient } from '../../kms/kms-client.ts'
import type { CallOptions, KeyRotationStatus } from '../../kms/kms.ts'
import { readAllPages } from '../../kms/read-all-pages.ts'
import type { Logger } from '../../logger.ts'
import { settingOf } from '../automatic-setting.ts'
import type { AutomaticSetting } from '../automatic-setting.ts'
import { firstView, nextView, withSetting } from './key-view.ts'
import type { KeyView, Observation } from './key-view.ts'
import type { RotationEvent } from '../rotation-event.ts'
import { toRotations } from '../rotation.ts'
import type { Rotation, RotationType } from '../rotation.ts'
import { HISTORY_REQUIRED, mayHaveNewEntry, modeOf, waitBeforePoll } from './watch-schedule.ts'
import type { SettingChange, WatchIntervals, WatchMode, WatchState } from './watch-schedule.ts'

// One watch polls at one key, for everybody who wants to know. It asks KMS itself, past every cache, and tells its
// listener what each poll made known. What it saw only grows (see key-view.ts); when it polls is decided by where it
// stands (see watch-schedule.ts):
//
//   starting  No poll has succeeded. It polls as soon as it may, and reads the history: that is the line between what was and
//             what is news.
//   idle      Nothing is known to happen. It polls at the status now and then, at the latest when an automatic
//             rotation is due. Rarely it reads the history as well, because a rotation that starts and ends between
//             two polls leaves no other trace.
//   rotating  A start date was seen, or it was nudged: somebody asked for a rotation. It polls often. An absent start
//             date proves nothing, so only a new entry of the history ends this mode, or patience running out.
//   due       The date of an automatic rotation has passed. It reads the history until the entry is there, or
//             patience runs out.
//   settling  Automatic rotation seems to have been set otherwise, or this gateway has changed it. It polls often, until
//             enough polls in a row agree, or for a minute.
//   failing   The last poll failed. It retries with exponential backoff, then continues in its previous mode.
//
// Its polls let every other call to KMS go first, but for those that somebody may wait for: while rotating.
//
// A nudge wakes it from any wait. A key that KMS says has no history at all is not looked at again.

export interface KeyWatchOptions {
  readonly keyArn: string
  readonly kms: KmsClient
  readonly clock: Clock
  /** From 0 to 1, spreads the polls of many watches. */
  readonly random: () => number
  /** Asked before each wait: how often to poll may depend on how many watches there are. */
  readonly intervals: () => WatchIntervals
  readonly logger: Logger
  /** Whether a caller named the key: its polls do not queue behind those of all other keys. @default true */
  readonly isNamed?: (() => boolean) | undefined
  /** The first poll waits until the watch is woken. @default false */
  readonly isHeld?: boolean | undefined
  /** Rotations from then on count as news, in milliseconds since the epoch. @default now */
  readonly since?: number | undefined
  /** Called after each poll that read the history, the first of them, or brought an event; and when KMS begins to refuse. */
  readonly onObservation: (observation: Observation) => void
  /** Told of each poll that failed: with the error's code. */
  readonly onFailure?: ((code: string) => void) | undefined
}

export interface KeyWatch extends Disposable {
  /** What it would tell somebody who joins now; undefined while it has nothing to tell. */
  readonly last: Observation | undefined
  /** The mode of the watch; `rejected` if KMS rejected the last poll, e.g. access denied, and will reject the next one. */
  readonly mode: WatchMode | 'rejected'
  /** Says that a rotation of this key was asked for, or may have happened. */
  nudge(): void
  /** Polls at once. */
  wake(): void
  /** The next poll reads the history. */
  refresh(): void
  /** The intervals may be shorter now: what is left of the current wait is calculated again. */
  reschedule(): void
  /**
   * This gateway sends a change of automatic rotation. It polls at once, and often until the change shows.
   *
   * @param change undefined where KMS refused it
   * @param before the status before the change, where it was read
   */
  settingSent(change: Pick<SettingChange, 'isShown'> | undefined, before: KeyRotationStatus | undefined): void
  /** Enough reads in a row have shown this status, after a change by this gateway. */
  settingShown(status: KeyRotationStatus): void
}

export function startKeyWatch(options: KeyWatchOptions): KeyWatch {
  const { keyArn, kms, clock, intervals, logger } = options
  const stopping = new AbortController()
  const since = new Date(options.since ?? clock.now())
  let waking = new AbortController()
  let isWaiting = false
  let isRescheduled = false
  let begin = () => {}
  const begun = options.isHeld ? new Promise<void>((resolve) => (begin = resolve)) : undefined
  /** Automatic rotation before the first poll, where a change by this gateway tells. */
  let settingBefore: AutomaticSetting | undefined
  let problem: OperationError | undefined
  let state: WatchState = {
    view: undefined,
    wallAheadMs: 0,
    nudgedAt: undefined,
    dueSince: undefined,
    change: undefined,
    historyReadAt: HISTORY_REQUIRED,
    pollsWithoutHistory: 0,
    failures: 0,
    isRejected: false,
  }

  /** The monotonic time. The state takes note of what wall time it is. */
  function time(): number {
    const { elapsed, wall } = instantOn(clock)
    if (state.wallAheadMs !== wall - elapsed) state = { ...state, wallAheadMs: wall - elapsed }
    return elapsed
  }

  async function run(): Promise<void> {
    await begun
    while (!stopping.signal.aborted) {
      await untilDue()
      if (stopping.signal.aborted) return
      try {
        await poll()
      } catch (error) {
        if (stopping.signal.aborted) return
        noteFailure(error)
        if (error instanceof UnsupportedKeyError) return
      }
    }
  }

  async function untilDue(): Promise<void> {
    const from = clock.elapsed()
    do {
      isRescheduled = false
      const now = time()
      const waitMs = waitBeforePoll(state, now, intervals())
      // Up to a tenth sooner, so that watches that began together do not poll together for ever.
      const jittered = waitMs * (1 - options.random() / 10)
      isWaiting = true
      await clock.sleep(jittered - (now - from), waking.signal).catch(() => {})
      isWaiting = false
      // Before the poll: a nudge while it is under way cuts the next wait short.
      waking = new AbortController()
    } while (isRescheduled && !stopping.signal.aborted)
  }

  /** Whatever it was, the next poll may succeed: a watch that ended here would keep its readers waiting for ever. */
  function noteFailure(error: unknown): void {
    const refusal = error instanceof OperationError && !error.isRetryable ? error : undefined
    state = { ...state, failures: state.failures + 1, isRejected: refusal !== undefined }
    const { failures, view } = state
    if (refusal && !problem) {
      problem = refusal
      options.onObservation({ keyArn, view, events: [], problem })
    }
    options.onFailure?.(error instanceof GatewayError ? error.code : 'INTERNAL_ERROR')
    // One line for all keys says so, see kms/credential-health.ts.
    if (error instanceof AccessDeniedError && error.credentialFailure)
      logger.debug({ keyArn, code: error.code, failures }, 'watch: poll failed')
    else if (error instanceof GatewayError)
      logger.warn({ keyArn, code: error.code, failures, reason: error.message }, 'watch: poll failed')
    else logger.error({ keyArn, failures, err: error }, 'watch: poll failed unexpectedly')
  }

  async function poll(): Promise<void> {
    const { nudgedAt: nudgedBefore, historyReadAt: readBefore, change: changeBefore } = state
    const call = callOf(state)
    const status = await readStatus(call)
    const now = time()
    const passed = state.view && passedDate(state.view, clock.now())
    if (passed) state = { ...state, dueSince: passed.getTime() }

    const isSeenRunning = status?.onDemandRotationStartDate !== undefined
    const readsHistory = mayHaveNewEntry(state, isSeenRunning, now, intervals())
    const seen = {
      status,
      rotations: readsHistory ? await readHistory(call) : undefined,
      polledAt: new Date(clock.now()),
    }
    problem = undefined
    const { view, events } = state.view
      ? nextView(state.view, seen)
      : firstView(keyArn, seen, since, settingBefore)
    const completed = typesOf(events)
    const before = modeOf(state, now, intervals())
    const hasShown =
      status !== undefined && !view.automatic.unconfirmed && changeBefore?.isShown(status) === true
    // One that was asked for while this poll was under way is not among what it found.
    const isNudgeAnswered = completed.has('ON_DEMAND') && state.nudgedAt === nudgedBefore
    state = {
      view,
      wallAheadMs: state.wallAheadMs,
      nudgedAt: isNudgeAnswered ? undefined : state.nudgedAt,
      dueSince: completed.has('AUTOMATIC') ? undefined : state.dueSince,
      change: hasShown && state.change === changeBefore ? undefined : state.change,
      // If it is owed since this poll began, the next one owes it still.
      historyReadAt: readsHistory && state.historyReadAt === readBefore ? now : state.historyReadAt,
      pollsWithoutHistory: readsHistory ? 0 : state.pollsWithoutHistory + 1,
      failures: 0,
      isRejected: false,
    }
    const after = modeOf(state, now, intervals())
    if (after !== before) logger.debug({ keyArn, from: before, to: after }, 'watch: mode')
    if (readsHistory || events.length > 0) options.onObservation({ keyArn, view, events })
  }

  function callOf({ nudgedAt }: WatchState): CallOptions {
    const now = time()
    const isWaitedFor = nudgedAt !== undefined || modeOf(state, now, intervals()) === 'rotating'
    if (isWaitedFor) return { signal: stopping.signal, priority: 'INTERACTIVE' }
    const { isNamed } = options
    const request = isNamed === undefined || isNamed() ? 'named' : ''
    return { signal: stopping.signal, priority: 'BACKGROUND', request }
  }

  async function readStatus(call: CallOptions): Promise<KeyRotationStatus | undefined> {
    try {
      return await kms.getKeyRotationStatus(keyArn, call)
    } catch (error) {
      if (error instanceof UnsupportedKeyError) return undefined
      throw error
    }
  }

  async function readHistory(call: CallOptions): Promise<readonly Rotation[]> {
    const entries = await readAllPages(
      (marker) => kms.listKeyRotations(keyArn, { includeKeyMaterial: 'ROTATIONS_ONLY', marker }, call),
      call.signal,
    )
    return toRotations(keyArn, entries)
  }

  function wake(): void {
    begin()
    isRescheduled = false
    waking.abort()
  }

  void run()

  return {
    get last() {
      const { view } = state
      if (problem) return { keyArn, view, events: [], problem }
      return view && { keyArn, view, events: [] }
    },
    get mode() {
      const now = time()
      return state.isRejected ? 'rejected' : modeOf(state, now, intervals())
    },
    nudge() {
      state = { ...state, nudgedAt: clock.elapsed() }
      wake()
    },
    wake,
    refresh() {
      state = { ...state, historyReadAt: HISTORY_REQUIRED }
      problem = undefined
    },
    reschedule() {
      if (!isWaiting || waking.signal.aborted) return
      isRescheduled = true
      waking.abort()
    },
    settingSent(change, before) {
      if (change) state = { ...state, change: { sentAt: clock.elapsed(), isShown: change.isShown } }
      if (before) settingBefore ??= settingOf(before)
      wake()
    },
    settingShown(status) {
      if (!state.view) return
      const { view, events } = withSetting(state.view, status, new Date(clock.now()))
      state = { ...state, view, change: undefined }
      if (events.length > 0) options.onObservation({ keyArn, view, events })
    },
    [Symbol.dispose]() {
      stopping.abort()
      wake()
    },
  }
}

/** The date of an automatic rotation that is past without its entry being seen. */
function passedDate({ nextRotationAt, rotations }: KeyView, now: number): Date | undefined {
  if (nextRotationAt === undefined || nextRotationAt.getTime() > now) return undefined
  const isSeen = rotations.some(({ type, rotatedAt }) => type === 'AUTOMATIC' && rotatedAt >= nextRotationAt)
  return isSeen ? undefined : nextRotationAt
}

function typesOf(events: readonly RotationEvent[]): ReadonlySet<RotationType> {
  return new Set(events.flatMap((event) => (event.kind === 'RotationCompleted' ? [event.rotation.type] : [])))
}
