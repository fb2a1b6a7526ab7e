import { KEY_MANAGERS, KEY_ORIGINS, KEY_STATES, consoleUrl, findKey, fromMetadata } from '../resolvers/key.ts'
import type { Key } from '../resolvers/key.ts'
import { toEnumValue } from '../resolvers/aws-enum.ts'
import { builder, requires } from './builder.ts'
import { priced } from './priced.ts'

export const KeyState = builder.enumType('KeyState', {
  description: 'What state a key is in. (AWS: KeyState)',
  values: {
    CREATING: { description: 'KMS is still creating the key.' },
    ENABLED: { description: 'The key can be used.' },
    DISABLED: { description: 'The key cannot be used until it is enabled. It is not rotated.' },
    PENDING_DELETION: {
      description: 'The key will be deleted at `Key.deletionScheduledAt`. It is not rotated.',
    },
    PENDING_IMPORT: { description: 'Imported key material is missing: never imported, deleted or expired.' },
    PENDING_REPLICA_DELETION: {
      description: 'A multi-Region primary that is deleted once its replicas are.',
    },
    UNAVAILABLE: { description: 'The custom key store of the key is disconnected.' },
    UPDATING: { description: 'A multi-Region key whose primary Region is being changed.' },
    UNRECOGNIZED: { description: 'A state newer than this gateway.' },
  },
})

export const KeyManager = builder.enumType('KeyManager', {
  description: 'Who manages a key. (AWS: KeyManager)',
  values: {
    AWS: {
      description: 'AWS, for one of its services. Rotated every year; nothing about it can be changed.',
    },
    CUSTOMER: { description: 'You.' },
    UNRECOGNIZED: { description: 'A manager newer than this gateway.' },
  },
})

export const KeyOrigin = builder.enumType('KeyOrigin', {
  description: 'Where the key material comes from. (AWS: Origin)',
  values: {
    AWS_KMS: { description: 'KMS made it.' },
    EXTERNAL: {
      description: 'It was imported. Such a key rotates on demand only, to material imported before.',
    },
    AWS_CLOUDHSM: { description: 'It is in a CloudHSM key store. KMS cannot rotate it.' },
    EXTERNAL_KEY_STORE: { description: 'It is in an external key store. KMS cannot rotate it.' },
    UNRECOGNIZED: { description: 'An origin newer than this gateway.' },
  },
})

/** Other files add the fields that tell their story: aliases, rotations, capabilities and so on. */
export const KeyRef = builder.objectRef<Key>('Key')

