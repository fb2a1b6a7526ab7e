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
    "fragment FleetAnswerFacts on FleetAnswer {\n  examinedCount\n  unreadableCount\n  undecidedCount\n  isComplete\n  oldestObservedAt\n  missing {\n    reason\n    scope {\n      ...ScopeName\n    }\n  }\n}\n\nfragment ScopeName on Scope {\n  accountId\n  accountName\n  region\n}": typeof types.FleetAnswerFactsFragmentDoc,
    "query Keys($filter: KeyFilter, $orderBy: KeyOrder, $first: Int, $last: Int, $after: String, $before: String) {\n  gateway {\n    answeredAt\n  }\n  keys(\n    filter: $filter\n    orderBy: $orderBy\n    first: $first\n    last: $last\n    after: $after\n    before: $before\n    source: INVENTORY\n  ) {\n    totalCount\n    undecidedCount\n    isComplete\n    observedAt\n    nodes {\n      arn\n      displayName\n      compliance {\n        verdict\n        dueAt\n      }\n    }\n    unavailableScopes {\n      scope {\n        ...ScopeName\n      }\n      error {\n        code\n        message\n      }\n    }\n    pageInfo {\n      hasPreviousPage\n      hasNextPage\n      startCursor\n      endCursor\n    }\n  }\n}": typeof types.KeysDocument,
    "query Overview($soon: DateTime!, $recently: DateTime!, $fewLeft: Int!) {\n  gateway {\n    answeredAt\n    mode\n    isReadOnly\n  }\n  fleet {\n    ...FleetAnswerFacts\n    keyCount\n    byVerdict {\n      verdict\n      keyCount\n    }\n  }\n  upcoming(until: $soon) {\n    ...FleetAnswerFacts\n    days {\n      startsAt\n      automaticRotationCount\n      dueCount\n    }\n  }\n  rotations(filter: {rotatedAfter: $recently}, first: 5) {\n    totalCount\n    unreadableCount\n    isComplete\n    nodes {\n      id\n      rotatedAt\n      type\n      key {\n        arn\n        displayName\n      }\n    }\n  }\n  fewLeft: keys(\n    filter: {maxRemainingOnDemand: $fewLeft}\n    orderBy: {field: REMAINING_ON_DEMAND}\n    source: INVENTORY\n    first: 5\n  ) {\n    totalCount\n    undecidedCount\n    isComplete\n    nodes {\n      arn\n      displayName\n      onDemandQuota {\n        remaining\n      }\n    }\n    unavailableScopes {\n      scope {\n        ...ScopeName\n      }\n      error {\n        message\n        code\n      }\n    }\n  }\n}": typeof types.OverviewDocument,
    "query SignIn {\n  gateway {\n    signIn {\n      isRequired\n      providers {\n        issuer\n        clientId\n        scopes\n      }\n    }\n  }\n}\n\nquery Viewer {\n  viewer {\n    subject\n    permissions\n    omittedClaims\n  }\n}": typeof types.SignInDocument,
};
const documents: Documents = {
    "fragment FleetAnswerFacts on FleetAnswer {\n  examinedCount\n  unreadableCount\n  undecidedCount\n  isComplete\n  oldestObservedAt\n  missing {\n    reason\n    scope {\n      ...ScopeName\n    }\n  }\n}\n\nfragment ScopeName on Scope {\n  accountId\n  accountName\n  region\n}": types.FleetAnswerFactsFragmentDoc,
    "query Keys($filter: KeyFilter, $orderBy: KeyOrder, $first: Int, $last: Int, $after: String, $before: String) {\n  gateway {\n    answeredAt\n  }\n  keys(\n    filter: $filter\n    orderBy: $orderBy\n    first: $first\n    last: $last\n    after: $after\n    before: $before\n    source: INVENTORY\n  ) {\n    totalCount\n    undecidedCount\n    isComplete\n    observedAt\n    nodes {\n      arn\n      displayName\n      compliance {\n        verdict\n        dueAt\n      }\n    }\n    unavailableScopes {\n      scope {\n        ...ScopeName\n      }\n      error {\n        code\n        message\n      }\n    }\n    pageInfo {\n      hasPreviousPage\n      hasNextPage\n      startCursor\n      endCursor\n    }\n  }\n}": types.KeysDocument,
    "query Overview($soon: DateTime!, $recently: DateTime!, $fewLeft: Int!) {\n  gateway {\n    answeredAt\n    mode\n    isReadOnly\n  }\n  fleet {\n    ...FleetAnswerFacts\n    keyCount\n    byVerdict {\n      verdict\n      keyCount\n    }\n  }\n  upcoming(until: $soon) {\n    ...FleetAnswerFacts\n    days {\n      startsAt\n      automaticRotationCount\n      dueCount\n    }\n  }\n  rotations(filter: {rotatedAfter: $recently}, first: 5) {\n    totalCount\n    unreadableCount\n    isComplete\n    nodes {\n      id\n      rotatedAt\n      type\n      key {\n        arn\n        displayName\n      }\n    }\n  }\n  fewLeft: keys(\n    filter: {maxRemainingOnDemand: $fewLeft}\n    orderBy: {field: REMAINING_ON_DEMAND}\n    source: INVENTORY\n    first: 5\n  ) {\n    totalCount\n    undecidedCount\n    isComplete\n    nodes {\n      arn\n      displayName\n      onDemandQuota {\n        remaining\n      }\n    }\n    unavailableScopes {\n      scope {\n        ...ScopeName\n      }\n      error {\n        message\n        code\n      }\n    }\n  }\n}": types.OverviewDocument,
    "query SignIn {\n  gateway {\n    signIn {\n      isRequired\n      providers {\n        issuer\n        clientId\n        scopes\n      }\n    }\n  }\n}\n\nquery Viewer {\n  viewer {\n    subject\n    permissions\n    omittedClaims\n  }\n}": types.SignInDocument,
};

