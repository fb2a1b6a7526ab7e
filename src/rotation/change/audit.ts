import { OperationError } from '../../errors/operation-errors.ts'
import { RequestTimeoutError } from '../../errors/request-errors.ts'
import type { OperationErrorCode } from '../../errors/operation-errors.ts'
import type { Logger } from '../../logger.ts'

/** Who attempts which change, by which request to the gateway. */
export interface Attempt {
  /** KMS's name. */
  readonly operation: 'RotateKeyOnDemand' | 'EnableKeyRotation' | 'DisableKeyRotation'
  readonly keyArn: string
  readonly requestedBy: string
  /** Of the operation at the gateway, as in its answer and in the other log lines about it. */
  readonly requestId: string
  readonly input: object
}

/** Where attempts are written down. */
export interface Audit {
  readonly logger: Logger
  /** Told of each attempt when it has ended: how, or the code of the error it ended in. */
  readonly onAttempt?: AttemptListener | undefined
}

export type AttemptListener = (
  operation: Attempt['operation'],
  outcome: AttemptOutcome['outcome'] | OperationErrorCode | 'REQUEST_TIMEOUT' | 'INTERNAL_ERROR',
) => void

/** What an attempt came to, where it was not refused. */
export interface AttemptOutcome {
  readonly outcome: 'ACCEPTED' | 'REPLAYED' | 'UNCHANGED' | 'DRY_RUN'
  readonly awsRequestId?: string | undefined
  readonly rotationRequestId?: string | undefined
}

/** One line in the log for an attempted change, whatever it comes to. */
export async function audited<Result extends { readonly audit: AttemptOutcome }>(
  { logger, onAttempt }: Audit,
  attempt: Attempt,
  work: () => Promise<Result>,
): Promise<Result> {
  try {
    const result = await work()
    logger.info({ audit: { ...attempt, ...result.audit } }, 'change attempted')
    onAttempt?.(attempt.operation, result.audit.outcome)
    return result
  } catch (error) {
    const outcome =
      error instanceof OperationError
        ? { outcome: error.code, awsRequestId: error.awsRequestId, reason: error.message }
        : ({ outcome: error instanceof RequestTimeoutError ? error.code : 'INTERNAL_ERROR' } as const)
    logger.warn({ audit: { ...attempt, ...outcome } }, 'change attempted')
    onAttempt?.(attempt.operation, outcome.outcome)
    throw error
  }
}
