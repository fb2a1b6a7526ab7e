import { partitionOf } from './partition-of.ts'
import type { Clock } from '../../clock.ts'
import { AWS_OPERATIONS } from './aws-operations.ts'
import { credentialErrorIn, isClockError, toGatewayError } from './aws-error.ts'
import type { CredentialRepair } from './aws-error.ts'
import { fixedCredentials } from './credentials.ts'
import type { AwsCredentials, AwsIdentity } from './credentials.ts'
import { clockDifference } from './clock-difference.ts'
import { CredentialsLateError, CredentialsUnavailableError } from './credentials-unavailable.ts'
import type { Exchange } from './exchange.ts'
import { readHttpSettings } from './http-settings.ts'
import type { HttpSettings } from './http-settings.ts'
import { createLeanClient } from './lean-client.ts'
import { openCredentials } from './open-credentials.ts'
import { requireSuccess } from './parse-response.ts'
import type { CallOptions, Kms, KmsInput, KmsOperation, KmsOutput } from '../kms.ts'
import { isRead } from '../operations.ts'
import { scopeName } from '../scopes.ts'
import { createUndiciHandler } from './undici-handler.ts'

export interface AwsKmsOptions {
  /** The account of the credentials. */
  readonly accountId: string
  /** As in ARNs: `us-east-1`, with {@link useFipsEndpoint}, for `fips-us-east-1`. */
  readonly region: string
  readonly clock: Clock
  /** @default the SDK's: `AWS_ENDPOINT_URL_KMS`, `AWS_ENDPOINT_URL`, else KMS's endpoint of the Region */
  readonly endpoint?: string | undefined
  /** Whether to use KMS's FIPS endpoint. @default the SDK's: `AWS_USE_FIPS_ENDPOINT`, or the profile's `use_fips_endpoint` */
  readonly useFipsEndpoint?: boolean | undefined
  /** @default those of the first configured source, see docs/aws-settings.md */
  readonly credentials?: AwsIdentity | AwsCredentials | undefined
  /** The credentials of the changes on behalf of a subject (`CallOptions.onBehalfOf`). @default `credentials` */
  readonly onBehalfOf?: ((subject: string) => AwsCredentials) | undefined
  /** Proxies and certificate authorities. @default as in the environment */
  readonly http?: HttpSettings | undefined
  /** Timeout of one attempt, from connecting to the last byte of the response, in milliseconds. @default 10_000 */
  readonly requestTimeoutMs?: number | undefined
  /** Measures the attempts. @default systemClock, because sockets do not use `clock` */
  readonly socketClock?: Clock | undefined
  /** Timeout of connecting, in milliseconds. @default 3_000 */
  readonly connectionTimeoutMs?: number | undefined
}

/** A call that is not sent is answered before its deadline, because after the deadline its outcome counts as unknown. */
const BEFORE_DEADLINE_MS = 500

/** The time in a response is in whole seconds, and the response takes time to arrive. */
const SAME_TIME_MS = 60_000

/** A {@link Kms} over the AWS SDK. Each call sends one request and does not retry. Dispose it to close its sockets. */
export interface AwsKms extends Kms, Disposable {}

