import type { Clock } from '../clock.ts'
import { InvalidInputError, OperationError } from '../errors.ts'
import type { CallReceipt, Kms } from '../kms/kms.ts'
import type { Logger } from '../logger.ts'
import { disableAutomaticRotationBlockers, enableAutomaticRotationBlockers } from './eligibility.ts'
import type { Blocker, DisableAutomaticRotationFacts } from './eligibility.ts'
import { readFacts } from './key-facts.ts'
import type { FreshFacts } from './key-facts.ts'
import { refusalOf } from './refusal.ts'

export const MIN_ROTATION_PERIOD_DAYS = 90
export const MAX_ROTATION_PERIOD_DAYS = 2_560

export interface AutomaticRotationControlOptions {
  readonly kmsOf: (keyArn: string) => Kms
  readonly isForeign: (keyArn: string) => Promise<boolean>
  readonly clock: Clock
  readonly logger: Logger
}

export interface ControlOrder {
  readonly keyArn: string
  readonly requestedBy: string
}

/** Turns automatic rotation on and off. Each resolves to whether anything changed, and rejects with the reason if not allowed. */
export interface AutomaticRotationControl {
  /** @param order.rotationPeriodInDays 90 to 2560; without it a key keeps its period, and else gets KMS's 365 */
  enable(order: ControlOrder & { readonly rotationPeriodInDays: number | undefined }): Promise<boolean>
  disable(order: ControlOrder): Promise<boolean>
}

export function createAutomaticRotationControl(
  options: AutomaticRotationControlOptions,
): AutomaticRotationControl {
  const { kmsOf, isForeign, clock, logger } = options

  async function change(
    order: ControlOrder,
    operation: string,
    blockersOf: (facts: DisableAutomaticRotationFacts) => readonly Blocker[],
    callFor: (kms: Kms, facts: FreshFacts) => (() => Promise<CallReceipt>) | undefined,
  ): Promise<boolean> {
    const { keyArn, requestedBy } = order
    const kms = kmsOf(keyArn)
    const facts = await readFacts(kms, keyArn, { materials: false }, {})
    const blockers = blockersOf({ keyArn, ...facts, isForeign: await isForeign(keyArn), mayWrite: true })
    const blocker = blockers.find(({ reason }) => reason !== 'ALREADY_IN_THAT_STATE')
    if (blocker) throw refusalOf(keyArn, blocker, facts.status, clock.now())
    const call = blockers.length > 0 ? undefined : callFor(kms, facts)
    if (!call) return false

    const audit = { operation, keyArn, requestedBy }
    try {
      const { awsRequestId } = await call()
      logger.info({ ...audit, outcome: 'ACCEPTED', awsRequestId }, 'automatic rotation: changed')
      return true
    } catch (error) {
      if (error instanceof OperationError)
        logger.warn(
          { ...audit, outcome: error.code, awsRequestId: error.awsRequestId },
          'automatic rotation: not changed',
        )
      throw error
    }
  }

  return {
    async enable({ rotationPeriodInDays, ...order }) {
      checkRotationPeriod(rotationPeriodInDays)
      return change(order, 'EnableKeyRotation', enableAutomaticRotationBlockers, (kms, { status }) => {
        // What KMS does with a second call that names no period is not documented, so the period is always named.
        const period = rotationPeriodInDays ?? status?.rotationPeriodInDays
        if (status?.keyRotationEnabled && status.rotationPeriodInDays === period) return undefined
        return () => kms.enableKeyRotation(order.keyArn, period)
      })
    },
    disable: (order) =>
      change(
        order,
        'DisableKeyRotation',
        disableAutomaticRotationBlockers,
        (kms) => () => kms.disableKeyRotation(order.keyArn),
      ),
  }
}

/** @throws {InvalidInputError} when KMS would refuse the period */
export function checkRotationPeriod(days: number | undefined): void {
  if (days === undefined || (days >= MIN_ROTATION_PERIOD_DAYS && days <= MAX_ROTATION_PERIOD_DAYS)) return
  throw new InvalidInputError([
    {
      path: ['input', 'rotationPeriodInDays'],
      message: `${days} is not from ${MIN_ROTATION_PERIOD_DAYS} to ${MAX_ROTATION_PERIOD_DAYS} days.`,
    },
  ])
}
