import { consoleUrl, fromMetadata, managerOf, originOf, stateOf } from '../resolvers/key.ts'
import type { Key } from '../resolvers/key.ts'
import { oldestShown } from '../resolvers/record-reads.ts'
import { builder } from './builder.ts'
import { priced } from './priced.ts'

export const KeyState = builder.enumType('KeyState', {
  description: 'The state of a KMS key. (AWS: KeyState)',
  values: {
    CREATING: { description: 'KMS is creating the key.' },
    ENABLED: { description: 'The key can be used.' },
    DISABLED: { description: 'The key cannot be used until it is enabled. KMS does not rotate it.' },
    PENDING_DELETION: {
      description: 'KMS will delete the key at `Key.deletionScheduledAt`. KMS does not rotate it.',
    },
    PENDING_IMPORT: {
      description: 'The key has no key material, because it was not imported yet, was deleted or expired.',
    },
    PENDING_REPLICA_DELETION: {
      description: 'The key is a multi-Region primary key that KMS deletes after its replicas are deleted.',
    },
    UNAVAILABLE: { description: 'The custom key store of the key is disconnected.' },
    UPDATING: { description: 'The key is a multi-Region key whose primary Region is being changed.' },
    UNRECOGNIZED: { description: 'A state that this version of the gateway does not know.' },
  },
})

export const KeyManager = builder.enumType('KeyManager', {
  description: 'The manager of a KMS key. (AWS: KeyManager)',
  values: {
    AWS: {
      description:
        'AWS manages the key for one of its services and rotates it every year. Its rotation cannot be changed.',
    },
    CUSTOMER: { description: 'The key is a customer managed key.' },
    UNRECOGNIZED: { description: 'A manager that this version of the gateway does not know.' },
  },
})

export const KeyOrigin = builder.enumType('KeyOrigin', {
  description: 'The origin of the key material. (AWS: Origin)',
  values: {
    AWS_KMS: { description: 'KMS generated the key material.' },
    EXTERNAL: {
      description:
        'The key material was imported. The key rotates only on demand, to material that was imported before.',
    },
    AWS_CLOUDHSM: { description: 'The key material is in a CloudHSM key store. KMS cannot rotate the key.' },
    EXTERNAL_KEY_STORE: {
      description: 'The key material is in an external key store. KMS cannot rotate the key.',
    },
    UNRECOGNIZED: { description: 'An origin that this version of the gateway does not know.' },
  },
})

/** Other files add their fields to this type: aliases, rotations, capabilities and so on. */
export const KeyRef = builder.objectRef<Key>('Key')

builder.node(KeyRef, {
  description:
    'A KMS key. A field that could not be read is null, never `false`, `0` or an empty list; `problems` has the error.',
  id: {
    resolve: ({ arn }) => arn,
    description: 'Opaque global ID of the key, which encodes its ARN. It is not a KMS key ID.',
  },
  fields: (t) => ({
    arn: t.exposeString('arn', { description: 'Key ARN. (AWS: KeyArn)' }),
    keyId: t.exposeString('keyId', { description: 'Key ID. (AWS: KeyId)' }),
    accountId: t.exposeString('accountId', { description: 'ID of the AWS account that owns the key.' }),
    region: t.exposeString('region', { description: 'AWS Region of the key, e.g. `eu-west-1`.' }),
    description: t.string({
      ...priced({ reads: ['metadata'] }),
      nullable: true,
      description:
        'Description of the key. Can be empty. Null if it could not be read; `problems.metadata` has the error. (AWS: Description)',
      resolve: (key, _, context) => fromMetadata(key, context, ({ description }) => description),
    }),
    state: t.field({
      ...priced({ reads: ['metadata'] }),
      type: KeyState,
      nullable: true,
      description:
        'State of the key. Null if it could not be read; `problems.metadata` has the error. (AWS: KeyState)',
      resolve: (key, _, context) => stateOf(key, context),
    }),
    manager: t.field({
      ...priced({ reads: ['metadata'] }),
      type: KeyManager,
      nullable: true,
      description:
        'Whether AWS or the customer manages the key. Null if it could not be read; `problems.metadata` has the error. (AWS: KeyManager)',
      resolve: (key, _, context) => managerOf(key, context),
    }),
    origin: t.field({
      ...priced({ reads: ['metadata'] }),
      type: KeyOrigin,
      nullable: true,
      description:
        'Origin of the key material. Null if it could not be read; `problems.metadata` has the error. (AWS: Origin)',
      resolve: (key, _, context) => originOf(key, context),
    }),
    spec: t.string({
      ...priced({ reads: ['metadata'] }),
      nullable: true,
      description:
        'Key spec, e.g. SYMMETRIC_DEFAULT, RSA_4096 or ML_DSA_65. A string, because AWS adds key specs. Null if it could not be read; `problems.metadata` has the error. (AWS: KeySpec)',
      resolve: (key, _, context) => fromMetadata(key, context, ({ keySpec }) => keySpec),
    }),
    usage: t.string({
      ...priced({ reads: ['metadata'] }),
      nullable: true,
      description:
        'Key usage, e.g. ENCRYPT_DECRYPT. A string, because AWS adds key usages. Null if it could not be read; `problems.metadata` has the error. (AWS: KeyUsage)',
      resolve: (key, _, context) => fromMetadata(key, context, ({ keyUsage }) => keyUsage),
    }),
    createdAt: t.field({
      ...priced({ reads: ['metadata'] }),
      type: 'DateTime',
      nullable: true,
      description:
        'When the key was created. Null if it could not be read; `problems.metadata` has the error. (AWS: CreationDate)',
      resolve: (key, _, context) => fromMetadata(key, context, ({ creationDate }) => creationDate),
    }),
    deletionScheduledAt: t.field({
      ...priced({ reads: ['metadata'] }),
      type: 'DateTime',
      nullable: true,
      description:
        'When KMS will delete the key. Null if the key is not scheduled for deletion, or if it could not be read; in that case `problems.metadata` has the error. (AWS: DeletionDate)',
      resolve: (key, _, context) => fromMetadata(key, context, ({ deletionDate }) => deletionDate),
    }),
    observedAt: t.field({
      type: 'DateTime',
      nullable: true,
      description:
        'When the gateway read the oldest data that the response shows of this key. Set for keys of the inventory: `keys(source: INVENTORY)` and the fields below it. Null for a key that is read from KMS; `gateway.limits.maxAges` has the maximum age of cached responses.',
      resolve: (key, _, context) => oldestShown(key, context),
    }),
    consoleUrl: t.string({
      nullable: true,
      description:
        'URL of the key in the AWS Management Console. Null in AWS partitions whose console URL this gateway does not know.',
      resolve: consoleUrl,
    }),
  }),
})
