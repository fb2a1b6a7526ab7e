import { instantOn } from '../../clock.ts'
import type { Clock } from '../../clock.ts'
import { GatewayError } from '../../errors/gateway-error.ts'
import {
  AccessDeniedError,
  OperationError,
  ThrottledError,
  UnsupportedKeyError,
} from '../../errors/operation-errors.ts'
import type { KmsClient } from '../../kms/kms-client.ts'
import { NAMED_REQUEST } from '../../kms/kms.ts'
import type { CallOptions, KeyRotationStatus, QueuedRequest } from '../../kms/kms.ts'
import { readAllPages } from '../../kms/read-all-pages.ts'
import type { Logger } from '../../logger.ts'
import { settingOf } from '../automatic-setting.ts'
import type { AutomaticSetting } from '../automatic-setting.ts'
import { firstView, nextView, withSetting } from './key-view.ts'
import type { KeyView, Observation, Poll } from './key-view.ts'
import type { RotationEvent } from '../rotation-event.ts'
import { toRotations } from '../rotation.ts'
import type { Rotation, RotationType } from '../rotation.ts'
import {
  HISTORY_REQUIRED,
  isRecentChange,
  mayHaveNewEntry,
  modeOf,
  waitBeforePoll,
} from './watch-schedule.ts'
import type { SettingChange, WatchIntervals, WatchMode, WatchState } from './watch-schedule.ts'

// A watch polls one key for all its subscribers. It bypasses every cache, and passes what each poll found to its listener.
// The view of the key only grows (see key-view.ts). The mode decides when the watch polls (see watch-schedule.ts):
//
//   starting  No poll has succeeded. Polls as soon as it may and reads the history: later rotations lead to events.
//   idle      Nothing is known to happen. Polls the status at the idle interval, and when an automatic rotation is due.
//             Rarely reads the history too, because a rotation that starts and ends between two polls shows only there.
//   rotating  A start date was seen, or the watch was nudged because a rotation was requested. Polls often. A missing start
//             date proves nothing, so the mode ends only with a new entry in the history, or after `patienceMs`.
//   due       The date of an automatic rotation has passed. Reads the history until the entry is there, or for `patienceMs`.
//   settling  Automatic rotation seems to have changed, or this gateway has changed it. Polls often, until enough consecutive
//             polls agree, or for a minute.
//   failing   The last poll failed. Retries with exponential backoff, then continues in its previous mode.
//
// Polls have background priority, except while rotating, when a client may be waiting. A nudge ends any wait. A key that has
// no history, according to KMS, is not polled again. A notice from AWS that the key may have changed also ends any wait, and
// its poll has the priority of a named key. It changes nothing else: only a poll finds events (see notice-polls.ts).

export interface KeyWatchOptions {
  readonly keyArn: string
  /** Returns the KMS of the key. Called for each poll, because the served accounts can change. */
  readonly kms: () => KmsClient
  readonly clock: Clock
  /** Returns a number from 0 to 1, which spreads the polls of many watches. */
  readonly random: () => number
  /** Called before each wait, because the intervals depend on the number of watches. */
  readonly intervals: () => WatchIntervals
  readonly logger: Logger
  /** Whether a caller named the key. Polls of named keys do not queue behind the polls of other keys. @default true */
  readonly isNamed?: (() => boolean) | undefined
  /** Whether the first poll waits for `wake`. @default false */
  readonly isHeld?: boolean | undefined
  /** What a poll has found before, with its history. The watch starts from it, and its next poll is as after that poll. */
  readonly known?: Poll | undefined
  /**
   * Rotations since this time lead to events, in milliseconds since the epoch.
   *
   * @default now, or all rotations that `known` does not contain
   */
  readonly since?: number | undefined
  /** Called after each poll that read the history or found an event, and when KMS starts to reject the polls. */
  readonly onObservation: (observation: Observation) => void
  /** Called with the error code of each failed poll. */
  readonly onFailure?: ((code: string) => void) | undefined
}

export interface KeyWatch extends Disposable {
  /** The first observation for a new listener. Undefined until a poll succeeded or was rejected. */
  readonly last: Observation | undefined
  /** The mode of the watch; `rejected` if KMS rejected the last poll, e.g. access denied, and will reject the next one. */
  readonly mode: WatchMode | 'rejected'
  /** Polls immediately, and often from now on: a rotation was requested or may have happened. */
  nudge(): void
  /** Polls immediately. */
  wake(): void
  /** Polls immediately and reads the history: the key may have changed. Background priority, unless a rotation runs. */
  notice(): void
  /** Makes the next poll read the history. */
  refresh(): void
  /** Recalculates the current wait and the priority of the current poll, because the key is named now. */
  reschedule(): void
  /**
   * Call when this gateway has sent a change of automatic rotation. Polls immediately, and often until a poll shows the
   * change.
   *
   * @param change undefined if KMS rejected the change
   * @param before the status before the change, if it was read
   */
  settingSent(change: Omit<SettingChange, 'sentAt'> | undefined, before: KeyRotationStatus | undefined): void
  /** Call when enough consecutive reads have shown this status after a change by this gateway. */
  settingShown(status: KeyRotationStatus, changeId: string): void
}

