/* eslint-disable */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { DocumentTypeDecoration } from '@graphql-typed-document-node/core';
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

/** The KMS that this gateway uses. */
export type GatewayMode =
  /** An embedded emulator with sample keys. The gateway does not use an AWS account. */
  | 'EMULATED'
  /** AWS KMS. */
  | 'LIVE';

/** Identifies the key to change. Give exactly one field. Aliases are not accepted, as in the KMS API, because an alias could be moved to another key before the change is made. */
export type KeyForChange =
  {   /** Key ARN, which includes the account and the Region. */
  arn: string; id?: never; keyId?: never; }
  |  { arn?: never;   /** Global ID of the key, from `Key.id`. */
  id: string | number; keyId?: never; }
  |  { arn?: never; id?: never;   /** Key ID (`1234abcd-…` or `mrk-…`). The gateway looks it up in the default scope, which is the first of `Query.scopes`, and then in the next 19 scopes. An error is returned if the default scope does not have the key and several other scopes do, or if none of the 20 scopes has it and the gateway serves more. */
  keyId: string; };

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

export type CurrentCursorQueryVariables = Exact<{ [key: string]: never; }>;


export type CurrentCursorQuery = { rotationEvents: { pageInfo: { endCursor: string | null } } };

export type EventsSubscriptionVariables = Exact<{
  after?: string | null | undefined;
}>;


export type EventsSubscription = { rotationEvents:
    | { eventId: string, cursor: string, occurredAt: string | null, observedAt: string, periodInDays: number | null, now: AutomaticRotation, kind: 'AutomaticRotationChanged', key: { id: string, displayName: string, keyId: string, region: string, state: KeyState | null, rotationStatus: { automatic: AutomaticRotation, periodInDays: number | null, nextRotationAt: string | null, isOnDemandInProgress: boolean | null }, onDemandQuota: { limit: number, remaining: number } | null, problems: { metadata:
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
            | { code: ErrorCode, message: string }
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
            | { code: ErrorCode, message: string }
           | null } } }
    | { eventId: string, cursor: string, occurredAt: string | null, observedAt: string, kind: 'KeyAdded', key: { id: string, displayName: string, keyId: string, region: string, state: KeyState | null, rotationStatus: { automatic: AutomaticRotation, periodInDays: number | null, nextRotationAt: string | null, isOnDemandInProgress: boolean | null }, onDemandQuota: { limit: number, remaining: number } | null, problems: { metadata:
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
            | { code: ErrorCode, message: string }
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
            | { code: ErrorCode, message: string }
           | null } } }
    | { eventId: string, cursor: string, occurredAt: string | null, observedAt: string, kind: 'KeyRemoved', key: { id: string, displayName: string, keyId: string, region: string, state: KeyState | null, rotationStatus: { automatic: AutomaticRotation, periodInDays: number | null, nextRotationAt: string | null, isOnDemandInProgress: boolean | null }, onDemandQuota: { limit: number, remaining: number } | null, problems: { metadata:
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
            | { code: ErrorCode, message: string }
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
            | { code: ErrorCode, message: string }
           | null } } }
    | { eventId: string, cursor: string, occurredAt: string | null, observedAt: string, kind: 'RotationCompleted', key: { id: string, displayName: string, keyId: string, region: string, state: KeyState | null, rotationStatus: { automatic: AutomaticRotation, periodInDays: number | null, nextRotationAt: string | null, isOnDemandInProgress: boolean | null }, onDemandQuota: { limit: number, remaining: number } | null, problems: { metadata:
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
            | { code: ErrorCode, message: string }
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
            | { code: ErrorCode, message: string }
           | null } }, rotation: { type: RotationType } }
    | { eventId: string, cursor: string, occurredAt: string | null, observedAt: string, kind: 'RotationStarted', key: { id: string, displayName: string, keyId: string, region: string, state: KeyState | null, rotationStatus: { automatic: AutomaticRotation, periodInDays: number | null, nextRotationAt: string | null, isOnDemandInProgress: boolean | null }, onDemandQuota: { limit: number, remaining: number } | null, problems: { metadata:
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
            | { code: ErrorCode, message: string }
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
            | { code: ErrorCode, message: string }
           | null } } }
    | { eventId: string, cursor: string, occurredAt: string | null, observedAt: string, kind: 'RotationTimedOut', key: { id: string, displayName: string, keyId: string, region: string, state: KeyState | null, rotationStatus: { automatic: AutomaticRotation, periodInDays: number | null, nextRotationAt: string | null, isOnDemandInProgress: boolean | null }, onDemandQuota: { limit: number, remaining: number } | null, problems: { metadata:
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
            | { code: ErrorCode, message: string }
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
            | { code: ErrorCode, message: string }
           | null } } }
    | { cursor: string, message: string, kind: 'StreamGap', affectedKey: { id: string, displayName: string } | null }
   };

