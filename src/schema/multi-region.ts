import type { MultiRegion } from '../kms/kms.ts'
import { fromMetadata } from '../resolvers/key.ts'
import { multiRegionRole, primaryArnOf, replicaArnsOf, replicasOf } from '../resolvers/multi-region.ts'
import { visibleKey } from '../resolvers/visibility.ts'
import { builder } from './builder.ts'
import { KeyRef } from './key.ts'
import { OF_MANY, priced } from './priced.ts'

const MultiRegionRole = builder.enumType('MultiRegionRole', {
  description: 'What a multi-Region key is among its relatives. (AWS: MultiRegionKeyType)',
  values: {
    PRIMARY: { description: 'Rotation is set and asked for here, and shared with the replicas.' },
    REPLICA: { description: 'Rotates with its primary.' },
    UNRECOGNIZED: { description: 'A role newer than this gateway.' },
  },
})

const MultiRegionRef = builder.objectRef<MultiRegion>('MultiRegionConfiguration').implement({
  description:
    'The relatives of a multi-Region key. They share key ID and key material. (AWS: MultiRegionConfiguration)',
  extensions: OF_MANY,
  fields: (t) => ({
    role: t.field({
      type: MultiRegionRole,
      description: 'What this key is among them. (AWS: MultiRegionKeyType)',
      resolve: multiRegionRole,
    }),
    primary: t.field({
      type: KeyRef,
      nullable: true,
      description:
        'The primary: rotation settings and on-demand rotation act there. Null when its Region is not served by this gateway, or you may not see it. (AWS: PrimaryKey)',
      resolve: ({ primaryKeyArn }, _, context) => visibleKey(primaryKeyArn, context),
    }),
    primaryArn: t.string({
      nullable: true,
      description: 'ARN of the primary, also where its Region is not served. Null when you may not see it.',
      resolve: (relatives, _, context) => primaryArnOf(relatives, context),
    }),
    replicas: t.field({
      ...priced({}, { assumedSize: 5 }),
      type: [KeyRef],
      nullable: true,
      description:
        'The replicas that you may see, in Regions served by this gateway. Null when KMS did not list them. (AWS: ReplicaKeys)',
      resolve: (relatives, _, context) => replicasOf(relatives, context),
    }),
    replicaArns: t.stringList({
      nullable: true,
      description:
        'ARNs of all replicas that you may see, also of those in Regions that are not served. Null when KMS did not list them.',
      resolve: (relatives, _, context) => replicaArnsOf(relatives, context),
    }),
  }),
})

builder.objectField(KeyRef, 'multiRegion', (t) =>
  t.field({
    ...priced({ reads: ['metadata'] }),
    type: MultiRegionRef,
    nullable: true,
    description: 'Null when this is a single-Region key. (AWS: MultiRegionConfiguration)',
    resolve: (key, _, context) => fromMetadata(key, context, ({ multiRegion }) => multiRegion),
  }),
)
