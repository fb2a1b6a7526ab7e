/* eslint-disable */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { DocumentTypeDecoration } from '@graphql-typed-document-node/core';
/** From when the age of a key counts that KMS cannot rotate. */
export type AgeStart =
  /** The earliest time at which one of the aliases of the key was associated with it. The creation of the key if it has no alias. */
  | 'ALIAS_UPDATE'
  /** The creation of the key. */
  | 'CREATION';

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

/** Conditions that changes must meet. A change must meet all given fields; the values of a list are alternatives. */
export type ChangeFilter = {
  /** Only changes of these keys: values of `Key.id`. */
  keys?: Array<string | number> | null | undefined;
  /** Only changes of these kinds. */
  kinds?: Array<ChangeKind> | null | undefined;
  /** Only changes with one of these outcomes. */
  outcomes?: Array<ChangeOutcome> | null | undefined;
  /** Only changes that these subjects requested. */
  requestedBy?: Array<string> | null | undefined;
  /** Only changes requested at this time or later. */
  since?: string | null | undefined;
  /** Only changes requested before this time. */
  until?: string | null | undefined;
};

/** The kind of a change, named after its KMS operation. */
export type ChangeKind =
  /** Automatic rotation turned off: `AutomaticRotationRequest`. */
  | 'DISABLE_KEY_ROTATION'
  /** Automatic rotation turned on, or its period changed: `AutomaticRotationRequest`. */
  | 'ENABLE_KEY_ROTATION'
  /** An on-demand rotation: `RotationRequest`. */
  | 'ROTATE_KEY_ON_DEMAND';

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

/** Stable code of a warning. */
export type ChangeWarningCode =
  /** Infrastructure as code manages the key, so the change is drift from its configuration. See `Key.managedBy`. */
  | 'MANAGED_ELSEWHERE'
  /** An exception applies to the key, so the rotation policy does not apply to the key now. */
  | 'POLICY_EXCEPTION'
  /** The rotation policy requires automatic rotation of the key, or a shorter period. The message has the verdict after the change. */
  | 'POLICY_VIOLATION'
  /** The change needs a reason that matches `gateway.requiredReason`. Without it, the change fails with `ReasonRequiredError`. */
  | 'REASON_REQUIRED';

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

/** What the keys of a group have in common. */
export type KeyGroupKind =
  /** The keys do not have a value. */
  | 'NO_VALUE'
  /** The keys have values that are not listed, because they have the fewest keys. */
  | 'OTHER'
  /** The value of the keys could not be read. */
  | 'UNREADABLE'
  /** The keys have the same value. */
  | 'VALUE';

/** The kind of infrastructure as code that manages a key. */
export type KeyManagementKind =
  /** A stack of AWS CloudFormation, named by the tag `aws:cloudformation:stack-name`. */
  | 'CLOUDFORMATION'
  /** A module or tool, named by the tag of the gateway's setting `--managed-by-tag`. */
  | 'TAG';

/** The manager of a KMS key. (AWS: KeyManager) */
export type KeyManager =
  /** AWS manages the key for one of its services and rotates it every year. Its rotation cannot be changed. */
  | 'AWS'
  /** The key is a customer managed key. */
  | 'CUSTOMER'
  /** A manager that this version of the gateway does not know. */
  | 'UNRECOGNIZED';

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

/** Why an answer about all keys may not include everything. */
export type MissingReason =
  /** Keys that existed at the requested time and were deleted since are missing, because KMS does not show deleted keys. */
  | 'DELETED_KEYS'
  /** The gateway has not read everything about a key of the scope yet. The key is included, and what was not read is unknown. */
  | 'KEYS_NOT_READ'
  /** The gateway has not read the aliases or tags of a key of the scope yet, and your permissions depend on them. The key is not included. */
  | 'NAMES_NOT_READ'
  /** The state and the automatic rotation of a key at the requested time are not known, because KMS keeps no history of them. */
  | 'PAST_SETTINGS'
  /** The gateway has not listed the keys of the scope yet. */
  | 'SCOPE_NOT_LISTED'
  /** The keys of the scope cannot be listed at the moment. The known keys are included as they were last read. Newer keys are missing. */
  | 'SCOPE_UNREACHABLE';

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

