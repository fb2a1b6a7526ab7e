import SchemaBuilder from '@pothos/core'
import DirectivesPlugin from '@pothos/plugin-directives'
import ErrorsPlugin from '@pothos/plugin-errors'
import RelayPlugin from '@pothos/plugin-relay'
import ScopeAuthPlugin from '@pothos/plugin-scope-auth'
import type { Permission } from '../auth/viewer.ts'
import type { Context } from '../context.ts'
import { ForbiddenError, UnauthenticatedError } from '../errors.ts'
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
    // It names nobody: one answer may be given to all whose rights are the same.
    unauthorizedError: (_parent, { viewer }, { parentType, fieldName }) =>
      new (viewer.isAuthenticated ? ForbiddenError : UnauthenticatedError)(
        `You may not use ${parentType.name}.${fieldName}: see its @requiresPermission in the schema, and \`viewer\` for what you may do.`,
      ),
  },
  errors: { directResult: true },
  relay: {
    cursorType: 'String',
    encodeGlobalID: (typename, id) => encodeGlobalId(typename, String(id)),
    decodeGlobalID: (id) => decodeGlobalId(id),
    // `node` and `nodes` are in node.ts: a malformed id among many must not fail the others.
    nodeQueryOptions: false,
    nodesQueryOptions: false,
    nodeTypeOptions: { description: 'An object with a globally unique ID.' },
    idFieldOptions: {
      description: 'Opaque global ID. Pass it to `node` to refetch the object. Not a KMS key ID.',
    },
    pageInfoTypeOptions: { description: 'Where a page stands in its list.' },
    hasNextPageFieldOptions: {
      description:
        'Whether there is more after this page. Exact when paging with `first`, except for a page of filtered `keys` that ended at its bound: then it is true, and no further key may match.',
    },
    hasPreviousPageFieldOptions: { description: 'True when something before this page is known to exist.' },
    startCursorFieldOptions: {
      description: 'Cursor of the first edge. Null on an empty page.',
      nullable: true,
    },
    endCursorFieldOptions: {
      description:
        'Where to go on, as `after`. Cursor of the last edge; with a filter on `keys`, of the last key examined.',
      nullable: true,
    },
    cursorFieldOptions: {
      description: 'Opaque place of this edge, for `after` and `before`. Valid in this connection only.',
    },
    nodeFieldOptions: { description: 'The item at the end of the edge.' },
    pageInfoFieldOptions: { description: 'Where this page stands, and where to go on.' },
    edgesFieldOptions: { description: 'The items of this page with their cursors.' },
    nodesOnConnection: { description: 'The items of this page without their cursors.' },
  },
})

builder.queryType({ description: 'Everything that can be read.' })
builder.mutationType({ description: 'Everything that can be changed.' })
builder.subscriptionType({ description: 'Everything that can be followed live, over WebSocket or SSE.' })

/** Holds a field to a permission, and says so in the printed schema; so it does with what the field costs. */
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
