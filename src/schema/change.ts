import { automaticRotationOf, outcomeOf, typeOfChange } from '../resolvers/change.ts'
import { keyOf, withSource } from '../resolvers/visibility.ts'
import type { Sourced } from '../resolvers/visibility.ts'
import type { AutomaticRotationRequest } from '../rotation/automatic-rotation-request.ts'
import type { AutomaticSetting } from '../rotation/automatic-setting.ts'
import type { Change } from '../rotation/change-record.ts'
import { builder } from './builder.ts'
import { OperationErrorRef } from './errors.ts'
import { KeyRef } from './key.ts'
import { AutomaticRotation } from './rotation-status.ts'

export const ChangeKind = builder.enumType('ChangeKind', {
  description: 'The kind of a change, named after its KMS operation.',
  values: {
    ROTATE_KEY_ON_DEMAND: {
      value: 'RotateKeyOnDemand',
      description: 'An on-demand rotation: `RotationRequest`.',
    },
    ENABLE_KEY_ROTATION: {
      value: 'EnableKeyRotation',
      description: 'Automatic rotation turned on, or its period changed: `AutomaticRotationRequest`.',
    },
    DISABLE_KEY_ROTATION: {
      value: 'DisableKeyRotation',
      description: 'Automatic rotation turned off: `AutomaticRotationRequest`.',
    },
  } as const,
})

export const ChangeOutcome = builder.enumType('ChangeOutcome', {
  description: 'The outcome of a change.',
  values: {
    PENDING: { description: 'The change is being sent, and KMS has not responded yet.' },
    MADE: {
      description:
        'KMS accepted the change, or reads of the key have shown it. For an on-demand rotation, `RotationRequest.status` shows whether it has completed.',
    },
    UNCHANGED: { description: 'The key already had the requested setting. Nothing was sent to KMS.' },
    REJECTED: {
      description:
        'KMS rejected the change, and would reject it again. Nothing was changed. `error` has the reason.',
    },
    FAILED: {
      description:
        'The change was not made, for example because KMS was not reached, and the same call may succeed later. Nothing was changed.',
    },
    UNKNOWN: {
      description:
        'The response was lost, and no read of the key has shown the change. It may have been made.',
    },
  },
})

export const ChangeRef = builder.interfaceRef<Change & Sourced>('Change').implement({
  description:
    'A change of a key that a caller requested through this gateway, with who, when, why and its outcome. Dry runs and calls that a check of the gateway rejected are not recorded; they are in the log.',
  interfaces: [builder.nodeInterfaceRef()],
  resolveType: typeOfChange,
  fields: (t) => ({
    kind: t.expose('operation', { type: ChangeKind, description: 'The kind of the change.' }),
    key: t.field({
      type: KeyRef,
      description: 'The key to change.',
      resolve: ({ keyArn, source }, _, context) => keyOf(keyArn, context, source),
    }),
    requestedAt: t.expose('requestedAt', {
      type: 'DateTime',
      description: 'When the change was requested.',
    }),
    requestedBy: t.exposeString('requestedBy', {
      description:
        "Subject of the caller's credential, or `anonymous`. AWS CloudTrail also records it if the account is in the `--accounts-file`, and otherwise only the identity of the gateway.",
    }),
    reason: t.exposeString('reason', {
      nullable: true,
      description: 'Reason that the caller gave. Null if the caller gave none.',
    }),
    outcome: t.field({
      type: ChangeOutcome,
      description: 'The outcome of the change.',
      resolve: outcomeOf,
    }),
    error: t.field({
      type: OperationErrorRef,
      nullable: true,
      description:
        'The error that explains the outcome REJECTED, FAILED or UNKNOWN. Null for every other outcome.',
      resolve: ({ error, source }) => error && withSource(error, { source }),
    }),
  }),
})

export const AutomaticRotationSettingRef = builder
  .objectRef<AutomaticSetting>('AutomaticRotationSetting')
  .implement({
    description: 'The setting of automatic rotation of a key at one time. (AWS: GetKeyRotationStatus)',
    fields: (t) => ({
      automatic: t.field({
        type: AutomaticRotation,
        description: 'Whether KMS rotates the key automatically: ENABLED or DISABLED.',
        resolve: automaticRotationOf,
      }),
      periodInDays: t.exposeInt('periodInDays', {
        nullable: true,
        description:
          'Days between automatic rotations, 90 to 2560. Null if automatic rotation is off. (AWS: RotationPeriodInDays)',
      }),
      nextRotationAt: t.expose('nextRotationAt', {
        type: 'DateTime',
        nullable: true,
        description:
          'When the next automatic rotation is due. Null if automatic rotation is off, or if the time is not known. (AWS: NextRotationDate)',
      }),
    }),
  })

export const AutomaticRotationRequestRef =
  builder.objectRef<AutomaticRotationRequest>('AutomaticRotationRequest')

builder.node(AutomaticRotationRequestRef, {
  description:
    'A request to turn automatic rotation of a key on or off, or to change its period, made through this gateway. KMS itself does not return an ID for it.',
  interfaces: [ChangeRef],
  id: { resolve: ({ id }) => id },
  fields: (t) => ({
    periodInDays: t.exposeInt('periodInDays', {
      nullable: true,
      description:
        'The period that was sent to KMS, in days. Null if automatic rotation was turned off, or if KMS applies its default of 365 days.',
    }),
    before: t.expose('before', {
      type: AutomaticRotationSettingRef,
      nullable: true,
      description: 'The setting before the change. Null if KMS did not report it.',
    }),
    after: t.expose('after', {
      type: AutomaticRotationSettingRef,
      nullable: true,
      description:
        'The setting after the change, as read from KMS. If no read showed the change in time, the setting that was requested. Null unless the outcome is MADE or UNCHANGED.',
    }),
  }),
})
