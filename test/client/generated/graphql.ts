/* eslint-disable */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { DocumentTypeDecoration } from '@graphql-typed-document-node/core';
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

/** Identifies the key to change. Give exactly one field. Aliases are not accepted, as in the KMS API, because an alias could be moved to another key before the change is made. */
export type KeyForChange =
  {   /** Key ARN, which includes the account and the Region. */
  arn: string; id?: never; keyId?: never; }
  |  { arn?: never;   /** Global ID of the key, from `Key.id`. */
  id: string | number; keyId?: never; }
  |  { arn?: never; id?: never;   /** Key ID (`1234abcd-…` or `mrk-…`). The gateway looks it up in the default scope, which is the first of `Query.scopes`, and then in the next 19 scopes. An error is returned if the default scope does not have the key and several other scopes do, or if none of the 20 scopes has it and the gateway serves more. */
  keyId: string; };

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

export type KeyArnsQueryVariables = Exact<{
  first?: number | null | undefined;
}>;


export type KeyArnsQuery = { keys: { nodes: Array<{ arn: string }> } };

export type ViewerQueryVariables = Exact<{ [key: string]: never; }>;


export type ViewerQuery = { viewer: { subject: string } };

export type BudgetsQueryVariables = Exact<{ [key: string]: never; }>;


export type BudgetsQuery = { viewer: { subject: string }, scopes: Array<{ region: string, kmsBudgets: Array<{ operation: string }> | null }> };

export type NowQueryVariables = Exact<{ [key: string]: never; }>;


export type NowQuery = { rotationEvents: { pageInfo: { endCursor: string | null } } };

export type RotateMutationVariables = Exact<{
  input: RotateKeyOnDemandInput;
}>;


export type RotateMutation = { rotateKeyOnDemand:
    | { code: ErrorCode, message: string, kind: 'AccessDeniedError' }
    | { code: ErrorCode, message: string, kind: 'IdempotencyConflictError' }
    | { code: ErrorCode, message: string, kind: 'InvalidInputError' }
    | { code: ErrorCode, message: string, kind: 'KeyNotFoundError' }
    | { code: ErrorCode, message: string, kind: 'KeyStateError' }
    | { code: ErrorCode, message: string, kind: 'KmsUnavailableError' }
    | { code: ErrorCode, message: string, kind: 'NoPendingMaterialError' }
    | { code: ErrorCode, message: string, kind: 'OnDemandQuotaExceededError' }
    | { code: ErrorCode, message: string, kind: 'OutcomeUnknownError' }
    | { code: ErrorCode, message: string, kind: 'PreconditionFailedError' }
    | { code: ErrorCode, message: string, kind: 'ReasonRequiredError' }
    | { isReplay: boolean, kind: 'RotateKeyOnDemandPayload', request: { id: string, status: RotationRequestStatus } | null }
    | { code: ErrorCode, message: string, kind: 'RotationConflictError' }
    | { code: ErrorCode, message: string, kind: 'RotationInProgressError' }
    | { code: ErrorCode, message: string, kind: 'StoreUnavailableError' }
    | { code: ErrorCode, message: string, kind: 'ThrottledError' }
    | { code: ErrorCode, message: string, kind: 'UnsupportedKeyError' }
   };

export type CompletionsSubscriptionVariables = Exact<{
  after?: string | null | undefined;
  keys?: Array<string | number> | string | number | null | undefined;
}>;


export type CompletionsSubscription = { rotationCompleted:
    | { cursor: string, eventId: string, occurredAt: string | null, kind: 'RotationCompleted', key: { arn: string } }
    | { cursor: string, message: string, kind: 'StreamGap' }
   };

export type CompletionsWithoutCursorSubscriptionVariables = Exact<{ [key: string]: never; }>;


export type CompletionsWithoutCursorSubscription = { rotationCompleted:
    | { eventId: string }
    | Record<PropertyKey, never>
   };

export type FollowRequestSubscriptionVariables = Exact<{
  id: string | number;
}>;


export type FollowRequestSubscription = { rotationRequest: { status: RotationRequestStatus } };

export type KeyByAliasQueryVariables = Exact<{
  alias: string;
}>;


export type KeyByAliasQuery = { key: { id: string } | null };

export type RotateOnceMutationVariables = Exact<{
  input: RotateKeyOnDemandInput;
}>;


export type RotateOnceMutation = { rotateKeyOnDemand:
    | { message: string }
    | { message: string }
    | { message: string }
    | { message: string }
    | { message: string }
    | { message: string }
    | { message: string }
    | { message: string }
    | { message: string, request: { id: string } | null }
    | { message: string }
    | { message: string }
    | { request: { id: string } | null }
    | { message: string }
    | { message: string }
    | { message: string }
    | { message: string }
    | { message: string }
   };

export type FollowRotationSubscriptionVariables = Exact<{
  id: string | number;
}>;


export type FollowRotationSubscription = { rotationRequest: { status: RotationRequestStatus } };

