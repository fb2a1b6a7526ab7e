import type {
  AliasListEntry,
  GetKeyLastUsageResponse,
  GetKeyRotationStatusResponse,
  KeyListEntry,
  KeyMetadata as SdkKeyMetadata,
  RotationsListEntry as SdkRotation,
  Tag,
} from '@aws-sdk/client-kms'
import { parseKeyArn } from '../key-arn.ts'
import type {
  CallReceipt,
  KeyLastUsage,
  KeyMetadata,
  KeyRotationStatus,
  ListedAlias,
  ListedKey,
  MultiRegion,
  Page,
  RecordedUsage,
  ResourceTag,
  RotationsListEntry,
} from '../kms.ts'
import type { HttpResponse } from './exchange.ts'
import {
  date,
  days,
  keyArn,
  list,
  malformed,
  nextMarker,
  object,
  requireEmpty,
  requireSameKey,
  requiredBoolean,
  requiredKeyArn,
  requiredList,
  requiredObject,
  requiredText,
  text,
} from './parse-response.ts'

export function toPage<Wire, Item>(
  output: { readonly NextMarker?: string | undefined; readonly Truncated?: boolean | undefined },
  requestedMarker: string | undefined,
  name: string,
  items: readonly Wire[] | undefined,
  convert: (item: Wire) => Item,
): Page<Item> {
  return {
    items: requiredList(name, items).map(convert),
    nextMarker: nextMarker(output, requestedMarker),
  }
}

export function toListedKey({ KeyId, KeyArn }: KeyListEntry): ListedKey {
  const arn = requiredKeyArn('KeyArn', KeyArn)
  return { keyArn: arn, keyId: text('KeyId', KeyId) ?? keyIdOf(arn) }
}

export function toAlias(alias: AliasListEntry): ListedAlias {
  return {
    aliasName: requiredText('AliasName', alias.AliasName),
    aliasArn: text('AliasArn', alias.AliasArn),
    targetKeyId: text('TargetKeyId', alias.TargetKeyId),
    creationDate: date('CreationDate', alias.CreationDate),
    lastUpdatedDate: date('LastUpdatedDate', alias.LastUpdatedDate),
  }
}

export function toTag({ TagKey, TagValue }: Tag): ResourceTag {
  return {
    tagKey: requiredText('TagKey', TagKey),
    tagValue: text('TagValue', TagValue) ?? malformed('TagValue', 'is missing'),
  }
}

export function toRotationStatus(
  status: GetKeyRotationStatusResponse,
  requested: string,
  observedAt: Date,
): KeyRotationStatus {
  requireSameKey('KeyId', text('KeyId', status.KeyId), requested)
  return {
    keyRotationEnabled: requiredBoolean('KeyRotationEnabled', status.KeyRotationEnabled),
    rotationPeriodInDays: days('RotationPeriodInDays', status.RotationPeriodInDays),
    nextRotationDate: date('NextRotationDate', status.NextRotationDate),
    onDemandRotationStartDate: date('OnDemandRotationStartDate', status.OnDemandRotationStartDate),
    observedAt,
  }
}

/** Without a recorded usage, the start of the tracking is required: it says for which time the key was not used. */
export function toKeyLastUsage(
  wire: GetKeyLastUsageResponse,
  requested: string,
  observedAt: Date,
): KeyLastUsage {
  requireSameKey('KeyId', text('KeyId', wire.KeyId), requested)
  const usage = toRecordedUsage(wire.KeyLastUsage)
  const trackingStartDate = date('TrackingStartDate', wire.TrackingStartDate)
  if (!usage && !trackingStartDate) malformed('TrackingStartDate', 'is missing')
  const creationDate = date('KeyCreationDate', wire.KeyCreationDate)
  return { usage, trackingStartDate, creationDate, observedAt }
}

/** KMS sends an empty object when it has not recorded a usage. */
function toRecordedUsage(wire: GetKeyLastUsageResponse['KeyLastUsage']): RecordedUsage | undefined {
  const { Operation, Timestamp, CloudTrailEventId } = object('KeyLastUsage', wire) ?? {}
  const operation = text('Operation', Operation)
  const usedAt = date('Timestamp', Timestamp)
  const cloudTrailEventId = text('CloudTrailEventId', CloudTrailEventId)
  if (usedAt) return { usedAt, operation, cloudTrailEventId }
  return operation === undefined && cloudTrailEventId === undefined
    ? undefined
    : malformed('Timestamp', 'is missing')
}

interface SdkOutput {
  readonly $metadata: { readonly requestId?: string | undefined }
}

export function toReceipt({ $metadata }: SdkOutput): CallReceipt {
  return { awsRequestId: $metadata.requestId }
}

/** An empty body alone does not prove that KMS sent it. KMS's request ID does. */
export function toEmptyReceipt(output: SdkOutput, response: HttpResponse | undefined): CallReceipt {
  requireEmpty(response)
  requiredText('x-amzn-requestid', output.$metadata.requestId)
  return toReceipt(output)
}

/**
 * Only the name of the key is required, because every other member is a statement about that key. Any other member that
 * AWS calls optional may be absent.
 *
 * @param requested the key ID, key ARN or alias of the request
 */
export function toKeyMetadata(wire: SdkKeyMetadata | undefined, requested: string): KeyMetadata {
  const metadata = requiredObject('KeyMetadata', wire)
  const id = text('KeyId', metadata.KeyId)
  const named = keyArn('Arn', metadata.Arn)
  const isNamedByAlias = /(^|:)alias\//.test(requested)
  if (!isNamedByAlias) {
    requireSameKey('Arn', named, requested)
    requireSameKey('KeyId', id, requested)
  }
  // A response that does not name a key may be about any key.
  const isOfRequested = id !== undefined && parseKeyArn(requested) !== undefined
  const arn = named ?? (isOfRequested ? requested : malformed('Arn', 'is missing'))
  return {
    keyArn: arn,
    keyId: id ?? keyIdOf(arn),
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

function toMultiRegion(metadata: SdkKeyMetadata): MultiRegion | undefined {
  const { MultiRegion: isMultiRegion, MultiRegionConfiguration: configuration } = metadata
  const type = text('MultiRegionKeyType', configuration?.MultiRegionKeyType)
  if (type === undefined && isMultiRegion !== true) return undefined
  const replicas = list('ReplicaKeys', configuration?.ReplicaKeys)?.map(({ Arn }) =>
    keyArn('ReplicaKeys.Arn', Arn),
  )
  const known = replicas?.filter((arn) => arn !== undefined)
  return {
    type: type ?? 'unknown',
    primaryKeyArn: keyArn('PrimaryKey.Arn', configuration?.PrimaryKey?.Arn),
    replicaKeyArns: known?.length === replicas?.length ? known : undefined,
  }
}

export function toRotationsListEntry(entry: SdkRotation, requested: string): RotationsListEntry {
  requireSameKey('KeyId', text('KeyId', entry.KeyId), requested)
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

const keyIdOf = (arn: string): string => arn.slice(arn.lastIndexOf('/') + 1)
