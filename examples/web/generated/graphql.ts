/* eslint-disable */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { DocumentTypeDecoration } from '@graphql-typed-document-node/core';
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

/** What stands behind this gateway. */
export type GatewayMode =
  /** An embedded emulator with sample keys: no AWS account is touched. */
  | 'EMULATED'
  /** AWS KMS. */
  | 'LIVE';

/** Exactly one way to name a key to change. No alias: KMS itself refuses aliases here, since one can be pointed elsewhere between the look and the leap. */
export type KeyForChange =
  {   /** Key ARN. Decides account and Region. */
  arn: string; id?: never; keyId?: never; }
  |  { arn?: never;   /** Global ID from `Key.id`. */
  id: string | number; keyId?: never; }
  |  { arn?: never; id?: never;   /** Key ID. Searched in the default Region, which is the first of `Query.scopes`, then in the others. An error if it is only in others, and in several of them. */
  keyId: string; };

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

export type HeadQueryVariables = Exact<{ [key: string]: never; }>;


export type HeadQuery = { rotationEvents: { pageInfo: { endCursor: string | null } } };

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
           | null } } }
    | { cursor: string, message: string, kind: 'StreamGap', affectedKey: { id: string, displayName: string } | null }
   };

export type GatewayQueryVariables = Exact<{ [key: string]: never; }>;


export type GatewayQuery = { gateway: { mode: GatewayMode, isReadOnly: boolean } };

export type FleetQueryVariables = Exact<{
  first: number;
  after?: string | null | undefined;
}>;


export type FleetQuery = { keys: { totalCount: number | null, nodes: Array<{ id: string, displayName: string, keyId: string, region: string, state: KeyState | null, rotationStatus: { automatic: AutomaticRotation, periodInDays: number | null, nextRotationAt: string | null, isOnDemandInProgress: boolean | null }, onDemandQuota: { limit: number, remaining: number } | null, problems: { metadata:
          | { code: ErrorCode, message: string }
          | { code: ErrorCode, message: string }
          | { code: ErrorCode, message: string }
          | { code: ErrorCode, message: string }
          | { code: ErrorCode, message: string }
          | { code: ErrorCode, message: string }
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
     | null } };

type FleetProblem_AccessDeniedError_Fragment = { code: ErrorCode, message: string };

type FleetProblem_IdempotencyConflictError_Fragment = { code: ErrorCode, message: string };

type FleetProblem_InvalidInputError_Fragment = { code: ErrorCode, message: string };

type FleetProblem_KeyNotFoundError_Fragment = { code: ErrorCode, message: string };

type FleetProblem_KeyStateError_Fragment = { code: ErrorCode, message: string };

type FleetProblem_KmsUnavailableError_Fragment = { code: ErrorCode, message: string };

type FleetProblem_NoPendingMaterialError_Fragment = { code: ErrorCode, message: string };

type FleetProblem_OnDemandQuotaExceededError_Fragment = { code: ErrorCode, message: string };

type FleetProblem_OutcomeUnknownError_Fragment = { code: ErrorCode, message: string };

type FleetProblem_PreconditionFailedError_Fragment = { code: ErrorCode, message: string };

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
  | FleetProblem_OnDemandQuotaExceededError_Fragment
  | FleetProblem_OutcomeUnknownError_Fragment
  | FleetProblem_PreconditionFailedError_Fragment
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
         | null } | null }
    | { code: ErrorCode, message: string, isRetryable: boolean, kind: 'PreconditionFailedError' }
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
export const HeadDocument = new TypedDocumentString(`
    query Head {
  rotationEvents(first: 0) {
    pageInfo {
      endCursor
    }
  }
}
    `) as unknown as TypedDocumentString<HeadQuery, HeadQueryVariables>;
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