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
import type {
  KeyMetadata as SdkKeyMetadata,
  KMSClientConfig,
  RotationsListEntry as SdkRotation,
} from '@aws-sdk/client-kms'
import type { Clock } from '../clock.ts'
import { StartupError } from '../errors.ts'
import { toGatewayError } from './aws-error.ts'
import type {
  CallOptions,
  CallReceipt,
  KeyMetadata,
  Kms,
  KmsOperation,
  Page,
  RotationsListEntry,
} from './kms.ts'

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

/** A {@link Kms} over the AWS SDK. Dispose it to close its sockets. */
export interface AwsKms extends Kms, Disposable {}

export function createAwsKms(options: AwsKmsOptions): AwsKms {
  const { region, clock, endpoint, credentials } = options
  const config: KMSClientConfig = {
    region,
    ...(endpoint === undefined ? {} : { endpoint }),
    ...(credentials === undefined ? {} : { credentials }),
    requestHandler: {
      connectionTimeout: options.connectionTimeoutMs ?? 3_000,
      requestTimeout: options.requestTimeoutMs ?? 10_000,
      throwOnRequestTimeout: true,
    },
  }
  const client = new KMSClient(config)
  // Changes have one attempt. RotateKeyOnDemand has no token, so the SDK's retry after a dropped socket could spend a
  // second rotation; and of several attempts only the last one's failure is told, whatever the first one did. Standard
  // mode: in adaptive mode an exhausted key would slow every other call of the client.
  const changer = new KMSClient({ ...config, maxAttempts: 1, retryMode: 'standard' })

  async function ask<Output>(
    operation: KmsOperation,
    keyId: string | undefined,
    call: CallOptions | undefined,
    send: (options: { abortSignal?: AbortSignal }) => Promise<Output>,
    isChange = false,
  ): Promise<Output> {
    const signal = call?.signal
    signal?.throwIfAborted()
    call?.onSent?.(operation)
    try {
      return await send(signal ? { abortSignal: signal } : {})
    } catch (error) {
      // A read that nobody waits for any more has no outcome; a change has one, known or not.
      if (signal?.aborted && !isChange) throw signal.reason
      throw toGatewayError(error, { operation, keyId, region, isChange })
    }
  }

  return {
    region,

    listKeys: ({ limit: Limit, marker: Marker }, call) =>
      ask('ListKeys', undefined, call, async (http) => {
        const output = await client.send(new ListKeysCommand({ Limit, Marker }), http)
        return page(output, output.Keys, ({ KeyId: keyId, KeyArn: keyArn }) =>
          keyId !== undefined && keyArn !== undefined ? { keyId, keyArn } : undefined,
        )
      }),

    describeKey: (KeyId, call) =>
      ask('DescribeKey', KeyId, call, async (http) => {
        const { KeyMetadata: metadata } = await client.send(new DescribeKeyCommand({ KeyId }), http)
        if (!metadata?.Arn) throw new Error('DescribeKey answered without KeyMetadata.Arn')
        return toKeyMetadata(metadata, metadata.Arn)
      }),

    listAliases: ({ keyId: KeyId, limit: Limit, marker: Marker }, call) =>
      ask('ListAliases', KeyId, call, async (http) => {
        const output = await client.send(new ListAliasesCommand({ KeyId, Limit, Marker }), http)
        return page(output, output.Aliases, (alias) =>
          alias.AliasName !== undefined && alias.AliasArn !== undefined
            ? {
                aliasName: alias.AliasName,
                aliasArn: alias.AliasArn,
                targetKeyId: alias.TargetKeyId,
                creationDate: alias.CreationDate,
                lastUpdatedDate: alias.LastUpdatedDate,
              }
            : undefined,
        )
      }),

    listResourceTags: (KeyId, { limit: Limit, marker: Marker }, call) =>
      ask('ListResourceTags', KeyId, call, async (http) => {
        const output = await client.send(new ListResourceTagsCommand({ KeyId, Limit, Marker }), http)
        return page(output, output.Tags, ({ TagKey: tagKey, TagValue: tagValue }) =>
          tagKey !== undefined && tagValue !== undefined ? { tagKey, tagValue } : undefined,
        )
      }),

    getKeyRotationStatus: (KeyId, call) =>
      ask('GetKeyRotationStatus', KeyId, call, async (http) => {
        const output = await client.send(new GetKeyRotationStatusCommand({ KeyId }), http)
        return {
          keyRotationEnabled: output.KeyRotationEnabled ?? false,
          rotationPeriodInDays: output.RotationPeriodInDays,
          nextRotationDate: output.NextRotationDate,
          onDemandRotationStartDate: output.OnDemandRotationStartDate,
          observedAt: new Date(clock.now()),
        }
      }),

    listKeyRotations: (
      KeyId,
      { includeKeyMaterial: IncludeKeyMaterial, limit: Limit, marker: Marker },
      call,
    ) =>
      ask('ListKeyRotations', KeyId, call, async (http) => {
        const output = await client.send(
          new ListKeyRotationsCommand({ KeyId, IncludeKeyMaterial, Limit, Marker }),
          http,
        )
        return page(output, output.Rotations, toRotationsListEntry)
      }),

    enableKeyRotation: (KeyId, RotationPeriodInDays, call) =>
      ask(
        'EnableKeyRotation',
        KeyId,
        call,
        async (http) =>
          receipt(await changer.send(new EnableKeyRotationCommand({ KeyId, RotationPeriodInDays }), http)),
        true,
      ),

    disableKeyRotation: (KeyId, call) =>
      ask(
        'DisableKeyRotation',
        KeyId,
        call,
        async (http) => receipt(await changer.send(new DisableKeyRotationCommand({ KeyId }), http)),
        true,
      ),

    rotateKeyOnDemand: (KeyId, call) =>
      ask(
        'RotateKeyOnDemand',
        KeyId,
        call,
        async (http) => receipt(await changer.send(new RotateKeyOnDemandCommand({ KeyId }), http)),
        true,
      ),

    [Symbol.dispose]() {
      client.destroy()
      changer.destroy()
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

/** Entries without the members that name them are left out: there is nothing to show of them. */
function page<Wire, Item>(
  output: { readonly NextMarker?: string | undefined; readonly Truncated?: boolean | undefined },
  items: readonly Wire[] | undefined,
  convert: (item: Wire) => Item | undefined,
): Page<Item> {
  return {
    items: (items ?? []).map(convert).filter((item) => item !== undefined),
    nextMarker: output.Truncated === false ? undefined : output.NextMarker,
  }
}

function receipt(output: { readonly $metadata: { readonly requestId?: string | undefined } }): CallReceipt {
  return { awsRequestId: output.$metadata.requestId }
}

function toKeyMetadata(metadata: SdkKeyMetadata, keyArn: string): KeyMetadata {
  const regions = metadata.MultiRegionConfiguration
  return {
    keyArn,
    keyId: metadata.KeyId ?? keyArn.slice(keyArn.lastIndexOf('/') + 1),
    description: metadata.Description ?? '',
    keyState: metadata.KeyState,
    keyManager: metadata.KeyManager,
    origin: metadata.Origin,
    keySpec: metadata.KeySpec,
    keyUsage: metadata.KeyUsage,
    creationDate: metadata.CreationDate,
    deletionDate: metadata.DeletionDate,
    multiRegion: regions?.MultiRegionKeyType
      ? {
          type: regions.MultiRegionKeyType,
          primaryKeyArn: regions.PrimaryKey?.Arn,
          replicaKeyArns: (regions.ReplicaKeys ?? [])
            .map(({ Arn }) => Arn)
            .filter((arn) => arn !== undefined),
        }
      : undefined,
    currentKeyMaterialId: metadata.CurrentKeyMaterialId,
  }
}

function toRotationsListEntry(entry: SdkRotation): RotationsListEntry {
  return {
    keyMaterialId: entry.KeyMaterialId,
    keyMaterialDescription: entry.KeyMaterialDescription,
    keyMaterialState: entry.KeyMaterialState,
    importState: entry.ImportState,
    validTo: entry.ValidTo,
    rotationDate: entry.RotationDate,
    rotationType: entry.RotationType,
  }
}
