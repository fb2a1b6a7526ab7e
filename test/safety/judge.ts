import { expect } from 'vitest'
import { IdempotencyConflictError, OperationError } from '../../src/errors/operation-errors.ts'
import type { RotationRequest } from '../../src/rotation/rotation-request.ts'
import { KEYS } from './world.ts'
import type { Call, World } from './world.ts'

/** Holds a world in which all has settled against what must always be so; returns the kinds of outcome it met. */
export async function judge(world: World): Promise<ReadonlySet<string>> {
  const requests = await world.store.list()
  const seen = new Set<string>(requests.map(({ status }) => status))
  judgeRequests(world, requests)
  for (const call of world.calls) seen.add(judgeCall(call, requests))
  judgeIdempotencyKeys(requests)
  judgeLeftovers(world, requests)
  return seen
}

function judgeRequests({ sent, kms }: World, requests: readonly RotationRequest[]): void {
  const claimed = new Map<string, string>()
  for (const { id, keyArn, status, rotation } of requests) {
    const materialId = sent.get(id)?.materialId
    expect(status, 'settled').toMatch(/^(COMPLETED|FAILED|TIMED_OUT)$/)
    if (materialId === undefined) expect(status, 'not carried out').not.toBe('COMPLETED')
    else expect(`${status} ${rotation?.materialId}`, 'carried out').toBe(`COMPLETED ${materialId}`)
    if (status !== 'COMPLETED') continue
    expect(claimed.has(`${keyArn} ${materialId}`), 'claimed once').toBe(false)
    claimed.set(`${keyArn} ${materialId}`, id)
  }
  const spent = KEYS.flatMap((keyArn) =>
    kms.rotationsOf(keyArn).map((materialId) => `${keyArn} ${materialId}`),
  )
  expect([...claimed.keys()].toSorted(), 'every rotation was asked for').toEqual(spent.toSorted())
}

/** The response to the caller, which must be true. */
function judgeCall({ outcome, ...input }: Call, requests: readonly RotationRequest[]): string {
  expect(outcome, 'every caller is answered').not.toBe('pending')
  if (outcome === 'lost' || outcome === 'pending') return outcome
  if (outcome instanceof Error) {
    if (!(outcome instanceof OperationError)) throw outcome
    if (outcome instanceof IdempotencyConflictError)
      expect(requests.some((request) => isOfKey(request, input) && !isOfInput(request, input))).toBe(true)
    return outcome.code
  }
  const { accepted, isReplay } = outcome
  expect(accepted).toMatchObject({ keyArn: input.keyArn, requestedBy: input.requestedBy })
  expect(isOfInput(accepted, input), 'the same input').toBe(true)
  expect(isReplay && input.idempotencyKey === undefined).toBe(false)
  const now = requests.find(({ id }) => id === accepted.id)
  expect(now?.status, 'accepted is carried out').toBe('COMPLETED')
  return isReplay ? 'replayed' : 'accepted'
}

type Input = Omit<Call, 'outcome'>

const isOfKey = ({ requestedBy, idempotency }: RotationRequest, input: Input): boolean =>
  idempotency !== undefined && idempotency.key === input.idempotencyKey && requestedBy === input.requestedBy

const isOfInput = ({ keyArn, reason }: RotationRequest, input: Input): boolean =>
  keyArn === input.keyArn && reason === input.reason

/** One key, one rotation: only one that failed may be followed by another with the same key. */
function judgeIdempotencyKeys(requests: readonly RotationRequest[]): void {
  const names = requests
    .filter(({ status, idempotency }) => idempotency && status !== 'FAILED')
    .map(({ requestedBy, idempotency }) => `${requestedBy} ${idempotency?.key}`)
  expect(new Set(names).size, 'one rotation per idempotency key').toBe(names.length)
}

function judgeLeftovers({ process, clock }: World, requests: readonly RotationRequest[]): void {
  // One that timed out is looked for until the next request of its key, or the end.
  const lookedFor = KEYS.filter(
    (keyArn) => requests.find((request) => request.keyArn === keyArn)?.status === 'TIMED_OUT',
  )
  expect(process.watches.size, 'watches').toBe(lookedFor.length)
  // All watches share one timer.
  expect(clock.sleeping, 'timers').toBe(Math.min(1, lookedFor.length))
  process.end()
  expect(process.watches.size, 'watches at the end').toBe(0)
}
