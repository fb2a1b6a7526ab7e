import { describe, expect, test } from 'vitest'
import { createCachedKms } from '../../src/kms/cache/cached-kms.ts'
import type { CachedKms } from '../../src/kms/cache/cached-kms.ts'
import { metadataOf, statusOf } from '../rotation/kms-values.ts'
import { createRandom } from '../support/random.ts'
import { createStillClock, settle } from '../support/still-clock.ts'
import { createQueuedKms } from './queued-kms.ts'
import type { QueuedCall } from './queued-kms.ts'

const RUNS = Number(process.env['CACHE_RUNS'] ?? 100)
const STEPS = 250
const MAX_AGES = { DescribeKey: 3_000, GetKeyRotationStatus: 1_000, ListKeyRotations: 2_000 }
const OPERATIONS = ['DescribeKey', 'GetKeyRotationStatus', 'ListKeyRotations'] as const
const ARNS = [1, 2].map(
  (index) => `arn:aws:kms:us-east-1:111122223333:key/00000000-1111-4222-8333-00000000000${index}`,
)
const [ONE = '', TWO = ''] = ARNS
/** Each key by its ARN, and the first one by an alias too. */
const NAMES = [ONE, TWO, 'alias/one'] as const
const keyOf = (name: string): string => (name === 'alias/one' ? ONE : name)

/** The state that KMS read for a response. */
interface ReadState {
  /** The version of the key. Each change increments it. */
  readonly version: number
  readonly readAt: number
  /** Position among all requests that were sent. */
  readonly order: number
}

const NOTHING: ReadState = { version: -1, readAt: -Infinity, order: -1 }

/**
 * Runs a KMS that queues, loses, delays and reorders responses; callers with different bounds that come, join and leave;
 * and changes with and without the gateway. Checks each response against the responses that the model allows.
 */
