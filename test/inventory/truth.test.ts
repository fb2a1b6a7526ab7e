import { setImmediate } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { demoRotationPolicy } from '../../emulator/demo-fleet/rotation-policy.ts'
import type { Emulator } from '../../emulator/emulator.ts'
import type { KeyReport } from '../../emulator/key-report.ts'
import { defaultPolicy } from '../../src/defaults.ts'
import { parseRotationPolicy } from '../../src/rotation/policy/parse-rotation-policy.ts'
import { DAY_MS } from '../../src/rotation/rotation.ts'
import {
  assess,
  automaticOf,
  isExcepted,
  ownerOf,
  rotationsOf,
  tagOf,
  timeOf,
} from '../support/demo-policy.ts'
import { startGateway } from '../support/gateway.ts'
import type { TestGateway } from '../support/gateway.ts'
import { createRandom } from '../support/random.ts'
import type { Random } from '../support/random.ts'
import { TrueState } from './true-state.ts'
import type { Bounds } from './true-state.ts'

const REGIONS = ['us-east-1', 'eu-west-1'] as const
const CASES = 16
const STEPS = 8

const OPERATIONS = [
  'DescribeKey',
  'GetKeyRotationStatus',
  'ListKeyRotations',
  'ListResourceTags',
  'ListAliases',
  'ListKeys',
] as const
const DENIABLE = ['DescribeKey', 'GetKeyRotationStatus', 'ListKeyRotations', 'ListResourceTags'] as const

async function start(random: Random): Promise<TestGateway> {
  const now = Date.now()
  const policy = parseRotationPolicy(JSON.stringify(demoRotationPolicy(now)), {
    source: 'rotation-policy.json',
    defaults: defaultPolicy,
  })
  return startGateway({
    speed: 0,
    regions: REGIONS,
    cacheControl: null,
    settings: {
      isThrottling: false,
      staleReadEvery: random.pick([0, 2, 3]),
      maxPageItems: random.pick([0, 2]),
    },
    gateway: {
      rotationPolicy: { current: policy },
      inventory: { listEveryMs: 60_000, statusEveryMs: 60_000, restEveryMs: 120_000 },
    },
  })
}

const anyTags = (random: Random): Record<string, string> => ({
  ...(random.next() < 0.7 && { team: random.pick(['payments', 'marketing', 'orders']) }),
  ...(random.next() < 0.3 && { 'data-class': 'pci' }),
  ...(random.next() < 0.3 && { env: 'staging' }),
  ...(random.next() < 0.5 && { owner: random.pick(['a', 'b']) }),
})

function createKey(emulator: Emulator, random: Random): void {
  const ageInDays = random.pick([0, 3, 170, 345, 500])
  const isSigning = random.next() < 0.15
  emulator.createKey({
    region: random.pick(REGIONS),
    createdAt: `-${ageInDays}d`,
    state: random.pick(['Enabled', 'Enabled', 'Enabled', 'Disabled', 'PendingDeletion']),
    tags: anyTags(random),
    description: random.pick(['', 'card api']),
    aliases: random.next() < 0.5 ? [`key-${random.below(1e9)}`] : [],
    denies: random.next() < 0.2 ? [random.pick(DENIABLE)] : [],
    ...(isSigning
      ? { spec: 'RSA_2048', usage: 'SIGN_VERIFY' }
      : {
          ...(random.next() < 0.5 && {
            automaticRotation: { periodInDays: random.pick([90, 365]), nextRotationDate: '+20d' },
          }),
          rotations: ageInDays > 100 && random.next() < 0.5 ? [{ date: '-90d' }] : [],
        }),
  })
}

