import { findKey } from '../resolvers/key-lookup.ts'
import { MAX_SEARCHED_SCOPES } from '../resolvers/key-search.ts'
import { builder, requires } from './builder.ts'
import { KeyRef } from './key.ts'
import { priced } from './priced.ts'

const KeyBy = builder.inputType('KeyBy', {
  description: 'Identifies a key. Give exactly one field.',
  isOneOf: true,
  fields: (t) => ({
    id: t.id({ description: 'Global ID of the key, from `Key.id`.' }),
    arn: t.string({ description: 'Key ARN, which includes the account and the Region.' }),
    keyId: t.string({
      ...priced({ reads: ['metadata'] }),
      description:
        'Key ID (`1234abcd-…` or `mrk-…`). The gateway looks it up in the default scope, which is the first of `Query.scopes`, and then in the next 19 scopes. An error is returned if the default scope does not have the key and several other scopes do, or if none of the 20 scopes has it and the gateway serves more.',
    }),
    alias: t.string({
      ...priced({ reads: ['aliases'] }),
      description:
        'Alias name with or without `alias/`, or alias ARN. An ARN is looked up in its account and Region only. The gateway looks a name up in the default scope, which is the first of `Query.scopes`, and then in the next 19 scopes. An error is returned if the default scope does not have the alias and several other scopes do, or if none of the 20 scopes has it and the gateway serves more.',
    }),
  }),
})

builder.queryField('key', (t) =>
  t.field({
    // A name is looked up in further scopes.
    ...requires('ROTATION_READ', {
      reads: ['metadata'],
      examines: { count: () => MAX_SEARCHED_SCOPES - 1 },
    }),
    type: KeyRef,
    nullable: true,
    description:
      'Looks up one key. Null if the key does not exist or you may not read it. A key whose metadata AWS does not let the gateway read is returned with null fields and `problems.metadata`. (AWS: DescribeKey)',
    args: { by: t.arg({ type: KeyBy, required: true, description: 'The key to look up.' }) },
    resolve: (_, { by }, context) => findKey(by, context),
  }),
)
