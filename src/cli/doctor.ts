import { watchAccounts } from '../accounts/watch-accounts.ts'
import type { Config } from '../config.ts'
import { isMissing } from '../doctor/check.ts'
import { runDoctor } from '../doctor/doctor.ts'
import { jsonReport, textReport } from '../doctor/report.ts'
import { openAws } from '../kms/aws/open-aws.ts'
import type { Logger } from '../logger.ts'
import { standardOutput } from './output.ts'
import { queuesOf } from './push.ts'

const EXIT_MISSING = 1

/**
 * Prints what works and what the gateway lacks with these settings. Exit code 1: something is missing.
 *
 * @throws {StartupError} as the gateway does when a setting, a file or AWS's settings are wrong
 */
export async function doctor(
  { regions, accountsFile: path, pushQueues, gateway: { kmsLimits, isReadOnly } }: Config,
  { isJson, logger }: { readonly isJson: boolean; readonly logger: Logger },
): Promise<void> {
  const aws = await openAws({ regions, environment: process.env, logger })
  using accounts =
    path === undefined ? undefined : await watchAccounts({ path, regions: aws.regions, logger })
  const checks = await runDoctor({
    aws,
    accounts: accounts?.current,
    kmsLimits,
    isReadOnly,
    queues: queuesOf(pushQueues),
  })
  standardOutput.write(isJson ? jsonReport(checks) : textReport(checks))
  if (checks.some(isMissing)) process.exitCode = EXIT_MISSING
}
