import { watchFileContent } from '../auth/watched-file.ts'
import type { Aws } from '../kms/aws/open-aws.ts'
import { partitionOf } from '../kms/aws/partition-of.ts'
import type { Logger } from '../logger.ts'
import type { AccountList } from './account-scopes.ts'
import { describeAccount } from './account.ts'
import type { Account } from './account.ts'
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
 * reason is logged. Logs which accounts and Regions were added and removed.
 *
 * @throws {StartupError} if the file cannot be read or is not valid at the start
 */
export async function watchAccounts(options: WatchAccountsOptions): Promise<AccountList> {
  const { path, logger, pollIntervalMs } = options
  const [{ region: first }, ...others] = options.regions
  const regions = [first, ...others.map(({ region }) => region)] as const
  const file = await watchFileContent({
    path,
    what: 'the accounts file',
    parse: (text) => parseAccounts(text, { source: path, regions, partitionOf }),
    logger,
    pollIntervalMs,
  })
  let before = file.current
  file.onChange(() => {
    const added = listedOnlyIn(file.current, before)
    const removed = listedOnlyIn(before, file.current)
    before = file.current
    if (added.length + removed.length === 0) return
    const [first, last] = [added, removed].map((texts) => texts.slice(0, MAX_LOGGED_ACCOUNTS))
    logger.info(
      { added: first, addedCount: added.length, removed: last, removedCount: removed.length },
      'accounts: the served accounts and Regions have changed',
    )
  })
  return file
}

/** For `added` and `removed` of a log line. */
const MAX_LOGGED_ACCOUNTS = 50

/** The accounts with the Regions that only the first list has. */
function listedOnlyIn(accounts: readonly Account[], others: readonly Account[]): readonly string[] {
  const regionsOf = new Map(others.map(({ id, regions }) => [id, regions]))
  return accounts.flatMap((account) => {
    const known = regionsOf.get(account.id) ?? []
    const regions = account.regions.filter((region) => !known.includes(region))
    return regions.length === 0 ? [] : [describeAccount({ ...account, regions })]
  })
}
