import { MAX_ROTATION_MS } from '../../defaults.ts'
import type { Clock } from '../../clock.ts'
import { RotationInProgressError } from '../../errors/operation-errors.ts'
import type { KeyArn } from '../../kms/key-arn.ts'
import type { KmsClient } from '../../kms/kms-client.ts'
import type { CallOptions, ClockDifference } from '../../kms/kms.ts'
import type { RequestStore } from '../request-store.ts'
import { isFinal } from '../rotation-request.ts'
import type { RotationRequest } from '../rotation-request.ts'
import { mergeRotations, toRotations } from '../rotation.ts'
import type { Rotation } from '../rotation.ts'
import { rotateOnDemandBlockers } from '../rules/eligibility.ts'
import { isRotationInProgress } from '../watch/key-view.ts'
import type { KeyWatches } from '../watch/key-watches.ts'
import { errorOfBlocker } from './blocker-error.ts'
import { readFacts, readMaterials } from './key-facts.ts'
import type { FreshFacts } from './key-facts.ts'
import { KmsTime } from './kms-time.ts'
import { checkPreconditions } from './precondition.ts'
import { callOptionsOf } from './rotate-order.ts'
import type { RotateOrder } from './rotate-order.ts'

export interface KeyCheckOptions {
  readonly kmsOf: (keyArn: string) => KmsClient
  readonly isForeign: (key: KeyArn) => boolean
  readonly watches: KeyWatches
  readonly store: RequestStore
  readonly clock: Clock
  readonly onDemandRotationsPerKey: number
}

/** The facts of a key that can be rotated, read before its rotation. */
export interface CheckedKey extends Pick<FreshFacts, 'status' | 'materials'> {
  /** All rotations that any read has shown, oldest first. */
  readonly rotations: readonly Rotation[]
  readonly kmsTime: KmsTime
}

/** Reads a key and checks that the order can be sent. Rejects with the blocker's error. */
export type KeyCheck = (order: RotateOrder, signal: AbortSignal) => Promise<CheckedKey>

/** Reads of the history for a precondition, because one read may be stale. */
const READS_FOR_PRECONDITIONS = 3

export function createKeyCheck(options: KeyCheckOptions): KeyCheck {
  const { kmsOf, isForeign, watches, store, clock, onDemandRotationsPerKey } = options

  /** KMS's reads alternate for a while. A rotation that a read has shown is in progress, even if the next read hides it. */
  function requireNotInProgress(keyArn: string): void {
    const view = watches.viewOf(keyArn)
    const startedAt = view?.lastStartedAt
    if (!startedAt || !isRotationInProgress(view) || clock.now() - startedAt.getTime() > MAX_ROTATION_MS)
      return
    throw new RotationInProgressError(
      `An on-demand rotation of ${keyArn} has been in progress since ${startedAt.toISOString()}. Wait until it completes.`,
      { keyArn, startedAt },
    )
  }

  /** Repeats the read of the history if the order has preconditions. Returns the rotations of each read. */
  async function readAgain(order: RotateOrder, call: CallOptions): Promise<readonly (readonly Rotation[])[]> {
    const { key, ifLastRotatedBefore, ifCurrentMaterialId } = order
    if (ifLastRotatedBefore === undefined && ifCurrentMaterialId === undefined) return []
    const reads = Array.from({ length: READS_FOR_PRECONDITIONS - 1 }, () =>
      readMaterials(kmsOf(key.arn), key.arn, call),
    )
    return (await Promise.all(reads)).map((materials = []) => toRotations(key.arn, materials))
  }

  return async (order, signal) => {
    const { key } = order
    const { arn: keyArn } = key
    const latest = await store.latestOf(keyArn)
    requireSettled(latest)
    requireNotInProgress(keyArn)
    const isOfOthers = isForeign(key)
    const kmsTime = new KmsTime()
    const call = {
      ...callOptionsOf(order),
      signal,
      onClockDifference: (difference: ClockDifference) => kmsTime.add(difference),
    }
    // KMS shows the history of a key only to callers of the key's account.
    const facts = await readFacts(kmsOf(keyArn), keyArn, { materials: !isOfOthers }, call)
    const { metadata, status } = facts
    const reads = facts.materials
      ? [toRotations(keyArn, facts.materials), ...(await readAgain(order, call))]
      : []
    const known = [
      ...(watches.viewOf(keyArn)?.rotations ?? []),
      ...(latest?.rotation ? [latest.rotation] : []),
    ]
    // KMS's reads alternate for a while. A rotation that any read has shown did complete.
    const rotations = reads.reduce((merged, read) => mergeRotations(merged, read).rotations, known)
    const neverRotated = (facts.materials ?? []).filter(({ rotationDate }) => rotationDate === undefined)
    const materials = facts.materials && [...neverRotated, ...rotations.map(({ entry }) => entry)]
    const now = clock.now()
    const [blocker] = rotateOnDemandBlockers(
      { key, metadata, status, materials, isForeign: isOfOthers, mayWrite: true, onDemandRotationsPerKey },
      now,
    )
    if (blocker) throw errorOfBlocker(keyArn, blocker, status, now)
    checkPreconditions(keyArn, order, materials)
    return { status, materials, rotations, kmsTime }
  }
}

function requireSettled(latest: RotationRequest | undefined): void {
  if (!latest || isFinal(latest)) return
  const { id, keyArn, startedAt } = latest
  throw new RotationInProgressError(
    `An earlier rotation request for ${keyArn} is not settled. Follow that request until it is settled, then try again.`,
    { keyArn, startedAt, requestId: id },
  )
}
