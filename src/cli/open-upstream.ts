import { openAccountsFile } from '../accounts/open-accounts.ts'
import { systemClock } from '../clock.ts'
import type { Clock } from '../clock.ts'
import type { Config } from '../config.ts'
import { fixedScopes } from '../gateway/served-scopes.ts'
import type { ServedScopes } from '../gateway/served-scopes.ts'
import { createAwsKms } from '../kms/aws/aws-kms.ts'
import { openAws } from '../kms/aws/open-aws.ts'
import type { Aws } from '../kms/aws/open-aws.ts'
import { startEmulator } from './embedded-emulator.ts'
import { learnOwnAccount } from './own-account.ts'
import type { Upstream, UpstreamOptions } from './upstream.ts'

/** Does not wait for the accounts of an accounts file. Without one, waits until the account of the credentials is known. */
export const openUpstream = (config: Config, options: UpstreamOptions): Promise<Upstream> =>
  config.kms === 'emulator' ? startEmulator(config, options) : connectAws(config, options)

async function connectAws(
  { regions, accountId, accountsFile: path }: Config,
  { logger, observer }: UpstreamOptions,
): Promise<Upstream> {
  const clock = systemClock
  const aws = await openAws({ regions, environment: process.env, logger })
  const scopes =
    path === undefined
      ? openOwnAccount(aws, accountId ?? (await learnOwnAccount(aws, { clock, logger })), clock)
      : await openAccountsFile({ path, aws, clock, logger, observer })
  const served = path === undefined ? aws.regions.map(({ region }) => region).join(', ') : countOf(scopes)
  return {
    scopes,
    clock,
    aws,
    announcement: [`KMS:      AWS, ${served}.`],
    [Symbol.asyncDispose]: async () => scopes[Symbol.dispose](),
  }
}

/** The account of the credentials, which sign every request. */
function openOwnAccount(aws: Aws, accountId: string, clock: Clock): ServedScopes & Disposable {
  const { regions, http, credentials } = aws
  const kms = regions.map((region) => createAwsKms({ ...region, accountId, clock, http, credentials }))
  return {
    ...fixedScopes(kms),
    [Symbol.dispose]() {
      for (const each of kms) each[Symbol.dispose]()
    },
  }
}

/** `3 accounts, 2 Regions (6 scopes)`. */
function countOf({ current }: ServedScopes): string {
  const counted = (values: readonly string[], noun: string) => {
    const count = new Set(values).size
    return `${count} ${noun}${count === 1 ? '' : 's'}`
  }
  const scopes = current.map(({ kms: { scope } }) => scope)
  const accounts = counted(
    scopes.map(({ accountId }) => accountId),
    'account',
  )
  const regions = counted(
    scopes.map(({ region }) => region),
    'Region',
  )
  return `${accounts}, ${regions} (${current.length} scope${current.length === 1 ? '' : 's'})`
}
