/* eslint-disable */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
/** Whether KMS rotates a key automatically. UNKNOWN, never DISABLED, if it could not be read. */
export type AutomaticRotation =
  /** The key is an AWS managed key. AWS rotates it every year, and its rotation cannot be changed. */
  | 'AWS_MANAGED'
  /** Automatic rotation is off. KMS also reports this while deletion of the key is pending. */
  | 'DISABLED'
  /** Automatic rotation is on. It is suspended while the key is disabled. */
  | 'ENABLED'
  /** KMS does not rotate the key automatically: it is asymmetric or HMAC, has imported key material, or is in a custom key store. */
  | 'NOT_SUPPORTED'
  /** The rotation status could not be read. `Key.problems.rotationStatus` has the error. */
  | 'UNKNOWN';

/** The reason why an action on a key is not possible. */
export type BlockerReason =
  /** The key already has the setting that the action would make. */
  | 'ALREADY_IN_THAT_STATE'
  /** An automatic rotation of the key is in progress or due within 20 minutes. */
  | 'AUTOMATIC_ROTATION_IMMINENT'
  /** The key is an AWS managed key. AWS rotates it every year, and its rotation cannot be changed. */
  | 'AWS_MANAGED_KEY'
  /** The key is in a CloudHSM or external key store. KMS cannot rotate it. */
  | 'CUSTOM_KEY_STORE'
  /** The key belongs to a different AWS account than the one that this gateway serves. */
  | 'FOREIGN_ACCOUNT'
  /** The key has imported key material, which KMS does not rotate automatically. Rotate the key on demand. */
  | 'IMPORTED_MATERIAL'
  /** The key is disabled. Enable it in KMS first. */
  | 'KEY_DISABLED'
  /** The key is being created or updated, has no key material, or is unavailable. */
  | 'KEY_NOT_READY'
  /** The key is scheduled for deletion. */
  | 'KEY_PENDING_DELETION'
  /** The metadata of the key could not be read. `Key.problems.metadata` has the error. */
  | 'METADATA_UNREADABLE'
  /** The key is a multi-Region replica, which rotates with its primary key. Change the primary key instead. */
  | 'NOT_PRIMARY_REGION'
  /** The key has imported key material, and no new material is pending rotation. Import new material first. */
  | 'NO_PENDING_MATERIAL'
  /** The key has used its lifetime quota of on-demand rotations. */
  | 'ON_DEMAND_QUOTA_EXHAUSTED'
  /** An on-demand rotation of the key is in progress. */
  | 'ROTATION_IN_PROGRESS'
  /** The key is asymmetric, HMAC or post-quantum. KMS rotates only symmetric encryption keys. */
  | 'SPEC_NOT_SUPPORTED'
  /** You do not have the permission ROTATION_WRITE for this key. */
  | 'VIEWER_LACKS_PERMISSION';

/** The outcome of a change. */
export type ChangeOutcome =
  /** The change was not made, for example because KMS was not reached, and the same call may succeed later. Nothing was changed. */
  | 'FAILED'
  /** KMS accepted the change, or reads of the key have shown it. For an on-demand rotation, `RotationRequest.status` shows whether it has completed. */
  | 'MADE'
  /** The change is being sent, and KMS has not responded yet. */
  | 'PENDING'
  /** KMS rejected the change, and would reject it again. Nothing was changed. `error` has the reason. */
  | 'REJECTED'
  /** The key already had the requested setting. Nothing was sent to KMS. */
  | 'UNCHANGED'
  /** The response was lost, and no read of the key has shown the change. It may have been made. */
  | 'UNKNOWN';

/** A fact that a compliance verdict is based on. */
export type ComplianceReason =
  /** The aliases of the key, which the rotation policy depends on, could not be read. */
  | 'ALIASES_UNREADABLE'
  /** Automatic rotation is off, and the policy requires it. */
  | 'AUTOMATIC_ROTATION_OFF'
  /** The key is an AWS managed key, which AWS rotates every year. */
  | 'AWS_MANAGED_KEY'
  /** The rotation history of the key could not be read. */
  | 'HISTORY_UNREADABLE'
  /** The key is disabled: KMS does not use it and does not rotate it. */
  | 'KEY_DISABLED'
  /** The key cannot be used yet, or is temporarily unavailable. */
  | 'KEY_NOT_READY'
  /** The key is scheduled for deletion. */
  | 'KEY_PENDING_DELETION'
  /** The current key material is older than the policy allows. */
  | 'MATERIAL_TOO_OLD'
  /** The metadata of the key could not be read. */
  | 'METADATA_UNREADABLE'
  /** The key has never been rotated. The age of its key material is counted from the creation of the key. */
  | 'NEVER_ROTATED'
  /** Automatic rotation is on, but its period is longer than the maximum age that the policy allows. */
  | 'PERIOD_TOO_LONG'
  /** KMS cannot rotate keys of this kind. */
  | 'SPEC_NOT_SUPPORTED'
  /** The rotation status of the key could not be read. */
  | 'STATUS_UNREADABLE'
  /** The tags of the key, which the rotation policy depends on, could not be read. */
  | 'TAGS_UNREADABLE';

/** The result of checking a key against a rotation policy. */
export type ComplianceVerdict =
  /** The key complies with the policy. */
  | 'COMPLIANT'
  /** The key complies with the policy, but its key material will be too old within `warnBeforeDays` days. */
  | 'DUE_SOON'
  /** An exception of the rotation policy applies to the key. `reasons` includes what would violate the policy without it. */
  | 'EXCEPTED'
  /** KMS cannot rotate the key, and it is older than the policy allows. Replace it with a new key. */
  | 'MANUAL_DUE'
  /** The policy does not apply to this kind of key, or to its current state. `reasons` names the cause. */
  | 'NOT_APPLICABLE'
  /** The key violates the policy. `reasons` includes the violations. */
  | 'OVERDUE'
  /** The gateway could not read data that the check needs. See `reasons` and `Key.problems`. */
  | 'UNKNOWN';

/** Input of `disableKeyRotation`. */
export type DisableKeyRotationInput = {
  /** Checks the key without changing anything. `hasChanged` then reports whether the call would change the key. A reason that the gateway would reject is a warning. Default: false. */
  dryRun?: boolean;
  /** The key to stop rotating automatically. */
  key: KeyForChange;
  /** Reason for the change, e.g. a ticket number, up to 256 characters. Stored with the change and logged, but not sent to AWS. */
  reason?: string | null | undefined;
};

/** Input of `enableKeyRotation`. */
export type EnableKeyRotationInput = {
  /** Checks the key without changing anything. `hasChanged` then reports whether the call would change the key. A reason that the gateway would reject is a warning. Default: false. */
  dryRun?: boolean;
  /** The key to rotate automatically. */
  key: KeyForChange;
  /** Reason for the change, e.g. a ticket number, up to 256 characters. Stored with the change and logged, but not sent to AWS. */
  reason?: string | null | undefined;
  /** Days between automatic rotations, 90 to 2560. Default: the current period if automatic rotation is on, otherwise 365. (AWS: RotationPeriodInDays) */
  rotationPeriodInDays?: number | null | undefined;
};

/** Stable code of an expected error. */
export type ErrorCode =
  /** AWS denied the action to the gateway, or rejected the gateway's credentials. */
  | 'ACCESS_DENIED'
  /** The idempotency key was used before with a different input. Nothing was sent to KMS. */
  | 'IDEMPOTENCY_CONFLICT'
  /** The input is not valid. Nothing was changed. */
  | 'INVALID_INPUT'
  /** The key does not exist in KMS, or you may not read it. */
  | 'KEY_NOT_FOUND'
  /** The state of the key does not allow the action. */
  | 'KEY_STATE'
  /** KMS could not be reached or returned an invalid response. */
  | 'KMS_UNAVAILABLE'
  /** The inventory of the gateway has not read this data of the key yet. */
  | 'NOT_READ_YET'
  /** The key has no imported key material that is pending rotation. */
  | 'NO_PENDING_MATERIAL'
  /** The key has used its lifetime quota of on-demand rotations. */
  | 'ON_DEMAND_QUOTA_EXCEEDED'
  /** KMS did not respond to the change, so the change may or may not have been made. */
  | 'OUTCOME_UNKNOWN'
  /** An `if…` condition of the input is not met. Nothing was sent to KMS. */
  | 'PRECONDITION_FAILED'
  /** The gateway requires a reason that matches `gateway.requiredReason`. Nothing was sent to KMS. */
  | 'REASON_REQUIRED'
  /** An automatic rotation of the key is in progress or about to start. */
  | 'ROTATION_CONFLICT'
  /** An on-demand rotation of the key is in progress. */
  | 'ROTATION_IN_PROGRESS'
  /** The gateway could not save the change. Nothing was sent to KMS. */
  | 'STORE_UNAVAILABLE'
  /** Too many requests to KMS or to the gateway. */
  | 'THROTTLED'
  /** KMS does not support the action for this kind of key. */
  | 'UNSUPPORTED_KEY';

/** The way in which the gateway learned of an event. */
export type EventSource =
  /** An action of the gateway itself. */
  | 'GATEWAY'
  /** The KMS rotation history, read later for a resumed stream or a query. */
  | 'HISTORY'
  /** A poll of KMS. */
  | 'POLL';

/** The KMS that this gateway uses. */
export type GatewayMode =
  /** An embedded emulator with sample keys. The gateway does not use an AWS account. */
  | 'EMULATED'
  /** AWS KMS. */
  | 'LIVE';

/** Whether imported key material is present. (AWS: ImportState) */
export type ImportState =
  /** The key material is present. */
  | 'IMPORTED'
  /** The key material expired or was deleted. The key cannot be used until the material is imported again. */
  | 'PENDING_IMPORT'
  /** A state that this version of the gateway does not know. */
  | 'UNRECOGNIZED';

/** Identifies a key. Give exactly one field. */
export type KeyBy =
  {   /** Alias name with or without `alias/`, or alias ARN. An ARN is looked up in its account and Region only. The gateway looks a name up in the default scope, which is the first of `Query.scopes`, and then in the next 19 scopes. An error is returned if the default scope does not have the alias and several other scopes do, or if none of the 20 scopes has it and the gateway serves more. */
  alias: string; arn?: never; id?: never; keyId?: never; }
  |  { alias?: never;   /** Key ARN, which includes the account and the Region. */
  arn: string; id?: never; keyId?: never; }
  |  { alias?: never; arn?: never;   /** Global ID of the key, from `Key.id`. */
  id: string | number; keyId?: never; }
  |  { alias?: never; arn?: never; id?: never;   /** Key ID (`1234abcd-…` or `mrk-…`). The gateway looks it up in the default scope, which is the first of `Query.scopes`, and then in the next 19 scopes. An error is returned if the default scope does not have the key and several other scopes do, or if none of the 20 scopes has it and the gateway serves more. */
  keyId: string; };

/** Conditions that keys must meet. A key must meet all given fields; the values of a list are alternatives, except in `tags`. A key does not match if the gateway could not read the data that a condition needs. Such keys are counted in `KeyConnection.undecidedCount`. */
export type KeyFilter = {
  /** Only keys with an alias that starts with this prefix. The prefix can be given with or without `alias/`. */
  aliasPrefix?: string | null | undefined;
  /** Only keys whose automatic rotation has one of these settings. */
  automaticRotation?: Array<AutomaticRotation> | null | undefined;
  /** Only keys that can (true) or cannot (false) be rotated on demand now, as in `Key.capabilities.rotateOnDemand`. */
  canRotateOnDemand?: boolean | null | undefined;
  /** Only keys with one of these compliance verdicts under `policy`. */
  compliance?: Array<ComplianceVerdict> | null | undefined;
  /** Only keys that were created after this time. */
  createdAfter?: string | null | undefined;
  /** Only keys whose key material becomes, or became, older than `policy` allows after this time, as in `Key.compliance.dueAt`. */
  dueAfter?: string | null | undefined;
  /** Only keys whose key material becomes, or became, older than `policy` allows before this time, as in `Key.compliance.dueAt`. */
  dueBefore?: string | null | undefined;
  /** Only keys to which an exception of the rotation policy applies (true) or does not apply (false). A given `policy` does not matter. */
  hasException?: boolean | null | undefined;
  /** Only keys whose metadata, automatic rotation or compliance under `policy` is unknown (true), because something could not be read, or known (false). `Key.problems` and `Key.compliance.reasons` say why. */
  isUnreadable?: boolean | null | undefined;
  /** Only these keys: values of `Key.id`. */
  keys?: Array<string | number> | null | undefined;
  /** Only keys that were last rotated after this time, by any type of rotation. */
  lastRotatedAfter?: string | null | undefined;
  /** Only keys that were last rotated before this time by any type of rotation, or that were never rotated. */
  lastRotatedBefore?: string | null | undefined;
  /** Only keys whose last rotation has one of these types. */
  lastRotationTypes?: Array<RotationType> | null | undefined;
  /** Only keys with one of these managers. */
  managers?: Array<KeyManager> | null | undefined;
  /** Only keys with at most this number of on-demand rotations left. */
  maxRemainingOnDemand?: number | null | undefined;
  /** Only keys whose next automatic rotation is due after this time. */
  nextRotationAfter?: string | null | undefined;
  /** Only keys whose next automatic rotation is due before this time. */
  nextRotationBefore?: string | null | undefined;
  /** Only keys with (true) or without (false) an on-demand rotation in progress. */
  onDemandInProgress?: boolean | null | undefined;
  /** Only keys with one of these origins of their key material. */
  origins?: Array<KeyOrigin> | null | undefined;
  /** Only keys with one of these owners, as in `Key.owner`, case-sensitive. */
  owners?: Array<string> | null | undefined;
  /** The rotation policy that `compliance`, `dueBefore`, `dueAfter` and `isUnreadable` use. Default: the gateway's configured policy. */
  policy?: RotationPolicyInput | null | undefined;
  /** Only keys to which one of these rules of the rotation policy applies. The values are the IDs of rules. A given `policy` does not matter. */
  rules?: Array<string> | null | undefined;
  /** Only keys that have this text in an alias, the description, the key ID, the ARN or the value of a tag: at any position, in upper or lower case. */
  search?: string | null | undefined;
  /** Only keys with one of these key specs, e.g. SYMMETRIC_DEFAULT. */
  specs?: Array<string> | null | undefined;
  /** Only keys in one of these states. */
  states?: Array<KeyState> | null | undefined;
  /** Only keys that have all of these tags. */
  tags?: Array<TagFilter> | null | undefined;
  /** Only customer managed keys without a cryptographic operation at or after this time, as in `Key.lastUsage`. A key does not match if KMS began to record its uses later, unless KMS has recorded all uses since its creation. */
  unusedSince?: string | null | undefined;
};

/** Identifies the key to change. Give exactly one field. Aliases are not accepted, as in the KMS API, because an alias could be moved to another key before the change is made. */
export type KeyForChange =
  {   /** Key ARN, which includes the account and the Region. */
  arn: string; id?: never; keyId?: never; }
  |  { arn?: never;   /** Global ID of the key, from `Key.id`. */
  id: string | number; keyId?: never; }
  |  { arn?: never; id?: never;   /** Key ID (`1234abcd-…` or `mrk-…`). The gateway looks it up in the default scope, which is the first of `Query.scopes`, and then in the next 19 scopes. An error is returned if the default scope does not have the key and several other scopes do, or if none of the 20 scopes has it and the gateway serves more. */
  keyId: string; };

/** The manager of a KMS key. (AWS: KeyManager) */
export type KeyManager =
  /** AWS manages the key for one of its services and rotates it every year. Its rotation cannot be changed. */
  | 'AWS'
  /** The key is a customer managed key. */
  | 'CUSTOMER'
  /** A manager that this version of the gateway does not know. */
  | 'UNRECOGNIZED';

/** Conditions that key materials must meet. A material must meet all given fields; the values of a list are alternatives. */
export type KeyMaterialFilter = {
  /** Only imported materials in one of these import states. */
  importStates?: Array<ImportState> | null | undefined;
  /** Only materials in one of these states. */
  states?: Array<KeyMaterialState> | null | undefined;
};

/** The state of a key material. (AWS: KeyMaterialState) */
export type KeyMaterialState =
  /** KMS uses the key material to encrypt and decrypt. */
  | 'CURRENT'
  /** KMS uses the key material only to decrypt data that was encrypted while it was current. */
  | 'NON_CURRENT'
  /** The key material is imported into the primary key, but not yet into all replicas. */
  | 'PENDING_MULTI_REGION_IMPORT_AND_ROTATION'
  /** The key material is imported. The next on-demand rotation makes it current. */
  | 'PENDING_ROTATION'
  /** A state that this version of the gateway does not know. */
  | 'UNRECOGNIZED';

/** The order of keys. With source KMS, the gateway reads all keys of the scopes to sort them. */
export type KeyOrder = {
  /** Ascending or descending. Default: ASC. */
  direction?: OrderDirection;
  /** The value to order by. */
  field: KeyOrderField;
};

/** The value to order keys by. In ascending order, keys without the value come first. */
export type KeyOrderField =
  /** Key ARN. */
  | 'ARN'
  /** Creation time of the key. */
  | 'CREATED_AT'
  /** `Key.displayName`. */
  | 'DISPLAY_NAME'
  /** Time at which the key material becomes, or became, older than the rotation policy allows: `compliance.dueAt`, with the policy of `filter`. */
  | 'DUE_AT'
  /** Time of the last rotation of any type. */
  | 'LAST_ROTATED_AT'
  /** Age of the current key material: `compliance.materialAgeInDays`. Youngest first if ascending. */
  | 'MATERIAL_AGE'
  /** Time of the next automatic rotation. */
  | 'NEXT_ROTATION_AT'
  /** Number of on-demand rotations left: `onDemandQuota.remaining`. */
  | 'REMAINING_ON_DEMAND';

/** The origin of the key material. (AWS: Origin) */
export type KeyOrigin =
  /** The key material is in a CloudHSM key store. KMS cannot rotate the key. */
  | 'AWS_CLOUDHSM'
  /** KMS generated the key material. */
  | 'AWS_KMS'
  /** The key material was imported. The key rotates only on demand, to material that was imported before. */
  | 'EXTERNAL'
  /** The key material is in an external key store. KMS cannot rotate the key. */
  | 'EXTERNAL_KEY_STORE'
  /** An origin that this version of the gateway does not know. */
  | 'UNRECOGNIZED';

/** Where keys and their fields are read. */
export type KeySource =
  /** The gateway's inventory: its copy of what KMS showed about every key. Sends nothing to KMS, costs no points, and says how old and how complete it is. */
  | 'INVENTORY'
  /** KMS, with one or more requests for each key. Cached responses can be seconds old. */
  | 'KMS';

/** The state of a KMS key. (AWS: KeyState) */
export type KeyState =
  /** KMS is creating the key. */
  | 'CREATING'
  /** The key cannot be used until it is enabled. KMS does not rotate it. */
  | 'DISABLED'
  /** The key can be used. */
  | 'ENABLED'
  /** KMS will delete the key at `Key.deletionScheduledAt`. KMS does not rotate it. */
  | 'PENDING_DELETION'
  /** The key has no key material, because it was not imported yet, was deleted or expired. */
  | 'PENDING_IMPORT'
  /** The key is a multi-Region primary key that KMS deletes after its replicas are deleted. */
  | 'PENDING_REPLICA_DELETION'
  /** The custom key store of the key is disconnected. */
  | 'UNAVAILABLE'
  /** A state that this version of the gateway does not know. */
  | 'UNRECOGNIZED'
  /** The key is a multi-Region key whose primary Region is being changed. */
  | 'UPDATING';

/** The role of a multi-Region key. (AWS: MultiRegionKeyType) */
export type MultiRegionRole =
  /** The primary key. Its rotation settings and rotations also apply to its replicas. */
  | 'PRIMARY'
  /** A replica key, which rotates with its primary key. */
  | 'REPLICA'
  /** A role that this version of the gateway does not know. */
  | 'UNRECOGNIZED';

/** The direction of an order. */
export type OrderDirection =
  /** Ascending: smallest or oldest first. */
  | 'ASC'
  /** Descending: largest or newest first. */
  | 'DESC';

/** A permission of a caller. */
export type Permission =
  /** Allows reading quotas, costs and AWS error details that are for administrators only. */
  | 'ADMIN'
  /** Allows reading keys, rotation histories and events. */
  | 'ROTATION_READ'
  /** Allows rotating keys on demand and turning automatic rotation on or off. */
  | 'ROTATION_WRITE';

/** Input of `rotateKeyOnDemand`. */
export type RotateKeyOnDemandInput = {
  /** Checks the input, the key and the preconditions without changing anything, and returns the errors that these checks find. It does not look up `idempotencyKey`, and does not find errors that KMS returns only for the rotation itself. A reason that the gateway would reject is a warning. Default: false. */
  dryRun?: boolean;
  /** Key that makes a repeated call safe, 1 to 128 characters. If the same caller repeats the call with the same idempotency key and input within `gateway.limits.idempotencyWindowMs`, the gateway returns the first rotation request instead of starting another rotation. Use a new UUID for each rotation that you intend. If the request is FAILED, nothing was rotated and you can use the same idempotency key again. */
  idempotencyKey?: string | null | undefined;
  /** Rotates only if this is still the ID of the current key material, and fails with PRECONDITION_FAILED otherwise. 64 hexadecimal digits. */
  ifCurrentMaterialId?: string | null | undefined;
  /** Rotates only if the last completed rotation of any type is before this time, and fails with PRECONDITION_FAILED otherwise. A job that runs twice then rotates the key once. */
  ifLastRotatedBefore?: string | null | undefined;
  /** The key to rotate. */
  key: KeyForChange;
  /** Reason for the rotation, e.g. a ticket number, up to 256 characters. Stored with the rotation request and logged, but not sent to AWS. */
  reason?: string | null | undefined;
};

/** Conditions that events must meet. An event must meet all given fields; the values of a list are alternatives, except in `tags`. */
export type RotationEventFilter = {
  /** Only events of these keys: global IDs, 1 to `gateway.limits.maxSubscribedKeys`. Default: all keys that you may read and that KMS can rotate. A new key is added to a running subscription within 90 seconds of the listing that finds it. */
  keys?: Array<string | number> | null | undefined;
  /** Only events of keys in these accounts and Regions. Default: all that this gateway serves. */
  scopes?: Array<ScopeInput> | null | undefined;
  /** Only events of keys that currently have all of these tags, or whose tags cannot be read. */
  tags?: Array<TagFilter> | null | undefined;
  /** Only events of these types. Default: all types. */
  types?: Array<RotationEventType> | null | undefined;
};

