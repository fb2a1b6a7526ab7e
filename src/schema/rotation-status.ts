import type { RotationStatus } from '../rotation/readings/rule-results.ts'
import { rotationStatus } from '../resolvers/rotation-status.ts'
import { builder } from './builder.ts'
import { KeyRef } from './key.ts'
import { priced } from './priced.ts'

export const AutomaticRotation = builder.enumType('AutomaticRotation', {
  description: 'Whether KMS rotates a key automatically. UNKNOWN, never DISABLED, if it could not be read.',
  values: {
    ENABLED: { description: 'Automatic rotation is on. It is suspended while the key is disabled.' },
    DISABLED: {
      description: 'Automatic rotation is off. KMS also reports this while deletion of the key is pending.',
    },
    AWS_MANAGED: {
      description:
        'The key is an AWS managed key. AWS rotates it every year, and its rotation cannot be changed.',
    },
    NOT_SUPPORTED: {
      description:
        'KMS does not rotate the key automatically: it is asymmetric or HMAC, has imported key material, or is in a custom key store.',
    },
    UNKNOWN: {
      description: 'The rotation status could not be read. `Key.problems.rotationStatus` has the error.',
    },
  },
})

const RotationStatusRef = builder.objectRef<RotationStatus>('RotationStatus').implement({
  description: 'The rotation status of a key. (AWS: GetKeyRotationStatus)',
  fields: (t) => ({
    automatic: t.expose('automatic', {
      type: AutomaticRotation,
      description: 'Whether KMS rotates the key automatically.',
    }),
    isEnabled: t.boolean({
      nullable: true,
      description:
        'The flag that KMS reports. It is also false for keys that cannot rotate and while deletion is pending; `automatic` distinguishes these cases. Null if KMS was not called or the call failed. (AWS: KeyRotationEnabled)',
      resolve: ({ status }) => status?.keyRotationEnabled,
    }),
    periodInDays: t.int({
      nullable: true,
      description:
        'Days between automatic rotations, 90 to 2560. Null if automatic rotation is off or the status could not be read. (AWS: RotationPeriodInDays)',
      resolve: ({ status }) => status?.rotationPeriodInDays,
    }),
    nextRotationAt: t.field({
      type: 'DateTime',
      nullable: true,
      description:
        'When the next automatic rotation is due, as reported by KMS. Null if KMS does not report it. (AWS: NextRotationDate)',
      resolve: ({ status }) => status?.nextRotationDate,
    }),
    onDemandStartedAt: t.field({
      type: 'DateTime',
      nullable: true,
      description:
        'When the on-demand rotation in progress started. Null if no on-demand rotation is in progress. (AWS: OnDemandRotationStartDate)',
      resolve: ({ status }) => status?.onDemandRotationStartDate,
    }),
    isOnDemandInProgress: t.boolean({
      nullable: true,
      description:
        'Whether KMS shows an on-demand rotation as in progress. Null if the status could not be read. (AWS: OnDemandRotationStartDate)',
      resolve: ({ status }) => (status ? status.onDemandRotationStartDate !== undefined : null),
    }),
    observedAt: t.field({
      type: 'DateTime',
      nullable: true,
      description:
        'When the gateway read the status from KMS, whose reads can be seconds behind a change. Null if the status could not be read.',
      resolve: ({ status }) => status?.observedAt,
    }),
  }),
})

builder.objectField(KeyRef, 'rotationStatus', (t) =>
  t.field({
    ...priced({ reads: ['metadata', 'status'] }),
    type: RotationStatusRef,
    description:
      'Rotation status of the key: automatic rotation, its period and next date, and the on-demand rotation in progress. (AWS: GetKeyRotationStatus)',
    resolve: (key, _, context) => rotationStatus(key, context),
  }),
)
