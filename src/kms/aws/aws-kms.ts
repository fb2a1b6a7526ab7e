import {
  DescribeKeyCommand,
  DisableKeyRotationCommand,
  EnableKeyRotationCommand,
  GetKeyRotationStatusCommand,
  ListAliasesCommand,
  ListKeyRotationsCommand,
  ListKeysCommand,
  ListResourceTagsCommand,
  RotateKeyOnDemandCommand,
} from '@aws-sdk/client-kms'
import type { KeyMetadata as SdkKeyMetadata, RotationsListEntry as SdkRotation } from '@aws-sdk/client-kms'
import type { Clock } from '../../clock.ts'
import {
  date,
  days,
  keyArn,
  list,
  malformed,
  nextMarker,
  requireEmpty,
  requireSameKey,
  requireSuccess,
  requiredBoolean,
  requiredKeyArn,
  requiredList,
  requiredObject,
  requiredText,
  text,
} from './parse-response.ts'
import { credentialErrorIn, isClockError, toGatewayError } from './aws-error.ts'
import type { CredentialRepair } from './aws-error.ts'
import type { AwsCredentials, AwsIdentity } from './credentials.ts'
import { clockDifference } from './clock-difference.ts'
import { CredentialsUnavailableError } from './credentials-unavailable.ts'
import type { Exchange, HttpAnswer } from './exchange.ts'
import { readHttpSettings } from './http-settings.ts'
import type { HttpSettings } from './http-settings.ts'
import { createLeanClient, followed } from './lean-client.ts'
import type { NamedError } from './named-error.ts'
import { openCredentials } from './open-credentials.ts'
import { parseKeyArn } from '../key-arn.ts'
import type {
  CallOptions,
  CallReceipt,
  KeyMetadata,
  Kms,
  KmsOperation,
  Page,
  RotationsListEntry,
} from '../kms.ts'
import { createUndiciHandler } from './undici-handler.ts'

export interface AwsKmsOptions {
  /** As it is in ARNs: `us-east-1`, with {@link useFipsEndpoint}, for `fips-us-east-1`. */
  readonly region: string
  readonly clock: Clock
  /** @default the SDK's: `AWS_ENDPOINT_URL_KMS`, `AWS_ENDPOINT_URL`, else KMS's endpoint of the Region */
  readonly endpoint?: string | undefined
  /** Whether to use KMS's FIPS endpoint. @default the SDK's: `AWS_USE_FIPS_ENDPOINT`, or the profile's `use_fips_endpoint` */
  readonly useFipsEndpoint?: boolean | undefined
  /** @default those of the first source that is configured, see docs/aws-settings.md */
  readonly credentials?: AwsIdentity | AwsCredentials | undefined
  /** Proxies and certificate authorities. @default as in the environment */
  readonly http?: HttpSettings | undefined
  /** How long one attempt may take, from connecting to the last byte of its answer, in milliseconds. @default 10_000 */
  readonly requestTimeoutMs?: number | undefined
  /** Measures how long an attempt takes. @default systemClock: sockets know no other time, whatever `clock` is */
  readonly socketClock?: Clock | undefined
  /** How long connecting may take, in milliseconds. @default 3_000 */
  readonly connectionTimeoutMs?: number | undefined
}

/** The time in an answer is in whole seconds, and was on its way. */
const SAME_TIME_MS = 60_000

interface Asked {
  readonly operation: KmsOperation
  readonly keyId?: string | undefined
  readonly marker?: string | undefined
  readonly isChange?: boolean
}

/** A {@link Kms} over the AWS SDK: each call is one request, whatever becomes of it. Dispose it to close its sockets. */
export interface AwsKms extends Kms, Disposable {}

