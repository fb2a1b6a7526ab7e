import { rotationConnection } from '../resolvers/rotation-connection.ts'
import type { RotationConnection } from '../resolvers/rotation-connection.ts'
import { builder } from './builder.ts'
import { MISSING_SIZE, MissingDataRef } from './missing-data.ts'
import { KeyRef } from './key.ts'
import { OrderDirection } from './order-direction.ts'
import { pageOf, priced } from './priced.ts'
import { RotationRef, RotationType } from './rotation.ts'

export const RotationConnectionRef = builder.connectionObject<typeof RotationRef, RotationConnection>(
  {
    type: RotationRef,
    name: 'RotationConnection',
    description: 'A page of completed rotations, of one key or of all keys.',
    fields: (t) => ({
      totalCount: t.int({
        ...priced({ reads: ['rotations'] }),
        nullable: true,
        description:
          'Total number of rotations that match the filter. For one key, it reads the whole history, usually far fewer than 100 rotations. Null if it could not be read or, for all keys, if `missing` is not empty. Rotations of the `unreadableCount` keys are not in it.',
        resolve: (connection) => connection.totalCount(),
      }),
      isComplete: t.boolean({
        description:
          'Whether the list has every rotation that matches. If it is false, `missing` and `unreadableCount` say why. Always true for one key.',
        resolve: ({ missing, unreadableCount }) => missing.length === 0 && unreadableCount === 0,
      }),
      unreadableCount: t.int({
        description:
          'Number of keys whose rotations may be missing, because their history or the tags that the filter needs could not be read. Always 0 for one key.',
        resolve: ({ unreadableCount }) => unreadableCount,
      }),
      missing: t.field({
        ...priced({}, MISSING_SIZE),
        type: [MissingDataRef],
        description:
          'What the list may not include because of the state of the inventory, and why. Always empty for one key.',
        resolve: ({ missing }) => missing,
      }),
    }),
  },
  { name: 'RotationEdge', description: 'A rotation and its cursor.' },
)

const RotationFilter = builder.inputType('RotationFilter', {
  description:
    'Conditions that rotations must meet. A rotation must meet all given fields; the values of a list are alternatives.',
  fields: (t) => ({
    types: t.field({ type: [RotationType], description: 'Only rotations of these types.' }),
    rotatedAfter: t.field({ type: 'DateTime', description: 'Only rotations after this time.' }),
    rotatedBefore: t.field({ type: 'DateTime', description: 'Only rotations before this time.' }),
  }),
})

const RotationOrderField = builder.enumType('RotationOrderField', {
  description: 'The value to order rotations by.',
  values: { ROTATED_AT: { description: 'Time at which the new key material became current.' } },
})

const RotationOrder = builder.inputType('RotationOrder', {
  description: 'The order of rotations.',
  fields: (t) => ({
    field: t.field({ type: RotationOrderField, required: true, description: 'The value to order by.' }),
    direction: t.field({ type: OrderDirection, required: true, description: 'Ascending or descending.' }),
  }),
})

builder.objectField(KeyRef, 'rotations', (t) =>
  t.field({
    ...priced({ reads: ['rotations'] }, pageOf(25, 'first', 'last')),
    type: RotationConnectionRef,
    nullable: true,
    description:
      'Completed rotations of the key. With only `first` and `after`, they are in the order of ListKeyRotations and the gateway reads no more pages than needed. With `last`, `before`, `filter` or `orderBy`, the gateway reads the whole history and sorts it by time, so `last: 5` returns the newest five. Null if the history could not be read; `problems.rotations` has the error. (AWS: ListKeyRotations)',
    args: {
      first: t.arg.int({
        description: 'Page size, counted from the start, 0 to 100. Default: 25 if `last` is not given.',
      }),
      after: t.arg.string({
        description:
          'Cursor to start after, from the same key, filter and order. Default: the start of the list.',
      }),
      last: t.arg.int({
        description: 'Page size, counted from the end, 0 to 100. Cannot be combined with `first`.',
      }),
      before: t.arg.string({
        description:
          'Cursor to end before, from the same key, filter and order. Default: the end of the list.',
      }),
      filter: t.arg({
        type: RotationFilter,
        description: 'Only rotations that match this filter. Default: all rotations.',
      }),
      orderBy: t.arg({
        type: RotationOrder,
        description:
          'The order of the rotations. Default: the order of ListKeyRotations or, with `last`, `before` or `filter`, oldest first.',
      }),
    },
    resolve: (key, args, context) => rotationConnection(key, args, context),
  }),
)
