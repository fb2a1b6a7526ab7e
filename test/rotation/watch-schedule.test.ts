import { describe, expect, test } from 'vitest'
import type { KeyView } from '../../src/rotation/watch/key-view.ts'
import {
  defaultWatchIntervals as intervals,
  mayHaveNewEntry,
  modeOf,
  waitBeforePoll,
} from '../../src/rotation/watch/watch-schedule.ts'
import type { WatchState } from '../../src/rotation/watch/watch-schedule.ts'
import { KEY_ARN, NOW, onDemandEntry } from './kms-values.ts'
import { toRotation } from '../../src/rotation/rotation.ts'

const { idleMs, rotatingMs, dueMs, historyMs, patienceMs, maxBackoffMs } = intervals

const ago = (ms: number) => NOW - ms
const viewOf = (view: Partial<KeyView> = {}): KeyView => ({
  keyArn: KEY_ARN,
  rotations: [],
  lastStartedAt: undefined,
  nextRotationAt: undefined,
  automatic: { confirmed: undefined, unconfirmed: undefined },
  historyReadAt: new Date(0),
  polledAt: new Date(NOW),
  ...view,
})
const stateOf = (state: Partial<WatchState> = {}): WatchState => ({
  view: viewOf(),
  nudgedAt: undefined,
  dueSince: undefined,
  change: undefined,
  historyReadAt: NOW,
  pollsWithoutHistory: 0,
  failures: 0,
  isRejected: false,
  ...state,
})
const started = (msAgo: number) => viewOf({ lastStartedAt: new Date(ago(msAgo)) })
const completed = () => {
  const rotation = toRotation(KEY_ARN, onDemandEntry(new Date(ago(1_000))))
  return viewOf({ lastStartedAt: new Date(ago(31_000)), rotations: rotation ? [rotation] : [] })
}
const due = (at: number) => viewOf({ nextRotationAt: new Date(at) })

describe.each<[name: string, state: WatchState, mode: string, waitMs: number, readsHistory: boolean]>([
  ['before the first poll', stateOf({ view: undefined, historyReadAt: 0 }), 'starting', 0, true],
  ['with nothing known to happen', stateOf(), 'idle', idleMs, false],
  [
    'idle, when the history was read long ago',
    stateOf({ historyReadAt: ago(historyMs) }),
    'idle',
    idleMs,
    true,
  ],
  ['idle, a moment before that', stateOf({ historyReadAt: ago(historyMs - 1) }), 'idle', idleMs, false],
  [
    'before an automatic rotation that is far',
    stateOf({ view: due(NOW + idleMs + 1) }),
    'idle',
    idleMs,
    false,
  ],
  ['before one that is near', stateOf({ view: due(NOW + 7_000) }), 'idle', 7_000, false],
  [
    'with a date that passed long ago, as of a disabled key',
    stateOf({ view: due(ago(1)) }),
    'idle',
    idleMs,
    false,
  ],
  ['after such a date', stateOf({ view: due(ago(1)), dueSince: ago(1) }), 'due', dueMs, true],
  ['after it, when patience has run out', stateOf({ dueSince: ago(patienceMs) }), 'idle', idleMs, false],
  ['after a nudge', stateOf({ nudgedAt: NOW }), 'rotating', rotatingMs, true],
  ['after a nudge, when patience has run out', stateOf({ nudgedAt: ago(patienceMs) }), 'idle', idleMs, false],
  ['when a start was seen', stateOf({ view: started(5_000) }), 'rotating', rotatingMs, true],
  [
    'when it was seen so long ago that patience has run out',
    stateOf({ view: started(patienceMs) }),
    'idle',
    idleMs,
    false,
  ],
  ['when the rotation that started has completed', stateOf({ view: completed() }), 'idle', idleMs, false],
  ['when both are in progress', stateOf({ nudgedAt: NOW, dueSince: ago(1) }), 'rotating', rotatingMs, true],
  ['after a failure', stateOf({ failures: 1 }), 'failing', rotatingMs, false],
  ['after a second one', stateOf({ failures: 2 }), 'failing', rotatingMs * 2, false],
  ['after many', stateOf({ failures: 500 }), 'failing', maxBackoffMs, false],
  ['after a few refusals', stateOf({ failures: 5, isRejected: true }), 'failing', rotatingMs * 16, false],
  ['after a row of refusals', stateOf({ failures: 6, isRejected: true }), 'failing', patienceMs, false],
  ['after a failure while rotating', stateOf({ failures: 1, nudgedAt: NOW }), 'failing', rotatingMs, true],
  ['after a failed first poll', stateOf({ failures: 3, view: undefined }), 'failing', rotatingMs * 4, true],
])('%s', (_, state, mode, waitMs, readsHistory) => {
  test(`it is ${mode}, waits ${waitMs} ms and ${readsHistory ? 'reads' : 'does not read'} the history`, () => {
    expect(modeOf(state, NOW, intervals)).toBe(mode)
    expect(waitBeforePoll(state, NOW, intervals)).toBe(waitMs)
    expect(mayHaveNewEntry(state, false, NOW, intervals)).toBe(readsHistory)
  })
})

test('while a rotation is seen to run, reads the history at every fifth poll only', () => {
  const reads = [0, 1, 2, 3, 4].map((pollsWithoutHistory) =>
    mayHaveNewEntry(stateOf({ view: started(5_000), pollsWithoutHistory }), true, NOW, intervals),
  )
  expect(reads).toEqual([false, false, false, false, true])
})