/** The latest date of JavaScript. */
const END_OF_TIME = 8.64e15

export function startKeyWatch(options: KeyWatchOptions): KeyWatch {
  const { keyArn, clock, intervals, logger, known } = options
  const stopping = new AbortController()
  const since = new Date(options.since ?? (known ? END_OF_TIME : clock.now()))
  const start = known && firstView(keyArn, known, since)
  const isOverdue = start !== undefined && passedDate(start.view, clock.now()) !== undefined
  let waking = new AbortController()
  let isWaiting = false
  let isRescheduled = false
  /** A notice arrived, and no poll has succeeded since. */
  let isNoticed = false
  /** The request of the current poll, from when it starts to wait for a permit. */
  let queued: QueuedRequest | undefined
  let begin = () => {}
  const begun = options.isHeld ? new Promise<void>((resolve) => (begin = resolve)) : undefined
  /** The setting before the first poll, known from a change by this gateway. */
  let settingBefore: AutomaticSetting | undefined
  let problem: OperationError | undefined
  /** Number of requests that the next poll reads the history. */
  let historyRequests = 0
  let state: WatchState = {
    view: start?.view,
    wallAheadMs: 0,
    nudgedAt: undefined,
    dueSince: undefined,
    change: undefined,
    historyReadAt:
      known && !isOverdue ? clock.elapsed() - (clock.now() - known.polledAt.getTime()) : HISTORY_REQUIRED,
    pollsWithoutHistory: 0,
    failures: 0,
    isRejected: false,
  }

  /** The monotonic time. Also updates the difference to the wall time in the state. */
  function time(): number {
    const { elapsed, wall } = instantOn(clock)
    if (state.wallAheadMs !== wall - elapsed) state = { ...state, wallAheadMs: wall - elapsed }
    return elapsed
  }

  async function run(): Promise<void> {
    await begun
    if (start && start.events.length > 0) options.onObservation({ keyArn, ...start })
    if (isOverdue) wake()
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
      // Up to a tenth sooner, so that watches that started together do not keep polling together.
      const jittered = waitMs * (1 - options.random() / 10)
      isWaiting = true
      await clock.sleep(jittered - (now - from), waking.signal).catch(() => {})
      isWaiting = false
      // Before the poll, so that a nudge during the poll ends the next wait.
      waking = new AbortController()
    } while (isRescheduled && !stopping.signal.aborted)
  }

  /** The next poll may succeed after any error. If the watch ended here, its readers would wait forever. */
  function noteFailure(error: unknown): void {
    const rejection = error instanceof OperationError && !error.isRetryable ? error : undefined
    state = { ...state, failures: state.failures + 1, isRejected: rejection !== undefined }
    const { failures, view } = state
    if (rejection && !problem) {
      problem = rejection
      options.onObservation({ keyArn, view, events: [], problem })
    }
    options.onFailure?.(error instanceof GatewayError ? error.code : 'INTERNAL_ERROR')
    // kms/aws/credential-health.ts logs this once for all keys.
    if (error instanceof AccessDeniedError && error.credentialFailure)
      logger.debug({ keyArn, code: error.code, failures }, 'watch: poll failed')
    else if (error instanceof GatewayError)
      logger.warn({ keyArn, code: error.code, failures, reason: error.message }, 'watch: poll failed')
    else logger.error({ keyArn, failures, err: error }, 'watch: poll failed unexpectedly')
  }

  async function poll(): Promise<void> {
    const { nudgedAt: nudgedBefore, change: changeBefore } = state
    const requestsBefore = historyRequests
    const kms = options.kms()
    const status = await readStatus(kms, currentCall())
    const now = time()
    const passed = state.view && passedDate(state.view, clock.now())
    if (passed) state = { ...state, dueSince: passed.getTime() }

    const isSeenRunning = status?.onDemandRotationStartDate !== undefined
    const readsHistory = mayHaveNewEntry(state, isSeenRunning, now, intervals())
    const isOwn = status !== undefined && isRecentChange(changeBefore, now) && changeBefore.isShown(status)
    const seen = {
      status,
      rotations: readsHistory ? await readHistory(kms, currentCall()) : undefined,
      polledAt: new Date(clock.now()),
      changeId: isOwn ? changeBefore.changeId : undefined,
    }
    problem = undefined
    if (readsHistory && historyRequests === requestsBefore) isNoticed = false
    const { view, events } = state.view
      ? nextView(state.view, seen)
      : firstView(keyArn, seen, since, settingBefore)
    const completed = typesOf(events)
    const before = modeOf(state, now, intervals())
    const hasShown =
      status !== undefined && !view.automatic.unconfirmed && changeBefore?.isShown(status) === true
    // This poll cannot have found a rotation that was requested while it was in flight.
    const isNudgeAnswered = completed.has('ON_DEMAND') && state.nudgedAt === nudgedBefore
    state = {
      view,
      wallAheadMs: state.wallAheadMs,
      nudgedAt: isNudgeAnswered ? undefined : state.nudgedAt,
      dueSince: completed.has('AUTOMATIC') ? undefined : state.dueSince,
      change: hasShown && state.change === changeBefore ? undefined : state.change,
      // If the history was requested while this poll was in flight, the next poll must read it.
      historyReadAt: readsHistory && historyRequests === requestsBefore ? now : state.historyReadAt,
      pollsWithoutHistory: readsHistory ? 0 : state.pollsWithoutHistory + 1,
      failures: 0,
      isRejected: false,
    }
    const after = modeOf(state, now, intervals())
    if (after !== before) logger.debug({ keyArn, from: before, to: after }, 'watch: mode')
    if (readsHistory || events.length > 0) options.onObservation({ keyArn, view, events })
  }

  function currentCall(): CallOptions {
    const signal = stopping.signal
    const onQueued = (request: QueuedRequest) => void (queued = request)
    const isAwaited = state.nudgedAt !== undefined || modeOf(state, time(), intervals()) === 'rotating'
    // No operation waits for a poll, so KMS may take long to answer it.
    if (isAwaited) return { signal, onQueued, priority: 'INTERACTIVE', isAwaited: () => false }
    const isFirst = isNoticed || (options.isNamed?.() ?? true)
    return { signal, onQueued, priority: 'BACKGROUND', request: isFirst ? NAMED_REQUEST : '' }
  }

  /** The request that waits for a permit also waits in the place that it would get now. */
  function promote(): void {
    try {
      queued?.join(currentCall())
    } catch (error) {
      if (!(error instanceof ThrottledError)) throw error
    }
  }

  async function readStatus(kms: KmsClient, call: CallOptions): Promise<KeyRotationStatus | undefined> {
    try {
      return await kms.getKeyRotationStatus(keyArn, call)
    } catch (error) {
      if (error instanceof UnsupportedKeyError) return undefined
      throw error
    }
  }

  async function readHistory(kms: KmsClient, call: CallOptions): Promise<readonly Rotation[]> {
    const entries = await readAllPages(
      (marker) => kms.listKeyRotations(keyArn, { includeKeyMaterial: 'ROTATIONS_ONLY', marker }, call),
      call.signal,
    )
    return toRotations(keyArn, entries)
  }

  function requireHistory(): void {
    historyRequests++
    state = { ...state, historyReadAt: HISTORY_REQUIRED }
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
      promote()
      wake()
    },
    wake,
    notice() {
      isNoticed = true
      requireHistory()
      promote()
      wake()
    },
    refresh() {
      requireHistory()
      problem = undefined
    },
    reschedule() {
      promote()
      if (!isWaiting || waking.signal.aborted) return
      isRescheduled = true
      waking.abort()
    },
    settingSent(change, before) {
      if (change) state = { ...state, change: { sentAt: clock.elapsed(), ...change } }
      if (before) settingBefore ??= settingOf(before)
      wake()
    },
    settingShown(status, changeId) {
      if (!state.view) return
      const { view, events } = withSetting(state.view, status, new Date(clock.now()), changeId)
      state = { ...state, view, change: undefined }
      if (events.length > 0) options.onObservation({ keyArn, view, events })
    },
    [Symbol.dispose]() {
      stopping.abort()
      wake()
    },
  }
}

/** The past date of an automatic rotation that the history does not show yet. */
function passedDate({ nextRotationAt, rotations }: KeyView, now: number): Date | undefined {
  if (nextRotationAt === undefined || nextRotationAt.getTime() > now) return undefined
  const isSeen = rotations.some(({ type, rotatedAt }) => type === 'AUTOMATIC' && rotatedAt >= nextRotationAt)
  return isSeen ? undefined : nextRotationAt
}

function typesOf(events: readonly RotationEvent[]): ReadonlySet<RotationType> {
  return new Set(events.flatMap((event) => (event.kind === 'RotationCompleted' ? [event.rotation.type] : [])))
}
