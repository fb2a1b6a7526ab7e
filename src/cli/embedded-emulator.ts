import { fixedAccounts } from '../accounts/account-scopes.ts'
import { openAccounts } from '../accounts/open-accounts.ts'
import type { Config } from '../config.ts'
import { defaultPolicy } from '../defaults.ts'
import { fixedCredentials } from '../kms/aws/credentials.ts'
import { DIRECT } from '../kms/aws/http-settings.ts'
import type { Aws } from '../kms/aws/open-aws.ts'
import { parseRotationPolicy } from '../rotation/policy/parse-rotation-policy.ts'
import type { Upstream, UpstreamOptions } from './upstream.ts'

/** Starts the emulator with the demo's accounts. The gateway assumes a role in each of them, as in AWS. */
export async function startEmulator(
  { regions, emulatorPort, accountId, gateway }: Config,
  { logger, observer }: UpstreamOptions,
): Promise<Upstream> {
  const [{ createEmulator }, { demoAccounts }, { demoRotationPolicy }] = await Promise.all([
    import('../../emulator/emulator.ts'),
    import('../../emulator/demo-fleet/accounts.ts'),
    import('../../emulator/demo-fleet/rotation-policy.ts'),
  ])
  const [first = 'us-east-1', ...others] = regions.length > 0 ? regions : ['us-east-1', 'eu-west-1']
  const [main, ...more] = demoAccounts([first, ...others])
  const id = accountId ?? main.id
  const demo = [
    { ...main, id, roleArn: main.roleArn.replace(main.id, id) },
    ...more.filter((account) => account.id !== id),
  ]
  const emulator = createEmulator({
    fleet: 'demo',
    regions: [first, ...others],
    accountIds: demo.map((account) => account.id),
  })
  const { clock } = emulator
  const endpoint = await emulator.listen({ port: emulatorPort })
  const accounts = demo.map((account) => ({
    ...account,
    externalId: undefined,
    hasSourceIdentity: true,
    quotas: {},
  }))
  const awsRegion = (region: string) => ({ region, useFipsEndpoint: false })
  const aws: Aws = {
    regions: [awsRegion(first), ...others.map(awsRegion)],
    http: DIRECT,
    // The emulator's first account accepts any access key.
    credentials: fixedCredentials({ accessKeyId: 'emulator', secretAccessKey: 'emulator' }),
  }
  const scopes = openAccounts(fixedAccounts(accounts), { aws, clock, logger, observer, endpoint })
  return {
    scopes,
    clock,
    aws,
    exampleKey: {
      keyId: emulator.key('alias/invoices-archive').keyId,
      aliasWithHistory: 'alias/long-history',
    },
    rotationPolicy: {
      current: parseRotationPolicy(JSON.stringify(demoRotationPolicy(clock.now())), {
        source: "the demo's rotation policy",
        defaults: { ...defaultPolicy, ...gateway.policy },
      }),
    },
    announcement: [
      `KMS:      the embedded emulator at ${endpoint}, with sample keys. No AWS account is touched.`,
      '          For AWS: npm start -- --kms aws (with AWS_REGION and AWS_PROFILE, as for every AWS tool).',
    ],
    async [Symbol.asyncDispose]() {
      scopes[Symbol.dispose]()
      await emulator[Symbol.asyncDispose]()
    },
  }
}