/** The type of a rotation event. */
export type RotationEventType =
  /** `AutomaticRotationChanged`: automatic rotation was turned on or off, or its period changed. */
  | 'AUTOMATIC_ROTATION_CHANGED'
  /** `KeyAdded`: a key was created. */
  | 'KEY_ADDED'
  /** `KeyRemoved`: a key was deleted. */
  | 'KEY_REMOVED'
  /** `RotationCompleted`: a rotation completed. */
  | 'ROTATION_COMPLETED'
  /** `RotationStarted`: an on-demand rotation started. */
  | 'ROTATION_STARTED'
  /** `RotationTimedOut`: a requested rotation was not seen to complete in time. */
  | 'ROTATION_TIMED_OUT';

/** Conditions that rotations must meet. A rotation must meet all given fields; the values of a list are alternatives. */
export type RotationFilter = {
  /** Only rotations after this time. */
  rotatedAfter?: string | null | undefined;
  /** Only rotations before this time. */
  rotatedBefore?: string | null | undefined;
  /** Only rotations of these types. */
  types?: Array<RotationType> | null | undefined;
};

/** The order of rotations. */
export type RotationOrder = {
  /** Ascending or descending. */
  direction: OrderDirection;
  /** The value to order by. */
  field: RotationOrderField;
};

/** The value to order rotations by. */
export type RotationOrderField =
  /** Time at which the new key material became current. */
  | 'ROTATED_AT';

/** A rotation policy to check keys against, instead of the gateway's rules and exceptions. Omitted fields have the gateway's configured values. */
export type RotationPolicyInput = {
  /** Maximum age of the current key material in days, 1 to 36500. Default: the gateway's setting, which is 365 unless configured. */
  maxMaterialAgeInDays?: number | null | undefined;
  /** Whether to also require automatic rotation for keys that support it. Default: the gateway's setting, which is false unless configured. */
  requireAutomaticRotation?: boolean | null | undefined;
  /** Number of days before the maximum age at which the verdict becomes DUE_SOON, at least 0. Default: the gateway's setting, which is 30 unless configured. */
  warnBeforeDays?: number | null | undefined;
};

/** Conditions that rotation requests must meet. A request must meet all given fields; the values of a list are alternatives. */
export type RotationRequestFilter = {
  /** Only requests for these keys: values of `Key.id`. */
  keys?: Array<string | number> | null | undefined;
  /** Only requests made after this time. */
  requestedAfter?: string | null | undefined;
  /** Only requests with one of these statuses. */
  statuses?: Array<RotationRequestStatus> | null | undefined;
};

/** The status of a rotation request. A successful request goes through REQUESTED, IN_PROGRESS and COMPLETED. */
export type RotationRequestStatus =
  /** The rotation is in the history of the key. Final. */
  | 'COMPLETED'
  /** KMS rejected the request or was not reached. Nothing was rotated. Final. */
  | 'FAILED'
  /** KMS shows the rotation as in progress. */
  | 'IN_PROGRESS'
  /** KMS did not respond. The gateway reads the status and history of the key to determine the outcome. */
  | 'OUTCOME_UNKNOWN'
  /** The request was sent to KMS. KMS does not show the rotation as in progress yet. */
  | 'REQUESTED'
  /** The rotation was not seen to complete within `gateway.limits.completionTimeoutMs`. Subscriptions to the request end. It may still become COMPLETED. */
  | 'TIMED_OUT';

/** The type of a rotation. (AWS: RotationType) */
export type RotationType =
  /** KMS rotated the key on its automatic schedule. */
  | 'AUTOMATIC'
  /** A caller requested the rotation, through this gateway or directly from KMS. */
  | 'ON_DEMAND'
  /** A type that this version of the gateway does not know. */
  | 'UNRECOGNIZED';

/** An account, a Region or both. An omitted field matches every account or Region that this gateway serves. An error is returned if this gateway serves no matching account and Region. */
export type ScopeInput = {
  /** AWS account ID, 12 digits. Default: any. */
  accountId?: string | null | undefined;
  /** AWS Region, e.g. `eu-west-1`. Default: any. */
  region?: string | null | undefined;
};

/** A tag that a key must have. */
export type TagFilter = {
  /** Tag key, case-sensitive. */
  key: string;
  /** Allowed values of the tag, case-sensitive. Default: any value. */
  values?: Array<string> | null | undefined;
};

export type EventsPageQueryVariables = Exact<{
  first?: number | null | undefined;
  after?: string | null | undefined;
  filter?: RotationEventFilter | null | undefined;
}>;


export type EventsPageQuery = { rotationEvents: { nodes: Array<
      | { eventId: string, cursor: string, source: EventSource, occurredAt: string | null, kind: 'AutomaticRotationChanged', key: { arn: string } }
      | { eventId: string, cursor: string, source: EventSource, occurredAt: string | null, kind: 'KeyAdded', key: { arn: string } }
      | { eventId: string, cursor: string, source: EventSource, occurredAt: string | null, kind: 'KeyRemoved', key: { arn: string } }
      | { eventId: string, cursor: string, source: EventSource, occurredAt: string | null, kind: 'RotationCompleted', key: { arn: string } }
      | { eventId: string, cursor: string, source: EventSource, occurredAt: string | null, kind: 'RotationStarted', key: { arn: string } }
      | { eventId: string, cursor: string, source: EventSource, occurredAt: string | null, kind: 'RotationTimedOut', key: { arn: string } }
    >, gaps: Array<{ types: Array<RotationEventType>, message: string, affectedKey: { arn: string } | null }>, pageInfo: { hasNextPage: boolean, hasPreviousPage: boolean, endCursor: string | null } } };

