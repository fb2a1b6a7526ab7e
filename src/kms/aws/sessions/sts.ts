import type { STSClient } from '@aws-sdk/client-sts'
import { systemClock } from '../../../clock.ts'
import type { Clock } from '../../../clock.ts'
import { createConcurrencyLimit } from '../../../concurrency-limit.ts'
import { codeOf, isClockError, isCredentialError } from '../aws-error.ts'
import type { AwsCredentials, AwsIdentity } from '../credentials.ts'
import type { HttpSettings } from '../http-settings.ts'
import { createUndiciHandler } from '../undici-handler.ts'
import { StsError } from './sts-error.ts'

/** AWS STS in one Region. Dispose it to close its sockets. */
export interface Sts extends Disposable {
  /**
   * AssumeRole, for one hour. At most ten of these requests are in flight.
   *
   * @throws {StsError} when STS rejected the request or could not be reached
   * @throws {CredentialsUnavailableError} when the gateway does not have credentials to sign with
   */
  assumeRole(request: AssumeRoleRequest): Promise<AssumedRole>
  /** GetCallerIdentity: the account and principal of the credentials. Needs no permission. Throws as `assumeRole` does. */
  callerIdentity(): Promise<CallerIdentity>
}

export interface AssumeRoleRequest {
  readonly roleArn: string
  /** Shown in CloudTrail and in the ARN of the session: 2 to 64 letters, digits and characters of `_+=,.@-`. */
  readonly sessionName: string
  readonly externalId?: string | undefined
  /** Shown in CloudTrail. It has the same form as a session name. */
  readonly sourceIdentity?: string | undefined
}

export interface AssumedRole {
  readonly identity: AwsIdentity
  /** The source identity of the session: of the request, or else of the credentials that signed the request. */
  readonly sourceIdentity: string | undefined
}

export interface CallerIdentity {
  readonly accountId: string
  /** Names a principal: for the log and for administrators. */
  readonly arn: string
  /** `aws`, `aws-cn`, … */
  readonly partition: string
}

export interface StsOptions {
  /** Sign the requests. */
  readonly credentials: AwsCredentials
  /** The Region of the endpoint. Sessions of a Regional endpoint are valid in every Region. */
  readonly region: string
  /** @default the SDK's: `AWS_ENDPOINT_URL_STS`, `AWS_ENDPOINT_URL`, else STS's endpoint of the Region */
  readonly endpoint?: string | undefined
  /** @default the SDK's: `AWS_USE_FIPS_ENDPOINT`, or the profile's `use_fips_endpoint` */
  readonly useFipsEndpoint?: boolean | undefined
  readonly http: HttpSettings
  /** Dates the expiry of sessions. @default systemClock */
  readonly clock?: Clock | undefined
  /** Timeout of one request, in milliseconds. @default 10_000 */
  readonly requestTimeoutMs?: number | undefined
}

/** Every role allows sessions of one hour, and AWS allows no longer sessions for the credentials of a role. */
const SESSION_MS = 3_600_000
const MAX_IN_FLIGHT = 10
/** A difference that is greater shows that this machine's clock is wrong. */
const CLOCK_TOLERANCE_MS = 60_000