export type CurrentCursorQueryVariables = Exact<{ [key: string]: never; }>;


export type CurrentCursorQuery = { rotationEvents: { pageInfo: { endCursor: string | null } } };

export type CompletedRotationsSubscriptionVariables = Exact<{
  after?: string | null | undefined;
}>;


export type CompletedRotationsSubscription = { rotationCompleted:
    | { cursor: string, eventId: string, key: { arn: string } }
    | { cursor: string, message: string }
   };

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

export const KeyArnsDocument = new TypedDocumentString(`
    query KeyArns($first: Int) {
  keys(first: $first, source: KMS) {
    nodes {
      arn
    }
  }
}
    `) as unknown as TypedDocumentString<KeyArnsQuery, KeyArnsQueryVariables>;
export const ViewerDocument = new TypedDocumentString(`
    query Viewer {
  viewer {
    subject
  }
}
    `) as unknown as TypedDocumentString<ViewerQuery, ViewerQueryVariables>;
export const BudgetsDocument = new TypedDocumentString(`
    query Budgets {
  viewer {
    subject
  }
  scopes {
    region
    kmsBudgets {
      operation
    }
  }
}
    `) as unknown as TypedDocumentString<BudgetsQuery, BudgetsQueryVariables>;
export const NowDocument = new TypedDocumentString(`
    query Now {
  rotationEvents(first: 0, filter: {types: [ROTATION_COMPLETED]}) {
    pageInfo {
      endCursor
    }
  }
}
    `) as unknown as TypedDocumentString<NowQuery, NowQueryVariables>;
export const RotateDocument = new TypedDocumentString(`
    mutation Rotate($input: RotateKeyOnDemandInput!) {
  rotateKeyOnDemand(input: $input) {
    kind: __typename
    ... on RotateKeyOnDemandPayload {
      isReplay
      request {
        id
        status
      }
    }
    ... on OperationError {
      code
      message
    }
  }
}
    `) as unknown as TypedDocumentString<RotateMutation, RotateMutationVariables>;
export const CompletionsDocument = new TypedDocumentString(`
    subscription Completions($after: String, $keys: [ID!]) {
  rotationCompleted(after: $after, keys: $keys) {
    kind: __typename
    ... on RotationCompleted {
      cursor
      eventId
      occurredAt
      key {
        arn
      }
    }
    ... on StreamGap {
      cursor
      message
    }
  }
}
    `) as unknown as TypedDocumentString<CompletionsSubscription, CompletionsSubscriptionVariables>;
export const CompletionsWithoutCursorDocument = new TypedDocumentString(`
    subscription CompletionsWithoutCursor {
  rotationCompleted {
    ... on RotationCompleted {
      eventId
    }
  }
}
    `) as unknown as TypedDocumentString<CompletionsWithoutCursorSubscription, CompletionsWithoutCursorSubscriptionVariables>;
export const FollowRequestDocument = new TypedDocumentString(`
    subscription FollowRequest($id: ID!) {
  rotationRequest(id: $id) {
    status
  }
}
    `) as unknown as TypedDocumentString<FollowRequestSubscription, FollowRequestSubscriptionVariables>;
export const KeyByAliasDocument = new TypedDocumentString(`
    query KeyByAlias($alias: String!) {
  key(by: {alias: $alias}) {
    id
  }
}
    `) as unknown as TypedDocumentString<KeyByAliasQuery, KeyByAliasQueryVariables>;
export const RotateOnceDocument = new TypedDocumentString(`
    mutation RotateOnce($input: RotateKeyOnDemandInput!) {
  rotateKeyOnDemand(input: $input) {
    ... on RotateKeyOnDemandPayload {
      request {
        id
      }
    }
    ... on OutcomeUnknownError {
      request {
        id
      }
    }
    ... on OperationError {
      message
    }
  }
}
    `) as unknown as TypedDocumentString<RotateOnceMutation, RotateOnceMutationVariables>;
export const FollowRotationDocument = new TypedDocumentString(`
    subscription FollowRotation($id: ID!) {
  rotationRequest(id: $id) {
    status
  }
}
    `) as unknown as TypedDocumentString<FollowRotationSubscription, FollowRotationSubscriptionVariables>;
export const CurrentCursorDocument = new TypedDocumentString(`
    query CurrentCursor {
  rotationEvents(first: 0, filter: {types: [ROTATION_COMPLETED]}) {
    pageInfo {
      endCursor
    }
  }
}
    `) as unknown as TypedDocumentString<CurrentCursorQuery, CurrentCursorQueryVariables>;
export const CompletedRotationsDocument = new TypedDocumentString(`
    subscription CompletedRotations($after: String) {
  rotationCompleted(after: $after) {
    ... on RotationCompleted {
      cursor
      eventId
      key {
        arn
      }
    }
    ... on StreamGap {
      cursor
      message
    }
  }
}
    `) as unknown as TypedDocumentString<CompletedRotationsSubscription, CompletedRotationsSubscriptionVariables>;