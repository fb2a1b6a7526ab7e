import { fleetRotationConnection } from '../resolvers/fleet-rotation-connection.ts'
import { builder, requires } from './builder.ts'
import { ScopeInput } from './key-connection.ts'
import { TagFilter } from './key-filter.ts'
import { FROM_INVENTORY, pageOf } from './priced.ts'
import { RotationConnectionRef } from './rotation-connection.ts'
import { RotationType } from './rotation.ts'

const FleetRotationFilter = builder.inputType('FleetRotationFilter', {
  description:
    'Conditions that rotations of all keys must meet. A rotation must meet all given fields; the values of a list are alternatives, except in `tags`.',
  fields: (t) => ({
    types: t.field({ type: [RotationType], description: 'Only rotations of these types.' }),
    rotatedAfter: t.field({ type: 'DateTime', description: 'Only rotations after this time.' }),
    rotatedBefore: t.field({ type: 'DateTime', description: 'Only rotations before this time.' }),
    scopes: t.field({
      type: [ScopeInput],
      description: 'Only rotations of keys in these accounts and Regions.',
    }),
    tags: t.field({ type: [TagFilter], description: 'Only rotations of keys that have all of these tags.' }),
  }),
})

builder.queryField('rotations', (t) =>
  t.field({
    ...requires('ROTATION_READ', FROM_INVENTORY, pageOf(25, 'first')),
    type: RotationConnectionRef,
    description:
      'Completed rotations of all keys that you may read, newest first, from the histories in the inventory. It does not send requests to KMS. A new rotation appears before the first page, so it does not change the pages after a cursor. Fails with INVENTORY_REQUIRED if this gateway keeps no inventory.',
    args: {
      first: t.arg.int({ defaultValue: 25, description: 'Page size, 0 to 100. Default: 25.' }),
      after: t.arg.string({
        description:
          'Cursor to start after: `pageInfo.endCursor` of the previous page, with the same filter. Default: the newest rotation.',
      }),
      filter: t.arg({
        type: FleetRotationFilter,
        description: 'Only rotations that match this filter. Default: all rotations.',
      }),
    },
    resolve: (_, args, context) => fleetRotationConnection(args, context),
  }),
)
