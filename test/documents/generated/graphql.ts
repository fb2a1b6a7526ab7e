/* eslint-disable */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
/** Whether a key rotates by itself. A refused read is UNKNOWN, never DISABLED. */
export type AutomaticRotation =
  /** AWS managed key: rotated by AWS every year, not configurable. */
  | 'AWS_MANAGED'
  /** Off. KMS also says so while deletion is pending. */
  | 'DISABLED'
  /** On. It rests while the key is disabled. */
  | 'ENABLED'
  /** Asymmetric, HMAC, imported material or custom key store. */
  | 'NOT_SUPPORTED'
  /** Could not be read: see `Key.problems.rotationStatus`. */
  | 'UNKNOWN';

/** Why something cannot be done to a key. */
export type BlockerReason =
  /** It is so already. */
  | 'ALREADY_IN_THAT_STATE'
  /** An automatic rotation runs or is due within 20 minutes. */
  | 'AUTOMATIC_ROTATION_IMMINENT'
  /** AWS manages the key and rotates it every year. */
  | 'AWS_MANAGED_KEY'
  /** The key is in a CloudHSM or external key store. */
  | 'CUSTOM_KEY_STORE'
  /** The key is of another account than the one this gateway serves. */
  | 'FOREIGN_ACCOUNT'
  /** Imported material rotates on demand only. */
  | 'IMPORTED_MATERIAL'
  /** The key is disabled. */
  | 'KEY_DISABLED'
  /** The key is being created or updated, lacks its material, or is unavailable. */
  | 'KEY_NOT_READY'
  /** The key is to be deleted. */
  | 'KEY_PENDING_DELETION'
  /** The metadata of the key could not be read: see `Key.problems.metadata`. */
  | 'METADATA_UNREADABLE'
  /** A multi-Region replica rotates with its primary. */
  | 'NOT_PRIMARY_REGION'
  /** No imported material waits for rotation. */
  | 'NO_PENDING_MATERIAL'
  /** All on-demand rotations of the key are used. */
  | 'ON_DEMAND_QUOTA_EXHAUSTED'
  /** An on-demand rotation runs. */
  | 'ROTATION_IN_PROGRESS'
  /** Only symmetric encryption keys rotate: not asymmetric, HMAC or post-quantum ones. */
  | 'SPEC_NOT_SUPPORTED'
  /** You lack the permission ROTATION_WRITE. */
  | 'VIEWER_LACKS_PERMISSION';

/** What a verdict rests on. */
export type ComplianceReason =
  /** Automatic rotation is off. */
  | 'AUTOMATIC_ROTATION_OFF'
  /** AWS manages the key and rotates it every year. */
  | 'AWS_MANAGED_KEY'
  /** The history could not be read. */
  | 'HISTORY_UNREADABLE'
  /** The key is disabled, so it is not used and not rotated. */
  | 'KEY_DISABLED'
  /** The key cannot be used yet, or not at the moment. */
  | 'KEY_NOT_READY'
  /** The key is to be deleted. */
  | 'KEY_PENDING_DELETION'
  /** The current material is older than the policy allows. */
  | 'MATERIAL_TOO_OLD'
  /** The metadata could not be read. */
  | 'METADATA_UNREADABLE'
  /** There was no rotation yet: the age counts from creation. */
  | 'NEVER_ROTATED'
  /** Automatic rotation is on with a longer period than the policy allows. */
  | 'PERIOD_TOO_LONG'
  /** Keys of this kind cannot rotate. */
  | 'SPEC_NOT_SUPPORTED'
  /** The rotation status could not be read. */
  | 'STATUS_UNREADABLE';

/** How a key stands against a rotation policy. */
export type ComplianceVerdict =
  /** It keeps the policy. */
  | 'COMPLIANT'
  /** It keeps the policy, and will break it within `warnBeforeDays`. */
  | 'DUE_SOON'
  /** The policy is not about such a key: see the reasons. */
  | 'NOT_APPLICABLE'
  /** It breaks the policy. */
  | 'OVERDUE'
  /** Something needed could not be read: see the reasons and `Key.problems`. */
  | 'UNKNOWN';

/** Which key to rotate automatically no longer. */
export type DisableKeyRotationInput = {
  /** Make every check, change nothing; `hasChanged` says whether something would. */
  dryRun?: boolean;
  /** The key. */
  key: KeyForChange;
};

/** Which key to rotate automatically, and how often. */
export type EnableKeyRotationInput = {
  /** Make every check, change nothing; `hasChanged` says whether something would. */
  dryRun?: boolean;
  /** The key. */
  key: KeyForChange;
  /** Days between rotations, 90 to 2560. Left out, a key whose automatic rotation is on keeps its period, and any other gets 365. (AWS: RotationPeriodInDays) */
  rotationPeriodInDays?: number | null | undefined;
};

/** Stable name of an expected failure. */
export type ErrorCode =
  /** AWS refused the gateway's credentials. */
  | 'ACCESS_DENIED'
  /** The idempotency key was used before with other input; nothing was sent. */
  | 'IDEMPOTENCY_CONFLICT'
  /** The input is not valid; nothing was sent. */
  | 'INVALID_INPUT'
  /** KMS knows no such key. */
  | 'KEY_NOT_FOUND'
  /** The state of the key does not allow it. */
  | 'KEY_STATE'
  /** KMS cannot be reached. */
  | 'KMS_UNAVAILABLE'
  /** No imported material waits for rotation. */
  | 'NO_PENDING_MATERIAL'
  /** The key has used all its on-demand rotations. */
  | 'ON_DEMAND_QUOTA_EXCEEDED'
  /** No answer came: the change may or may not have happened. */
  | 'OUTCOME_UNKNOWN'
  /** An `if…` of the input does not hold; nothing was sent. */
  | 'PRECONDITION_FAILED'
  /** An automatic rotation of the key runs or is about to. */
  | 'ROTATION_CONFLICT'
  /** An on-demand rotation of the key runs. */
  | 'ROTATION_IN_PROGRESS'
  /** The gateway cannot save rotation requests. Nothing was sent. */
  | 'STORE_UNAVAILABLE'
  /** KMS or the gateway is asked too much at the moment. */
  | 'THROTTLED'
  /** Keys of this kind can never do it. */
  | 'UNSUPPORTED_KEY';

/** How the gateway learnt of an event. */
export type EventSource =
  /** By its own doing. */
  | 'GATEWAY'
  /** From KMS's own history, afterwards: for a stream that was resumed, or a query. */
  | 'HISTORY'
  /** By looking at KMS. */
  | 'POLL';

/** What stands behind this gateway. */
export type GatewayMode =
  /** An embedded emulator with sample keys: no AWS account is touched. */
  | 'EMULATED'
  /** AWS KMS. */
  | 'LIVE';

/** Whether imported material is there. (AWS: ImportState) */
export type ImportState =
  /** It is there. */
  | 'IMPORTED'
  /** It expired or was deleted. The key cannot be used until it is imported again. */
  | 'PENDING_IMPORT'
  /** A state newer than this gateway. */
  | 'UNRECOGNIZED';

/** Exactly one way to name a key. */
export type KeyBy =
  {   /** Alias name with or without `alias/`, or an alias ARN. A name is searched in the default Region, which is the first of `Query.scopes`, then in the others. An error if it is only in others, and in several of them. */
  alias: string; arn?: never; id?: never; keyId?: never; }
  |  { alias?: never;   /** Key ARN. Decides account and Region. */
  arn: string; id?: never; keyId?: never; }
  |  { alias?: never; arn?: never;   /** Global ID from `Key.id`. */
  id: string | number; keyId?: never; }
  |  { alias?: never; arn?: never; id?: never;   /** Key ID (`1234abcd-…` or `mrk-…`). Searched in the default Region, which is the first of `Query.scopes`, then in the others. An error if it is only in others, and in several of them. */
  keyId: string; };

