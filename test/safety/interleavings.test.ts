import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { judge } from './judge.ts'
import { SEND_FATES } from './simulated-kms.ts'
import type { ReadFate, SendFate } from './simulated-kms.ts'
import { KEYS, createWorld } from './world.ts'
import type { World } from './world.ts'

/** More runs, and another seed each time: `SAFETY_RUNS=20000 npx vitest run test/safety/interleavings`. */
const { SAFETY_RUNS, SAFETY_SEED } = process.env
const parameters = {
  numRuns: Number(SAFETY_RUNS ?? 400),
  ...(SAFETY_RUNS === undefined || SAFETY_SEED !== undefined
    ? { seed: Number(SAFETY_SEED ?? 20_261_123) }
    : {}),
}

const fates = Object.keys(SEND_FATES).filter((name): name is SendFate => name in SEND_FATES)

const reads = fc.array(
  fc.record<ReadFate>({
    latencyMs: fc.constantFrom(0, 0, 1, 40, 700),
    lagMs: fc.constantFrom(0, 0, 0, 3_000, 20_000, 60_000),
    isFailing: fc.nat(14).map((number) => number === 7),
  }),
  { minLength: 1, maxLength: 12, size: 'max' },
)

const step = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant('call' as const),
      keyArn: fc.constantFrom(...KEYS),
      requestedBy: fc.constantFrom('ann', 'bob'),
      idempotencyKey: fc.constantFrom(undefined, 'one', 'two'),
      reason: fc.constantFrom(undefined, undefined, undefined, 'another'),
      times: fc.constantFrom(1, 1, 1, 2, 10),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('fate' as const),
      keyArn: fc.constantFrom(...KEYS),
      fate: fc.constantFrom(...fates),
    }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('time' as const),
      ms: fc.constantFrom(0, 1, 50, 1_000, 5_000, 12_000, 40_000, 120_000, 310_000, 1_000_000),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('outage' as const),
      ms: fc.constantFrom(3_000, 30_000, 400_000, 1_500_000),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('crash' as const) }) },
)
type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never

const plan = fc.record({
  startVisibleAfterMs: fc.constantFrom(0, 0, 4_000),
  startClearsAfterMs: fc.constantFrom(6_000, 30_000, 60_000),
  historyVisibleAfterMs: fc.constantFrom(5_000, 30_000, 90_000, 180_000),
  saveMs: fc.constantFrom(0, 5),
  reads,
  steps: fc.array(step, { minLength: 8, maxLength: 36, size: 'max' }),
})

async function take(world: World, each: Step): Promise<void> {
  switch (each.kind) {
    case 'call': {
      const { kind: _, times, ...input } = each
      for (let time = 0; time < times; time++) world.call(input)
      return
    }
    case 'fate':
      return world.kms.plan(each.keyArn, each.fate)
    case 'time':
      return world.clock.pass(each.ms)
    case 'outage':
      return world.kms.breakReads(each.ms)
    case 'crash':
      return world.crash()
    default:
      return each satisfies never
  }
}

test('whatever callers, network, KMS and crashes do, no rotation is spent that was not asked for, and all is known in the end', async () => {
  const seen = new Set<string>()
  let calls = 0
  let sent = 0
  await fc.assert(
    fc.asyncProperty(plan, async ({ steps, ...options }) => {
      const world = await createWorld(options)
      for (const each of steps) await take(world, each)
      // Reads are stale while requests settle, then correct.
      await world.clock.pass(20 * 60_000)
      world.kms.stopLying()
      await world.clock.pass(20 * 60_000)
      for (const outcome of await judge(world)) seen.add(outcome)
      calls += world.calls.length
      sent += world.sent.size
    }),
    parameters,
  )
  // The property would hold of a gateway that does nothing, so it has to have met each of these.
  expect([...seen].toSorted()).toEqual([
    'COMPLETED',
    'FAILED',
    'IDEMPOTENCY_CONFLICT',
    'KMS_UNAVAILABLE',
    'OUTCOME_UNKNOWN',
    'ROTATION_IN_PROGRESS',
    'THROTTLED',
    'TIMED_OUT',
    'accepted',
    'lost',
    'replayed',
  ])
  expect(calls).toBeGreaterThan(parameters.numRuns * 5)
  expect(sent).toBeGreaterThan(parameters.numRuns)
})
