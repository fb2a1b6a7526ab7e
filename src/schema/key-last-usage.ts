import type { KeyLastUsage } from '../kms/kms.ts'
import { hasBeenUsed, readLastUsage } from '../resolvers/key-last-usage.ts'
import { orNull } from '../resolvers/readable.ts'
import { builder } from './builder.ts'
import { KeyRef } from './key.ts'
import { priced } from './priced.ts'

const KeyLastUsageRef = builder.objectRef<KeyLastUsage>('KeyLastUsage').implement({
  description:
    'The last successful cryptographic operation with a key, as recorded by KMS. It does not prove that a key can be deleted: rare uses, failed uses and uses before `trackingStartedAt` are not in it. Disable the key first, and look for rejected requests in CloudTrail. KMS tracks a multi-Region primary key and each of its replicas separately. (AWS: GetKeyLastUsage)',
  fields: (t) => ({
    operation: t.string({
      nullable: true,
      description:
        'KMS operation of the last use, e.g. Decrypt. A string, because AWS adds operations. Null if no use is recorded. (AWS: Operation)',
      resolve: ({ usage }) => usage?.operation,
    }),
    usedAt: t.field({
      type: 'DateTime',
      nullable: true,
      description:
        'When the key was last used. Null if KMS has recorded no use since `trackingStartedAt`. (AWS: Timestamp)',
      resolve: ({ usage }) => usage?.usedAt,
    }),
    cloudTrailEventId: t.string({
      nullable: true,
      description:
        'ID of the CloudTrail event of the last use, which names the caller. Null if no use is recorded. (AWS: CloudTrailEventId)',
      resolve: ({ usage }) => usage?.cloudTrailEventId,
    }),
    trackingStartedAt: t.expose('trackingStartDate', {
      type: 'DateTime',
      nullable: true,
      description:
        'Since when KMS records the uses of the key: the start of the tracking, or the creation of the key if it is later. Null if a use is recorded and KMS does not report the start. (AWS: TrackingStartDate)',
    }),
    hasBeenUsed: t.boolean({
      nullable: true,
      description:
        'Whether the key was used since its creation. Null if KMS has recorded no use and `trackingStartedAt` is later than the creation: the key may have been used before.',
      resolve: (lastUsage) => hasBeenUsed(lastUsage),
    }),
    observedAt: t.expose('observedAt', {
      type: 'DateTime',
      description: 'When the gateway read the last usage from KMS.',
    }),
  }),
})

builder.objectField(KeyRef, 'lastUsage', (t) =>
  t.field({
    ...priced({ reads: ['metadata', 'lastUsage'] }),
    type: KeyLastUsageRef,
    nullable: true,
    description:
      'When and for which operation the key was last used. KMS allows 5 of these reads per second. Null for an AWS managed key, which cannot be retired. Null also if it could not be read; in that case `problems.lastUsage` has the error. (AWS: GetKeyLastUsage)',
    resolve: (key, _, context) => orNull(readLastUsage(key, context)),
  }),
)
