import { rateLimit } from '../resolvers/rate-limit.ts'
import type { RateLimit } from '../resolvers/rate-limit.ts'
import { builder } from './builder.ts'

const RateLimitRef = builder.objectRef<RateLimit>('RateLimit').implement({
  description:
    'What an operation may cost the caller. In points: what a request to KMS weighs is at `@cost`, and what was spent in `extensions.cost` of each answer.',
  fields: (t) => ({
    cost: t.exposeInt('cost', {
      description:
        'What this operation may cost, estimated before it is executed. Unused points are refunded to callers who may read all keys. A caller who may read some keys only pays this cost whatever is sent to KMS.',
    }),
    nodeCount: t.exposeInt('nodeCount', { description: 'How many objects its answer may hold.' }),
    limit: t.int({
      nullable: true,
      description: 'Points the caller may spend at once. Null here and below where no limit is set.',
      resolve: ({ budget }) => budget?.limit,
    }),
    remaining: t.int({
      nullable: true,
      description: 'Points left, those of this operation taken off already, unless it is a dry run.',
      resolve: ({ budget }) => budget?.remaining,
    }),
    used: t.int({
      nullable: true,
      description: 'Points spent and not restored yet.',
      resolve: ({ budget }) => budget?.used,
    }),
    resetAt: t.field({
      type: 'DateTime',
      nullable: true,
      description: 'When all of them are restored, if nothing is spent until then.',
      resolve: ({ budget }) => budget?.resetAt,
    }),
  }),
})

builder.queryField('rateLimit', (t) =>
  t.field({
    type: RateLimitRef,
    nullable: true,
    description:
      'What this operation costs, and what the caller has left. With `dryRun: true` the rest of the query is priced and not executed: only `rateLimit` is in the answer, nothing is spent, and a query that would be refused for its cost is priced as well. Needs no permission.',
    args: {
      dryRun: t.arg.boolean({ defaultValue: false, description: 'Price the query, execute nothing of it.' }),
    },
    resolve: (_parent, _args, context) => rateLimit(context),
  }),
)