/** @throws {StartupError} when the environment names a proxy or a bundle of certificates that cannot be used */
export function createAwsKms(options: AwsKmsOptions): AwsKms {
  const { region, clock, endpoint, useFipsEndpoint } = options
  const requestHandler = createUndiciHandler({
    connectionTimeoutMs: options.connectionTimeoutMs,
    requestTimeoutMs: options.requestTimeoutMs,
    clock: options.socketClock,
    http: options.http ?? readHttpSettings(process.env),
  })
  const given = options.credentials ?? openCredentials({ environment: process.env, region, requestHandler })
  const credentials = 'provide' in given ? given : undefined
  const client = createLeanClient({
    region,
    ...(endpoint === undefined ? {} : { endpoint }),
    ...(useFipsEndpoint === undefined ? {} : { useFipsEndpoint }),
    // Marked, so that the SDK does not keep a copy of its own, which would outlive a renewal.
    credentials: 'provide' in given ? Object.assign(() => given.provide(), { memoized: true }) : given,
    requestHandler,
    // One attempt: each request takes its turn at a quota, so whoever counts them sends them again (limited-kms.ts). And
    // RotateKeyOnDemand has no token: a retry after a dropped socket could spend a second rotation. Standard mode: in
    // adaptive mode an exhausted key would slow every other call of the client.
    maxAttempts: 1,
    retryMode: 'standard',
  })

  async function ask<Output>(
    asked: Asked,
    call: CallOptions | undefined,
    send: (exchange: Exchange) => Promise<Output>,
  ): Promise<Output> {
    const { operation, keyId, marker, isChange = false } = asked
    const signal = call?.signal
    signal?.throwIfAborted()
    call?.onSent?.(operation)
    const exchange: Exchange = { signal, isSent: false, answer: undefined }
    const signedWith = credentials?.ready
    const clockOffsetMs = client.config.systemClockOffset
    const askedAt = clock.now()
    try {
      if (credentials && !signedWith) await untilAborted(credentials.provide(), signal)
      const output = await send(exchange)
      requireSuccess(exchange.answer)
      const difference = call?.onClockDifference && clockDifference(exchange.answer, askedAt, clock.now())
      if (difference) call.onClockDifference(difference)
      return output
    } catch (error) {
      // A read that nobody waits for any more has no outcome; a change that was sent has one, known or not.
      if (signal?.aborted && !(isChange && exchange.isSent)) throw signal.reason
      const rejection = credentialErrorIn(exchange.answer)
      const repair =
        rejection && (await repairAfter(rejection, signedWith ?? credentials?.ready, clockOffsetMs, signal))
      throw toGatewayError(error, { operation, keyId, region, isChange, marker, exchange, repair })
    }
  }

  /** AWS rejected who signed the request, or when: sees to it that the next request is signed in another way. */
  async function repairAfter(
    rejection: NamedError,
    signedWith: AwsIdentity | undefined,
    clockOffsetMs: number,
    signal: AbortSignal | undefined,
  ): Promise<CredentialRepair> {
    if (isClockError(rejection)) {
      // The SDK has taken the time from the answer, if the answer has one.
      const newOffsetMs = client.config.systemClockOffset
      return {
        isRepaired: Math.abs(newOffsetMs - clockOffsetMs) > SAME_TIME_MS,
        clockAheadMs: newOffsetMs === 0 ? undefined : -newOffsetMs,
      }
    }
    if (!credentials || !signedWith) return { isRepaired: false }
    try {
      return { isRepaired: await untilAborted(credentials.renew(signedWith), signal) }
    } catch (failure) {
      if (failure instanceof CredentialsUnavailableError)
        return { isRepaired: false, renewalFailure: failure }
      if (signal?.aborted) return { isRepaired: false }
      throw failure
    }
  }

  return {
    region,

    listKeys: ({ limit: Limit, marker: Marker }, call) =>
      ask({ operation: 'ListKeys', marker: Marker }, call, async (exchange) => {
        const output = await client.send(followed(new ListKeysCommand({ Limit, Marker }), exchange))
        return page(output, Marker, 'Keys', output.Keys, ({ KeyId, KeyArn }) => {
          const arn = requiredKeyArn('KeyArn', KeyArn)
          return { keyArn: arn, keyId: text('KeyId', KeyId) ?? arn.slice(arn.lastIndexOf('/') + 1) }
        })
      }),

    describeKey: (KeyId, call) =>
      ask({ operation: 'DescribeKey', keyId: KeyId }, call, async (exchange) => {
        const { KeyMetadata: metadata } = await client.send(
          followed(new DescribeKeyCommand({ KeyId }), exchange),
        )
        return toKeyMetadata(requiredObject('KeyMetadata', metadata), KeyId)
      }),

    listAliases: ({ keyId: KeyId, limit: Limit, marker: Marker }, call) =>
      ask({ operation: 'ListAliases', keyId: KeyId, marker: Marker }, call, async (exchange) => {
        const output = await client.send(followed(new ListAliasesCommand({ KeyId, Limit, Marker }), exchange))
        return page(output, Marker, 'Aliases', output.Aliases, (alias) => ({
          aliasName: requiredText('AliasName', alias.AliasName),
          aliasArn: text('AliasArn', alias.AliasArn),
          targetKeyId: text('TargetKeyId', alias.TargetKeyId),
          creationDate: date('CreationDate', alias.CreationDate),
          lastUpdatedDate: date('LastUpdatedDate', alias.LastUpdatedDate),
        }))
      }),

    listResourceTags: (KeyId, { limit: Limit, marker: Marker }, call) =>
      ask({ operation: 'ListResourceTags', keyId: KeyId, marker: Marker }, call, async (exchange) => {
        const output = await client.send(
          followed(new ListResourceTagsCommand({ KeyId, Limit, Marker }), exchange),
        )
        return page(output, Marker, 'Tags', output.Tags, ({ TagKey, TagValue }) => ({
          tagKey: requiredText('TagKey', TagKey),
          tagValue: text('TagValue', TagValue) ?? malformed('TagValue', 'is missing'),
        }))
      }),

    getKeyRotationStatus: (KeyId, call) =>
      ask({ operation: 'GetKeyRotationStatus', keyId: KeyId }, call, async (exchange) => {
        const output = await client.send(followed(new GetKeyRotationStatusCommand({ KeyId }), exchange))
        requireSameKey('KeyId', text('KeyId', output.KeyId), KeyId)
        return {
          keyRotationEnabled: requiredBoolean('KeyRotationEnabled', output.KeyRotationEnabled),
          rotationPeriodInDays: days('RotationPeriodInDays', output.RotationPeriodInDays),
          nextRotationDate: date('NextRotationDate', output.NextRotationDate),
          onDemandRotationStartDate: date('OnDemandRotationStartDate', output.OnDemandRotationStartDate),
          observedAt: new Date(clock.now()),
        }
      }),

    listKeyRotations: (
      KeyId,
      { includeKeyMaterial: IncludeKeyMaterial, limit: Limit, marker: Marker },
      call,
    ) =>
      ask({ operation: 'ListKeyRotations', keyId: KeyId, marker: Marker }, call, async (exchange) => {
        const output = await client.send(
          followed(new ListKeyRotationsCommand({ KeyId, IncludeKeyMaterial, Limit, Marker }), exchange),
        )
        return page(output, Marker, 'Rotations', output.Rotations, (entry) =>
          toRotationsListEntry(entry, KeyId),
        )
      }),

    enableKeyRotation: (KeyId, RotationPeriodInDays, call) =>
      ask({ operation: 'EnableKeyRotation', keyId: KeyId, isChange: true }, call, async (exchange) => {
        const output = await client.send(
          followed(new EnableKeyRotationCommand({ KeyId, RotationPeriodInDays }), exchange),
        )
        return emptyReceipt(output, exchange.answer)
      }),

    disableKeyRotation: (KeyId, call) =>
      ask({ operation: 'DisableKeyRotation', keyId: KeyId, isChange: true }, call, async (exchange) => {
        const output = await client.send(followed(new DisableKeyRotationCommand({ KeyId }), exchange))
        return emptyReceipt(output, exchange.answer)
      }),

    rotateKeyOnDemand: (KeyId, call) =>
      ask({ operation: 'RotateKeyOnDemand', keyId: KeyId, isChange: true }, call, async (exchange) => {
        const output = await client.send(followed(new RotateKeyOnDemandCommand({ KeyId }), exchange))
        requireSameKey('KeyId', requiredText('KeyId', output.KeyId), KeyId)
        return receipt(output)
      }),

    [Symbol.dispose]() {
      client.destroy()
    },
  }
}

