import type { KeyRotationStatus } from '../../kms/kms.ts'
import { isRotationUnderway } from './key-view.ts'
import type { KeyView } from './key-view.ts'

/** How often a watch looks, in milliseconds. */
export interface WatchIntervals {
  /** Between looks while nothing is known to happen. @default 30_000 */
  readonly idleMs: number
  /** Between looks while a rotation runs or was asked for, or a setting changes. @default 2_000 */
  readonly rotatingMs: number
  /** Between looks after the date of an automatic rotation. @default 60_000 */
  readonly dueMs: number
  /** Between reads of the history while idle: a rotation can start and end between two looks. @default 300_000 */
  readonly historyMs: number
  /** After this long a rotation is no longer looked for often, and the date of an automatic one is past. @default 900_000 */
  readonly patienceMs: number
  /**
   * Longest pause after failures; the first is `rotatingMs`, each further one twice as long. After a row of refusals
   * it is `patienceMs`.
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

/** How many requests to KMS a second one watch sends while nothing happens to its key. */
export function idleRequestsPerSecond(
  { idleMs, historyMs, patienceMs }: WatchIntervals,
  isRefused: boolean,
): number {
  return isRefused ? 1_000 / patienceMs : 1_000 / idleMs + 1_000 / historyMs
}

/** Where a watch stands: all that decides when it looks next, and at what. */
export interface WatchState {
  /** Undefined until the first look succeeded. */
  readonly view: KeyView | undefined
  /** How far wall time is ahead of the monotonic one: dates of KMS are wall time, everything else here is not. @default 0 */
  readonly wallAheadMs?: number | undefined
  /** When somebody last said that a rotation was asked for, and none has completed since. */
  readonly nudgedAt: number | undefined
  /** The date of an automatic rotation that has passed without its entry being seen. */
  readonly dueSince: number | undefined
  /** When the history was last read, or {@link HISTORY_IS_OWED}. */
  readonly historyReadAt: number
  /** A change of automatic rotation that this gateway sent and no poll has shown yet. */
  readonly change: SettingChange | undefined
  /** Looks since the last read of the history. */
  readonly looksWithoutHistory: number
  /** Failed looks in a row. */
  readonly failures: number
  /** KMS refused the last look and will refuse the next one, unless something is changed: denied, or no such key. */
  readonly isRefused: boolean
}

/** A change of automatic rotation, sent to KMS by this gateway. */
export interface SettingChange {
  readonly sentAt: number
  /** Whether a status shows it. */
  readonly isShown: (status: KeyRotationStatus) => boolean
}

/** After this long, in milliseconds, a change that no poll has shown is no longer looked for often. */
const LONGEST_CHANGE_MS = 60_000

/** Somebody waits for the next look to read the history. */
export const HISTORY_IS_OWED = -Infinity

export type WatchMode = 'starting' | 'failing' | 'rotating' | 'due' | 'settling' | 'idle'

/** @param now on the monotonic clock, in milliseconds */
export function modeOf(state: WatchState, now: number, { patienceMs }: WatchIntervals): WatchMode {
  if (state.failures > 0) return 'failing'
  if (state.view === undefined) return 'starting'
  const isRecent = (since: number | undefined, at = now) => since !== undefined && at - since < patienceMs
  const wall = wallAt(state, now)
  if (isRecent(state.nudgedAt)) return 'rotating'
  if (isRotationUnderway(state.view) && isRecent(state.view.lastStartedAt?.getTime(), wall)) return 'rotating'
  if (isRecent(state.dueSince, wall)) return 'due'
  const isChanging = state.change !== undefined && now - state.change.sentAt < LONGEST_CHANGE_MS
  return isChanging || state.view.automatic.inDoubt ? 'settling' : 'idle'
}

const wallAt = ({ wallAheadMs = 0 }: WatchState, now: number): number => now + wallAheadMs

/** So many refusals in a row may be KMS's reads that lag behind; more are not. */
const REFUSALS_IN_DOUBT = 5

/** How long to wait before the next look. */
export function waitBeforeLook(state: WatchState, now: number, intervals: WatchIntervals): number {
  const mode = modeOf(state, now, intervals)
  switch (mode) {
    case 'starting':
      return 0
    case 'failing':
      // At first it may just not be visible yet. After that, asking is noise in the account's audit trail.
      if (state.isRefused && state.failures > REFUSALS_IN_DOUBT) return intervals.patienceMs
      return Math.min(intervals.rotatingMs * 2 ** (state.failures - 1), intervals.maxBackoffMs)
    case 'rotating':
    case 'settling':
      return intervals.rotatingMs
    case 'due':
      return intervals.dueMs
    case 'idle': {
      // KMS keeps a date that has passed while the key is disabled: that is nothing to wake for.
      const untilDue = (state.view?.nextRotationAt?.getTime() ?? 0) - wallAt(state, now)
      return untilDue > 0 ? Math.min(intervals.idleMs, untilDue) : intervals.idleMs
    }
    default:
      return mode satisfies never
  }
}

/** While a rotation is seen to run, the history is read only at every so many looks: it cannot be there yet. */
const LOOKS_PER_HISTORY_WHILE_RUNNING = 5

/** Whether the history may hold a new entry, after the status was read. Its quota is a tenth of the status's. */
export function mayHaveNewEntry(
  state: WatchState,
  isSeenRunning: boolean,
  now: number,
  intervals: WatchIntervals,
): boolean {
  if (state.view === undefined || state.historyReadAt === HISTORY_IS_OWED) return true
  const mode = modeOf({ ...state, failures: 0 }, now, intervals)
  if (mode === 'idle' || mode === 'settling') return now - state.historyReadAt >= intervals.historyMs
  return !isSeenRunning || state.looksWithoutHistory >= LOOKS_PER_HISTORY_WHILE_RUNNING - 1
}
