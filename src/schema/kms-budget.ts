import type { KmsBudget } from '../kms/rate/limited-kms.ts'
import { builder } from './builder.ts'

export const KmsBudgetRef = builder.objectRef<KmsBudget>('KmsBudget').implement({
  description:
    'One request quota of KMS, as this gateway uses it. Everybody in the account and Region shares the quota itself.',
  fields: (t) => ({
    operation: t.exposeString('operation', { description: "KMS's name of the operation, as `DescribeKey`." }),
    requestsPerSecond: t.exposeFloat('requestsPerSecond', {
      description:
        "How many requests the gateway sends in a second at most: its share of KMS's quota, and less for a while after KMS throttled.",
    }),
    available: t.exposeInt('available', { description: 'How many of them it could send now.' }),
    waiting: t.exposeInt('waiting', { description: 'How many calls wait for their turn.' }),
    throttledLastMinute: t.exposeInt('throttledLastMinute', {
      description:
        'How many requests KMS throttled in the last minute, because others use the quota as well.',
    }),
  }),
})
