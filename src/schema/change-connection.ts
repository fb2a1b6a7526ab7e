import type { Connection } from '../pagination/connection.ts'
import { changeConnection, changesOfKey } from '../resolvers/change-connection.ts'
import type { Change } from '../rotation/change-record.ts'
import { builder, requires } from './builder.ts'
import { ChangeKind, ChangeOutcome, ChangeRef } from './change.ts'
import { KeyRef } from './key.ts'
import { OF_MANY, pageOf, priced } from './priced.ts'

const ChangeConnectionRef = builder.connectionObject<typeof ChangeRef, Connection<Change>>(
  {
    type: ChangeRef,
    name: 'ChangeConnection',
    description: 'A page of changes, newest first.',
    extensions: OF_MANY,
  },
  { name: 'ChangeEdge', description: 'A change and its cursor.' },
)

const ChangeFilter = builder.inputType('ChangeFilter', {
  description:
    'Conditions that changes must meet. A change must meet all given fields; the values of a list are alternatives.',
  fields: (t) => ({
    keys: t.idList({ description: 'Only changes of these keys: values of `Key.id`.' }),
    requestedBy: t.stringList({ description: 'Only changes that these subjects requested.' }),
    since: t.field({ type: 'DateTime', description: 'Only changes requested at this time or later.' }),
    until: t.field({ type: 'DateTime', description: 'Only changes requested before this time.' }),
    kinds: t.field({ type: [ChangeKind], description: 'Only changes of these kinds.' }),
    outcomes: t.field({ type: [ChangeOutcome], description: 'Only changes with one of these outcomes.' }),
  }),
})

builder.queryField('changes', (t) =>
  t.field({
    ...requires('ROTATION_READ', {}, pageOf(25, 'first')),
    type: ChangeConnectionRef,
    description:
      'Changes that were requested through this gateway, newest first: on-demand rotations, and changes of automatic rotation. The gateway keeps them in memory or, with `--data-folder`, across restarts. Changes made in another way are not included.',
    args: {
      first: t.arg.int({ defaultValue: 25, description: 'Page size, 0 to 100. Default: 25.' }),
      after: t.arg.string({
        description: 'Cursor to start after, from the same filter. Default: the newest change.',
      }),
      filter: t.arg({
        type: ChangeFilter,
        description: 'Only changes that match this filter. Default: all changes.',
      }),
    },
    resolve: (_, args, context) => changeConnection(args, context),
  }),
)

builder.objectField(KeyRef, 'changes', (t) =>
  t.field({
    ...priced({}, pageOf(25, 'first')),
    type: ChangeConnectionRef,
    description:
      'Changes of the key that were requested through this gateway, newest first. See `Query.changes`.',
    args: {
      first: t.arg.int({ defaultValue: 25, description: 'Page size, 0 to 100. Default: 25.' }),
      after: t.arg.string({
        description: 'Cursor to start after, from the same key. Default: the newest change.',
      }),
    },
    resolve: (key, args, context) => changesOfKey(key, args, context),
  }),
)
