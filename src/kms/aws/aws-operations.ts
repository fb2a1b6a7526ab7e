import {
  DescribeKeyCommand,
  DisableKeyRotationCommand,
  EnableKeyRotationCommand,
  GetKeyLastUsageCommand,
  GetKeyRotationStatusCommand,
  ListAliasesCommand,
  ListKeyRotationsCommand,
  ListKeysCommand,
  ListResourceTagsCommand,
  RotateKeyOnDemandCommand,
} from '@aws-sdk/client-kms'
import type {
  KMSClient,
  KMSClientResolvedConfig,
  ServiceInputTypes,
  ServiceOutputTypes,
} from '@aws-sdk/client-kms'
import type { CommandImpl } from '@smithy/core/client'
import type { Clock } from '../../clock.ts'
import type { KmsInput, KmsOperation, KmsOutput } from '../kms.ts'
import type { Exchange } from './exchange.ts'
import { followed } from './lean-client.ts'
import {
  toAlias,
  toEmptyReceipt,
  toKeyLastUsage,
  toKeyMetadata,
  toListedKey,
  toPage,
  toReceipt,
  toRotationStatus,
  toRotationsListEntry,
  toTag,
} from './output.ts'
import { requireSameKey, requiredText } from './parse-response.ts'

/** Sends one request and returns its response in the words of the port. */
export type AwsOperation<Input, Output> = (
  client: KMSClient,
  input: Input,
  exchange: Exchange,
  clock: Clock,
) => Promise<Output>

type SdkCommand<Request extends ServiceInputTypes, Response extends ServiceOutputTypes> = CommandImpl<
  Request,
  Response,
  KMSClientResolvedConfig,
  ServiceInputTypes,
  ServiceOutputTypes
>

const operation =
  <Input, Request extends ServiceInputTypes, Response extends ServiceOutputTypes, Output>(
    command: (input: Input) => SdkCommand<Request, Response>,
    output: (response: Response, input: Input, exchange: Exchange, clock: Clock) => Output,
  ): AwsOperation<Input, Output> =>
  async (client, input, exchange, clock) =>
    output(await client.send(followed(command(input), exchange)), input, exchange, clock)

/** The SDK's command for each operation, its input and its output. */
export const AWS_OPERATIONS: {
  readonly [Name in KmsOperation]: AwsOperation<KmsInput<Name>, KmsOutput<Name>>
} = {
  ListKeys: operation(
    ({ limit: Limit, marker: Marker }) => new ListKeysCommand({ Limit, Marker }),
    (response, { marker }) => toPage(response, marker, 'Keys', response.Keys, toListedKey),
  ),
  DescribeKey: operation(
    ({ keyId: KeyId }) => new DescribeKeyCommand({ KeyId }),
    ({ KeyMetadata }, { keyId }) => toKeyMetadata(KeyMetadata, keyId),
  ),
  ListAliases: operation(
    ({ keyId: KeyId, limit: Limit, marker: Marker }) => new ListAliasesCommand({ KeyId, Limit, Marker }),
    (response, { marker }) => toPage(response, marker, 'Aliases', response.Aliases, toAlias),
  ),
  ListResourceTags: operation(
    ({ keyId: KeyId, limit: Limit, marker: Marker }) => new ListResourceTagsCommand({ KeyId, Limit, Marker }),
    (response, { marker }) => toPage(response, marker, 'Tags', response.Tags, toTag),
  ),
  GetKeyRotationStatus: operation(
    ({ keyId: KeyId }) => new GetKeyRotationStatusCommand({ KeyId }),
    (response, { keyId }, _, clock) => toRotationStatus(response, keyId, new Date(clock.now())),
  ),
  ListKeyRotations: operation(
    ({ keyId: KeyId, includeKeyMaterial: IncludeKeyMaterial, limit: Limit, marker: Marker }) =>
      new ListKeyRotationsCommand({ KeyId, IncludeKeyMaterial, Limit, Marker }),
    (response, { keyId, marker }) =>
      toPage(response, marker, 'Rotations', response.Rotations, (entry) =>
        toRotationsListEntry(entry, keyId),
      ),
  ),
  GetKeyLastUsage: operation(
    ({ keyId: KeyId }) => new GetKeyLastUsageCommand({ KeyId }),
    (response, { keyId }, _, clock) => toKeyLastUsage(response, keyId, new Date(clock.now())),
  ),
  EnableKeyRotation: operation(
    ({ keyId: KeyId, rotationPeriodInDays: RotationPeriodInDays }) =>
      new EnableKeyRotationCommand({ KeyId, RotationPeriodInDays }),
    (output, _, { response }) => toEmptyReceipt(output, response),
  ),
  DisableKeyRotation: operation(
    ({ keyId: KeyId }) => new DisableKeyRotationCommand({ KeyId }),
    (output, _, { response }) => toEmptyReceipt(output, response),
  ),
  RotateKeyOnDemand: operation(
    ({ keyId: KeyId }) => new RotateKeyOnDemandCommand({ KeyId }),
    (response, { keyId }) => {
      requireSameKey('KeyId', requiredText('KeyId', response.KeyId), keyId)
      return toReceipt(response)
    },
  ),
}
