import { onDemandQuota } from '../resolvers/on-demand-quota.ts'
import type { OnDemandQuota } from '../rotation/rules/on-demand-quota.ts'
import { builder } from './builder.ts'
import { KeyRef } from './key.ts'
import { priced } from './priced.ts'

const OnDemandQuotaRef = builder.objectRef<OnDemandQuota>('OnDemandQuota').implement({
  description: 'Lifetime limit of on-demand rotations for a key. AWS does not increase this quota.',
  fields: (t) => ({
    limit: t.exposeInt('limit', {
      description:
        'Number of on-demand rotations that a key has in its lifetime: 25 at AWS (10 until February 2026). A setting of the gateway, because KMS does not report the quota.',
    }),
    used: t.exposeInt('used', {
      description: 'Number of on-demand rotations used: completed rotations, and the rotation in progress.',
    }),
    remaining: t.exposeInt('remaining', { description: 'Number of on-demand rotations left.' }),
    isDerived: t.boolean({
      description:
        'Whether the gateway calculated these numbers from the rotation history. Always true, because KMS has no API for the quota.',
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
      'Quota of on-demand rotations for this key. Null for an AWS managed key, which does not have this quota, or if the rotation history could not be read; in that case `problems.rotations` has the error. (AWS: ListKeyRotations)',
    resolve: (key, _, context) => onDemandQuota(key, context),
  }),
)
