import {
  idOfMaterial,
  importStateOf,
  materialConnection,
  materialIn,
  materialOf,
  rotationTo,
  stateOfMaterial,
} from '../resolvers/key-material.ts'
import type { KeyMaterial, KeyMaterialConnection } from '../resolvers/key-material.ts'
import { keyOf } from '../resolvers/visibility.ts'
import { builder } from './builder.ts'
import { KeyRef } from './key.ts'
import { pageOf, priced } from './priced.ts'
import { RotationRef } from './rotation.ts'

const KeyMaterialState = builder.enumType('KeyMaterialState', {
  description: 'What a key material is to its key. (AWS: KeyMaterialState)',
  values: {
    CURRENT: { description: 'KMS encrypts with it.' },
    NON_CURRENT: { description: 'KMS decrypts with it what was encrypted while it was current.' },
    PENDING_ROTATION: { description: 'Imported; the next on-demand rotation makes it current.' },
    PENDING_MULTI_REGION_IMPORT_AND_ROTATION: {
      description: 'Imported here; it waits to be imported into the replicas as well.',
    },
    UNRECOGNIZED: { description: 'A state newer than this gateway.' },
  },
})

const ImportState = builder.enumType('ImportState', {
  description: 'Whether imported material is there. (AWS: ImportState)',
  values: {
    IMPORTED: { description: 'It is there.' },
    PENDING_IMPORT: {
      description: 'It expired or was deleted. The key cannot be used until it is imported again.',
    },
    UNRECOGNIZED: { description: 'A state newer than this gateway.' },
  },
})

export const KeyMaterialRef = builder.objectRef<KeyMaterial>('KeyMaterial')

builder.node(KeyMaterialRef, {
  description: 'One key material of a key. (AWS: RotationsListEntry)',
  id: { resolve: idOfMaterial },
  fields: (t) => ({
    key: t.field({
      type: KeyRef,
      description: 'The key that it belongs to.',
      resolve: ({ keyArn }, _, context) => keyOf(keyArn, context),
    }),
    materialId: t.exposeString('materialId', { description: '64 hex digits. (AWS: KeyMaterialId)' }),
    materialState: t.field({
      type: KeyMaterialState,
      description: 'What it is to its key. (AWS: KeyMaterialState)',
      resolve: stateOfMaterial,
    }),
    description: t.string({
      nullable: true,
      description:
        'What was written about it at import. Imported material only. (AWS: KeyMaterialDescription)',
      resolve: ({ entry }) => entry.keyMaterialDescription,
    }),
    importState: t.field({
      type: ImportState,
      nullable: true,
      description: 'Whether it is there. Imported material only. (AWS: ImportState)',
      resolve: importStateOf,
    }),
    expiresAt: t.field({
      type: 'DateTime',
      nullable: true,
      description:
        'When it expires. Imported material with an expiry only; when any material of a key expires, the whole key stops working. (AWS: ValidTo)',
      resolve: ({ entry }) => entry.validTo,
    }),
    rotation: t.field({
      type: RotationRef,
      nullable: true,
      description: 'The rotation that made it current. Null for a first material and a pending one.',
      resolve: rotationTo,
    }),
  }),
})

builder.objectField(RotationRef, 'material', (t) =>
  t.field({
    ...priced({ reads: ['rotations'] }),
    type: KeyMaterialRef,
    nullable: true,
    description:
      'The material that became current. Null on servers that do not report it. (AWS: KeyMaterialId)',
    resolve: (rotation, _, context) => materialOf(rotation, context),
  }),
)

const KeyMaterialConnectionRef = builder.connectionObject<typeof KeyMaterialRef, KeyMaterialConnection>(
  {
    type: KeyMaterialRef,
    name: 'KeyMaterialConnection',
    description: 'A page of the materials of a key.',
    fields: (t) => ({
      totalCount: t.int({
        nullable: true,
        description: 'How many materials there are under the filter.',
        resolve: ({ totalCount }) => totalCount,
      }),
    }),
  },
  { name: 'KeyMaterialEdge', description: 'A material and its place in the list.' },
)

const KeyMaterialFilter = builder.inputType('KeyMaterialFilter', {
  description: 'Which materials. All given fields must match; values inside a list are alternatives.',
  fields: (t) => ({
    states: t.field({ type: [KeyMaterialState], description: 'In one of these states.' }),
    importStates: t.field({ type: [ImportState], description: 'In one of these import states.' }),
  }),
})

builder.objectFields(KeyRef, (t) => ({
  materials: t.field({
    ...priced({ reads: ['materials'] }, pageOf(25, 'first')),
    type: KeyMaterialConnectionRef,
    nullable: true,
    description:
      'All key materials, as KMS lists them: the first one and those pending rotation too. Null when they may not be read: see `problems.materials`. (AWS: ListKeyRotations with IncludeKeyMaterial=ALL_KEY_MATERIAL)',
    args: {
      first: t.arg.int({ description: 'Page size, 0 to 100. Default 25.' }),
      after: t.arg.string({ description: 'Start after this cursor of the same key and filter.' }),
      filter: t.arg({ type: KeyMaterialFilter, description: 'Which materials. Default: all.' }),
    },
    resolve: (key, args, context) => materialConnection(key, args, context),
  }),
  currentMaterial: t.field({
    ...priced({ reads: ['materials'] }),
    type: KeyMaterialRef,
    nullable: true,
    description:
      'The material that KMS encrypts with. From the list of materials, which shows a rotation about a minute before DescribeKey does. (AWS: ListKeyRotations)',
    resolve: (key, _, context) => materialIn('CURRENT', key, context),
  }),
  pendingMaterial: t.field({
    ...priced({ reads: ['materials'] }),
    type: KeyMaterialRef,
    nullable: true,
    description:
      'Imported material that the next on-demand rotation makes current. Keys of origin EXTERNAL only. (AWS: ListKeyRotations)',
    resolve: (key, _, context) => materialIn('PENDING_ROTATION', key, context),
  }),
}))
