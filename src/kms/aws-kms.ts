import {
  DescribeKeyCommand,
  DisableKeyRotationCommand,
  EnableKeyRotationCommand,
  GetKeyRotationStatusCommand,
  KMSClient,
  ListAliasesCommand,
  ListKeyRotationsCommand,
  ListKeysCommand,
  ListResourceTagsCommand,
  RotateKeyOnDemandCommand,
} from '@aws-sdk/client-kms'
import type { KeyMetadata as SdkKeyMetadata, RotationsListEntry as SdkRotation } from '@aws-sdk/client-kms'
import type { Clock } from '../clock.ts'
import { StartupError } from '../errors.ts'
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
} from './answer.ts'
import { toGatewayError } from './aws-error.ts'
import type { Exchange, HttpAnswer } from './exchange.ts'
import { createLeanClient, followed } from './lean-client.ts'
import type {
  CallOptions,
  CallReceipt,
  KeyMetadata,
  Kms,
  KmsOperation,
  Page,
  RotationsListEntry,
} from './kms.ts'
import { createUndiciHandler } from './undici-handler.ts'

export interface AwsKmsOptions {
  readonly region: string
  readonly clock: Clock
  /** @default the SDK's: `AWS_ENDPOINT_URL_KMS`, `AWS_ENDPOINT_URL`, else KMS's endpoint of the Region */
  readonly endpoint?: string | undefined
  /** @default the SDK's credential chain */
  readonly credentials?: { readonly accessKeyId: string; readonly secretAccessKey: string } | undefined
  /** How long one attempt may take, in milliseconds. @default 10_000 */
  readonly requestTimeoutMs?: number | undefined
  /** How long connecting may take, in milliseconds. @default 3_000 */
  readonly connectionTimeoutMs?: number | undefined
}

interface Asked {
  readonly operation: KmsOperation
  readonly keyId?: string | undefined
  readonly marker?: string | undefined
  readonly isChange?: boolean
}

/** A {@link Kms} over the AWS SDK: each call is one request, whatever becomes of it. Dispose it to close its sockets. */
export interface AwsKms extends Kms, Disposable {}

export function createAwsKms(options: AwsKmsOptions): AwsKms {
  const { region, clock, endpoint, credentials } = options
  const client = createLeanClient({
    region,
    ...(endpoint === undefined ? {} : { endpoint }),
    ...(credentials === undefined ? {} : { credentials }),
    requestHandler: createUndiciHandler({
      connectionTimeoutMs: options.connectionTimeoutMs ?? 3_000,
      requestTimeoutMs: options.requestTimeoutMs ?? 10_000,
    }),
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
    try {
      const output = await send(exchange)
      requireSuccess(exchange.answer)
      return output
    } catch (error) {
      // A read that nobody waits for any more has no outcome; a change that was sent has one, known or not.
      if (signal?.aborted && !(isChange && exchange.isSent)) throw signal.reason
      throw toGatewayError(error, { operation, keyId, region, isChange, marker, exchange })
    }
  }

  return {
    region,

    listKeys: ({ limit: Limit, marker: Marker }, call) =>
      ask({ operation: 'ListKeys', marker: Marker }, call, async (exchange) => {
        const output = await client.send(followed(new ListKeysCommand({ Limit, Marker }), exchange))
        return page(output, Marker, 'Keys', output.Keys, ({ KeyId, KeyArn }) => ({
          keyId: requiredText('KeyId', KeyId),
          keyArn: requiredKeyArn('KeyArn', KeyArn),
        }))
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
          aliasArn: requiredText('AliasArn', alias.AliasArn),
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

/**
 * The Regions to serve on AWS: those given, else the one Region of the environment or profile. Rejects with a
 * `StartupError`, readable as it is, when AWS's own settings leave the Region or the credentials open.
 */
export async function resolveAwsSettings(regions: readonly string[]): Promise<readonly string[]> {
  const client = new KMSClient(regions[0] === undefined ? {} : { region: regions[0] })
  try {
    const region = await client.config.region().catch((cause: unknown) => {
      throw new StartupError(
        'No AWS Region. Set AWS_REGION, or a region in your profile, or give --regions.',
        { cause },
      )
    })
    await client.config.credentials().catch((cause: unknown) => {
      throw new StartupError(
        "No AWS credentials. Set AWS_PROFILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or run where a role is attached; for a demo without AWS give '--kms emulator'.",
        { cause },
      )
    })
    return regions.length > 0 ? regions : [region]
  } finally {
    client.destroy()
  }
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

function toKeyMetadata(metadata: SdkKeyMetadata, asked: string): KeyMetadata {
  const arn = requiredKeyArn('Arn', metadata.Arn)
  if (!/(^|:)alias\//.test(asked)) requireSameKey('Arn', arn, asked)
  const regions = metadata.MultiRegionConfiguration
  const type = text('MultiRegionKeyType', regions?.MultiRegionKeyType)
  return {
    keyArn: arn,
    keyId: text('KeyId', metadata.KeyId) ?? arn.slice(arn.lastIndexOf('/') + 1),
    description: text('Description', metadata.Description) ?? '',
    keyState: requiredText('KeyState', metadata.KeyState),
    keyManager: requiredText('KeyManager', metadata.KeyManager),
    origin: requiredText('Origin', metadata.Origin),
    keySpec: requiredText('KeySpec', metadata.KeySpec),
    keyUsage: requiredText('KeyUsage', metadata.KeyUsage),
    creationDate: date('CreationDate', metadata.CreationDate),
    deletionDate: date('DeletionDate', metadata.DeletionDate),
    multiRegion: type
      ? {
          type,
          primaryKeyArn: keyArn('PrimaryKey.Arn', regions?.PrimaryKey?.Arn),
          replicaKeyArns: (list('ReplicaKeys', regions?.ReplicaKeys) ?? []).map(({ Arn }) =>
            requiredKeyArn('ReplicaKeys.Arn', Arn),
          ),
        }
      : undefined,
    currentKeyMaterialId: text('CurrentKeyMaterialId', metadata.CurrentKeyMaterialId),
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
