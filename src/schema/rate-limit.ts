import { rateLimit } from '../resolvers/rate-limit.ts'
import type { RateLimit } from '../resolvers/rate-limit.ts'
import { builder } from './builder.ts'

const RateLimitRef = builder.objectRef<RateLimit>('RateLimit').implement({
  description:
    'The cost of an operation and the budget of the caller, in points. `@cost` defines a point, and `extensions.cost` of each response has the points that were charged.',
  fields: (t) => ({
    cost: t.exposeInt('cost', {
      description:
        'Maximum cost of this operation in points, calculated before it is executed. Unused points are refunded to callers who may read all keys. Callers who may read only some keys are charged this cost, regardless of the requests that are sent to KMS.',
    }),
    nodeCount: t.exposeInt('nodeCount', {
      description: 'Maximum number of objects in the response of this operation.',
    }),
    limit: t.int({
      nullable: true,
      description: "Size of the caller's budget in points. Null if the gateway does not limit callers.",
      resolve: ({ budget }) => budget?.limit,
    }),
    remaining: t.int({
      nullable: true,
      description:
        "Points left in the caller's budget. The cost of this operation is already subtracted, unless `dryRun` is true. Null if the gateway does not limit callers.",
      resolve: ({ budget }) => budget?.remaining,
    }),
    used: t.int({
      nullable: true,
      description:
        'Points that the caller spent and that are not restored yet. Null if the gateway does not limit callers.',
      resolve: ({ budget }) => budget?.used,
    }),
    resetAt: t.field({
      type: 'DateTime',
      nullable: true,
      description:
        'When the budget is full again if the caller spends no more points. Null if the gateway does not limit callers.',
      resolve: ({ budget }) => budget?.resetAt,
    }),
  }),
})

builder.queryField('rateLimit', (t) =>
  t.field({
    type: RateLimitRef,
    nullable: true,
    description:
      "The cost of this operation and the caller's remaining budget. With `dryRun: true`, the rest of the query is not executed: the response has only `rateLimit`, no points are charged, and the cost is also returned for a query that would be rejected for its cost. Null if the gateway does not calculate costs. No permission is required.",
    args: {
      dryRun: t.arg.boolean({
        defaultValue: false,
        description: 'Whether to calculate the cost of the query without executing it. Default: false.',
      }),
    },
    resolve: (_parent, _args, context) => rateLimit(context),
  }),
)
