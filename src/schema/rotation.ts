import {
  daysSincePreviousRotation,
  idOfRotation,
  lastRotation,
  previousRotation,
} from '../resolvers/rotation.ts'
import type { SourcedRotation } from '../resolvers/rotation.ts'
import { keyOf } from '../resolvers/visibility.ts'
import { builder } from './builder.ts'
import { KeyRef } from './key.ts'
import { priced } from './priced.ts'

export const RotationType = builder.enumType('RotationType', {
  description: 'The type of a rotation. (AWS: RotationType)',
  values: {
    AUTOMATIC: { description: 'KMS rotated the key on its automatic schedule.' },
    ON_DEMAND: { description: 'A caller requested the rotation, through this gateway or directly from KMS.' },
    UNRECOGNIZED: { description: 'A type that this version of the gateway does not know.' },
  },
})

export const RotationRef = builder.objectRef<SourcedRotation>('Rotation')

builder.node(RotationRef, {
  description: 'A completed rotation of a key. (AWS: RotationsListEntry)',
  id: { resolve: idOfRotation },
  fields: (t) => ({
    key: t.field({
      type: KeyRef,
      description: 'The key that was rotated.',
      resolve: ({ keyArn, source }, _, context) => keyOf(keyArn, context, source),
    }),
    rotatedAt: t.expose('rotatedAt', {
      type: 'DateTime',
      description: 'When the new key material became current. (AWS: RotationDate)',
    }),
    type: t.expose('type', {
      type: RotationType,
      description: 'Whether the rotation was automatic or on demand. (AWS: RotationType)',
    }),
    previous: t.field({
      ...priced({ reads: ['rotations'] }),
      type: RotationRef,
      nullable: true,
      description:
        'The previous rotation of the key. Null for the first rotation, and if the history could not be read.',
      resolve: (rotation, _, context) => previousRotation(rotation, context),
    }),
    daysSincePrevious: t.float({
      ...priced({ reads: ['rotations', 'metadata'] }),
      nullable: true,
      description:
        'Days since the previous rotation or, for the first rotation, since the creation of the key. Null if that time could not be read.',
      resolve: (rotation, _, context) => daysSincePreviousRotation(rotation, context),
    }),
  }),
})

builder.objectField(KeyRef, 'lastRotation', (t) =>
  t.field({
    ...priced({ reads: ['rotations'] }),
    type: RotationRef,
    nullable: true,
    description:
      'The latest completed rotation of any type. Null if the key was never rotated, or if its history could not be read; in that case `problems.rotations` has the error. (AWS: ListKeyRotations)',
    resolve: (key, _, context) => lastRotation(key, context),
  }),
)
