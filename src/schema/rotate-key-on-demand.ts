import {
  AccessDeniedError,
  InvalidInputError,
  KeyNotFoundError,
  KeyStateError,
  KmsUnavailableError,
  NoPendingMaterialError,
  OnDemandQuotaExceededError,
  OutcomeUnknownError,
  RotationConflictError,
  RotationInProgressError,
  ThrottledError,
  UnsupportedKeyError,
} from '../errors.ts'
import { rotateKeyOnDemand } from '../resolvers/rotate-key-on-demand.ts'
import type { RotateKeyOnDemandPayload } from '../resolvers/rotate-key-on-demand.ts'
import { builder, requires } from './builder.ts'
import { KeyForChange, KeyRef } from './key.ts'
import { RotationRequestRef } from './rotation-request.ts'

const RotateKeyOnDemandInput = builder.inputType('RotateKeyOnDemandInput', {
  description: 'Which key to rotate, and why.',
  fields: (t) => ({
    key: t.field({ type: KeyForChange, required: true, description: 'The key to rotate.' }),
    reason: t.string({
      description:
        'Why, e.g. a ticket number; kept with the request and in the log, not sent to AWS. Up to 256 characters.',
    }),
  }),
})

const RotateKeyOnDemandPayloadRef = builder
  .objectRef<RotateKeyOnDemandPayload>('RotateKeyOnDemandPayload')
  .implement({
    description: 'KMS accepted the rotation.',
    fields: (t) => ({
      key: t.expose('key', { type: KeyRef, description: 'The key, read again after the change.' }),
      request: t.expose('request', {
        type: RotationRequestRef,
        description:
          'The rotation asked for. Follow it with `Subscription.rotationRequest`, or read it with `node`.',
      }),
    }),
  })

builder.mutationField('rotateKeyOnDemand', (t) =>
  t.field({
    ...requires('ROTATION_WRITE'),
    type: RotateKeyOnDemandPayloadRef,
    description:
      'Starts an on-demand rotation and returns at once; it completes after seconds to minutes. The key is checked first, and a refusal costs none of its on-demand rotations; the request itself is sent to KMS at most once. (AWS: RotateKeyOnDemand)',
    args: { input: t.arg({ type: RotateKeyOnDemandInput, required: true, description: 'What to rotate.' }) },
    errors: {
      types: [
        KeyNotFoundError,
        AccessDeniedError,
        KeyStateError,
        UnsupportedKeyError,
        NoPendingMaterialError,
        OnDemandQuotaExceededError,
        RotationInProgressError,
        RotationConflictError,
        InvalidInputError,
        ThrottledError,
        OutcomeUnknownError,
        KmsUnavailableError,
      ],
      union: {
        name: 'RotateKeyOnDemandResult',
        description: 'A rotation that KMS accepted, or why it did not.',
      },
    },
    resolve: (_, { input }, context) => rotateKeyOnDemand(input, context),
  }),
)
