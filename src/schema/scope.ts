import type { Scope } from '../kms/scopes.ts'
import { problemData } from '../resolvers/error-data.ts'
import { accountId, idOfScope, keyCount, kmsBudgets } from '../resolvers/scope.ts'
import { pollingCost } from '../resolvers/polling-cost.ts'
import { builder, requires } from './builder.ts'
import { OperationErrorRef } from './errors.ts'
import { KmsBudgetRef } from './kms-budget.ts'
import { PollingCostRef } from './polling-cost.ts'
import { WHOLE_LISTING, priced } from './priced.ts'

export const ScopeRef = builder.objectRef<Scope>('Scope')

builder.node(ScopeRef, {
  description: 'One account and Region that this gateway serves.',
  id: { resolve: idOfScope },
  fields: (t) => ({
    accountId: t.string({
      ...priced({ reads: ['keys'] }),
      description:
        'The AWS account: as configured, else that of any key or alias that KMS lists in one of the Regions served. While KMS lists nothing in any of them and no account is configured, it is not known, and selecting it fails with the error of the listing.',
      resolve: (scope, _, context) => accountId(scope, context),
    }),
    region: t.exposeString('region', { description: 'The AWS Region.' }),
    error: t.field({
      ...priced({ reads: ['keys'] }),
      type: OperationErrorRef,
      nullable: true,
      description: 'Why its keys cannot be listed. Null when they can. (AWS: ListKeys)',
      resolve: ({ region }, _, { loaders }) => problemData(loaders.keysPage(region, undefined)),
    }),
    keyCount: t.int({
      ...priced({ sends: WHOLE_LISTING }),
      nullable: true,
      description:
        'How many keys it has that you may see. Lists them all, a KMS request per 100. Null when they cannot be listed. (AWS: ListKeys)',
      resolve: (scope, _, context) => keyCount(scope, context),
    }),
    kmsBudgets: t.field({
      ...requires('ADMIN'),
      type: [KmsBudgetRef],
      nullable: true,
      description:
        "What this gateway has left of each of KMS's request quotas, in this account and Region. Asks KMS nothing. Null, with an error, for a caller who is not an administrator, or who may read some keys only.",
      resolve: (scope, _, context) => kmsBudgets(scope, context),
    }),
    pollingCost: t.field({
      ...requires('ADMIN'),
      type: PollingCostRef,
      nullable: true,
      description:
        'About what it costs at AWS to follow the keys of this account and Region that are followed now. Asks KMS nothing. Null, with an error, for a caller who is not an administrator.',
      resolve: (scope, _, context) => pollingCost(scope, context),
    }),
  }),
})

builder.queryField('scopes', (t) =>
  t.field({
    ...requires('ROTATION_READ', {}, { assumedSize: 4 }),
    type: [ScopeRef],
    description:
      'Accounts and Regions that this gateway serves. The first is where a bare key ID or alias is looked up.',
    resolve: (_parent, _args, { scopes }) => scopes.all,
  }),
)
