import { OperationError } from '../../errors/operation-errors.ts'
import { RequestTimeoutError } from '../../errors/request-errors.ts'
import type { OperationErrorCode } from '../../errors/operation-errors.ts'
import type { Logger } from '../../logger.ts'

/** An attempted change: its caller, operation, key and request. */
export interface Attempt {
  /** The KMS operation. */
  readonly operation: 'RotateKeyOnDemand' | 'EnableKeyRotation' | 'DisableKeyRotation'
  readonly keyArn: string
  readonly requestedBy: string
  /** The request id of the GraphQL operation, as in its response and its log lines. */
  readonly requestId: string
  readonly input: object
}

/** Where attempts are recorded. */
export interface Audit {
  readonly logger: Logger
  /** Called when an attempt has ended, with its outcome or the code of its error. */
  readonly onAttempt?: AttemptListener | undefined
}

export type AttemptListener = (
  operation: Attempt['operation'],
  outcome: AttemptOutcome['outcome'] | OperationErrorCode | 'REQUEST_TIMEOUT' | 'INTERNAL_ERROR',
) => void

/** The outcome of an attempt that did not fail. */
export interface AttemptOutcome {
  readonly outcome: 'ACCEPTED' | 'REPLAYED' | 'UNCHANGED' | 'DRY_RUN'
  readonly awsRequestId?: string | undefined
  readonly rotationRequestId?: string | undefined
}

/** Writes one log line for an attempted change, with any outcome. */
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
