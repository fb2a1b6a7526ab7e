/* eslint-disable */
import * as types from './graphql.ts';



/**
 * Map of all GraphQL operations in the project.
 *
 * This map has several performance disadvantages:
 * 1. It is not tree-shakeable, so it will include all operations in the project.
 * 2. It is not minifiable, so the string of a GraphQL query will be multiple times inside the bundle.
 * 3. It does not support dead code elimination, so it will add unused operations.
 *
 * Therefore it is highly recommended to use the babel or swc plugin for production.
 * Learn more about it here: https://the-guild.dev/graphql/codegen/plugins/presets/preset-client#reducing-bundle-size
 */
type Documents = {
    "query KeyArns($first: Int) {\n  keys(first: $first, source: KMS) {\n    nodes {\n      arn\n    }\n  }\n}\n\nquery Viewer {\n  viewer {\n    subject\n  }\n}\n\nquery Budgets {\n  viewer {\n    subject\n  }\n  scopes {\n    region\n    kmsBudgets {\n      operation\n    }\n  }\n}\n\nquery Now {\n  rotationEvents(first: 0, filter: {types: [ROTATION_COMPLETED]}) {\n    pageInfo {\n      endCursor\n    }\n  }\n}\n\nmutation Rotate($input: RotateKeyOnDemandInput!) {\n  rotateKeyOnDemand(input: $input) {\n    kind: __typename\n    ... on RotateKeyOnDemandPayload {\n      isReplay\n      request {\n        id\n        status\n      }\n    }\n    ... on OperationError {\n      code\n      message\n    }\n  }\n}\n\nsubscription Completions($after: String, $keys: [ID!]) {\n  rotationCompleted(after: $after, keys: $keys) {\n    kind: __typename\n    ... on RotationCompleted {\n      cursor\n      eventId\n      occurredAt\n      key {\n        arn\n      }\n    }\n    ... on StreamGap {\n      cursor\n      message\n    }\n  }\n}\n\nsubscription CompletionsWithoutCursor {\n  rotationCompleted {\n    ... on RotationCompleted {\n      eventId\n    }\n  }\n}\n\nsubscription FollowRequest($id: ID!) {\n  rotationRequest(id: $id) {\n    status\n  }\n}": typeof types.KeyArnsDocument,
};
const documents: Documents = {
    "query KeyArns($first: Int) {\n  keys(first: $first, source: KMS) {\n    nodes {\n      arn\n    }\n  }\n}\n\nquery Viewer {\n  viewer {\n    subject\n  }\n}\n\nquery Budgets {\n  viewer {\n    subject\n  }\n  scopes {\n    region\n    kmsBudgets {\n      operation\n    }\n  }\n}\n\nquery Now {\n  rotationEvents(first: 0, filter: {types: [ROTATION_COMPLETED]}) {\n    pageInfo {\n      endCursor\n    }\n  }\n}\n\nmutation Rotate($input: RotateKeyOnDemandInput!) {\n  rotateKeyOnDemand(input: $input) {\n    kind: __typename\n    ... on RotateKeyOnDemandPayload {\n      isReplay\n      request {\n        id\n        status\n      }\n    }\n    ... on OperationError {\n      code\n      message\n    }\n  }\n}\n\nsubscription Completions($after: String, $keys: [ID!]) {\n  rotationCompleted(after: $after, keys: $keys) {\n    kind: __typename\n    ... on RotationCompleted {\n      cursor\n      eventId\n      occurredAt\n      key {\n        arn\n      }\n    }\n    ... on StreamGap {\n      cursor\n      message\n    }\n  }\n}\n\nsubscription CompletionsWithoutCursor {\n  rotationCompleted {\n    ... on RotationCompleted {\n      eventId\n    }\n  }\n}\n\nsubscription FollowRequest($id: ID!) {\n  rotationRequest(id: $id) {\n    status\n  }\n}": types.KeyArnsDocument,
};

/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query KeyArns($first: Int) {\n  keys(first: $first, source: KMS) {\n    nodes {\n      arn\n    }\n  }\n}\n\nquery Viewer {\n  viewer {\n    subject\n  }\n}\n\nquery Budgets {\n  viewer {\n    subject\n  }\n  scopes {\n    region\n    kmsBudgets {\n      operation\n    }\n  }\n}\n\nquery Now {\n  rotationEvents(first: 0, filter: {types: [ROTATION_COMPLETED]}) {\n    pageInfo {\n      endCursor\n    }\n  }\n}\n\nmutation Rotate($input: RotateKeyOnDemandInput!) {\n  rotateKeyOnDemand(input: $input) {\n    kind: __typename\n    ... on RotateKeyOnDemandPayload {\n      isReplay\n      request {\n        id\n        status\n      }\n    }\n    ... on OperationError {\n      code\n      message\n    }\n  }\n}\n\nsubscription Completions($after: String, $keys: [ID!]) {\n  rotationCompleted(after: $after, keys: $keys) {\n    kind: __typename\n    ... on RotationCompleted {\n      cursor\n      eventId\n      occurredAt\n      key {\n        arn\n      }\n    }\n    ... on StreamGap {\n      cursor\n      message\n    }\n  }\n}\n\nsubscription CompletionsWithoutCursor {\n  rotationCompleted {\n    ... on RotationCompleted {\n      eventId\n    }\n  }\n}\n\nsubscription FollowRequest($id: ID!) {\n  rotationRequest(id: $id) {\n    status\n  }\n}"): typeof import('./graphql.ts').KeyArnsDocument;


export function graphql(source: string) {
  return (documents as any)[source] ?? {};
}