/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "fragment FleetAnswerFacts on FleetAnswer {\n  examinedCount\n  unreadableCount\n  undecidedCount\n  isComplete\n  oldestObservedAt\n  missing {\n    reason\n    scope {\n      ...ScopeName\n    }\n  }\n}\n\nfragment ScopeName on Scope {\n  accountId\n  accountName\n  region\n}"): typeof import('./graphql.ts').FleetAnswerFactsFragmentDoc;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query Keys($filter: KeyFilter, $orderBy: KeyOrder, $first: Int, $last: Int, $after: String, $before: String) {\n  gateway {\n    answeredAt\n  }\n  keys(\n    filter: $filter\n    orderBy: $orderBy\n    first: $first\n    last: $last\n    after: $after\n    before: $before\n    source: INVENTORY\n  ) {\n    totalCount\n    undecidedCount\n    isComplete\n    observedAt\n    nodes {\n      arn\n      displayName\n      compliance {\n        verdict\n        dueAt\n      }\n    }\n    unavailableScopes {\n      scope {\n        ...ScopeName\n      }\n      error {\n        code\n        message\n      }\n    }\n    pageInfo {\n      hasPreviousPage\n      hasNextPage\n      startCursor\n      endCursor\n    }\n  }\n}"): typeof import('./graphql.ts').KeysDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query Overview($soon: DateTime!, $recently: DateTime!, $fewLeft: Int!) {\n  gateway {\n    answeredAt\n    mode\n    isReadOnly\n  }\n  fleet {\n    ...FleetAnswerFacts\n    keyCount\n    byVerdict {\n      verdict\n      keyCount\n    }\n  }\n  upcoming(until: $soon) {\n    ...FleetAnswerFacts\n    days {\n      startsAt\n      automaticRotationCount\n      dueCount\n    }\n  }\n  rotations(filter: {rotatedAfter: $recently}, first: 5) {\n    totalCount\n    unreadableCount\n    isComplete\n    nodes {\n      id\n      rotatedAt\n      type\n      key {\n        arn\n        displayName\n      }\n    }\n  }\n  fewLeft: keys(\n    filter: {maxRemainingOnDemand: $fewLeft}\n    orderBy: {field: REMAINING_ON_DEMAND}\n    source: INVENTORY\n    first: 5\n  ) {\n    totalCount\n    undecidedCount\n    isComplete\n    nodes {\n      arn\n      displayName\n      onDemandQuota {\n        remaining\n      }\n    }\n    unavailableScopes {\n      scope {\n        ...ScopeName\n      }\n      error {\n        message\n        code\n      }\n    }\n  }\n}"): typeof import('./graphql.ts').OverviewDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query SignIn {\n  gateway {\n    signIn {\n      isRequired\n      providers {\n        issuer\n        clientId\n        scopes\n      }\n    }\n  }\n}\n\nquery Viewer {\n  viewer {\n    subject\n    permissions\n    omittedClaims\n  }\n}"): typeof import('./graphql.ts').SignInDocument;


export function graphql(source: string) {
  return (documents as any)[source] ?? {};
}
