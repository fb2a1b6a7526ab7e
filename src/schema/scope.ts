import type { Scope } from '../kms/scopes.ts'
import { problemData } from '../resolvers/error-data.ts'
import { accountId, idOfScope, keyCount } from '../resolvers/scope.ts'
import { builder, requires } from './builder.ts'
import { OperationErrorRef } from './errors.ts'

export const ScopeRef = builder.objectRef<Scope>('Scope')

builder.node(ScopeRef, {
  description: 'One account and Region that this gateway serves.',
  id: { resolve: idOfScope },
  fields: (t) => ({
    accountId: t.string({
      nullable: true,
      description:
        'The account: as configured, else that of the first key listed. Null until one of them is known.',
      resolve: (scope, _, context) => accountId(scope, context),
    }),
    region: t.exposeString('region', { description: 'The AWS Region.' }),
    error: t.field({
      type: OperationErrorRef,
      nullable: true,
      description: 'Why its keys cannot be listed. Null when they can. (AWS: ListKeys)',
      resolve: ({ region }, _, { loaders }) => problemData(loaders.keysPage(region, undefined)),
    }),
    keyCount: t.int({
      nullable: true,
      description:
        'How many keys it has that you may see. Lists them all, a KMS request per 100. Null when they cannot be listed. (AWS: ListKeys)',
      resolve: (scope, _, context) => keyCount(scope, context),
    }),
  }),
})

builder.queryField('scopes', (t) =>
  t.field({
    ...requires('ROTATION_READ'),
    type: [ScopeRef],
    description:
      'Accounts and Regions that this gateway serves. The first is where a bare key ID or alias is looked up.',
    resolve: (_parent, _args, { scopes }) => scopes.all,
  }),
)
