import type { KmsBudget } from '../kms/rate/limited-kms.ts'
import { builder } from './builder.ts'

export const KmsBudgetRef = builder.objectRef<KmsBudget>('KmsBudget').implement({
  description:
    "This gateway's use of one KMS request quota. All callers in the AWS account and Region share the quota.",
  fields: (t) => ({
    operation: t.exposeString('operation', { description: 'Name of the KMS operation, e.g. `DescribeKey`.' }),
    requestsPerSecond: t.exposeFloat('requestsPerSecond', {
      description:
        'Maximum number of requests per second that the gateway sends: its share of the KMS quota, temporarily reduced after KMS throttles a request.',
    }),
    available: t.exposeInt('available', {
      description: 'Number of requests that the gateway could send immediately.',
    }),
    waiting: t.exposeInt('waiting', {
      description: 'Number of requests that are waiting in the queue of the rate limiter.',
    }),
    throttledLastMinute: t.exposeInt('throttledLastMinute', {
      description:
        'Number of requests that KMS throttled in the last minute, because other callers use the same quota.',
    }),
  }),
})