async function live(seed: number): Promise<{ readonly answers: number; readonly shared: number }> {
  // Spread, so that the first numbers of neighbouring seeds differ.
  const random = createRandom(Math.imul(seed, 2_654_435_761))
  const clock = createStillClock()
  const below = createQueuedKms()
  const maxSize = random.pick([4, 1_000])
  const kms = createCachedKms(below, { clock, maxAges: MAX_AGES, maxSize })
  const versions = new Map(ARNS.map((arn) => [arn, 0]))
  /** The minimum version that a new caller must see. */
  const known = new Map(ARNS.map((arn) => [arn, 0]))
  /** The date of the first key's automatic rotation. Every status shows it until a while after the date. */
  const dueAt = clock.now() + random.below(20_000)
  let sent = 0
  const inFlight = new Set<QueuedCall>()
  const readStates = new WeakMap<object, ReadState>()
  const checks: Promise<void>[] = []
  let taken = 0
  let answers = 0
  let reads = 0

  const raise = (arn: string) => versions.set(arn, (versions.get(arn) ?? 0) + 1)
  const versionOf = (arn: string) => versions.get(arn) ?? 0

  function read(): void {
    const operation = random.pick(OPERATIONS)
    const name = operation === 'DescribeKey' ? random.pick(NAMES) : random.pick([ONE, TWO])
    const arn = keyOf(name)
    const asked = random.pick([undefined, undefined, 0, 500, 5_000])
    const leaving = new AbortController()
    const call = {
      maxAgeMs: asked,
      signal: leaving.signal,
      priority: random.pick(['INTERACTIVE', 'BACKGROUND'] as const),
      deadline: random.pick([undefined, clock.now() + 1_000, clock.now() + 9_000]),
    }
    const calledAt = clock.now()
    const atLeast = known.get(arn) ?? 0
    const sentBefore = sent
    const bound = Math.min(asked ?? Infinity, MAX_AGES[operation])
    reads++
    async function check(asking: Promise<object>): Promise<void> {
      const value = await asking.catch((error: unknown) => {
        expect(leaving.signal.aborted || String(error).includes('lost')).toBe(true)
      })
      if (!value) return
      answers++
      const { version, readAt, order } = readStates.get(value) ?? NOTHING
      const what = `${operation} of ${name}, seed ${seed}`
      expect(version, `${what}: from before a change`).toBeGreaterThanOrEqual(atLeast)
      if (bound === 0) expect(order, `${what}: sent before the call`).toBeGreaterThan(sentBefore)
      expect(calledAt - readAt, `${what}: older than its bound`).toBeLessThan(Math.max(bound, 1))
      // A cache that had to forget the key may have forgotten its date.
      if (arn === ONE && dueAt <= calledAt && maxSize > 4)
        expect(readAt, `${what}: from before an automatic rotation`).toBeGreaterThanOrEqual(dueAt)
    }
    checks.push(check(ask(kms, operation, name, call)))
    if (random.below(5) === 0) setImmediate(() => leaving.abort(new Error('left')))
  }

  function progress(): void {
    for (; taken < below.calls.length; taken++) {
      const call = below.calls[taken]
      if (call && call.operation !== 'DisableKeyRotation') inFlight.add(call)
    }
    for (const call of inFlight) {
      if (random.below(3) > 0) continue
      if (call.call.signal?.aborted) {
        inFlight.delete(call)
        continue
      }
      const looked = sends.get(call)
      if (!looked) {
        call.send()
        // KMS looks at some time between; the bound counts from the sending.
        sends.set(call, { version: versionOf(keyOf(call.about)), readAt: clock.now(), order: ++sent })
        continue
      }
      inFlight.delete(call)
      if (random.below(10) === 0) call.fail(new Error('lost'))
      else call.answer(answerTo(call, looked))
    }
  }
  const sends = new Map<QueuedCall, ReadState>()

  function answerTo({ operation, about }: QueuedCall, looked: ReadState): object {
    const arn = keyOf(about)
    const nextAt = looked.readAt < dueAt + 700 ? dueAt : dueAt + 365 * 86_400_000
    const value =
      operation === 'DescribeKey'
        ? metadataOf({ keyArn: arn })
        : operation === 'GetKeyRotationStatus'
          ? statusOf({ nextRotationDate: arn === ONE ? new Date(nextAt) : undefined })
          : { items: [], nextMarker: undefined }
    readStates.set(value, looked)
    return value
  }

  function change(): void {
    const arn = random.pick([ONE, TWO])
    // Somewhere on the way KMS changes; when the answer is there, the change is known.
    const changing = kms.fresh.disableKeyRotation(arn)
    const call = below.last
    const steps = random.below(3)
    pending.push({ steps, arn, call })
    checks.push(
      changing.then(
        () => void known.set(arn, Math.max(known.get(arn) ?? 0, versionAt.get(call) ?? 0)),
        () => {},
      ),
    )
  }
  const pending: { steps: number; arn: string; call: QueuedCall }[] = []
  const versionAt = new Map<QueuedCall, number>()

  function advanceChanges(): void {
    for (const each of pending.slice()) {
      if (each.steps-- > 0) continue
      if (!versionAt.has(each.call)) {
        raise(each.arn)
        versionAt.set(each.call, versionOf(each.arn))
        each.steps = random.below(3)
        continue
      }
      pending.splice(pending.indexOf(each), 1)
      each.call.answer({ awsRequestId: undefined })
    }
  }

  const firstLook = kms.fresh.getKeyRotationStatus(ONE)
  taken++
  below.last.answer(answerTo(below.last, { version: 0, readAt: clock.now(), order: ++sent }))
  await firstLook
  for (let step = 0; step < STEPS; step++) {
    const die = random.below(20)
    if (die < 12) read()
    else if (die === 12) change()
    else if (die === 13) {
      // A watch saw something.
      const arn = random.pick([ONE, TWO])
      raise(arn)
      kms.invalidate(arn)
      known.set(arn, versionOf(arn))
    } else if (die === 14) raise(random.pick([ONE, TWO]))
    else await clock.pass(random.below(400))
    progress()
    advanceChanges()
    await settle()
  }
  // Answer the callers that still wait.
  for (
    let rest = 0;
    rest < 200 && (inFlight.size > 0 || taken < below.calls.length || pending.length > 0);
    rest++
  ) {
    progress()
    advanceChanges()
    await settle()
  }
  await Promise.all(checks)
  return { answers, shared: reads - sends.size }
}

function ask(
  kms: CachedKms,
  operation: (typeof OPERATIONS)[number],
  name: string,
  call: Parameters<CachedKms['describeKey']>[1],
): Promise<object> {
  if (operation === 'DescribeKey') return kms.describeKey(name, call)
  if (operation === 'GetKeyRotationStatus') return kms.getKeyRotationStatus(name, call)
  return kms.listKeyRotations(name, { includeKeyMaterial: 'ROTATIONS_ONLY' }, call)
}

describe('the cache, for any order of events', () => {
  test('never returns a response that is older than its maximum age or from before a known change', async () => {
    let answers = 0
    let shared = 0
    for (let seed = 1; seed <= RUNS; seed++) {
      const lived = await live(seed)
      answers += lived.answers
      shared += lived.shared
    }
    // They were answered, and many without a request of their own: else nothing was tested.
    expect(answers).toBeGreaterThan(RUNS * 50)
    expect(shared).toBeGreaterThan(RUNS * 20)
  })
})
