import {
  AccessDeniedError,
  InvalidInputError,
  KeyNotFoundError,
  KeyStateError,
  KmsUnavailableError,
  OutcomeUnknownError,
  ThrottledError,
  UnsupportedKeyError,
} from '../errors.ts'
import type { KmsOperation } from '../kms/kms.ts'
import { disableKeyRotation, enableKeyRotation } from '../resolvers/automatic-rotation.ts'
import type { AutomaticRotationPayload } from '../resolvers/automatic-rotation.ts'
import { builder, requires } from './builder.ts'
import { KeyForChange, KeyRef } from './key.ts'

const failures = [
  KeyNotFoundError,
  AccessDeniedError,
  KeyStateError,
  UnsupportedKeyError,
  InvalidInputError,
  ThrottledError,
  OutcomeUnknownError,
  KmsUnavailableError,
]

/** The key is read before, and its status until three reads in a row show the change. */
const AROUND_CHANGE: readonly KmsOperation[] = [
  'DescribeKey',
  'GetKeyRotationStatus',
  'GetKeyRotationStatus',
  'GetKeyRotationStatus',
  'GetKeyRotationStatus',
]

const EnableKeyRotationInput = builder.inputType('EnableKeyRotationInput', {
  description: 'Which key to rotate automatically, and how often.',
  fields: (t) => ({
    key: t.field({ type: KeyForChange, required: true, description: 'The key.' }),
    dryRun: t.boolean({
      required: true,
      defaultValue: false,
      description: 'Make every check, change nothing; `hasChanged` says whether something would.',
    }),
    rotationPeriodInDays: t.int({
      description:
        'Days between rotations, 90 to 2560. Left out, a key whose automatic rotation is on keeps its period, and any other gets 365. (AWS: RotationPeriodInDays)',
    }),
  }),
})

const DisableKeyRotationInput = builder.inputType('DisableKeyRotationInput', {
  description: 'Which key to rotate automatically no longer.',
  fields: (t) => ({
    key: t.field({ type: KeyForChange, required: true, description: 'The key.' }),
    dryRun: t.boolean({
      required: true,
      defaultValue: false,
      description: 'Make every check, change nothing; `hasChanged` says whether something would.',
    }),
  }),
})

const EnableKeyRotationPayloadRef = builder
  .objectRef<AutomaticRotationPayload>('EnableKeyRotationPayload')
  .implement({
    description: 'Automatic rotation is on.',
    fields: (t) => ({
      key: t.expose('key', { type: KeyRef, description: 'The key, read again after the change.' }),
      hasChanged: t.exposeBoolean('hasChanged', {
        description:
          'False when it was on already with this period: nothing was sent. On a dry run: whether it would change.',
      }),
    }),
  })

const DisableKeyRotationPayloadRef = builder
  .objectRef<AutomaticRotationPayload>('DisableKeyRotationPayload')
  .implement({
    description: 'Automatic rotation is off.',
    fields: (t) => ({
      key: t.expose('key', { type: KeyRef, description: 'The key, read again after the change.' }),
      hasChanged: t.exposeBoolean('hasChanged', {
        description:
          'False when it was off already: nothing was sent. On a dry run: whether it would change.',
      }),
    }),
  })

builder.mutationField('enableKeyRotation', (t) =>
  t.field({
    ...requires('ROTATION_WRITE', { reads: ['metadata'], sends: [...AROUND_CHANGE, 'EnableKeyRotation'] }),
    type: EnableKeyRotationPayloadRef,
    description: 'Turns automatic rotation on, or changes its period. (AWS: EnableKeyRotation)',
    args: { input: t.arg({ type: EnableKeyRotationInput, required: true, description: 'What to turn on.' }) },
    errors: {
      types: failures,
      union: { name: 'EnableKeyRotationResult', description: 'Automatic rotation is on, or why it is not.' },
    },
    resolve: (_, { input }, context) => enableKeyRotation(input, context),
  }),
)

builder.mutationField('disableKeyRotation', (t) =>
  t.field({
    ...requires('ROTATION_WRITE', { reads: ['metadata'], sends: [...AROUND_CHANGE, 'DisableKeyRotation'] }),
    type: DisableKeyRotationPayloadRef,
    description:
      'Turns automatic rotation off. Turning it on again restarts the schedule from then. Neither blocks nor cancels an on-demand rotation. (AWS: DisableKeyRotation)',
    args: {
      input: t.arg({ type: DisableKeyRotationInput, required: true, description: 'What to turn off.' }),
    },
    errors: {
      types: failures,
      union: {
        name: 'DisableKeyRotationResult',
        description: 'Automatic rotation is off, or why it is not.',
      },
    },
    resolve: (_, { input }, context) => disableKeyRotation(input, context),
  }),
)