/** Which keys. All given fields must match; values inside a list are alternatives. A key of which something needed could not be read does not match, and is counted in `undecidedCount`. */
export type KeyFilter = {
  /** With an alias that begins so, with or without `alias/`. */
  aliasPrefix?: string | null | undefined;
  /** Whose automatic rotation is one of these. */
  automaticRotation?: Array<AutomaticRotation> | null | undefined;
  /** Whether `capabilities.rotateOnDemand` is allowed. */
  canRotateOnDemand?: boolean | null | undefined;
  /** With one of these verdicts under `policy`. */
  compliance?: Array<ComplianceVerdict> | null | undefined;
  /** Never rotated, or last rotated before this time, by any type of rotation. */
  lastRotatedBefore?: string | null | undefined;
  /** Whose last rotation was of one of these types. */
  lastRotationTypes?: Array<RotationType> | null | undefined;
  /** Managed by one of these. */
  managers?: Array<KeyManager> | null | undefined;
  /** With at most so many on-demand rotations left. */
  maxRemainingOnDemand?: number | null | undefined;
  /** Due before this time by its own schedule. */
  nextRotationBefore?: string | null | undefined;
  /** With an on-demand rotation running, or without. */
  onDemandInProgress?: boolean | null | undefined;
  /** Of one of these origins. */
  origins?: Array<KeyOrigin> | null | undefined;
  /** The policy that `compliance` is about. */
  policy?: RotationPolicyInput | null | undefined;
  /** Of one of these specs, e.g. SYMMETRIC_DEFAULT. */
  specs?: Array<string> | null | undefined;
  /** In one of these states. */
  states?: Array<KeyState> | null | undefined;
  /** With all of these tags. */
  tags?: Array<TagFilter> | null | undefined;
};

/** Exactly one way to name a key to change. No alias: KMS itself refuses aliases here, since one can be pointed elsewhere between the look and the leap. */
export type KeyForChange =
  {   /** Key ARN. Decides account and Region. */
  arn: string; id?: never; keyId?: never; }
  |  { arn?: never;   /** Global ID from `Key.id`. */
  id: string | number; keyId?: never; }
  |  { arn?: never; id?: never;   /** Key ID. Searched in the default Region, which is the first of `Query.scopes`, then in the others. An error if it is only in others, and in several of them. */
  keyId: string; };

/** Who manages a key. (AWS: KeyManager) */
export type KeyManager =
  /** AWS, for one of its services. Rotated every year; nothing about it can be changed. */
  | 'AWS'
  /** You. */
  | 'CUSTOMER'
  /** A manager newer than this gateway. */
  | 'UNRECOGNIZED';

/** Which materials. All given fields must match; values inside a list are alternatives. */
export type KeyMaterialFilter = {
  /** In one of these import states. */
  importStates?: Array<ImportState> | null | undefined;
  /** In one of these states. */
  states?: Array<KeyMaterialState> | null | undefined;
};

/** What a key material is to its key. (AWS: KeyMaterialState) */
export type KeyMaterialState =
  /** KMS encrypts with it. */
  | 'CURRENT'
  /** KMS decrypts with it what was encrypted while it was current. */
  | 'NON_CURRENT'
  /** Imported here; it waits to be imported into the replicas as well. */
  | 'PENDING_MULTI_REGION_IMPORT_AND_ROTATION'
  /** Imported; the next on-demand rotation makes it current. */
  | 'PENDING_ROTATION'
  /** A state newer than this gateway. */
  | 'UNRECOGNIZED';

/** In which order keys come. Needs the whole inventory. */
export type KeyOrder = {
  /** Which end comes first. */
  direction?: OrderDirection;
  /** What to order by. */
  field: KeyOrderField;
};

/** What keys can be ordered by. A key without the value comes before the others, ascending. */
export type KeyOrderField =
  /** The key ARN. */
  | 'ARN'
  /** When it was created. */
  | 'CREATED_AT'
  /** Its display name. */
  | 'DISPLAY_NAME'
  /** When it was last rotated, by any type of rotation. */
  | 'LAST_ROTATED_AT'
  /** When its next automatic rotation is due. */
  | 'NEXT_ROTATION_AT';

/** Where the key material comes from. (AWS: Origin) */
export type KeyOrigin =
  /** It is in a CloudHSM key store. KMS cannot rotate it. */
  | 'AWS_CLOUDHSM'
  /** KMS made it. */
  | 'AWS_KMS'
  /** It was imported. Such a key rotates on demand only, to material imported before. */
  | 'EXTERNAL'
  /** It is in an external key store. KMS cannot rotate it. */
  | 'EXTERNAL_KEY_STORE'
  /** An origin newer than this gateway. */
  | 'UNRECOGNIZED';

/** What state a key is in. (AWS: KeyState) */
export type KeyState =
  /** KMS is still creating the key. */
  | 'CREATING'
  /** The key cannot be used until it is enabled. It is not rotated. */
  | 'DISABLED'
  /** The key can be used. */
  | 'ENABLED'
  /** The key will be deleted at `Key.deletionScheduledAt`. It is not rotated. */
  | 'PENDING_DELETION'
  /** Imported key material is missing: never imported, deleted or expired. */
  | 'PENDING_IMPORT'
  /** A multi-Region primary that is deleted once its replicas are. */
  | 'PENDING_REPLICA_DELETION'
  /** The custom key store of the key is disconnected. */
  | 'UNAVAILABLE'
  /** A state newer than this gateway. */
  | 'UNRECOGNIZED'
  /** A multi-Region key whose primary Region is being changed. */
  | 'UPDATING';

/** What a multi-Region key is among its relatives. (AWS: MultiRegionKeyType) */
export type MultiRegionRole =
  /** Rotation is set and asked for here, and shared with the replicas. */
  | 'PRIMARY'
  /** Rotates with its primary. */
  | 'REPLICA'
  /** A role newer than this gateway. */
  | 'UNRECOGNIZED';

/** Which end of an order comes first. */
export type OrderDirection =
  /** Smallest or oldest first. */
  | 'ASC'
  /** Largest or newest first. */
  | 'DESC';

/** What a caller may do. */
export type Permission =
  /** See what is for administrators only. */
  | 'ADMIN'
  /** See keys, histories and events. */
  | 'ROTATION_READ'
  /** Rotate keys and set their automatic rotation. */
  | 'ROTATION_WRITE';

/** Which key to rotate, under which conditions, and why. */
export type RotateKeyOnDemandInput = {
  /** Make every check, change nothing. The answer has the same errors as the real call. */
  dryRun?: boolean;
  /** Makes a repeated call safe: one with the same key and the same input, by the same caller and within `gateway.limits.idempotencyWindowMs`, gets the first one's rotation instead of another. Use a UUID per intended rotation. After FAILED nothing was rotated, and the same key may be used again. 1 to 128 characters. */
  idempotencyKey?: string | null | undefined;
  /** Only rotate if this is still the current key material; else PRECONDITION_FAILED. 64 hex digits. */
  ifCurrentMaterialId?: string | null | undefined;
  /** Only rotate if the last completed rotation, of any type, is older than this; else PRECONDITION_FAILED. A job that runs twice rotates once. */
  ifLastRotatedBefore?: string | null | undefined;
  /** The key to rotate. */
  key: KeyForChange;
  /** Why, e.g. a ticket number; kept with the request and in the log, not sent to AWS. Up to 256 characters. */
  reason?: string | null | undefined;
};

/** Which events. All given fields must match; values inside a list are alternatives. */
export type RotationEventFilter = {
  /** Of these keys, by global ID, 1 to `gateway.limits.maxSubscribedKeys`. Default: every key of a kind that rotates that you may see. A new key joins a running subscription within 90 seconds. */
  keys?: Array<string | number> | null | undefined;
  /** Of keys in these. */
  scopes?: Array<ScopeInput> | null | undefined;
  /** Of keys that have all of these tags now, or whose tags cannot be read. */
  tags?: Array<TagFilter> | null | undefined;
  /** Of these kinds. Default: all. */
  types?: Array<RotationEventType> | null | undefined;
};

/** Kinds of events. */
export type RotationEventType =
  /** `AutomaticRotationChanged`. */
  | 'AUTOMATIC_ROTATION_CHANGED'
  /** `RotationCompleted`. */
  | 'ROTATION_COMPLETED'
  /** `RotationStarted`. */
  | 'ROTATION_STARTED'
  /** `RotationTimedOut`. */
  | 'ROTATION_TIMED_OUT';

