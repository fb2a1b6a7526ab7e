import {
  multiRegionOf,
  multiRegionRole,
  primaryArnOf,
  replicaArnsOf,
  replicasOf,
} from '../resolvers/multi-region.ts'
import type { SourcedMultiRegion } from '../resolvers/multi-region.ts'
import { visibleKey } from '../resolvers/visibility.ts'
import { builder } from './builder.ts'
import { KeyRef } from './key.ts'
import { OF_MANY, priced } from './priced.ts'

const MultiRegionRole = builder.enumType('MultiRegionRole', {
  description: 'The role of a multi-Region key. (AWS: MultiRegionKeyType)',
  values: {
    PRIMARY: {
      description: 'The primary key. Its rotation settings and rotations also apply to its replicas.',
    },
    REPLICA: { description: 'A replica key, which rotates with its primary key.' },
    UNRECOGNIZED: { description: 'A role that this version of the gateway does not know.' },
  },
})

const MultiRegionRef = builder.objectRef<SourcedMultiRegion>('MultiRegionConfiguration').implement({
  description:
    'The primary and replica keys of a multi-Region key, which share key ID and key material. (AWS: MultiRegionConfiguration)',
  extensions: OF_MANY,
  fields: (t) => ({
    role: t.field({
      type: MultiRegionRole,
      description: 'Whether this key is the primary key or a replica. (AWS: MultiRegionKeyType)',
      resolve: multiRegionRole,
    }),
    primary: t.field({
      type: KeyRef,
      nullable: true,
      description:
        'The primary key, which rotation is configured and started on. Null if this gateway does not serve its Region or you may not read the key. (AWS: PrimaryKey)',
      resolve: ({ primaryKeyArn, source }, _, context) => visibleKey(primaryKeyArn, context, source),
    }),
    primaryArn: t.string({
      nullable: true,
      description:
        'ARN of the primary key, even if this gateway does not serve its Region. Null if you may not read the key. (AWS: PrimaryKey)',
      resolve: (relatives, _, context) => primaryArnOf(relatives, context),
    }),
    replicas: t.field({
      ...priced({}, { assumedSize: 5 }),
      type: [KeyRef],
      nullable: true,
      description:
        'Replica keys that you may read, in the Regions that this gateway serves. Null if KMS did not report the replicas. (AWS: ReplicaKeys)',
      resolve: (relatives, _, context) => replicasOf(relatives, context),
    }),
    replicaArns: t.stringList({
      nullable: true,
      description:
        'ARNs of all replica keys that you may read, including Regions that this gateway does not serve. Null if KMS did not report the replicas. (AWS: ReplicaKeys)',
      resolve: (relatives, _, context) => replicaArnsOf(relatives, context),
    }),
  }),
})

builder.objectField(KeyRef, 'multiRegion', (t) =>
  t.field({
    ...priced({ reads: ['metadata'] }),
    type: MultiRegionRef,
    nullable: true,
    description:
      'Multi-Region configuration of the key. Null if the key is a single-Region key, or if it could not be read; in that case `problems.metadata` has the error. (AWS: MultiRegionConfiguration)',
    resolve: (key, _, context) => multiRegionOf(key, context),
  }),
)
