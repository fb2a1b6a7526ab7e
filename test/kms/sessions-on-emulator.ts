import { createEmulatorClock } from '../../emulator/emulator-clock.ts'
import { createEmulator } from '../../emulator/emulator.ts'
import type { RoleBlueprint } from '../../emulator/role.ts'
import { createAwsKms } from '../../src/kms/aws/aws-kms.ts'
import { fixedCredentials } from '../../src/kms/aws/credentials.ts'
import type { AwsIdentity } from '../../src/kms/aws/credentials.ts'
import { DIRECT } from '../../src/kms/aws/http-settings.ts'
import { createAccountSessions } from '../../src/kms/aws/sessions/account-sessions.ts'
import type { AccountRole } from '../../src/kms/aws/sessions/account-sessions.ts'
import { createSts } from '../../src/kms/aws/sessions/sts.ts'
import { withMethods } from '../../src/kms/kms-client.ts'
import { createMemoryLogger } from '../support/memory-logger.ts'

export const BASE_ACCOUNT = '111122223333'
export const ACCOUNT = '222233334444'
export const ROLE_ARN = `arn:aws:iam::${ACCOUNT}:role/kms-rotation-gateway`
const BASE_IDENTITY: AwsIdentity = { accessKeyId: 'BASE', secretAccessKey: 'secret' }
/** The tests decide when a request ends, however long they take. */
const requestTimeoutMs = 3_600_000

export interface SessionsSetup {
  readonly role?: Partial<RoleBlueprint>
  /** The gateway's own credentials are a session with this source identity. @default they are an access key */
  readonly baseSourceIdentity?: string
  readonly account?: Partial<AccountRole>
  readonly maxCallerSessions?: number
}

/**
 * The adapter and its sessions with the real SDK, against an emulator of two accounts. The clocks of the gateway and of AWS
 * do not move by themselves.
 */
export async function startSessions(setup: SessionsSetup = {}) {
  const { role, baseSourceIdentity: sourceIdentity, account, maxCallerSessions } = setup
  const [clock, awsClock] = [createEmulatorClock({ speed: 0 }), createEmulatorClock({ speed: 0 })]
  const emulator = createEmulator({
    accountIds: [BASE_ACCOUNT, ACCOUNT],
    clock: awsClock,
    settings: { isThrottling: false },
    iamRoles: role ? [{ arn: ROLE_ARN, ...role }] : [],
  })
  const endpoint = await emulator.listen({ port: 0 })
  const logger = createMemoryLogger()
  const stsOf = (identity: AwsIdentity) =>
    createSts({
      credentials: fixedCredentials(identity),
      region: 'us-east-1',
      endpoint,
      http: DIRECT,
      clock,
      requestTimeoutMs,
    })
  async function chainedSts() {
    using pipeline = stsOf(BASE_IDENTITY)
    const roleArn = `arn:aws:iam::${BASE_ACCOUNT}:role/pipeline`
    const { identity } = await pipeline.assumeRole({ roleArn, sessionName: 'pipeline', sourceIdentity })
    emulator.clearCallLog()
    return stsOf(identity)
  }
  const sts = sourceIdentity === undefined ? stsOf(BASE_IDENTITY) : await chainedSts()
  const results: string[] = []
  const open = createAccountSessions({
    sts,
    logger,
    observer: {
      onSessionResult: ({ accountId, session }, failure = 'OK') =>
        results.push(`${accountId} ${session} ${failure}`),
    },
    clock,
    instance: 'test',
    random: () => 0.5,
    maxCallerSessions,
  })
  const openRole = (changed: Partial<AccountRole> = {}) =>
    open({ roleArn: ROLE_ARN, externalId: undefined, hasSourceIdentity: true, ...account, ...changed })
  const sessions = openRole()
  const kmsIn = (region: string) =>
    withMethods(
      createAwsKms({
        accountId: ACCOUNT,
        region,
        clock,
        endpoint,
        http: DIRECT,
        requestTimeoutMs,
        credentials: sessions.service,
        onBehalfOf: sessions.onBehalfOf,
      }),
    )
  const [kms, otherRegion] = [kmsIn('us-east-1'), kmsIn('eu-west-1')]
  return {
    emulator,
    clock,
    awsClock,
    logger,
    /** What the observer of sessions received, as `account kind result`. */
    results,
    sts,
    openRole,
    sessions,
    kms,
    otherRegion,
    createKey: () => emulator.createKey({ accountId: ACCOUNT, region: 'us-east-1' }).arn,
    /** Calls in the log, as `operation sessionName sourceIdentity outcome`. */
    log: (operation?: string) =>
      emulator
        .callLog()
        .filter((call) => operation === undefined || call.operation === operation)
        .map(({ operation, sessionName = '-', sourceIdentity = '-', outcome }) =>
          [operation, sessionName, sourceIdentity, outcome].join(' '),
        ),
    pass(ms: number) {
      clock.advance(ms)
      awsClock.advance(ms)
    },
    async [Symbol.asyncDispose]() {
      kms[Symbol.dispose]()
      otherRegion[Symbol.dispose]()
      sts[Symbol.dispose]()
      await emulator[Symbol.asyncDispose]()
    },
  }
}
