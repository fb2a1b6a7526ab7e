import { builder } from './builder.ts'

export const KeyForChange = builder.inputType('KeyForChange', {
  description:
    'Identifies the key to change. Give exactly one field. Aliases are not accepted, as in the KMS API, because an alias could be moved to another key before the change is made.',
  isOneOf: true,
  fields: (t) => ({
    id: t.id({ description: 'Global ID of the key, from `Key.id`.' }),
    arn: t.string({ description: 'Key ARN, which includes the account and the Region.' }),
    keyId: t.string({
      description:
        'Key ID (`1234abcd-…` or `mrk-…`). The gateway looks it up in the default scope, which is the first of `Query.scopes`, and then in the next 19 scopes. An error is returned if the default scope does not have the key and several other scopes do, or if none of the 20 scopes has it and the gateway serves more.',
    }),
  }),
})
