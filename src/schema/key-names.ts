import type { ListedAlias, ResourceTag } from '../kms/kms.ts'
import { aliasesOf, displayName, tagValue } from '../resolvers/key-names.ts'
import { orNull } from '../resolvers/readable.ts'
import { builder } from './builder.ts'
import { KeyRef } from './key.ts'
import { priced } from './priced.ts'

const AliasRef = builder.objectRef<ListedAlias>('Alias').implement({
  description: 'A name of a key, that can be pointed at another key.',
  fields: (t) => ({
    name: t.exposeString('aliasName', { description: 'With its `alias/` prefix. (AWS: AliasName)' }),
    arn: t.exposeString('aliasArn', { nullable: true, description: 'Alias ARN. (AWS: AliasArn)' }),
    createdAt: t.expose('creationDate', {
      type: 'DateTime',
      nullable: true,
      description: 'When the alias was created. (AWS: CreationDate)',
    }),
    updatedAt: t.expose('lastUpdatedDate', {
      type: 'DateTime',
      nullable: true,
      description: 'When it was last pointed at a key. (AWS: LastUpdatedDate)',
    }),
  }),
})

const TagRef = builder.objectRef<ResourceTag>('Tag').implement({
  description: 'A tag of a key.',
  fields: (t) => ({
    key: t.exposeString('tagKey', { description: 'Its key. (AWS: TagKey)' }),
    value: t.exposeString('tagValue', { description: 'Its value; may be empty. (AWS: TagValue)' }),
  }),
})

builder.objectFields(KeyRef, (t) => ({
  displayName: t.string({
    ...priced({ reads: ['aliases', 'metadata'] }),
    description:
      'First alias without its `alias/` prefix, else the description, else the key ID. For display.',
    resolve: (key, _, context) => displayName(key, context),
  }),
  aliases: t.field({
    ...priced({ reads: ['aliases'] }, { assumedSize: 50 }),
    type: [AliasRef],
    nullable: true,
    description:
      'Its aliases by name: at most 50, by AWS quota. Null when they may not be listed: see `problems.aliases`. (AWS: ListAliases)',
    resolve: (key, _, context) => aliasesOf(key, context),
  }),
  tags: t.field({
    ...priced({ reads: ['tags'] }, { assumedSize: 50 }),
    type: [TagRef],
    nullable: true,
    description:
      'Its tags: at most 50, by AWS quota. Null when they may not be listed: see `problems.tags`. (AWS: ListResourceTags)',
    resolve: ({ arn }, _, { loaders }) => orNull(loaders.tags(arn)),
  }),
  tag: t.string({
    ...priced({ reads: ['tags'] }),
    nullable: true,
    description:
      'Value of one tag. Null when the key has no such tag, and also when its tags may not be listed: `problems.tags` tells the two apart.',
    args: { key: t.arg.string({ required: true, description: "The tag's key; case matters." }) },
    resolve: (key, args, context) => tagValue(key, args.key, context),
  }),
}))
