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
import type { Alarm, Alarms, Sleeper } from './alarms.ts'
import type { RotationEvent } from '../rotation-event.ts'
import { rotationsFrom } from '../rotation.ts'
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

/** Shared by the watches of all keys. The functions get the key, because a function for each key takes memory. */
export interface WatchHost {
  /** The KMS of a key. Called for each poll, because the served accounts can change. */
  readonly kmsOf: (keyArn: string) => KmsClient
  readonly clock: Clock
  /** Returns a number from 0 to 1, which spreads the polls of many watches. */
  readonly random: (keyArn: string) => number
  /** Called before each wait, because the intervals depend on the number of watches. */
  readonly intervalsOf: (keyArn: string) => WatchIntervals
  readonly logger: Logger
  /** Whether a caller named the key. Polls of named keys do not queue behind the polls of other keys. */
  readonly isNamed: (keyArn: string) => boolean
  /** Called after each poll that read the history or found an event, and when KMS starts to reject the polls. */
  readonly onObservation: (observation: Observation) => void
  /** Called with the error code of each failed poll. */
  readonly onFailure?: ((code: string) => void) | undefined
  readonly alarms: Alarms
  /** Runs work outside of the async context of its caller, because all operations share a watch. */
  readonly detached: (work: () => void) => void
}

export interface KeyWatchOptions {
  readonly keyArn: string
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
}

/** The latest date of JavaScript. */
const END_OF_TIME = 8.64e15

/** Polls one key from when it is created until it is disposed. A class, because there is one for each key. */
export class KeyWatch implements Disposable, Sleeper {
  readonly #host: WatchHost
  readonly #keyArn: string
  readonly #since: number
  /** Found in `known`, and not delivered yet. */
  #firstEvents: readonly RotationEvent[]
  #isStopped = false
  /** Whether a poll is in flight or about to start. */
  #isRunning = false
  /** Set while the watch waits for its next poll. */
  #alarm: Alarm | undefined
  /** When the current wait began, on the monotonic clock. */
  #waitingSince = 0
  /** The next poll does not wait. */
  #isWoken: boolean
  /** Set during a poll. */
  #polling: AbortController | undefined
  /** The request of the current poll, from when it starts to wait for a permit. */
  #queued: QueuedRequest | undefined
  /** A notice arrived, and no poll has succeeded since. */
  #isNoticed = false
  /** The setting before the first poll, known from a change by this gateway. */
  #settingBefore: AutomaticSetting | undefined
  #problem: OperationError | undefined
  /** Number of requests that the next poll reads the history. */
  #historyRequests = 0
  #state: WatchState

