import { watchFileContent } from '../auth/watched-file.ts'
import type { Aws } from '../kms/aws/open-aws.ts'
import { partitionOf } from '../kms/aws/partition-of.ts'
import type { Logger } from '../logger.ts'
import type { AccountList } from './account-scopes.ts'
import { parseAccounts } from './parse-accounts.ts'

export interface WatchAccountsOptions {
  readonly path: string
  /** The Regions of an account that names none. */
  readonly regions: Aws['regions']
  readonly logger: Logger
  /** Delay between reads of the file, in milliseconds. @default 1_000 */
  readonly pollIntervalMs?: number | undefined
}

/**
 * Reads the accounts file, and again when it changes. If the new content is not valid, the previous accounts stay, and the
 * reason is logged.
 *
 * @throws {StartupError} if the file cannot be read or is not valid at the start
 */
export function watchAccounts(options: WatchAccountsOptions): Promise<AccountList> {
  const { path, logger, pollIntervalMs } = options
  const [{ region: first }, ...others] = options.regions
  const regions = [first, ...others.map(({ region }) => region)] as const
  return watchFileContent({
    path,
    what: 'the accounts file',
    parse: (text) => parseAccounts(text, { source: path, regions, partitionOf }),
    logger,
    pollIntervalMs,
  })
}