/** The source of the credentials may take longer than the caller waits. */
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

function page<Wire, Item>(
  output: { readonly NextMarker?: string | undefined; readonly Truncated?: boolean | undefined },
  asked: string | undefined,
  name: string,
  items: readonly Wire[] | undefined,
  convert: (item: Wire) => Item,
): Page<Item> {
  return { items: requiredList(name, items).map(convert), nextMarker: nextMarker(output, asked) }
}

interface SdkOutput {
  readonly $metadata: { readonly requestId?: string | undefined }
}

function receipt({ $metadata }: SdkOutput): CallReceipt {
  return { awsRequestId: $metadata.requestId }
}

/** An empty body says nothing by itself: what makes it an answer of KMS is KMS's request id. */
function emptyReceipt(output: SdkOutput, answer: HttpAnswer | undefined): CallReceipt {
  requireEmpty(answer)
  requiredText('x-amzn-requestid', output.$metadata.requestId)
  return receipt(output)
}

/**
 * What names the key is required, because everything else is told of that key. All that AWS calls optional besides may be
 * absent: what is not known of a key is not known, and the rest of it is.
 */
function toKeyMetadata(metadata: SdkKeyMetadata, asked: string): KeyMetadata {
  const id = text('KeyId', metadata.KeyId)
  const named = keyArn('Arn', metadata.Arn)
  const isNamedByAlias = /(^|:)alias\//.test(asked)
  if (!isNamedByAlias)
    for (const each of [named, id]) requireSameKey(each === id ? 'KeyId' : 'Arn', each, asked)
  // An answer that names no key may be of any.
  const isOfAsked = id !== undefined && parseKeyArn(asked) !== undefined
  const arn = named ?? (isOfAsked ? asked : malformed('Arn', 'is missing'))
  return {
    keyArn: arn,
    keyId: id ?? arn.slice(arn.lastIndexOf('/') + 1),
    description: text('Description', metadata.Description),
    keyState: text('KeyState', metadata.KeyState) ?? (metadata.Enabled === true ? 'Enabled' : undefined),
    keyManager: text('KeyManager', metadata.KeyManager),
    origin: text('Origin', metadata.Origin),
    keySpec:
      text('KeySpec', metadata.KeySpec) ?? text('CustomerMasterKeySpec', metadata.CustomerMasterKeySpec),
    keyUsage: text('KeyUsage', metadata.KeyUsage),
    creationDate: date('CreationDate', metadata.CreationDate),
    deletionDate: date('DeletionDate', metadata.DeletionDate),
    multiRegion: toMultiRegion(metadata),
    currentKeyMaterialId: text('CurrentKeyMaterialId', metadata.CurrentKeyMaterialId),
  }
}

