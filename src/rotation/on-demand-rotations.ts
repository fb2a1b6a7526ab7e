import { randomUUID } from 'node:crypto'
import type { Clock } from '../clock.ts'
import { OperationError, OutcomeUnknownError, RotationInProgressError } from '../errors.ts'
import type { Kms } from '../kms/kms.ts'
import type { Logger } from '../logger.ts'
import { rotateOnDemandBlockers } from './eligibility.ts'
import { readFacts } from './key-facts.ts'
import type { FreshFacts } from './key-facts.ts'
import type { KeyWatches } from './key-watches.ts'
import { refusalOf } from './refusal.ts'
import type { RequestFollower } from './request-follower.ts'
import type { RequestStore } from './request-store.ts'
import { isFinal, rotationsBefore } from './rotation-request.ts'
import type { RotationRequest } from './rotation-request.ts'
import { toRotation } from './rotation.ts'

export interface OnDemandRotationsOptions {
  readonly kmsOf: (keyArn: string) => Kms
  readonly isForeign: (keyArn: string) => Promise<boolean>
  readonly watches: KeyWatches
  readonly follower: RequestFollower
  readonly store: RequestStore
  readonly clock: Clock
  readonly logger: Logger
  readonly onDemandRotationsPerKey: number
}

export interface RotateOrder {
  readonly keyArn: string
  readonly requestedBy: string
  readonly reason: string | undefined
}

/** On-demand rotation, asked for at most once at a time and sent at most once. */
export interface OnDemandRotations {
  /**
   * Checks the key, sends RotateKeyOnDemand once and returns the request; completion is seen by following it.
   * Rejects with the reason when the key cannot be rotated now (nothing was sent then), when KMS refuses, and with
   * `OutcomeUnknownError` when no answer came: the request then goes on being followed.
   */
  rotate(order: RotateOrder): Promise<RotationRequest>
}

export function createOnDemandRotations(options: OnDemandRotationsOptions): OnDemandRotations {
  const { kmsOf, isForeign, watches, follower, store, clock, logger, onDemandRotationsPerKey } = options
  const turns = new Map<string, Promise<unknown>>()

  /** One order per key at a time; the next one sees what the one before left. */
  async function inTurn<Value>(keyArn: string, work: () => Promise<Value>): Promise<Value> {
    const before = turns.get(keyArn) ?? Promise.resolve()
    const mine = before.then(work, work)
    turns.set(keyArn, mine)
    try {
      return await mine
    } finally {
      if (turns.get(keyArn) === mine) turns.delete(keyArn)
    }
  }

  async function rotateNow(order: RotateOrder): Promise<RotationRequest> {
    const { keyArn } = order
    const latest = await store.latestOf(keyArn)
    if (latest && !isFinal(latest))
      throw new RotationInProgressError(
        `A rotation of ${keyArn} was asked for and is not settled yet. Follow that request, then decide.`,
        { keyArn, startedAt: latest.startedAt, requestId: latest.id },
      )

    const kms = kmsOf(keyArn)
    const facts = await readFacts(kms, keyArn, { materials: true }, {})
    await checkEligible(keyArn, facts)
    const request = newRequest(order, facts, latest)
    await store.save(request)
    follower.follow(request)
    return send(kms, request)
  }

  async function checkEligible(keyArn: string, facts: FreshFacts): Promise<void> {
    const now = clock.now()
    const [blocker] = rotateOnDemandBlockers(
      { keyArn, ...facts, isForeign: await isForeign(keyArn), mayWrite: true, onDemandRotationsPerKey },
      now,
    )
    if (blocker) throw refusalOf(keyArn, blocker, facts.status, now)
  }

  function newRequest(
    { keyArn, requestedBy, reason }: RotateOrder,
    { materials = [], status }: FreshFacts,
    latest: RotationRequest | undefined,
  ): RotationRequest {
    // KMS's reads flip back for a while: what was seen to complete here is past, even if it is missing from this one.
    const seen = watches.viewOf(keyArn)
    const rotations = [
      ...materials.map((entry) => toRotation(keyArn, entry)),
      ...(seen?.rotations ?? []),
      latest?.rotation,
    ]
    return {
      id: randomUUID(),
      keyArn,
      status: 'REQUESTED',
      requestedAt: new Date(clock.now()),
      requestedBy,
      reason,
      startedAt: undefined,
      completedAt: undefined,
      rotation: undefined,
      error: undefined,
      before: rotationsBefore(
        rotations.filter((rotation) => rotation !== undefined),
        [status?.onDemandRotationStartDate, seen?.lastStartedAt],
      ),
    }
  }

  async function send(kms: Kms, request: RotationRequest): Promise<RotationRequest> {
    const { keyArn, id } = request
    const audit = { rotationRequestId: id, keyArn, requestedBy: request.requestedBy, reason: request.reason }
    try {
      // Without the caller's signal: a caller who leaves must not turn an accepted rotation into an unknown one.
      const { awsRequestId } = await kms.rotateKeyOnDemand(keyArn)
      logger.info({ ...audit, outcome: 'ACCEPTED', awsRequestId }, 'rotation: requested')
      return request
    } catch (error) {
      if (!(error instanceof OperationError)) throw error
      logger.warn(
        { ...audit, outcome: error.code, awsRequestId: error.awsRequestId },
        'rotation: not accepted',
      )
      if (error instanceof OutcomeUnknownError) {
        await follower.mark(id, { status: 'OUTCOME_UNKNOWN', error })
        throw new OutcomeUnknownError(
          `${error.message} Do not send it again: follow the request until it settles.`,
          { keyArn, requestId: id, cause: error, awsRequestId: error.awsRequestId },
        )
      }
      await follower.mark(id, { status: 'FAILED', error })
      throw error
    } finally {
      watches.nudge(keyArn)
    }
  }

  return { rotate: (order) => inTurn(order.keyArn, () => rotateNow(order)) }
}
