import {
  daysBetween,
  idOfRotation,
  lastRotation,
  previousRotation,
  rotationConnection,
} from '../resolvers/rotation.ts'
import type { RotationConnection } from '../resolvers/rotation.ts'
import { keyOf } from '../resolvers/visibility.ts'
import type { Rotation } from '../rotation/rotation.ts'
import { builder } from './builder.ts'
import { KeyRef } from './key.ts'
import { OrderDirection } from './order-direction.ts'
import { pageOf, priced } from './priced.ts'

export const RotationType = builder.enumType('RotationType', {
  description: 'What brought a rotation about. (AWS: RotationType)',
  values: {
    AUTOMATIC: { description: "The key's own schedule." },
    ON_DEMAND: { description: 'Somebody asked for it, through this gateway or any other way.' },
    UNRECOGNIZED: { description: 'A type newer than this gateway.' },
  },
})

export const RotationRef = builder.objectRef<Rotation>('Rotation')

builder.node(RotationRef, {
  description:
    'A completed rotation: from then on KMS encrypts with new key material. (AWS: RotationsListEntry)',
  id: { resolve: idOfRotation },
  fields: (t) => ({
    key: t.field({
      type: KeyRef,
      description: 'The key that was rotated.',
      resolve: ({ keyArn }, _, context) => keyOf(keyArn, context),
    }),
    rotatedAt: t.expose('rotatedAt', {
      type: 'DateTime',
      description: 'When the new material became current. (AWS: RotationDate)',
    }),
    type: t.expose('type', { type: RotationType, description: 'What brought it about. (AWS: RotationType)' }),
    previous: t.field({
      ...priced({ reads: ['rotations'] }),
      type: RotationRef,
      nullable: true,
      description: 'The rotation before this one. Null for the first.',
      resolve: (rotation, _, context) => previousRotation(rotation, context),
    }),
    daysSincePrevious: t.float({
      ...priced({ reads: ['rotations', 'metadata'] }),
      nullable: true,
      description: 'Days since the previous rotation, or since the creation of the key for the first one.',
      resolve: (rotation, _, context) => daysBetween(rotation, context),
    }),
  }),
})

const RotationConnectionRef = builder.connectionObject<typeof RotationRef, RotationConnection>(
  {
    type: RotationRef,
    name: 'RotationConnection',
    description: 'A page of the history of a key.',
    fields: (t) => ({
      totalCount: t.int({
        ...priced({ reads: ['rotations'] }),
        nullable: true,
        description:
          'How many rotations there are under the filter. Reads the whole history, well under 100 rotations.',
        resolve: (connection) => connection.totalCount(),
      }),
    }),
  },
  { name: 'RotationEdge', description: 'A rotation and its place in the history.' },
)

const RotationFilter = builder.inputType('RotationFilter', {
  description: 'Which rotations. All given fields must match; values inside a list are alternatives.',
  fields: (t) => ({
    types: t.field({ type: [RotationType], description: 'Of one of these types.' }),
    rotatedAfter: t.field({ type: 'DateTime', description: 'Later than this.' }),
    rotatedBefore: t.field({ type: 'DateTime', description: 'Earlier than this.' }),
  }),
})

const RotationOrderField = builder.enumType('RotationOrderField', {
  description: 'What rotations can be ordered by.',
  values: { ROTATED_AT: { description: 'When the new material became current.' } },
})

const RotationOrder = builder.inputType('RotationOrder', {
  description: 'In which order rotations come.',
  fields: (t) => ({
    field: t.field({ type: RotationOrderField, required: true, description: 'What to order by.' }),
    direction: t.field({ type: OrderDirection, required: true, description: 'Which end comes first.' }),
  }),
})

builder.objectFields(KeyRef, (t) => ({
  lastRotation: t.field({
    ...priced({ reads: ['rotations'] }),
    type: RotationRef,
    nullable: true,
    description:
      'Most recent completed rotation of any type. Null when never rotated, and when the history may not be read: `problems.rotations` tells the two apart. (AWS: ListKeyRotations)',
    resolve: (key, _, context) => lastRotation(key, context),
  }),
  rotations: t.field({
    ...priced({ reads: ['rotations'] }, pageOf(25, 'first', 'last')),
    type: RotationConnectionRef,
    nullable: true,
    description:
      'Completed rotations. Null when the history may not be read: see `problems.rotations`. Paged forward without filter or order they come as KMS lists them, page for page; with `last`, `before`, `filter` or `orderBy` they are sorted by time from the whole history, so `last: 5` is the newest five. (AWS: ListKeyRotations)',
    args: {
      first: t.arg.int({
        description: 'Page size from the start, 0 to 100. 25 when neither `first` nor `last` is given.',
      }),
      after: t.arg.string({ description: 'Start after this cursor of the same key, filter and order.' }),
      last: t.arg.int({ description: 'Page size from the end, 0 to 100. Not together with `first`.' }),
      before: t.arg.string({ description: 'End before this cursor of the same key, filter and order.' }),
      filter: t.arg({ type: RotationFilter, description: 'Which rotations. Default: all.' }),
      orderBy: t.arg({ type: RotationOrder, description: 'In which order. Default: as KMS lists them.' }),
    },
    resolve: (key, args, context) => rotationConnection(key, args, context),
  }),
}))
