import type { Clock } from '../clock.ts'
import type { ServedScopes } from '../gateway/served-scopes.ts'
import { createAwsKms } from '../kms/aws/aws-kms.ts'
import { settingsOf } from '../kms/aws/open-aws.ts'
import type { Aws } from '../kms/aws/open-aws.ts'
import { createAccountSessions } from '../kms/aws/sessions/account-sessions.ts'
import type { SessionObserver } from '../kms/aws/sessions/account-sessions.ts'
import { createSts } from '../kms/aws/sessions/sts.ts'
import type { Logger } from '../logger.ts'
import { createAccountScopes } from './account-scopes.ts'
import type { AccountList } from './account-scopes.ts'
import { watchAccounts } from './watch-accounts.ts'

export interface OpenAccountsOptions {
  /** The result of `openAws`. Its credentials assume the roles, in its first Region. */
  readonly aws: Aws
  readonly clock: Clock
  readonly logger: Logger
  /** Receives the results of requests for sessions, such as the result of `createMetrics`. */
  readonly observer?: SessionObserver | undefined
  /** The endpoint of KMS and STS. @default the SDK's */
  readonly endpoint?: string | undefined
}

export interface OpenAccountsFileOptions extends OpenAccountsOptions {
  /** The path of the accounts file. */
  readonly path: string
  /** Delay between reads of the file, in milliseconds. @default 1_000 */
  readonly pollIntervalMs?: number | undefined
}

/**
 * Opens the accounts of an accounts file (docs/accounts.md) as `GatewayOptions.kms`. Follows the file: if its new content is
 * not valid, the accounts stay as they are, and the reason is logged.
 *
 * Reads use a session of the account's role that is named after this host. A change uses a session that is named after its
 * caller. An account whose role cannot be assumed is served: its calls reject, and the reason is logged.
 *
 * @throws {StartupError} if the file cannot be read or is not valid at the start
 */
export async function openAccountsFile(options: OpenAccountsFileOptions): Promise<ServedScopes & Disposable> {
  const accounts = await watchAccounts({ ...options, regions: options.aws.regions })
  return openAccounts(accounts, options)
}

/** As {@link openAccountsFile}, of a list of accounts. */
export function openAccounts(accounts: AccountList, options: OpenAccountsOptions): ServedScopes & Disposable {
  const { aws, clock, logger, observer, endpoint } = options
  const { http, credentials, regions } = aws
  const sts = createSts({ ...regions[0], endpoint, credentials, http, clock })
  const openSessions = createAccountSessions({ sts, logger, observer, clock })
  const scopes = createAccountScopes({
    accounts,
    openAccount(account) {
      const sessions = openSessions(account)
      // The first request need not wait for the session, and the log names the accounts that cannot be reached.
      sessions.service.provide().catch(() => {})
      return (region) =>
        createAwsKms({
          ...settingsOf(aws, region),
          accountId: account.id,
          clock,
          endpoint,
          http,
          credentials: sessions.service,
          onBehalfOf: (subject) => sessions.onBehalfOf(subject),
        })
    },
  })
  return {
    get current() {
      return scopes.current
    },
    onChange: (listener) => scopes.onChange(listener),
    [Symbol.dispose]() {
      scopes[Symbol.dispose]()
      sts[Symbol.dispose]()
    },
  }
}
