import { materialsOf } from '../resolvers/key-material.ts'
import type { Key } from '../resolvers/key.ts'
import { problemData } from '../resolvers/error-data.ts'
import { readStatus } from '../resolvers/rotation-status.ts'
import { builder } from './builder.ts'
import { OperationErrorRef } from './errors.ts'
import { KeyRef } from './key.ts'
import { priced } from './priced.ts'

const KeyProblemsRef = builder.objectRef<Key>('KeyProblems').implement({
  description:
    'Why fields of a key are null: one field per read. Null where that read succeeded or was not needed. Selecting one performs that read, unless another field did.',
  fields: (t) => ({
    metadata: t.field({
      ...priced({ reads: ['metadata'] }),
      type: OperationErrorRef,
      nullable: true,
      description: 'Why state, manager, origin, spec and the like are null. (AWS: DescribeKey)',
      resolve: ({ arn }, _, { loaders }) => problemData(loaders.metadata(arn)),
    }),
    rotationStatus: t.field({
      ...priced({ reads: ['metadata', 'status'] }),
      type: OperationErrorRef,
      nullable: true,
      description:
        'Why `rotationStatus.automatic` is UNKNOWN or the other members of `rotationStatus` are null. (AWS: GetKeyRotationStatus)',
      resolve: (key, _, context) => problemData(readStatus(key, context)),
    }),
    rotations: t.field({
      ...priced({ reads: ['rotations'] }),
      type: OperationErrorRef,
      nullable: true,
      description: 'Why `rotations`, `lastRotation` and `onDemandQuota` are null. (AWS: ListKeyRotations)',
      resolve: ({ arn }, _, { loaders }) => problemData(loaders.rotations(arn)),
    }),
    materials: t.field({
      ...priced({ reads: ['materials'] }),
      type: OperationErrorRef,
      nullable: true,
      description:
        'Why `materials`, `currentMaterial` and `pendingMaterial` are null. (AWS: ListKeyRotations with IncludeKeyMaterial=ALL_KEY_MATERIAL)',
      resolve: (key, _, context) => problemData(materialsOf(key, context)),
    }),
    aliases: t.field({
      ...priced({ reads: ['aliases'] }),
      type: OperationErrorRef,
      nullable: true,
      description: 'Why `aliases` is null. (AWS: ListAliases)',
      resolve: ({ arn }, _, { loaders }) => problemData(loaders.aliases(arn)),
    }),
    tags: t.field({
      ...priced({ reads: ['tags'] }),
      type: OperationErrorRef,
      nullable: true,
      description: 'Why `tags` is null, and whether a null `tag` is an absent one. (AWS: ListResourceTags)',
      resolve: ({ arn }, _, { loaders }) => problemData(loaders.tags(arn)),
    }),
  }),
})

builder.objectField(KeyRef, 'problems', (t) =>
  t.field({ type: KeyProblemsRef, description: 'Why fields of this key are null.', resolve: (key) => key }),
)
