import { onDemandQuota } from '../resolvers/on-demand-quota.ts'
import type { OnDemandQuota } from '../rotation/rules/on-demand-quota.ts'
import { builder } from './builder.ts'
import { KeyRef } from './key.ts'
import { priced } from './priced.ts'

const OnDemandQuotaRef = builder.objectRef<OnDemandQuota>('OnDemandQuota').implement({
  description: 'How often a key can be rotated on demand, in its whole life. AWS does not raise it.',
  fields: (t) => ({
    limit: t.exposeInt('limit', {
      description:
        'The AWS quota: 25 per key and lifetime (10 until February 2026). A setting of the gateway.',
    }),
    used: t.exposeInt('used', { description: 'Completed on-demand rotations and a running one.' }),
    remaining: t.exposeInt('remaining', { description: 'How many are left.' }),
    isDerived: t.boolean({
      description:
        'Always true today: KMS has no API for these numbers, so they are counted from the history.',
      resolve: () => true,
    }),
  }),
})

builder.objectField(KeyRef, 'onDemandQuota', (t) =>
  t.field({
    ...priced({ reads: ['metadata', 'status', 'rotations'] }),
    type: OnDemandQuotaRef,
    nullable: true,
    description:
      'How often this key can still be rotated on demand. Null for an AWS managed key, which has no such quota, and when its history may not be read: see `problems.rotations`. (AWS: ListKeyRotations)',
    resolve: (key, _, context) => onDemandQuota(key, context),
  }),
)