/** One change of a key, of the faults or of nothing. */
function act(emulator: Emulator, random: Random): void {
  const keys = emulator.keys()
  const key = keys[random.below(Math.max(1, keys.length))]
  const changes = [
    () => createKey(emulator, random),
    () => key && emulator.removeKey(key.arn),
    () => key && emulator.changeKey(key.arn, { tags: anyTags(random) }),
    () =>
      key && emulator.changeKey(key.arn, { state: random.pick(['Enabled', 'Disabled', 'PendingDeletion']) }),
    () => key && emulator.changeKey(key.arn, { denies: random.next() < 0.5 ? [random.pick(DENIABLE)] : [] }),
    () =>
      key &&
      emulator.changeKey(key.arn, { aliases: random.next() < 0.5 ? [] : [`key-${random.below(1e9)}`] }),
    () =>
      key?.spec === 'SYMMETRIC_DEFAULT' &&
      emulator.addRotation(key.arn, { date: 'now', type: random.pick(['AUTOMATIC', 'ON_DEMAND']) }),
    () =>
      key?.spec === 'SYMMETRIC_DEFAULT' &&
      emulator.changeKey(key.arn, { automaticRotation: random.next() < 0.5 ? null : { periodInDays: 90 } }),
    () =>
      emulator.addFault({
        kind: random.pick(['throttle', 'error', 'dropBefore']),
        operation: random.pick(OPERATIONS),
        region: random.pick(REGIONS),
        times: random.pick([1, 10, 100]),
      }),
    () =>
      emulator.addFault({
        kind: 'error',
        code: 'AccessDeniedException',
        operation: 'ListKeys',
        region: random.pick(REGIONS),
      }),
    () => emulator.clearFaults(),
  ] as const
  random.pick(changes)()
}

async function pass(gateway: TestGateway, ms: number): Promise<void> {
  for (let passed = 0; passed < ms; passed += 2_000) {
    gateway.passTime(2_000)
    await setImmediate()
  }
}

/** The filters, and which keys match them. */
const FILTERS: readonly {
  readonly filter: (now: number) => Readonly<Record<string, unknown>> | null
  readonly matches: (key: KeyReport, now: number) => boolean
}[] = [
  { filter: () => null, matches: () => true },
  { filter: () => ({ states: ['DISABLED'] }), matches: ({ state }) => state === 'Disabled' },
  {
    filter: () => ({ tags: [{ key: 'team', values: ['payments'] }] }),
    matches: (key) => tagOf(key, 'team') === 'payments',
  },
  {
    filter: () => ({ compliance: ['OVERDUE', 'MANUAL_DUE'] }),
    matches: (key, now) => /^(OVERDUE|MANUAL_DUE)$/.test(assess(key, now).verdict),
  },
  { filter: () => ({ automaticRotation: ['ENABLED'] }), matches: (key) => automaticOf(key) === 'ENABLED' },
  {
    filter: (now) => ({ lastRotatedAfter: iso(now - DAY_MS) }),
    matches: (key, now) => timeOf(rotationsOf(key, now)[0]?.completedAt ?? iso(0)) > now - DAY_MS,
  },
  {
    filter: (now) => ({ createdAfter: iso(now - DAY_MS) }),
    matches: ({ createdAt }, now) => timeOf(createdAt) > now - DAY_MS,
  },
  { filter: () => ({ owners: ['a', 'quality'] }), matches: (key) => /^(a|quality)$/.test(ownerOf(key)) },
  { filter: () => ({ hasException: true }), matches: (key) => isExcepted(key) },
  {
    filter: () => ({ search: 'API' }),
    matches: ({ description, tags }) =>
      [description, ...Object.values(tags)].some((text) => text.includes('api')),
  },
  {
    filter: (now) => ({ dueBefore: iso(now) }),
    matches: (key, now) => (assess(key, now).dueAt ?? Infinity) < now,
  },
]

const iso = (time: number): string => new Date(time).toISOString()

const QUESTION = /* GraphQL */ `
  query ($filter: KeyFilter, $until: DateTime!, $since: DateTime!, $asOf: DateTime!) {
    fleet(filter: $filter) {
      validAt
      keyCount
      examinedCount
      undecidedCount
      unreadableCount
      oldestObservedAt
      isComplete
      missing {
        reason
      }
      byVerdict {
        value: verdict
        keyCount
      }
      byState {
        value: state
        keyCount
      }
      byAutomaticRotation {
        value: automaticRotation
        keyCount
      }
      byOrigin {
        value: origin
        keyCount
      }
      byAccount {
        kind
        value
        keyCount
      }
      byRegion {
        kind
        value
        keyCount
      }
      byOwner {
        kind
        value
        keyCount
      }
      byTag(key: "team") {
        kind
        value
        keyCount
      }
    }
    keys(filter: $filter, first: 100) {
      totalCount
      scannedCount
      undecidedCount
      isComplete
      observedAt
      nodes {
        arn
      }
    }
    upcoming(filter: $filter, until: $until) {
      isComplete
      days {
        dueCount
        automaticRotationCount
      }
    }
    rotations(filter: { rotatedAfter: $since }, first: 100) {
      totalCount
      unreadableCount
      isComplete
      missing {
        reason
      }
      nodes {
        rotatedAt
      }
    }
    past: fleet(asOf: $asOf) {
      keyCount
      isComplete
    }
  }
`

