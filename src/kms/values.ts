// The inputs and outputs of KMS's operations, in KMS's words. Required is what names a key, an alias or a tag, a list
// itself, and whether automatic rotation is on. Any other member that KMS did not send is `undefined`.

/** Asks for one page. A marker must go back with the limit it was issued for. */
export interface PageRequest {
  readonly limit?: number | undefined
  readonly marker?: string | undefined
}

/** May be short or even empty while `nextMarker` is set: only its absence ends a list. */
export interface Page<Item> {
  readonly items: readonly Item[]
  readonly nextMarker: string | undefined
}

/** What AWS says of a call that changed something. */
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
  /** A bare key ID; absent for a predefined AWS alias that has no key yet. */
  readonly targetKeyId: string | undefined
  readonly creationDate: Date | undefined
  readonly lastUpdatedDate: Date | undefined
}

export interface ResourceTag {
  readonly tagKey: string
  readonly tagValue: string
}

/** AWS adds values to its enumerations: these are open, with the known ones named. */
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
  /** Only while deletion is pending. */
  readonly deletionDate: Date | undefined
  readonly multiRegion: MultiRegion | undefined
  /** Follows a rotation by about a minute: never proof that one has not happened. */
  readonly currentKeyMaterialId: string | undefined
}

export interface MultiRegion {
  readonly type: Open<'PRIMARY' | 'REPLICA'>
  readonly primaryKeyArn: string | undefined
  /** Undefined where KMS did not say all of them. */
  readonly replicaKeyArns: readonly string[] | undefined
}

export interface KeyRotationStatus {
  readonly keyRotationEnabled: boolean
  readonly rotationPeriodInDays: number | undefined
  readonly nextRotationDate: Date | undefined
  /** Set while an on-demand rotation runs; its absence proves nothing. */
  readonly onDemandRotationStartDate: Date | undefined
  /** When this answer was read. */
  readonly observedAt: Date
}

export type IncludeKeyMaterial = 'ALL_KEY_MATERIAL' | 'ROTATIONS_ONLY'
export type KeyMaterialState = Open<
  'CURRENT' | 'NON_CURRENT' | 'PENDING_ROTATION' | 'PENDING_MULTI_REGION_IMPORT_AND_ROTATION'
>

/** An entry of ListKeyRotations: one key material, and the rotation that made it current, if any. */
export interface RotationsListEntry {
  /** 64 hex digits; absent on servers older than June 2025. */
  readonly keyMaterialId: string | undefined
  readonly keyMaterialDescription: string | undefined
  readonly keyMaterialState: KeyMaterialState | undefined
  readonly importState: Open<'IMPORTED' | 'PENDING_IMPORT'> | undefined
  readonly validTo: Date | undefined
  /** Absent for a first material and for one pending rotation. */
  readonly rotationDate: Date | undefined
  readonly rotationType: Open<'AUTOMATIC' | 'ON_DEMAND'> | undefined
}