export type EventsOfKeyQueryVariables = Exact<{
  arn: string;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type EventsOfKeyQuery = { key: { rotationEvents: { nodes: Array<
        | { eventId: string, kind: 'AutomaticRotationChanged' }
        | { eventId: string, kind: 'KeyAdded' }
        | { eventId: string, kind: 'KeyRemoved' }
        | { eventId: string, kind: 'RotationCompleted' }
        | { eventId: string, kind: 'RotationStarted' }
        | { eventId: string, kind: 'RotationTimedOut' }
      >, pageInfo: { endCursor: string | null } } | null, problems: { rotations:
        | { code: ErrorCode }
        | { code: ErrorCode }
        | { code: ErrorCode }
        | { code: ErrorCode }
        | { code: ErrorCode }
        | { code: ErrorCode }
        | { code: ErrorCode }
        | { code: ErrorCode }
        | { code: ErrorCode }
        | { code: ErrorCode }
        | { code: ErrorCode }
        | { code: ErrorCode }
        | { code: ErrorCode }
        | { code: ErrorCode }
        | { code: ErrorCode }
        | { code: ErrorCode }
        | { code: ErrorCode }
       | null } } | null };

export type EventsSubscriptionVariables = Exact<{
  filter?: RotationEventFilter | null | undefined;
  after?: string | null | undefined;
}>;


export type EventsSubscription = { rotationEvents:
    | { eventId: string, cursor: string, source: EventSource, occurredAt: string | null, observedAt: string, before: AutomaticRotation, after: AutomaticRotation, previousPeriodInDays: number | null, periodInDays: number | null, kind: 'AutomaticRotationChanged', key: { arn: string }, change: { reason: string | null, outcome: ChangeOutcome } | null }
    | { eventId: string, cursor: string, source: EventSource, occurredAt: string | null, observedAt: string, kind: 'KeyAdded', key: { arn: string } }
    | { eventId: string, cursor: string, source: EventSource, occurredAt: string | null, observedAt: string, kind: 'KeyRemoved', key: { arn: string } }
    | { eventId: string, cursor: string, source: EventSource, occurredAt: string | null, observedAt: string, kind: 'RotationCompleted', key: { arn: string }, request: { id: string } | null }
    | { eventId: string, cursor: string, source: EventSource, occurredAt: string | null, observedAt: string, kind: 'RotationStarted', key: { arn: string }, request: { id: string } | null }
    | { eventId: string, cursor: string, source: EventSource, occurredAt: string | null, observedAt: string, kind: 'RotationTimedOut', key: { arn: string }, request: { id: string, status: RotationRequestStatus } | null }
    | { types: Array<RotationEventType>, message: string, cursor: string, kind: 'StreamGap', affectedKey: { arn: string } | null }
   };

export type FollowedKeysSubscriptionVariables = Exact<{
  keys?: Array<string | number> | string | number | null | undefined;
  after?: string | null | undefined;
}>;


export type FollowedKeysSubscription = { rotationCompleted:
    | { eventId: string, cursor: string, key: { description: string | null, rotationStatus: { automatic: AutomaticRotation } } }
    | Record<PropertyKey, never>
   };

export type AboutQueryVariables = Exact<{ [key: string]: never; }>;


export type AboutQuery = { gateway: { version: string, mode: GatewayMode, isReadOnly: boolean, limits: { defaultPageSize: number, maxPageSize: number, maxNodes: number, defaultScanLimit: number, maxScanLimit: number, maxSortableKeys: number, onDemandRotationsPerKey: number, completionTimeoutMs: number } }, viewer: { subject: string, permissions: Array<Permission> } };

export type KmsBudgetsQueryVariables = Exact<{ [key: string]: never; }>;


export type KmsBudgetsQuery = { scopes: Array<{ region: string, kmsBudgets: Array<{ operation: string, requestsPerSecond: number, available: number, waiting: number, throttledLastMinute: number }> | null }> };

export type RotateOnceMutationVariables = Exact<{
  input: RotateKeyOnDemandInput;
}>;


export type RotateOnceMutation = { rotateKeyOnDemand:
    | { __typename: 'AccessDeniedError', code: ErrorCode, message: string, isRetryable: boolean }
    | { __typename: 'IdempotencyConflictError', firstUsedAt: string, code: ErrorCode, message: string, isRetryable: boolean }
    | { __typename: 'InvalidInputError', code: ErrorCode, message: string, isRetryable: boolean, issues: Array<{ path: Array<string>, message: string }> }
    | { __typename: 'KeyNotFoundError', code: ErrorCode, message: string, isRetryable: boolean }
    | { __typename: 'KeyStateError', code: ErrorCode, message: string, isRetryable: boolean }
    | { __typename: 'KmsUnavailableError', code: ErrorCode, message: string, isRetryable: boolean }
    | { __typename: 'NoPendingMaterialError', code: ErrorCode, message: string, isRetryable: boolean }
    | { __typename: 'OnDemandQuotaExceededError', code: ErrorCode, message: string, isRetryable: boolean }
    | { __typename: 'OutcomeUnknownError', code: ErrorCode, message: string, isRetryable: boolean }
    | { __typename: 'PreconditionFailedError', expected: string, actual: string, code: ErrorCode, message: string, isRetryable: boolean }
    | { __typename: 'ReasonRequiredError', code: ErrorCode, message: string, isRetryable: boolean }
    | { __typename: 'RotateKeyOnDemandPayload', isReplay: boolean, request: { id: string, status: RotationRequestStatus, reason: string | null } | null, dryRun: { remainingAfter: number | null, addsMonthlyCharge: boolean | null, nextAutomaticRotationAt: string | null } | null }
    | { __typename: 'RotationConflictError', code: ErrorCode, message: string, isRetryable: boolean }
    | { __typename: 'RotationInProgressError', code: ErrorCode, message: string, isRetryable: boolean }
    | { __typename: 'StoreUnavailableError', code: ErrorCode, message: string, isRetryable: boolean }
    | { __typename: 'ThrottledError', code: ErrorCode, message: string, isRetryable: boolean }
    | { __typename: 'UnsupportedKeyError', code: ErrorCode, message: string, isRetryable: boolean }
   };

export type EnableOnceMutationVariables = Exact<{
  input: EnableKeyRotationInput;
}>;


export type EnableOnceMutation = { enableKeyRotation:
    | { __typename: 'AccessDeniedError' }
    | { __typename: 'EnableKeyRotationPayload', hasChanged: boolean, key: { rotationStatus: { automatic: AutomaticRotation, periodInDays: number | null } } }
    | { __typename: 'InvalidInputError', issues: Array<{ path: Array<string> }> }
    | { __typename: 'KeyNotFoundError' }
    | { __typename: 'KeyStateError' }
    | { __typename: 'KmsUnavailableError' }
    | { __typename: 'OutcomeUnknownError' }
    | { __typename: 'ReasonRequiredError' }
    | { __typename: 'StoreUnavailableError' }
    | { __typename: 'ThrottledError' }
    | { __typename: 'UnsupportedKeyError' }
   };

export type DisableOnceMutationVariables = Exact<{
  input: DisableKeyRotationInput;
}>;


export type DisableOnceMutation = { disableKeyRotation:
    | { __typename: 'AccessDeniedError' }
    | { __typename: 'DisableKeyRotationPayload', hasChanged: boolean, key: { rotationStatus: { automatic: AutomaticRotation } } }
    | { __typename: 'InvalidInputError' }
    | { __typename: 'KeyNotFoundError' }
    | { __typename: 'KeyStateError' }
    | { __typename: 'KmsUnavailableError' }
    | { __typename: 'OutcomeUnknownError' }
    | { __typename: 'ReasonRequiredError' }
    | { __typename: 'StoreUnavailableError' }
    | { __typename: 'ThrottledError' }
    | { __typename: 'UnsupportedKeyError' }
   };

export type RequestsQueryVariables = Exact<{
  first?: number | null | undefined;
  after?: string | null | undefined;
  filter?: RotationRequestFilter | null | undefined;
}>;


export type RequestsQuery = { rotationRequests: { nodes: Array<{ id: string, status: RotationRequestStatus, reason: string | null, requestedBy: string, key: { id: string, arn: string } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type InventoryPageQueryVariables = Exact<{
  source?: KeySource | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
  last?: number | null | undefined;
  before?: string | null | undefined;
  scopes?: Array<ScopeInput> | ScopeInput | null | undefined;
  filter?: KeyFilter | null | undefined;
  orderBy?: KeyOrder | null | undefined;
}>;


export type InventoryPageQuery = { keys: { totalCount: number | null, scannedCount: number, undecidedCount: number, isComplete: boolean, observedAt: string | null, edges: Array<{ cursor: string, node: { arn: string } }>, pageInfo: { hasNextPage: boolean, hasPreviousPage: boolean, startCursor: string | null, endCursor: string | null }, unavailableScopes: Array<{ scope: { region: string, keyCount: number | null, error:
          | { code: ErrorCode }
          | { code: ErrorCode }
          | { code: ErrorCode }
          | { code: ErrorCode }
          | { code: ErrorCode }
          | { code: ErrorCode }
          | { code: ErrorCode }
          | { code: ErrorCode }
          | { code: ErrorCode }
          | { code: ErrorCode }
          | { code: ErrorCode }
          | { code: ErrorCode }
          | { code: ErrorCode }
          | { code: ErrorCode }
          | { code: ErrorCode }
          | { code: ErrorCode }
          | { code: ErrorCode }
         | null }, error:
        | { code: ErrorCode }
        | { code: ErrorCode }
        | { code: ErrorCode }
        | { code: ErrorCode }
        | { code: ErrorCode }
        | { code: ErrorCode }
        | { code: ErrorCode }
        | { code: ErrorCode }
        | { code: ErrorCode }
        | { code: ErrorCode }
        | { code: ErrorCode }
        | { code: ErrorCode }
        | { code: ErrorCode }
        | { code: ErrorCode }
        | { code: ErrorCode }
        | { code: ErrorCode }
        | { code: ErrorCode }
       }> } };

export type KeysInDetailQueryVariables = Exact<{
  source?: KeySource | null | undefined;
}>;


export type KeysInDetailQuery = { keys: { nodes: Array<{ id: string, arn: string, displayName: string, description: string | null, state: KeyState | null, manager: KeyManager | null, origin: KeyOrigin | null, spec: string | null, createdAt: string | null, tag: string | null, aliases: Array<{ name: string }> | null, tags: Array<{ key: string, value: string }> | null, managedBy: { name: string } | null, rotationStatus: { automatic: AutomaticRotation, isEnabled: boolean | null, periodInDays: number | null, nextRotationAt: string | null, isOnDemandInProgress: boolean | null }, lastRotation: { id: string, daysSincePrevious: number | null, previous: { id: string, key: { arn: string, state: KeyState | null } } | null, material: { materialState: KeyMaterialState, key: { spec: string | null } } | null, request: { id: string, key: { state: KeyState | null } } | null } | null, rotations: { totalCount: number | null, nodes: Array<{ rotatedAt: string, type: RotationType }>, pageInfo: { hasNextPage: boolean } } | null, newest: { nodes: Array<{ rotatedAt: string }> } | null, materials: { totalCount: number | null, nodes: Array<{ materialState: KeyMaterialState, rotation: { rotatedAt: string, key: { displayName: string } } | null }> } | null, currentMaterial: { materialId: string } | null, onDemandQuota: { used: number, remaining: number } | null, latestRequest: { status: RotationRequestStatus, key: { description: string | null }, rotation: { material: { materialState: KeyMaterialState } | null } | null, error:
          | { code: ErrorCode }
          | { code: ErrorCode }
          | { code: ErrorCode }
          | { code: ErrorCode }
          | { code: ErrorCode }
          | { code: ErrorCode }
          | { code: ErrorCode }
          | { code: ErrorCode }
          | { code: ErrorCode }
          | { code: ErrorCode }
          | { code: ErrorCode }
          | { code: ErrorCode }
          | { code: ErrorCode }
          | { code: ErrorCode }
          | { code: ErrorCode }
          | { code: ErrorCode }
          | { code: ErrorCode }
         | null } | null, capabilities: { rotateOnDemand: { blockers: Array<{ reason: BlockerReason }> }, enableAutomaticRotation: { isAllowed: boolean }, disableAutomaticRotation: { isAllowed: boolean } }, compliance: { verdict: ComplianceVerdict, dueAt: string | null, reasons: Array<ComplianceReason> }, multiRegion: { role: MultiRegionRole, primaryArn: string | null, replicaArns: Array<string> | null, primary: { arn: string, state: KeyState | null } | null, replicas: Array<{ arn: string, lastRotation: { rotatedAt: string } | null }> | null } | null, problems: { metadata:
          | { code: ErrorCode, message: string }
          | { code: ErrorCode, message: string }
          | { code: ErrorCode, message: string }
          | { code: ErrorCode, message: string }
          | { code: ErrorCode, message: string }
          | { code: ErrorCode, message: string }
          | { code: ErrorCode, message: string }
          | { code: ErrorCode, message: string }
          | { code: ErrorCode, message: string }
          | { code: ErrorCode, message: string }
          | { code: ErrorCode, message: string }
          | { code: ErrorCode, message: string }
          | { code: ErrorCode, message: string }
          | { code: ErrorCode, message: string }
          | { code: ErrorCode, message: string }
          | { code: ErrorCode, message: string }
          | { reason: BlockerReason, code: ErrorCode, message: string, key: { state: KeyState | null }, primaryKey: { arn: string } | null }
         | null, rotationStatus:
          | { code: ErrorCode, message: string }
          | { code: ErrorCode, message: string }
          | { code: ErrorCode, message: string }
          | { code: ErrorCode, message: string }
          | { code: ErrorCode, message: string }
          | { code: ErrorCode, message: string }
          | { code: ErrorCode, message: string }
          | { code: ErrorCode, message: string }
          | { code: ErrorCode, message: string }
          | { code: ErrorCode, message: string }
          | { code: ErrorCode, message: string }
          | { code: ErrorCode, message: string }
          | { code: ErrorCode, message: string }
          | { code: ErrorCode, message: string }
          | { code: ErrorCode, message: string }
          | { code: ErrorCode, message: string }
          | { reason: BlockerReason, code: ErrorCode, message: string, key: { state: KeyState | null }, primaryKey: { arn: string } | null }
         | null, rotations:
          | { code: ErrorCode, message: string }
          | { code: ErrorCode, message: string }
          | { code: ErrorCode, message: string }
          | { code: ErrorCode, message: string }
          | { code: ErrorCode, message: string }
          | { code: ErrorCode, message: string }
          | { code: ErrorCode, message: string }
          | { code: ErrorCode, message: string }
          | { code: ErrorCode, message: string }
          | { code: ErrorCode, message: string }
          | { code: ErrorCode, message: string }
          | { code: ErrorCode, message: string }
          | { code: ErrorCode, message: string }
          | { code: ErrorCode, message: string }
          | { code: ErrorCode, message: string }
          | { code: ErrorCode, message: string }
          | { reason: BlockerReason, code: ErrorCode, message: string, key: { state: KeyState | null }, primaryKey: { arn: string } | null }
         | null, materials:
          | { code: ErrorCode, message: string }
          | { code: ErrorCode, message: string }
          | { code: ErrorCode, message: string }
          | { code: ErrorCode, message: string }
          | { code: ErrorCode, message: string }
          | { code: ErrorCode, message: string }
          | { code: ErrorCode, message: string }
          | { code: ErrorCode, message: string }
          | { code: ErrorCode, message: string }
          | { code: ErrorCode, message: string }
          | { code: ErrorCode, message: string }
          | { code: ErrorCode, message: string }
          | { code: ErrorCode, message: string }
          | { code: ErrorCode, message: string }
          | { code: ErrorCode, message: string }
          | { code: ErrorCode, message: string }
          | { reason: BlockerReason, code: ErrorCode, message: string, key: { state: KeyState | null }, primaryKey: { arn: string } | null }
         | null, aliases:
          | { code: ErrorCode, message: string }
          | { code: ErrorCode, message: string }
          | { code: ErrorCode, message: string }
          | { code: ErrorCode, message: string }
          | { code: ErrorCode, message: string }
          | { code: ErrorCode, message: string }
          | { code: ErrorCode, message: string }
          | { code: ErrorCode, message: string }
          | { code: ErrorCode, message: string }
          | { code: ErrorCode, message: string }
          | { code: ErrorCode, message: string }
          | { code: ErrorCode, message: string }
          | { code: ErrorCode, message: string }
          | { code: ErrorCode, message: string }
          | { code: ErrorCode, message: string }
          | { code: ErrorCode, message: string }
          | { reason: BlockerReason, code: ErrorCode, message: string, key: { state: KeyState | null }, primaryKey: { arn: string } | null }
         | null, tags:
          | { code: ErrorCode, message: string }
          | { code: ErrorCode, message: string }
          | { code: ErrorCode, message: string }
          | { code: ErrorCode, message: string }
          | { code: ErrorCode, message: string }
          | { code: ErrorCode, message: string }
          | { code: ErrorCode, message: string }
          | { code: ErrorCode, message: string }
          | { code: ErrorCode, message: string }
          | { code: ErrorCode, message: string }
          | { code: ErrorCode, message: string }
          | { code: ErrorCode, message: string }
          | { code: ErrorCode, message: string }
          | { code: ErrorCode, message: string }
          | { code: ErrorCode, message: string }
          | { code: ErrorCode, message: string }
          | { reason: BlockerReason, code: ErrorCode, message: string, key: { state: KeyState | null }, primaryKey: { arn: string } | null }
         | null } }> } };

export type KeyInDetailFragment = { id: string, arn: string, displayName: string, description: string | null, state: KeyState | null, manager: KeyManager | null, origin: KeyOrigin | null, spec: string | null, createdAt: string | null, tag: string | null, aliases: Array<{ name: string }> | null, tags: Array<{ key: string, value: string }> | null, managedBy: { name: string } | null, rotationStatus: { automatic: AutomaticRotation, isEnabled: boolean | null, periodInDays: number | null, nextRotationAt: string | null, isOnDemandInProgress: boolean | null }, lastRotation: { id: string, daysSincePrevious: number | null, previous: { id: string, key: { arn: string, state: KeyState | null } } | null, material: { materialState: KeyMaterialState, key: { spec: string | null } } | null, request: { id: string, key: { state: KeyState | null } } | null } | null, rotations: { totalCount: number | null, nodes: Array<{ rotatedAt: string, type: RotationType }>, pageInfo: { hasNextPage: boolean } } | null, newest: { nodes: Array<{ rotatedAt: string }> } | null, materials: { totalCount: number | null, nodes: Array<{ materialState: KeyMaterialState, rotation: { rotatedAt: string, key: { displayName: string } } | null }> } | null, currentMaterial: { materialId: string } | null, onDemandQuota: { used: number, remaining: number } | null, latestRequest: { status: RotationRequestStatus, key: { description: string | null }, rotation: { material: { materialState: KeyMaterialState } | null } | null, error:
      | { code: ErrorCode }
      | { code: ErrorCode }
      | { code: ErrorCode }
      | { code: ErrorCode }
      | { code: ErrorCode }
      | { code: ErrorCode }
      | { code: ErrorCode }
      | { code: ErrorCode }
      | { code: ErrorCode }
      | { code: ErrorCode }
      | { code: ErrorCode }
      | { code: ErrorCode }
      | { code: ErrorCode }
      | { code: ErrorCode }
      | { code: ErrorCode }
      | { code: ErrorCode }
      | { code: ErrorCode }
     | null } | null, capabilities: { rotateOnDemand: { blockers: Array<{ reason: BlockerReason }> }, enableAutomaticRotation: { isAllowed: boolean }, disableAutomaticRotation: { isAllowed: boolean } }, compliance: { verdict: ComplianceVerdict, dueAt: string | null, reasons: Array<ComplianceReason> }, multiRegion: { role: MultiRegionRole, primaryArn: string | null, replicaArns: Array<string> | null, primary: { arn: string, state: KeyState | null } | null, replicas: Array<{ arn: string, lastRotation: { rotatedAt: string } | null }> | null } | null, problems: { metadata:
      | { code: ErrorCode, message: string }
      | { code: ErrorCode, message: string }
      | { code: ErrorCode, message: string }
      | { code: ErrorCode, message: string }
      | { code: ErrorCode, message: string }
      | { code: ErrorCode, message: string }
      | { code: ErrorCode, message: string }
      | { code: ErrorCode, message: string }
      | { code: ErrorCode, message: string }
      | { code: ErrorCode, message: string }
      | { code: ErrorCode, message: string }
      | { code: ErrorCode, message: string }
      | { code: ErrorCode, message: string }
      | { code: ErrorCode, message: string }
      | { code: ErrorCode, message: string }
      | { code: ErrorCode, message: string }
      | { reason: BlockerReason, code: ErrorCode, message: string, key: { state: KeyState | null }, primaryKey: { arn: string } | null }
     | null, rotationStatus:
      | { code: ErrorCode, message: string }
      | { code: ErrorCode, message: string }
      | { code: ErrorCode, message: string }
      | { code: ErrorCode, message: string }
      | { code: ErrorCode, message: string }
      | { code: ErrorCode, message: string }
      | { code: ErrorCode, message: string }
      | { code: ErrorCode, message: string }
      | { code: ErrorCode, message: string }
      | { code: ErrorCode, message: string }
      | { code: ErrorCode, message: string }
      | { code: ErrorCode, message: string }
      | { code: ErrorCode, message: string }
      | { code: ErrorCode, message: string }
      | { code: ErrorCode, message: string }
      | { code: ErrorCode, message: string }
      | { reason: BlockerReason, code: ErrorCode, message: string, key: { state: KeyState | null }, primaryKey: { arn: string } | null }
     | null, rotations:
      | { code: ErrorCode, message: string }
      | { code: ErrorCode, message: string }
      | { code: ErrorCode, message: string }
      | { code: ErrorCode, message: string }
      | { code: ErrorCode, message: string }
      | { code: ErrorCode, message: string }
      | { code: ErrorCode, message: string }
      | { code: ErrorCode, message: string }
      | { code: ErrorCode, message: string }
      | { code: ErrorCode, message: string }
      | { code: ErrorCode, message: string }
      | { code: ErrorCode, message: string }
      | { code: ErrorCode, message: string }
      | { code: ErrorCode, message: string }
      | { code: ErrorCode, message: string }
      | { code: ErrorCode, message: string }
      | { reason: BlockerReason, code: ErrorCode, message: string, key: { state: KeyState | null }, primaryKey: { arn: string } | null }
     | null, materials:
      | { code: ErrorCode, message: string }
      | { code: ErrorCode, message: string }
      | { code: ErrorCode, message: string }
      | { code: ErrorCode, message: string }
      | { code: ErrorCode, message: string }
      | { code: ErrorCode, message: string }
      | { code: ErrorCode, message: string }
      | { code: ErrorCode, message: string }
      | { code: ErrorCode, message: string }
      | { code: ErrorCode, message: string }
      | { code: ErrorCode, message: string }
      | { code: ErrorCode, message: string }
      | { code: ErrorCode, message: string }
      | { code: ErrorCode, message: string }
      | { code: ErrorCode, message: string }
      | { code: ErrorCode, message: string }
      | { reason: BlockerReason, code: ErrorCode, message: string, key: { state: KeyState | null }, primaryKey: { arn: string } | null }
     | null, aliases:
      | { code: ErrorCode, message: string }
      | { code: ErrorCode, message: string }
      | { code: ErrorCode, message: string }
      | { code: ErrorCode, message: string }
      | { code: ErrorCode, message: string }
      | { code: ErrorCode, message: string }
      | { code: ErrorCode, message: string }
      | { code: ErrorCode, message: string }
      | { code: ErrorCode, message: string }
      | { code: ErrorCode, message: string }
      | { code: ErrorCode, message: string }
      | { code: ErrorCode, message: string }
      | { code: ErrorCode, message: string }
      | { code: ErrorCode, message: string }
      | { code: ErrorCode, message: string }
      | { code: ErrorCode, message: string }
      | { reason: BlockerReason, code: ErrorCode, message: string, key: { state: KeyState | null }, primaryKey: { arn: string } | null }
     | null, tags:
      | { code: ErrorCode, message: string }
      | { code: ErrorCode, message: string }
      | { code: ErrorCode, message: string }
      | { code: ErrorCode, message: string }
      | { code: ErrorCode, message: string }
      | { code: ErrorCode, message: string }
      | { code: ErrorCode, message: string }
      | { code: ErrorCode, message: string }
      | { code: ErrorCode, message: string }
      | { code: ErrorCode, message: string }
      | { code: ErrorCode, message: string }
      | { code: ErrorCode, message: string }
      | { code: ErrorCode, message: string }
      | { code: ErrorCode, message: string }
      | { code: ErrorCode, message: string }
      | { code: ErrorCode, message: string }
      | { reason: BlockerReason, code: ErrorCode, message: string, key: { state: KeyState | null }, primaryKey: { arn: string } | null }
     | null } };

type ShownProblem_AccessDeniedError_Fragment = { code: ErrorCode, message: string };

type ShownProblem_IdempotencyConflictError_Fragment = { code: ErrorCode, message: string };

type ShownProblem_InvalidInputError_Fragment = { code: ErrorCode, message: string };

type ShownProblem_KeyNotFoundError_Fragment = { code: ErrorCode, message: string };

type ShownProblem_KeyStateError_Fragment = { code: ErrorCode, message: string };

type ShownProblem_KmsUnavailableError_Fragment = { code: ErrorCode, message: string };

type ShownProblem_NoPendingMaterialError_Fragment = { code: ErrorCode, message: string };

type ShownProblem_NotReadYetError_Fragment = { code: ErrorCode, message: string };

type ShownProblem_OnDemandQuotaExceededError_Fragment = { code: ErrorCode, message: string };

type ShownProblem_OutcomeUnknownError_Fragment = { code: ErrorCode, message: string };

type ShownProblem_PreconditionFailedError_Fragment = { code: ErrorCode, message: string };

type ShownProblem_ReasonRequiredError_Fragment = { code: ErrorCode, message: string };

type ShownProblem_RotationConflictError_Fragment = { code: ErrorCode, message: string };

type ShownProblem_RotationInProgressError_Fragment = { code: ErrorCode, message: string };

type ShownProblem_StoreUnavailableError_Fragment = { code: ErrorCode, message: string };

type ShownProblem_ThrottledError_Fragment = { code: ErrorCode, message: string };

type ShownProblem_UnsupportedKeyError_Fragment = { reason: BlockerReason, code: ErrorCode, message: string, key: { state: KeyState | null }, primaryKey: { arn: string } | null };

export type ShownProblemFragment =
  | ShownProblem_AccessDeniedError_Fragment
  | ShownProblem_IdempotencyConflictError_Fragment
  | ShownProblem_InvalidInputError_Fragment
  | ShownProblem_KeyNotFoundError_Fragment
  | ShownProblem_KeyStateError_Fragment
  | ShownProblem_KmsUnavailableError_Fragment
  | ShownProblem_NoPendingMaterialError_Fragment
  | ShownProblem_NotReadYetError_Fragment
  | ShownProblem_OnDemandQuotaExceededError_Fragment
  | ShownProblem_OutcomeUnknownError_Fragment
  | ShownProblem_PreconditionFailedError_Fragment
  | ShownProblem_ReasonRequiredError_Fragment
  | ShownProblem_RotationConflictError_Fragment
  | ShownProblem_RotationInProgressError_Fragment
  | ShownProblem_StoreUnavailableError_Fragment
  | ShownProblem_ThrottledError_Fragment
  | ShownProblem_UnsupportedKeyError_Fragment
;

export type KeyInKmsQueryVariables = Exact<{
  id: string | number;
  after?: string | null | undefined;
}>;


export type KeyInKmsQuery = { node:
    | { rotations: { nodes: Array<{ rotatedAt: string }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } | null }
    | Record<PropertyKey, never>
   | null };

export type HistoriesBySourceQueryVariables = Exact<{
  source?: KeySource | null | undefined;
  after?: string | null | undefined;
}>;


export type HistoriesBySourceQuery = { keys: { nodes: Array<{ id: string, rotations: { nodes: Array<{ rotatedAt: string }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } | null }> } };

export type ObservedKeysQueryVariables = Exact<{
  source?: KeySource | null | undefined;
}>;


export type ObservedKeysQuery = { keys: { observedAt: string | null, nodes: Array<{ observedAt: string | null, rotationStatus: { automatic: AutomaticRotation } }> } };

export type KeyIdentityQueryVariables = Exact<{
  by: KeyBy;
}>;


export type KeyIdentityQuery = { key: { id: string, arn: string } | null };

export type KeyInFullQueryVariables = Exact<{
  by: KeyBy;
}>;


export type KeyInFullQuery = { key: { id: string, arn: string, keyId: string, accountId: string, region: string, displayName: string, description: string | null, state: KeyState | null, manager: KeyManager | null, origin: KeyOrigin | null, spec: string | null, usage: string | null, createdAt: string | null, deletionScheduledAt: string | null, consoleUrl: string | null, multiRegion: { role: MultiRegionRole, primaryArn: string | null, replicaArns: Array<string> | null, primary: { arn: string } | null, replicas: Array<{ arn: string }> | null } | null, aliases: Array<{ name: string }> | null, tags: Array<{ key: string, value: string }> | null, rotationStatus: { automatic: AutomaticRotation, isEnabled: boolean | null, periodInDays: number | null, nextRotationAt: string | null, onDemandStartedAt: string | null, isOnDemandInProgress: boolean | null, observedAt: string | null }, onDemandQuota: { limit: number, used: number, remaining: number, isDerived: boolean } | null, lastRotation: { rotatedAt: string, type: RotationType } | null, rotations: { totalCount: number | null } | null, currentMaterial: { materialId: string } | null, capabilities: { rotateOnDemand: { isAllowed: boolean, blockers: Array<{ reason: BlockerReason, message: string, clearsAt: string | null }> }, enableAutomaticRotation: { isAllowed: boolean, blockers: Array<{ reason: BlockerReason, message: string, clearsAt: string | null }> }, disableAutomaticRotation: { isAllowed: boolean, blockers: Array<{ reason: BlockerReason, message: string, clearsAt: string | null }> } }, compliance: { verdict: ComplianceVerdict, reasons: Array<ComplianceReason> }, problems: { metadata:
        | { __typename: 'AccessDeniedError', action: string | null, resourceArn: string | null, code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
        | { __typename: 'IdempotencyConflictError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
        | { __typename: 'InvalidInputError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
        | { __typename: 'KeyNotFoundError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
        | { __typename: 'KeyStateError', state: KeyState | null, code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
        | { __typename: 'KmsUnavailableError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
        | { __typename: 'NoPendingMaterialError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
        | { __typename: 'NotReadYetError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
        | { __typename: 'OnDemandQuotaExceededError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
        | { __typename: 'OutcomeUnknownError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
        | { __typename: 'PreconditionFailedError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
        | { __typename: 'ReasonRequiredError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
        | { __typename: 'RotationConflictError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
        | { __typename: 'RotationInProgressError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
        | { __typename: 'StoreUnavailableError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
        | { __typename: 'ThrottledError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
        | { __typename: 'UnsupportedKeyError', reason: BlockerReason, code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null, primaryKey: { arn: string } | null }
       | null, rotationStatus:
        | { __typename: 'AccessDeniedError', action: string | null, resourceArn: string | null, code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
        | { __typename: 'IdempotencyConflictError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
        | { __typename: 'InvalidInputError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
        | { __typename: 'KeyNotFoundError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
        | { __typename: 'KeyStateError', state: KeyState | null, code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
        | { __typename: 'KmsUnavailableError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
        | { __typename: 'NoPendingMaterialError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
        | { __typename: 'NotReadYetError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
        | { __typename: 'OnDemandQuotaExceededError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
        | { __typename: 'OutcomeUnknownError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
        | { __typename: 'PreconditionFailedError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
        | { __typename: 'ReasonRequiredError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
        | { __typename: 'RotationConflictError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
        | { __typename: 'RotationInProgressError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
        | { __typename: 'StoreUnavailableError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
        | { __typename: 'ThrottledError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
        | { __typename: 'UnsupportedKeyError', reason: BlockerReason, code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null, primaryKey: { arn: string } | null }
       | null, rotations:
        | { __typename: 'AccessDeniedError', action: string | null, resourceArn: string | null, code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
        | { __typename: 'IdempotencyConflictError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
        | { __typename: 'InvalidInputError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
        | { __typename: 'KeyNotFoundError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
        | { __typename: 'KeyStateError', state: KeyState | null, code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
        | { __typename: 'KmsUnavailableError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
        | { __typename: 'NoPendingMaterialError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
        | { __typename: 'NotReadYetError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
        | { __typename: 'OnDemandQuotaExceededError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
        | { __typename: 'OutcomeUnknownError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
        | { __typename: 'PreconditionFailedError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
        | { __typename: 'ReasonRequiredError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
        | { __typename: 'RotationConflictError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
        | { __typename: 'RotationInProgressError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
        | { __typename: 'StoreUnavailableError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
        | { __typename: 'ThrottledError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
        | { __typename: 'UnsupportedKeyError', reason: BlockerReason, code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null, primaryKey: { arn: string } | null }
       | null, materials:
        | { __typename: 'AccessDeniedError', action: string | null, resourceArn: string | null, code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
        | { __typename: 'IdempotencyConflictError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
        | { __typename: 'InvalidInputError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
        | { __typename: 'KeyNotFoundError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
        | { __typename: 'KeyStateError', state: KeyState | null, code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
        | { __typename: 'KmsUnavailableError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
        | { __typename: 'NoPendingMaterialError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
        | { __typename: 'NotReadYetError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
        | { __typename: 'OnDemandQuotaExceededError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
        | { __typename: 'OutcomeUnknownError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
        | { __typename: 'PreconditionFailedError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
        | { __typename: 'ReasonRequiredError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
        | { __typename: 'RotationConflictError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
        | { __typename: 'RotationInProgressError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
        | { __typename: 'StoreUnavailableError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
        | { __typename: 'ThrottledError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
        | { __typename: 'UnsupportedKeyError', reason: BlockerReason, code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null, primaryKey: { arn: string } | null }
       | null, aliases:
        | { __typename: 'AccessDeniedError', action: string | null, resourceArn: string | null, code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
        | { __typename: 'IdempotencyConflictError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
        | { __typename: 'InvalidInputError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
        | { __typename: 'KeyNotFoundError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
        | { __typename: 'KeyStateError', state: KeyState | null, code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
        | { __typename: 'KmsUnavailableError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
        | { __typename: 'NoPendingMaterialError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
        | { __typename: 'NotReadYetError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
        | { __typename: 'OnDemandQuotaExceededError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
        | { __typename: 'OutcomeUnknownError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
        | { __typename: 'PreconditionFailedError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
        | { __typename: 'ReasonRequiredError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
        | { __typename: 'RotationConflictError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
        | { __typename: 'RotationInProgressError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
        | { __typename: 'StoreUnavailableError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
        | { __typename: 'ThrottledError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
        | { __typename: 'UnsupportedKeyError', reason: BlockerReason, code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null, primaryKey: { arn: string } | null }
       | null, tags:
        | { __typename: 'AccessDeniedError', action: string | null, resourceArn: string | null, code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
        | { __typename: 'IdempotencyConflictError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
        | { __typename: 'InvalidInputError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
        | { __typename: 'KeyNotFoundError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
        | { __typename: 'KeyStateError', state: KeyState | null, code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
        | { __typename: 'KmsUnavailableError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
        | { __typename: 'NoPendingMaterialError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
        | { __typename: 'NotReadYetError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
        | { __typename: 'OnDemandQuotaExceededError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
        | { __typename: 'OutcomeUnknownError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
        | { __typename: 'PreconditionFailedError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
        | { __typename: 'ReasonRequiredError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
        | { __typename: 'RotationConflictError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
        | { __typename: 'RotationInProgressError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
        | { __typename: 'StoreUnavailableError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
        | { __typename: 'ThrottledError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
        | { __typename: 'UnsupportedKeyError', reason: BlockerReason, code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null, primaryKey: { arn: string } | null }
       | null } } | null };

export type KeysInFullQueryVariables = Exact<{ [key: string]: never; }>;


export type KeysInFullQuery = { keys: { nodes: Array<{ id: string, arn: string, keyId: string, accountId: string, region: string, displayName: string, description: string | null, state: KeyState | null, manager: KeyManager | null, origin: KeyOrigin | null, spec: string | null, usage: string | null, createdAt: string | null, deletionScheduledAt: string | null, consoleUrl: string | null, multiRegion: { role: MultiRegionRole, primaryArn: string | null, replicaArns: Array<string> | null, primary: { arn: string } | null, replicas: Array<{ arn: string }> | null } | null, aliases: Array<{ name: string }> | null, tags: Array<{ key: string, value: string }> | null, rotationStatus: { automatic: AutomaticRotation, isEnabled: boolean | null, periodInDays: number | null, nextRotationAt: string | null, onDemandStartedAt: string | null, isOnDemandInProgress: boolean | null, observedAt: string | null }, onDemandQuota: { limit: number, used: number, remaining: number, isDerived: boolean } | null, lastRotation: { rotatedAt: string, type: RotationType } | null, rotations: { totalCount: number | null } | null, currentMaterial: { materialId: string } | null, capabilities: { rotateOnDemand: { isAllowed: boolean, blockers: Array<{ reason: BlockerReason, message: string, clearsAt: string | null }> }, enableAutomaticRotation: { isAllowed: boolean, blockers: Array<{ reason: BlockerReason, message: string, clearsAt: string | null }> }, disableAutomaticRotation: { isAllowed: boolean, blockers: Array<{ reason: BlockerReason, message: string, clearsAt: string | null }> } }, compliance: { verdict: ComplianceVerdict, reasons: Array<ComplianceReason> }, problems: { metadata:
          | { __typename: 'AccessDeniedError', action: string | null, resourceArn: string | null, code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
          | { __typename: 'IdempotencyConflictError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
          | { __typename: 'InvalidInputError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
          | { __typename: 'KeyNotFoundError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
          | { __typename: 'KeyStateError', state: KeyState | null, code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
          | { __typename: 'KmsUnavailableError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
          | { __typename: 'NoPendingMaterialError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
          | { __typename: 'NotReadYetError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
          | { __typename: 'OnDemandQuotaExceededError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
          | { __typename: 'OutcomeUnknownError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
          | { __typename: 'PreconditionFailedError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
          | { __typename: 'ReasonRequiredError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
          | { __typename: 'RotationConflictError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
          | { __typename: 'RotationInProgressError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
          | { __typename: 'StoreUnavailableError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
          | { __typename: 'ThrottledError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
          | { __typename: 'UnsupportedKeyError', reason: BlockerReason, code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null, primaryKey: { arn: string } | null }
         | null, rotationStatus:
          | { __typename: 'AccessDeniedError', action: string | null, resourceArn: string | null, code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
          | { __typename: 'IdempotencyConflictError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
          | { __typename: 'InvalidInputError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
          | { __typename: 'KeyNotFoundError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
          | { __typename: 'KeyStateError', state: KeyState | null, code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
          | { __typename: 'KmsUnavailableError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
          | { __typename: 'NoPendingMaterialError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
          | { __typename: 'NotReadYetError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
          | { __typename: 'OnDemandQuotaExceededError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
          | { __typename: 'OutcomeUnknownError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
          | { __typename: 'PreconditionFailedError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
          | { __typename: 'ReasonRequiredError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
          | { __typename: 'RotationConflictError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
          | { __typename: 'RotationInProgressError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
          | { __typename: 'StoreUnavailableError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
          | { __typename: 'ThrottledError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
          | { __typename: 'UnsupportedKeyError', reason: BlockerReason, code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null, primaryKey: { arn: string } | null }
         | null, rotations:
          | { __typename: 'AccessDeniedError', action: string | null, resourceArn: string | null, code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
          | { __typename: 'IdempotencyConflictError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
          | { __typename: 'InvalidInputError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
          | { __typename: 'KeyNotFoundError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
          | { __typename: 'KeyStateError', state: KeyState | null, code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
          | { __typename: 'KmsUnavailableError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
          | { __typename: 'NoPendingMaterialError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
          | { __typename: 'NotReadYetError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
          | { __typename: 'OnDemandQuotaExceededError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
          | { __typename: 'OutcomeUnknownError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
          | { __typename: 'PreconditionFailedError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
          | { __typename: 'ReasonRequiredError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
          | { __typename: 'RotationConflictError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
          | { __typename: 'RotationInProgressError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
          | { __typename: 'StoreUnavailableError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
          | { __typename: 'ThrottledError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
          | { __typename: 'UnsupportedKeyError', reason: BlockerReason, code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null, primaryKey: { arn: string } | null }
         | null, materials:
          | { __typename: 'AccessDeniedError', action: string | null, resourceArn: string | null, code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
          | { __typename: 'IdempotencyConflictError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
          | { __typename: 'InvalidInputError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
          | { __typename: 'KeyNotFoundError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
          | { __typename: 'KeyStateError', state: KeyState | null, code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
          | { __typename: 'KmsUnavailableError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
          | { __typename: 'NoPendingMaterialError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
          | { __typename: 'NotReadYetError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
          | { __typename: 'OnDemandQuotaExceededError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
          | { __typename: 'OutcomeUnknownError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
          | { __typename: 'PreconditionFailedError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
          | { __typename: 'ReasonRequiredError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
          | { __typename: 'RotationConflictError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
          | { __typename: 'RotationInProgressError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
          | { __typename: 'StoreUnavailableError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
          | { __typename: 'ThrottledError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
          | { __typename: 'UnsupportedKeyError', reason: BlockerReason, code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null, primaryKey: { arn: string } | null }
         | null, aliases:
          | { __typename: 'AccessDeniedError', action: string | null, resourceArn: string | null, code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
          | { __typename: 'IdempotencyConflictError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
          | { __typename: 'InvalidInputError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
          | { __typename: 'KeyNotFoundError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
          | { __typename: 'KeyStateError', state: KeyState | null, code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
          | { __typename: 'KmsUnavailableError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
          | { __typename: 'NoPendingMaterialError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
          | { __typename: 'NotReadYetError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
          | { __typename: 'OnDemandQuotaExceededError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
          | { __typename: 'OutcomeUnknownError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
          | { __typename: 'PreconditionFailedError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
          | { __typename: 'ReasonRequiredError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
          | { __typename: 'RotationConflictError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
          | { __typename: 'RotationInProgressError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
          | { __typename: 'StoreUnavailableError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
          | { __typename: 'ThrottledError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
          | { __typename: 'UnsupportedKeyError', reason: BlockerReason, code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null, primaryKey: { arn: string } | null }
         | null, tags:
          | { __typename: 'AccessDeniedError', action: string | null, resourceArn: string | null, code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
          | { __typename: 'IdempotencyConflictError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
          | { __typename: 'InvalidInputError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
          | { __typename: 'KeyNotFoundError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
          | { __typename: 'KeyStateError', state: KeyState | null, code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
          | { __typename: 'KmsUnavailableError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
          | { __typename: 'NoPendingMaterialError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
          | { __typename: 'NotReadYetError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
          | { __typename: 'OnDemandQuotaExceededError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
          | { __typename: 'OutcomeUnknownError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
          | { __typename: 'PreconditionFailedError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
          | { __typename: 'ReasonRequiredError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
          | { __typename: 'RotationConflictError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
          | { __typename: 'RotationInProgressError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
          | { __typename: 'StoreUnavailableError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
          | { __typename: 'ThrottledError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
          | { __typename: 'UnsupportedKeyError', reason: BlockerReason, code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null, primaryKey: { arn: string } | null }
         | null } }> } };

export type KeyNamesQueryVariables = Exact<{
  by: KeyBy;
}>;


export type KeyNamesQuery = { key: { displayName: string, present: string | null, absent: string | null, aliases: Array<{ name: string, arn: string | null, createdAt: string | null, updatedAt: string | null }> | null, tags: Array<{ key: string, value: string }> | null } | null };

export type KeyComplianceQueryVariables = Exact<{
  by: KeyBy;
  policy?: RotationPolicyInput | null | undefined;
}>;


export type KeyComplianceQuery = { key: { compliance: { verdict: ComplianceVerdict, materialAgeInDays: number | null, dueAt: string | null, reasons: Array<ComplianceReason> } } | null };

export type KeyCapabilitiesQueryVariables = Exact<{
  by: KeyBy;
}>;


export type KeyCapabilitiesQuery = { key: { capabilities: { rotateOnDemand: { isAllowed: boolean } }, compliance: { verdict: ComplianceVerdict }, onDemandQuota: { remaining: number } | null, rotationStatus: { automatic: AutomaticRotation } } | null };

export type WholeKeyFragment = { id: string, arn: string, keyId: string, accountId: string, region: string, displayName: string, description: string | null, state: KeyState | null, manager: KeyManager | null, origin: KeyOrigin | null, spec: string | null, usage: string | null, createdAt: string | null, deletionScheduledAt: string | null, consoleUrl: string | null, multiRegion: { role: MultiRegionRole, primaryArn: string | null, replicaArns: Array<string> | null, primary: { arn: string } | null, replicas: Array<{ arn: string }> | null } | null, aliases: Array<{ name: string }> | null, tags: Array<{ key: string, value: string }> | null, rotationStatus: { automatic: AutomaticRotation, isEnabled: boolean | null, periodInDays: number | null, nextRotationAt: string | null, onDemandStartedAt: string | null, isOnDemandInProgress: boolean | null, observedAt: string | null }, onDemandQuota: { limit: number, used: number, remaining: number, isDerived: boolean } | null, lastRotation: { rotatedAt: string, type: RotationType } | null, rotations: { totalCount: number | null } | null, currentMaterial: { materialId: string } | null, capabilities: { rotateOnDemand: { isAllowed: boolean, blockers: Array<{ reason: BlockerReason, message: string, clearsAt: string | null }> }, enableAutomaticRotation: { isAllowed: boolean, blockers: Array<{ reason: BlockerReason, message: string, clearsAt: string | null }> }, disableAutomaticRotation: { isAllowed: boolean, blockers: Array<{ reason: BlockerReason, message: string, clearsAt: string | null }> } }, compliance: { verdict: ComplianceVerdict, reasons: Array<ComplianceReason> }, problems: { metadata:
      | { __typename: 'AccessDeniedError', action: string | null, resourceArn: string | null, code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
      | { __typename: 'IdempotencyConflictError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
      | { __typename: 'InvalidInputError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
      | { __typename: 'KeyNotFoundError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
      | { __typename: 'KeyStateError', state: KeyState | null, code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
      | { __typename: 'KmsUnavailableError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
      | { __typename: 'NoPendingMaterialError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
      | { __typename: 'NotReadYetError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
      | { __typename: 'OnDemandQuotaExceededError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
      | { __typename: 'OutcomeUnknownError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
      | { __typename: 'PreconditionFailedError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
      | { __typename: 'ReasonRequiredError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
      | { __typename: 'RotationConflictError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
      | { __typename: 'RotationInProgressError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
      | { __typename: 'StoreUnavailableError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
      | { __typename: 'ThrottledError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
      | { __typename: 'UnsupportedKeyError', reason: BlockerReason, code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null, primaryKey: { arn: string } | null }
     | null, rotationStatus:
      | { __typename: 'AccessDeniedError', action: string | null, resourceArn: string | null, code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
      | { __typename: 'IdempotencyConflictError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
      | { __typename: 'InvalidInputError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
      | { __typename: 'KeyNotFoundError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
      | { __typename: 'KeyStateError', state: KeyState | null, code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
      | { __typename: 'KmsUnavailableError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
      | { __typename: 'NoPendingMaterialError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
      | { __typename: 'NotReadYetError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
      | { __typename: 'OnDemandQuotaExceededError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
      | { __typename: 'OutcomeUnknownError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
      | { __typename: 'PreconditionFailedError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
      | { __typename: 'ReasonRequiredError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
      | { __typename: 'RotationConflictError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
      | { __typename: 'RotationInProgressError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
      | { __typename: 'StoreUnavailableError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
      | { __typename: 'ThrottledError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
      | { __typename: 'UnsupportedKeyError', reason: BlockerReason, code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null, primaryKey: { arn: string } | null }
     | null, rotations:
      | { __typename: 'AccessDeniedError', action: string | null, resourceArn: string | null, code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
      | { __typename: 'IdempotencyConflictError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
      | { __typename: 'InvalidInputError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
      | { __typename: 'KeyNotFoundError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
      | { __typename: 'KeyStateError', state: KeyState | null, code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
      | { __typename: 'KmsUnavailableError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
      | { __typename: 'NoPendingMaterialError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
      | { __typename: 'NotReadYetError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
      | { __typename: 'OnDemandQuotaExceededError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
      | { __typename: 'OutcomeUnknownError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
      | { __typename: 'PreconditionFailedError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
      | { __typename: 'ReasonRequiredError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
      | { __typename: 'RotationConflictError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
      | { __typename: 'RotationInProgressError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
      | { __typename: 'StoreUnavailableError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
      | { __typename: 'ThrottledError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
      | { __typename: 'UnsupportedKeyError', reason: BlockerReason, code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null, primaryKey: { arn: string } | null }
     | null, materials:
      | { __typename: 'AccessDeniedError', action: string | null, resourceArn: string | null, code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
      | { __typename: 'IdempotencyConflictError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
      | { __typename: 'InvalidInputError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
      | { __typename: 'KeyNotFoundError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
      | { __typename: 'KeyStateError', state: KeyState | null, code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
      | { __typename: 'KmsUnavailableError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
      | { __typename: 'NoPendingMaterialError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
      | { __typename: 'NotReadYetError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
      | { __typename: 'OnDemandQuotaExceededError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
      | { __typename: 'OutcomeUnknownError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
      | { __typename: 'PreconditionFailedError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
      | { __typename: 'ReasonRequiredError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
      | { __typename: 'RotationConflictError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
      | { __typename: 'RotationInProgressError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
      | { __typename: 'StoreUnavailableError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
      | { __typename: 'ThrottledError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
      | { __typename: 'UnsupportedKeyError', reason: BlockerReason, code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null, primaryKey: { arn: string } | null }
     | null, aliases:
      | { __typename: 'AccessDeniedError', action: string | null, resourceArn: string | null, code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
      | { __typename: 'IdempotencyConflictError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
      | { __typename: 'InvalidInputError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
      | { __typename: 'KeyNotFoundError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
      | { __typename: 'KeyStateError', state: KeyState | null, code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
      | { __typename: 'KmsUnavailableError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
      | { __typename: 'NoPendingMaterialError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
      | { __typename: 'NotReadYetError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
      | { __typename: 'OnDemandQuotaExceededError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
      | { __typename: 'OutcomeUnknownError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
      | { __typename: 'PreconditionFailedError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
      | { __typename: 'ReasonRequiredError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
      | { __typename: 'RotationConflictError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
      | { __typename: 'RotationInProgressError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
      | { __typename: 'StoreUnavailableError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
      | { __typename: 'ThrottledError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
      | { __typename: 'UnsupportedKeyError', reason: BlockerReason, code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null, primaryKey: { arn: string } | null }
     | null, tags:
      | { __typename: 'AccessDeniedError', action: string | null, resourceArn: string | null, code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
      | { __typename: 'IdempotencyConflictError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
      | { __typename: 'InvalidInputError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
      | { __typename: 'KeyNotFoundError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
      | { __typename: 'KeyStateError', state: KeyState | null, code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
      | { __typename: 'KmsUnavailableError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
      | { __typename: 'NoPendingMaterialError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
      | { __typename: 'NotReadYetError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
      | { __typename: 'OnDemandQuotaExceededError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
      | { __typename: 'OutcomeUnknownError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
      | { __typename: 'PreconditionFailedError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
      | { __typename: 'ReasonRequiredError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
      | { __typename: 'RotationConflictError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
      | { __typename: 'RotationInProgressError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
      | { __typename: 'StoreUnavailableError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
      | { __typename: 'ThrottledError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
      | { __typename: 'UnsupportedKeyError', reason: BlockerReason, code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null, primaryKey: { arn: string } | null }
     | null } };

export type CapabilityFieldsFragment = { isAllowed: boolean, blockers: Array<{ reason: BlockerReason, message: string, clearsAt: string | null }> };

type Problem_AccessDeniedError_Fragment = { __typename: 'AccessDeniedError', action: string | null, resourceArn: string | null, code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null };

type Problem_IdempotencyConflictError_Fragment = { __typename: 'IdempotencyConflictError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null };

type Problem_InvalidInputError_Fragment = { __typename: 'InvalidInputError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null };

type Problem_KeyNotFoundError_Fragment = { __typename: 'KeyNotFoundError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null };

type Problem_KeyStateError_Fragment = { __typename: 'KeyStateError', state: KeyState | null, code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null };

type Problem_KmsUnavailableError_Fragment = { __typename: 'KmsUnavailableError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null };

type Problem_NoPendingMaterialError_Fragment = { __typename: 'NoPendingMaterialError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null };

type Problem_NotReadYetError_Fragment = { __typename: 'NotReadYetError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null };

type Problem_OnDemandQuotaExceededError_Fragment = { __typename: 'OnDemandQuotaExceededError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null };

type Problem_OutcomeUnknownError_Fragment = { __typename: 'OutcomeUnknownError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null };

type Problem_PreconditionFailedError_Fragment = { __typename: 'PreconditionFailedError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null };

type Problem_ReasonRequiredError_Fragment = { __typename: 'ReasonRequiredError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null };

type Problem_RotationConflictError_Fragment = { __typename: 'RotationConflictError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null };

type Problem_RotationInProgressError_Fragment = { __typename: 'RotationInProgressError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null };

type Problem_StoreUnavailableError_Fragment = { __typename: 'StoreUnavailableError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null };

type Problem_ThrottledError_Fragment = { __typename: 'ThrottledError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null };

type Problem_UnsupportedKeyError_Fragment = { __typename: 'UnsupportedKeyError', reason: BlockerReason, code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null, primaryKey: { arn: string } | null };

export type ProblemFragment =
  | Problem_AccessDeniedError_Fragment
  | Problem_IdempotencyConflictError_Fragment
  | Problem_InvalidInputError_Fragment
  | Problem_KeyNotFoundError_Fragment
  | Problem_KeyStateError_Fragment
  | Problem_KmsUnavailableError_Fragment
  | Problem_NoPendingMaterialError_Fragment
  | Problem_NotReadYetError_Fragment
  | Problem_OnDemandQuotaExceededError_Fragment
  | Problem_OutcomeUnknownError_Fragment
  | Problem_PreconditionFailedError_Fragment
  | Problem_ReasonRequiredError_Fragment
  | Problem_RotationConflictError_Fragment
  | Problem_RotationInProgressError_Fragment
  | Problem_StoreUnavailableError_Fragment
  | Problem_ThrottledError_Fragment
  | Problem_UnsupportedKeyError_Fragment
;

export type KeyLastUsageQueryVariables = Exact<{
  by: KeyBy;
}>;


export type KeyLastUsageQuery = { key: { lastUsage: { operation: string | null, usedAt: string | null, cloudTrailEventId: string | null, trackingStartedAt: string | null, hasBeenUsed: boolean | null, observedAt: string } | null, problems: { metadata:
        | { code: ErrorCode }
        | { code: ErrorCode }
        | { code: ErrorCode }
        | { code: ErrorCode }
        | { code: ErrorCode }
        | { code: ErrorCode }
        | { code: ErrorCode }
        | { code: ErrorCode }
        | { code: ErrorCode }
        | { code: ErrorCode }
        | { code: ErrorCode }
        | { code: ErrorCode }
        | { code: ErrorCode }
        | { code: ErrorCode }
        | { code: ErrorCode }
        | { code: ErrorCode }
        | { code: ErrorCode }
       | null, lastUsage:
        | { code: ErrorCode, message: string }
        | { code: ErrorCode, message: string }
        | { code: ErrorCode, message: string }
        | { code: ErrorCode, message: string }
        | { code: ErrorCode, message: string }
        | { code: ErrorCode, message: string }
        | { code: ErrorCode, message: string }
        | { code: ErrorCode, message: string }
        | { code: ErrorCode, message: string }
        | { code: ErrorCode, message: string }
        | { code: ErrorCode, message: string }
        | { code: ErrorCode, message: string }
        | { code: ErrorCode, message: string }
        | { code: ErrorCode, message: string }
        | { code: ErrorCode, message: string }
        | { code: ErrorCode, message: string }
        | { code: ErrorCode, message: string }
       | null } } | null };

export type KeysPageQueryVariables = Exact<{
  first?: number | null | undefined;
  after?: string | null | undefined;
  scopes?: Array<ScopeInput> | ScopeInput | null | undefined;
  filter?: KeyFilter | null | undefined;
  orderBy?: KeyOrder | null | undefined;
  scanLimit?: number | null | undefined;
}>;


export type KeysPageQuery = { keys: { scannedCount: number, undecidedCount: number, edges: Array<{ cursor: string, node: { arn: string } }>, pageInfo: { hasNextPage: boolean, hasPreviousPage: boolean, startCursor: string | null, endCursor: string | null }, unavailableScopes: Array<{ scope: { region: string }, error:
        | { code: ErrorCode, message: string }
        | { code: ErrorCode, message: string }
        | { code: ErrorCode, message: string }
        | { code: ErrorCode, message: string }
        | { code: ErrorCode, message: string }
        | { code: ErrorCode, message: string }
        | { code: ErrorCode, message: string }
        | { code: ErrorCode, message: string }
        | { code: ErrorCode, message: string }
        | { code: ErrorCode, message: string }
        | { code: ErrorCode, message: string }
        | { code: ErrorCode, message: string }
        | { code: ErrorCode, message: string }
        | { code: ErrorCode, message: string }
        | { code: ErrorCode, message: string }
        | { code: ErrorCode, message: string }
        | { code: ErrorCode, message: string }
       }> } };

export type KeyCountQueryVariables = Exact<{
  scopes?: Array<ScopeInput> | ScopeInput | null | undefined;
  filter?: KeyFilter | null | undefined;
}>;


export type KeyCountQuery = { keys: { totalCount: number | null } };

export type FleetInFullQueryVariables = Exact<{
  after?: string | null | undefined;
}>;


export type FleetInFullQuery = { keys: { nodes: Array<{ arn: string, state: KeyState | null, spec: string | null, createdAt: string | null, aliases: Array<{ name: string }> | null, tags: Array<{ key: string, value: string }> | null, rotationStatus: { automatic: AutomaticRotation, nextRotationAt: string | null }, rotations: { nodes: Array<{ rotatedAt: string }> } | null }> } };

export type FleetOnceQueryVariables = Exact<{ [key: string]: never; }>;


export type FleetOnceQuery = { keys: { nodes: Array<{ arn: string, keyId: string, region: string }> } };

export type FleetTwiceQueryVariables = Exact<{ [key: string]: never; }>;


export type FleetTwiceQuery = { a: { nodes: Array<{ state: KeyState | null, displayName: string, rotationStatus: { automatic: AutomaticRotation }, lastRotation: { id: string } | null }> }, b: { edges: Array<{ node: { spec: string | null, aliases: Array<{ name: string }> | null, rotationStatus: { isEnabled: boolean | null }, rotations: { nodes: Array<{ id: string }> } | null, onDemandQuota: { remaining: number } | null, problems: { metadata:
            | { code: ErrorCode }
            | { code: ErrorCode }
            | { code: ErrorCode }
            | { code: ErrorCode }
            | { code: ErrorCode }
            | { code: ErrorCode }
            | { code: ErrorCode }
            | { code: ErrorCode }
            | { code: ErrorCode }
            | { code: ErrorCode }
            | { code: ErrorCode }
            | { code: ErrorCode }
            | { code: ErrorCode }
            | { code: ErrorCode }
            | { code: ErrorCode }
            | { code: ErrorCode }
            | { code: ErrorCode }
           | null, rotationStatus:
            | { code: ErrorCode }
            | { code: ErrorCode }
            | { code: ErrorCode }
            | { code: ErrorCode }
            | { code: ErrorCode }
            | { code: ErrorCode }
            | { code: ErrorCode }
            | { code: ErrorCode }
            | { code: ErrorCode }
            | { code: ErrorCode }
            | { code: ErrorCode }
            | { code: ErrorCode }
            | { code: ErrorCode }
            | { code: ErrorCode }
            | { code: ErrorCode }
            | { code: ErrorCode }
            | { code: ErrorCode }
           | null, rotations:
            | { code: ErrorCode }
            | { code: ErrorCode }
            | { code: ErrorCode }
            | { code: ErrorCode }
            | { code: ErrorCode }
            | { code: ErrorCode }
            | { code: ErrorCode }
            | { code: ErrorCode }
            | { code: ErrorCode }
            | { code: ErrorCode }
            | { code: ErrorCode }
            | { code: ErrorCode }
            | { code: ErrorCode }
            | { code: ErrorCode }
            | { code: ErrorCode }
            | { code: ErrorCode }
            | { code: ErrorCode }
           | null } } }> } };

type Failure_AccessDeniedError_Fragment = { __typename: 'AccessDeniedError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null };

type Failure_IdempotencyConflictError_Fragment = { __typename: 'IdempotencyConflictError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null };

type Failure_InvalidInputError_Fragment = { __typename: 'InvalidInputError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null };

type Failure_KeyNotFoundError_Fragment = { __typename: 'KeyNotFoundError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null };

type Failure_KeyStateError_Fragment = { __typename: 'KeyStateError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null };

type Failure_KmsUnavailableError_Fragment = { __typename: 'KmsUnavailableError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null };

type Failure_NoPendingMaterialError_Fragment = { __typename: 'NoPendingMaterialError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null };

type Failure_NotReadYetError_Fragment = { __typename: 'NotReadYetError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null };

type Failure_OnDemandQuotaExceededError_Fragment = { __typename: 'OnDemandQuotaExceededError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null };

type Failure_OutcomeUnknownError_Fragment = { __typename: 'OutcomeUnknownError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null };

type Failure_PreconditionFailedError_Fragment = { __typename: 'PreconditionFailedError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null };

type Failure_ReasonRequiredError_Fragment = { __typename: 'ReasonRequiredError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null };

type Failure_RotationConflictError_Fragment = { __typename: 'RotationConflictError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null };

type Failure_RotationInProgressError_Fragment = { __typename: 'RotationInProgressError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null };

type Failure_StoreUnavailableError_Fragment = { __typename: 'StoreUnavailableError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null };

type Failure_ThrottledError_Fragment = { __typename: 'ThrottledError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null };

type Failure_UnsupportedKeyError_Fragment = { __typename: 'UnsupportedKeyError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null };

export type FailureFragment =
  | Failure_AccessDeniedError_Fragment
  | Failure_IdempotencyConflictError_Fragment
  | Failure_InvalidInputError_Fragment
  | Failure_KeyNotFoundError_Fragment
  | Failure_KeyStateError_Fragment
  | Failure_KmsUnavailableError_Fragment
  | Failure_NoPendingMaterialError_Fragment
  | Failure_NotReadYetError_Fragment
  | Failure_OnDemandQuotaExceededError_Fragment
  | Failure_OutcomeUnknownError_Fragment
  | Failure_PreconditionFailedError_Fragment
  | Failure_ReasonRequiredError_Fragment
  | Failure_RotationConflictError_Fragment
  | Failure_RotationInProgressError_Fragment
  | Failure_StoreUnavailableError_Fragment
  | Failure_ThrottledError_Fragment
  | Failure_UnsupportedKeyError_Fragment
;

export type RequestFragment = { id: string, status: RotationRequestStatus, requestedAt: string, requestedBy: string, reason: string | null, startedAt: string | null, completedAt: string | null, key: { arn: string }, rotation: { id: string, type: RotationType, rotatedAt: string } | null, error:
    | { __typename: 'AccessDeniedError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
    | { __typename: 'IdempotencyConflictError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
    | { __typename: 'InvalidInputError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
    | { __typename: 'KeyNotFoundError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
    | { __typename: 'KeyStateError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
    | { __typename: 'KmsUnavailableError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
    | { __typename: 'NoPendingMaterialError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
    | { __typename: 'NotReadYetError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
    | { __typename: 'OnDemandQuotaExceededError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
    | { __typename: 'OutcomeUnknownError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
    | { __typename: 'PreconditionFailedError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
    | { __typename: 'ReasonRequiredError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
    | { __typename: 'RotationConflictError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
    | { __typename: 'RotationInProgressError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
    | { __typename: 'StoreUnavailableError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
    | { __typename: 'ThrottledError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
    | { __typename: 'UnsupportedKeyError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
   | null };

type RotateOutcome_AccessDeniedError_Fragment = { __typename: 'AccessDeniedError', action: string | null, resourceArn: string | null, code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null };

type RotateOutcome_IdempotencyConflictError_Fragment = { __typename: 'IdempotencyConflictError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null };

type RotateOutcome_InvalidInputError_Fragment = { __typename: 'InvalidInputError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null, issues: Array<{ path: Array<string>, message: string }> };

type RotateOutcome_KeyNotFoundError_Fragment = { __typename: 'KeyNotFoundError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null };

type RotateOutcome_KeyStateError_Fragment = { __typename: 'KeyStateError', state: KeyState | null, code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null, key: { arn: string } };

type RotateOutcome_KmsUnavailableError_Fragment = { __typename: 'KmsUnavailableError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null };

type RotateOutcome_NoPendingMaterialError_Fragment = { __typename: 'NoPendingMaterialError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null };

type RotateOutcome_OnDemandQuotaExceededError_Fragment = { __typename: 'OnDemandQuotaExceededError', limit: number, code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null };

type RotateOutcome_OutcomeUnknownError_Fragment = { __typename: 'OutcomeUnknownError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null, key: { arn: string }, unsettled: { id: string, status: RotationRequestStatus, requestedAt: string, requestedBy: string, reason: string | null, startedAt: string | null, completedAt: string | null, key: { arn: string }, rotation: { id: string, type: RotationType, rotatedAt: string } | null, error:
      | { __typename: 'AccessDeniedError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
      | { __typename: 'IdempotencyConflictError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
      | { __typename: 'InvalidInputError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
      | { __typename: 'KeyNotFoundError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
      | { __typename: 'KeyStateError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
      | { __typename: 'KmsUnavailableError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
      | { __typename: 'NoPendingMaterialError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
      | { __typename: 'NotReadYetError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
      | { __typename: 'OnDemandQuotaExceededError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
      | { __typename: 'OutcomeUnknownError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
      | { __typename: 'PreconditionFailedError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
      | { __typename: 'ReasonRequiredError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
      | { __typename: 'RotationConflictError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
      | { __typename: 'RotationInProgressError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
      | { __typename: 'StoreUnavailableError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
      | { __typename: 'ThrottledError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
      | { __typename: 'UnsupportedKeyError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
     | null } | null };

type RotateOutcome_PreconditionFailedError_Fragment = { __typename: 'PreconditionFailedError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null };

type RotateOutcome_ReasonRequiredError_Fragment = { __typename: 'ReasonRequiredError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null };

type RotateOutcome_RotateKeyOnDemandPayload_Fragment = { __typename: 'RotateKeyOnDemandPayload', key: { arn: string, rotationStatus: { isOnDemandInProgress: boolean | null } }, request: { id: string, status: RotationRequestStatus, requestedAt: string, requestedBy: string, reason: string | null, startedAt: string | null, completedAt: string | null, key: { arn: string }, rotation: { id: string, type: RotationType, rotatedAt: string } | null, error:
      | { __typename: 'AccessDeniedError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
      | { __typename: 'IdempotencyConflictError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
      | { __typename: 'InvalidInputError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
      | { __typename: 'KeyNotFoundError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
      | { __typename: 'KeyStateError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
      | { __typename: 'KmsUnavailableError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
      | { __typename: 'NoPendingMaterialError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
      | { __typename: 'NotReadYetError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
      | { __typename: 'OnDemandQuotaExceededError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
      | { __typename: 'OutcomeUnknownError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
      | { __typename: 'PreconditionFailedError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
      | { __typename: 'ReasonRequiredError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
      | { __typename: 'RotationConflictError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
      | { __typename: 'RotationInProgressError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
      | { __typename: 'StoreUnavailableError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
      | { __typename: 'ThrottledError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
      | { __typename: 'UnsupportedKeyError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
     | null } | null };

type RotateOutcome_RotationConflictError_Fragment = { __typename: 'RotationConflictError', nextRotationAt: string | null, retryAfterSeconds: number, code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null };

type RotateOutcome_RotationInProgressError_Fragment = { __typename: 'RotationInProgressError', startedAt: string | null, code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null, running: { id: string, status: RotationRequestStatus, requestedAt: string, requestedBy: string, reason: string | null, startedAt: string | null, completedAt: string | null, key: { arn: string }, rotation: { id: string, type: RotationType, rotatedAt: string } | null, error:
      | { __typename: 'AccessDeniedError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
      | { __typename: 'IdempotencyConflictError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
      | { __typename: 'InvalidInputError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
      | { __typename: 'KeyNotFoundError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
      | { __typename: 'KeyStateError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
      | { __typename: 'KmsUnavailableError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
      | { __typename: 'NoPendingMaterialError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
      | { __typename: 'NotReadYetError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
      | { __typename: 'OnDemandQuotaExceededError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
      | { __typename: 'OutcomeUnknownError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
      | { __typename: 'PreconditionFailedError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
      | { __typename: 'ReasonRequiredError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
      | { __typename: 'RotationConflictError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
      | { __typename: 'RotationInProgressError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
      | { __typename: 'StoreUnavailableError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
      | { __typename: 'ThrottledError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
      | { __typename: 'UnsupportedKeyError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
     | null } | null };

type RotateOutcome_StoreUnavailableError_Fragment = { __typename: 'StoreUnavailableError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null };

type RotateOutcome_ThrottledError_Fragment = { __typename: 'ThrottledError', operation: string, code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null, throttledForSeconds: number };

type RotateOutcome_UnsupportedKeyError_Fragment = { __typename: 'UnsupportedKeyError', reason: BlockerReason, code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null, primaryKey: { arn: string } | null };

export type RotateOutcomeFragment =
  | RotateOutcome_AccessDeniedError_Fragment
  | RotateOutcome_IdempotencyConflictError_Fragment
  | RotateOutcome_InvalidInputError_Fragment
  | RotateOutcome_KeyNotFoundError_Fragment
  | RotateOutcome_KeyStateError_Fragment
  | RotateOutcome_KmsUnavailableError_Fragment
  | RotateOutcome_NoPendingMaterialError_Fragment
  | RotateOutcome_OnDemandQuotaExceededError_Fragment
  | RotateOutcome_OutcomeUnknownError_Fragment
  | RotateOutcome_PreconditionFailedError_Fragment
  | RotateOutcome_ReasonRequiredError_Fragment
  | RotateOutcome_RotateKeyOnDemandPayload_Fragment
  | RotateOutcome_RotationConflictError_Fragment
  | RotateOutcome_RotationInProgressError_Fragment
  | RotateOutcome_StoreUnavailableError_Fragment
  | RotateOutcome_ThrottledError_Fragment
  | RotateOutcome_UnsupportedKeyError_Fragment
;

export type RotateMutationVariables = Exact<{
  input: RotateKeyOnDemandInput;
}>;


export type RotateMutation = { rotateKeyOnDemand:
    | { __typename: 'AccessDeniedError', action: string | null, resourceArn: string | null, code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
    | { __typename: 'IdempotencyConflictError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
    | { __typename: 'InvalidInputError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null, issues: Array<{ path: Array<string>, message: string }> }
    | { __typename: 'KeyNotFoundError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
    | { __typename: 'KeyStateError', state: KeyState | null, code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null, key: { arn: string } }
    | { __typename: 'KmsUnavailableError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
    | { __typename: 'NoPendingMaterialError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
    | { __typename: 'OnDemandQuotaExceededError', limit: number, code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
    | { __typename: 'OutcomeUnknownError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null, key: { arn: string }, unsettled: { id: string, status: RotationRequestStatus, requestedAt: string, requestedBy: string, reason: string | null, startedAt: string | null, completedAt: string | null, key: { arn: string }, rotation: { id: string, type: RotationType, rotatedAt: string } | null, error:
          | { __typename: 'AccessDeniedError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
          | { __typename: 'IdempotencyConflictError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
          | { __typename: 'InvalidInputError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
          | { __typename: 'KeyNotFoundError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
          | { __typename: 'KeyStateError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
          | { __typename: 'KmsUnavailableError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
          | { __typename: 'NoPendingMaterialError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
          | { __typename: 'NotReadYetError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
          | { __typename: 'OnDemandQuotaExceededError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
          | { __typename: 'OutcomeUnknownError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
          | { __typename: 'PreconditionFailedError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
          | { __typename: 'ReasonRequiredError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
          | { __typename: 'RotationConflictError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
          | { __typename: 'RotationInProgressError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
          | { __typename: 'StoreUnavailableError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
          | { __typename: 'ThrottledError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
          | { __typename: 'UnsupportedKeyError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
         | null } | null }
    | { __typename: 'PreconditionFailedError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
    | { __typename: 'ReasonRequiredError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
    | { __typename: 'RotateKeyOnDemandPayload', key: { arn: string, rotationStatus: { isOnDemandInProgress: boolean | null } }, request: { id: string, status: RotationRequestStatus, requestedAt: string, requestedBy: string, reason: string | null, startedAt: string | null, completedAt: string | null, key: { arn: string }, rotation: { id: string, type: RotationType, rotatedAt: string } | null, error:
          | { __typename: 'AccessDeniedError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
          | { __typename: 'IdempotencyConflictError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
          | { __typename: 'InvalidInputError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
          | { __typename: 'KeyNotFoundError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
          | { __typename: 'KeyStateError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
          | { __typename: 'KmsUnavailableError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
          | { __typename: 'NoPendingMaterialError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
          | { __typename: 'NotReadYetError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
          | { __typename: 'OnDemandQuotaExceededError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
          | { __typename: 'OutcomeUnknownError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
          | { __typename: 'PreconditionFailedError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
          | { __typename: 'ReasonRequiredError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
          | { __typename: 'RotationConflictError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
          | { __typename: 'RotationInProgressError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
          | { __typename: 'StoreUnavailableError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
          | { __typename: 'ThrottledError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
          | { __typename: 'UnsupportedKeyError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
         | null } | null }
    | { __typename: 'RotationConflictError', nextRotationAt: string | null, retryAfterSeconds: number, code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
    | { __typename: 'RotationInProgressError', startedAt: string | null, code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null, running: { id: string, status: RotationRequestStatus, requestedAt: string, requestedBy: string, reason: string | null, startedAt: string | null, completedAt: string | null, key: { arn: string }, rotation: { id: string, type: RotationType, rotatedAt: string } | null, error:
          | { __typename: 'AccessDeniedError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
          | { __typename: 'IdempotencyConflictError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
          | { __typename: 'InvalidInputError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
          | { __typename: 'KeyNotFoundError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
          | { __typename: 'KeyStateError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
          | { __typename: 'KmsUnavailableError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
          | { __typename: 'NoPendingMaterialError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
          | { __typename: 'NotReadYetError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
          | { __typename: 'OnDemandQuotaExceededError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
          | { __typename: 'OutcomeUnknownError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
          | { __typename: 'PreconditionFailedError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
          | { __typename: 'ReasonRequiredError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
          | { __typename: 'RotationConflictError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
          | { __typename: 'RotationInProgressError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
          | { __typename: 'StoreUnavailableError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
          | { __typename: 'ThrottledError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
          | { __typename: 'UnsupportedKeyError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
         | null } | null }
    | { __typename: 'StoreUnavailableError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
    | { __typename: 'ThrottledError', operation: string, code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null, throttledForSeconds: number }
    | { __typename: 'UnsupportedKeyError', reason: BlockerReason, code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null, primaryKey: { arn: string } | null }
   };

export type EnableMutationVariables = Exact<{
  input: EnableKeyRotationInput;
}>;


export type EnableMutation = { enableKeyRotation:
    | { __typename: 'AccessDeniedError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
    | { __typename: 'EnableKeyRotationPayload', hasChanged: boolean, key: { rotationStatus: { automatic: AutomaticRotation, periodInDays: number | null, nextRotationAt: string | null } } }
    | { __typename: 'InvalidInputError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null, issues: Array<{ path: Array<string>, message: string }> }
    | { __typename: 'KeyNotFoundError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
    | { __typename: 'KeyStateError', state: KeyState | null, code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
    | { __typename: 'KmsUnavailableError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
    | { __typename: 'OutcomeUnknownError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null, request: { id: string } | null }
    | { __typename: 'ReasonRequiredError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
    | { __typename: 'StoreUnavailableError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
    | { __typename: 'ThrottledError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
    | { __typename: 'UnsupportedKeyError', reason: BlockerReason, code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null, primaryKey: { arn: string } | null }
   };

export type DisableMutationVariables = Exact<{
  input: DisableKeyRotationInput;
}>;


export type DisableMutation = { disableKeyRotation:
    | { __typename: 'AccessDeniedError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
    | { __typename: 'DisableKeyRotationPayload', hasChanged: boolean, key: { rotationStatus: { automatic: AutomaticRotation, periodInDays: number | null, nextRotationAt: string | null } } }
    | { __typename: 'InvalidInputError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null, issues: Array<{ path: Array<string>, message: string }> }
    | { __typename: 'KeyNotFoundError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
    | { __typename: 'KeyStateError', state: KeyState | null, code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
    | { __typename: 'KmsUnavailableError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
    | { __typename: 'OutcomeUnknownError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
    | { __typename: 'ReasonRequiredError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
    | { __typename: 'StoreUnavailableError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
    | { __typename: 'ThrottledError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
    | { __typename: 'UnsupportedKeyError', reason: BlockerReason, code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
   };

export type RequestNodeQueryVariables = Exact<{
  id: string | number;
}>;


export type RequestNodeQuery = { node:
    | { __typename: 'AutomaticRotationRequest', id: string }
    | { __typename: 'Key', id: string }
    | { __typename: 'KeyMaterial', id: string }
    | { __typename: 'Rotation', id: string }
    | { __typename: 'RotationRequest', id: string, status: RotationRequestStatus, requestedAt: string, requestedBy: string, reason: string | null, startedAt: string | null, completedAt: string | null, key: { arn: string }, rotation: { id: string, type: RotationType, rotatedAt: string } | null, error:
        | { __typename: 'AccessDeniedError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
        | { __typename: 'IdempotencyConflictError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
        | { __typename: 'InvalidInputError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
        | { __typename: 'KeyNotFoundError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
        | { __typename: 'KeyStateError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
        | { __typename: 'KmsUnavailableError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
        | { __typename: 'NoPendingMaterialError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
        | { __typename: 'NotReadYetError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
        | { __typename: 'OnDemandQuotaExceededError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
        | { __typename: 'OutcomeUnknownError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
        | { __typename: 'PreconditionFailedError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
        | { __typename: 'ReasonRequiredError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
        | { __typename: 'RotationConflictError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
        | { __typename: 'RotationInProgressError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
        | { __typename: 'StoreUnavailableError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
        | { __typename: 'ThrottledError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
        | { __typename: 'UnsupportedKeyError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
       | null }
    | { __typename: 'Scope', id: string }
   | null };

export type RequestsOfKeyQueryVariables = Exact<{
  arn: string;
}>;


export type RequestsOfKeyQuery = { key: { id: string, latestRequest: { id: string, status: RotationRequestStatus, requestedAt: string, requestedBy: string, reason: string | null, startedAt: string | null, completedAt: string | null, key: { arn: string }, rotation: { id: string, type: RotationType, rotatedAt: string } | null, error:
        | { __typename: 'AccessDeniedError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
        | { __typename: 'IdempotencyConflictError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
        | { __typename: 'InvalidInputError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
        | { __typename: 'KeyNotFoundError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
        | { __typename: 'KeyStateError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
        | { __typename: 'KmsUnavailableError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
        | { __typename: 'NoPendingMaterialError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
        | { __typename: 'NotReadYetError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
        | { __typename: 'OnDemandQuotaExceededError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
        | { __typename: 'OutcomeUnknownError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
        | { __typename: 'PreconditionFailedError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
        | { __typename: 'ReasonRequiredError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
        | { __typename: 'RotationConflictError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
        | { __typename: 'RotationInProgressError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
        | { __typename: 'StoreUnavailableError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
        | { __typename: 'ThrottledError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
        | { __typename: 'UnsupportedKeyError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
       | null } | null, rotations: { nodes: Array<{ id: string, type: RotationType, request: { id: string, status: RotationRequestStatus } | null }> } | null } | null };

export type KeyIdOfQueryVariables = Exact<{
  arn: string;
}>;


export type KeyIdOfQuery = { key: { id: string } | null };

export type EveryNodeQueryVariables = Exact<{
  by: KeyBy;
}>;


export type EveryNodeQuery = { key: { id: string, arn: string, rotations: { nodes: Array<{ id: string, rotatedAt: string }> } | null, materials: { nodes: Array<{ id: string, materialId: string }> } | null } | null, scopes: Array<{ id: string, region: string }> };

export type OneNodeQueryVariables = Exact<{
  id: string | number;
}>;


export type OneNodeQuery = { node:
    | { __typename: 'AutomaticRotationRequest', id: string }
    | { __typename: 'Key', arn: string, id: string }
    | { __typename: 'KeyMaterial', materialId: string, id: string, key: { arn: string } }
    | { __typename: 'Rotation', rotatedAt: string, id: string, key: { arn: string } }
    | { __typename: 'RotationRequest', status: RotationRequestStatus, reason: string | null, id: string, key: { arn: string } }
    | { __typename: 'Scope', region: string, accountId: string, keyCount: number | null, id: string, error:
        | { code: ErrorCode, message: string }
        | { code: ErrorCode, message: string }
        | { code: ErrorCode, message: string }
        | { code: ErrorCode, message: string }
        | { code: ErrorCode, message: string }
        | { code: ErrorCode, message: string }
        | { code: ErrorCode, message: string }
        | { code: ErrorCode, message: string }
        | { code: ErrorCode, message: string }
        | { code: ErrorCode, message: string }
        | { code: ErrorCode, message: string }
        | { code: ErrorCode, message: string }
        | { code: ErrorCode, message: string }
        | { code: ErrorCode, message: string }
        | { code: ErrorCode, message: string }
        | { code: ErrorCode, message: string }
        | { code: ErrorCode, message: string }
       | null }
   | null };

export type SomeNodesQueryVariables = Exact<{
  ids: Array<string | number> | string | number;
}>;


export type SomeNodesQuery = { nodes: Array<
    | { __typename: 'AutomaticRotationRequest', id: string }
    | { __typename: 'Key', arn: string, id: string }
    | { __typename: 'KeyMaterial', materialId: string, id: string, key: { arn: string } }
    | { __typename: 'Rotation', rotatedAt: string, id: string, key: { arn: string } }
    | { __typename: 'RotationRequest', status: RotationRequestStatus, reason: string | null, id: string, key: { arn: string } }
    | { __typename: 'Scope', region: string, accountId: string, keyCount: number | null, id: string, error:
        | { code: ErrorCode, message: string }
        | { code: ErrorCode, message: string }
        | { code: ErrorCode, message: string }
        | { code: ErrorCode, message: string }
        | { code: ErrorCode, message: string }
        | { code: ErrorCode, message: string }
        | { code: ErrorCode, message: string }
        | { code: ErrorCode, message: string }
        | { code: ErrorCode, message: string }
        | { code: ErrorCode, message: string }
        | { code: ErrorCode, message: string }
        | { code: ErrorCode, message: string }
        | { code: ErrorCode, message: string }
        | { code: ErrorCode, message: string }
        | { code: ErrorCode, message: string }
        | { code: ErrorCode, message: string }
        | { code: ErrorCode, message: string }
       | null }
   | null> };

type NodeInFull_AutomaticRotationRequest_Fragment = { __typename: 'AutomaticRotationRequest', id: string };

type NodeInFull_Key_Fragment = { __typename: 'Key', arn: string, id: string };

type NodeInFull_KeyMaterial_Fragment = { __typename: 'KeyMaterial', materialId: string, id: string, key: { arn: string } };

type NodeInFull_Rotation_Fragment = { __typename: 'Rotation', rotatedAt: string, id: string, key: { arn: string } };

type NodeInFull_RotationRequest_Fragment = { __typename: 'RotationRequest', status: RotationRequestStatus, reason: string | null, id: string, key: { arn: string } };

type NodeInFull_Scope_Fragment = { __typename: 'Scope', region: string, accountId: string, keyCount: number | null, id: string, error:
    | { code: ErrorCode, message: string }
    | { code: ErrorCode, message: string }
    | { code: ErrorCode, message: string }
    | { code: ErrorCode, message: string }
    | { code: ErrorCode, message: string }
    | { code: ErrorCode, message: string }
    | { code: ErrorCode, message: string }
    | { code: ErrorCode, message: string }
    | { code: ErrorCode, message: string }
    | { code: ErrorCode, message: string }
    | { code: ErrorCode, message: string }
    | { code: ErrorCode, message: string }
    | { code: ErrorCode, message: string }
    | { code: ErrorCode, message: string }
    | { code: ErrorCode, message: string }
    | { code: ErrorCode, message: string }
    | { code: ErrorCode, message: string }
   | null };

export type NodeInFullFragment =
  | NodeInFull_AutomaticRotationRequest_Fragment
  | NodeInFull_Key_Fragment
  | NodeInFull_KeyMaterial_Fragment
  | NodeInFull_Rotation_Fragment
  | NodeInFull_RotationRequest_Fragment
  | NodeInFull_Scope_Fragment
;

export type AliasesOfQueryVariables = Exact<{
  ids: Array<string | number> | string | number;
}>;


export type AliasesOfQuery = { nodes: Array<
    | { arn: string, aliases: Array<{ name: string }> | null, problems: { aliases:
          | { code: ErrorCode }
          | { code: ErrorCode }
          | { code: ErrorCode }
          | { code: ErrorCode }
          | { code: ErrorCode }
          | { code: ErrorCode }
          | { code: ErrorCode }
          | { code: ErrorCode }
          | { code: ErrorCode }
          | { code: ErrorCode }
          | { code: ErrorCode }
          | { code: ErrorCode }
          | { code: ErrorCode }
          | { code: ErrorCode }
          | { code: ErrorCode }
          | { code: ErrorCode }
          | { code: ErrorCode }
         | null } }
    | Record<PropertyKey, never>
   | null> };

export type StartRotationMutationVariables = Exact<{
  key: KeyForChange;
}>;


export type StartRotationMutation = { rotateKeyOnDemand:
    | { __typename: 'AccessDeniedError', code: ErrorCode, message: string }
    | { __typename: 'IdempotencyConflictError', code: ErrorCode, message: string }
    | { __typename: 'InvalidInputError', code: ErrorCode, message: string }
    | { __typename: 'KeyNotFoundError', code: ErrorCode, message: string }
    | { __typename: 'KeyStateError', code: ErrorCode, message: string }
    | { __typename: 'KmsUnavailableError', code: ErrorCode, message: string }
    | { __typename: 'NoPendingMaterialError', code: ErrorCode, message: string }
    | { __typename: 'OnDemandQuotaExceededError', code: ErrorCode, message: string }
    | { __typename: 'OutcomeUnknownError', code: ErrorCode, message: string }
    | { __typename: 'PreconditionFailedError', code: ErrorCode, message: string }
    | { __typename: 'ReasonRequiredError', code: ErrorCode, message: string }
    | { __typename: 'RotateKeyOnDemandPayload', request: { id: string, status: RotationRequestStatus } | null }
    | { __typename: 'RotationConflictError', code: ErrorCode, message: string }
    | { __typename: 'RotationInProgressError', code: ErrorCode, message: string }
    | { __typename: 'StoreUnavailableError', code: ErrorCode, message: string }
    | { __typename: 'ThrottledError', code: ErrorCode, message: string }
    | { __typename: 'UnsupportedKeyError', code: ErrorCode, message: string }
   };

export type RotationsPageQueryVariables = Exact<{
  by: KeyBy;
  first?: number | null | undefined;
  after?: string | null | undefined;
  last?: number | null | undefined;
  before?: string | null | undefined;
  filter?: RotationFilter | null | undefined;
  orderBy?: RotationOrder | null | undefined;
}>;


export type RotationsPageQuery = { key: { rotations: { edges: Array<{ cursor: string, node: { id: string, rotatedAt: string, type: RotationType } }>, pageInfo: { hasNextPage: boolean, hasPreviousPage: boolean, startCursor: string | null, endCursor: string | null } } | null } | null };

export type RotationCountQueryVariables = Exact<{
  by: KeyBy;
  filter?: RotationFilter | null | undefined;
}>;


export type RotationCountQuery = { key: { rotations: { totalCount: number | null, nodes: Array<{ id: string }> } | null, lastRotation: { id: string } | null, problems: { rotations:
        | { code: ErrorCode }
        | { code: ErrorCode }
        | { code: ErrorCode }
        | { code: ErrorCode }
        | { code: ErrorCode }
        | { code: ErrorCode }
        | { code: ErrorCode }
        | { code: ErrorCode }
        | { code: ErrorCode }
        | { code: ErrorCode }
        | { code: ErrorCode }
        | { code: ErrorCode }
        | { code: ErrorCode }
        | { code: ErrorCode }
        | { code: ErrorCode }
        | { code: ErrorCode }
        | { code: ErrorCode }
       | null } } | null };

export type RotationDetailsQueryVariables = Exact<{
  by: KeyBy;
}>;


export type RotationDetailsQuery = { key: { rotations: { nodes: Array<{ id: string, rotatedAt: string, type: RotationType, daysSincePrevious: number | null, previous: { id: string } | null, material: { materialId: string, materialState: KeyMaterialState, rotation: { id: string } | null } | null, key: { arn: string }, request: { id: string } | null }> } | null } | null };

export type MaterialsPageQueryVariables = Exact<{
  by: KeyBy;
  first?: number | null | undefined;
  after?: string | null | undefined;
  filter?: KeyMaterialFilter | null | undefined;
}>;


export type MaterialsPageQuery = { key: { currentMaterial: { materialId: string } | null, pendingMaterial: { materialId: string, description: string | null } | null, materials: { totalCount: number | null, edges: Array<{ cursor: string, node: { id: string, materialId: string, materialState: KeyMaterialState, importState: ImportState | null, expiresAt: string | null, description: string | null, rotation: { id: string } | null } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } | null, problems: { materials:
        | { code: ErrorCode, message: string }
        | { code: ErrorCode, message: string }
        | { code: ErrorCode, message: string }
        | { code: ErrorCode, message: string }
        | { code: ErrorCode, message: string }
        | { code: ErrorCode, message: string }
        | { code: ErrorCode, message: string }
        | { code: ErrorCode, message: string }
        | { code: ErrorCode, message: string }
        | { code: ErrorCode, message: string }
        | { code: ErrorCode, message: string }
        | { code: ErrorCode, message: string }
        | { code: ErrorCode, message: string }
        | { code: ErrorCode, message: string }
        | { code: ErrorCode, message: string }
        | { code: ErrorCode, message: string }
        | { code: ErrorCode, message: string }
       | null } } | null };

export type FollowRequestSubscriptionVariables = Exact<{
  id: string | number;
}>;


export type FollowRequestSubscription = { rotationRequest: { id: string, status: RotationRequestStatus, startedAt: string | null, completedAt: string | null, error:
      | { code: ErrorCode }
      | { code: ErrorCode }
      | { code: ErrorCode }
      | { code: ErrorCode }
      | { code: ErrorCode }
      | { code: ErrorCode }
      | { code: ErrorCode }
      | { code: ErrorCode }
      | { code: ErrorCode }
      | { code: ErrorCode }
      | { code: ErrorCode }
      | { code: ErrorCode }
      | { code: ErrorCode }
      | { code: ErrorCode }
      | { code: ErrorCode }
      | { code: ErrorCode }
      | { code: ErrorCode }
     | null, rotation: { type: RotationType, request: { id: string } | null } | null } };

export type CompletionsSubscriptionVariables = Exact<{
  keys?: Array<string | number> | string | number | null | undefined;
  types?: Array<RotationType> | RotationType | null | undefined;
}>;


export type CompletionsSubscription = { rotationCompleted:
    | { __typename: 'RotationCompleted', eventId: string, occurredAt: string | null, observedAt: string, source: EventSource, durationSeconds: number | null, key: { arn: string, onDemandQuota: { used: number } | null }, rotation: { type: RotationType, rotatedAt: string }, request: { id: string, status: RotationRequestStatus } | null }
    | Record<PropertyKey, never>
   };

export type CompletionIdsSubscriptionVariables = Exact<{
  keys?: Array<string | number> | string | number | null | undefined;
}>;


export type CompletionIdsSubscription = { rotationCompleted:
    | { eventId: string }
    | Record<PropertyKey, never>
   };

export type ResumedCompletionsSubscriptionVariables = Exact<{
  keys?: Array<string | number> | string | number | null | undefined;
  after?: string | null | undefined;
}>;


export type ResumedCompletionsSubscription = { rotationCompleted:
    | { eventId: string, cursor: string, occurredAt: string | null, kind: 'RotationCompleted', key: { arn: string } }
    | { message: string, kind: 'StreamGap' }
   };

export const ShownProblemFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ShownProblem"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"OperationError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"UnsupportedKeyError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"key"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"state"}}]}},{"kind":"Field","name":{"kind":"Name","value":"primaryKey"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"arn"}}]}}]}}]}}]} as unknown as DocumentNode<ShownProblemFragment, unknown>;
export const KeyInDetailFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"KeyInDetail"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Key"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"arn"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"manager"}},{"kind":"Field","name":{"kind":"Name","value":"origin"}},{"kind":"Field","name":{"kind":"Name","value":"spec"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"aliases"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"tags"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"}},{"kind":"Field","name":{"kind":"Name","value":"value"}}]}},{"kind":"Field","name":{"kind":"Name","value":"tag"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"key"},"value":{"kind":"StringValue","value":"team","block":false}}]},{"kind":"Field","name":{"kind":"Name","value":"managedBy"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"rotationStatus"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"automatic"}},{"kind":"Field","name":{"kind":"Name","value":"isEnabled"}},{"kind":"Field","name":{"kind":"Name","value":"periodInDays"}},{"kind":"Field","name":{"kind":"Name","value":"nextRotationAt"}},{"kind":"Field","name":{"kind":"Name","value":"isOnDemandInProgress"}}]}},{"kind":"Field","name":{"kind":"Name","value":"lastRotation"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"daysSincePrevious"}},{"kind":"Field","name":{"kind":"Name","value":"previous"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"key"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"arn"}},{"kind":"Field","name":{"kind":"Name","value":"state"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"material"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"materialState"}},{"kind":"Field","name":{"kind":"Name","value":"key"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"spec"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"request"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"key"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"state"}}]}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"rotations"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"2"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"rotatedAt"}},{"kind":"Field","name":{"kind":"Name","value":"type"}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}}]}}]}},{"kind":"Field","alias":{"kind":"Name","value":"newest"},"name":{"kind":"Name","value":"rotations"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"last"},"value":{"kind":"IntValue","value":"1"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"rotatedAt"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"materials"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"materialState"}},{"kind":"Field","name":{"kind":"Name","value":"rotation"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"rotatedAt"}},{"kind":"Field","name":{"kind":"Name","value":"key"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"displayName"}}]}}]}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"currentMaterial"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"materialId"}}]}},{"kind":"Field","name":{"kind":"Name","value":"onDemandQuota"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"used"}},{"kind":"Field","name":{"kind":"Name","value":"remaining"}}]}},{"kind":"Field","name":{"kind":"Name","value":"latestRequest"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"key"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"description"}}]}},{"kind":"Field","name":{"kind":"Name","value":"rotation"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"material"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"materialState"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"error"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"capabilities"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"rotateOnDemand"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"blockers"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"reason"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"enableAutomaticRotation"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"isAllowed"}}]}},{"kind":"Field","name":{"kind":"Name","value":"disableAutomaticRotation"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"isAllowed"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"compliance"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"verdict"}},{"kind":"Field","name":{"kind":"Name","value":"dueAt"}},{"kind":"Field","name":{"kind":"Name","value":"reasons"}}]}},{"kind":"Field","name":{"kind":"Name","value":"multiRegion"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"role"}},{"kind":"Field","name":{"kind":"Name","value":"primary"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"arn"}},{"kind":"Field","name":{"kind":"Name","value":"state"}}]}},{"kind":"Field","name":{"kind":"Name","value":"primaryArn"}},{"kind":"Field","name":{"kind":"Name","value":"replicas"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"arn"}},{"kind":"Field","name":{"kind":"Name","value":"lastRotation"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"rotatedAt"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"replicaArns"}}]}},{"kind":"Field","name":{"kind":"Name","value":"problems"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"metadata"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"ShownProblem"}}]}},{"kind":"Field","name":{"kind":"Name","value":"rotationStatus"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"ShownProblem"}}]}},{"kind":"Field","name":{"kind":"Name","value":"rotations"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"ShownProblem"}}]}},{"kind":"Field","name":{"kind":"Name","value":"materials"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"ShownProblem"}}]}},{"kind":"Field","name":{"kind":"Name","value":"aliases"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"ShownProblem"}}]}},{"kind":"Field","name":{"kind":"Name","value":"tags"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"ShownProblem"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ShownProblem"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"OperationError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"UnsupportedKeyError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"key"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"state"}}]}},{"kind":"Field","name":{"kind":"Name","value":"primaryKey"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"arn"}}]}}]}}]}}]} as unknown as DocumentNode<KeyInDetailFragment, unknown>;
export const CapabilityFieldsFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"CapabilityFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Capability"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"isAllowed"}},{"kind":"Field","name":{"kind":"Name","value":"blockers"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"clearsAt"}}]}}]}}]} as unknown as DocumentNode<CapabilityFieldsFragment, unknown>;
export const ProblemFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Problem"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"OperationError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"isRetryable"}},{"kind":"Field","name":{"kind":"Name","value":"awsRequestId"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"AccessDeniedError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"action"}},{"kind":"Field","name":{"kind":"Name","value":"resourceArn"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"UnsupportedKeyError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"primaryKey"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"arn"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"KeyStateError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"state"}}]}}]}}]} as unknown as DocumentNode<ProblemFragment, unknown>;
export const WholeKeyFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"WholeKey"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Key"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"arn"}},{"kind":"Field","name":{"kind":"Name","value":"keyId"}},{"kind":"Field","name":{"kind":"Name","value":"accountId"}},{"kind":"Field","name":{"kind":"Name","value":"region"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"manager"}},{"kind":"Field","name":{"kind":"Name","value":"origin"}},{"kind":"Field","name":{"kind":"Name","value":"spec"}},{"kind":"Field","name":{"kind":"Name","value":"usage"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"deletionScheduledAt"}},{"kind":"Field","name":{"kind":"Name","value":"consoleUrl"}},{"kind":"Field","name":{"kind":"Name","value":"multiRegion"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"role"}},{"kind":"Field","name":{"kind":"Name","value":"primary"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"arn"}}]}},{"kind":"Field","name":{"kind":"Name","value":"primaryArn"}},{"kind":"Field","name":{"kind":"Name","value":"replicas"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"arn"}}]}},{"kind":"Field","name":{"kind":"Name","value":"replicaArns"}}]}},{"kind":"Field","name":{"kind":"Name","value":"aliases"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"tags"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"}},{"kind":"Field","name":{"kind":"Name","value":"value"}}]}},{"kind":"Field","name":{"kind":"Name","value":"rotationStatus"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"automatic"}},{"kind":"Field","name":{"kind":"Name","value":"isEnabled"}},{"kind":"Field","name":{"kind":"Name","value":"periodInDays"}},{"kind":"Field","name":{"kind":"Name","value":"nextRotationAt"}},{"kind":"Field","name":{"kind":"Name","value":"onDemandStartedAt"}},{"kind":"Field","name":{"kind":"Name","value":"isOnDemandInProgress"}},{"kind":"Field","name":{"kind":"Name","value":"observedAt"}}]}},{"kind":"Field","name":{"kind":"Name","value":"onDemandQuota"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"limit"}},{"kind":"Field","name":{"kind":"Name","value":"used"}},{"kind":"Field","name":{"kind":"Name","value":"remaining"}},{"kind":"Field","name":{"kind":"Name","value":"isDerived"}}]}},{"kind":"Field","name":{"kind":"Name","value":"lastRotation"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"rotatedAt"}},{"kind":"Field","name":{"kind":"Name","value":"type"}}]}},{"kind":"Field","name":{"kind":"Name","value":"rotations"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"2"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}}]}},{"kind":"Field","name":{"kind":"Name","value":"currentMaterial"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"materialId"}}]}},{"kind":"Field","name":{"kind":"Name","value":"capabilities"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"rotateOnDemand"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"CapabilityFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"enableAutomaticRotation"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"CapabilityFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"disableAutomaticRotation"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"CapabilityFields"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"compliance"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"verdict"}},{"kind":"Field","name":{"kind":"Name","value":"reasons"}}]}},{"kind":"Field","name":{"kind":"Name","value":"problems"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"metadata"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Problem"}}]}},{"kind":"Field","name":{"kind":"Name","value":"rotationStatus"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Problem"}}]}},{"kind":"Field","name":{"kind":"Name","value":"rotations"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Problem"}}]}},{"kind":"Field","name":{"kind":"Name","value":"materials"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Problem"}}]}},{"kind":"Field","name":{"kind":"Name","value":"aliases"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Problem"}}]}},{"kind":"Field","name":{"kind":"Name","value":"tags"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Problem"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"CapabilityFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Capability"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"isAllowed"}},{"kind":"Field","name":{"kind":"Name","value":"blockers"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"clearsAt"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Problem"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"OperationError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"isRetryable"}},{"kind":"Field","name":{"kind":"Name","value":"awsRequestId"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"AccessDeniedError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"action"}},{"kind":"Field","name":{"kind":"Name","value":"resourceArn"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"UnsupportedKeyError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"primaryKey"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"arn"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"KeyStateError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"state"}}]}}]}}]} as unknown as DocumentNode<WholeKeyFragment, unknown>;
export const FailureFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Failure"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"OperationError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"isRetryable"}},{"kind":"Field","name":{"kind":"Name","value":"awsRequestId"}}]}}]} as unknown as DocumentNode<FailureFragment, unknown>;
export const RequestFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Request"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"RotationRequest"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"requestedAt"}},{"kind":"Field","name":{"kind":"Name","value":"requestedBy"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"startedAt"}},{"kind":"Field","name":{"kind":"Name","value":"completedAt"}},{"kind":"Field","name":{"kind":"Name","value":"key"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"arn"}}]}},{"kind":"Field","name":{"kind":"Name","value":"rotation"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"type"}},{"kind":"Field","name":{"kind":"Name","value":"rotatedAt"}}]}},{"kind":"Field","name":{"kind":"Name","value":"error"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Failure"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Failure"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"OperationError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"isRetryable"}},{"kind":"Field","name":{"kind":"Name","value":"awsRequestId"}}]}}]} as unknown as DocumentNode<RequestFragment, unknown>;
export const RotateOutcomeFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"RotateOutcome"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"RotateKeyOnDemandResult"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"RotateKeyOnDemandPayload"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"arn"}},{"kind":"Field","name":{"kind":"Name","value":"rotationStatus"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"isOnDemandInProgress"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"request"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Request"}}]}}]}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"Failure"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"KeyStateError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"key"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"arn"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"UnsupportedKeyError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"primaryKey"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"arn"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"OnDemandQuotaExceededError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"limit"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"RotationInProgressError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"startedAt"}},{"kind":"Field","alias":{"kind":"Name","value":"running"},"name":{"kind":"Name","value":"request"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Request"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"RotationConflictError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nextRotationAt"}},{"kind":"Field","name":{"kind":"Name","value":"retryAfterSeconds"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"InvalidInputError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"issues"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"AccessDeniedError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"action"}},{"kind":"Field","name":{"kind":"Name","value":"resourceArn"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ThrottledError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"operation"}},{"kind":"Field","alias":{"kind":"Name","value":"throttledForSeconds"},"name":{"kind":"Name","value":"retryAfterSeconds"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"OutcomeUnknownError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"arn"}}]}},{"kind":"Field","alias":{"kind":"Name","value":"unsettled"},"name":{"kind":"Name","value":"request"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Request"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Failure"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"OperationError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"isRetryable"}},{"kind":"Field","name":{"kind":"Name","value":"awsRequestId"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Request"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"RotationRequest"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"requestedAt"}},{"kind":"Field","name":{"kind":"Name","value":"requestedBy"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"startedAt"}},{"kind":"Field","name":{"kind":"Name","value":"completedAt"}},{"kind":"Field","name":{"kind":"Name","value":"key"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"arn"}}]}},{"kind":"Field","name":{"kind":"Name","value":"rotation"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"type"}},{"kind":"Field","name":{"kind":"Name","value":"rotatedAt"}}]}},{"kind":"Field","name":{"kind":"Name","value":"error"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Failure"}}]}}]}}]} as unknown as DocumentNode<RotateOutcomeFragment, unknown>;
export const NodeInFullFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"NodeInFull"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Node"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Key"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"arn"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Rotation"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"rotatedAt"}},{"kind":"Field","name":{"kind":"Name","value":"key"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"arn"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"KeyMaterial"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"materialId"}},{"kind":"Field","name":{"kind":"Name","value":"key"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"arn"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Scope"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"region"}},{"kind":"Field","name":{"kind":"Name","value":"accountId"}},{"kind":"Field","name":{"kind":"Name","value":"keyCount"}},{"kind":"Field","name":{"kind":"Name","value":"error"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"RotationRequest"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"key"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"arn"}}]}}]}}]}}]} as unknown as DocumentNode<NodeInFullFragment, unknown>;
export const EventsPageDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"EventsPage"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"RotationEventFilter"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"rotationEvents"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}},{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"kind"},"name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"eventId"}},{"kind":"Field","name":{"kind":"Name","value":"cursor"}},{"kind":"Field","name":{"kind":"Name","value":"source"}},{"kind":"Field","name":{"kind":"Name","value":"occurredAt"}},{"kind":"Field","name":{"kind":"Name","value":"key"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"arn"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"gaps"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"types"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"affectedKey"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"arn"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"hasPreviousPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]}}]} as unknown as DocumentNode<EventsPageQuery, EventsPageQueryVariables>;
export const EventsOfKeyDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"EventsOfKey"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"arn"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"by"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"arn"},"value":{"kind":"Variable","name":{"kind":"Name","value":"arn"}}}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"rotationEvents"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"kind"},"name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"eventId"}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"problems"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"rotations"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}}]}}]}}]}}]}}]} as unknown as DocumentNode<EventsOfKeyQuery, EventsOfKeyQueryVariables>;
export const EventsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"subscription","name":{"kind":"Name","value":"Events"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"RotationEventFilter"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"rotationEvents"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"kind"},"name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"RotationEvent"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"eventId"}},{"kind":"Field","name":{"kind":"Name","value":"cursor"}},{"kind":"Field","name":{"kind":"Name","value":"source"}},{"kind":"Field","name":{"kind":"Name","value":"occurredAt"}},{"kind":"Field","name":{"kind":"Name","value":"observedAt"}},{"kind":"Field","name":{"kind":"Name","value":"key"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"arn"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"RotationStarted"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"request"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"RotationCompleted"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"request"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"RotationTimedOut"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"request"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"AutomaticRotationChanged"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"before"}},{"kind":"Field","name":{"kind":"Name","value":"after"}},{"kind":"Field","name":{"kind":"Name","value":"previousPeriodInDays"}},{"kind":"Field","name":{"kind":"Name","value":"periodInDays"}},{"kind":"Field","name":{"kind":"Name","value":"change"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"outcome"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"StreamGap"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"types"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"cursor"}},{"kind":"Field","name":{"kind":"Name","value":"affectedKey"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"arn"}}]}}]}}]}}]}}]} as unknown as DocumentNode<EventsSubscription, EventsSubscriptionVariables>;
export const FollowedKeysDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"subscription","name":{"kind":"Name","value":"FollowedKeys"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"keys"}},"type":{"kind":"ListType","type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"rotationCompleted"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"keys"},"value":{"kind":"Variable","name":{"kind":"Name","value":"keys"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"RotationCompleted"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"eventId"}},{"kind":"Field","name":{"kind":"Name","value":"cursor"}},{"kind":"Field","name":{"kind":"Name","value":"key"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"rotationStatus"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"automatic"}}]}}]}}]}}]}}]}}]} as unknown as DocumentNode<FollowedKeysSubscription, FollowedKeysSubscriptionVariables>;
export const AboutDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"About"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"gateway"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"mode"}},{"kind":"Field","name":{"kind":"Name","value":"isReadOnly"}},{"kind":"Field","name":{"kind":"Name","value":"limits"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"defaultPageSize"}},{"kind":"Field","name":{"kind":"Name","value":"maxPageSize"}},{"kind":"Field","name":{"kind":"Name","value":"maxNodes"}},{"kind":"Field","name":{"kind":"Name","value":"defaultScanLimit"}},{"kind":"Field","name":{"kind":"Name","value":"maxScanLimit"}},{"kind":"Field","name":{"kind":"Name","value":"maxSortableKeys"}},{"kind":"Field","name":{"kind":"Name","value":"onDemandRotationsPerKey"}},{"kind":"Field","name":{"kind":"Name","value":"completionTimeoutMs"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"viewer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"subject"}},{"kind":"Field","name":{"kind":"Name","value":"permissions"}}]}}]}}]} as unknown as DocumentNode<AboutQuery, AboutQueryVariables>;
export const KmsBudgetsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"KmsBudgets"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"scopes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"region"}},{"kind":"Field","name":{"kind":"Name","value":"kmsBudgets"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"operation"}},{"kind":"Field","name":{"kind":"Name","value":"requestsPerSecond"}},{"kind":"Field","name":{"kind":"Name","value":"available"}},{"kind":"Field","name":{"kind":"Name","value":"waiting"}},{"kind":"Field","name":{"kind":"Name","value":"throttledLastMinute"}}]}}]}}]}}]} as unknown as DocumentNode<KmsBudgetsQuery, KmsBudgetsQueryVariables>;
export const RotateOnceDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"RotateOnce"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"RotateKeyOnDemandInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"rotateKeyOnDemand"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"RotateKeyOnDemandPayload"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"isReplay"}},{"kind":"Field","name":{"kind":"Name","value":"request"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}}]}},{"kind":"Field","name":{"kind":"Name","value":"dryRun"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"remainingAfter"}},{"kind":"Field","name":{"kind":"Name","value":"addsMonthlyCharge"}},{"kind":"Field","name":{"kind":"Name","value":"nextAutomaticRotationAt"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"PreconditionFailedError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"expected"}},{"kind":"Field","name":{"kind":"Name","value":"actual"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"IdempotencyConflictError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"firstUsedAt"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"InvalidInputError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"issues"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"OperationError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"isRetryable"}}]}}]}}]}}]} as unknown as DocumentNode<RotateOnceMutation, RotateOnceMutationVariables>;
export const EnableOnceDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"EnableOnce"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"EnableKeyRotationInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"enableKeyRotation"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"EnableKeyRotationPayload"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasChanged"}},{"kind":"Field","name":{"kind":"Name","value":"key"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"rotationStatus"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"automatic"}},{"kind":"Field","name":{"kind":"Name","value":"periodInDays"}}]}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"InvalidInputError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"issues"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"path"}}]}}]}}]}}]}}]} as unknown as DocumentNode<EnableOnceMutation, EnableOnceMutationVariables>;
export const DisableOnceDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"DisableOnce"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"DisableKeyRotationInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"disableKeyRotation"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"DisableKeyRotationPayload"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasChanged"}},{"kind":"Field","name":{"kind":"Name","value":"key"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"rotationStatus"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"automatic"}}]}}]}}]}}]}}]}}]} as unknown as DocumentNode<DisableOnceMutation, DisableOnceMutationVariables>;
export const RequestsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Requests"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"RotationRequestFilter"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"rotationRequests"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}},{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"requestedBy"}},{"kind":"Field","name":{"kind":"Name","value":"key"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"arn"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]}}]} as unknown as DocumentNode<RequestsQuery, RequestsQueryVariables>;
export const InventoryPageDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"InventoryPage"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"source"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"KeySource"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"last"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"before"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"scopes"}},"type":{"kind":"ListType","type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ScopeInput"}}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"KeyFilter"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"orderBy"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"KeyOrder"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"keys"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"source"},"value":{"kind":"Variable","name":{"kind":"Name","value":"source"}}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}},{"kind":"Argument","name":{"kind":"Name","value":"last"},"value":{"kind":"Variable","name":{"kind":"Name","value":"last"}}},{"kind":"Argument","name":{"kind":"Name","value":"before"},"value":{"kind":"Variable","name":{"kind":"Name","value":"before"}}},{"kind":"Argument","name":{"kind":"Name","value":"scopes"},"value":{"kind":"Variable","name":{"kind":"Name","value":"scopes"}}},{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}},{"kind":"Argument","name":{"kind":"Name","value":"orderBy"},"value":{"kind":"Variable","name":{"kind":"Name","value":"orderBy"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"edges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"cursor"}},{"kind":"Field","name":{"kind":"Name","value":"node"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"arn"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"hasPreviousPage"}},{"kind":"Field","name":{"kind":"Name","value":"startCursor"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}},{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"scannedCount"}},{"kind":"Field","name":{"kind":"Name","value":"undecidedCount"}},{"kind":"Field","name":{"kind":"Name","value":"isComplete"}},{"kind":"Field","name":{"kind":"Name","value":"observedAt"}},{"kind":"Field","name":{"kind":"Name","value":"unavailableScopes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"scope"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"region"}},{"kind":"Field","name":{"kind":"Name","value":"keyCount"}},{"kind":"Field","name":{"kind":"Name","value":"error"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"error"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}}]}}]}}]}}]}}]} as unknown as DocumentNode<InventoryPageQuery, InventoryPageQueryVariables>;
export const KeysInDetailDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"KeysInDetail"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"source"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"KeySource"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"keys"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"source"},"value":{"kind":"Variable","name":{"kind":"Name","value":"source"}}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"100"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"KeyInDetail"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ShownProblem"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"OperationError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"UnsupportedKeyError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"key"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"state"}}]}},{"kind":"Field","name":{"kind":"Name","value":"primaryKey"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"arn"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"KeyInDetail"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Key"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"arn"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"manager"}},{"kind":"Field","name":{"kind":"Name","value":"origin"}},{"kind":"Field","name":{"kind":"Name","value":"spec"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"aliases"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"tags"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"}},{"kind":"Field","name":{"kind":"Name","value":"value"}}]}},{"kind":"Field","name":{"kind":"Name","value":"tag"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"key"},"value":{"kind":"StringValue","value":"team","block":false}}]},{"kind":"Field","name":{"kind":"Name","value":"managedBy"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"rotationStatus"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"automatic"}},{"kind":"Field","name":{"kind":"Name","value":"isEnabled"}},{"kind":"Field","name":{"kind":"Name","value":"periodInDays"}},{"kind":"Field","name":{"kind":"Name","value":"nextRotationAt"}},{"kind":"Field","name":{"kind":"Name","value":"isOnDemandInProgress"}}]}},{"kind":"Field","name":{"kind":"Name","value":"lastRotation"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"daysSincePrevious"}},{"kind":"Field","name":{"kind":"Name","value":"previous"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"key"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"arn"}},{"kind":"Field","name":{"kind":"Name","value":"state"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"material"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"materialState"}},{"kind":"Field","name":{"kind":"Name","value":"key"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"spec"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"request"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"key"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"state"}}]}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"rotations"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"2"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"rotatedAt"}},{"kind":"Field","name":{"kind":"Name","value":"type"}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}}]}}]}},{"kind":"Field","alias":{"kind":"Name","value":"newest"},"name":{"kind":"Name","value":"rotations"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"last"},"value":{"kind":"IntValue","value":"1"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"rotatedAt"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"materials"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"materialState"}},{"kind":"Field","name":{"kind":"Name","value":"rotation"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"rotatedAt"}},{"kind":"Field","name":{"kind":"Name","value":"key"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"displayName"}}]}}]}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"currentMaterial"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"materialId"}}]}},{"kind":"Field","name":{"kind":"Name","value":"onDemandQuota"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"used"}},{"kind":"Field","name":{"kind":"Name","value":"remaining"}}]}},{"kind":"Field","name":{"kind":"Name","value":"latestRequest"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"key"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"description"}}]}},{"kind":"Field","name":{"kind":"Name","value":"rotation"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"material"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"materialState"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"error"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"capabilities"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"rotateOnDemand"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"blockers"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"reason"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"enableAutomaticRotation"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"isAllowed"}}]}},{"kind":"Field","name":{"kind":"Name","value":"disableAutomaticRotation"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"isAllowed"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"compliance"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"verdict"}},{"kind":"Field","name":{"kind":"Name","value":"dueAt"}},{"kind":"Field","name":{"kind":"Name","value":"reasons"}}]}},{"kind":"Field","name":{"kind":"Name","value":"multiRegion"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"role"}},{"kind":"Field","name":{"kind":"Name","value":"primary"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"arn"}},{"kind":"Field","name":{"kind":"Name","value":"state"}}]}},{"kind":"Field","name":{"kind":"Name","value":"primaryArn"}},{"kind":"Field","name":{"kind":"Name","value":"replicas"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"arn"}},{"kind":"Field","name":{"kind":"Name","value":"lastRotation"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"rotatedAt"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"replicaArns"}}]}},{"kind":"Field","name":{"kind":"Name","value":"problems"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"metadata"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"ShownProblem"}}]}},{"kind":"Field","name":{"kind":"Name","value":"rotationStatus"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"ShownProblem"}}]}},{"kind":"Field","name":{"kind":"Name","value":"rotations"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"ShownProblem"}}]}},{"kind":"Field","name":{"kind":"Name","value":"materials"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"ShownProblem"}}]}},{"kind":"Field","name":{"kind":"Name","value":"aliases"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"ShownProblem"}}]}},{"kind":"Field","name":{"kind":"Name","value":"tags"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"ShownProblem"}}]}}]}}]}}]} as unknown as DocumentNode<KeysInDetailQuery, KeysInDetailQueryVariables>;
export const KeyInKmsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"KeyInKms"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"node"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Key"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"rotations"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"2"}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"rotatedAt"}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]}}]}}]}}]} as unknown as DocumentNode<KeyInKmsQuery, KeyInKmsQueryVariables>;
export const HistoriesBySourceDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"HistoriesBySource"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"source"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"KeySource"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"keys"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"source"},"value":{"kind":"Variable","name":{"kind":"Name","value":"source"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"rotations"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"2"}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"rotatedAt"}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]}}]}}]}}]} as unknown as DocumentNode<HistoriesBySourceQuery, HistoriesBySourceQueryVariables>;
export const ObservedKeysDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ObservedKeys"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"source"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"KeySource"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"keys"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"source"},"value":{"kind":"Variable","name":{"kind":"Name","value":"source"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"observedAt"}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"observedAt"}},{"kind":"Field","name":{"kind":"Name","value":"rotationStatus"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"automatic"}}]}}]}}]}}]}}]} as unknown as DocumentNode<ObservedKeysQuery, ObservedKeysQueryVariables>;
export const KeyIdentityDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"KeyIdentity"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"by"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"KeyBy"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"by"},"value":{"kind":"Variable","name":{"kind":"Name","value":"by"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"arn"}}]}}]}}]} as unknown as DocumentNode<KeyIdentityQuery, KeyIdentityQueryVariables>;
export const KeyInFullDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"KeyInFull"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"by"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"KeyBy"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"by"},"value":{"kind":"Variable","name":{"kind":"Name","value":"by"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"WholeKey"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"CapabilityFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Capability"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"isAllowed"}},{"kind":"Field","name":{"kind":"Name","value":"blockers"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"clearsAt"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Problem"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"OperationError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"isRetryable"}},{"kind":"Field","name":{"kind":"Name","value":"awsRequestId"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"AccessDeniedError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"action"}},{"kind":"Field","name":{"kind":"Name","value":"resourceArn"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"UnsupportedKeyError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"primaryKey"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"arn"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"KeyStateError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"state"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"WholeKey"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Key"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"arn"}},{"kind":"Field","name":{"kind":"Name","value":"keyId"}},{"kind":"Field","name":{"kind":"Name","value":"accountId"}},{"kind":"Field","name":{"kind":"Name","value":"region"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"manager"}},{"kind":"Field","name":{"kind":"Name","value":"origin"}},{"kind":"Field","name":{"kind":"Name","value":"spec"}},{"kind":"Field","name":{"kind":"Name","value":"usage"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"deletionScheduledAt"}},{"kind":"Field","name":{"kind":"Name","value":"consoleUrl"}},{"kind":"Field","name":{"kind":"Name","value":"multiRegion"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"role"}},{"kind":"Field","name":{"kind":"Name","value":"primary"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"arn"}}]}},{"kind":"Field","name":{"kind":"Name","value":"primaryArn"}},{"kind":"Field","name":{"kind":"Name","value":"replicas"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"arn"}}]}},{"kind":"Field","name":{"kind":"Name","value":"replicaArns"}}]}},{"kind":"Field","name":{"kind":"Name","value":"aliases"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"tags"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"}},{"kind":"Field","name":{"kind":"Name","value":"value"}}]}},{"kind":"Field","name":{"kind":"Name","value":"rotationStatus"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"automatic"}},{"kind":"Field","name":{"kind":"Name","value":"isEnabled"}},{"kind":"Field","name":{"kind":"Name","value":"periodInDays"}},{"kind":"Field","name":{"kind":"Name","value":"nextRotationAt"}},{"kind":"Field","name":{"kind":"Name","value":"onDemandStartedAt"}},{"kind":"Field","name":{"kind":"Name","value":"isOnDemandInProgress"}},{"kind":"Field","name":{"kind":"Name","value":"observedAt"}}]}},{"kind":"Field","name":{"kind":"Name","value":"onDemandQuota"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"limit"}},{"kind":"Field","name":{"kind":"Name","value":"used"}},{"kind":"Field","name":{"kind":"Name","value":"remaining"}},{"kind":"Field","name":{"kind":"Name","value":"isDerived"}}]}},{"kind":"Field","name":{"kind":"Name","value":"lastRotation"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"rotatedAt"}},{"kind":"Field","name":{"kind":"Name","value":"type"}}]}},{"kind":"Field","name":{"kind":"Name","value":"rotations"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"2"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}}]}},{"kind":"Field","name":{"kind":"Name","value":"currentMaterial"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"materialId"}}]}},{"kind":"Field","name":{"kind":"Name","value":"capabilities"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"rotateOnDemand"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"CapabilityFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"enableAutomaticRotation"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"CapabilityFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"disableAutomaticRotation"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"CapabilityFields"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"compliance"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"verdict"}},{"kind":"Field","name":{"kind":"Name","value":"reasons"}}]}},{"kind":"Field","name":{"kind":"Name","value":"problems"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"metadata"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Problem"}}]}},{"kind":"Field","name":{"kind":"Name","value":"rotationStatus"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Problem"}}]}},{"kind":"Field","name":{"kind":"Name","value":"rotations"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Problem"}}]}},{"kind":"Field","name":{"kind":"Name","value":"materials"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Problem"}}]}},{"kind":"Field","name":{"kind":"Name","value":"aliases"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Problem"}}]}},{"kind":"Field","name":{"kind":"Name","value":"tags"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Problem"}}]}}]}}]}}]} as unknown as DocumentNode<KeyInFullQuery, KeyInFullQueryVariables>;
export const KeysInFullDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"KeysInFull"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"keys"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"100"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"WholeKey"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"CapabilityFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Capability"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"isAllowed"}},{"kind":"Field","name":{"kind":"Name","value":"blockers"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"clearsAt"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Problem"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"OperationError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"isRetryable"}},{"kind":"Field","name":{"kind":"Name","value":"awsRequestId"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"AccessDeniedError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"action"}},{"kind":"Field","name":{"kind":"Name","value":"resourceArn"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"UnsupportedKeyError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"primaryKey"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"arn"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"KeyStateError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"state"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"WholeKey"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Key"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"arn"}},{"kind":"Field","name":{"kind":"Name","value":"keyId"}},{"kind":"Field","name":{"kind":"Name","value":"accountId"}},{"kind":"Field","name":{"kind":"Name","value":"region"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"manager"}},{"kind":"Field","name":{"kind":"Name","value":"origin"}},{"kind":"Field","name":{"kind":"Name","value":"spec"}},{"kind":"Field","name":{"kind":"Name","value":"usage"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"deletionScheduledAt"}},{"kind":"Field","name":{"kind":"Name","value":"consoleUrl"}},{"kind":"Field","name":{"kind":"Name","value":"multiRegion"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"role"}},{"kind":"Field","name":{"kind":"Name","value":"primary"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"arn"}}]}},{"kind":"Field","name":{"kind":"Name","value":"primaryArn"}},{"kind":"Field","name":{"kind":"Name","value":"replicas"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"arn"}}]}},{"kind":"Field","name":{"kind":"Name","value":"replicaArns"}}]}},{"kind":"Field","name":{"kind":"Name","value":"aliases"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"tags"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"}},{"kind":"Field","name":{"kind":"Name","value":"value"}}]}},{"kind":"Field","name":{"kind":"Name","value":"rotationStatus"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"automatic"}},{"kind":"Field","name":{"kind":"Name","value":"isEnabled"}},{"kind":"Field","name":{"kind":"Name","value":"periodInDays"}},{"kind":"Field","name":{"kind":"Name","value":"nextRotationAt"}},{"kind":"Field","name":{"kind":"Name","value":"onDemandStartedAt"}},{"kind":"Field","name":{"kind":"Name","value":"isOnDemandInProgress"}},{"kind":"Field","name":{"kind":"Name","value":"observedAt"}}]}},{"kind":"Field","name":{"kind":"Name","value":"onDemandQuota"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"limit"}},{"kind":"Field","name":{"kind":"Name","value":"used"}},{"kind":"Field","name":{"kind":"Name","value":"remaining"}},{"kind":"Field","name":{"kind":"Name","value":"isDerived"}}]}},{"kind":"Field","name":{"kind":"Name","value":"lastRotation"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"rotatedAt"}},{"kind":"Field","name":{"kind":"Name","value":"type"}}]}},{"kind":"Field","name":{"kind":"Name","value":"rotations"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"2"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}}]}},{"kind":"Field","name":{"kind":"Name","value":"currentMaterial"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"materialId"}}]}},{"kind":"Field","name":{"kind":"Name","value":"capabilities"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"rotateOnDemand"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"CapabilityFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"enableAutomaticRotation"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"CapabilityFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"disableAutomaticRotation"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"CapabilityFields"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"compliance"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"verdict"}},{"kind":"Field","name":{"kind":"Name","value":"reasons"}}]}},{"kind":"Field","name":{"kind":"Name","value":"problems"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"metadata"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Problem"}}]}},{"kind":"Field","name":{"kind":"Name","value":"rotationStatus"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Problem"}}]}},{"kind":"Field","name":{"kind":"Name","value":"rotations"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Problem"}}]}},{"kind":"Field","name":{"kind":"Name","value":"materials"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Problem"}}]}},{"kind":"Field","name":{"kind":"Name","value":"aliases"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Problem"}}]}},{"kind":"Field","name":{"kind":"Name","value":"tags"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Problem"}}]}}]}}]}}]} as unknown as DocumentNode<KeysInFullQuery, KeysInFullQueryVariables>;
export const KeyNamesDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"KeyNames"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"by"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"KeyBy"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"by"},"value":{"kind":"Variable","name":{"kind":"Name","value":"by"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"displayName"}},{"kind":"Field","name":{"kind":"Name","value":"aliases"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"arn"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"updatedAt"}}]}},{"kind":"Field","name":{"kind":"Name","value":"tags"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"}},{"kind":"Field","name":{"kind":"Name","value":"value"}}]}},{"kind":"Field","alias":{"kind":"Name","value":"present"},"name":{"kind":"Name","value":"tag"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"key"},"value":{"kind":"StringValue","value":"team","block":false}}]},{"kind":"Field","alias":{"kind":"Name","value":"absent"},"name":{"kind":"Name","value":"tag"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"key"},"value":{"kind":"StringValue","value":"Team","block":false}}]}]}}]}}]} as unknown as DocumentNode<KeyNamesQuery, KeyNamesQueryVariables>;
export const KeyComplianceDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"KeyCompliance"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"by"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"KeyBy"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"policy"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"RotationPolicyInput"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"by"},"value":{"kind":"Variable","name":{"kind":"Name","value":"by"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"compliance"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"policy"},"value":{"kind":"Variable","name":{"kind":"Name","value":"policy"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"verdict"}},{"kind":"Field","name":{"kind":"Name","value":"materialAgeInDays"}},{"kind":"Field","name":{"kind":"Name","value":"dueAt"}},{"kind":"Field","name":{"kind":"Name","value":"reasons"}}]}}]}}]}}]} as unknown as DocumentNode<KeyComplianceQuery, KeyComplianceQueryVariables>;
export const KeyCapabilitiesDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"KeyCapabilities"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"by"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"KeyBy"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"by"},"value":{"kind":"Variable","name":{"kind":"Name","value":"by"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"capabilities"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"rotateOnDemand"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"isAllowed"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"compliance"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"verdict"}}]}},{"kind":"Field","name":{"kind":"Name","value":"onDemandQuota"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"remaining"}}]}},{"kind":"Field","name":{"kind":"Name","value":"rotationStatus"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"automatic"}}]}}]}}]}}]} as unknown as DocumentNode<KeyCapabilitiesQuery, KeyCapabilitiesQueryVariables>;
export const KeyLastUsageDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"KeyLastUsage"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"by"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"KeyBy"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"by"},"value":{"kind":"Variable","name":{"kind":"Name","value":"by"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"lastUsage"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"operation"}},{"kind":"Field","name":{"kind":"Name","value":"usedAt"}},{"kind":"Field","name":{"kind":"Name","value":"cloudTrailEventId"}},{"kind":"Field","name":{"kind":"Name","value":"trackingStartedAt"}},{"kind":"Field","name":{"kind":"Name","value":"hasBeenUsed"}},{"kind":"Field","name":{"kind":"Name","value":"observedAt"}}]}},{"kind":"Field","name":{"kind":"Name","value":"problems"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"metadata"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}}]}},{"kind":"Field","name":{"kind":"Name","value":"lastUsage"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]}}]} as unknown as DocumentNode<KeyLastUsageQuery, KeyLastUsageQueryVariables>;
export const KeysPageDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"KeysPage"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"scopes"}},"type":{"kind":"ListType","type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ScopeInput"}}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"KeyFilter"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"orderBy"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"KeyOrder"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"scanLimit"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"keys"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}},{"kind":"Argument","name":{"kind":"Name","value":"scopes"},"value":{"kind":"Variable","name":{"kind":"Name","value":"scopes"}}},{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}},{"kind":"Argument","name":{"kind":"Name","value":"orderBy"},"value":{"kind":"Variable","name":{"kind":"Name","value":"orderBy"}}},{"kind":"Argument","name":{"kind":"Name","value":"scanLimit"},"value":{"kind":"Variable","name":{"kind":"Name","value":"scanLimit"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"edges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"cursor"}},{"kind":"Field","name":{"kind":"Name","value":"node"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"arn"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"hasPreviousPage"}},{"kind":"Field","name":{"kind":"Name","value":"startCursor"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}},{"kind":"Field","name":{"kind":"Name","value":"scannedCount"}},{"kind":"Field","name":{"kind":"Name","value":"undecidedCount"}},{"kind":"Field","name":{"kind":"Name","value":"unavailableScopes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"scope"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"region"}}]}},{"kind":"Field","name":{"kind":"Name","value":"error"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]}}]} as unknown as DocumentNode<KeysPageQuery, KeysPageQueryVariables>;
export const KeyCountDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"KeyCount"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"scopes"}},"type":{"kind":"ListType","type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ScopeInput"}}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"KeyFilter"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"keys"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"1"}},{"kind":"Argument","name":{"kind":"Name","value":"scopes"},"value":{"kind":"Variable","name":{"kind":"Name","value":"scopes"}}},{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}}]}}]}}]} as unknown as DocumentNode<KeyCountQuery, KeyCountQueryVariables>;
export const FleetInFullDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"FleetInFull"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"keys"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"50"}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"arn"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"spec"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"aliases"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"tags"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"}},{"kind":"Field","name":{"kind":"Name","value":"value"}}]}},{"kind":"Field","name":{"kind":"Name","value":"rotationStatus"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"automatic"}},{"kind":"Field","name":{"kind":"Name","value":"nextRotationAt"}}]}},{"kind":"Field","name":{"kind":"Name","value":"rotations"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"5"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"rotatedAt"}}]}}]}}]}}]}}]}}]} as unknown as DocumentNode<FleetInFullQuery, FleetInFullQueryVariables>;
export const FleetOnceDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"FleetOnce"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"keys"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"50"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"arn"}},{"kind":"Field","name":{"kind":"Name","value":"keyId"}},{"kind":"Field","name":{"kind":"Name","value":"region"}}]}}]}}]}}]} as unknown as DocumentNode<FleetOnceQuery, FleetOnceQueryVariables>;
export const FleetTwiceDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"FleetTwice"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"a"},"name":{"kind":"Name","value":"keys"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"50"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}},{"kind":"Field","name":{"kind":"Name","value":"rotationStatus"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"automatic"}}]}},{"kind":"Field","name":{"kind":"Name","value":"lastRotation"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}}]}},{"kind":"Field","alias":{"kind":"Name","value":"b"},"name":{"kind":"Name","value":"keys"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"50"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"edges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"node"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"spec"}},{"kind":"Field","name":{"kind":"Name","value":"aliases"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"rotationStatus"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"isEnabled"}}]}},{"kind":"Field","name":{"kind":"Name","value":"rotations"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"last"},"value":{"kind":"IntValue","value":"1"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"onDemandQuota"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"remaining"}}]}},{"kind":"Field","name":{"kind":"Name","value":"problems"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"metadata"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}}]}},{"kind":"Field","name":{"kind":"Name","value":"rotationStatus"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}}]}},{"kind":"Field","name":{"kind":"Name","value":"rotations"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}}]}}]}}]}}]}}]}}]}}]} as unknown as DocumentNode<FleetTwiceQuery, FleetTwiceQueryVariables>;
export const RotateDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"Rotate"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"RotateKeyOnDemandInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"rotateKeyOnDemand"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"RotateOutcome"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Failure"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"OperationError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"isRetryable"}},{"kind":"Field","name":{"kind":"Name","value":"awsRequestId"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Request"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"RotationRequest"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"requestedAt"}},{"kind":"Field","name":{"kind":"Name","value":"requestedBy"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"startedAt"}},{"kind":"Field","name":{"kind":"Name","value":"completedAt"}},{"kind":"Field","name":{"kind":"Name","value":"key"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"arn"}}]}},{"kind":"Field","name":{"kind":"Name","value":"rotation"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"type"}},{"kind":"Field","name":{"kind":"Name","value":"rotatedAt"}}]}},{"kind":"Field","name":{"kind":"Name","value":"error"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Failure"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"RotateOutcome"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"RotateKeyOnDemandResult"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"RotateKeyOnDemandPayload"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"arn"}},{"kind":"Field","name":{"kind":"Name","value":"rotationStatus"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"isOnDemandInProgress"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"request"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Request"}}]}}]}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"Failure"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"KeyStateError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"key"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"arn"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"UnsupportedKeyError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"primaryKey"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"arn"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"OnDemandQuotaExceededError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"limit"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"RotationInProgressError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"startedAt"}},{"kind":"Field","alias":{"kind":"Name","value":"running"},"name":{"kind":"Name","value":"request"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Request"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"RotationConflictError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nextRotationAt"}},{"kind":"Field","name":{"kind":"Name","value":"retryAfterSeconds"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"InvalidInputError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"issues"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"AccessDeniedError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"action"}},{"kind":"Field","name":{"kind":"Name","value":"resourceArn"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ThrottledError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"operation"}},{"kind":"Field","alias":{"kind":"Name","value":"throttledForSeconds"},"name":{"kind":"Name","value":"retryAfterSeconds"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"OutcomeUnknownError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"arn"}}]}},{"kind":"Field","alias":{"kind":"Name","value":"unsettled"},"name":{"kind":"Name","value":"request"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Request"}}]}}]}}]}}]} as unknown as DocumentNode<RotateMutation, RotateMutationVariables>;
export const EnableDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"Enable"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"EnableKeyRotationInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"enableKeyRotation"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"EnableKeyRotationPayload"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasChanged"}},{"kind":"Field","name":{"kind":"Name","value":"key"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"rotationStatus"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"automatic"}},{"kind":"Field","name":{"kind":"Name","value":"periodInDays"}},{"kind":"Field","name":{"kind":"Name","value":"nextRotationAt"}}]}}]}}]}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"Failure"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"KeyStateError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"state"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"UnsupportedKeyError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"primaryKey"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"arn"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"InvalidInputError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"issues"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"OutcomeUnknownError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"request"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Failure"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"OperationError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"isRetryable"}},{"kind":"Field","name":{"kind":"Name","value":"awsRequestId"}}]}}]} as unknown as DocumentNode<EnableMutation, EnableMutationVariables>;
export const DisableDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"Disable"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"DisableKeyRotationInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"disableKeyRotation"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"DisableKeyRotationPayload"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasChanged"}},{"kind":"Field","name":{"kind":"Name","value":"key"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"rotationStatus"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"automatic"}},{"kind":"Field","name":{"kind":"Name","value":"periodInDays"}},{"kind":"Field","name":{"kind":"Name","value":"nextRotationAt"}}]}}]}}]}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"Failure"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"KeyStateError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"state"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"UnsupportedKeyError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"reason"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"InvalidInputError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"issues"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Failure"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"OperationError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"isRetryable"}},{"kind":"Field","name":{"kind":"Name","value":"awsRequestId"}}]}}]} as unknown as DocumentNode<DisableMutation, DisableMutationVariables>;
export const RequestNodeDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"RequestNode"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"node"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"Request"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Failure"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"OperationError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"isRetryable"}},{"kind":"Field","name":{"kind":"Name","value":"awsRequestId"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Request"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"RotationRequest"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"requestedAt"}},{"kind":"Field","name":{"kind":"Name","value":"requestedBy"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"startedAt"}},{"kind":"Field","name":{"kind":"Name","value":"completedAt"}},{"kind":"Field","name":{"kind":"Name","value":"key"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"arn"}}]}},{"kind":"Field","name":{"kind":"Name","value":"rotation"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"type"}},{"kind":"Field","name":{"kind":"Name","value":"rotatedAt"}}]}},{"kind":"Field","name":{"kind":"Name","value":"error"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Failure"}}]}}]}}]} as unknown as DocumentNode<RequestNodeQuery, RequestNodeQueryVariables>;
export const RequestsOfKeyDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"RequestsOfKey"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"arn"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"by"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"arn"},"value":{"kind":"Variable","name":{"kind":"Name","value":"arn"}}}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"latestRequest"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Request"}}]}},{"kind":"Field","name":{"kind":"Name","value":"rotations"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"last"},"value":{"kind":"IntValue","value":"1"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"type"}},{"kind":"Field","name":{"kind":"Name","value":"request"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}}]}}]}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Failure"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"OperationError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"isRetryable"}},{"kind":"Field","name":{"kind":"Name","value":"awsRequestId"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Request"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"RotationRequest"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"requestedAt"}},{"kind":"Field","name":{"kind":"Name","value":"requestedBy"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"startedAt"}},{"kind":"Field","name":{"kind":"Name","value":"completedAt"}},{"kind":"Field","name":{"kind":"Name","value":"key"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"arn"}}]}},{"kind":"Field","name":{"kind":"Name","value":"rotation"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"type"}},{"kind":"Field","name":{"kind":"Name","value":"rotatedAt"}}]}},{"kind":"Field","name":{"kind":"Name","value":"error"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Failure"}}]}}]}}]} as unknown as DocumentNode<RequestsOfKeyQuery, RequestsOfKeyQueryVariables>;
export const KeyIdOfDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"KeyIdOf"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"arn"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"by"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"arn"},"value":{"kind":"Variable","name":{"kind":"Name","value":"arn"}}}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}}]} as unknown as DocumentNode<KeyIdOfQuery, KeyIdOfQueryVariables>;
export const EveryNodeDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"EveryNode"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"by"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"KeyBy"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"by"},"value":{"kind":"Variable","name":{"kind":"Name","value":"by"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"arn"}},{"kind":"Field","name":{"kind":"Name","value":"rotations"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"1"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"rotatedAt"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"materials"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"1"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"materialId"}}]}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"scopes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"region"}}]}}]}}]} as unknown as DocumentNode<EveryNodeQuery, EveryNodeQueryVariables>;
export const OneNodeDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"OneNode"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"node"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"NodeInFull"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"NodeInFull"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Node"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Key"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"arn"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Rotation"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"rotatedAt"}},{"kind":"Field","name":{"kind":"Name","value":"key"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"arn"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"KeyMaterial"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"materialId"}},{"kind":"Field","name":{"kind":"Name","value":"key"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"arn"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Scope"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"region"}},{"kind":"Field","name":{"kind":"Name","value":"accountId"}},{"kind":"Field","name":{"kind":"Name","value":"keyCount"}},{"kind":"Field","name":{"kind":"Name","value":"error"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"RotationRequest"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"key"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"arn"}}]}}]}}]}}]} as unknown as DocumentNode<OneNodeQuery, OneNodeQueryVariables>;
export const SomeNodesDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"SomeNodes"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"ids"}},"type":{"kind":"NonNullType","type":{"kind":"ListType","type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"ids"},"value":{"kind":"Variable","name":{"kind":"Name","value":"ids"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"NodeInFull"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"NodeInFull"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Node"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Key"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"arn"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Rotation"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"rotatedAt"}},{"kind":"Field","name":{"kind":"Name","value":"key"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"arn"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"KeyMaterial"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"materialId"}},{"kind":"Field","name":{"kind":"Name","value":"key"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"arn"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Scope"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"region"}},{"kind":"Field","name":{"kind":"Name","value":"accountId"}},{"kind":"Field","name":{"kind":"Name","value":"keyCount"}},{"kind":"Field","name":{"kind":"Name","value":"error"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"RotationRequest"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"key"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"arn"}}]}}]}}]}}]} as unknown as DocumentNode<SomeNodesQuery, SomeNodesQueryVariables>;
export const AliasesOfDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"AliasesOf"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"ids"}},"type":{"kind":"NonNullType","type":{"kind":"ListType","type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"ids"},"value":{"kind":"Variable","name":{"kind":"Name","value":"ids"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Key"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"arn"}},{"kind":"Field","name":{"kind":"Name","value":"aliases"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"problems"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"aliases"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}}]}}]}}]}}]}}]}}]} as unknown as DocumentNode<AliasesOfQuery, AliasesOfQueryVariables>;
export const StartRotationDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"StartRotation"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"key"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"KeyForChange"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"rotateKeyOnDemand"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"key"},"value":{"kind":"Variable","name":{"kind":"Name","value":"key"}}},{"kind":"ObjectField","name":{"kind":"Name","value":"reason"},"value":{"kind":"StringValue","value":"a test","block":false}}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"RotateKeyOnDemandPayload"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"request"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"OperationError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<StartRotationMutation, StartRotationMutationVariables>;
export const RotationsPageDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"RotationsPage"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"by"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"KeyBy"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"last"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"before"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"RotationFilter"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"orderBy"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"RotationOrder"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"by"},"value":{"kind":"Variable","name":{"kind":"Name","value":"by"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"rotations"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}},{"kind":"Argument","name":{"kind":"Name","value":"last"},"value":{"kind":"Variable","name":{"kind":"Name","value":"last"}}},{"kind":"Argument","name":{"kind":"Name","value":"before"},"value":{"kind":"Variable","name":{"kind":"Name","value":"before"}}},{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}},{"kind":"Argument","name":{"kind":"Name","value":"orderBy"},"value":{"kind":"Variable","name":{"kind":"Name","value":"orderBy"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"edges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"cursor"}},{"kind":"Field","name":{"kind":"Name","value":"node"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"rotatedAt"}},{"kind":"Field","name":{"kind":"Name","value":"type"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"hasPreviousPage"}},{"kind":"Field","name":{"kind":"Name","value":"startCursor"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]}}]}}]} as unknown as DocumentNode<RotationsPageQuery, RotationsPageQueryVariables>;
export const RotationCountDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"RotationCount"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"by"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"KeyBy"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"RotationFilter"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"by"},"value":{"kind":"Variable","name":{"kind":"Name","value":"by"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"rotations"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"1"}},{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"lastRotation"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"problems"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"rotations"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}}]}}]}}]}}]}}]} as unknown as DocumentNode<RotationCountQuery, RotationCountQueryVariables>;
export const RotationDetailsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"RotationDetails"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"by"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"KeyBy"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"by"},"value":{"kind":"Variable","name":{"kind":"Name","value":"by"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"rotations"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"rotatedAt"}},{"kind":"Field","name":{"kind":"Name","value":"type"}},{"kind":"Field","name":{"kind":"Name","value":"daysSincePrevious"}},{"kind":"Field","name":{"kind":"Name","value":"previous"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"material"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"materialId"}},{"kind":"Field","name":{"kind":"Name","value":"materialState"}},{"kind":"Field","name":{"kind":"Name","value":"rotation"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"key"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"arn"}}]}},{"kind":"Field","name":{"kind":"Name","value":"request"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}}]}}]}}]}}]} as unknown as DocumentNode<RotationDetailsQuery, RotationDetailsQueryVariables>;
export const MaterialsPageDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"MaterialsPage"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"by"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"KeyBy"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"KeyMaterialFilter"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"by"},"value":{"kind":"Variable","name":{"kind":"Name","value":"by"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"currentMaterial"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"materialId"}}]}},{"kind":"Field","name":{"kind":"Name","value":"pendingMaterial"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"materialId"}},{"kind":"Field","name":{"kind":"Name","value":"description"}}]}},{"kind":"Field","name":{"kind":"Name","value":"materials"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}},{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"edges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"cursor"}},{"kind":"Field","name":{"kind":"Name","value":"node"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"materialId"}},{"kind":"Field","name":{"kind":"Name","value":"materialState"}},{"kind":"Field","name":{"kind":"Name","value":"importState"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"rotation"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"problems"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"materials"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]}}]} as unknown as DocumentNode<MaterialsPageQuery, MaterialsPageQueryVariables>;
export const FollowRequestDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"subscription","name":{"kind":"Name","value":"FollowRequest"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"rotationRequest"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"startedAt"}},{"kind":"Field","name":{"kind":"Name","value":"completedAt"}},{"kind":"Field","name":{"kind":"Name","value":"error"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}}]}},{"kind":"Field","name":{"kind":"Name","value":"rotation"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"type"}},{"kind":"Field","name":{"kind":"Name","value":"request"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}}]}}]}}]} as unknown as DocumentNode<FollowRequestSubscription, FollowRequestSubscriptionVariables>;
export const CompletionsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"subscription","name":{"kind":"Name","value":"Completions"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"keys"}},"type":{"kind":"ListType","type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"types"}},"type":{"kind":"ListType","type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"RotationType"}}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"rotationCompleted"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"keys"},"value":{"kind":"Variable","name":{"kind":"Name","value":"keys"}}},{"kind":"Argument","name":{"kind":"Name","value":"types"},"value":{"kind":"Variable","name":{"kind":"Name","value":"types"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"RotationCompleted"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"eventId"}},{"kind":"Field","name":{"kind":"Name","value":"occurredAt"}},{"kind":"Field","name":{"kind":"Name","value":"observedAt"}},{"kind":"Field","name":{"kind":"Name","value":"source"}},{"kind":"Field","name":{"kind":"Name","value":"durationSeconds"}},{"kind":"Field","name":{"kind":"Name","value":"key"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"arn"}},{"kind":"Field","name":{"kind":"Name","value":"onDemandQuota"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"used"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"rotation"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"type"}},{"kind":"Field","name":{"kind":"Name","value":"rotatedAt"}}]}},{"kind":"Field","name":{"kind":"Name","value":"request"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}}]}}]}}]}}]}}]} as unknown as DocumentNode<CompletionsSubscription, CompletionsSubscriptionVariables>;
export const CompletionIdsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"subscription","name":{"kind":"Name","value":"CompletionIds"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"keys"}},"type":{"kind":"ListType","type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"rotationCompleted"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"keys"},"value":{"kind":"Variable","name":{"kind":"Name","value":"keys"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"RotationCompleted"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"eventId"}}]}}]}}]}}]} as unknown as DocumentNode<CompletionIdsSubscription, CompletionIdsSubscriptionVariables>;
export const ResumedCompletionsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"subscription","name":{"kind":"Name","value":"ResumedCompletions"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"keys"}},"type":{"kind":"ListType","type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"rotationCompleted"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"keys"},"value":{"kind":"Variable","name":{"kind":"Name","value":"keys"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"kind"},"name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"RotationCompleted"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"eventId"}},{"kind":"Field","name":{"kind":"Name","value":"cursor"}},{"kind":"Field","name":{"kind":"Name","value":"occurredAt"}},{"kind":"Field","name":{"kind":"Name","value":"key"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"arn"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"StreamGap"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<ResumedCompletionsSubscription, ResumedCompletionsSubscriptionVariables>;