interface Row {
  readonly kind?: string
  readonly value: string | null
  readonly keyCount: number
}
interface Answer {
  readonly fleet: Readonly<Record<(typeof GROUPINGS)[number]['field'], readonly Row[]>> & {
    readonly validAt: string
    readonly keyCount: number
    readonly examinedCount: number
    readonly undecidedCount: number
    readonly unreadableCount: number
    readonly oldestObservedAt: string | null
    readonly isComplete: boolean
    readonly missing: readonly unknown[]
  }
  readonly keys: {
    readonly totalCount: number | null
    readonly scannedCount: number
    readonly undecidedCount: number
    readonly isComplete: boolean
    readonly observedAt: string | null
    readonly nodes: readonly { readonly arn: string }[]
  }
  readonly upcoming: {
    readonly isComplete: boolean
    readonly days: readonly { readonly dueCount: number; readonly automaticRotationCount: number }[]
  }
  readonly rotations: {
    readonly totalCount: number | null
    readonly unreadableCount: number
    readonly isComplete: boolean
    readonly missing: readonly unknown[]
    readonly nodes: readonly { readonly rotatedAt: string }[]
  }
  readonly past: { readonly keyCount: number; readonly isComplete: boolean }
}

/** The groupings, and the true value of a key. */
const GROUPINGS = [
  { field: 'byVerdict', valueOf: (key: KeyReport, now: number) => assess(key, now).verdict },
  {
    field: 'byState',
    valueOf: ({ state }: KeyReport) => state.replace(/(?<=[a-z])(?=[A-Z])/, '_').toUpperCase(),
  },
  { field: 'byAutomaticRotation', valueOf: (key: KeyReport) => automaticOf(key) },
  { field: 'byOrigin', valueOf: ({ origin }: KeyReport) => origin },
  { field: 'byAccount', valueOf: ({ accountId }: KeyReport) => accountId },
  { field: 'byRegion', valueOf: ({ region }: KeyReport) => region },
  { field: 'byOwner', valueOf: ownerOf },
  { field: 'byTag', valueOf: (key: KeyReport) => tagOf(key, 'team') ?? 'NO_VALUE' },
] as const

/** The value of a row as the true value is written. Undefined: the value of these keys is not known. */
function nameOf({ kind = 'VALUE', value }: Row): string | undefined {
  const name = kind === 'VALUE' ? value : kind
  return name === null || name === 'UNKNOWN' || name === 'UNREADABLE' ? undefined : name
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, each) => total + each, 0)

/** Fails if a number claims more than is known. `unknown`: how much larger the true number may be. Infinity: it is a lower bound. */
function expectWithin(number: number, { certain, possible }: Bounds, unknown: number, what: string): void {
  expect(number, `${what} is more than possible`).toBeLessThanOrEqual(possible)
  expect(number + unknown, `${what} is less than certain`).toBeGreaterThanOrEqual(certain)
}