export function createSts(options: StsOptions): Sts {
  const { credentials, region, endpoint, useFipsEndpoint, clock = systemClock } = options
  const { http, requestTimeoutMs } = options
  const requestHandler = createUndiciHandler({ http, requestTimeoutMs })
  const limit = createConcurrencyLimit(MAX_IN_FLIGHT)
  const disposed = new AbortController()

  /** The client of the last identity. A client has one identity, so that it is known which one AWS rejected. */
  let known: { readonly identity: AwsIdentity; readonly client: STSClient } | undefined

  async function clientOf(identity: AwsIdentity): Promise<STSClient> {
    if (known?.identity === identity) return known.client
    const { STSClient } = await sdk()
    const client = new STSClient({
      region,
      ...(endpoint === undefined ? {} : { endpoint }),
      ...(useFipsEndpoint === undefined ? {} : { useFipsEndpoint }),
      credentials: identity,
      requestHandler,
      systemClockOffset: known?.client.config.systemClockOffset ?? 0,
      maxAttempts: 1,
    })
    known = { identity, client }
    return client
  }

  /**
   * Sends a request. Sends it again, once, when AWS rejected the credentials or the time and there are others now. Errors do
   * not contain the external ID of the request.
   */
  async function send<Output>(
    request: (client: STSClient) => Promise<Output>,
    externalId?: string,
  ): Promise<Output> {
    for (let attempt = 1; ; attempt++) {
      const identity = await credentials.provide()
      const client = await clientOf(identity)
      const clockOffsetMs = client.config.systemClockOffset
      try {
        return await request(client)
      } catch (thrown) {
        const error = toStsError(thrown, externalId)
        if (attempt > 1 || error.kind !== 'CREDENTIALS') throw error
        // The SDK has taken the time from the response.
        const movedMs = Math.abs(client.config.systemClockOffset - clockOffsetMs)
        const isRepaired = isClockError({ name: error.reason, message: error.message })
          ? movedMs > CLOCK_TOLERANCE_MS
          : await credentials.renew(identity)
        if (!isRepaired) throw error
      }
    }
  }

  return {
    assumeRole: ({ roleArn, sessionName, externalId, sourceIdentity }) =>
      limit.run(async () => {
        const { AssumeRoleCommand } = await sdk()
        const command = new AssumeRoleCommand({
          RoleArn: roleArn,
          RoleSessionName: sessionName,
          DurationSeconds: SESSION_MS / 1_000,
          ...(externalId === undefined ? {} : { ExternalId: externalId }),
          ...(sourceIdentity === undefined ? {} : { SourceIdentity: sourceIdentity }),
        })
        const { Credentials, SourceIdentity } = await send((client) => client.send(command), externalId)
        const { AccessKeyId, SecretAccessKey, SessionToken, Expiration } = Credentials ?? {}
        if (!AccessKeyId || !SecretAccessKey || !SessionToken) throw unreadable('AssumeRole')
        return {
          identity: {
            accessKeyId: AccessKeyId,
            secretAccessKey: SecretAccessKey,
            sessionToken: SessionToken,
            expiration: expirationOnClock(Expiration, clock.now()),
          },
          sourceIdentity: SourceIdentity || undefined,
        }
      }, disposed.signal),
    async callerIdentity() {
      const { GetCallerIdentityCommand } = await sdk()
      const { Account, Arn } = await send((client) => client.send(new GetCallerIdentityCommand({})))
      const [, partition] = Arn?.split(':') ?? []
      if (!Account || !Arn || !partition) throw unreadable('GetCallerIdentity')
      return { accountId: Account, arn: Arn, partition }
    },
    [Symbol.dispose]() {
      disposed.abort()
      requestHandler.destroy()
    },
  }
}

/** Imported on demand, because a gateway that serves one account does not need it. */
const sdk = () => import('./sts-client.ts')

/** Without the error of the SDK as its cause, which has the response and the request. */
function toStsError(thrown: unknown, externalId: string | undefined): StsError {
  const { Code: code, message, $metadata: metadata }: StsFault = Object(thrown)
  // Only STS names its error. Anything else may come from a proxy.
  if (typeof code !== 'string' || code === '') return new StsError(thrown, 'UNREACHABLE', codeOf(thrown))
  const isTemporary = (metadata?.httpStatusCode ?? 0) >= 500 || TEMPORARY.has(code)
  const kind = isTemporary ? 'UNREACHABLE' : isCredentialError(code) ? 'CREDENTIALS' : 'REJECTED'
  const text = typeof message === 'string' && message !== '' ? message : code
  return new StsError(externalId === undefined ? text : text.replaceAll(externalId, '…'), kind, code)
}

interface StsFault {
  readonly Code?: unknown
  readonly message?: unknown
  readonly $metadata?: { readonly httpStatusCode?: number }
}

const TEMPORARY = new Set([
  'Throttling',
  'ThrottlingException',
  'TooManyRequestsException',
  'RequestLimitExceeded',
])

const unreadable = (operation: string) =>
  new StsError(
    new Error(`STS's response to ${operation} is not readable.`),
    'UNREACHABLE',
    'malformed response',
  )

/** When a session expires on this machine's clock, which may be wrong. */
function expirationOnClock(expiration: Date | undefined, now: number): Date {
  const lifetimeMs = (expiration?.getTime() ?? NaN) - now
  const isPlausible = lifetimeMs > 0 && lifetimeMs <= SESSION_MS + CLOCK_TOLERANCE_MS
  return new Date(now + (isPlausible ? lifetimeMs : SESSION_MS))
}
