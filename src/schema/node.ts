import { findNode, findNodes } from '../resolvers/node.ts'
import { builder, requires } from './builder.ts'

builder.queryFields((t) => ({
  node: t.field({
    // Of a rotation or a material, which are found in the history of their key; of a key it is less.
    ...requires('ROTATION_READ', { reads: ['rotations'] }),
    type: builder.nodeInterfaceRef(),
    nullable: true,
    description: 'The object with this global ID. Null when it is gone or may not be seen.',
    args: { id: t.arg.id({ required: true, description: 'Value of an `id` field.' }) },
    resolve: (_, { id }, context) => findNode(id, context),
  }),
  nodes: t.field({
    ...requires('ROTATION_READ', { reads: ['rotations'] }, { slicingArguments: ['ids'] }),
    type: [builder.nodeInterfaceRef()],
    nullable: { list: false, items: true },
    description:
      'The objects with these global IDs, in the same order. Null where one is gone; a malformed ID is null with an error of its own.',
    args: {
      ids: t.arg.idList({
        required: true,
        description: 'Values of `id` fields, up to `gateway.limits.maxNodes`.',
      }),
    },
    resolve: (_, { ids }, context) => findNodes(ids, context),
  }),
}))