function toMultiRegion({ MultiRegion: isOne, MultiRegionConfiguration: relatives }: SdkKeyMetadata) {
  const type = text('MultiRegionKeyType', relatives?.MultiRegionKeyType)
  if (type === undefined && isOne !== true) return undefined
  const replicas = list('ReplicaKeys', relatives?.ReplicaKeys)?.map(({ Arn }) =>
    keyArn('ReplicaKeys.Arn', Arn),
  )
  const known = replicas?.filter((arn) => arn !== undefined)
  return {
    type: type ?? 'unknown',
    primaryKeyArn: keyArn('PrimaryKey.Arn', relatives?.PrimaryKey?.Arn),
    replicaKeyArns: known?.length === replicas?.length ? known : undefined,
  }
}

function toRotationsListEntry(entry: SdkRotation, asked: string): RotationsListEntry {
  requireSameKey('KeyId', text('KeyId', entry.KeyId), asked)
  return {
    keyMaterialId: text('KeyMaterialId', entry.KeyMaterialId),
    keyMaterialDescription: text('KeyMaterialDescription', entry.KeyMaterialDescription),
    keyMaterialState: text('KeyMaterialState', entry.KeyMaterialState),
    importState: text('ImportState', entry.ImportState),
    validTo: date('ValidTo', entry.ValidTo),
    rotationDate: date('RotationDate', entry.RotationDate),
    rotationType: text('RotationType', entry.RotationType),
  }
}