/** Which rotations. All given fields must match; values inside a list are alternatives. */
export type RotationFilter = {
  /** Later than this. */
  rotatedAfter?: string | null | undefined;
  /** Earlier than this. */
  rotatedBefore?: string | null | undefined;
  /** Of one of these types. */
  types?: Array<RotationType> | null | undefined;
};

/** In which order rotations come. */
export type RotationOrder = {
  /** Which end comes first. */
  direction: OrderDirection;
  /** What to order by. */
  field: RotationOrderField;
};

/** What rotations can be ordered by. */
export type RotationOrderField =
  /** When the new material became current. */
  | 'ROTATED_AT';

/** A rotation policy. What is left out comes from the gateway's configuration. */
export type RotationPolicyInput = {
  /** Oldest allowed current material in days, 1 to 36500. Gateway default: 365. */
  maxMaterialAgeInDays?: number | null | undefined;
  /** Also require automatic rotation to be on where the key supports it. Gateway default: false. */
  requireAutomaticRotation?: boolean | null | undefined;
  /** DUE_SOON this many days before, at least 0. Gateway default: 30. */
  warnBeforeDays?: number | null | undefined;
};

/** Which requests. All given fields must match; values inside a list are alternatives. */
export type RotationRequestFilter = {
  /** For one of these keys: values of `Key.id`. */
  keys?: Array<string | number> | null | undefined;
  /** Asked for later than this. */
  requestedAfter?: string | null | undefined;
  /** In one of these statuses. */
  statuses?: Array<RotationRequestStatus> | null | undefined;
};

/** How far a rotation request has come. REQUESTED, IN_PROGRESS and COMPLETED is the usual way. */
export type RotationRequestStatus =
  /** The history of the key shows it. Final. */
  | 'COMPLETED'
  /** KMS refused it, or was never reached. Nothing was rotated. Final. */
  | 'FAILED'
  /** KMS shows it as running. */
  | 'IN_PROGRESS'
  /** No answer came from KMS; status and history are being read to find out. */
  | 'OUTCOME_UNKNOWN'
  /** Sent to KMS, not yet visible in the key's status. */
  | 'REQUESTED'
  /** Not seen to complete within `gateway.limits.completionTimeoutMs`. It may still become COMPLETED; streams about it end. */
  | 'TIMED_OUT';

/** What brought a rotation about. (AWS: RotationType) */
export type RotationType =
  /** The key's own schedule. */
  | 'AUTOMATIC'
  /** Somebody asked for it, through this gateway or any other way. */
  | 'ON_DEMAND'
  /** A type newer than this gateway. */
  | 'UNRECOGNIZED';

/** Accounts and Regions. What is left out may be any that is served. */
export type ScopeInput = {
  /** Of this account. */
  accountId?: string | null | undefined;
  /** In this Region. */
  region?: string | null | undefined;
};

/** A tag that a key must have. */
export type TagFilter = {
  /** The tag's key; case matters. */
  key: string;
  /** With one of these values. Default: any value. */
  values?: Array<string> | null | undefined;
};

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
    | { __typename: 'ThrottledError' }
    | { __typename: 'UnsupportedKeyError' }
   };

export type RequestsQueryVariables = Exact<{
  first?: number | null | undefined;
  after?: string | null | undefined;
  filter?: RotationRequestFilter | null | undefined;
}>;