export type GatewayQueryVariables = Exact<{ [key: string]: never; }>;


export type GatewayQuery = { gateway: { mode: GatewayMode, isReadOnly: boolean } };

export type FleetQueryVariables = Exact<{
  first: number;
  after?: string | null | undefined;
}>;


export type FleetQuery = { keys: { totalCount: number | null, isComplete: boolean, nodes: Array<{ id: string, displayName: string, keyId: string, region: string, state: KeyState | null, rotationStatus: { automatic: AutomaticRotation, periodInDays: number | null, nextRotationAt: string | null, isOnDemandInProgress: boolean | null }, onDemandQuota: { limit: number, remaining: number } | null, problems: { metadata:
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
          | { code: ErrorCode, message: string }
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
          | { code: ErrorCode, message: string }
         | null } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null }, unavailableScopes: Array<{ scope: { region: string }, error:
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
       }> } };

export type FleetKeyFragment = { id: string, displayName: string, keyId: string, region: string, state: KeyState | null, rotationStatus: { automatic: AutomaticRotation, periodInDays: number | null, nextRotationAt: string | null, isOnDemandInProgress: boolean | null }, onDemandQuota: { limit: number, remaining: number } | null, problems: { metadata:
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
      | { code: ErrorCode, message: string }
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
      | { code: ErrorCode, message: string }
     | null } };

type FleetProblem_AccessDeniedError_Fragment = { code: ErrorCode, message: string };

type FleetProblem_IdempotencyConflictError_Fragment = { code: ErrorCode, message: string };

type FleetProblem_InvalidInputError_Fragment = { code: ErrorCode, message: string };

type FleetProblem_KeyNotFoundError_Fragment = { code: ErrorCode, message: string };

type FleetProblem_KeyStateError_Fragment = { code: ErrorCode, message: string };

type FleetProblem_KmsUnavailableError_Fragment = { code: ErrorCode, message: string };

type FleetProblem_NoPendingMaterialError_Fragment = { code: ErrorCode, message: string };

type FleetProblem_NotReadYetError_Fragment = { code: ErrorCode, message: string };

type FleetProblem_OnDemandQuotaExceededError_Fragment = { code: ErrorCode, message: string };

type FleetProblem_OutcomeUnknownError_Fragment = { code: ErrorCode, message: string };

type FleetProblem_PreconditionFailedError_Fragment = { code: ErrorCode, message: string };

type FleetProblem_ReasonRequiredError_Fragment = { code: ErrorCode, message: string };

type FleetProblem_RotationConflictError_Fragment = { code: ErrorCode, message: string };

type FleetProblem_RotationInProgressError_Fragment = { code: ErrorCode, message: string };

type FleetProblem_StoreUnavailableError_Fragment = { code: ErrorCode, message: string };

type FleetProblem_ThrottledError_Fragment = { code: ErrorCode, message: string };

type FleetProblem_UnsupportedKeyError_Fragment = { code: ErrorCode, message: string };

export type FleetProblemFragment =
  | FleetProblem_AccessDeniedError_Fragment
  | FleetProblem_IdempotencyConflictError_Fragment
  | FleetProblem_InvalidInputError_Fragment
  | FleetProblem_KeyNotFoundError_Fragment
  | FleetProblem_KeyStateError_Fragment
  | FleetProblem_KmsUnavailableError_Fragment
  | FleetProblem_NoPendingMaterialError_Fragment
  | FleetProblem_NotReadYetError_Fragment
  | FleetProblem_OnDemandQuotaExceededError_Fragment
  | FleetProblem_OutcomeUnknownError_Fragment
  | FleetProblem_PreconditionFailedError_Fragment
  | FleetProblem_ReasonRequiredError_Fragment
  | FleetProblem_RotationConflictError_Fragment
  | FleetProblem_RotationInProgressError_Fragment
  | FleetProblem_StoreUnavailableError_Fragment
  | FleetProblem_ThrottledError_Fragment
  | FleetProblem_UnsupportedKeyError_Fragment
;

export type KeyQueryVariables = Exact<{
  id: string | number;
}>;


