import { readLastUsage } from '../resolvers/key-last-usage.ts'
import { materialsOf } from '../resolvers/key-material.ts'
import { readsOf } from '../resolvers/key-reads.ts'
import type { Key } from '../resolvers/key.ts'
import { problemData } from '../resolvers/error-data.ts'
import { readStatus } from '../resolvers/rotation-status.ts'
import { builder } from './builder.ts'
import { OperationErrorRef } from './errors.ts'
import { KeyRef } from './key.ts'
import { priced } from './priced.ts'

const KeyProblemsRef = builder.objectRef<Key>('KeyProblems').implement({
  description:
    'The errors of the KMS reads behind the fields of a key, one field per read. A field is null if its read succeeded or was not needed. Selecting a field performs its read, unless another field already did.',
  fields: (t) => ({
    metadata: t.field({
      ...priced({ reads: ['metadata'] }),
      type: OperationErrorRef,
      nullable: true,
      description:
        'The error that makes `state`, `manager`, `origin`, `spec` and the other metadata fields null. (AWS: DescribeKey)',
      resolve: (key, _, context) => problemData(readsOf(key, context).metadata(), key),
    }),
    rotationStatus: t.field({
      ...priced({ reads: ['metadata', 'status'] }),
      type: OperationErrorRef,
      nullable: true,
      description:
        'The error that makes `rotationStatus.automatic` UNKNOWN and the other fields of `rotationStatus` null. (AWS: GetKeyRotationStatus)',
      resolve: (key, _, context) => problemData(readStatus(key, context), key),
    }),
    rotations: t.field({
      ...priced({ reads: ['rotations'] }),
      type: OperationErrorRef,
      nullable: true,
      description:
        'The error that makes `rotations`, `lastRotation` and `onDemandQuota` null. (AWS: ListKeyRotations)',
      resolve: (key, _, context) => problemData(readsOf(key, context).rotations(), key),
    }),
    materials: t.field({
      ...priced({ reads: ['materials'] }),
      type: OperationErrorRef,
      nullable: true,
      description:
        'The error that makes `materials`, `currentMaterial` and `pendingMaterial` null. (AWS: ListKeyRotations with IncludeKeyMaterial=ALL_KEY_MATERIAL)',
      resolve: (key, _, context) => problemData(materialsOf(key, context), key),
    }),
    aliases: t.field({
      ...priced({ reads: ['aliases'] }),
      type: OperationErrorRef,
      nullable: true,
      description: 'The error that makes `aliases` null. (AWS: ListAliases)',
      resolve: (key, _, context) => problemData(readsOf(key, context).aliases(), key),
    }),
    tags: t.field({
      ...priced({ reads: ['tags'] }),
      type: OperationErrorRef,
      nullable: true,
      description:
        'The error that makes `tags` and `tag` null. If it is null, a null `tag` means that the key does not have the tag. (AWS: ListResourceTags)',
      resolve: (key, _, context) => problemData(readsOf(key, context).tags(), key),
    }),
    lastUsage: t.field({
      ...priced({ reads: ['metadata', 'lastUsage'] }),
      type: OperationErrorRef,
      nullable: true,
      description:
        'The error that makes `lastUsage` null, e.g. because the optional permission `kms:GetKeyLastUsage` is missing. (AWS: GetKeyLastUsage)',
      resolve: (key, _, context) => problemData(readLastUsage(key, context), key),
    }),
  }),
})

builder.objectField(KeyRef, 'problems', (t) =>
  t.field({
    type: KeyProblemsRef,
    description: 'The errors that make fields of this key null.',
    resolve: (key) => key,
  }),
)