export type RequestsQuery = { rotationRequests: { nodes: Array<{ id: string, status: RotationRequestStatus, reason: string | null, requestedBy: string, key: { id: string, arn: string } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type EventsPageQueryVariables = Exact<{
  first?: number | null | undefined;
  after?: string | null | undefined;
  filter?: RotationEventFilter | null | undefined;
}>;


export type EventsPageQuery = { rotationEvents: { nodes: Array<
      | { eventId: string, cursor: string, source: EventSource, occurredAt: string | null, kind: 'AutomaticRotationChanged', key: { arn: string } }
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
       | null } } | null };

export type EventsSubscriptionVariables = Exact<{
  filter?: RotationEventFilter | null | undefined;
  after?: string | null | undefined;
}>;


export type EventsSubscription = { rotationEvents:
    | { eventId: string, cursor: string, source: EventSource, occurredAt: string | null, observedAt: string, before: AutomaticRotation, after: AutomaticRotation, previousPeriodInDays: number | null, periodInDays: number | null, kind: 'AutomaticRotationChanged', key: { arn: string } }
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

export type WhichKeyQueryVariables = Exact<{
  by: KeyBy;
}>;


export type WhichKeyQuery = { key: { id: string, arn: string } | null };

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
        | { __typename: 'OnDemandQuotaExceededError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
        | { __typename: 'OutcomeUnknownError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
        | { __typename: 'PreconditionFailedError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
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
        | { __typename: 'OnDemandQuotaExceededError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
        | { __typename: 'OutcomeUnknownError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
        | { __typename: 'PreconditionFailedError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
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
        | { __typename: 'OnDemandQuotaExceededError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
        | { __typename: 'OutcomeUnknownError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
        | { __typename: 'PreconditionFailedError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
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
        | { __typename: 'OnDemandQuotaExceededError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
        | { __typename: 'OutcomeUnknownError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
        | { __typename: 'PreconditionFailedError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
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
        | { __typename: 'OnDemandQuotaExceededError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
        | { __typename: 'OutcomeUnknownError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
        | { __typename: 'PreconditionFailedError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
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
        | { __typename: 'OnDemandQuotaExceededError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
        | { __typename: 'OutcomeUnknownError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
        | { __typename: 'PreconditionFailedError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
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
          | { __typename: 'OnDemandQuotaExceededError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
          | { __typename: 'OutcomeUnknownError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
          | { __typename: 'PreconditionFailedError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
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
          | { __typename: 'OnDemandQuotaExceededError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
          | { __typename: 'OutcomeUnknownError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
          | { __typename: 'PreconditionFailedError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
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
          | { __typename: 'OnDemandQuotaExceededError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
          | { __typename: 'OutcomeUnknownError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
          | { __typename: 'PreconditionFailedError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
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
          | { __typename: 'OnDemandQuotaExceededError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
          | { __typename: 'OutcomeUnknownError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
          | { __typename: 'PreconditionFailedError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
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
          | { __typename: 'OnDemandQuotaExceededError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
          | { __typename: 'OutcomeUnknownError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
          | { __typename: 'PreconditionFailedError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
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
          | { __typename: 'OnDemandQuotaExceededError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
          | { __typename: 'OutcomeUnknownError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
          | { __typename: 'PreconditionFailedError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
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

export type KeyVerdictQueryVariables = Exact<{
  by: KeyBy;
  policy?: RotationPolicyInput | null | undefined;
}>;


export type KeyVerdictQuery = { key: { compliance: { verdict: ComplianceVerdict, materialAgeInDays: number | null, dueAt: string | null, reasons: Array<ComplianceReason> } } | null };

export type KeyJudgedQueryVariables = Exact<{
  by: KeyBy;
}>;


export type KeyJudgedQuery = { key: { capabilities: { rotateOnDemand: { isAllowed: boolean } }, compliance: { verdict: ComplianceVerdict }, onDemandQuota: { remaining: number } | null, rotationStatus: { automatic: AutomaticRotation } } | null };

export type WholeKeyFragment = { id: string, arn: string, keyId: string, accountId: string, region: string, displayName: string, description: string | null, state: KeyState | null, manager: KeyManager | null, origin: KeyOrigin | null, spec: string | null, usage: string | null, createdAt: string | null, deletionScheduledAt: string | null, consoleUrl: string | null, multiRegion: { role: MultiRegionRole, primaryArn: string | null, replicaArns: Array<string> | null, primary: { arn: string } | null, replicas: Array<{ arn: string }> | null } | null, aliases: Array<{ name: string }> | null, tags: Array<{ key: string, value: string }> | null, rotationStatus: { automatic: AutomaticRotation, isEnabled: boolean | null, periodInDays: number | null, nextRotationAt: string | null, onDemandStartedAt: string | null, isOnDemandInProgress: boolean | null, observedAt: string | null }, onDemandQuota: { limit: number, used: number, remaining: number, isDerived: boolean } | null, lastRotation: { rotatedAt: string, type: RotationType } | null, rotations: { totalCount: number | null } | null, currentMaterial: { materialId: string } | null, capabilities: { rotateOnDemand: { isAllowed: boolean, blockers: Array<{ reason: BlockerReason, message: string, clearsAt: string | null }> }, enableAutomaticRotation: { isAllowed: boolean, blockers: Array<{ reason: BlockerReason, message: string, clearsAt: string | null }> }, disableAutomaticRotation: { isAllowed: boolean, blockers: Array<{ reason: BlockerReason, message: string, clearsAt: string | null }> } }, compliance: { verdict: ComplianceVerdict, reasons: Array<ComplianceReason> }, problems: { metadata:
      | { __typename: 'AccessDeniedError', action: string | null, resourceArn: string | null, code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
      | { __typename: 'IdempotencyConflictError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
      | { __typename: 'InvalidInputError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
      | { __typename: 'KeyNotFoundError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
      | { __typename: 'KeyStateError', state: KeyState | null, code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
      | { __typename: 'KmsUnavailableError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
      | { __typename: 'NoPendingMaterialError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
      | { __typename: 'OnDemandQuotaExceededError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
      | { __typename: 'OutcomeUnknownError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
      | { __typename: 'PreconditionFailedError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
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
      | { __typename: 'OnDemandQuotaExceededError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
      | { __typename: 'OutcomeUnknownError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
      | { __typename: 'PreconditionFailedError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
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
      | { __typename: 'OnDemandQuotaExceededError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
      | { __typename: 'OutcomeUnknownError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
      | { __typename: 'PreconditionFailedError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
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
      | { __typename: 'OnDemandQuotaExceededError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
      | { __typename: 'OutcomeUnknownError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
      | { __typename: 'PreconditionFailedError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
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
      | { __typename: 'OnDemandQuotaExceededError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
      | { __typename: 'OutcomeUnknownError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
      | { __typename: 'PreconditionFailedError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
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
      | { __typename: 'OnDemandQuotaExceededError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
      | { __typename: 'OutcomeUnknownError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
      | { __typename: 'PreconditionFailedError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
      | { __typename: 'RotationConflictError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
      | { __typename: 'RotationInProgressError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
      | { __typename: 'StoreUnavailableError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
      | { __typename: 'ThrottledError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
      | { __typename: 'UnsupportedKeyError', reason: BlockerReason, code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null, primaryKey: { arn: string } | null }
     | null } };

export type VerdictFragment = { isAllowed: boolean, blockers: Array<{ reason: BlockerReason, message: string, clearsAt: string | null }> };

type Problem_AccessDeniedError_Fragment = { __typename: 'AccessDeniedError', action: string | null, resourceArn: string | null, code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null };

type Problem_IdempotencyConflictError_Fragment = { __typename: 'IdempotencyConflictError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null };

type Problem_InvalidInputError_Fragment = { __typename: 'InvalidInputError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null };

type Problem_KeyNotFoundError_Fragment = { __typename: 'KeyNotFoundError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null };

type Problem_KeyStateError_Fragment = { __typename: 'KeyStateError', state: KeyState | null, code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null };

type Problem_KmsUnavailableError_Fragment = { __typename: 'KmsUnavailableError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null };

type Problem_NoPendingMaterialError_Fragment = { __typename: 'NoPendingMaterialError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null };

type Problem_OnDemandQuotaExceededError_Fragment = { __typename: 'OnDemandQuotaExceededError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null };

type Problem_OutcomeUnknownError_Fragment = { __typename: 'OutcomeUnknownError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null };

type Problem_PreconditionFailedError_Fragment = { __typename: 'PreconditionFailedError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null };

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
  | Problem_OnDemandQuotaExceededError_Fragment
  | Problem_OutcomeUnknownError_Fragment
  | Problem_PreconditionFailedError_Fragment
  | Problem_RotationConflictError_Fragment
  | Problem_RotationInProgressError_Fragment
  | Problem_StoreUnavailableError_Fragment
  | Problem_ThrottledError_Fragment
  | Problem_UnsupportedKeyError_Fragment
;

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
           | null } } }> } };

type Failure_AccessDeniedError_Fragment = { __typename: 'AccessDeniedError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null };

type Failure_IdempotencyConflictError_Fragment = { __typename: 'IdempotencyConflictError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null };

type Failure_InvalidInputError_Fragment = { __typename: 'InvalidInputError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null };

type Failure_KeyNotFoundError_Fragment = { __typename: 'KeyNotFoundError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null };

type Failure_KeyStateError_Fragment = { __typename: 'KeyStateError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null };

type Failure_KmsUnavailableError_Fragment = { __typename: 'KmsUnavailableError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null };

type Failure_NoPendingMaterialError_Fragment = { __typename: 'NoPendingMaterialError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null };

type Failure_OnDemandQuotaExceededError_Fragment = { __typename: 'OnDemandQuotaExceededError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null };

type Failure_OutcomeUnknownError_Fragment = { __typename: 'OutcomeUnknownError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null };

type Failure_PreconditionFailedError_Fragment = { __typename: 'PreconditionFailedError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null };

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
  | Failure_OnDemandQuotaExceededError_Fragment
  | Failure_OutcomeUnknownError_Fragment
  | Failure_PreconditionFailedError_Fragment
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
    | { __typename: 'OnDemandQuotaExceededError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
    | { __typename: 'OutcomeUnknownError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
    | { __typename: 'PreconditionFailedError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
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
      | { __typename: 'OnDemandQuotaExceededError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
      | { __typename: 'OutcomeUnknownError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
      | { __typename: 'PreconditionFailedError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
      | { __typename: 'RotationConflictError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
      | { __typename: 'RotationInProgressError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
      | { __typename: 'StoreUnavailableError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
      | { __typename: 'ThrottledError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
      | { __typename: 'UnsupportedKeyError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
     | null } | null };

type RotateOutcome_PreconditionFailedError_Fragment = { __typename: 'PreconditionFailedError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null };

type RotateOutcome_RotateKeyOnDemandPayload_Fragment = { __typename: 'RotateKeyOnDemandPayload', key: { arn: string, rotationStatus: { isOnDemandInProgress: boolean | null } }, request: { id: string, status: RotationRequestStatus, requestedAt: string, requestedBy: string, reason: string | null, startedAt: string | null, completedAt: string | null, key: { arn: string }, rotation: { id: string, type: RotationType, rotatedAt: string } | null, error:
      | { __typename: 'AccessDeniedError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
      | { __typename: 'IdempotencyConflictError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
      | { __typename: 'InvalidInputError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
      | { __typename: 'KeyNotFoundError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
      | { __typename: 'KeyStateError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
      | { __typename: 'KmsUnavailableError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
      | { __typename: 'NoPendingMaterialError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
      | { __typename: 'OnDemandQuotaExceededError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
      | { __typename: 'OutcomeUnknownError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
      | { __typename: 'PreconditionFailedError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
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
      | { __typename: 'OnDemandQuotaExceededError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
      | { __typename: 'OutcomeUnknownError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
      | { __typename: 'PreconditionFailedError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
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
          | { __typename: 'OnDemandQuotaExceededError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
          | { __typename: 'OutcomeUnknownError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
          | { __typename: 'PreconditionFailedError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
          | { __typename: 'RotationConflictError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
          | { __typename: 'RotationInProgressError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
          | { __typename: 'StoreUnavailableError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
          | { __typename: 'ThrottledError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
          | { __typename: 'UnsupportedKeyError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
         | null } | null }
    | { __typename: 'PreconditionFailedError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
    | { __typename: 'RotateKeyOnDemandPayload', key: { arn: string, rotationStatus: { isOnDemandInProgress: boolean | null } }, request: { id: string, status: RotationRequestStatus, requestedAt: string, requestedBy: string, reason: string | null, startedAt: string | null, completedAt: string | null, key: { arn: string }, rotation: { id: string, type: RotationType, rotatedAt: string } | null, error:
          | { __typename: 'AccessDeniedError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
          | { __typename: 'IdempotencyConflictError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
          | { __typename: 'InvalidInputError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
          | { __typename: 'KeyNotFoundError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
          | { __typename: 'KeyStateError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
          | { __typename: 'KmsUnavailableError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
          | { __typename: 'NoPendingMaterialError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
          | { __typename: 'OnDemandQuotaExceededError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
          | { __typename: 'OutcomeUnknownError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
          | { __typename: 'PreconditionFailedError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
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
          | { __typename: 'OnDemandQuotaExceededError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
          | { __typename: 'OutcomeUnknownError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
          | { __typename: 'PreconditionFailedError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
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
    | { __typename: 'ThrottledError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
    | { __typename: 'UnsupportedKeyError', reason: BlockerReason, code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
   };

export type RequestNodeQueryVariables = Exact<{
  id: string | number;
}>;


export type RequestNodeQuery = { node:
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
        | { __typename: 'OnDemandQuotaExceededError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
        | { __typename: 'OutcomeUnknownError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
        | { __typename: 'PreconditionFailedError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
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
        | { __typename: 'OnDemandQuotaExceededError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
        | { __typename: 'OutcomeUnknownError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
        | { __typename: 'PreconditionFailedError', code: ErrorCode, message: string, isRetryable: boolean, awsRequestId: string | null }
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
       | null }
   | null };

export type SomeNodesQueryVariables = Exact<{
  ids: Array<string | number> | string | number;
}>;


export type SomeNodesQuery = { nodes: Array<
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
       | null }
   | null> };

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
   | null };

export type NodeInFullFragment =
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
       | null } } | null };

export type RotationsLinkedQueryVariables = Exact<{
  by: KeyBy;
}>;


export type RotationsLinkedQuery = { key: { rotations: { nodes: Array<{ id: string, rotatedAt: string, type: RotationType, daysSincePrevious: number | null, previous: { id: string } | null, material: { materialId: string, materialState: KeyMaterialState, rotation: { id: string } | null } | null, key: { arn: string }, request: { id: string } | null }> } | null } | null };

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

export const VerdictFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Verdict"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Capability"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"isAllowed"}},{"kind":"Field","name":{"kind":"Name","value":"blockers"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"clearsAt"}}]}}]}}]} as unknown as DocumentNode<VerdictFragment, unknown>;
export const ProblemFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Problem"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"OperationError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"isRetryable"}},{"kind":"Field","name":{"kind":"Name","value":"awsRequestId"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"AccessDeniedError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"action"}},{"kind":"Field","name":{"kind":"Name","value":"resourceArn"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"UnsupportedKeyError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"primaryKey"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"arn"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"KeyStateError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"state"}}]}}]}}]} as unknown as DocumentNode<ProblemFragment, unknown>;
export const WholeKeyFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"WholeKey"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Key"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"arn"}},{"kind":"Field","name":{"kind":"Name","value":"keyId"}},{"kind":"Field","name":{"kind":"Name","value":"accountId"}},{"kind":"Field","name":{"kind":"Name","value":"region"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"manager"}},{"kind":"Field","name":{"kind":"Name","value":"origin"}},{"kind":"Field","name":{"kind":"Name","value":"spec"}},{"kind":"Field","name":{"kind":"Name","value":"usage"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"deletionScheduledAt"}},{"kind":"Field","name":{"kind":"Name","value":"consoleUrl"}},{"kind":"Field","name":{"kind":"Name","value":"multiRegion"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"role"}},{"kind":"Field","name":{"kind":"Name","value":"primary"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"arn"}}]}},{"kind":"Field","name":{"kind":"Name","value":"primaryArn"}},{"kind":"Field","name":{"kind":"Name","value":"replicas"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"arn"}}]}},{"kind":"Field","name":{"kind":"Name","value":"replicaArns"}}]}},{"kind":"Field","name":{"kind":"Name","value":"aliases"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"tags"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"}},{"kind":"Field","name":{"kind":"Name","value":"value"}}]}},{"kind":"Field","name":{"kind":"Name","value":"rotationStatus"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"automatic"}},{"kind":"Field","name":{"kind":"Name","value":"isEnabled"}},{"kind":"Field","name":{"kind":"Name","value":"periodInDays"}},{"kind":"Field","name":{"kind":"Name","value":"nextRotationAt"}},{"kind":"Field","name":{"kind":"Name","value":"onDemandStartedAt"}},{"kind":"Field","name":{"kind":"Name","value":"isOnDemandInProgress"}},{"kind":"Field","name":{"kind":"Name","value":"observedAt"}}]}},{"kind":"Field","name":{"kind":"Name","value":"onDemandQuota"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"limit"}},{"kind":"Field","name":{"kind":"Name","value":"used"}},{"kind":"Field","name":{"kind":"Name","value":"remaining"}},{"kind":"Field","name":{"kind":"Name","value":"isDerived"}}]}},{"kind":"Field","name":{"kind":"Name","value":"lastRotation"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"rotatedAt"}},{"kind":"Field","name":{"kind":"Name","value":"type"}}]}},{"kind":"Field","name":{"kind":"Name","value":"rotations"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"2"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}}]}},{"kind":"Field","name":{"kind":"Name","value":"currentMaterial"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"materialId"}}]}},{"kind":"Field","name":{"kind":"Name","value":"capabilities"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"rotateOnDemand"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Verdict"}}]}},{"kind":"Field","name":{"kind":"Name","value":"enableAutomaticRotation"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Verdict"}}]}},{"kind":"Field","name":{"kind":"Name","value":"disableAutomaticRotation"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Verdict"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"compliance"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"verdict"}},{"kind":"Field","name":{"kind":"Name","value":"reasons"}}]}},{"kind":"Field","name":{"kind":"Name","value":"problems"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"metadata"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Problem"}}]}},{"kind":"Field","name":{"kind":"Name","value":"rotationStatus"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Problem"}}]}},{"kind":"Field","name":{"kind":"Name","value":"rotations"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Problem"}}]}},{"kind":"Field","name":{"kind":"Name","value":"materials"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Problem"}}]}},{"kind":"Field","name":{"kind":"Name","value":"aliases"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Problem"}}]}},{"kind":"Field","name":{"kind":"Name","value":"tags"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Problem"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Verdict"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Capability"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"isAllowed"}},{"kind":"Field","name":{"kind":"Name","value":"blockers"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"clearsAt"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Problem"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"OperationError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"isRetryable"}},{"kind":"Field","name":{"kind":"Name","value":"awsRequestId"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"AccessDeniedError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"action"}},{"kind":"Field","name":{"kind":"Name","value":"resourceArn"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"UnsupportedKeyError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"primaryKey"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"arn"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"KeyStateError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"state"}}]}}]}}]} as unknown as DocumentNode<WholeKeyFragment, unknown>;
export const FailureFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Failure"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"OperationError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"isRetryable"}},{"kind":"Field","name":{"kind":"Name","value":"awsRequestId"}}]}}]} as unknown as DocumentNode<FailureFragment, unknown>;
export const RequestFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Request"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"RotationRequest"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"requestedAt"}},{"kind":"Field","name":{"kind":"Name","value":"requestedBy"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"startedAt"}},{"kind":"Field","name":{"kind":"Name","value":"completedAt"}},{"kind":"Field","name":{"kind":"Name","value":"key"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"arn"}}]}},{"kind":"Field","name":{"kind":"Name","value":"rotation"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"type"}},{"kind":"Field","name":{"kind":"Name","value":"rotatedAt"}}]}},{"kind":"Field","name":{"kind":"Name","value":"error"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Failure"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Failure"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"OperationError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"isRetryable"}},{"kind":"Field","name":{"kind":"Name","value":"awsRequestId"}}]}}]} as unknown as DocumentNode<RequestFragment, unknown>;
export const RotateOutcomeFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"RotateOutcome"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"RotateKeyOnDemandResult"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"RotateKeyOnDemandPayload"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"arn"}},{"kind":"Field","name":{"kind":"Name","value":"rotationStatus"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"isOnDemandInProgress"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"request"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Request"}}]}}]}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"Failure"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"KeyStateError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"key"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"arn"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"UnsupportedKeyError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"primaryKey"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"arn"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"OnDemandQuotaExceededError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"limit"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"RotationInProgressError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"startedAt"}},{"kind":"Field","alias":{"kind":"Name","value":"running"},"name":{"kind":"Name","value":"request"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Request"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"RotationConflictError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nextRotationAt"}},{"kind":"Field","name":{"kind":"Name","value":"retryAfterSeconds"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"InvalidInputError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"issues"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"AccessDeniedError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"action"}},{"kind":"Field","name":{"kind":"Name","value":"resourceArn"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ThrottledError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"operation"}},{"kind":"Field","alias":{"kind":"Name","value":"throttledForSeconds"},"name":{"kind":"Name","value":"retryAfterSeconds"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"OutcomeUnknownError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"arn"}}]}},{"kind":"Field","alias":{"kind":"Name","value":"unsettled"},"name":{"kind":"Name","value":"request"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Request"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Failure"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"OperationError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"isRetryable"}},{"kind":"Field","name":{"kind":"Name","value":"awsRequestId"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Request"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"RotationRequest"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"requestedAt"}},{"kind":"Field","name":{"kind":"Name","value":"requestedBy"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"startedAt"}},{"kind":"Field","name":{"kind":"Name","value":"completedAt"}},{"kind":"Field","name":{"kind":"Name","value":"key"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"arn"}}]}},{"kind":"Field","name":{"kind":"Name","value":"rotation"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"type"}},{"kind":"Field","name":{"kind":"Name","value":"rotatedAt"}}]}},{"kind":"Field","name":{"kind":"Name","value":"error"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Failure"}}]}}]}}]} as unknown as DocumentNode<RotateOutcomeFragment, unknown>;
export const NodeInFullFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"NodeInFull"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Node"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Key"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"arn"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Rotation"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"rotatedAt"}},{"kind":"Field","name":{"kind":"Name","value":"key"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"arn"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"KeyMaterial"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"materialId"}},{"kind":"Field","name":{"kind":"Name","value":"key"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"arn"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Scope"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"region"}},{"kind":"Field","name":{"kind":"Name","value":"accountId"}},{"kind":"Field","name":{"kind":"Name","value":"keyCount"}},{"kind":"Field","name":{"kind":"Name","value":"error"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"RotationRequest"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"key"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"arn"}}]}}]}}]}}]} as unknown as DocumentNode<NodeInFullFragment, unknown>;
export const RotateOnceDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"RotateOnce"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"RotateKeyOnDemandInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"rotateKeyOnDemand"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"RotateKeyOnDemandPayload"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"isReplay"}},{"kind":"Field","name":{"kind":"Name","value":"request"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}}]}},{"kind":"Field","name":{"kind":"Name","value":"dryRun"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"remainingAfter"}},{"kind":"Field","name":{"kind":"Name","value":"addsMonthlyCharge"}},{"kind":"Field","name":{"kind":"Name","value":"nextAutomaticRotationAt"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"PreconditionFailedError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"expected"}},{"kind":"Field","name":{"kind":"Name","value":"actual"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"IdempotencyConflictError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"firstUsedAt"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"InvalidInputError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"issues"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"OperationError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"isRetryable"}}]}}]}}]}}]} as unknown as DocumentNode<RotateOnceMutation, RotateOnceMutationVariables>;
export const EnableOnceDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"EnableOnce"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"EnableKeyRotationInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"enableKeyRotation"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"EnableKeyRotationPayload"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasChanged"}},{"kind":"Field","name":{"kind":"Name","value":"key"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"rotationStatus"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"automatic"}},{"kind":"Field","name":{"kind":"Name","value":"periodInDays"}}]}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"InvalidInputError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"issues"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"path"}}]}}]}}]}}]}}]} as unknown as DocumentNode<EnableOnceMutation, EnableOnceMutationVariables>;
export const DisableOnceDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"DisableOnce"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"DisableKeyRotationInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"disableKeyRotation"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"DisableKeyRotationPayload"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasChanged"}},{"kind":"Field","name":{"kind":"Name","value":"key"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"rotationStatus"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"automatic"}}]}}]}}]}}]}}]}}]} as unknown as DocumentNode<DisableOnceMutation, DisableOnceMutationVariables>;
export const RequestsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Requests"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"RotationRequestFilter"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"rotationRequests"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}},{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"requestedBy"}},{"kind":"Field","name":{"kind":"Name","value":"key"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"arn"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]}}]} as unknown as DocumentNode<RequestsQuery, RequestsQueryVariables>;
export const EventsPageDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"EventsPage"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"RotationEventFilter"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"rotationEvents"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}},{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"kind"},"name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"eventId"}},{"kind":"Field","name":{"kind":"Name","value":"cursor"}},{"kind":"Field","name":{"kind":"Name","value":"source"}},{"kind":"Field","name":{"kind":"Name","value":"occurredAt"}},{"kind":"Field","name":{"kind":"Name","value":"key"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"arn"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"gaps"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"types"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"affectedKey"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"arn"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"hasPreviousPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]}}]} as unknown as DocumentNode<EventsPageQuery, EventsPageQueryVariables>;
export const EventsOfKeyDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"EventsOfKey"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"arn"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"by"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"arn"},"value":{"kind":"Variable","name":{"kind":"Name","value":"arn"}}}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"rotationEvents"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"kind"},"name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"eventId"}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"problems"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"rotations"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}}]}}]}}]}}]}}]} as unknown as DocumentNode<EventsOfKeyQuery, EventsOfKeyQueryVariables>;
export const EventsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"subscription","name":{"kind":"Name","value":"Events"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"RotationEventFilter"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"rotationEvents"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"kind"},"name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"RotationEvent"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"eventId"}},{"kind":"Field","name":{"kind":"Name","value":"cursor"}},{"kind":"Field","name":{"kind":"Name","value":"source"}},{"kind":"Field","name":{"kind":"Name","value":"occurredAt"}},{"kind":"Field","name":{"kind":"Name","value":"observedAt"}},{"kind":"Field","name":{"kind":"Name","value":"key"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"arn"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"RotationStarted"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"request"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"RotationCompleted"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"request"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"RotationTimedOut"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"request"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"AutomaticRotationChanged"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"before"}},{"kind":"Field","name":{"kind":"Name","value":"after"}},{"kind":"Field","name":{"kind":"Name","value":"previousPeriodInDays"}},{"kind":"Field","name":{"kind":"Name","value":"periodInDays"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"StreamGap"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"types"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"cursor"}},{"kind":"Field","name":{"kind":"Name","value":"affectedKey"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"arn"}}]}}]}}]}}]}}]} as unknown as DocumentNode<EventsSubscription, EventsSubscriptionVariables>;
export const FollowedKeysDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"subscription","name":{"kind":"Name","value":"FollowedKeys"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"keys"}},"type":{"kind":"ListType","type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"rotationCompleted"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"keys"},"value":{"kind":"Variable","name":{"kind":"Name","value":"keys"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"RotationCompleted"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"eventId"}},{"kind":"Field","name":{"kind":"Name","value":"cursor"}},{"kind":"Field","name":{"kind":"Name","value":"key"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"rotationStatus"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"automatic"}}]}}]}}]}}]}}]}}]} as unknown as DocumentNode<FollowedKeysSubscription, FollowedKeysSubscriptionVariables>;
export const AboutDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"About"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"gateway"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"mode"}},{"kind":"Field","name":{"kind":"Name","value":"isReadOnly"}},{"kind":"Field","name":{"kind":"Name","value":"limits"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"defaultPageSize"}},{"kind":"Field","name":{"kind":"Name","value":"maxPageSize"}},{"kind":"Field","name":{"kind":"Name","value":"maxNodes"}},{"kind":"Field","name":{"kind":"Name","value":"defaultScanLimit"}},{"kind":"Field","name":{"kind":"Name","value":"maxScanLimit"}},{"kind":"Field","name":{"kind":"Name","value":"maxSortableKeys"}},{"kind":"Field","name":{"kind":"Name","value":"onDemandRotationsPerKey"}},{"kind":"Field","name":{"kind":"Name","value":"completionTimeoutMs"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"viewer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"subject"}},{"kind":"Field","name":{"kind":"Name","value":"permissions"}}]}}]}}]} as unknown as DocumentNode<AboutQuery, AboutQueryVariables>;
export const KmsBudgetsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"KmsBudgets"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"scopes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"region"}},{"kind":"Field","name":{"kind":"Name","value":"kmsBudgets"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"operation"}},{"kind":"Field","name":{"kind":"Name","value":"requestsPerSecond"}},{"kind":"Field","name":{"kind":"Name","value":"available"}},{"kind":"Field","name":{"kind":"Name","value":"waiting"}},{"kind":"Field","name":{"kind":"Name","value":"throttledLastMinute"}}]}}]}}]}}]} as unknown as DocumentNode<KmsBudgetsQuery, KmsBudgetsQueryVariables>;
export const WhichKeyDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"WhichKey"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"by"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"KeyBy"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"by"},"value":{"kind":"Variable","name":{"kind":"Name","value":"by"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"arn"}}]}}]}}]} as unknown as DocumentNode<WhichKeyQuery, WhichKeyQueryVariables>;
export const KeyInFullDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"KeyInFull"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"by"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"KeyBy"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"by"},"value":{"kind":"Variable","name":{"kind":"Name","value":"by"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"WholeKey"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Verdict"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Capability"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"isAllowed"}},{"kind":"Field","name":{"kind":"Name","value":"blockers"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"clearsAt"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Problem"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"OperationError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"isRetryable"}},{"kind":"Field","name":{"kind":"Name","value":"awsRequestId"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"AccessDeniedError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"action"}},{"kind":"Field","name":{"kind":"Name","value":"resourceArn"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"UnsupportedKeyError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"primaryKey"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"arn"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"KeyStateError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"state"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"WholeKey"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Key"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"arn"}},{"kind":"Field","name":{"kind":"Name","value":"keyId"}},{"kind":"Field","name":{"kind":"Name","value":"accountId"}},{"kind":"Field","name":{"kind":"Name","value":"region"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"manager"}},{"kind":"Field","name":{"kind":"Name","value":"origin"}},{"kind":"Field","name":{"kind":"Name","value":"spec"}},{"kind":"Field","name":{"kind":"Name","value":"usage"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"deletionScheduledAt"}},{"kind":"Field","name":{"kind":"Name","value":"consoleUrl"}},{"kind":"Field","name":{"kind":"Name","value":"multiRegion"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"role"}},{"kind":"Field","name":{"kind":"Name","value":"primary"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"arn"}}]}},{"kind":"Field","name":{"kind":"Name","value":"primaryArn"}},{"kind":"Field","name":{"kind":"Name","value":"replicas"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"arn"}}]}},{"kind":"Field","name":{"kind":"Name","value":"replicaArns"}}]}},{"kind":"Field","name":{"kind":"Name","value":"aliases"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"tags"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"}},{"kind":"Field","name":{"kind":"Name","value":"value"}}]}},{"kind":"Field","name":{"kind":"Name","value":"rotationStatus"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"automatic"}},{"kind":"Field","name":{"kind":"Name","value":"isEnabled"}},{"kind":"Field","name":{"kind":"Name","value":"periodInDays"}},{"kind":"Field","name":{"kind":"Name","value":"nextRotationAt"}},{"kind":"Field","name":{"kind":"Name","value":"onDemandStartedAt"}},{"kind":"Field","name":{"kind":"Name","value":"isOnDemandInProgress"}},{"kind":"Field","name":{"kind":"Name","value":"observedAt"}}]}},{"kind":"Field","name":{"kind":"Name","value":"onDemandQuota"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"limit"}},{"kind":"Field","name":{"kind":"Name","value":"used"}},{"kind":"Field","name":{"kind":"Name","value":"remaining"}},{"kind":"Field","name":{"kind":"Name","value":"isDerived"}}]}},{"kind":"Field","name":{"kind":"Name","value":"lastRotation"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"rotatedAt"}},{"kind":"Field","name":{"kind":"Name","value":"type"}}]}},{"kind":"Field","name":{"kind":"Name","value":"rotations"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"2"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}}]}},{"kind":"Field","name":{"kind":"Name","value":"currentMaterial"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"materialId"}}]}},{"kind":"Field","name":{"kind":"Name","value":"capabilities"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"rotateOnDemand"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Verdict"}}]}},{"kind":"Field","name":{"kind":"Name","value":"enableAutomaticRotation"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Verdict"}}]}},{"kind":"Field","name":{"kind":"Name","value":"disableAutomaticRotation"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Verdict"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"compliance"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"verdict"}},{"kind":"Field","name":{"kind":"Name","value":"reasons"}}]}},{"kind":"Field","name":{"kind":"Name","value":"problems"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"metadata"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Problem"}}]}},{"kind":"Field","name":{"kind":"Name","value":"rotationStatus"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Problem"}}]}},{"kind":"Field","name":{"kind":"Name","value":"rotations"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Problem"}}]}},{"kind":"Field","name":{"kind":"Name","value":"materials"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Problem"}}]}},{"kind":"Field","name":{"kind":"Name","value":"aliases"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Problem"}}]}},{"kind":"Field","name":{"kind":"Name","value":"tags"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Problem"}}]}}]}}]}}]} as unknown as DocumentNode<KeyInFullQuery, KeyInFullQueryVariables>;
export const KeysInFullDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"KeysInFull"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"keys"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"100"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"WholeKey"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Verdict"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Capability"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"isAllowed"}},{"kind":"Field","name":{"kind":"Name","value":"blockers"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"clearsAt"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Problem"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"OperationError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"isRetryable"}},{"kind":"Field","name":{"kind":"Name","value":"awsRequestId"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"AccessDeniedError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"action"}},{"kind":"Field","name":{"kind":"Name","value":"resourceArn"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"UnsupportedKeyError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"primaryKey"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"arn"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"KeyStateError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"state"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"WholeKey"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Key"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"arn"}},{"kind":"Field","name":{"kind":"Name","value":"keyId"}},{"kind":"Field","name":{"kind":"Name","value":"accountId"}},{"kind":"Field","name":{"kind":"Name","value":"region"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"manager"}},{"kind":"Field","name":{"kind":"Name","value":"origin"}},{"kind":"Field","name":{"kind":"Name","value":"spec"}},{"kind":"Field","name":{"kind":"Name","value":"usage"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"deletionScheduledAt"}},{"kind":"Field","name":{"kind":"Name","value":"consoleUrl"}},{"kind":"Field","name":{"kind":"Name","value":"multiRegion"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"role"}},{"kind":"Field","name":{"kind":"Name","value":"primary"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"arn"}}]}},{"kind":"Field","name":{"kind":"Name","value":"primaryArn"}},{"kind":"Field","name":{"kind":"Name","value":"replicas"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"arn"}}]}},{"kind":"Field","name":{"kind":"Name","value":"replicaArns"}}]}},{"kind":"Field","name":{"kind":"Name","value":"aliases"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"tags"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"}},{"kind":"Field","name":{"kind":"Name","value":"value"}}]}},{"kind":"Field","name":{"kind":"Name","value":"rotationStatus"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"automatic"}},{"kind":"Field","name":{"kind":"Name","value":"isEnabled"}},{"kind":"Field","name":{"kind":"Name","value":"periodInDays"}},{"kind":"Field","name":{"kind":"Name","value":"nextRotationAt"}},{"kind":"Field","name":{"kind":"Name","value":"onDemandStartedAt"}},{"kind":"Field","name":{"kind":"Name","value":"isOnDemandInProgress"}},{"kind":"Field","name":{"kind":"Name","value":"observedAt"}}]}},{"kind":"Field","name":{"kind":"Name","value":"onDemandQuota"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"limit"}},{"kind":"Field","name":{"kind":"Name","value":"used"}},{"kind":"Field","name":{"kind":"Name","value":"remaining"}},{"kind":"Field","name":{"kind":"Name","value":"isDerived"}}]}},{"kind":"Field","name":{"kind":"Name","value":"lastRotation"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"rotatedAt"}},{"kind":"Field","name":{"kind":"Name","value":"type"}}]}},{"kind":"Field","name":{"kind":"Name","value":"rotations"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"2"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}}]}},{"kind":"Field","name":{"kind":"Name","value":"currentMaterial"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"materialId"}}]}},{"kind":"Field","name":{"kind":"Name","value":"capabilities"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"rotateOnDemand"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Verdict"}}]}},{"kind":"Field","name":{"kind":"Name","value":"enableAutomaticRotation"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Verdict"}}]}},{"kind":"Field","name":{"kind":"Name","value":"disableAutomaticRotation"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Verdict"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"compliance"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"verdict"}},{"kind":"Field","name":{"kind":"Name","value":"reasons"}}]}},{"kind":"Field","name":{"kind":"Name","value":"problems"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"metadata"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Problem"}}]}},{"kind":"Field","name":{"kind":"Name","value":"rotationStatus"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Problem"}}]}},{"kind":"Field","name":{"kind":"Name","value":"rotations"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Problem"}}]}},{"kind":"Field","name":{"kind":"Name","value":"materials"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Problem"}}]}},{"kind":"Field","name":{"kind":"Name","value":"aliases"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Problem"}}]}},{"kind":"Field","name":{"kind":"Name","value":"tags"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Problem"}}]}}]}}]}}]} as unknown as DocumentNode<KeysInFullQuery, KeysInFullQueryVariables>;
export const KeyNamesDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"KeyNames"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"by"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"KeyBy"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"by"},"value":{"kind":"Variable","name":{"kind":"Name","value":"by"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"displayName"}},{"kind":"Field","name":{"kind":"Name","value":"aliases"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"arn"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"updatedAt"}}]}},{"kind":"Field","name":{"kind":"Name","value":"tags"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"}},{"kind":"Field","name":{"kind":"Name","value":"value"}}]}},{"kind":"Field","alias":{"kind":"Name","value":"present"},"name":{"kind":"Name","value":"tag"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"key"},"value":{"kind":"StringValue","value":"team","block":false}}]},{"kind":"Field","alias":{"kind":"Name","value":"absent"},"name":{"kind":"Name","value":"tag"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"key"},"value":{"kind":"StringValue","value":"Team","block":false}}]}]}}]}}]} as unknown as DocumentNode<KeyNamesQuery, KeyNamesQueryVariables>;
export const KeyVerdictDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"KeyVerdict"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"by"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"KeyBy"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"policy"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"RotationPolicyInput"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"by"},"value":{"kind":"Variable","name":{"kind":"Name","value":"by"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"compliance"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"policy"},"value":{"kind":"Variable","name":{"kind":"Name","value":"policy"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"verdict"}},{"kind":"Field","name":{"kind":"Name","value":"materialAgeInDays"}},{"kind":"Field","name":{"kind":"Name","value":"dueAt"}},{"kind":"Field","name":{"kind":"Name","value":"reasons"}}]}}]}}]}}]} as unknown as DocumentNode<KeyVerdictQuery, KeyVerdictQueryVariables>;
export const KeyJudgedDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"KeyJudged"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"by"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"KeyBy"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"by"},"value":{"kind":"Variable","name":{"kind":"Name","value":"by"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"capabilities"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"rotateOnDemand"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"isAllowed"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"compliance"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"verdict"}}]}},{"kind":"Field","name":{"kind":"Name","value":"onDemandQuota"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"remaining"}}]}},{"kind":"Field","name":{"kind":"Name","value":"rotationStatus"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"automatic"}}]}}]}}]}}]} as unknown as DocumentNode<KeyJudgedQuery, KeyJudgedQueryVariables>;
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
export const RotationsLinkedDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"RotationsLinked"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"by"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"KeyBy"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"by"},"value":{"kind":"Variable","name":{"kind":"Name","value":"by"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"rotations"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"rotatedAt"}},{"kind":"Field","name":{"kind":"Name","value":"type"}},{"kind":"Field","name":{"kind":"Name","value":"daysSincePrevious"}},{"kind":"Field","name":{"kind":"Name","value":"previous"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"material"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"materialId"}},{"kind":"Field","name":{"kind":"Name","value":"materialState"}},{"kind":"Field","name":{"kind":"Name","value":"rotation"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"key"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"arn"}}]}},{"kind":"Field","name":{"kind":"Name","value":"request"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}}]}}]}}]}}]} as unknown as DocumentNode<RotationsLinkedQuery, RotationsLinkedQueryVariables>;
export const MaterialsPageDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"MaterialsPage"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"by"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"KeyBy"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"KeyMaterialFilter"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"by"},"value":{"kind":"Variable","name":{"kind":"Name","value":"by"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"currentMaterial"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"materialId"}}]}},{"kind":"Field","name":{"kind":"Name","value":"pendingMaterial"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"materialId"}},{"kind":"Field","name":{"kind":"Name","value":"description"}}]}},{"kind":"Field","name":{"kind":"Name","value":"materials"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}},{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"edges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"cursor"}},{"kind":"Field","name":{"kind":"Name","value":"node"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"materialId"}},{"kind":"Field","name":{"kind":"Name","value":"materialState"}},{"kind":"Field","name":{"kind":"Name","value":"importState"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"rotation"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"problems"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"materials"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]}}]} as unknown as DocumentNode<MaterialsPageQuery, MaterialsPageQueryVariables>;
export const FollowRequestDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"subscription","name":{"kind":"Name","value":"FollowRequest"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"rotationRequest"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"startedAt"}},{"kind":"Field","name":{"kind":"Name","value":"completedAt"}},{"kind":"Field","name":{"kind":"Name","value":"error"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}}]}},{"kind":"Field","name":{"kind":"Name","value":"rotation"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"type"}},{"kind":"Field","name":{"kind":"Name","value":"request"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}}]}}]}}]} as unknown as DocumentNode<FollowRequestSubscription, FollowRequestSubscriptionVariables>;
export const CompletionsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"subscription","name":{"kind":"Name","value":"Completions"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"keys"}},"type":{"kind":"ListType","type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"types"}},"type":{"kind":"ListType","type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"RotationType"}}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"rotationCompleted"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"keys"},"value":{"kind":"Variable","name":{"kind":"Name","value":"keys"}}},{"kind":"Argument","name":{"kind":"Name","value":"types"},"value":{"kind":"Variable","name":{"kind":"Name","value":"types"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"RotationCompleted"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"eventId"}},{"kind":"Field","name":{"kind":"Name","value":"occurredAt"}},{"kind":"Field","name":{"kind":"Name","value":"observedAt"}},{"kind":"Field","name":{"kind":"Name","value":"source"}},{"kind":"Field","name":{"kind":"Name","value":"durationSeconds"}},{"kind":"Field","name":{"kind":"Name","value":"key"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"arn"}},{"kind":"Field","name":{"kind":"Name","value":"onDemandQuota"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"used"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"rotation"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"type"}},{"kind":"Field","name":{"kind":"Name","value":"rotatedAt"}}]}},{"kind":"Field","name":{"kind":"Name","value":"request"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}}]}}]}}]}}]}}]} as unknown as DocumentNode<CompletionsSubscription, CompletionsSubscriptionVariables>;
export const CompletionIdsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"subscription","name":{"kind":"Name","value":"CompletionIds"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"keys"}},"type":{"kind":"ListType","type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"rotationCompleted"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"keys"},"value":{"kind":"Variable","name":{"kind":"Name","value":"keys"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"RotationCompleted"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"eventId"}}]}}]}}]}}]} as unknown as DocumentNode<CompletionIdsSubscription, CompletionIdsSubscriptionVariables>;
export const ResumedCompletionsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"subscription","name":{"kind":"Name","value":"ResumedCompletions"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"keys"}},"type":{"kind":"ListType","type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"rotationCompleted"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"keys"},"value":{"kind":"Variable","name":{"kind":"Name","value":"keys"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"kind"},"name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"RotationCompleted"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"eventId"}},{"kind":"Field","name":{"kind":"Name","value":"cursor"}},{"kind":"Field","name":{"kind":"Name","value":"occurredAt"}},{"kind":"Field","name":{"kind":"Name","value":"key"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"arn"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"StreamGap"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<ResumedCompletionsSubscription, ResumedCompletionsSubscriptionVariables>;