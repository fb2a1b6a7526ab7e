import type { ListedAlias, ResourceTag } from '../kms/kms.ts'
import { aliasesOf, displayName, tagValue } from '../resolvers/key-names.ts'
import { readsOf } from '../resolvers/key-reads.ts'
import { orNull } from '../resolvers/readable.ts'
import { builder } from './builder.ts'
import { KeyRef } from './key.ts'
import { priced } from './priced.ts'

const AliasRef = builder.objectRef<ListedAlias>('Alias').implement({
  description: 'An alias: a name of a KMS key. An alias can be moved to another key.',
  fields: (t) => ({
    name: t.exposeString('aliasName', {
      description: 'Alias name with its `alias/` prefix. (AWS: AliasName)',
    }),
    arn: t.exposeString('aliasArn', {
      nullable: true,
      description: 'Alias ARN. Null if KMS does not report it. (AWS: AliasArn)',
    }),
    createdAt: t.expose('creationDate', {
      type: 'DateTime',
      nullable: true,
      description: 'When the alias was created. Null if KMS does not report it. (AWS: CreationDate)',
    }),
    updatedAt: t.expose('lastUpdatedDate', {
      type: 'DateTime',
      nullable: true,
      description:
        'When the alias was last associated with a key. Null if KMS does not report it. (AWS: LastUpdatedDate)',
    }),
  }),
})

const TagRef = builder.objectRef<ResourceTag>('Tag').implement({
  description: 'A tag of a KMS key.',
  fields: (t) => ({
    key: t.exposeString('tagKey', { description: 'Tag key. (AWS: TagKey)' }),
    value: t.exposeString('tagValue', { description: 'Tag value. It can be empty. (AWS: TagValue)' }),
  }),
})

builder.objectFields(KeyRef, (t) => ({
  displayName: t.string({
    ...priced({ reads: ['aliases', 'metadata'] }),
    description:
      'A name of the key for display: the alphabetically first alias without its `alias/` prefix, else the description, else the key ID.',
    resolve: (key, _, context) => displayName(key, context),
  }),
  aliases: t.field({
    ...priced({ reads: ['aliases'] }, { assumedSize: 50 }),
    type: [AliasRef],
    nullable: true,
    description:
      'Aliases of the key, sorted by name. AWS allows up to 50 per key. Null if they could not be read; `problems.aliases` has the error. (AWS: ListAliases)',
    resolve: (key, _, context) => aliasesOf(key, context),
  }),
  tags: t.field({
    ...priced({ reads: ['tags'] }, { assumedSize: 50 }),
    type: [TagRef],
    nullable: true,
    description:
      'Tags of the key. AWS allows up to 50 per key. Null if they could not be read; `problems.tags` has the error. (AWS: ListResourceTags)',
    resolve: (key, _, context) => orNull(readsOf(key, context).tags()),
  }),
  tag: t.string({
    ...priced({ reads: ['tags'] }),
    nullable: true,
    description:
      'Value of one tag of the key. Null if the key does not have the tag, or if its tags could not be read; in that case `problems.tags` has the error. (AWS: ListResourceTags)',
    args: { key: t.arg.string({ required: true, description: 'Tag key, case-sensitive.' }) },
    resolve: (key, args, context) => tagValue(key, args.key, context),
  }),
}))
