import {
  idOfMaterial,
  importStateOf,
  materialConnection,
  materialInState,
  materialOf,
  rotationOfMaterial,
  stateOfMaterial,
} from '../resolvers/key-material.ts'
import type { KeyMaterial, KeyMaterialConnection } from '../resolvers/key-material.ts'
import { keyOf } from '../resolvers/visibility.ts'
import { builder } from './builder.ts'
import { KeyRef } from './key.ts'
import { pageOf, priced } from './priced.ts'
import { RotationRef } from './rotation.ts'

const KeyMaterialState = builder.enumType('KeyMaterialState', {
  description: 'The state of a key material. (AWS: KeyMaterialState)',
  values: {
    CURRENT: { description: 'KMS uses the key material to encrypt and decrypt.' },
    NON_CURRENT: {
      description: 'KMS uses the key material only to decrypt data that was encrypted while it was current.',
    },
    PENDING_ROTATION: {
      description: 'The key material is imported. The next on-demand rotation makes it current.',
    },
    PENDING_MULTI_REGION_IMPORT_AND_ROTATION: {
      description: 'The key material is imported into the primary key, but not yet into all replicas.',
    },
    UNRECOGNIZED: { description: 'A state that this version of the gateway does not know.' },
  },
})

const ImportState = builder.enumType('ImportState', {
  description: 'Whether imported key material is present. (AWS: ImportState)',
  values: {
    IMPORTED: { description: 'The key material is present.' },
    PENDING_IMPORT: {
      description:
        'The key material expired or was deleted. The key cannot be used until the material is imported again.',
    },
    UNRECOGNIZED: { description: 'A state that this version of the gateway does not know.' },
  },
})

export const KeyMaterialRef = builder.objectRef<KeyMaterial>('KeyMaterial')

builder.node(KeyMaterialRef, {
  description: 'One key material of a KMS key. (AWS: RotationsListEntry)',
  id: { resolve: idOfMaterial },
  fields: (t) => ({
    key: t.field({
      type: KeyRef,
      description: 'The key that the material belongs to.',
      resolve: ({ keyArn, source }, _, context) => keyOf(keyArn, context, source),
    }),
    materialId: t.exposeString('materialId', {
      description: 'Key material ID, 64 hexadecimal digits. (AWS: KeyMaterialId)',
    }),
    materialState: t.field({
      type: KeyMaterialState,
      description: 'State of the key material. (AWS: KeyMaterialState)',
      resolve: stateOfMaterial,
    }),
    description: t.string({
      nullable: true,
      description:
        'Description that was given when the key material was imported. Null for material without a description. (AWS: KeyMaterialDescription)',
      resolve: ({ entry }) => entry.keyMaterialDescription,
    }),
    importState: t.field({
      type: ImportState,
      nullable: true,
      description:
        'Whether the imported key material is present. Null if the material is not imported. (AWS: ImportState)',
      resolve: importStateOf,
    }),
    expiresAt: t.field({
      type: 'DateTime',
      nullable: true,
      description:
        'When the imported key material expires. When any material of a key expires, the whole key becomes unusable. Null if the material does not expire. (AWS: ValidTo)',
      resolve: ({ entry }) => entry.validTo,
    }),
    rotation: t.field({
      type: RotationRef,
      nullable: true,
      description:
        'The rotation that made the key material current. Null for the first material of a key and for pending material.',
      resolve: rotationOfMaterial,
    }),
  }),
})

builder.objectField(RotationRef, 'material', (t) =>
  t.field({
    ...priced({ reads: ['rotations'] }),
    type: KeyMaterialRef,
    nullable: true,
    description:
      'The key material that the rotation made current. Null if KMS does not report it. (AWS: KeyMaterialId)',
    resolve: (rotation, _, context) => materialOf(rotation, context),
  }),
)

const KeyMaterialConnectionRef = builder.connectionObject<typeof KeyMaterialRef, KeyMaterialConnection>(
  {
    type: KeyMaterialRef,
    name: 'KeyMaterialConnection',
    description: 'A page of the key materials of a key.',
    fields: (t) => ({
      totalCount: t.int({
        nullable: true,
        description: 'Total number of key materials that match the filter.',
        resolve: ({ totalCount }) => totalCount,
      }),
    }),
  },
  { name: 'KeyMaterialEdge', description: 'A key material and its cursor.' },
)

const KeyMaterialFilter = builder.inputType('KeyMaterialFilter', {
  description:
    'Conditions that key materials must meet. A material must meet all given fields; the values of a list are alternatives.',
  fields: (t) => ({
    states: t.field({ type: [KeyMaterialState], description: 'Only materials in one of these states.' }),
    importStates: t.field({
      type: [ImportState],
      description: 'Only imported materials in one of these import states.',
    }),
  }),
})

builder.objectFields(KeyRef, (t) => ({
  materials: t.field({
    ...priced({ reads: ['materials'] }, pageOf(25, 'first')),
    type: KeyMaterialConnectionRef,
    nullable: true,
    description:
      'All key materials in the order of ListKeyRotations, including the first material and material pending rotation. Null if they could not be read; `problems.materials` has the error. (AWS: ListKeyRotations with IncludeKeyMaterial=ALL_KEY_MATERIAL)',
    args: {
      first: t.arg.int({ description: 'Page size, 0 to 100. Default: 25.' }),
      after: t.arg.string({
        description: 'Cursor to start after, from the same key and filter. Default: the start of the list.',
      }),
      filter: t.arg({
        type: KeyMaterialFilter,
        description: 'Only materials that match this filter. Default: all materials.',
      }),
    },
    resolve: (key, args, context) => materialConnection(key, args, context),
  }),
  currentMaterial: t.field({
    ...priced({ reads: ['materials'] }),
    type: KeyMaterialRef,
    nullable: true,
    description:
      'The key material that KMS encrypts with. Read from ListKeyRotations, which shows a rotation about a minute earlier than DescribeKey. Null if it could not be read; `problems.materials` has the error. (AWS: ListKeyRotations)',
    resolve: (key, _, context) => materialInState('CURRENT', key, context),
  }),
  pendingMaterial: t.field({
    ...priced({ reads: ['materials'] }),
    type: KeyMaterialRef,
    nullable: true,
    description:
      'The imported key material that the next on-demand rotation makes current. Null if the key has no pending material, or if it could not be read; in that case `problems.materials` has the error. (AWS: ListKeyRotations)',
    resolve: (key, _, context) => materialInState('PENDING_ROTATION', key, context),
  }),
}))