  constructor(host: WatchHost, { keyArn, isHeld = false, known, since }: KeyWatchOptions) {
    const { clock } = host
    this.#host = host
    this.#keyArn = keyArn
    this.#since = since ?? (known ? END_OF_TIME : clock.now())
    const start = known && firstView(keyArn, known, new Date(this.#since))
    const isOverdue = start !== undefined && passedDate(start.view, clock.now()) !== undefined
    this.#isWoken = isOverdue
    this.#state = {
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
    this.#firstEvents = start?.events ?? []
    if (!isHeld) this.#start()
  }

  /** The first observation for a new listener. Undefined until a poll succeeded or was rejected. */
  get last(): Observation | undefined {
    const { view } = this.#state
    const keyArn = this.#keyArn
    if (this.#problem) return { keyArn, view, events: [], problem: this.#problem }
    return view && { keyArn, view, events: [] }
  }

  /** The mode of the watch; `rejected` if KMS rejected the last poll, e.g. access denied, and will reject the next one. */
  get mode(): WatchMode | 'rejected' {
    const now = this.#time()
    return this.#state.isRejected ? 'rejected' : modeOf(this.#state, now, this.#intervals())
  }

  /** Polls immediately, and often from now on: a rotation was requested or may have happened. */
  nudge(): void {
    this.#state = { ...this.#state, nudgedAt: this.#host.clock.elapsed() }
    this.#promote()
    this.wake()
  }

  /** Polls immediately. */
  wake(): void {
    this.#isWoken = true
    this.#start()
  }

  /** Polls immediately and reads the history: the key may have changed. Background priority, unless a rotation runs. */
  notice(): void {
    this.#isNoticed = true
    this.#requireHistory()
    this.#promote()
    this.wake()
  }

  /** Makes the next poll read the history. */
  refresh(): void {
    this.#requireHistory()
    this.#problem = undefined
  }

  /** Recalculates the current wait and the priority of the current poll, because the key is named now. */
  reschedule(): void {
    this.#promote()
    // Other keys may be named with this one, and the interval depends on their number.
    queueMicrotask(() => {
      if (!this.#alarm) return
      this.#endWait()
      if (!this.#mustWait()) this.wake()
    })
  }

  /**
   * Call when this gateway has sent a change of automatic rotation. Polls immediately, and often until a poll shows the
   * change.
   *
   * @param change undefined if KMS rejected the change
   * @param before the status before the change, if it was read
   */
  settingSent(
    change: Omit<SettingChange, 'sentAt'> | undefined,
    before: KeyRotationStatus | undefined,
  ): void {
    if (change) this.#state = { ...this.#state, change: { sentAt: this.#host.clock.elapsed(), ...change } }
    if (before) this.#settingBefore ??= settingOf(before)
    this.wake()
  }

  /** Call when enough consecutive reads have shown this status after a change by this gateway. */
  settingShown(status: KeyRotationStatus, changeId: string): void {
    if (!this.#state.view) return
    const at = new Date(this.#host.clock.now())
    const { view, events } = withSetting(this.#state.view, status, at, changeId)
    this.#state = { ...this.#state, view, change: undefined }
    if (events.length > 0) this.#host.onObservation({ keyArn: this.#keyArn, view, events })
  }

  [Symbol.dispose](): void {
    this.#isStopped = true
    this.#polling?.abort()
    this.#endWait()
  }

  #start(): void {
    if (this.#isRunning || this.#isStopped) return
    this.#isRunning = true
    this.#endWait()
    this.#host.detached(() => void this.#run())
  }

  /** Polls until the watch must wait. An idle watch takes no memory for its timer, promises and signal. */
  async #run(): Promise<void> {
    // The caller continues before the poll.
    await Promise.resolve()
    const { clock, onObservation } = this.#host
    const events = this.#firstEvents
    this.#firstEvents = []
    if (events.length > 0) onObservation({ keyArn: this.#keyArn, view: this.#state.view, events })
    this.#waitingSince = clock.elapsed()
    while (!this.#isStopped && (this.#isWoken || !this.#mustWait())) {
      this.#isWoken = false
      await this.#tryPoll()
      this.#waitingSince = clock.elapsed()
    }
    this.#isRunning = false
  }

  /** Sets the alarm for the next poll. Returns false if the poll is due. */
  #mustWait(): boolean {
    const { alarms, random } = this.#host
    const now = this.#time()
    const waitMs = waitBeforePoll(this.#state, now, this.#intervals())
    // Up to a tenth sooner, so that watches that started together do not keep polling together.
    const jittered = waitMs * (1 - random(this.#keyArn) / 10)
    const restMs = jittered - (now - this.#waitingSince)
    if (restMs <= 0) return false
    this.#alarm = alarms.set(restMs, this)
    return true
  }

  #endWait(): void {
    if (this.#alarm) this.#host.alarms.cancel(this.#alarm)
    this.#alarm = undefined
  }

  async #tryPoll(): Promise<void> {
    this.#polling = new AbortController()
    try {
      await this.#poll(this.#polling.signal)
    } catch (error) {
      if (this.#isStopped) return
      this.#noteFailure(error)
      if (error instanceof UnsupportedKeyError) this.#isStopped = true
    } finally {
      this.#polling = undefined
      this.#queued = undefined
    }
  }

  /** The next poll may succeed after any error. If the watch ended here, its readers would wait forever. */
  #noteFailure(error: unknown): void {
    const { logger, onObservation, onFailure } = this.#host
    const keyArn = this.#keyArn
    const rejection = error instanceof OperationError && !error.isRetryable ? error : undefined
    this.#state = {
      ...this.#state,
      failures: this.#state.failures + 1,
      isRejected: rejection !== undefined,
    }
    const { failures, view } = this.#state
    const isRepeated = rejection !== undefined && this.#problem !== undefined
    if (rejection && !this.#problem) {
      this.#problem = rejection
      onObservation({ keyArn, view, events: [], problem: rejection })
    }
    onFailure?.(error instanceof GatewayError ? error.code : 'INTERNAL_ERROR')
    // kms/aws/credential-health.ts logs failed credentials once for all keys.
    const isKnown =
      isRepeated || (error instanceof AccessDeniedError && error.credentialFailure !== undefined)
    if (error instanceof GatewayError)
      logger[isKnown ? 'debug' : 'warn'](
        { keyArn, code: error.code, failures, reason: error.message },
        'watch: poll failed',
      )
    else logger.error({ keyArn, failures, err: error }, 'watch: poll failed unexpectedly')
  }

  async #poll(signal: AbortSignal): Promise<void> {
    const { clock, logger, onObservation } = this.#host
    const keyArn = this.#keyArn
    const { nudgedAt: nudgedBefore, change: changeBefore } = this.#state
    const requestsBefore = this.#historyRequests
    const kms = this.#host.kmsOf(keyArn)
    const status = await this.#readStatus(kms, this.#currentCall(signal))
    const now = this.#time()
    const passed = this.#state.view && passedDate(this.#state.view, clock.now())
    if (passed) this.#state = { ...this.#state, dueSince: passed.getTime() }

    const isSeenRunning = status?.onDemandRotationStartDate !== undefined
    const readsHistory = mayHaveNewEntry(this.#state, isSeenRunning, now, this.#intervals())
    const isOwn = status !== undefined && isRecentChange(changeBefore, now) && changeBefore.isShown(status)
    const seen = {
      status,
      rotations: readsHistory ? await this.#readHistory(kms, this.#currentCall(signal)) : undefined,
      polledAt: new Date(clock.now()),
      changeId: isOwn ? changeBefore.changeId : undefined,
    }
    this.#problem = undefined
    if (readsHistory && this.#historyRequests === requestsBefore) this.#isNoticed = false
    const state = this.#state
    const { view, events } = state.view
      ? nextView(state.view, seen)
      : firstView(keyArn, seen, new Date(this.#since), this.#settingBefore)
    const completed = typesOf(events)
    const before = modeOf(state, now, this.#intervals())
    const hasShown =
      status !== undefined && !view.automatic.unconfirmed && changeBefore?.isShown(status) === true
    // This poll cannot have found a rotation that was requested while it was in flight.
    const isNudgeAnswered = completed.has('ON_DEMAND') && state.nudgedAt === nudgedBefore
    this.#state = {
      view,
      wallAheadMs: state.wallAheadMs,
      nudgedAt: isNudgeAnswered ? undefined : state.nudgedAt,
      dueSince: completed.has('AUTOMATIC') ? undefined : state.dueSince,
      change: hasShown && state.change === changeBefore ? undefined : state.change,
      // If the history was requested while this poll was in flight, the next poll must read it.
      historyReadAt: readsHistory && this.#historyRequests === requestsBefore ? now : state.historyReadAt,
      pollsWithoutHistory: readsHistory ? 0 : state.pollsWithoutHistory + 1,
      failures: 0,
      isRejected: false,
    }
    const after = modeOf(this.#state, now, this.#intervals())
    if (after !== before) logger.debug({ keyArn, from: before, to: after }, 'watch: mode')
    if (readsHistory || events.length > 0) onObservation({ keyArn, view, events })
  }

  /** The monotonic time. Also updates the difference to the wall time in the state. */
  #time(): number {
    const { elapsed, wall } = instantOn(this.#host.clock)
    if (this.#state.wallAheadMs !== wall - elapsed)
      this.#state = { ...this.#state, wallAheadMs: wall - elapsed }
    return elapsed
  }

  #intervals(): WatchIntervals {
    return this.#host.intervalsOf(this.#keyArn)
  }

  #currentCall(signal: AbortSignal): CallOptions {
    const onQueued = (request: QueuedRequest) => void (this.#queued = request)
    const isAwaited =
      this.#state.nudgedAt !== undefined ||
      modeOf(this.#state, this.#time(), this.#intervals()) === 'rotating'
    // No operation waits for a poll, so KMS may take long to answer it.
    if (isAwaited) return { signal, onQueued, priority: 'INTERACTIVE', isAwaited: () => false }
    const isFirst = this.#isNoticed || this.#host.isNamed(this.#keyArn)
    return { signal, onQueued, priority: 'BACKGROUND', request: isFirst ? NAMED_REQUEST : '' }
  }

  /** The request that waits for a permit also waits in the place that it would get now. */
  #promote(): void {
    if (!this.#polling) return
    try {
      this.#queued?.join(this.#currentCall(this.#polling.signal))
    } catch (error) {
      if (!(error instanceof ThrottledError)) throw error
    }
  }

  async #readStatus(kms: KmsClient, call: CallOptions): Promise<KeyRotationStatus | undefined> {
    try {
      return await kms.getKeyRotationStatus(this.#keyArn, call)
    } catch (error) {
      if (error instanceof UnsupportedKeyError) return undefined
      throw error
    }
  }

  async #readHistory(kms: KmsClient, call: CallOptions): Promise<readonly Rotation[]> {
    const entries = await readAllPages(
      (marker) => kms.listKeyRotations(this.#keyArn, { includeKeyMaterial: 'ROTATIONS_ONLY', marker }, call),
      call.signal,
    )
    return rotationsFrom(this.#keyArn, entries)
  }

  #requireHistory(): void {
    this.#historyRequests++
    this.#state = { ...this.#state, historyReadAt: HISTORY_REQUIRED }
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
