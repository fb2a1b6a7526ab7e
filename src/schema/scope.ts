import { backgroundCost } from '../resolvers/background-cost.ts'
import { keyCount, kmsBudgets, listingError } from '../resolvers/scope.ts'
import type { SourcedScope } from '../resolvers/scope.ts'
import { BackgroundCostRef } from './background-cost.ts'
import { builder, requires } from './builder.ts'
import { OperationErrorRef } from './errors.ts'
import { KmsBudgetRef } from './kms-budget.ts'
import { WHOLE_LISTING, priced } from './priced.ts'

export const ScopeRef = builder.objectRef<SourcedScope>('Scope')

builder.node(ScopeRef, {
  description: 'An AWS account and Region that this gateway serves.',
  id: { resolve: ({ name }) => name },
  fields: (t) => ({
    accountId: t.exposeString('accountId', { description: 'AWS account ID, 12 digits.' }),
    accountName: t.exposeString('accountName', {
      nullable: true,
      description: 'Name of the account in the configuration of this gateway. Null if it has none.',
    }),
    region: t.exposeString('region', { description: 'AWS Region, e.g. `eu-west-1`.' }),
    error: t.field({
      ...priced({ reads: ['keys'] }),
      type: OperationErrorRef,
      nullable: true,
      description:
        'The error of listing the keys of this scope. Null if the keys can be listed. (AWS: ListKeys)',
      resolve: (scope, _, context) => listingError(scope, context),
    }),
    keyCount: t.int({
      ...priced({ sends: WHOLE_LISTING }),
      nullable: true,
      description:
        'Number of keys in this scope that you may read. Lists all keys, with one ListKeys request per 100 keys. Null if the keys cannot be listed; `error` has the error. (AWS: ListKeys)',
      resolve: (scope, _, context) => keyCount(scope, context),
    }),
    kmsBudgets: t.field({
      ...requires('ADMIN'),
      type: [KmsBudgetRef],
      nullable: true,
      description:
        "This gateway's use of each KMS request quota in this account and Region. Does not call KMS. Requires the permission ADMIN and access to all keys; null with an error for other callers.",
      resolve: (scope, _, context) => kmsBudgets(scope, context),
    }),
    backgroundCost: t.field({
      ...requires('ADMIN'),
      type: BackgroundCostRef,
      nullable: true,
      description:
        'What the background requests of the account cost at AWS, and their budget. Equal for all Regions of the account. Does not call KMS. Requires the permission ADMIN and access to all keys; null with an error for other callers. Also null while the counted requests are not known, just after the start.',
      resolve: (scope, _, context) => backgroundCost(scope, context),
    }),
  }),
})

builder.queryField('scopes', (t) =>
  t.field({
    ...requires('ROTATION_READ', {}, { assumedSize: 20 }),
    type: [ScopeRef],
    description:
      'AWS accounts and Regions that this gateway serves. The first one is the default scope, in which a key ID or alias name is looked up first.',
    resolve: (_parent, _args, { scopes }) => scopes.all,
  }),
)
