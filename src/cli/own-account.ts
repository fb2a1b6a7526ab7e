import type { Clock } from '../clock.ts'
import { asOperationError, messageFor } from '../errors/operation-errors.ts'
import { createAwsKms } from '../kms/aws/aws-kms.ts'
import { asCredentialsUnavailable } from '../kms/aws/credentials-unavailable.ts'
import type { Aws } from '../kms/aws/open-aws.ts'
import { createSts } from '../kms/aws/sessions/sts.ts'
import { readAccountId } from '../kms/read-account-id.ts'
import type { Logger } from '../logger.ts'

const FIRST_PAUSE_MS = 1_000
const MAX_PAUSE_MS = 60_000

/**
 * The account of the credentials: from the first key or alias that KMS lists, else from STS. Tries again, after 1 second up
 * to a minute, until one of them answers, and logs each failure.
 */
export async function learnOwnAccount(
  { regions, http, credentials }: Aws,
  { clock, logger }: { readonly clock: Clock; readonly logger: Logger },
): Promise<string> {
  // No call uses the account. It is in messages.
  const kms = regions.map((region) => createAwsKms({ ...region, accountId: '?', clock, http, credentials }))
  using sts = createSts({ ...regions[0], credentials, http, clock })
  try {
    for (let pauseMs = FIRST_PAUSE_MS; ; pauseMs = Math.min(2 * pauseMs, MAX_PAUSE_MS)) {
      const listed = await readAccountId(kms).catch(asOperationError)
      if (typeof listed === 'string') return listed
      const identity = await sts.callerIdentity().catch(asCredentialsUnavailable)
      if (!(identity instanceof Error)) return identity.accountId
      logger.warn(
        {
          reason: `${messageFor(listed, true)} GetCallerIdentity failed too: ${identity.message}`,
          retryInMs: pauseMs,
        },
        'the AWS account of the credentials is not known, so the gateway does not listen yet. Fix the reason, or set --account-id',
      )
      await clock.sleep(pauseMs)
    }
  } finally {
    for (const each of kms) each[Symbol.dispose]()
  }
}
