/**
 * The port to AWS KMS in one Region: the nine operations the gateway needs, in KMS's words. What the wire leaves
 * optional is decided here: required is what names a key, an alias or a tag, a list itself, and whether automatic rotation
 * is on. Any other member that KMS did not send is `undefined`.
 *
 * Every method rejects with a child of `OperationError` (or `InvalidMarkerError`), never with an SDK error.
 * `keyId` is a key ID or a key ARN; only `describeKey` takes an alias as well.
 */
export interface Kms {
  readonly region: string
  listKeys(page: PageRequest, options?: CallOptions): Promise<Page<ListedKey>>
  describeKey(keyId: string, options?: CallOptions): Promise<KeyMetadata>
  /** Aliases of the Region, or of one key. */
  listAliases(
    page: PageRequest & { readonly keyId?: string },
    options?: CallOptions,
  ): Promise<Page<ListedAlias>>
  listResourceTags(keyId: string, page: PageRequest, options?: CallOptions): Promise<Page<ResourceTag>>
  getKeyRotationStatus(keyId: string, options?: CallOptions): Promise<KeyRotationStatus>
  listKeyRotations(
    keyId: string,
    page: PageRequest & { readonly includeKeyMaterial: IncludeKeyMaterial },
    options?: CallOptions,
  ): Promise<Page<RotationsListEntry>>
  // A change is sent again only where KMS answered that it did not do it, and `rotateKeyOnDemand` never, whatever
  // happens. They reject with `OutcomeUnknownError` when they were sent and KMS itself did not answer.
  enableKeyRotation(
    keyId: string,
    rotationPeriodInDays: number | undefined,
    options?: CallOptions,
  ): Promise<CallReceipt>
  disableKeyRotation(keyId: string, options?: CallOptions): Promise<CallReceipt>
  rotateKeyOnDemand(keyId: string, options?: CallOptions): Promise<CallReceipt>
}

/** What a call is for. Each layer under the port takes what concerns it and passes the rest on. */
export interface CallOptions {
  readonly signal?: AbortSignal | undefined
  /** Whose call it is: each gets its share of a quota. Undefined = the gateway's own. */
  readonly caller?: string | undefined
  /** Which of the caller's requests it is for: each gets its share of the caller's. */
  readonly request?: string | undefined
  /** What nobody waits for lets everything else go first. @default 'INTERACTIVE' */
  readonly priority?: CallPriority | undefined
  /** Monotonic time of the clock, in milliseconds: an answer after this is of no use. @default none */
  readonly deadline?: number | undefined
  /** How old an answer of a read may be, in milliseconds; 0 = to be read after this call. @default as configured */
  readonly maxAgeMs?: number | undefined
  /** Told of each request that is sent to KMS because of this call. */
  readonly onSent?: ((operation: KmsOperation) => void) | undefined
  /** Called when a request for this call begins to wait for its turn at the quota; once for each request that waits. */
  readonly onQueued?: ((queued: QueuedRequest) => void) | undefined
  /** Called with what KMS's answer says of KMS's clock, if it says anything. A cached or shared answer says nothing. */
  readonly onClockDifference?: ((difference: ClockDifference) => void) | undefined
}

/** A request that waits for its turn. After that both methods do nothing. */
export interface QueuedRequest {
  /**
   * A further call wants the same answer: the request is sent at the turn of whichever call has it first.
   *
   * @throws {ThrottledError} when no turn comes before the deadline of this call; the request goes on waiting
   */
  join(call: CallOptions): void
  /** A call that joined, or the first one, is cancelled, while others still want the answer. */
  leave(call: CallOptions): void
}

/** How far KMS's clock is ahead of the gateway's, in milliseconds. Negative if it is behind. */
export interface ClockDifference {
  readonly atLeastMs: number
  readonly atMostMs: number
}

/** KMS's own names of the nine operations. */
export type KmsOperation =
  | 'ListKeys'
  | 'DescribeKey'
  | 'ListAliases'
  | 'ListResourceTags'
  | 'GetKeyRotationStatus'
  | 'ListKeyRotations'
  | 'EnableKeyRotation'
  | 'DisableKeyRotation'
  | 'RotateKeyOnDemand'

export type CallPriority = 'INTERACTIVE' | 'BACKGROUND'

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
