import { keyManagement } from '../resolvers/managed-by.ts'
import type { KeyManagement } from '../rotation/rules/managed-by.ts'
import { builder } from './builder.ts'
import { KeyRef } from './key.ts'
import { priced } from './priced.ts'

const KeyManagementKind = builder.enumType('KeyManagementKind', {
  description: 'The kind of infrastructure as code that manages a key.',
  values: {
    CLOUDFORMATION: {
      description: 'A stack of AWS CloudFormation, named by the tag `aws:cloudformation:stack-name`.',
    },
    TAG: { description: "A module or tool, named by the tag of the gateway's setting `--managed-by-tag`." },
  },
})

const KeyManagementRef = builder.objectRef<KeyManagement>('KeyManagement').implement({
  description:
    'The infrastructure as code that manages a key. A change of the key that is not made there is drift, and may be undone.',
  fields: (t) => ({
    kind: t.expose('kind', {
      type: KeyManagementKind,
      description: 'The kind of infrastructure as code that manages the key.',
    }),
    name: t.exposeString('name', {
      description: 'Name of the CloudFormation stack, or the value of the tag.',
    }),
    tagKey: t.exposeString('tagKey', { description: 'Key of the tag that has the name.' }),
  }),
})

builder.objectField(KeyRef, 'managedBy', (t) =>
  t.field({
    ...priced({ reads: ['tags'] }),
    type: KeyManagementRef,
    nullable: true,
    description:
      'The infrastructure as code that manages the key, according to its tags. Null if its tags name none, or if they could not be read; in that case `problems.tags` has the error. (AWS: ListResourceTags)',
    resolve: (key, _, context) => keyManagement(key, context),
  }),
)
