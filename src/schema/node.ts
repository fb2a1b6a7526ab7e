import { findNode, findNodes } from '../resolvers/node.ts'
import { builder, requires } from './builder.ts'

builder.queryFields((t) => ({
  node: t.field({
    // The cost of a rotation or a key material, which requires the history of its key. A key costs less.
    ...requires('ROTATION_READ', { reads: ['rotations'] }),
    type: builder.nodeInterfaceRef(),
    nullable: true,
    description:
      'Looks up an object by its global ID. Null if the object no longer exists or you may not read it.',
    args: { id: t.arg.id({ required: true, description: 'Global ID of the object, from its `id` field.' }) },
    resolve: (_, { id }, context) => findNode(id, context),
  }),
  nodes: t.field({
    ...requires('ROTATION_READ', { reads: ['rotations'] }, { slicingArguments: ['ids'] }),
    type: [builder.nodeInterfaceRef()],
    nullable: { list: false, items: true },
    description:
      'Looks up several objects by their global IDs, in the same order. An item is null if its object no longer exists or you may not read it. A malformed ID is null and adds an error to `errors`.',
    args: {
      ids: t.arg.idList({
        required: true,
        description: 'Global IDs of the objects, up to `gateway.limits.maxNodes`.',
      }),
    },
    resolve: (_, { ids }, context) => findNodes(ids, context),
  }),
}))