export type KeyQuery = { key: { arn: string, spec: string | null, consoleUrl: string | null, id: string, displayName: string, keyId: string, region: string, state: KeyState | null, capabilities: { rotateOnDemand: { isAllowed: boolean, blockers: Array<{ reason: BlockerReason, message: string, clearsAt: string | null }> } }, latestRequest: { id: string, status: RotationRequestStatus, requestedAt: string, startedAt: string | null, completedAt: string | null, error:
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
       | null } | null, rotationStatus: { automatic: AutomaticRotation, periodInDays: number | null, nextRotationAt: string | null, isOnDemandInProgress: boolean | null }, onDemandQuota: { limit: number, remaining: number } | null, problems: { metadata:
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
        | { code: ErrorCode, message: string }
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
        | { code: ErrorCode, message: string }
       | null } } | null };

export type KeyDetailsFragment = { arn: string, spec: string | null, consoleUrl: string | null, id: string, displayName: string, keyId: string, region: string, state: KeyState | null, capabilities: { rotateOnDemand: { isAllowed: boolean, blockers: Array<{ reason: BlockerReason, message: string, clearsAt: string | null }> } }, latestRequest: { id: string, status: RotationRequestStatus, requestedAt: string, startedAt: string | null, completedAt: string | null, error:
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
     | null } | null, rotationStatus: { automatic: AutomaticRotation, periodInDays: number | null, nextRotationAt: string | null, isOnDemandInProgress: boolean | null }, onDemandQuota: { limit: number, remaining: number } | null, problems: { metadata:
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
      | { code: ErrorCode, message: string }
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
      | { code: ErrorCode, message: string }
     | null } };

export type HistoryQueryVariables = Exact<{
  key: string | number;
  first?: number | null | undefined;
  after?: string | null | undefined;
  last?: number | null | undefined;
  before?: string | null | undefined;
}>;


