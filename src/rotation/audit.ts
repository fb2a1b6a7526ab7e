import { OperationError, RequestTimeoutError } from '../errors.ts'
import type { Logger } from '../logger.ts'

/** Who attempts which change, by which request to the gateway. */
export interface Attempt {
  /** KMS's name, e.g. `RotateKeyOnDemand`. */
  readonly operation: string
  readonly keyArn: string
  readonly requestedBy: string
  /** Of the operation at the gateway, as in its answer and in the other log lines about it. */
  readonly requestId: string
  readonly input: object
}

/** What an attempt came to, where it was not refused. */
export interface AttemptOutcome {
  readonly outcome: 'ACCEPTED' | 'REPLAYED' | 'UNCHANGED' | 'DRY_RUN'
  readonly awsRequestId?: string | undefined
  readonly rotationRequestId?: string | undefined
}

/** One line in the log for an attempted change, whatever it comes to. */
export async function audited<Result extends { readonly audit: AttemptOutcome }>(
  logger: Logger,
  attempt: Attempt,
  work: () => Promise<Result>,
): Promise<Result> {
  try {
    const result = await work()
    logger.info({ audit: { ...attempt, ...result.audit } }, 'change attempted')
    return result
  } catch (error) {
    const outcome =
      error instanceof OperationError
        ? { outcome: error.code, awsRequestId: error.awsRequestId, reason: error.message }
        : { outcome: error instanceof RequestTimeoutError ? error.code : 'INTERNAL_ERROR' }
    logger.warn({ audit: { ...attempt, ...outcome } }, 'change attempted')
    throw error
  }
}