/** @throws {StartupError} when the environment names a proxy or a CA bundle that is not valid */
export function createAwsKms(options: AwsKmsOptions): AwsKms {
  const { region, clock, endpoint, useFipsEndpoint } = options
  const requestHandler = createUndiciHandler({
    connectionTimeoutMs: options.connectionTimeoutMs,
    requestTimeoutMs: options.requestTimeoutMs,
    clock: options.socketClock,
    http: options.http ?? readHttpSettings(process.env),
  })
  const given = options.credentials ?? openCredentials({ environment: process.env, region, requestHandler })
  const own = 'provide' in given ? given : fixedCredentials(given)
  const client = createLeanClient({
    region,
    ...(endpoint === undefined ? {} : { endpoint }),
    ...(useFipsEndpoint === undefined ? {} : { useFipsEndpoint }),
    requestHandler,
    // One attempt, because each request needs a permit: limited-kms.ts retries. RotateKeyOnDemand also does not have an
    // idempotency token, so a retry after a dropped socket could start a second rotation. Standard mode, because in adaptive
    // mode one throttled operation would slow every other call of the client.
    maxAttempts: 1,
    retryMode: 'standard',
  })

  async function call<Name extends KmsOperation>(
    operation: Name,
    input: KmsInput<Name>,
    callOptions: CallOptions = {},
  ): Promise<KmsOutput<Name>> {
    const { signal, onSent, onClockDifference, onBehalfOf } = callOptions
    signal?.throwIfAborted()
    onSent?.(operation)
    const exchange: Exchange = { signal, identity: undefined, isSent: false, response: undefined }
    const isChange = !isRead(operation)
    const credentials = (isChange && onBehalfOf !== undefined && options.onBehalfOf?.(onBehalfOf)) || own
    const clockOffsetMs = client.config.systemClockOffset
    try {
      exchange.identity = credentials.ready ?? (await inTime(credentials.provide(), callOptions))
      const calledAt = clock.now()
      const output = await AWS_OPERATIONS[operation](client, input, exchange, clock)
      requireSuccess(exchange.response)
      const difference = onClockDifference && clockDifference(exchange.response, calledAt, clock.now())
      if (difference) onClockDifference(difference)
      return output
    } catch (error) {
      // A cancelled read does not have an outcome. A change that was sent has one, whether or not it is known.
      if (signal?.aborted && !(isChange && exchange.isSent)) throw signal.reason
      const rejection = credentialErrorIn(exchange.response)
      const repair =
        rejection &&
        (isClockError(rejection)
          ? clockRepair(clockOffsetMs)
          : await renewedAfter(credentials, exchange.identity, callOptions))
      const { keyId, marker }: { readonly keyId?: string | undefined; readonly marker?: string | undefined } =
        input
      throw toGatewayError(error, {
        operation,
        keyId,
        scope: scopeName({ accountId: options.accountId, region }),
        isChange,
        isOnBehalf: credentials !== own,
        marker,
        exchange,
        repair,
      })
    }
  }

  /** AWS rejected the time of the signature. The SDK has taken the time from the response, if the response has one. */
  function clockRepair(clockOffsetMs: number): CredentialRepair {
    const newOffsetMs = client.config.systemClockOffset
    return {
      isRepaired: Math.abs(newOffsetMs - clockOffsetMs) > SAME_TIME_MS,
      clockAheadMs: newOffsetMs === 0 ? undefined : -newOffsetMs,
    }
  }

  /** AWS rejected the credentials. Makes the next request use others, if there are any. */
  async function renewedAfter(
    credentials: AwsCredentials,
    rejected: AwsIdentity | undefined,
    callOptions: CallOptions,
  ): Promise<CredentialRepair> {
    if (!rejected) return { isRepaired: false }
    try {
      return { isRepaired: await inTime(credentials.renew(rejected), callOptions) }
    } catch (failure) {
      if (failure instanceof CredentialsUnavailableError)
        return { isRepaired: false, renewalFailure: failure }
      if (failure instanceof CredentialsLateError || callOptions.signal?.aborted) return { isRepaired: false }
      throw failure
    }
  }

  /** Waits until the signal aborts, or until shortly before the deadline. A change has a deadline only. */
  async function inTime<Value>(work: Promise<Value>, { signal, deadline }: CallOptions): Promise<Value> {
    if (deadline === undefined) return untilAborted(work, signal)
    const finished = new AbortController()
    const leftMs = deadline - clock.elapsed()
    const waitMs = leftMs - Math.min(BEFORE_DEADLINE_MS, leftMs / 2)
    const late = clock.sleep(waitMs, finished.signal).then(() => {
      throw new CredentialsLateError('The credentials were not available before the deadline.')
    })
    return untilAborted(Promise.race([work, late]), signal).finally(() => finished.abort())
  }

  return {
    scope: { partition: partitionOf(region), accountId: options.accountId, region },
    call,
    [Symbol.dispose]() {
      client.destroy()
    },
  }
}

/** The source of the credentials may take longer than the caller waits. Rejects when the signal aborts. */
async function untilAborted<Value>(work: Promise<Value>, signal: AbortSignal | undefined): Promise<Value> {
  if (!signal) return work
  let stop = () => {}
  const aborted = new Promise<never>((_, reject) => {
    stop = () => reject(signal.reason)
    if (signal.aborted) stop()
    signal.addEventListener('abort', stop, { once: true })
  })
  return Promise.race([work, aborted]).finally(() => signal.removeEventListener('abort', stop))
}
