import { systemClock } from '../clock.ts'
import type { Clock } from '../clock.ts'
import type { Config } from '../config.ts'
import type { GatewayOptions } from '../gateway/options.ts'
import { createAwsKms } from '../kms/aws/aws-kms.ts'
import type { AwsKms } from '../kms/aws/aws-kms.ts'
import { DIRECT } from '../kms/aws/http-settings.ts'
import { openAws } from '../kms/aws/open-aws.ts'
import { readAccountId } from '../kms/read-account-id.ts'
import type { Logger } from '../logger.ts'
import type { SqsOptions } from '../push/sqs-queue.ts'

/** The KMS that the gateway calls: AWS, or the embedded emulator. */
export interface Upstream extends AsyncDisposable {
  readonly mode: 'EMULATED' | 'LIVE'
  readonly kms: readonly AwsKms[]
  readonly clock: Clock
  /** The gateway's own credentials, proxies and certificate authorities. */
  readonly aws: SqsOptions
  readonly exampleKey?: GatewayOptions['exampleKey']
  /** Lines for standard output. */
  readonly announcement: readonly string[]
}

export const openUpstream = (config: Config, logger: Logger): Promise<Upstream> =>
  config.kms === 'emulator' ? startEmulator(config) : connectAws(config, logger)

async function startEmulator({ regions, emulatorPort, accountId }: Config): Promise<Upstream> {
  const { createEmulator } = await import('../../emulator/emulator.ts')
  const emulator = createEmulator({
    fleet: 'demo',
    ...(regions.length > 0 ? { regions } : {}),
    ...(accountId === undefined ? {} : { accountIds: [accountId] }),
  })
  const endpoint = await emulator.listen({ port: emulatorPort })
  // The emulator reads only the Region of a signature.
  const credentials = { accessKeyId: 'emulator', secretAccessKey: 'emulator' }
  return {
    mode: 'EMULATED',
    kms: emulator.regions.map((region) =>
      createAwsKms({
        region,
        accountId: emulator.accountId,
        clock: emulator.clock,
        endpoint,
        credentials,
        http: DIRECT,
      }),
    ),
    clock: emulator.clock,
    aws: { credentials, http: DIRECT },
    exampleKey: {
      keyId: emulator.key('alias/invoices-archive').keyId,
      aliasWithHistory: 'alias/long-history',
    },
    announcement: [
      `KMS:      the embedded emulator at ${endpoint}, with sample keys. No AWS account is touched.`,
      '          For AWS: npm start -- --kms aws (with AWS_REGION and AWS_PROFILE, as for every AWS tool).',
    ],
    [Symbol.asyncDispose]: () => emulator[Symbol.asyncDispose](),
  }
}

async function connectAws({ regions, accountId }: Config, logger: Logger): Promise<Upstream> {
  const aws = await openAws({ regions, environment: process.env, logger })
  const { http, credentials } = aws
  const open = (account: string) =>
    aws.regions.map((region) =>
      createAwsKms({ ...region, accountId: account, clock: systemClock, http, credentials }),
    )
  return {
    mode: 'LIVE',
    kms: open(accountId ?? (await accountOf(open('')))),
    clock: systemClock,
    aws: { credentials, http },
    announcement: [`KMS:      AWS, ${aws.regions.map(({ region }) => region).join(', ')}.`],
    [Symbol.asyncDispose]: async () => {},
  }
}

async function accountOf(kms: readonly AwsKms[]): Promise<string> {
  try {
    return await readAccountId(kms)
  } finally {
    for (const each of kms) each[Symbol.dispose]()
  }
}