export type HistoryQuery = { key: { rotations: { totalCount: number | null, nodes: Array<{ id: string, rotatedAt: string, type: RotationType, daysSincePrevious: number | null, request: { requestedBy: string, reason: string | null } | null }>, pageInfo: { hasNextPage: boolean, hasPreviousPage: boolean, startCursor: string | null, endCursor: string | null } } | null, problems: { rotations:
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

export type RotateMutationVariables = Exact<{
  input: RotateKeyOnDemandInput;
}>;


export type RotateMutation = { rotateKeyOnDemand:
    | { code: ErrorCode, message: string, isRetryable: boolean, kind: 'AccessDeniedError' }
    | { code: ErrorCode, message: string, isRetryable: boolean, kind: 'IdempotencyConflictError' }
    | { code: ErrorCode, message: string, isRetryable: boolean, kind: 'InvalidInputError' }
    | { code: ErrorCode, message: string, isRetryable: boolean, kind: 'KeyNotFoundError' }
    | { code: ErrorCode, message: string, isRetryable: boolean, kind: 'KeyStateError' }
    | { code: ErrorCode, message: string, isRetryable: boolean, kind: 'KmsUnavailableError' }
    | { code: ErrorCode, message: string, isRetryable: boolean, kind: 'NoPendingMaterialError' }
    | { code: ErrorCode, message: string, isRetryable: boolean, kind: 'OnDemandQuotaExceededError' }
    | { code: ErrorCode, message: string, isRetryable: boolean, kind: 'OutcomeUnknownError', running: { id: string, status: RotationRequestStatus, requestedAt: string, startedAt: string | null, completedAt: string | null, error:
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
    | { code: ErrorCode, message: string, isRetryable: boolean, kind: 'PreconditionFailedError' }
    | { code: ErrorCode, message: string, isRetryable: boolean, kind: 'ReasonRequiredError' }
    | { isReplay: boolean, kind: 'RotateKeyOnDemandPayload', dryRun: { remainingAfter: number | null, addsMonthlyCharge: boolean | null, nextAutomaticRotationAt: string | null } | null, request: { id: string, status: RotationRequestStatus, requestedAt: string, startedAt: string | null, completedAt: string | null, error:
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
    | { nextRotationAt: string | null, code: ErrorCode, message: string, isRetryable: boolean, kind: 'RotationConflictError' }
    | { code: ErrorCode, message: string, isRetryable: boolean, kind: 'RotationInProgressError', running: { id: string, status: RotationRequestStatus, requestedAt: string, startedAt: string | null, completedAt: string | null, error:
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
    | { code: ErrorCode, message: string, isRetryable: boolean, kind: 'StoreUnavailableError' }
    | { code: ErrorCode, message: string, isRetryable: boolean, kind: 'ThrottledError' }
    | { code: ErrorCode, message: string, isRetryable: boolean, kind: 'UnsupportedKeyError', primaryKey: { id: string, displayName: string, region: string } | null }
   };

export type FollowSubscriptionVariables = Exact<{
  id: string | number;
}>;


export type FollowSubscription = { rotationRequest: { id: string, status: RotationRequestStatus, requestedAt: string, startedAt: string | null, completedAt: string | null, error:
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

export type ProgressFragment = { id: string, status: RotationRequestStatus, requestedAt: string, startedAt: string | null, completedAt: string | null, error:
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
export const FleetProblemFragmentDoc = new TypedDocumentString(`
    fragment FleetProblem on OperationError {
  code
  message
}
    `, {"fragmentName":"FleetProblem"}) as unknown as TypedDocumentString<FleetProblemFragment, unknown>;
export const FleetKeyFragmentDoc = new TypedDocumentString(`
    fragment FleetKey on Key {
  id
  displayName
  keyId
  region
  state
  rotationStatus {
    automatic
    periodInDays
    nextRotationAt
    isOnDemandInProgress
  }
  onDemandQuota {
    limit
    remaining
  }
  problems {
    metadata {
      ...FleetProblem
    }
    rotationStatus {
      ...FleetProblem
    }
    rotations {
      ...FleetProblem
    }
  }
}
    fragment FleetProblem on OperationError {
  code
  message
}`, {"fragmentName":"FleetKey"}) as unknown as TypedDocumentString<FleetKeyFragment, unknown>;
export const ProgressFragmentDoc = new TypedDocumentString(`
    fragment Progress on RotationRequest {
  id
  status
  requestedAt
  startedAt
  completedAt
  error {
    message
  }
}
    `, {"fragmentName":"Progress"}) as unknown as TypedDocumentString<ProgressFragment, unknown>;
export const KeyDetailsFragmentDoc = new TypedDocumentString(`
    fragment KeyDetails on Key {
  ...FleetKey
  arn
  spec
  consoleUrl
  capabilities {
    rotateOnDemand {
      isAllowed
      blockers {
        reason
        message
        clearsAt
      }
    }
  }
  latestRequest {
    ...Progress
  }
}
    fragment FleetKey on Key {
  id
  displayName
  keyId
  region
  state
  rotationStatus {
    automatic
    periodInDays
    nextRotationAt
    isOnDemandInProgress
  }
  onDemandQuota {
    limit
    remaining
  }
  problems {
    metadata {
      ...FleetProblem
    }
    rotationStatus {
      ...FleetProblem
    }
    rotations {
      ...FleetProblem
    }
  }
}
fragment FleetProblem on OperationError {
  code
  message
}
fragment Progress on RotationRequest {
  id
  status
  requestedAt
  startedAt
  completedAt
  error {
    message
  }
}`, {"fragmentName":"KeyDetails"}) as unknown as TypedDocumentString<KeyDetailsFragment, unknown>;
export const CurrentCursorDocument = new TypedDocumentString(`
    query CurrentCursor {
  rotationEvents(first: 0) {
    pageInfo {
      endCursor
    }
  }
}
    `) as unknown as TypedDocumentString<CurrentCursorQuery, CurrentCursorQueryVariables>;
export const EventsDocument = new TypedDocumentString(`
    subscription Events($after: String) {
  rotationEvents(after: $after) {
    kind: __typename
    ... on RotationEvent {
      eventId
      cursor
      occurredAt
      observedAt
      key {
        ...FleetKey
      }
    }
    ... on RotationCompleted {
      rotation {
        type
      }
    }
    ... on AutomaticRotationChanged {
      now: after
      periodInDays
    }
    ... on StreamGap {
      cursor
      message
      affectedKey {
        id
        displayName
      }
    }
  }
}
    fragment FleetKey on Key {
  id
  displayName
  keyId
  region
  state
  rotationStatus {
    automatic
    periodInDays
    nextRotationAt
    isOnDemandInProgress
  }
  onDemandQuota {
    limit
    remaining
  }
  problems {
    metadata {
      ...FleetProblem
    }
    rotationStatus {
      ...FleetProblem
    }
    rotations {
      ...FleetProblem
    }
  }
}
fragment FleetProblem on OperationError {
  code
  message
}`) as unknown as TypedDocumentString<EventsSubscription, EventsSubscriptionVariables>;
export const GatewayDocument = new TypedDocumentString(`
    query Gateway {
  gateway {
    mode
    isReadOnly
  }
}
    `) as unknown as TypedDocumentString<GatewayQuery, GatewayQueryVariables>;
export const FleetDocument = new TypedDocumentString(`
    query Fleet($first: Int!, $after: String) {
  keys(first: $first, after: $after) {
    totalCount
    isComplete
    nodes {
      ...FleetKey
    }
    pageInfo {
      hasNextPage
      endCursor
    }
    unavailableScopes {
      scope {
        region
      }
      error {
        message
      }
    }
  }
}
    fragment FleetKey on Key {
  id
  displayName
  keyId
  region
  state
  rotationStatus {
    automatic
    periodInDays
    nextRotationAt
    isOnDemandInProgress
  }
  onDemandQuota {
    limit
    remaining
  }
  problems {
    metadata {
      ...FleetProblem
    }
    rotationStatus {
      ...FleetProblem
    }
    rotations {
      ...FleetProblem
    }
  }
}
fragment FleetProblem on OperationError {
  code
  message
}`) as unknown as TypedDocumentString<FleetQuery, FleetQueryVariables>;
export const KeyDocument = new TypedDocumentString(`
    query Key($id: ID!) {
  key(by: {id: $id}) {
    ...KeyDetails
  }
}
    fragment FleetKey on Key {
  id
  displayName
  keyId
  region
  state
  rotationStatus {
    automatic
    periodInDays
    nextRotationAt
    isOnDemandInProgress
  }
  onDemandQuota {
    limit
    remaining
  }
  problems {
    metadata {
      ...FleetProblem
    }
    rotationStatus {
      ...FleetProblem
    }
    rotations {
      ...FleetProblem
    }
  }
}
fragment FleetProblem on OperationError {
  code
  message
}
fragment KeyDetails on Key {
  ...FleetKey
  arn
  spec
  consoleUrl
  capabilities {
    rotateOnDemand {
      isAllowed
      blockers {
        reason
        message
        clearsAt
      }
    }
  }
  latestRequest {
    ...Progress
  }
}
fragment Progress on RotationRequest {
  id
  status
  requestedAt
  startedAt
  completedAt
  error {
    message
  }
}`) as unknown as TypedDocumentString<KeyQuery, KeyQueryVariables>;
export const HistoryDocument = new TypedDocumentString(`
    query History($key: ID!, $first: Int, $after: String, $last: Int, $before: String) {
  key(by: {id: $key}) {
    rotations(
      first: $first
      after: $after
      last: $last
      before: $before
      orderBy: {field: ROTATED_AT, direction: DESC}
    ) {
      totalCount
      nodes {
        id
        rotatedAt
        type
        daysSincePrevious
        request {
          requestedBy
          reason
        }
      }
      pageInfo {
        hasNextPage
        hasPreviousPage
        startCursor
        endCursor
      }
    }
    problems {
      rotations {
        ...FleetProblem
      }
    }
  }
}
    fragment FleetProblem on OperationError {
  code
  message
}`) as unknown as TypedDocumentString<HistoryQuery, HistoryQueryVariables>;
export const RotateDocument = new TypedDocumentString(`
    mutation Rotate($input: RotateKeyOnDemandInput!) {
  rotateKeyOnDemand(input: $input) {
    kind: __typename
    ... on RotateKeyOnDemandPayload {
      isReplay
      dryRun {
        remainingAfter
        addsMonthlyCharge
        nextAutomaticRotationAt
      }
      request {
        ...Progress
      }
    }
    ... on RotationInProgressError {
      running: request {
        ...Progress
      }
    }
    ... on OutcomeUnknownError {
      running: request {
        ...Progress
      }
    }
    ... on RotationConflictError {
      nextRotationAt
    }
    ... on UnsupportedKeyError {
      primaryKey {
        id
        displayName
        region
      }
    }
    ... on OperationError {
      code
      message
      isRetryable
    }
  }
}
    fragment Progress on RotationRequest {
  id
  status
  requestedAt
  startedAt
  completedAt
  error {
    message
  }
}`) as unknown as TypedDocumentString<RotateMutation, RotateMutationVariables>;
export const FollowDocument = new TypedDocumentString(`
    subscription Follow($id: ID!) {
  rotationRequest(id: $id) {
    ...Progress
  }
}
    fragment Progress on RotationRequest {
  id
  status
  requestedAt
  startedAt
  completedAt
  error {
    message
  }
}`) as unknown as TypedDocumentString<FollowSubscription, FollowSubscriptionVariables>;