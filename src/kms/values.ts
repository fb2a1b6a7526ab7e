// The inputs and outputs of KMS's operations, with KMS's names. The adapter requires the name of a key, an alias or a tag, a
// list itself, and whether automatic rotation is on. Any other member that KMS did not send is `undefined`.

/** Requests one page. A marker must be sent with the limit that it was issued for. */
export interface PageRequest {
  readonly limit?: number | undefined
  readonly marker?: string | undefined
}

/** A page can be short or empty although `nextMarker` is set. The list ends when `nextMarker` is absent. */
export interface Page<Item> {
  readonly items: readonly Item[]
  readonly nextMarker: string | undefined
}

/** The response to a change. */
export interface CallReceipt {
  readonly awsRequestId: string | undefined
}

export interface ListedKey {
  readonly keyId: string
  readonly keyArn: string
}

export interface ListedAlias {
  /** With its `alias/` prefix. */
  readonly aliasName: string
  readonly aliasArn: string | undefined
  /** A key ID, not an ARN. Absent for a predefined AWS alias that does not have a key yet. */
  readonly targetKeyId: string | undefined
  readonly creationDate: Date | undefined
  readonly lastUpdatedDate: Date | undefined
}

export interface ResourceTag {
  readonly tagKey: string
  readonly tagValue: string
}

/** One of the known values, or a value that AWS added later. */
export type Open<Known extends string> = Known | (string & {})

export type KeyState = Open<
  | 'Creating'
  | 'Enabled'
  | 'Disabled'
  | 'PendingDeletion'
  | 'PendingImport'
  | 'PendingReplicaDeletion'
  | 'Unavailable'
  | 'Updating'
>
export type KeyManager = Open<'AWS' | 'CUSTOMER'>
export type KeyOrigin = Open<'AWS_KMS' | 'EXTERNAL' | 'AWS_CLOUDHSM' | 'EXTERNAL_KEY_STORE'>

export interface KeyMetadata {
  readonly keyArn: string
  readonly keyId: string
  readonly description: string | undefined
  readonly keyState: KeyState | undefined
  readonly keyManager: KeyManager | undefined
  readonly origin: KeyOrigin | undefined
  readonly keySpec: string | undefined
  readonly keyUsage: string | undefined
  readonly creationDate: Date | undefined
  /** Present only while deletion is pending. */
  readonly deletionDate: Date | undefined
  readonly multiRegion: MultiRegion | undefined
  /** Changes about a minute after a rotation, so an old value does not prove that no rotation happened. */
  readonly currentKeyMaterialId: string | undefined
}

export interface MultiRegion {
  readonly type: Open<'PRIMARY' | 'REPLICA'>
  readonly primaryKeyArn: string | undefined
  /** Undefined when KMS did not send all of them. */
  readonly replicaKeyArns: readonly string[] | undefined
}

export interface KeyRotationStatus {
  readonly keyRotationEnabled: boolean
  readonly rotationPeriodInDays: number | undefined
  readonly nextRotationDate: Date | undefined
  /** Present while an on-demand rotation runs. Its absence does not prove that none runs. */
  readonly onDemandRotationStartDate: Date | undefined
  /** When this response was read. */
  readonly observedAt: Date
}

/** The last successful cryptographic operation with a key. KMS tracks a primary key and each of its replicas apart. */
export interface KeyLastUsage {
  /** Undefined: KMS has recorded none since it began to track the key. */
  readonly usage: RecordedUsage | undefined
  /** The start of the tracking, or the creation of the key if it is later. Defined if `usage` is not. */
  readonly trackingStartDate: Date | undefined
  readonly creationDate: Date | undefined
  /** When this response was read. */
  readonly observedAt: Date
}

export interface RecordedUsage {
  readonly usedAt: Date
  /** E.g. `Decrypt`. AWS adds operations. */
  readonly operation: string | undefined
  readonly cloudTrailEventId: string | undefined
}

export type IncludeKeyMaterial = 'ALL_KEY_MATERIAL' | 'ROTATIONS_ONLY'
export type KeyMaterialState = Open<
  'CURRENT' | 'NON_CURRENT' | 'PENDING_ROTATION' | 'PENDING_MULTI_REGION_IMPORT_AND_ROTATION'
>

/** An entry of ListKeyRotations: a key material, and the rotation that made it current, if any. */
export interface RotationsListEntry {
  /** 64 hexadecimal digits. Absent on servers older than June 2025. */
  readonly keyMaterialId: string | undefined
  readonly keyMaterialDescription: string | undefined
  readonly keyMaterialState: KeyMaterialState | undefined
  readonly importState: Open<'IMPORTED' | 'PENDING_IMPORT'> | undefined
  readonly validTo: Date | undefined
  /** Absent for the first material and for a material that is pending rotation. */
  readonly rotationDate: Date | undefined
  readonly rotationType: Open<'AUTOMATIC' | 'ON_DEMAND'> | undefined
}