/** A rotation policy to check keys against, instead of the gateway's rules and exceptions. Omitted fields have the gateway's configured values. */
export type RotationPolicyInput = {
  /** Maximum age of the current key material in days, 1 to 36500. Default: the gateway's setting, which is 365 unless configured. */
  maxMaterialAgeInDays?: number | null | undefined;
  /** Whether to also require automatic rotation for keys that support it. Default: the gateway's setting, which is false unless configured. */
  requireAutomaticRotation?: boolean | null | undefined;
  /** Number of days before the maximum age at which the verdict becomes DUE_SOON, at least 0. Default: the gateway's setting, which is 30 unless configured. */
  warnBeforeDays?: number | null | undefined;
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

export type EventScopesQueryVariables = Exact<{ [key: string]: never; }>;


export type EventScopesQuery = { scopes: Array<{ accountId: string, accountName: string | null, region: string }> };

export type KeyOfEventsQueryVariables = Exact<{
  by: KeyBy;
}>;


export type KeyOfEventsQuery = { key: { id: string, arn: string, displayName: string } | null };

export type StoredEventsQueryVariables = Exact<{
  filter?: RotationEventFilter | null | undefined;
  after?: string | null | undefined;
  first: number;
}>;


export type StoredEventsQuery = { gateway: { answeredAt: string }, rotationEvents: { nodes: Array<
      | { before: AutomaticRotation, after: AutomaticRotation, previousPeriodInDays: number | null, periodInDays: number | null, eventId: string, cursor: string, occurredAt: string | null, observedAt: string, source: EventSource, kind: 'AutomaticRotationChanged', change: { requestedBy: string, reason: string | null } | null, key: { arn: string, displayName: string, accountId: string, region: string } }
      | { eventId: string, cursor: string, occurredAt: string | null, observedAt: string, source: EventSource, kind: 'KeyAdded', key: { arn: string, displayName: string, accountId: string, region: string } }
      | { eventId: string, cursor: string, occurredAt: string | null, observedAt: string, source: EventSource, kind: 'KeyRemoved', key: { arn: string, displayName: string, accountId: string, region: string } }
      | { durationSeconds: number | null, eventId: string, cursor: string, occurredAt: string | null, observedAt: string, source: EventSource, kind: 'RotationCompleted', rotation: { type: RotationType }, request: { requestedBy: string, reason: string | null, startedAt: string | null } | null, key: { arn: string, displayName: string, accountId: string, region: string } }
      | { eventId: string, cursor: string, occurredAt: string | null, observedAt: string, source: EventSource, kind: 'RotationStarted', request: { requestedBy: string, reason: string | null, startedAt: string | null } | null, key: { arn: string, displayName: string, accountId: string, region: string } }
      | { eventId: string, cursor: string, occurredAt: string | null, observedAt: string, source: EventSource, kind: 'RotationTimedOut', request: { requestedBy: string, reason: string | null, startedAt: string | null } | null, key: { arn: string, displayName: string, accountId: string, region: string } }
    >, gaps: Array<{ cursor: string, message: string, types: Array<RotationEventType>, kind: 'StreamGap', affectedKey: { arn: string, displayName: string } | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type LiveEventsSubscriptionVariables = Exact<{
  filter?: RotationEventFilter | null | undefined;
  after?: string | null | undefined;
}>;


export type LiveEventsSubscription = { rotationEvents:
    | { before: AutomaticRotation, after: AutomaticRotation, previousPeriodInDays: number | null, periodInDays: number | null, eventId: string, cursor: string, occurredAt: string | null, observedAt: string, source: EventSource, kind: 'AutomaticRotationChanged', change: { requestedBy: string, reason: string | null } | null, key: { arn: string, displayName: string, accountId: string, region: string } }
    | { eventId: string, cursor: string, occurredAt: string | null, observedAt: string, source: EventSource, kind: 'KeyAdded', key: { arn: string, displayName: string, accountId: string, region: string } }
    | { eventId: string, cursor: string, occurredAt: string | null, observedAt: string, source: EventSource, kind: 'KeyRemoved', key: { arn: string, displayName: string, accountId: string, region: string } }
    | { durationSeconds: number | null, eventId: string, cursor: string, occurredAt: string | null, observedAt: string, source: EventSource, kind: 'RotationCompleted', rotation: { type: RotationType }, request: { requestedBy: string, reason: string | null, startedAt: string | null } | null, key: { arn: string, displayName: string, accountId: string, region: string } }
    | { eventId: string, cursor: string, occurredAt: string | null, observedAt: string, source: EventSource, kind: 'RotationStarted', request: { requestedBy: string, reason: string | null, startedAt: string | null } | null, key: { arn: string, displayName: string, accountId: string, region: string } }
    | { eventId: string, cursor: string, occurredAt: string | null, observedAt: string, source: EventSource, kind: 'RotationTimedOut', request: { requestedBy: string, reason: string | null, startedAt: string | null } | null, key: { arn: string, displayName: string, accountId: string, region: string } }
    | { cursor: string, message: string, types: Array<RotationEventType>, kind: 'StreamGap', affectedKey: { arn: string, displayName: string } | null }
   };

type ActivityEvent_AutomaticRotationChanged_Fragment = { before: AutomaticRotation, after: AutomaticRotation, previousPeriodInDays: number | null, periodInDays: number | null, eventId: string, cursor: string, occurredAt: string | null, observedAt: string, source: EventSource, kind: 'AutomaticRotationChanged', change: { requestedBy: string, reason: string | null } | null, key: { arn: string, displayName: string, accountId: string, region: string } };

type ActivityEvent_KeyAdded_Fragment = { eventId: string, cursor: string, occurredAt: string | null, observedAt: string, source: EventSource, kind: 'KeyAdded', key: { arn: string, displayName: string, accountId: string, region: string } };

type ActivityEvent_KeyRemoved_Fragment = { eventId: string, cursor: string, occurredAt: string | null, observedAt: string, source: EventSource, kind: 'KeyRemoved', key: { arn: string, displayName: string, accountId: string, region: string } };

type ActivityEvent_RotationCompleted_Fragment = { durationSeconds: number | null, eventId: string, cursor: string, occurredAt: string | null, observedAt: string, source: EventSource, kind: 'RotationCompleted', rotation: { type: RotationType }, request: { requestedBy: string, reason: string | null, startedAt: string | null } | null, key: { arn: string, displayName: string, accountId: string, region: string } };

type ActivityEvent_RotationStarted_Fragment = { eventId: string, cursor: string, occurredAt: string | null, observedAt: string, source: EventSource, kind: 'RotationStarted', request: { requestedBy: string, reason: string | null, startedAt: string | null } | null, key: { arn: string, displayName: string, accountId: string, region: string } };

type ActivityEvent_RotationTimedOut_Fragment = { eventId: string, cursor: string, occurredAt: string | null, observedAt: string, source: EventSource, kind: 'RotationTimedOut', request: { requestedBy: string, reason: string | null, startedAt: string | null } | null, key: { arn: string, displayName: string, accountId: string, region: string } };

export type ActivityEventFragment =
  | ActivityEvent_AutomaticRotationChanged_Fragment
  | ActivityEvent_KeyAdded_Fragment
  | ActivityEvent_KeyRemoved_Fragment
  | ActivityEvent_RotationCompleted_Fragment
  | ActivityEvent_RotationStarted_Fragment
  | ActivityEvent_RotationTimedOut_Fragment
;

export type ActivityGapFragment = { cursor: string, message: string, types: Array<RotationEventType>, kind: 'StreamGap', affectedKey: { arn: string, displayName: string } | null };

export type ChangesQueryVariables = Exact<{
  filter: ChangeFilter;
  first: number;
  after?: string | null | undefined;
}>;


export type ChangesQuery = { gateway: { answeredAt: string }, changes: { nodes: Array<
      | { id: string, kind: ChangeKind, outcome: ChangeOutcome, reason: string | null, requestedAt: string, requestedBy: string, before: { automatic: AutomaticRotation, periodInDays: number | null, nextRotationAt: string | null } | null, after: { automatic: AutomaticRotation, periodInDays: number | null, nextRotationAt: string | null } | null, key: { arn: string, displayName: string }, error:
          | { message: string }
          | { message: string }
          | { message: string }
          | { message: string }
          | { message: string }
          | { message: string }
          | { message: string }
          | { message: string }
          | { message: string }
          | { message: string }
          | { message: string }
          | { message: string }
          | { message: string }
          | { message: string }
          | { message: string }
          | { message: string }
          | { message: string }
         | null }
      | { status: RotationRequestStatus, id: string, kind: ChangeKind, outcome: ChangeOutcome, reason: string | null, requestedAt: string, requestedBy: string, key: { arn: string, displayName: string }, error:
          | { message: string }
          | { message: string }
          | { message: string }
          | { message: string }
          | { message: string }
          | { message: string }
          | { message: string }
          | { message: string }
          | { message: string }
          | { message: string }
          | { message: string }
          | { message: string }
          | { message: string }
          | { message: string }
          | { message: string }
          | { message: string }
          | { message: string }
         | null }
    >, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type ChangedKeyQueryVariables = Exact<{
  by: KeyBy;
}>;


export type ChangedKeyQuery = { key: { id: string } | null };

export type ComplianceGroupsQueryVariables = Exact<{
  asOf?: string | null | undefined;
  isByAccount: boolean;
  isByRegion: boolean;
  isByOwner: boolean;
  isByTag: boolean;
  tag: string;
}>;


export type ComplianceGroupsQuery = { fleet: { validAt: string, keyCount: number, examinedCount: number, unreadableCount: number, undecidedCount: number, isComplete: boolean, oldestObservedAt: string | null, byAccount?: Array<{ kind: KeyGroupKind, value: string | null, keyCount: number, byVerdict: Array<{ verdict: ComplianceVerdict, keyCount: number }> }>, byRegion?: Array<{ kind: KeyGroupKind, value: string | null, keyCount: number, byVerdict: Array<{ verdict: ComplianceVerdict, keyCount: number }> }>, byOwner?: Array<{ kind: KeyGroupKind, value: string | null, keyCount: number, byVerdict: Array<{ verdict: ComplianceVerdict, keyCount: number }> }>, byTag?: Array<{ kind: KeyGroupKind, value: string | null, keyCount: number, byVerdict: Array<{ verdict: ComplianceVerdict, keyCount: number }> }>, missing: Array<{ reason: MissingReason, scope: { accountId: string, accountName: string | null, region: string } | null }> }, scopes: Array<{ accountId: string, accountName: string | null }> };

export type ComplianceGroupFragment = { kind: KeyGroupKind, value: string | null, keyCount: number, byVerdict: Array<{ verdict: ComplianceVerdict, keyCount: number }> };

export type PolicyQueryVariables = Exact<{ [key: string]: never; }>;


export type PolicyQuery = { rotationPolicy: { defaultOwner: { name: string | null, tagKey: string | null } | null, defaultRequirements: { maxMaterialAgeInDays: number, warnBeforeDays: number, isAutomaticRotationRequired: boolean, maxRotationPeriodInDays: number | null, manualRotation: { maxAgeInDays: number, countFrom: AgeStart } | null }, rules: Array<{ ruleId: string, name: string, owner: { name: string | null, tagKey: string | null } | null, conditions: { accounts: Array<string> | null, regions: Array<string> | null, aliases: Array<string> | null, keys: Array<string> | null, specs: Array<string> | null, origins: Array<string> | null, tags: Array<{ key: string, values: Array<string> }> | null }, requirements: { maxMaterialAgeInDays: number, warnBeforeDays: number, isAutomaticRotationRequired: boolean, maxRotationPeriodInDays: number | null, manualRotation: { maxAgeInDays: number, countFrom: AgeStart } | null } }>, exceptions: Array<{ exceptionId: string, reason: string, approvedBy: string, endsAt: string, daysLeft: number, hasEnded: boolean, conditions: { accounts: Array<string> | null, regions: Array<string> | null, aliases: Array<string> | null, keys: Array<string> | null, specs: Array<string> | null, origins: Array<string> | null, tags: Array<{ key: string, values: Array<string> }> | null } | null, keys: Array<{ arn: string, displayName: string }> }> } };

export type OwnerFragment = { name: string | null, tagKey: string | null };

export type PolicyRequirementsFragment = { maxMaterialAgeInDays: number, warnBeforeDays: number, isAutomaticRotationRequired: boolean, maxRotationPeriodInDays: number | null, manualRotation: { maxAgeInDays: number, countFrom: AgeStart } | null };

export type ConditionsFragment = { accounts: Array<string> | null, regions: Array<string> | null, aliases: Array<string> | null, keys: Array<string> | null, specs: Array<string> | null, origins: Array<string> | null, tags: Array<{ key: string, values: Array<string> }> | null };

export type ChangeSubjectFragment = { id: string, arn: string, keyId: string, aliases: Array<{ name: string }> | null, rotationStatus: { automatic: AutomaticRotation, periodInDays: number | null }, capabilities: { rotateOnDemand: { isAllowed: boolean, blockers: Array<{ reason: BlockerReason, message: string }> }, enableAutomaticRotation: { isAllowed: boolean, blockers: Array<{ reason: BlockerReason, message: string }> }, disableAutomaticRotation: { isAllowed: boolean, blockers: Array<{ reason: BlockerReason, message: string }> } }, latestRequest: { id: string, status: RotationRequestStatus, requestedBy: string, requestedAt: string, startedAt: string | null, completedAt: string | null, error:
      | { message: string }
      | { message: string }
      | { message: string }
      | { message: string }
      | { message: string }
      | { message: string }
      | { message: string }
      | { message: string }
      | { message: string }
      | { message: string }
      | { message: string }
      | { message: string }
      | { message: string }
      | { message: string }
      | { message: string }
      | { message: string }
      | { message: string }
     | null } | null };

export type BlockersFragment = { isAllowed: boolean, blockers: Array<{ reason: BlockerReason, message: string }> };

export type ChangeRulesQueryVariables = Exact<{ [key: string]: never; }>;


export type ChangeRulesQuery = { gateway: { isReadOnly: boolean, requiredReason: string | null } };

export type RotateNowMutationVariables = Exact<{
  input: RotateKeyOnDemandInput;
}>;


export type RotateNowMutation = { result:
    | { action: string | null, resourceArn: string | null, message: string, kind: 'AccessDeniedError' }
    | { firstUsedAt: string, message: string, kind: 'IdempotencyConflictError' }
    | { message: string, kind: 'InvalidInputError', issues: Array<{ path: Array<string>, message: string }> }
    | { message: string, kind: 'KeyNotFoundError' }
    | { state: KeyState | null, message: string, kind: 'KeyStateError' }
    | { message: string, kind: 'KmsUnavailableError' }
    | { message: string, kind: 'NoPendingMaterialError' }
    | { limit: number, message: string, kind: 'OnDemandQuotaExceededError' }
    | { message: string, kind: 'OutcomeUnknownError', request: { id: string, status: RotationRequestStatus, requestedBy: string, requestedAt: string, startedAt: string | null, completedAt: string | null, error:
          | { message: string }
          | { message: string }
          | { message: string }
          | { message: string }
          | { message: string }
          | { message: string }
          | { message: string }
          | { message: string }
          | { message: string }
          | { message: string }
          | { message: string }
          | { message: string }
          | { message: string }
          | { message: string }
          | { message: string }
          | { message: string }
          | { message: string }
         | null } | null }
    | { actual: string, expected: string, message: string, kind: 'PreconditionFailedError' }
    | { pattern: string, message: string, kind: 'ReasonRequiredError' }
    | { kind: 'RotateKeyOnDemandPayload', request: { id: string, status: RotationRequestStatus, requestedBy: string, requestedAt: string, startedAt: string | null, completedAt: string | null, error:
          | { message: string }
          | { message: string }
          | { message: string }
          | { message: string }
          | { message: string }
          | { message: string }
          | { message: string }
          | { message: string }
          | { message: string }
          | { message: string }
          | { message: string }
          | { message: string }
          | { message: string }
          | { message: string }
          | { message: string }
          | { message: string }
          | { message: string }
         | null } | null, dryRun: { remainingAfter: number | null, addsMonthlyCharge: boolean | null, nextAutomaticRotationAt: string | null, warnings: Array<{ code: ChangeWarningCode, message: string }> } | null, key: { currentMaterial: { materialId: string } | null } }
    | { nextRotationAt: string | null, retryAfterSeconds: number, message: string, kind: 'RotationConflictError' }
    | { startedAt: string | null, message: string, kind: 'RotationInProgressError', request: { id: string, status: RotationRequestStatus, requestedBy: string, requestedAt: string, startedAt: string | null, completedAt: string | null, error:
          | { message: string }
          | { message: string }
          | { message: string }
          | { message: string }
          | { message: string }
          | { message: string }
          | { message: string }
          | { message: string }
          | { message: string }
          | { message: string }
          | { message: string }
          | { message: string }
          | { message: string }
          | { message: string }
          | { message: string }
          | { message: string }
          | { message: string }
         | null } | null }
    | { message: string, kind: 'StoreUnavailableError' }
    | { operation: string, retryAfterSeconds: number, message: string, kind: 'ThrottledError' }
    | { message: string, kind: 'UnsupportedKeyError', primaryKey: { arn: string, displayName: string, region: string } | null }
   };

export type EnableAutomaticRotationMutationVariables = Exact<{
  input: EnableKeyRotationInput;
}>;


export type EnableAutomaticRotationMutation = { result:
    | { action: string | null, resourceArn: string | null, message: string, kind: 'AccessDeniedError' }
    | { hasChanged: boolean, kind: 'EnableKeyRotationPayload', change: { after: { automatic: AutomaticRotation, periodInDays: number | null, nextRotationAt: string | null } | null } | null, dryRun: { addsMonthlyCharge: boolean | null, setting: { automatic: AutomaticRotation, periodInDays: number | null, nextRotationAt: string | null }, warnings: Array<{ code: ChangeWarningCode, message: string }> } | null }
    | { message: string, kind: 'InvalidInputError', issues: Array<{ path: Array<string>, message: string }> }
    | { message: string, kind: 'KeyNotFoundError' }
    | { state: KeyState | null, message: string, kind: 'KeyStateError' }
    | { message: string, kind: 'KmsUnavailableError' }
    | { message: string, kind: 'OutcomeUnknownError', request: { id: string, status: RotationRequestStatus, requestedBy: string, requestedAt: string, startedAt: string | null, completedAt: string | null, error:
          | { message: string }
          | { message: string }
          | { message: string }
          | { message: string }
          | { message: string }
          | { message: string }
          | { message: string }
          | { message: string }
          | { message: string }
          | { message: string }
          | { message: string }
          | { message: string }
          | { message: string }
          | { message: string }
          | { message: string }
          | { message: string }
          | { message: string }
         | null } | null }
    | { pattern: string, message: string, kind: 'ReasonRequiredError' }
    | { message: string, kind: 'StoreUnavailableError' }
    | { operation: string, retryAfterSeconds: number, message: string, kind: 'ThrottledError' }
    | { message: string, kind: 'UnsupportedKeyError', primaryKey: { arn: string, displayName: string, region: string } | null }
   };

export type DisableAutomaticRotationMutationVariables = Exact<{
  input: DisableKeyRotationInput;
}>;


export type DisableAutomaticRotationMutation = { result:
    | { action: string | null, resourceArn: string | null, message: string, kind: 'AccessDeniedError' }
    | { hasChanged: boolean, kind: 'DisableKeyRotationPayload', change: { after: { automatic: AutomaticRotation, periodInDays: number | null, nextRotationAt: string | null } | null } | null, dryRun: { addsMonthlyCharge: boolean | null, setting: { automatic: AutomaticRotation, periodInDays: number | null, nextRotationAt: string | null }, warnings: Array<{ code: ChangeWarningCode, message: string }> } | null }
    | { message: string, kind: 'InvalidInputError', issues: Array<{ path: Array<string>, message: string }> }
    | { message: string, kind: 'KeyNotFoundError' }
    | { state: KeyState | null, message: string, kind: 'KeyStateError' }
    | { message: string, kind: 'KmsUnavailableError' }
    | { message: string, kind: 'OutcomeUnknownError', request: { id: string, status: RotationRequestStatus, requestedBy: string, requestedAt: string, startedAt: string | null, completedAt: string | null, error:
          | { message: string }
          | { message: string }
          | { message: string }
          | { message: string }
          | { message: string }
          | { message: string }
          | { message: string }
          | { message: string }
          | { message: string }
          | { message: string }
          | { message: string }
          | { message: string }
          | { message: string }
          | { message: string }
          | { message: string }
          | { message: string }
          | { message: string }
         | null } | null }
    | { pattern: string, message: string, kind: 'ReasonRequiredError' }
    | { message: string, kind: 'StoreUnavailableError' }
    | { operation: string, retryAfterSeconds: number, message: string, kind: 'ThrottledError' }
    | { message: string, kind: 'UnsupportedKeyError', primaryKey: { arn: string, displayName: string, region: string } | null }
   };

export type SettingForecastFragment = { addsMonthlyCharge: boolean | null, setting: { automatic: AutomaticRotation, periodInDays: number | null, nextRotationAt: string | null }, warnings: Array<{ code: ChangeWarningCode, message: string }> };

export type RotationSettingFragment = { automatic: AutomaticRotation, periodInDays: number | null, nextRotationAt: string | null };

export type WarningFragment = { code: ChangeWarningCode, message: string };

type ChangeProblem_AccessDeniedError_Fragment = { action: string | null, resourceArn: string | null, message: string, kind: 'AccessDeniedError' };

type ChangeProblem_IdempotencyConflictError_Fragment = { firstUsedAt: string, message: string, kind: 'IdempotencyConflictError' };

type ChangeProblem_InvalidInputError_Fragment = { message: string, kind: 'InvalidInputError', issues: Array<{ path: Array<string>, message: string }> };

type ChangeProblem_KeyNotFoundError_Fragment = { message: string, kind: 'KeyNotFoundError' };

type ChangeProblem_KeyStateError_Fragment = { state: KeyState | null, message: string, kind: 'KeyStateError' };

type ChangeProblem_KmsUnavailableError_Fragment = { message: string, kind: 'KmsUnavailableError' };

type ChangeProblem_NoPendingMaterialError_Fragment = { message: string, kind: 'NoPendingMaterialError' };

type ChangeProblem_NotReadYetError_Fragment = { message: string, kind: 'NotReadYetError' };

type ChangeProblem_OnDemandQuotaExceededError_Fragment = { limit: number, message: string, kind: 'OnDemandQuotaExceededError' };

type ChangeProblem_OutcomeUnknownError_Fragment = { message: string, kind: 'OutcomeUnknownError', request: { id: string, status: RotationRequestStatus, requestedBy: string, requestedAt: string, startedAt: string | null, completedAt: string | null, error:
      | { message: string }
      | { message: string }
      | { message: string }
      | { message: string }
      | { message: string }
      | { message: string }
      | { message: string }
      | { message: string }
      | { message: string }
      | { message: string }
      | { message: string }
      | { message: string }
      | { message: string }
      | { message: string }
      | { message: string }
      | { message: string }
      | { message: string }
     | null } | null };

type ChangeProblem_PreconditionFailedError_Fragment = { actual: string, expected: string, message: string, kind: 'PreconditionFailedError' };

type ChangeProblem_ReasonRequiredError_Fragment = { pattern: string, message: string, kind: 'ReasonRequiredError' };

type ChangeProblem_RotationConflictError_Fragment = { nextRotationAt: string | null, retryAfterSeconds: number, message: string, kind: 'RotationConflictError' };

type ChangeProblem_RotationInProgressError_Fragment = { startedAt: string | null, message: string, kind: 'RotationInProgressError', request: { id: string, status: RotationRequestStatus, requestedBy: string, requestedAt: string, startedAt: string | null, completedAt: string | null, error:
      | { message: string }
      | { message: string }
      | { message: string }
      | { message: string }
      | { message: string }
      | { message: string }
      | { message: string }
      | { message: string }
      | { message: string }
      | { message: string }
      | { message: string }
      | { message: string }
      | { message: string }
      | { message: string }
      | { message: string }
      | { message: string }
      | { message: string }
     | null } | null };

type ChangeProblem_StoreUnavailableError_Fragment = { message: string, kind: 'StoreUnavailableError' };

type ChangeProblem_ThrottledError_Fragment = { operation: string, retryAfterSeconds: number, message: string, kind: 'ThrottledError' };

type ChangeProblem_UnsupportedKeyError_Fragment = { message: string, kind: 'UnsupportedKeyError', primaryKey: { arn: string, displayName: string, region: string } | null };

export type ChangeProblemFragment =
  | ChangeProblem_AccessDeniedError_Fragment
  | ChangeProblem_IdempotencyConflictError_Fragment
  | ChangeProblem_InvalidInputError_Fragment
  | ChangeProblem_KeyNotFoundError_Fragment
  | ChangeProblem_KeyStateError_Fragment
  | ChangeProblem_KmsUnavailableError_Fragment
  | ChangeProblem_NoPendingMaterialError_Fragment
  | ChangeProblem_NotReadYetError_Fragment
  | ChangeProblem_OnDemandQuotaExceededError_Fragment
  | ChangeProblem_OutcomeUnknownError_Fragment
  | ChangeProblem_PreconditionFailedError_Fragment
  | ChangeProblem_ReasonRequiredError_Fragment
  | ChangeProblem_RotationConflictError_Fragment
  | ChangeProblem_RotationInProgressError_Fragment
  | ChangeProblem_StoreUnavailableError_Fragment
  | ChangeProblem_ThrottledError_Fragment
  | ChangeProblem_UnsupportedKeyError_Fragment
;

export type RotationProgressFragment = { id: string, status: RotationRequestStatus, requestedBy: string, requestedAt: string, startedAt: string | null, completedAt: string | null, error:
    | { message: string }
    | { message: string }
    | { message: string }
    | { message: string }
    | { message: string }
    | { message: string }
    | { message: string }
    | { message: string }
    | { message: string }
    | { message: string }
    | { message: string }
    | { message: string }
    | { message: string }
    | { message: string }
    | { message: string }
    | { message: string }
    | { message: string }
   | null };

export type FollowRotationSubscriptionVariables = Exact<{
  id: string | number;
}>;


export type FollowRotationSubscription = { rotationRequest: { id: string, status: RotationRequestStatus, requestedBy: string, requestedAt: string, startedAt: string | null, completedAt: string | null, error:
      | { message: string }
      | { message: string }
      | { message: string }
      | { message: string }
      | { message: string }
      | { message: string }
      | { message: string }
      | { message: string }
      | { message: string }
      | { message: string }
      | { message: string }
      | { message: string }
      | { message: string }
      | { message: string }
      | { message: string }
      | { message: string }
      | { message: string }
     | null } };

type FleetAnswerFacts_Fleet_Fragment = { examinedCount: number, unreadableCount: number, undecidedCount: number, isComplete: boolean, oldestObservedAt: string | null, missing: Array<{ reason: MissingReason, scope: { accountId: string, accountName: string | null, region: string } | null }> };

type FleetAnswerFacts_Upcoming_Fragment = { examinedCount: number, unreadableCount: number, undecidedCount: number, isComplete: boolean, oldestObservedAt: string | null, missing: Array<{ reason: MissingReason, scope: { accountId: string, accountName: string | null, region: string } | null }> };

export type FleetAnswerFactsFragment =
  | FleetAnswerFacts_Fleet_Fragment
  | FleetAnswerFacts_Upcoming_Fragment
;

export type ScopeNameFragment = { accountId: string, accountName: string | null, region: string };

export type KeyPageQueryVariables = Exact<{
  by: KeyBy;
  rotations: number;
}>;


export type KeyPageQuery = { gateway: { answeredAt: string }, scopes: Array<{ accountId: string, accountName: string | null, region: string }>, rotationPolicy: { defaultRequirements: { maxMaterialAgeInDays: number, maxRotationPeriodInDays: number | null, manualRotation: { maxAgeInDays: number, countFrom: AgeStart } | null } }, key: { id: string, arn: string, keyId: string, displayName: string, accountId: string, region: string, consoleUrl: string | null, createdAt: string | null, deletionScheduledAt: string | null, description: string | null, manager: KeyManager | null, origin: KeyOrigin | null, spec: string | null, state: KeyState | null, usage: string | null, owner: string | null, problems: { aliases:
        | { action: string | null, resourceArn: string | null, code: ErrorCode, message: string, awsRequestId: string | null, type: 'AccessDeniedError' }
        | { code: ErrorCode, message: string, awsRequestId: string | null, type: 'IdempotencyConflictError' }
        | { code: ErrorCode, message: string, awsRequestId: string | null, type: 'InvalidInputError' }
        | { code: ErrorCode, message: string, awsRequestId: string | null, type: 'KeyNotFoundError' }
        | { code: ErrorCode, message: string, awsRequestId: string | null, type: 'KeyStateError' }
        | { code: ErrorCode, message: string, awsRequestId: string | null, type: 'KmsUnavailableError' }
        | { code: ErrorCode, message: string, awsRequestId: string | null, type: 'NoPendingMaterialError' }
        | { code: ErrorCode, message: string, awsRequestId: string | null, type: 'NotReadYetError' }
        | { code: ErrorCode, message: string, awsRequestId: string | null, type: 'OnDemandQuotaExceededError' }
        | { code: ErrorCode, message: string, awsRequestId: string | null, type: 'OutcomeUnknownError' }
        | { code: ErrorCode, message: string, awsRequestId: string | null, type: 'PreconditionFailedError' }
        | { code: ErrorCode, message: string, awsRequestId: string | null, type: 'ReasonRequiredError' }
        | { code: ErrorCode, message: string, awsRequestId: string | null, type: 'RotationConflictError' }
        | { code: ErrorCode, message: string, awsRequestId: string | null, type: 'RotationInProgressError' }
        | { code: ErrorCode, message: string, awsRequestId: string | null, type: 'StoreUnavailableError' }
        | { code: ErrorCode, message: string, awsRequestId: string | null, type: 'ThrottledError' }
        | { code: ErrorCode, message: string, awsRequestId: string | null, type: 'UnsupportedKeyError' }
       | null, materials:
        | { action: string | null, resourceArn: string | null, code: ErrorCode, message: string, awsRequestId: string | null, type: 'AccessDeniedError' }
        | { code: ErrorCode, message: string, awsRequestId: string | null, type: 'IdempotencyConflictError' }
        | { code: ErrorCode, message: string, awsRequestId: string | null, type: 'InvalidInputError' }
        | { code: ErrorCode, message: string, awsRequestId: string | null, type: 'KeyNotFoundError' }
        | { code: ErrorCode, message: string, awsRequestId: string | null, type: 'KeyStateError' }
        | { code: ErrorCode, message: string, awsRequestId: string | null, type: 'KmsUnavailableError' }
        | { code: ErrorCode, message: string, awsRequestId: string | null, type: 'NoPendingMaterialError' }
        | { code: ErrorCode, message: string, awsRequestId: string | null, type: 'NotReadYetError' }
        | { code: ErrorCode, message: string, awsRequestId: string | null, type: 'OnDemandQuotaExceededError' }
        | { code: ErrorCode, message: string, awsRequestId: string | null, type: 'OutcomeUnknownError' }
        | { code: ErrorCode, message: string, awsRequestId: string | null, type: 'PreconditionFailedError' }
        | { code: ErrorCode, message: string, awsRequestId: string | null, type: 'ReasonRequiredError' }
        | { code: ErrorCode, message: string, awsRequestId: string | null, type: 'RotationConflictError' }
        | { code: ErrorCode, message: string, awsRequestId: string | null, type: 'RotationInProgressError' }
        | { code: ErrorCode, message: string, awsRequestId: string | null, type: 'StoreUnavailableError' }
        | { code: ErrorCode, message: string, awsRequestId: string | null, type: 'ThrottledError' }
        | { code: ErrorCode, message: string, awsRequestId: string | null, type: 'UnsupportedKeyError' }
       | null, metadata:
        | { action: string | null, resourceArn: string | null, code: ErrorCode, message: string, awsRequestId: string | null, type: 'AccessDeniedError' }
        | { code: ErrorCode, message: string, awsRequestId: string | null, type: 'IdempotencyConflictError' }
        | { code: ErrorCode, message: string, awsRequestId: string | null, type: 'InvalidInputError' }
        | { code: ErrorCode, message: string, awsRequestId: string | null, type: 'KeyNotFoundError' }
        | { code: ErrorCode, message: string, awsRequestId: string | null, type: 'KeyStateError' }
        | { code: ErrorCode, message: string, awsRequestId: string | null, type: 'KmsUnavailableError' }
        | { code: ErrorCode, message: string, awsRequestId: string | null, type: 'NoPendingMaterialError' }
        | { code: ErrorCode, message: string, awsRequestId: string | null, type: 'NotReadYetError' }
        | { code: ErrorCode, message: string, awsRequestId: string | null, type: 'OnDemandQuotaExceededError' }
        | { code: ErrorCode, message: string, awsRequestId: string | null, type: 'OutcomeUnknownError' }
        | { code: ErrorCode, message: string, awsRequestId: string | null, type: 'PreconditionFailedError' }
        | { code: ErrorCode, message: string, awsRequestId: string | null, type: 'ReasonRequiredError' }
        | { code: ErrorCode, message: string, awsRequestId: string | null, type: 'RotationConflictError' }
        | { code: ErrorCode, message: string, awsRequestId: string | null, type: 'RotationInProgressError' }
        | { code: ErrorCode, message: string, awsRequestId: string | null, type: 'StoreUnavailableError' }
        | { code: ErrorCode, message: string, awsRequestId: string | null, type: 'ThrottledError' }
        | { code: ErrorCode, message: string, awsRequestId: string | null, type: 'UnsupportedKeyError' }
       | null, rotationStatus:
        | { action: string | null, resourceArn: string | null, code: ErrorCode, message: string, awsRequestId: string | null, type: 'AccessDeniedError' }
        | { code: ErrorCode, message: string, awsRequestId: string | null, type: 'IdempotencyConflictError' }
        | { code: ErrorCode, message: string, awsRequestId: string | null, type: 'InvalidInputError' }
        | { code: ErrorCode, message: string, awsRequestId: string | null, type: 'KeyNotFoundError' }
        | { code: ErrorCode, message: string, awsRequestId: string | null, type: 'KeyStateError' }
        | { code: ErrorCode, message: string, awsRequestId: string | null, type: 'KmsUnavailableError' }
        | { code: ErrorCode, message: string, awsRequestId: string | null, type: 'NoPendingMaterialError' }
        | { code: ErrorCode, message: string, awsRequestId: string | null, type: 'NotReadYetError' }
        | { code: ErrorCode, message: string, awsRequestId: string | null, type: 'OnDemandQuotaExceededError' }
        | { code: ErrorCode, message: string, awsRequestId: string | null, type: 'OutcomeUnknownError' }
        | { code: ErrorCode, message: string, awsRequestId: string | null, type: 'PreconditionFailedError' }
        | { code: ErrorCode, message: string, awsRequestId: string | null, type: 'ReasonRequiredError' }
        | { code: ErrorCode, message: string, awsRequestId: string | null, type: 'RotationConflictError' }
        | { code: ErrorCode, message: string, awsRequestId: string | null, type: 'RotationInProgressError' }
        | { code: ErrorCode, message: string, awsRequestId: string | null, type: 'StoreUnavailableError' }
        | { code: ErrorCode, message: string, awsRequestId: string | null, type: 'ThrottledError' }
        | { code: ErrorCode, message: string, awsRequestId: string | null, type: 'UnsupportedKeyError' }
       | null, rotations:
        | { action: string | null, resourceArn: string | null, code: ErrorCode, message: string, awsRequestId: string | null, type: 'AccessDeniedError' }
        | { code: ErrorCode, message: string, awsRequestId: string | null, type: 'IdempotencyConflictError' }
        | { code: ErrorCode, message: string, awsRequestId: string | null, type: 'InvalidInputError' }
        | { code: ErrorCode, message: string, awsRequestId: string | null, type: 'KeyNotFoundError' }
        | { code: ErrorCode, message: string, awsRequestId: string | null, type: 'KeyStateError' }
        | { code: ErrorCode, message: string, awsRequestId: string | null, type: 'KmsUnavailableError' }
        | { code: ErrorCode, message: string, awsRequestId: string | null, type: 'NoPendingMaterialError' }
        | { code: ErrorCode, message: string, awsRequestId: string | null, type: 'NotReadYetError' }
        | { code: ErrorCode, message: string, awsRequestId: string | null, type: 'OnDemandQuotaExceededError' }
        | { code: ErrorCode, message: string, awsRequestId: string | null, type: 'OutcomeUnknownError' }
        | { code: ErrorCode, message: string, awsRequestId: string | null, type: 'PreconditionFailedError' }
        | { code: ErrorCode, message: string, awsRequestId: string | null, type: 'ReasonRequiredError' }
        | { code: ErrorCode, message: string, awsRequestId: string | null, type: 'RotationConflictError' }
        | { code: ErrorCode, message: string, awsRequestId: string | null, type: 'RotationInProgressError' }
        | { code: ErrorCode, message: string, awsRequestId: string | null, type: 'StoreUnavailableError' }
        | { code: ErrorCode, message: string, awsRequestId: string | null, type: 'ThrottledError' }
        | { code: ErrorCode, message: string, awsRequestId: string | null, type: 'UnsupportedKeyError' }
       | null, tags:
        | { action: string | null, resourceArn: string | null, code: ErrorCode, message: string, awsRequestId: string | null, type: 'AccessDeniedError' }
        | { code: ErrorCode, message: string, awsRequestId: string | null, type: 'IdempotencyConflictError' }
        | { code: ErrorCode, message: string, awsRequestId: string | null, type: 'InvalidInputError' }
        | { code: ErrorCode, message: string, awsRequestId: string | null, type: 'KeyNotFoundError' }
        | { code: ErrorCode, message: string, awsRequestId: string | null, type: 'KeyStateError' }
        | { code: ErrorCode, message: string, awsRequestId: string | null, type: 'KmsUnavailableError' }
        | { code: ErrorCode, message: string, awsRequestId: string | null, type: 'NoPendingMaterialError' }
        | { code: ErrorCode, message: string, awsRequestId: string | null, type: 'NotReadYetError' }
        | { code: ErrorCode, message: string, awsRequestId: string | null, type: 'OnDemandQuotaExceededError' }
        | { code: ErrorCode, message: string, awsRequestId: string | null, type: 'OutcomeUnknownError' }
        | { code: ErrorCode, message: string, awsRequestId: string | null, type: 'PreconditionFailedError' }
        | { code: ErrorCode, message: string, awsRequestId: string | null, type: 'ReasonRequiredError' }
        | { code: ErrorCode, message: string, awsRequestId: string | null, type: 'RotationConflictError' }
        | { code: ErrorCode, message: string, awsRequestId: string | null, type: 'RotationInProgressError' }
        | { code: ErrorCode, message: string, awsRequestId: string | null, type: 'StoreUnavailableError' }
        | { code: ErrorCode, message: string, awsRequestId: string | null, type: 'ThrottledError' }
        | { code: ErrorCode, message: string, awsRequestId: string | null, type: 'UnsupportedKeyError' }
       | null }, aliases: Array<{ name: string }> | null, rotationStatus: { automatic: AutomaticRotation, periodInDays: number | null, nextRotationAt: string | null, onDemandStartedAt: string | null, observedAt: string | null }, capabilities: { rotateOnDemand: { isAllowed: boolean, blockers: Array<{ clearsAt: string | null, reason: BlockerReason, message: string }> }, enableAutomaticRotation: { isAllowed: boolean, blockers: Array<{ reason: BlockerReason, message: string }> }, disableAutomaticRotation: { isAllowed: boolean, blockers: Array<{ reason: BlockerReason, message: string }> } }, latestRequest: { id: string, status: RotationRequestStatus, requestedBy: string, requestedAt: string, startedAt: string | null, completedAt: string | null, error:
        | { message: string }
        | { message: string }
        | { message: string }
        | { message: string }
        | { message: string }
        | { message: string }
        | { message: string }
        | { message: string }
        | { message: string }
        | { message: string }
        | { message: string }
        | { message: string }
        | { message: string }
        | { message: string }
        | { message: string }
        | { message: string }
        | { message: string }
       | null } | null, managedBy: { kind: KeyManagementKind, name: string } | null, multiRegion: { role: MultiRegionRole, primaryArn: string | null, replicaArns: Array<string> | null } | null, compliance: { verdict: ComplianceVerdict, reasons: Array<ComplianceReason>, materialAgeInDays: number | null, dueAt: string | null, rule: { name: string, requirements: { maxMaterialAgeInDays: number, maxRotationPeriodInDays: number | null, manualRotation: { maxAgeInDays: number, countFrom: AgeStart } | null } } | null, exception: { exceptionId: string, endsAt: string, reason: string, approvedBy: string } | null }, onDemandQuota: { limit: number, remaining: number } | null, rotations: { totalCount: number | null, nodes: Array<{ id: string, rotatedAt: string, type: RotationType }> } | null, pendingMaterial: { id: string, materialState: KeyMaterialState, description: string | null } | null } | null };

export type KeyFactsFragment = { id: string, arn: string, keyId: string, displayName: string, accountId: string, region: string, consoleUrl: string | null, createdAt: string | null, deletionScheduledAt: string | null, description: string | null, manager: KeyManager | null, origin: KeyOrigin | null, spec: string | null, state: KeyState | null, usage: string | null, owner: string | null, aliases: Array<{ name: string }> | null, managedBy: { kind: KeyManagementKind, name: string } | null, multiRegion: { role: MultiRegionRole, primaryArn: string | null, replicaArns: Array<string> | null } | null, compliance: { verdict: ComplianceVerdict, reasons: Array<ComplianceReason>, materialAgeInDays: number | null, dueAt: string | null, rule: { name: string, requirements: { maxMaterialAgeInDays: number, maxRotationPeriodInDays: number | null, manualRotation: { maxAgeInDays: number, countFrom: AgeStart } | null } } | null, exception: { exceptionId: string, endsAt: string, reason: string, approvedBy: string } | null } };

export type RequirementsFragment = { maxMaterialAgeInDays: number, maxRotationPeriodInDays: number | null, manualRotation: { maxAgeInDays: number, countFrom: AgeStart } | null };

export type KeyRotationFragment = { rotationStatus: { automatic: AutomaticRotation, periodInDays: number | null, nextRotationAt: string | null, onDemandStartedAt: string | null, observedAt: string | null }, onDemandQuota: { limit: number, remaining: number } | null, capabilities: { rotateOnDemand: { blockers: Array<{ clearsAt: string | null }> } } };

export type KeyTimelineFragment = { createdAt: string | null, rotations: { totalCount: number | null, nodes: Array<{ id: string, rotatedAt: string, type: RotationType }> } | null, pendingMaterial: { id: string, materialState: KeyMaterialState, description: string | null } | null };

type Problem_AccessDeniedError_Fragment = { action: string | null, resourceArn: string | null, code: ErrorCode, message: string, awsRequestId: string | null, type: 'AccessDeniedError' };

type Problem_IdempotencyConflictError_Fragment = { code: ErrorCode, message: string, awsRequestId: string | null, type: 'IdempotencyConflictError' };

type Problem_InvalidInputError_Fragment = { code: ErrorCode, message: string, awsRequestId: string | null, type: 'InvalidInputError' };

type Problem_KeyNotFoundError_Fragment = { code: ErrorCode, message: string, awsRequestId: string | null, type: 'KeyNotFoundError' };

type Problem_KeyStateError_Fragment = { code: ErrorCode, message: string, awsRequestId: string | null, type: 'KeyStateError' };

type Problem_KmsUnavailableError_Fragment = { code: ErrorCode, message: string, awsRequestId: string | null, type: 'KmsUnavailableError' };

type Problem_NoPendingMaterialError_Fragment = { code: ErrorCode, message: string, awsRequestId: string | null, type: 'NoPendingMaterialError' };

type Problem_NotReadYetError_Fragment = { code: ErrorCode, message: string, awsRequestId: string | null, type: 'NotReadYetError' };

type Problem_OnDemandQuotaExceededError_Fragment = { code: ErrorCode, message: string, awsRequestId: string | null, type: 'OnDemandQuotaExceededError' };

type Problem_OutcomeUnknownError_Fragment = { code: ErrorCode, message: string, awsRequestId: string | null, type: 'OutcomeUnknownError' };

type Problem_PreconditionFailedError_Fragment = { code: ErrorCode, message: string, awsRequestId: string | null, type: 'PreconditionFailedError' };

type Problem_ReasonRequiredError_Fragment = { code: ErrorCode, message: string, awsRequestId: string | null, type: 'ReasonRequiredError' };

type Problem_RotationConflictError_Fragment = { code: ErrorCode, message: string, awsRequestId: string | null, type: 'RotationConflictError' };

type Problem_RotationInProgressError_Fragment = { code: ErrorCode, message: string, awsRequestId: string | null, type: 'RotationInProgressError' };

type Problem_StoreUnavailableError_Fragment = { code: ErrorCode, message: string, awsRequestId: string | null, type: 'StoreUnavailableError' };

type Problem_ThrottledError_Fragment = { code: ErrorCode, message: string, awsRequestId: string | null, type: 'ThrottledError' };

type Problem_UnsupportedKeyError_Fragment = { code: ErrorCode, message: string, awsRequestId: string | null, type: 'UnsupportedKeyError' };

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
  arn: string;
}>;


export type KeyLastUsageQuery = { key: { lastUsage: { usedAt: string | null, operation: string | null, hasBeenUsed: boolean | null, trackingStartedAt: string | null } | null, problems: { lastUsage:
        | { action: string | null, resourceArn: string | null, code: ErrorCode, message: string, awsRequestId: string | null, type: 'AccessDeniedError' }
        | { code: ErrorCode, message: string, awsRequestId: string | null, type: 'IdempotencyConflictError' }
        | { code: ErrorCode, message: string, awsRequestId: string | null, type: 'InvalidInputError' }
        | { code: ErrorCode, message: string, awsRequestId: string | null, type: 'KeyNotFoundError' }
        | { code: ErrorCode, message: string, awsRequestId: string | null, type: 'KeyStateError' }
        | { code: ErrorCode, message: string, awsRequestId: string | null, type: 'KmsUnavailableError' }
        | { code: ErrorCode, message: string, awsRequestId: string | null, type: 'NoPendingMaterialError' }
        | { code: ErrorCode, message: string, awsRequestId: string | null, type: 'NotReadYetError' }
        | { code: ErrorCode, message: string, awsRequestId: string | null, type: 'OnDemandQuotaExceededError' }
        | { code: ErrorCode, message: string, awsRequestId: string | null, type: 'OutcomeUnknownError' }
        | { code: ErrorCode, message: string, awsRequestId: string | null, type: 'PreconditionFailedError' }
        | { code: ErrorCode, message: string, awsRequestId: string | null, type: 'ReasonRequiredError' }
        | { code: ErrorCode, message: string, awsRequestId: string | null, type: 'RotationConflictError' }
        | { code: ErrorCode, message: string, awsRequestId: string | null, type: 'RotationInProgressError' }
        | { code: ErrorCode, message: string, awsRequestId: string | null, type: 'StoreUnavailableError' }
        | { code: ErrorCode, message: string, awsRequestId: string | null, type: 'ThrottledError' }
        | { code: ErrorCode, message: string, awsRequestId: string | null, type: 'UnsupportedKeyError' }
       | null } } | null };

export type KeyMaterialsQueryVariables = Exact<{
  arn: string;
  first: number;
  after?: string | null | undefined;
}>;


export type KeyMaterialsQuery = { key: { materials: { totalCount: number | null, nodes: Array<{ id: string, materialId: string, materialState: KeyMaterialState, importState: ImportState | null, expiresAt: string | null, description: string | null, rotation: { rotatedAt: string, type: RotationType } | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } | null, problems: { materials:
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

export type KeyHistoryQueryVariables = Exact<{
  arn: string;
  first: number;
  rotationsAfter?: string | null | undefined;
  changesAfter?: string | null | undefined;
  hasRotations: boolean;
  hasChanges: boolean;
}>;


export type KeyHistoryQuery = { key: { rotations?: { nodes: Array<{ id: string, rotatedAt: string, type: RotationType, request: { requestedBy: string, reason: string | null } | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } | null, changes?: { nodes: Array<
        | { id: string, kind: ChangeKind, outcome: ChangeOutcome, requestedAt: string, requestedBy: string, reason: string | null, type: 'AutomaticRotationRequest', before: { periodInDays: number | null } | null, after: { periodInDays: number | null } | null, error:
            | { message: string }
            | { message: string }
            | { message: string }
            | { message: string }
            | { message: string }
            | { message: string }
            | { message: string }
            | { message: string }
            | { message: string }
            | { message: string }
            | { message: string }
            | { message: string }
            | { message: string }
            | { message: string }
            | { message: string }
            | { message: string }
            | { message: string }
           | null }
        | { status: RotationRequestStatus, id: string, kind: ChangeKind, outcome: ChangeOutcome, requestedAt: string, requestedBy: string, reason: string | null, type: 'RotationRequest', rotation: { id: string } | null, error:
            | { message: string }
            | { message: string }
            | { message: string }
            | { message: string }
            | { message: string }
            | { message: string }
            | { message: string }
            | { message: string }
            | { message: string }
            | { message: string }
            | { message: string }
            | { message: string }
            | { message: string }
            | { message: string }
            | { message: string }
            | { message: string }
            | { message: string }
           | null }
      >, pageInfo: { hasNextPage: boolean, endCursor: string | null } }, problems: { rotations:
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

type HistoryChange_AutomaticRotationRequest_Fragment = { id: string, kind: ChangeKind, outcome: ChangeOutcome, requestedAt: string, requestedBy: string, reason: string | null, type: 'AutomaticRotationRequest', before: { periodInDays: number | null } | null, after: { periodInDays: number | null } | null, error:
    | { message: string }
    | { message: string }
    | { message: string }
    | { message: string }
    | { message: string }
    | { message: string }
    | { message: string }
    | { message: string }
    | { message: string }
    | { message: string }
    | { message: string }
    | { message: string }
    | { message: string }
    | { message: string }
    | { message: string }
    | { message: string }
    | { message: string }
   | null };

type HistoryChange_RotationRequest_Fragment = { status: RotationRequestStatus, id: string, kind: ChangeKind, outcome: ChangeOutcome, requestedAt: string, requestedBy: string, reason: string | null, type: 'RotationRequest', rotation: { id: string } | null, error:
    | { message: string }
    | { message: string }
    | { message: string }
    | { message: string }
    | { message: string }
    | { message: string }
    | { message: string }
    | { message: string }
    | { message: string }
    | { message: string }
    | { message: string }
    | { message: string }
    | { message: string }
    | { message: string }
    | { message: string }
    | { message: string }
    | { message: string }
   | null };

export type HistoryChangeFragment =
  | HistoryChange_AutomaticRotationRequest_Fragment
  | HistoryChange_RotationRequest_Fragment
;

export type KeyNamesQueryVariables = Exact<{
  arn: string;
}>;


export type KeyNamesQuery = { key: { aliases: Array<{ name: string, createdAt: string | null, updatedAt: string | null }> | null, tags: Array<{ key: string, value: string }> | null, problems: { aliases:
        | { message: string }
        | { message: string }
        | { message: string }
        | { message: string }
        | { message: string }
        | { message: string }
        | { message: string }
        | { message: string }
        | { message: string }
        | { message: string }
        | { message: string }
        | { message: string }
        | { message: string }
        | { message: string }
        | { message: string }
        | { message: string }
        | { message: string }
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
        | { code: ErrorCode, message: string }
       | null } } | null };

export type KeyRegionsQueryVariables = Exact<{
  arn: string;
}>;


export type KeyRegionsQuery = { key: { multiRegion: { role: MultiRegionRole, primaryArn: string | null, replicaArns: Array<string> | null, primary: { arn: string, displayName: string, state: KeyState | null } | null, replicas: Array<{ arn: string, displayName: string, state: KeyState | null }> | null } | null, problems: { metadata:
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

export type KeyOfRegionFragment = { arn: string, displayName: string, state: KeyState | null };

export type KeysQueryVariables = Exact<{
  source: KeySource;
  filter?: KeyFilter | null | undefined;
  scopes?: Array<ScopeInput> | ScopeInput | null | undefined;
  orderBy?: KeyOrder | null | undefined;
  first?: number | null | undefined;
  last?: number | null | undefined;
  after?: string | null | undefined;
  before?: string | null | undefined;
  hasInventory: boolean;
  aliases: boolean;
  compliance: boolean;
  lastUsage: boolean;
  metadata: boolean;
  rotations: boolean;
  status: boolean;
  tags: boolean;
}>;


export type KeysQuery = { gateway: { answeredAt: string }, matching?: { keyCount: number, oldestObservedAt: string | null }, keys: { totalCount: number | null, undecidedCount: number, isComplete: boolean, observedAt: string | null, nodes: Array<{ id: string, arn: string, accountId: string, region: string, displayName: string, createdAt?: string | null, manager?: KeyManager | null, origin?: KeyOrigin | null, spec?: string | null, state?: KeyState | null, usage?: string | null, owner?: string | null, aliases?: Array<{ name: string }> | null, compliance?: { verdict: ComplianceVerdict, reasons: Array<ComplianceReason>, dueAt: string | null, materialAgeInDays: number | null, rule: { name: string } | null, exception: { endsAt: string } | null }, rotationStatus?: { automatic: AutomaticRotation, periodInDays: number | null, nextRotationAt: string | null }, lastRotation?: { rotatedAt: string, type: RotationType } | null, onDemandQuota?: { remaining: number } | null, managedBy?: { kind: KeyManagementKind, name: string } | null, lastUsage?: { usedAt: string | null, hasBeenUsed: boolean | null, trackingStartedAt: string | null } | null, problems: { aliases?:
          | { message: string }
          | { message: string }
          | { message: string }
          | { message: string }
          | { message: string }
          | { message: string }
          | { message: string }
          | { message: string }
          | { message: string }
          | { message: string }
          | { message: string }
          | { message: string }
          | { message: string }
          | { message: string }
          | { message: string }
          | { message: string }
          | { message: string }
         | null, lastUsage?:
          | { message: string }
          | { message: string }
          | { message: string }
          | { message: string }
          | { message: string }
          | { message: string }
          | { message: string }
          | { message: string }
          | { message: string }
          | { message: string }
          | { message: string }
          | { message: string }
          | { message: string }
          | { message: string }
          | { message: string }
          | { message: string }
          | { message: string }
         | null, metadata:
          | { message: string }
          | { message: string }
          | { message: string }
          | { message: string }
          | { message: string }
          | { message: string }
          | { message: string }
          | { message: string }
          | { message: string }
          | { message: string }
          | { message: string }
          | { message: string }
          | { message: string }
          | { message: string }
          | { message: string }
          | { message: string }
          | { message: string }
         | null, rotationStatus?:
          | { message: string }
          | { message: string }
          | { message: string }
          | { message: string }
          | { message: string }
          | { message: string }
          | { message: string }
          | { message: string }
          | { message: string }
          | { message: string }
          | { message: string }
          | { message: string }
          | { message: string }
          | { message: string }
          | { message: string }
          | { message: string }
          | { message: string }
         | null, rotations?:
          | { message: string }
          | { message: string }
          | { message: string }
          | { message: string }
          | { message: string }
          | { message: string }
          | { message: string }
          | { message: string }
          | { message: string }
          | { message: string }
          | { message: string }
          | { message: string }
          | { message: string }
          | { message: string }
          | { message: string }
          | { message: string }
          | { message: string }
         | null, tags?:
          | { message: string }
          | { message: string }
          | { message: string }
          | { message: string }
          | { message: string }
          | { message: string }
          | { message: string }
          | { message: string }
          | { message: string }
          | { message: string }
          | { message: string }
          | { message: string }
          | { message: string }
          | { message: string }
          | { message: string }
          | { message: string }
          | { message: string }
         | null } }>, unavailableScopes: Array<{ scope: { accountId: string, accountName: string | null, region: string }, error:
        | { message: string }
        | { message: string }
        | { message: string }
        | { message: string }
        | { message: string }
        | { message: string }
        | { message: string }
        | { message: string }
        | { message: string }
        | { message: string }
        | { message: string }
        | { message: string }
        | { message: string }
        | { message: string }
        | { message: string }
        | { message: string }
        | { message: string }
       }>, pageInfo: { hasPreviousPage: boolean, hasNextPage: boolean, startCursor: string | null, endCursor: string | null } } };

export type KeyRowFragment = { id: string, arn: string, accountId: string, region: string, displayName: string, createdAt?: string | null, manager?: KeyManager | null, origin?: KeyOrigin | null, spec?: string | null, state?: KeyState | null, usage?: string | null, owner?: string | null, aliases?: Array<{ name: string }> | null, compliance?: { verdict: ComplianceVerdict, reasons: Array<ComplianceReason>, dueAt: string | null, materialAgeInDays: number | null, rule: { name: string } | null, exception: { endsAt: string } | null }, rotationStatus?: { automatic: AutomaticRotation, periodInDays: number | null, nextRotationAt: string | null }, lastRotation?: { rotatedAt: string, type: RotationType } | null, onDemandQuota?: { remaining: number } | null, managedBy?: { kind: KeyManagementKind, name: string } | null, lastUsage?: { usedAt: string | null, hasBeenUsed: boolean | null, trackingStartedAt: string | null } | null, problems: { aliases?:
      | { message: string }
      | { message: string }
      | { message: string }
      | { message: string }
      | { message: string }
      | { message: string }
      | { message: string }
      | { message: string }
      | { message: string }
      | { message: string }
      | { message: string }
      | { message: string }
      | { message: string }
      | { message: string }
      | { message: string }
      | { message: string }
      | { message: string }
     | null, lastUsage?:
      | { message: string }
      | { message: string }
      | { message: string }
      | { message: string }
      | { message: string }
      | { message: string }
      | { message: string }
      | { message: string }
      | { message: string }
      | { message: string }
      | { message: string }
      | { message: string }
      | { message: string }
      | { message: string }
      | { message: string }
      | { message: string }
      | { message: string }
     | null, metadata:
      | { message: string }
      | { message: string }
      | { message: string }
      | { message: string }
      | { message: string }
      | { message: string }
      | { message: string }
      | { message: string }
      | { message: string }
      | { message: string }
      | { message: string }
      | { message: string }
      | { message: string }
      | { message: string }
      | { message: string }
      | { message: string }
      | { message: string }
     | null, rotationStatus?:
      | { message: string }
      | { message: string }
      | { message: string }
      | { message: string }
      | { message: string }
      | { message: string }
      | { message: string }
      | { message: string }
      | { message: string }
      | { message: string }
      | { message: string }
      | { message: string }
      | { message: string }
      | { message: string }
      | { message: string }
      | { message: string }
      | { message: string }
     | null, rotations?:
      | { message: string }
      | { message: string }
      | { message: string }
      | { message: string }
      | { message: string }
      | { message: string }
      | { message: string }
      | { message: string }
      | { message: string }
      | { message: string }
      | { message: string }
      | { message: string }
      | { message: string }
      | { message: string }
      | { message: string }
      | { message: string }
      | { message: string }
     | null, tags?:
      | { message: string }
      | { message: string }
      | { message: string }
      | { message: string }
      | { message: string }
      | { message: string }
      | { message: string }
      | { message: string }
      | { message: string }
      | { message: string }
      | { message: string }
      | { message: string }
      | { message: string }
      | { message: string }
      | { message: string }
      | { message: string }
      | { message: string }
     | null } };

export type KeysFleetQueryVariables = Exact<{
  scopes?: Array<ScopeInput> | ScopeInput | null | undefined;
}>;


export type KeysFleetQuery = { fleet: { examinedCount: number, unreadableCount: number, undecidedCount: number, isComplete: boolean, oldestObservedAt: string | null, byOwner: Array<{ value: string | null }>, missing: Array<{ reason: MissingReason, scope: { accountId: string, accountName: string | null, region: string } | null }> } };

export type KeysSettingsQueryVariables = Exact<{ [key: string]: never; }>;


export type KeysSettingsQuery = { scopes: Array<{ accountId: string, accountName: string | null, region: string }>, rotationPolicy: { rules: Array<{ ruleId: string, name: string }> } };

export type OverviewQueryVariables = Exact<{
  soon: string;
  recently: string;
  fewLeft: number;
}>;


export type OverviewQuery = { gateway: { answeredAt: string, mode: GatewayMode, isReadOnly: boolean }, fleet: { keyCount: number, examinedCount: number, unreadableCount: number, undecidedCount: number, isComplete: boolean, oldestObservedAt: string | null, byVerdict: Array<{ verdict: ComplianceVerdict, keyCount: number }>, missing: Array<{ reason: MissingReason, scope: { accountId: string, accountName: string | null, region: string } | null }> }, upcoming: { examinedCount: number, unreadableCount: number, undecidedCount: number, isComplete: boolean, oldestObservedAt: string | null, days: Array<{ startsAt: string, automaticRotationCount: number, dueCount: number }>, missing: Array<{ reason: MissingReason, scope: { accountId: string, accountName: string | null, region: string } | null }> }, rotations: { totalCount: number | null, unreadableCount: number, isComplete: boolean, nodes: Array<{ id: string, rotatedAt: string, type: RotationType, key: { arn: string, displayName: string } }> }, fewLeft: { totalCount: number | null, undecidedCount: number, isComplete: boolean, nodes: Array<{ arn: string, displayName: string, onDemandQuota: { remaining: number } | null }>, unavailableScopes: Array<{ scope: { accountId: string, accountName: string | null, region: string }, error:
        | { message: string, code: ErrorCode }
        | { message: string, code: ErrorCode }
        | { message: string, code: ErrorCode }
        | { message: string, code: ErrorCode }
        | { message: string, code: ErrorCode }
        | { message: string, code: ErrorCode }
        | { message: string, code: ErrorCode }
        | { message: string, code: ErrorCode }
        | { message: string, code: ErrorCode }
        | { message: string, code: ErrorCode }
        | { message: string, code: ErrorCode }
        | { message: string, code: ErrorCode }
        | { message: string, code: ErrorCode }
        | { message: string, code: ErrorCode }
        | { message: string, code: ErrorCode }
        | { message: string, code: ErrorCode }
        | { message: string, code: ErrorCode }
       }> } };

export type SignInQueryVariables = Exact<{ [key: string]: never; }>;


export type SignInQuery = { gateway: { signIn: { isRequired: boolean, providers: Array<{ issuer: string, clientId: string, scopes: Array<string> }> } } };

export type ViewerQueryVariables = Exact<{ [key: string]: never; }>;


export type ViewerQuery = { viewer: { subject: string, permissions: Array<Permission>, omittedClaims: Array<string> } };

export type SettingsQueryVariables = Exact<{ [key: string]: never; }>;


export type SettingsQuery = { gateway: { answeredAt: string, version: string, mode: GatewayMode, isReadOnly: boolean, requiredReason: string | null, limits: { onDemandRotationsPerKey: number, completionTimeoutMs: number, eventRetentionMs: number, idempotencyWindowMs: number, maxPageSize: number, maxQueryCost: number, maxSubscribedKeys: number, maxAges: Array<{ operation: string, maxAgeMs: number }> } }, viewer: { subject: string, permissions: Array<Permission>, omittedClaims: Array<string> }, rateLimit: { limit: number | null, remaining: number | null, resetAt: string | null } | null, scopes: Array<{ accountId: string, accountName: string | null, region: string, backgroundCost: { requests: number, usd: number, projectedRequests: number, projectedUsd: number, projectedTrailUsd: number, projectedGuardDutyUsd: number, budgetUsd: number | null, isSlowed: boolean, followedKeys: number, interactiveRequests: number } | null, kmsBudgets: Array<{ operation: string, requestsPerSecond: number, available: number, waiting: number, throttledLastMinute: number }> | null }> };

export class TypedDocumentString<TResult, TVariables>
  extends String
  implements DocumentTypeDecoration<TResult, TVariables>
{
  __apiType?: NonNullable<DocumentTypeDecoration<TResult, TVariables>['__apiType']>;
  private value: string;
  public __meta__?: Record<string, any> | undefined;

  constructor(value: string, __meta__?: Record<string, any> | undefined) {
    super(value);
    this.value = value;
    this.__meta__ = __meta__;
  }

  override toString(): string & DocumentTypeDecoration<TResult, TVariables> {
    return this.value;
  }
}
export const ActivityEventFragmentDoc = new TypedDocumentString(`
    fragment ActivityEvent on RotationEvent {
  kind: __typename
  eventId
  cursor
  occurredAt
  observedAt
  source
  key {
    arn
    displayName
    accountId
    region
  }
  ... on RotationStarted {
    request {
      requestedBy
      reason
      startedAt
    }
  }
  ... on RotationCompleted {
    durationSeconds
    rotation {
      type
    }
    request {
      requestedBy
      reason
      startedAt
    }
  }
  ... on RotationTimedOut {
    request {
      requestedBy
      reason
      startedAt
    }
  }
  ... on AutomaticRotationChanged {
    before
    after
    previousPeriodInDays
    periodInDays
    change {
      requestedBy
      reason
    }
  }
}
    `, {"fragmentName":"ActivityEvent"}) as unknown as TypedDocumentString<ActivityEventFragment, unknown>;
export const ActivityGapFragmentDoc = new TypedDocumentString(`
    fragment ActivityGap on StreamGap {
  kind: __typename
  cursor
  message
  types
  affectedKey {
    arn
    displayName
  }
}
    `, {"fragmentName":"ActivityGap"}) as unknown as TypedDocumentString<ActivityGapFragment, unknown>;
export const ComplianceGroupFragmentDoc = new TypedDocumentString(`
    fragment ComplianceGroup on KeyGroup {
  kind
  value
  keyCount
  byVerdict {
    verdict
    keyCount
  }
}
    `, {"fragmentName":"ComplianceGroup"}) as unknown as TypedDocumentString<ComplianceGroupFragment, unknown>;
export const OwnerFragmentDoc = new TypedDocumentString(`
    fragment Owner on OwnerSource {
  name
  tagKey
}
    `, {"fragmentName":"Owner"}) as unknown as TypedDocumentString<OwnerFragment, unknown>;
export const PolicyRequirementsFragmentDoc = new TypedDocumentString(`
    fragment PolicyRequirements on RotationRequirements {
  maxMaterialAgeInDays
  warnBeforeDays
  isAutomaticRotationRequired
  maxRotationPeriodInDays
  manualRotation {
    maxAgeInDays
    countFrom
  }
}
    `, {"fragmentName":"PolicyRequirements"}) as unknown as TypedDocumentString<PolicyRequirementsFragment, unknown>;
export const ConditionsFragmentDoc = new TypedDocumentString(`
    fragment Conditions on KeyConditions {
  accounts
  regions
  aliases
  keys
  specs
  origins
  tags {
    key
    values
  }
}
    `, {"fragmentName":"Conditions"}) as unknown as TypedDocumentString<ConditionsFragment, unknown>;
export const BlockersFragmentDoc = new TypedDocumentString(`
    fragment Blockers on Capability {
  isAllowed
  blockers {
    reason
    message
  }
}
    `, {"fragmentName":"Blockers"}) as unknown as TypedDocumentString<BlockersFragment, unknown>;
export const RotationProgressFragmentDoc = new TypedDocumentString(`
    fragment RotationProgress on RotationRequest {
  id
  status
  requestedBy
  requestedAt
  startedAt
  completedAt
  error {
    message
  }
}
    `, {"fragmentName":"RotationProgress"}) as unknown as TypedDocumentString<RotationProgressFragment, unknown>;
export const ChangeSubjectFragmentDoc = new TypedDocumentString(`
    fragment ChangeSubject on Key {
  id
  arn
  keyId
  aliases {
    name
  }
  rotationStatus {
    automatic
    periodInDays
  }
  capabilities {
    rotateOnDemand {
      ...Blockers
    }
    enableAutomaticRotation {
      ...Blockers
    }
    disableAutomaticRotation {
      ...Blockers
    }
  }
  latestRequest {
    ...RotationProgress
  }
}
    fragment Blockers on Capability {
  isAllowed
  blockers {
    reason
    message
  }
}
fragment RotationProgress on RotationRequest {
  id
  status
  requestedBy
  requestedAt
  startedAt
  completedAt
  error {
    message
  }
}`, {"fragmentName":"ChangeSubject"}) as unknown as TypedDocumentString<ChangeSubjectFragment, unknown>;
export const RotationSettingFragmentDoc = new TypedDocumentString(`
    fragment RotationSetting on AutomaticRotationSetting {
  automatic
  periodInDays
  nextRotationAt
}
    `, {"fragmentName":"RotationSetting"}) as unknown as TypedDocumentString<RotationSettingFragment, unknown>;
export const WarningFragmentDoc = new TypedDocumentString(`
    fragment Warning on ChangeWarning {
  code
  message
}
    `, {"fragmentName":"Warning"}) as unknown as TypedDocumentString<WarningFragment, unknown>;
export const SettingForecastFragmentDoc = new TypedDocumentString(`
    fragment SettingForecast on AutomaticRotationForecast {
  addsMonthlyCharge
  setting {
    ...RotationSetting
  }
  warnings {
    ...Warning
  }
}
    fragment RotationSetting on AutomaticRotationSetting {
  automatic
  periodInDays
  nextRotationAt
}
fragment Warning on ChangeWarning {
  code
  message
}`, {"fragmentName":"SettingForecast"}) as unknown as TypedDocumentString<SettingForecastFragment, unknown>;
export const ChangeProblemFragmentDoc = new TypedDocumentString(`
    fragment ChangeProblem on OperationError {
  kind: __typename
  message
  ... on AccessDeniedError {
    action
    resourceArn
  }
  ... on IdempotencyConflictError {
    firstUsedAt
  }
  ... on InvalidInputError {
    issues {
      path
      message
    }
  }
  ... on KeyStateError {
    state
  }
  ... on OnDemandQuotaExceededError {
    limit
  }
  ... on OutcomeUnknownError {
    request {
      ...RotationProgress
    }
  }
  ... on PreconditionFailedError {
    actual
    expected
  }
  ... on ReasonRequiredError {
    pattern
  }
  ... on RotationConflictError {
    nextRotationAt
    retryAfterSeconds
  }
  ... on RotationInProgressError {
    startedAt
    request {
      ...RotationProgress
    }
  }
  ... on ThrottledError {
    operation
    retryAfterSeconds
  }
  ... on UnsupportedKeyError {
    primaryKey {
      arn
      displayName
      region
    }
  }
}
    fragment RotationProgress on RotationRequest {
  id
  status
  requestedBy
  requestedAt
  startedAt
  completedAt
  error {
    message
  }
}`, {"fragmentName":"ChangeProblem"}) as unknown as TypedDocumentString<ChangeProblemFragment, unknown>;
export const ScopeNameFragmentDoc = new TypedDocumentString(`
    fragment ScopeName on Scope {
  accountId
  accountName
  region
}
    `, {"fragmentName":"ScopeName"}) as unknown as TypedDocumentString<ScopeNameFragment, unknown>;
export const FleetAnswerFactsFragmentDoc = new TypedDocumentString(`
    fragment FleetAnswerFacts on FleetAnswer {
  examinedCount
  unreadableCount
  undecidedCount
  isComplete
  oldestObservedAt
  missing {
    reason
    scope {
      ...ScopeName
    }
  }
}
    fragment ScopeName on Scope {
  accountId
  accountName
  region
}`, {"fragmentName":"FleetAnswerFacts"}) as unknown as TypedDocumentString<FleetAnswerFactsFragment, unknown>;
export const RequirementsFragmentDoc = new TypedDocumentString(`
    fragment Requirements on RotationRequirements {
  maxMaterialAgeInDays
  maxRotationPeriodInDays
  manualRotation {
    maxAgeInDays
    countFrom
  }
}
    `, {"fragmentName":"Requirements"}) as unknown as TypedDocumentString<RequirementsFragment, unknown>;
export const KeyFactsFragmentDoc = new TypedDocumentString(`
    fragment KeyFacts on Key {
  id
  arn
  keyId
  displayName
  accountId
  region
  consoleUrl
  createdAt
  deletionScheduledAt
  description
  manager
  origin
  spec
  state
  usage
  owner
  aliases {
    name
  }
  managedBy {
    kind
    name
  }
  multiRegion {
    role
    primaryArn
    replicaArns
  }
  compliance {
    verdict
    reasons
    materialAgeInDays
    dueAt
    rule {
      name
      requirements {
        ...Requirements
      }
    }
    exception {
      exceptionId
      endsAt
      reason
      approvedBy
    }
  }
}
    fragment Requirements on RotationRequirements {
  maxMaterialAgeInDays
  maxRotationPeriodInDays
  manualRotation {
    maxAgeInDays
    countFrom
  }
}`, {"fragmentName":"KeyFacts"}) as unknown as TypedDocumentString<KeyFactsFragment, unknown>;
export const KeyRotationFragmentDoc = new TypedDocumentString(`
    fragment KeyRotation on Key {
  rotationStatus {
    automatic
    periodInDays
    nextRotationAt
    onDemandStartedAt
    observedAt
  }
  onDemandQuota {
    limit
    remaining
  }
  capabilities {
    rotateOnDemand {
      blockers {
        clearsAt
      }
    }
  }
}
    `, {"fragmentName":"KeyRotation"}) as unknown as TypedDocumentString<KeyRotationFragment, unknown>;
export const KeyTimelineFragmentDoc = new TypedDocumentString(`
    fragment KeyTimeline on Key {
  createdAt
  rotations(last: $rotations) {
    totalCount
    nodes {
      id
      rotatedAt
      type
    }
  }
  pendingMaterial {
    id
    materialState
    description
  }
}
    `, {"fragmentName":"KeyTimeline"}) as unknown as TypedDocumentString<KeyTimelineFragment, unknown>;
export const ProblemFragmentDoc = new TypedDocumentString(`
    fragment Problem on OperationError {
  type: __typename
  code
  message
  awsRequestId
  ... on AccessDeniedError {
    action
    resourceArn
  }
}
    `, {"fragmentName":"Problem"}) as unknown as TypedDocumentString<ProblemFragment, unknown>;
export const HistoryChangeFragmentDoc = new TypedDocumentString(`
    fragment HistoryChange on Change {
  type: __typename
  id
  kind
  outcome
  requestedAt
  requestedBy
  reason
  error {
    message
  }
  ... on RotationRequest {
    status
    rotation {
      id
    }
  }
  ... on AutomaticRotationRequest {
    before {
      periodInDays
    }
    after {
      periodInDays
    }
  }
}
    `, {"fragmentName":"HistoryChange"}) as unknown as TypedDocumentString<HistoryChangeFragment, unknown>;
export const KeyOfRegionFragmentDoc = new TypedDocumentString(`
    fragment KeyOfRegion on Key {
  arn
  displayName
  state
}
    `, {"fragmentName":"KeyOfRegion"}) as unknown as TypedDocumentString<KeyOfRegionFragment, unknown>;
export const KeyRowFragmentDoc = new TypedDocumentString(`
    fragment KeyRow on Key {
  id
  arn
  accountId
  region
  displayName
  aliases @include(if: $aliases) {
    name
  }
  compliance @include(if: $compliance) {
    verdict
    reasons
    dueAt
    materialAgeInDays
    rule {
      name
    }
    exception {
      endsAt
    }
  }
  createdAt @include(if: $metadata)
  manager @include(if: $metadata)
  origin @include(if: $metadata)
  spec @include(if: $metadata)
  state @include(if: $metadata)
  usage @include(if: $metadata)
  rotationStatus @include(if: $status) {
    automatic
    periodInDays
    nextRotationAt
  }
  lastRotation @include(if: $rotations) {
    rotatedAt
    type
  }
  onDemandQuota @include(if: $rotations) {
    remaining
  }
  owner @include(if: $tags)
  managedBy @include(if: $tags) {
    kind
    name
  }
  lastUsage @include(if: $lastUsage) {
    usedAt
    hasBeenUsed
    trackingStartedAt
  }
  problems {
    aliases @include(if: $aliases) {
      message
    }
    lastUsage @include(if: $lastUsage) {
      message
    }
    metadata {
      message
    }
    rotationStatus @include(if: $status) {
      message
    }
    rotations @include(if: $rotations) {
      message
    }
    tags @include(if: $tags) {
      message
    }
  }
}
    `, {"fragmentName":"KeyRow"}) as unknown as TypedDocumentString<KeyRowFragment, unknown>;
export const EventScopesDocument = new TypedDocumentString(`
    query EventScopes {
  scopes {
    ...ScopeName
  }
}
    fragment ScopeName on Scope {
  accountId
  accountName
  region
}`) as unknown as TypedDocumentString<EventScopesQuery, EventScopesQueryVariables>;
export const KeyOfEventsDocument = new TypedDocumentString(`
    query KeyOfEvents($by: KeyBy!) {
  key(by: $by) {
    id
    arn
    displayName
  }
}
    `) as unknown as TypedDocumentString<KeyOfEventsQuery, KeyOfEventsQueryVariables>;
export const StoredEventsDocument = new TypedDocumentString(`
    query StoredEvents($filter: RotationEventFilter, $after: String, $first: Int!) {
  gateway {
    answeredAt
  }
  rotationEvents(filter: $filter, after: $after, first: $first) {
    nodes {
      ...ActivityEvent
    }
    gaps {
      ...ActivityGap
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    fragment ActivityEvent on RotationEvent {
  kind: __typename
  eventId
  cursor
  occurredAt
  observedAt
  source
  key {
    arn
    displayName
    accountId
    region
  }
  ... on RotationStarted {
    request {
      requestedBy
      reason
      startedAt
    }
  }
  ... on RotationCompleted {
    durationSeconds
    rotation {
      type
    }
    request {
      requestedBy
      reason
      startedAt
    }
  }
  ... on RotationTimedOut {
    request {
      requestedBy
      reason
      startedAt
    }
  }
  ... on AutomaticRotationChanged {
    before
    after
    previousPeriodInDays
    periodInDays
    change {
      requestedBy
      reason
    }
  }
}
fragment ActivityGap on StreamGap {
  kind: __typename
  cursor
  message
  types
  affectedKey {
    arn
    displayName
  }
}`) as unknown as TypedDocumentString<StoredEventsQuery, StoredEventsQueryVariables>;
export const LiveEventsDocument = new TypedDocumentString(`
    subscription LiveEvents($filter: RotationEventFilter, $after: String) {
  rotationEvents(filter: $filter, after: $after) {
    ... on RotationEvent {
      ...ActivityEvent
    }
    ... on StreamGap {
      ...ActivityGap
    }
  }
}
    fragment ActivityEvent on RotationEvent {
  kind: __typename
  eventId
  cursor
  occurredAt
  observedAt
  source
  key {
    arn
    displayName
    accountId
    region
  }
  ... on RotationStarted {
    request {
      requestedBy
      reason
      startedAt
    }
  }
  ... on RotationCompleted {
    durationSeconds
    rotation {
      type
    }
    request {
      requestedBy
      reason
      startedAt
    }
  }
  ... on RotationTimedOut {
    request {
      requestedBy
      reason
      startedAt
    }
  }
  ... on AutomaticRotationChanged {
    before
    after
    previousPeriodInDays
    periodInDays
    change {
      requestedBy
      reason
    }
  }
}
fragment ActivityGap on StreamGap {
  kind: __typename
  cursor
  message
  types
  affectedKey {
    arn
    displayName
  }
}`) as unknown as TypedDocumentString<LiveEventsSubscription, LiveEventsSubscriptionVariables>;
export const ChangesDocument = new TypedDocumentString(`
    query Changes($filter: ChangeFilter!, $first: Int!, $after: String) {
  gateway {
    answeredAt
  }
  changes(filter: $filter, first: $first, after: $after) {
    nodes {
      id
      kind
      outcome
      reason
      requestedAt
      requestedBy
      key {
        arn
        displayName
      }
      error {
        message
      }
      ... on RotationRequest {
        status
      }
      ... on AutomaticRotationRequest {
        before {
          ...RotationSetting
        }
        after {
          ...RotationSetting
        }
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    fragment RotationSetting on AutomaticRotationSetting {
  automatic
  periodInDays
  nextRotationAt
}`) as unknown as TypedDocumentString<ChangesQuery, ChangesQueryVariables>;
export const ChangedKeyDocument = new TypedDocumentString(`
    query ChangedKey($by: KeyBy!) {
  key(by: $by) {
    id
  }
}
    `) as unknown as TypedDocumentString<ChangedKeyQuery, ChangedKeyQueryVariables>;
export const ComplianceGroupsDocument = new TypedDocumentString(`
    query ComplianceGroups($asOf: DateTime, $isByAccount: Boolean!, $isByRegion: Boolean!, $isByOwner: Boolean!, $isByTag: Boolean!, $tag: String!) {
  fleet(asOf: $asOf) {
    ...FleetAnswerFacts
    validAt
    keyCount
    byAccount @include(if: $isByAccount) {
      ...ComplianceGroup
    }
    byRegion @include(if: $isByRegion) {
      ...ComplianceGroup
    }
    byOwner @include(if: $isByOwner) {
      ...ComplianceGroup
    }
    byTag(key: $tag) @include(if: $isByTag) {
      ...ComplianceGroup
    }
  }
  scopes {
    accountId
    accountName
  }
}
    fragment ComplianceGroup on KeyGroup {
  kind
  value
  keyCount
  byVerdict {
    verdict
    keyCount
  }
}
fragment FleetAnswerFacts on FleetAnswer {
  examinedCount
  unreadableCount
  undecidedCount
  isComplete
  oldestObservedAt
  missing {
    reason
    scope {
      ...ScopeName
    }
  }
}
fragment ScopeName on Scope {
  accountId
  accountName
  region
}`) as unknown as TypedDocumentString<ComplianceGroupsQuery, ComplianceGroupsQueryVariables>;
export const PolicyDocument = new TypedDocumentString(`
    query Policy {
  rotationPolicy {
    defaultOwner {
      ...Owner
    }
    defaultRequirements {
      ...PolicyRequirements
    }
    rules {
      ruleId
      name
      owner {
        ...Owner
      }
      conditions {
        ...Conditions
      }
      requirements {
        ...PolicyRequirements
      }
    }
    exceptions {
      exceptionId
      reason
      approvedBy
      endsAt
      daysLeft
      hasEnded
      conditions {
        ...Conditions
      }
      keys {
        arn
        displayName
      }
    }
  }
}
    fragment Owner on OwnerSource {
  name
  tagKey
}
fragment PolicyRequirements on RotationRequirements {
  maxMaterialAgeInDays
  warnBeforeDays
  isAutomaticRotationRequired
  maxRotationPeriodInDays
  manualRotation {
    maxAgeInDays
    countFrom
  }
}
fragment Conditions on KeyConditions {
  accounts
  regions
  aliases
  keys
  specs
  origins
  tags {
    key
    values
  }
}`) as unknown as TypedDocumentString<PolicyQuery, PolicyQueryVariables>;
export const ChangeRulesDocument = new TypedDocumentString(`
    query ChangeRules {
  gateway {
    isReadOnly
    requiredReason
  }
}
    `) as unknown as TypedDocumentString<ChangeRulesQuery, ChangeRulesQueryVariables>;
export const RotateNowDocument = new TypedDocumentString(`
    mutation RotateNow($input: RotateKeyOnDemandInput!) {
  result: rotateKeyOnDemand(input: $input) {
    kind: __typename
    ... on RotateKeyOnDemandPayload {
      request {
        ...RotationProgress
      }
      dryRun {
        remainingAfter
        addsMonthlyCharge
        nextAutomaticRotationAt
        warnings {
          ...Warning
        }
      }
      key {
        currentMaterial {
          materialId
        }
      }
    }
    ... on OperationError {
      ...ChangeProblem
    }
  }
}
    fragment Warning on ChangeWarning {
  code
  message
}
fragment ChangeProblem on OperationError {
  kind: __typename
  message
  ... on AccessDeniedError {
    action
    resourceArn
  }
  ... on IdempotencyConflictError {
    firstUsedAt
  }
  ... on InvalidInputError {
    issues {
      path
      message
    }
  }
  ... on KeyStateError {
    state
  }
  ... on OnDemandQuotaExceededError {
    limit
  }
  ... on OutcomeUnknownError {
    request {
      ...RotationProgress
    }
  }
  ... on PreconditionFailedError {
    actual
    expected
  }
  ... on ReasonRequiredError {
    pattern
  }
  ... on RotationConflictError {
    nextRotationAt
    retryAfterSeconds
  }
  ... on RotationInProgressError {
    startedAt
    request {
      ...RotationProgress
    }
  }
  ... on ThrottledError {
    operation
    retryAfterSeconds
  }
  ... on UnsupportedKeyError {
    primaryKey {
      arn
      displayName
      region
    }
  }
}
fragment RotationProgress on RotationRequest {
  id
  status
  requestedBy
  requestedAt
  startedAt
  completedAt
  error {
    message
  }
}`) as unknown as TypedDocumentString<RotateNowMutation, RotateNowMutationVariables>;
export const EnableAutomaticRotationDocument = new TypedDocumentString(`
    mutation EnableAutomaticRotation($input: EnableKeyRotationInput!) {
  result: enableKeyRotation(input: $input) {
    kind: __typename
    ... on EnableKeyRotationPayload {
      hasChanged
      change {
        after {
          ...RotationSetting
        }
      }
      dryRun {
        ...SettingForecast
      }
    }
    ... on OperationError {
      ...ChangeProblem
    }
  }
}
    fragment SettingForecast on AutomaticRotationForecast {
  addsMonthlyCharge
  setting {
    ...RotationSetting
  }
  warnings {
    ...Warning
  }
}
fragment RotationSetting on AutomaticRotationSetting {
  automatic
  periodInDays
  nextRotationAt
}
fragment Warning on ChangeWarning {
  code
  message
}
fragment ChangeProblem on OperationError {
  kind: __typename
  message
  ... on AccessDeniedError {
    action
    resourceArn
  }
  ... on IdempotencyConflictError {
    firstUsedAt
  }
  ... on InvalidInputError {
    issues {
      path
      message
    }
  }
  ... on KeyStateError {
    state
  }
  ... on OnDemandQuotaExceededError {
    limit
  }
  ... on OutcomeUnknownError {
    request {
      ...RotationProgress
    }
  }
  ... on PreconditionFailedError {
    actual
    expected
  }
  ... on ReasonRequiredError {
    pattern
  }
  ... on RotationConflictError {
    nextRotationAt
    retryAfterSeconds
  }
  ... on RotationInProgressError {
    startedAt
    request {
      ...RotationProgress
    }
  }
  ... on ThrottledError {
    operation
    retryAfterSeconds
  }
  ... on UnsupportedKeyError {
    primaryKey {
      arn
      displayName
      region
    }
  }
}
fragment RotationProgress on RotationRequest {
  id
  status
  requestedBy
  requestedAt
  startedAt
  completedAt
  error {
    message
  }
}`) as unknown as TypedDocumentString<EnableAutomaticRotationMutation, EnableAutomaticRotationMutationVariables>;
export const DisableAutomaticRotationDocument = new TypedDocumentString(`
    mutation DisableAutomaticRotation($input: DisableKeyRotationInput!) {
  result: disableKeyRotation(input: $input) {
    kind: __typename
    ... on DisableKeyRotationPayload {
      hasChanged
      change {
        after {
          ...RotationSetting
        }
      }
      dryRun {
        ...SettingForecast
      }
    }
    ... on OperationError {
      ...ChangeProblem
    }
  }
}
    fragment SettingForecast on AutomaticRotationForecast {
  addsMonthlyCharge
  setting {
    ...RotationSetting
  }
  warnings {
    ...Warning
  }
}
fragment RotationSetting on AutomaticRotationSetting {
  automatic
  periodInDays
  nextRotationAt
}
fragment Warning on ChangeWarning {
  code
  message
}
fragment ChangeProblem on OperationError {
  kind: __typename
  message
  ... on AccessDeniedError {
    action
    resourceArn
  }
  ... on IdempotencyConflictError {
    firstUsedAt
  }
  ... on InvalidInputError {
    issues {
      path
      message
    }
  }
  ... on KeyStateError {
    state
  }
  ... on OnDemandQuotaExceededError {
    limit
  }
  ... on OutcomeUnknownError {
    request {
      ...RotationProgress
    }
  }
  ... on PreconditionFailedError {
    actual
    expected
  }
  ... on ReasonRequiredError {
    pattern
  }
  ... on RotationConflictError {
    nextRotationAt
    retryAfterSeconds
  }
  ... on RotationInProgressError {
    startedAt
    request {
      ...RotationProgress
    }
  }
  ... on ThrottledError {
    operation
    retryAfterSeconds
  }
  ... on UnsupportedKeyError {
    primaryKey {
      arn
      displayName
      region
    }
  }
}
fragment RotationProgress on RotationRequest {
  id
  status
  requestedBy
  requestedAt
  startedAt
  completedAt
  error {
    message
  }
}`) as unknown as TypedDocumentString<DisableAutomaticRotationMutation, DisableAutomaticRotationMutationVariables>;
export const FollowRotationDocument = new TypedDocumentString(`
    subscription FollowRotation($id: ID!) {
  rotationRequest(id: $id) {
    ...RotationProgress
  }
}
    fragment RotationProgress on RotationRequest {
  id
  status
  requestedBy
  requestedAt
  startedAt
  completedAt
  error {
    message
  }
}`) as unknown as TypedDocumentString<FollowRotationSubscription, FollowRotationSubscriptionVariables>;
export const KeyPageDocument = new TypedDocumentString(`
    query KeyPage($by: KeyBy!, $rotations: Int!) {
  gateway {
    answeredAt
  }
  scopes {
    ...ScopeName
  }
  rotationPolicy {
    defaultRequirements {
      ...Requirements
    }
  }
  key(by: $by) {
    ...ChangeSubject
    ...KeyFacts
    ...KeyRotation
    ...KeyTimeline
    problems {
      aliases {
        ...Problem
      }
      materials {
        ...Problem
      }
      metadata {
        ...Problem
      }
      rotationStatus {
        ...Problem
      }
      rotations {
        ...Problem
      }
      tags {
        ...Problem
      }
    }
  }
}
    fragment ChangeSubject on Key {
  id
  arn
  keyId
  aliases {
    name
  }
  rotationStatus {
    automatic
    periodInDays
  }
  capabilities {
    rotateOnDemand {
      ...Blockers
    }
    enableAutomaticRotation {
      ...Blockers
    }
    disableAutomaticRotation {
      ...Blockers
    }
  }
  latestRequest {
    ...RotationProgress
  }
}
fragment Blockers on Capability {
  isAllowed
  blockers {
    reason
    message
  }
}
fragment RotationProgress on RotationRequest {
  id
  status
  requestedBy
  requestedAt
  startedAt
  completedAt
  error {
    message
  }
}
fragment ScopeName on Scope {
  accountId
  accountName
  region
}
fragment KeyFacts on Key {
  id
  arn
  keyId
  displayName
  accountId
  region
  consoleUrl
  createdAt
  deletionScheduledAt
  description
  manager
  origin
  spec
  state
  usage
  owner
  aliases {
    name
  }
  managedBy {
    kind
    name
  }
  multiRegion {
    role
    primaryArn
    replicaArns
  }
  compliance {
    verdict
    reasons
    materialAgeInDays
    dueAt
    rule {
      name
      requirements {
        ...Requirements
      }
    }
    exception {
      exceptionId
      endsAt
      reason
      approvedBy
    }
  }
}
fragment Requirements on RotationRequirements {
  maxMaterialAgeInDays
  maxRotationPeriodInDays
  manualRotation {
    maxAgeInDays
    countFrom
  }
}
fragment KeyRotation on Key {
  rotationStatus {
    automatic
    periodInDays
    nextRotationAt
    onDemandStartedAt
    observedAt
  }
  onDemandQuota {
    limit
    remaining
  }
  capabilities {
    rotateOnDemand {
      blockers {
        clearsAt
      }
    }
  }
}
fragment KeyTimeline on Key {
  createdAt
  rotations(last: $rotations) {
    totalCount
    nodes {
      id
      rotatedAt
      type
    }
  }
  pendingMaterial {
    id
    materialState
    description
  }
}
fragment Problem on OperationError {
  type: __typename
  code
  message
  awsRequestId
  ... on AccessDeniedError {
    action
    resourceArn
  }
}`) as unknown as TypedDocumentString<KeyPageQuery, KeyPageQueryVariables>;
export const KeyLastUsageDocument = new TypedDocumentString(`
    query KeyLastUsage($arn: String!) {
  key(by: {arn: $arn}) {
    lastUsage {
      usedAt
      operation
      hasBeenUsed
      trackingStartedAt
    }
    problems {
      lastUsage {
        ...Problem
      }
    }
  }
}
    fragment Problem on OperationError {
  type: __typename
  code
  message
  awsRequestId
  ... on AccessDeniedError {
    action
    resourceArn
  }
}`) as unknown as TypedDocumentString<KeyLastUsageQuery, KeyLastUsageQueryVariables>;
export const KeyMaterialsDocument = new TypedDocumentString(`
    query KeyMaterials($arn: String!, $first: Int!, $after: String) {
  key(by: {arn: $arn}) {
    materials(first: $first, after: $after) {
      totalCount
      nodes {
        id
        materialId
        materialState
        importState
        expiresAt
        description
        rotation {
          rotatedAt
          type
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
    problems {
      materials {
        code
        message
      }
    }
  }
}
    `) as unknown as TypedDocumentString<KeyMaterialsQuery, KeyMaterialsQueryVariables>;
export const KeyHistoryDocument = new TypedDocumentString(`
    query KeyHistory($arn: String!, $first: Int!, $rotationsAfter: String, $changesAfter: String, $hasRotations: Boolean!, $hasChanges: Boolean!) {
  key(by: {arn: $arn}) {
    rotations(
      first: $first
      after: $rotationsAfter
      orderBy: {field: ROTATED_AT, direction: DESC}
    ) @include(if: $hasRotations) {
      nodes {
        id
        rotatedAt
        type
        request {
          requestedBy
          reason
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
    changes(first: $first, after: $changesAfter) @include(if: $hasChanges) {
      nodes {
        ...HistoryChange
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
    problems {
      rotations {
        code
        message
      }
    }
  }
}
    fragment HistoryChange on Change {
  type: __typename
  id
  kind
  outcome
  requestedAt
  requestedBy
  reason
  error {
    message
  }
  ... on RotationRequest {
    status
    rotation {
      id
    }
  }
  ... on AutomaticRotationRequest {
    before {
      periodInDays
    }
    after {
      periodInDays
    }
  }
}`) as unknown as TypedDocumentString<KeyHistoryQuery, KeyHistoryQueryVariables>;
export const KeyNamesDocument = new TypedDocumentString(`
    query KeyNames($arn: String!) {
  key(by: {arn: $arn}) {
    aliases {
      name
      createdAt
      updatedAt
    }
    tags {
      key
      value
    }
    problems {
      aliases {
        message
      }
      tags {
        code
        message
      }
    }
  }
}
    `) as unknown as TypedDocumentString<KeyNamesQuery, KeyNamesQueryVariables>;
export const KeyRegionsDocument = new TypedDocumentString(`
    query KeyRegions($arn: String!) {
  key(by: {arn: $arn}) {
    multiRegion {
      role
      primaryArn
      replicaArns
      primary {
        ...KeyOfRegion
      }
      replicas {
        ...KeyOfRegion
      }
    }
    problems {
      metadata {
        code
        message
      }
    }
  }
}
    fragment KeyOfRegion on Key {
  arn
  displayName
  state
}`) as unknown as TypedDocumentString<KeyRegionsQuery, KeyRegionsQueryVariables>;
export const KeysDocument = new TypedDocumentString(`
    query Keys($source: KeySource!, $filter: KeyFilter, $scopes: [ScopeInput!], $orderBy: KeyOrder, $first: Int, $last: Int, $after: String, $before: String, $hasInventory: Boolean!, $aliases: Boolean!, $compliance: Boolean!, $lastUsage: Boolean!, $metadata: Boolean!, $rotations: Boolean!, $status: Boolean!, $tags: Boolean!) {
  gateway {
    answeredAt
  }
  matching: fleet(filter: $filter, scopes: $scopes) @include(if: $hasInventory) {
    keyCount
    oldestObservedAt
  }
  keys(
    source: $source
    filter: $filter
    scopes: $scopes
    orderBy: $orderBy
    first: $first
    last: $last
    after: $after
    before: $before
  ) {
    totalCount
    undecidedCount
    isComplete
    observedAt
    nodes {
      ...KeyRow
    }
    unavailableScopes {
      scope {
        ...ScopeName
      }
      error {
        message
      }
    }
    pageInfo {
      hasPreviousPage
      hasNextPage
      startCursor
      endCursor
    }
  }
}
    fragment ScopeName on Scope {
  accountId
  accountName
  region
}
fragment KeyRow on Key {
  id
  arn
  accountId
  region
  displayName
  aliases @include(if: $aliases) {
    name
  }
  compliance @include(if: $compliance) {
    verdict
    reasons
    dueAt
    materialAgeInDays
    rule {
      name
    }
    exception {
      endsAt
    }
  }
  createdAt @include(if: $metadata)
  manager @include(if: $metadata)
  origin @include(if: $metadata)
  spec @include(if: $metadata)
  state @include(if: $metadata)
  usage @include(if: $metadata)
  rotationStatus @include(if: $status) {
    automatic
    periodInDays
    nextRotationAt
  }
  lastRotation @include(if: $rotations) {
    rotatedAt
    type
  }
  onDemandQuota @include(if: $rotations) {
    remaining
  }
  owner @include(if: $tags)
  managedBy @include(if: $tags) {
    kind
    name
  }
  lastUsage @include(if: $lastUsage) {
    usedAt
    hasBeenUsed
    trackingStartedAt
  }
  problems {
    aliases @include(if: $aliases) {
      message
    }
    lastUsage @include(if: $lastUsage) {
      message
    }
    metadata {
      message
    }
    rotationStatus @include(if: $status) {
      message
    }
    rotations @include(if: $rotations) {
      message
    }
    tags @include(if: $tags) {
      message
    }
  }
}`) as unknown as TypedDocumentString<KeysQuery, KeysQueryVariables>;
export const KeysFleetDocument = new TypedDocumentString(`
    query KeysFleet($scopes: [ScopeInput!]) {
  fleet(scopes: $scopes) {
    ...FleetAnswerFacts
    byOwner {
      value
    }
  }
}
    fragment FleetAnswerFacts on FleetAnswer {
  examinedCount
  unreadableCount
  undecidedCount
  isComplete
  oldestObservedAt
  missing {
    reason
    scope {
      ...ScopeName
    }
  }
}
fragment ScopeName on Scope {
  accountId
  accountName
  region
}`) as unknown as TypedDocumentString<KeysFleetQuery, KeysFleetQueryVariables>;
export const KeysSettingsDocument = new TypedDocumentString(`
    query KeysSettings {
  scopes {
    ...ScopeName
  }
  rotationPolicy {
    rules {
      ruleId
      name
    }
  }
}
    fragment ScopeName on Scope {
  accountId
  accountName
  region
}`) as unknown as TypedDocumentString<KeysSettingsQuery, KeysSettingsQueryVariables>;
export const OverviewDocument = new TypedDocumentString(`
    query Overview($soon: DateTime!, $recently: DateTime!, $fewLeft: Int!) {
  gateway {
    answeredAt
    mode
    isReadOnly
  }
  fleet {
    ...FleetAnswerFacts
    keyCount
    byVerdict {
      verdict
      keyCount
    }
  }
  upcoming(until: $soon) {
    ...FleetAnswerFacts
    days {
      startsAt
      automaticRotationCount
      dueCount
    }
  }
  rotations(filter: {rotatedAfter: $recently}, first: 5) {
    totalCount
    unreadableCount
    isComplete
    nodes {
      id
      rotatedAt
      type
      key {
        arn
        displayName
      }
    }
  }
  fewLeft: keys(
    filter: {maxRemainingOnDemand: $fewLeft}
    orderBy: {field: REMAINING_ON_DEMAND}
    source: INVENTORY
    first: 5
  ) {
    totalCount
    undecidedCount
    isComplete
    nodes {
      arn
      displayName
      onDemandQuota {
        remaining
      }
    }
    unavailableScopes {
      scope {
        ...ScopeName
      }
      error {
        message
        code
      }
    }
  }
}
    fragment FleetAnswerFacts on FleetAnswer {
  examinedCount
  unreadableCount
  undecidedCount
  isComplete
  oldestObservedAt
  missing {
    reason
    scope {
      ...ScopeName
    }
  }
}
fragment ScopeName on Scope {
  accountId
  accountName
  region
}`) as unknown as TypedDocumentString<OverviewQuery, OverviewQueryVariables>;
export const SignInDocument = new TypedDocumentString(`
    query SignIn {
  gateway {
    signIn {
      isRequired
      providers {
        issuer
        clientId
        scopes
      }
    }
  }
}
    `) as unknown as TypedDocumentString<SignInQuery, SignInQueryVariables>;
export const ViewerDocument = new TypedDocumentString(`
    query Viewer {
  viewer {
    subject
    permissions
    omittedClaims
  }
}
    `) as unknown as TypedDocumentString<ViewerQuery, ViewerQueryVariables>;
export const SettingsDocument = new TypedDocumentString(`
    query Settings {
  gateway {
    answeredAt
    version
    mode
    isReadOnly
    requiredReason
    limits {
      onDemandRotationsPerKey
      completionTimeoutMs
      eventRetentionMs
      idempotencyWindowMs
      maxPageSize
      maxQueryCost
      maxSubscribedKeys
      maxAges {
        operation
        maxAgeMs
      }
    }
  }
  viewer {
    subject
    permissions
    omittedClaims
  }
  rateLimit {
    limit
    remaining
    resetAt
  }
  scopes {
    ...ScopeName
    backgroundCost {
      requests
      usd
      projectedRequests
      projectedUsd
      projectedTrailUsd
      projectedGuardDutyUsd
      budgetUsd
      isSlowed
      followedKeys
      interactiveRequests
    }
    kmsBudgets {
      operation
      requestsPerSecond
      available
      waiting
      throttledLastMinute
    }
  }
}
    fragment ScopeName on Scope {
  accountId
  accountName
  region
}`) as unknown as TypedDocumentString<SettingsQuery, SettingsQueryVariables>;