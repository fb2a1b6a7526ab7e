import { findKey } from '../resolvers/key-lookup.ts'
import { builder, requires } from './builder.ts'
import { KeyRef } from './key.ts'

const KeyBy = builder.inputType('KeyBy', {
  description: 'Identifies a key. Give exactly one field.',
  isOneOf: true,
  fields: (t) => ({
    id: t.id({ description: 'Global ID of the key, from `Key.id`.' }),
    arn: t.string({ description: 'Key ARN, which includes the account and the Region.' }),
    keyId: t.string({
      description:
        'Key ID (`1234abcd-…` or `mrk-…`). The gateway looks it up in the default Region, which is the first of `Query.scopes`, and then in the other Regions. An error is returned if the default Region does not have the key and several other Regions do.',
    }),
    alias: t.string({
      description:
        'Alias name with or without `alias/`, or alias ARN. The gateway looks a name up in the default Region, which is the first of `Query.scopes`, and then in the other Regions. An error is returned if the default Region does not have the alias and several other Regions do.',
    }),
  }),
})

builder.queryField('key', (t) =>
  t.field({
    ...requires('ROTATION_READ', { reads: ['metadata'] }),
    type: KeyRef,
    nullable: true,
    description:
      'Looks up one key. Null if the key does not exist or you may not read it. A key whose metadata AWS does not let the gateway read is returned with null fields and `problems.metadata`. (AWS: DescribeKey)',
    args: { by: t.arg({ type: KeyBy, required: true, description: 'The key to look up.' }) },
    resolve: (_, { by }, context) => findKey(by, context),
  }),
)
