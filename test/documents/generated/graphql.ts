/* eslint-disable */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
/** Exactly one way to name a key. */
export type KeyBy =
  {   /** Alias name with or without `alias/`, in the default Region; or an alias ARN. */
  alias: string; arn?: never; id?: never; keyId?: never; }
  |  { alias?: never;   /** Key ARN. Decides account and Region. */
  arn: string; id?: never; keyId?: never; }
  |  { alias?: never; arn?: never;   /** Global ID from `Key.id`. */
  id: string | number; keyId?: never; }
  |  { alias?: never; arn?: never; id?: never;   /** Key ID (`1234abcd-…` or `mrk-…`) in the default Region: the first of `Query.scopes`. */
  keyId: string; };

export type WhichKeyQueryVariables = Exact<{
  by: KeyBy;
}>;


export type WhichKeyQuery = { key: { id: string, arn: string } | null };


export const WhichKeyDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"WhichKey"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"by"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"KeyBy"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"by"},"value":{"kind":"Variable","name":{"kind":"Name","value":"by"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"arn"}}]}}]}}]} as unknown as DocumentNode<WhichKeyQuery, WhichKeyQueryVariables>;