import SchemaBuilder from '@pothos/core'
import DirectivesPlugin from '@pothos/plugin-directives'
import ErrorsPlugin from '@pothos/plugin-errors'
import RelayPlugin from '@pothos/plugin-relay'
import ScopeAuthPlugin from '@pothos/plugin-scope-auth'
import { omittedClaimsNote } from '../auth/viewer.ts'
import type { Permission } from '../auth/viewer.ts'
import type { Context } from '../context.ts'
import { ForbiddenError, UnauthenticatedError } from '../errors/request-errors.ts'
import { decodeGlobalId, encodeGlobalId } from '../resolvers/global-id.ts'
import { priced } from './priced.ts'
import type { ListSize, Priced } from './priced.ts'

export interface SchemaTypes {
  Context: Context
  DefaultFieldNullability: false
  Scalars: {
    ID: { Input: string; Output: string }
    DateTime: { Input: Date; Output: Date }
  }
  AuthScopes: { permission: Permission }
  Directives: {
    requiresPermission: { locations: 'FIELD_DEFINITION'; args: { permission: Permission } }
    cost: { locations: 'FIELD_DEFINITION' | 'INPUT_FIELD_DEFINITION'; args: { weight: string } }
    listSize: { locations: 'FIELD_DEFINITION'; args: ListSize }
  }
}

export const builder = new SchemaBuilder<SchemaTypes>({
  // Errors before permissions: https://github.com/hayes/pothos/issues/464
  plugins: [ErrorsPlugin, ScopeAuthPlugin, RelayPlugin, DirectivesPlugin],
  defaultFieldNullability: false,
  directives: { useGraphQLToolsUnorderedDirectives: true },
  scopeAuth: {
    authorizeOnSubscribe: true,
    authScopes: ({ viewer }) => ({ permission: (permission) => viewer.permissions.has(permission) }),
    // The message does not name the caller: one result may go to all callers with the same rights.
    unauthorizedError: (_parent, { viewer }, { parentType, fieldName }) =>
      new (viewer.isAuthenticated ? ForbiddenError : UnauthenticatedError)(
        `${parentType.name}.${fieldName} requires a permission that you do not have. See @requiresPermission in the schema for the required permission, and Query.viewer for your permissions.${omittedClaimsNote(viewer)}`,
      ),
  },
  errors: { directResult: true },
  relay: {
    cursorType: 'String',
    encodeGlobalID: (typename, id) => encodeGlobalId(typename, String(id)),
    decodeGlobalID: (id) => decodeGlobalId(id),
    // node.ts defines `node` and `nodes`, because one malformed ID must not fail the other IDs of `nodes`.
    nodeQueryOptions: false,
    nodesQueryOptions: false,
    nodeTypeOptions: { description: 'An object that has a global ID.' },
    idFieldOptions: {
      description:
        'Opaque global ID of the object. Pass it to `node` to read the object again. It is not a KMS key ID.',
    },
    pageInfoTypeOptions: { description: 'Information about one page of a connection.' },
    hasNextPageFieldOptions: {
      description:
        'Whether there are more items after this page. Exact when paging with `first`, with one exception: a page of filtered `keys` that stopped at its scan limit reports true even if no further key matches.',
    },
    hasPreviousPageFieldOptions: { description: 'Whether items are known to exist before this page.' },
    startCursorFieldOptions: {
      description: 'Cursor of the first edge. Null if the page is empty.',
      nullable: true,
    },
    endCursorFieldOptions: {
      description:
        'Cursor to pass as `after` to read the next page: the cursor of the last edge or, for filtered `keys`, of the last key examined. Null if the page is empty.',
      nullable: true,
    },
    cursorFieldOptions: {
      description:
        'Opaque cursor of this edge, for `after` and `before`. Valid only for the same connection.',
    },
    nodeFieldOptions: { description: 'The item at the end of the edge.' },
    pageInfoFieldOptions: {
      description: 'Information about this page, including the cursor of the next page.',
    },
    edgesFieldOptions: { description: 'The items of this page, each with its cursor.' },
    nodesOnConnection: { description: 'The items of this page, without cursors.' },
  },
})

builder.queryType({ description: 'The query root: reads keys, rotations, rotation requests and events.' })
builder.mutationType({
  description: 'The mutation root: rotates keys on demand and turns automatic rotation on or off.',
})
builder.subscriptionType({
  description: 'The subscription root: delivers events and progress live, over WebSocket or SSE.',
})

/** Makes a field require a permission, and prints the permission and the cost of the field in the schema. */
export function requires<Needed extends Permission>(
  permission: Needed,
  price: Priced = {},
  listSize?: ListSize,
) {
  const { directives, extensions } = priced(price, listSize)
  return {
    authScopes: { permission },
    directives: { requiresPermission: { permission }, ...directives },
    extensions,
  }
}

export type Builder = typeof builder