function check(
  { fleet, keys, upcoming, rotations, past }: Answer,
  truth: TrueState,
  question: (typeof FILTERS)[number],
): void {
  const now = timeOf(fleet.validAt)
  const since = (date: string | null) => (date === null ? -Infinity : timeOf(date))
  const observedAt = since(fleet.oldestObservedAt)
  const matching = (at: number, condition: (key: KeyReport) => boolean = () => true) =>
    truth.count(at, (key) => question.matches(key, now) && condition(key))

  expect(fleet.isComplete).toBe(fleet.missing.length === 0)
  const undecided = fleet.isComplete ? fleet.undecidedCount : Infinity
  expectWithin(fleet.keyCount, matching(observedAt), undecided, 'fleet.keyCount')
  expectWithin(
    fleet.examinedCount,
    truth.count(observedAt, () => true),
    fleet.isComplete ? 0 : Infinity,
    'examinedCount',
  )
  for (const { field, valueOf } of GROUPINGS) {
    const rows = fleet[field]
    expect(sum(rows.map(({ keyCount }) => keyCount))).toBe(fleet.keyCount)
    const unknown =
      undecided + sum(rows.filter((row) => nameOf(row) === undefined).map(({ keyCount }) => keyCount))
    for (const row of rows) {
      const name = nameOf(row)
      const bounds = matching(observedAt, (key) => valueOf(key, now) === name)
      if (name !== undefined) expectWithin(row.keyCount, bounds, unknown, `${field} ${name}`)
    }
  }

  expect(keys.totalCount === null).toBe(!keys.isComplete)
  const listed = matching(since(keys.observedAt))
  expect(keys.totalCount ?? keys.nodes.length).toBe(keys.nodes.length)
  expectWithin(keys.nodes.length, listed, keys.isComplete ? keys.undecidedCount : Infinity, 'keys')

  const until = now + 30 * DAY_MS
  const unread = undecided + fleet.unreadableCount
  const isDue = (key: KeyReport) => {
    const { dueAt = 0 } = assess(key, now)
    return dueAt >= now && dueAt < until
  }
  const isRotating = ({ state, automaticRotation: { isEnabled, nextRotationDate = iso(0) } }: KeyReport) =>
    state === 'Enabled' && isEnabled && timeOf(nextRotationDate) >= now && timeOf(nextRotationDate) < until
  const counts = (name: 'dueCount' | 'automaticRotationCount') => sum(upcoming.days.map((day) => day[name]))
  expect(upcoming.isComplete).toBe(fleet.isComplete)
  expectWithin(counts('dueCount'), matching(observedAt, isDue), unread, 'dueCount')
  expectWithin(
    counts('automaticRotationCount'),
    matching(observedAt, isRotating),
    unread,
    'automaticRotationCount',
  )

  const recent = truth.sum(
    question.filter(now) === null ? observedAt : -Infinity,
    (key) => rotationsOf(key, now).filter(({ completedAt }) => timeOf(completedAt) > now - DAY_MS).length,
  )
  expect(rotations.totalCount === null).toBe(rotations.missing.length > 0)
  expect(rotations.isComplete).toBe(rotations.totalCount !== null && rotations.unreadableCount === 0)
  const shown = rotations.totalCount ?? rotations.nodes.length
  expectWithin(shown, recent, rotations.isComplete ? 0 : Infinity, 'rotations')

  const existed = truth.count(-Infinity, ({ createdAt }) => timeOf(createdAt) <= now - 100 * DAY_MS)
  expect(past.keyCount).toBeLessThanOrEqual(existed.possible)
  expect(past.isComplete).toBe(false)
}

test.each(Array.from({ length: CASES }, (_, index) => index + 1))(
  'no number about changing keys claims more than is known, with denied keys, faults and lag: seed %i',
  async (seed) => {
    const random = createRandom(seed)
    await using gateway = await start(random)
    const { emulator } = gateway
    for (let index = 0; index < 6; index++) createKey(emulator, random)
    const truth = new TrueState(emulator)
    const change = () => {
      act(emulator, random)
      truth.note()
    }
    if (random.next() < 0.5) change()
    for (let step = 0; step < STEPS; step++) {
      await pass(gateway, random.pick([0, 2_000, 10_000, 64_000, 100_000, 300_000]))
      const question = FILTERS[random.below(FILTERS.length)]
      if (!question) throw new Error('The list of filters is empty.')
      truth.note()
      const now = emulator.clock.now()
      const asking = gateway.answer<Answer, Record<string, unknown>>(QUESTION, {
        filter: question.filter(now),
        until: iso(now + 30 * DAY_MS),
        since: iso(now - DAY_MS),
        asOf: iso(now - 100 * DAY_MS),
      })
      for (let changes = random.below(3); changes > 0; changes--) change()
      const { data, errors } = await asking
      expect(errors).toBeUndefined()
      if (data) check(data, truth, question)
    }
  },
)
