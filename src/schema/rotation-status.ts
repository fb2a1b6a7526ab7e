import type { RotationStatus } from '../resolvers/rotation-status.ts'
import { rotationStatus } from '../resolvers/rotation-status.ts'
import { builder } from './builder.ts'
import { KeyRef } from './key.ts'
import { priced } from './priced.ts'

export const AutomaticRotation = builder.enumType('AutomaticRotation', {
  description: 'Whether a key rotates by itself. A refused read is UNKNOWN, never DISABLED.',
  values: {
    ENABLED: { description: 'On. It rests while the key is disabled.' },
    DISABLED: { description: 'Off. KMS also says so while deletion is pending.' },
    AWS_MANAGED: { description: 'AWS managed key: rotated by AWS every year, not configurable.' },
    NOT_SUPPORTED: { description: 'Asymmetric, HMAC, imported material or custom key store.' },
    UNKNOWN: { description: 'Could not be read: see `Key.problems.rotationStatus`.' },
  },
})

const RotationStatusRef = builder.objectRef<RotationStatus>('RotationStatus').implement({
  description: 'How a key rotates, as KMS says now. (AWS: GetKeyRotationStatus)',
  fields: (t) => ({
    automatic: t.expose('automatic', {
      type: AutomaticRotation,
      description: 'Whether the key rotates by itself.',
    }),
    isEnabled: t.boolean({
      nullable: true,
      description:
        "KMS's own flag; null when KMS was not asked or refused. False also for keys that cannot rotate and while deletion is pending. (AWS: KeyRotationEnabled)",
      resolve: ({ status }) => status?.keyRotationEnabled,
    }),
    periodInDays: t.int({
      nullable: true,
      description:
        'Days between automatic rotations, 90 to 2560. Null when automatic rotation is off. (AWS: RotationPeriodInDays)',
      resolve: ({ status }) => status?.rotationPeriodInDays,
    }),
    nextRotationAt: t.field({
      type: 'DateTime',
      nullable: true,
      description:
        'When the next automatic rotation is due; never computed by this gateway. (AWS: NextRotationDate)',
      resolve: ({ status }) => status?.nextRotationDate,
    }),
    onDemandStartedAt: t.field({
      type: 'DateTime',
      nullable: true,
      description: 'Set while an on-demand rotation runs. (AWS: OnDemandRotationStartDate)',
      resolve: ({ status }) => status?.onDemandRotationStartDate,
    }),
    isOnDemandInProgress: t.boolean({
      nullable: true,
      description:
        'Whether KMS shows an on-demand rotation as running. Null when the status could not be read.',
      resolve: ({ status }) => (status ? status.onDemandRotationStartDate !== undefined : null),
    }),
    observedAt: t.field({
      type: 'DateTime',
      nullable: true,
      description:
        'When the gateway read this from KMS, whose reads may be behind by seconds after a change. Null when it could not be read.',
      resolve: ({ status }) => status?.observedAt,
    }),
  }),
})

builder.objectField(KeyRef, 'rotationStatus', (t) =>
  t.field({
    ...priced({ reads: ['metadata', 'status'] }),
    type: RotationStatusRef,
    description:
      'Automatic rotation: on or off, period, next date; and a running on-demand rotation. (AWS: GetKeyRotationStatus)',
    resolve: (key, _, context) => rotationStatus(key, context),
  }),
)
