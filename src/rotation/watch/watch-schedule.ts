import type { KeyRotationStatus } from '../../kms/kms.ts'
import { isRotationInProgress } from './key-view.ts'
import type { KeyView } from './key-view.ts'

/** The polling intervals of a watch, in milliseconds. */
export interface WatchIntervals {
  /** Between polls while the key is idle. @default 30_000 */
  readonly idleMs: number
  /** Between polls while a rotation runs or was requested, or a setting changes. @default 2_000 */
  readonly rotatingMs: number
  /** Between polls after the date of an automatic rotation. @default 60_000 */
  readonly dueMs: number
  /** Between reads of the history while idle, because a rotation can start and end between two polls. @default 300_000 */
  readonly historyMs: number
  /** How long to poll often for a rotation that does not complete, or for an automatic rotation after its date. @default 900_000 */
  readonly patienceMs: number
  /**
   * Longest pause after failures. The first pause is `rotatingMs`, and each pause is twice as long as the one before. After
   * more than five rejections in a row the pause is the longer of `patienceMs` and `idleMs`.
   *
   * @default 60_000
   */
  readonly maxBackoffMs: number
}

export const defaultWatchIntervals: WatchIntervals = {
  idleMs: 30_000,
  rotatingMs: 2_000,
  dueMs: 60_000,
  historyMs: 300_000,
  patienceMs: 900_000,
  maxBackoffMs: 60_000,
}

/** KMS requests per second of one watch while its key is idle. */
export function idleRequestsPerSecond(
  { idleMs, historyMs, patienceMs }: WatchIntervals,
  isRejected: boolean,
): number {
  return isRejected
    ? 1_000 / Math.max(patienceMs, idleMs)
    : 1_000 / idleMs + 1_000 / Math.max(idleMs, historyMs)
}

/** The state of a watch: it determines when the watch polls next, and whether it reads the history. */
export interface WatchState {
  /** Undefined until a poll has succeeded. */
  readonly view: KeyView | undefined
  /** Wall time minus monotonic time. Dates from KMS are wall times; the other times here are monotonic. @default 0 */
  readonly wallAheadMs?: number | undefined
  /** Time of the last nudge. Undefined after a rotation has completed. */
  readonly nudgedAt: number | undefined
  /** The past date of an automatic rotation that the history does not show yet. */
  readonly dueSince: number | undefined
  /** Time of the last read of the history, or {@link HISTORY_REQUIRED}. */
  readonly historyReadAt: number
  /** A change of automatic rotation that this gateway sent and that no poll has shown yet. */
  readonly change: SettingChange | undefined
  /** Number of polls since the last read of the history. */
  readonly pollsWithoutHistory: number
  /** Number of consecutive failed polls. */
  readonly failures: number
  /** Whether KMS rejected the last poll and will reject the next one too, for example because access is denied. */
  readonly isRejected: boolean
}

/** A change of automatic rotation, sent to KMS by this gateway. */
export interface SettingChange {
  readonly sentAt: number
  /** The ID of its record. */
  readonly changeId: string
  /** Whether a status shows it. */
  readonly isShown: (status: KeyRotationStatus) => boolean
}

/**
 * How long to poll often for a change that no poll has shown, in milliseconds. A setting that a poll shows later is not
 * attributed to the change: another caller may have made it.
 */
const MAX_CHANGE_MS = 60_000

/** The next poll must read the history. */
export const HISTORY_REQUIRED = -Infinity

export type WatchMode = 'starting' | 'failing' | 'rotating' | 'due' | 'settling' | 'idle'

/** @param now on the monotonic clock, in milliseconds */
export function modeOf(state: WatchState, now: number, { patienceMs }: WatchIntervals): WatchMode {
  if (state.failures > 0) return 'failing'
  if (state.view === undefined) return 'starting'
  const isRecent = (since: number | undefined, at = now) => since !== undefined && at - since < patienceMs
  const wall = wallAt(state, now)
  if (isRecent(state.nudgedAt)) return 'rotating'
  if (isRotationInProgress(state.view) && isRecent(state.view.lastStartedAt?.getTime(), wall))
    return 'rotating'
  if (isRecent(state.dueSince, wall)) return 'due'
  return isRecentChange(state.change, now) || state.view.automatic.unconfirmed ? 'settling' : 'idle'
}

export function isRecentChange(change: SettingChange | undefined, now: number): change is SettingChange {
  return change !== undefined && now - change.sentAt < MAX_CHANGE_MS
}

const wallAt = ({ wallAheadMs = 0 }: WatchState, now: number): number => now + wallAheadMs

/** Up to this number of consecutive rejections may come from KMS reads that do not show a new key or permission yet. */
const MAX_EARLY_REJECTIONS = 5

/** How long to wait before the next poll. */
export function waitBeforePoll(state: WatchState, now: number, intervals: WatchIntervals): number {
  const mode = modeOf(state, now, intervals)
  switch (mode) {
    case 'starting':
      return 0
    case 'failing':
      // After that, polling often only fills the audit trail of the account.
      if (state.isRejected && state.failures > MAX_EARLY_REJECTIONS)
        return Math.max(intervals.patienceMs, intervals.idleMs)
      return Math.min(intervals.rotatingMs * 2 ** (state.failures - 1), intervals.maxBackoffMs)
    case 'rotating':
    case 'settling':
      return intervals.rotatingMs
    case 'due':
      return intervals.dueMs
    case 'idle': {
      // KMS keeps a past date while the key is disabled.
      const untilDue = (state.view?.nextRotationAt?.getTime() ?? 0) - wallAt(state, now)
      return untilDue > 0 ? Math.min(intervals.idleMs, untilDue) : intervals.idleMs
    }
    default:
      return mode satisfies never
  }
}

/** While KMS shows a running rotation, the history cannot have its entry yet, so only every fifth poll reads it. */
const POLLS_PER_HISTORY_WHILE_RUNNING = 5

/** Whether to read the history after the status. The quota of the history is a tenth of the quota of the status. */
export function mayHaveNewEntry(
  state: WatchState,
  isSeenRunning: boolean,
  now: number,
  intervals: WatchIntervals,
): boolean {
  if (state.view === undefined || state.historyReadAt === HISTORY_REQUIRED) return true
  const mode = modeOf({ ...state, failures: 0 }, now, intervals)
  if (mode === 'idle' || mode === 'settling') return now - state.historyReadAt >= intervals.historyMs
  return !isSeenRunning || state.pollsWithoutHistory >= POLLS_PER_HISTORY_WHILE_RUNNING - 1
}