builder.node(KeyRef, {
  description:
    'A KMS key. Fields that could not be read are null, never `false`, `0` or an empty list; the reason is in `problems`.',
  id: { resolve: ({ arn }) => arn, description: 'Global ID; encodes the ARN.' },
  fields: (t) => ({
    arn: t.exposeString('arn', { description: 'Key ARN. (AWS: KeyArn)' }),
    keyId: t.exposeString('keyId', { description: 'Key ID without the ARN. (AWS: KeyId)' }),
    accountId: t.exposeString('accountId', { description: 'The AWS account that owns the key.' }),
    region: t.exposeString('region', { description: 'The AWS Region that the key is in.' }),
    description: t.string({
      ...priced({ reads: ['metadata'] }),
      nullable: true,
      description: 'What its owner wrote about it. (AWS: Description)',
      resolve: (key, _, context) => fromMetadata(key, context, ({ description }) => description),
    }),
    state: t.field({
      ...priced({ reads: ['metadata'] }),
      type: KeyState,
      nullable: true,
      description: 'Its state. (AWS: KeyState)',
      resolve: (key, _, context) =>
        fromMetadata(key, context, ({ keyState }) => toEnumValue(KEY_STATES, keyState)),
    }),
    manager: t.field({
      ...priced({ reads: ['metadata'] }),
      type: KeyManager,
      nullable: true,
      description: 'Who manages it. (AWS: KeyManager)',
      resolve: (key, _, context) =>
        fromMetadata(key, context, ({ keyManager }) => toEnumValue(KEY_MANAGERS, keyManager)),
    }),
    origin: t.field({
      ...priced({ reads: ['metadata'] }),
      type: KeyOrigin,
      nullable: true,
      description: 'Where its key material comes from. (AWS: Origin)',
      resolve: (key, _, context) =>
        fromMetadata(key, context, ({ origin }) => toEnumValue(KEY_ORIGINS, origin)),
    }),
    spec: t.string({
      ...priced({ reads: ['metadata'] }),
      nullable: true,
      description:
        'E.g. SYMMETRIC_DEFAULT, RSA_4096, ML_DSA_65. Text, because AWS adds specs. (AWS: KeySpec)',
      resolve: (key, _, context) => fromMetadata(key, context, ({ keySpec }) => keySpec),
    }),
    usage: t.string({
      ...priced({ reads: ['metadata'] }),
      nullable: true,
      description: 'E.g. ENCRYPT_DECRYPT. Text, because AWS adds usages. (AWS: KeyUsage)',
      resolve: (key, _, context) => fromMetadata(key, context, ({ keyUsage }) => keyUsage),
    }),
    createdAt: t.field({
      ...priced({ reads: ['metadata'] }),
      type: 'DateTime',
      nullable: true,
      description: 'When the key was created. (AWS: CreationDate)',
      resolve: (key, _, context) => fromMetadata(key, context, ({ creationDate }) => creationDate),
    }),
    deletionScheduledAt: t.field({
      ...priced({ reads: ['metadata'] }),
      type: 'DateTime',
      nullable: true,
      description: 'When KMS deletes the key; only while its deletion is pending. (AWS: DeletionDate)',
      resolve: (key, _, context) => fromMetadata(key, context, ({ deletionDate }) => deletionDate),
    }),
    consoleUrl: t.string({
      nullable: true,
      description: 'The key in the AWS console. Null in partitions whose console this gateway does not know.',
      resolve: consoleUrl,
    }),
  }),
})

const KeyBy = builder.inputType('KeyBy', {
  description: 'Exactly one way to name a key.',
  isOneOf: true,
  fields: (t) => ({
    id: t.id({ description: 'Global ID from `Key.id`.' }),
    arn: t.string({ description: 'Key ARN. Decides account and Region.' }),
    keyId: t.string({
      description:
        'Key ID (`1234abcd-…` or `mrk-…`). Searched in the default Region, which is the first of `Query.scopes`, then in the others. An error if it is only in others, and in several of them.',
    }),
    alias: t.string({
      description:
        'Alias name with or without `alias/`, or an alias ARN. A name is searched in the default Region, which is the first of `Query.scopes`, then in the others. An error if it is only in others, and in several of them.',
    }),
  }),
})

export const KeyForChange = builder.inputType('KeyForChange', {
  description:
    'Exactly one way to name a key to change. No alias: KMS itself refuses aliases here, since one can be pointed elsewhere between the look and the leap.',
  isOneOf: true,
  fields: (t) => ({
    id: t.id({ description: 'Global ID from `Key.id`.' }),
    arn: t.string({ description: 'Key ARN. Decides account and Region.' }),
    keyId: t.string({
      description:
        'Key ID. Searched in the default Region, which is the first of `Query.scopes`, then in the others. An error if it is only in others, and in several of them.',
    }),
  }),
})

builder.queryField('key', (t) =>
  t.field({
    ...requires('ROTATION_READ', { reads: ['metadata'] }),
    type: KeyRef,
    nullable: true,
    description:
      'One key. Null when KMS says that it does not exist, or you may not see it; a key whose metadata may not be read is returned with null fields and `problems.metadata` set. (AWS: DescribeKey)',
    args: { by: t.arg({ type: KeyBy, required: true, description: 'Which key.' }) },
    resolve: (_, { by }, context) => findKey(by, context),
  }),
)
