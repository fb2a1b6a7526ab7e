import type { Account } from '../accounts/account.ts'
import { systemClock } from '../clock.ts'
import { createConcurrencyLimit } from '../concurrency-limit.ts'
import { createAwsKms } from '../kms/aws/aws-kms.ts'
import type { AwsCredentials, AwsIdentity } from '../kms/aws/credentials.ts'
import { asCredentialsUnavailable, CredentialsUnavailableError } from '../kms/aws/credentials-unavailable.ts'
import { settingsOf } from '../kms/aws/open-aws.ts'
import type { Aws } from '../kms/aws/open-aws.ts'
import { createSts } from '../kms/aws/sessions/sts.ts'
import type { CallerIdentity, Sts } from '../kms/aws/sessions/sts.ts'
import { createLimitedKms } from '../kms/rate/limited-kms.ts'
import type { KmsLimits } from '../kms/rate/limited-kms.ts'
import { mergedQuotas } from '../kms/rate/quotas.ts'
import type { QueueAddress } from '../push/queue-address.ts'
import { checkAccount } from './check-account.ts'
import { checkPush } from './check-push.ts'
import type { PushCheck } from './check-push.ts'
import { checkRegion } from './check-region.ts'
import type { Check } from './check.ts'

export interface DoctorOptions {
  readonly aws: Aws
  /** Undefined: the account of the gateway's own credentials, in the Regions of `aws`. */
  readonly accounts: readonly Account[] | undefined
  readonly kmsLimits: KmsLimits
  readonly isReadOnly: boolean
  /** The queues of `--push-queues`. @default [] */
  readonly queues?: readonly QueueAddress[] | undefined
  /** The endpoint of KMS and STS. @default the SDK's */
  readonly endpoint?: string | undefined
}

const MAX_ACCOUNTS_AT_ONCE = 10

/**
 * Tries what the gateway needs in each account and Region, within the gateway's share of the quotas, and changes nothing. In
 * each account, it assumes the role up to twice. In each Region, it sends at most 111 requests to KMS. It receives a
 * waiting message of each queue, which stays visible.
 */
export async function runDoctor(options: DoctorOptions): Promise<readonly Check[]> {
  const { aws, accounts, endpoint, queues = [] } = options
  using sts = createSts({ ...aws.regions[0], endpoint, credentials: aws.credentials, http: aws.http })
  const own = await sts.callerIdentity().catch(asCredentialsUnavailable)
  const push = await checkPush(queues, aws)
  const general = [credentialsCheck(own), ...push.checks]
  if (!accounts) {
    const id = own instanceof CredentialsUnavailableError ? UNKNOWN_ACCOUNT : own.accountId
    const account = { id, quotas: {}, regions: aws.regions.map(({ region }) => region) }
    return [...general, ...(await regionChecks(options, push, account, aws.credentials))]
  }
  if (own instanceof CredentialsUnavailableError) return general
  const limit = createConcurrencyLimit(MAX_ACCOUNTS_AT_ONCE)
  const { signal } = new AbortController()
  const checks = await Promise.all(
    accounts.map((account) => limit.run(() => accountChecks(options, { sts, push }, account), signal)),
  )
  return [...general, ...checks.flat()]
}

/** The account of credentials that STS does not know. */
const UNKNOWN_ACCOUNT = 'unknown'

function credentialsCheck(own: CallerIdentity | CredentialsUnavailableError): Check {
  const subject = 'credentials'
  return own instanceof CredentialsUnavailableError
    ? { subject, result: 'MISSING', detail: `${own.message} The account of the credentials is not known.` }
    : { subject, result: 'OK', detail: `${own.arn}, account ${own.accountId}` }
}

async function accountChecks(
  options: DoctorOptions,
  { sts, push }: { readonly sts: Sts; readonly push: PushCheck },
  account: Account,
): Promise<readonly Check[]> {
  const { identity, checks } = await checkAccount(sts, account, options.isReadOnly)
  return [
    ...checks.map((check) => ({ accountId: account.id, accountName: account.name, ...check })),
    ...(identity ? await regionChecks(options, push, account, identity) : []),
  ]
}

async function regionChecks(
  { aws, endpoint, kmsLimits, isReadOnly }: DoctorOptions,
  push: PushCheck,
  account: Pick<Account, 'id' | 'quotas' | 'regions'> & Partial<Pick<Account, 'name'>>,
  credentials: AwsIdentity | AwsCredentials,
): Promise<readonly Check[]> {
  const { id: accountId, name: accountName, quotas } = account
  const checks = await Promise.all(
    account.regions.map(async (region) => {
      using kms = createAwsKms({
        ...settingsOf(aws, region),
        accountId,
        clock: systemClock,
        endpoint,
        http: aws.http,
        credentials,
      })
      using limited = createLimitedKms({
        ...kmsLimits,
        ...mergedQuotas(kmsLimits, quotas),
        kms,
        clock: systemClock,
      })
      const found = [...(await checkRegion(limited, isReadOnly)), ...push.checksOf(accountId, region)]
      return found.map((check) => ({ accountId, accountName, region, ...check }))
    }),
  )
  return checks.flat()
}
