import {
  AccessDeniedError,
  InvalidInputError,
  KeyNotFoundError,
  KeyStateError,
  KmsUnavailableError,
  OutcomeUnknownError,
  ReasonRequiredError,
  StoreUnavailableError,
  ThrottledError,
  UnsupportedKeyError,
} from '../errors/operation-errors.ts'
import type { KmsOperation } from '../kms/kms.ts'
import {
  addsMonthlyCharge,
  disableKeyRotation,
  enableKeyRotation,
  forecastWarnings,
} from '../resolvers/automatic-rotation.ts'
import type { AutomaticRotationForecast, AutomaticRotationPayload } from '../resolvers/automatic-rotation.ts'
import { builder, requires } from './builder.ts'
import { ChangeWarningRef } from './change-warning.ts'
import { COMPLIANCE_READS } from './compliance.ts'
import { AutomaticRotationRequestRef, AutomaticRotationSettingRef } from './change.ts'
import { KeyForChange } from './key-for-change.ts'
import { KeyRef } from './key.ts'
import { priced } from './priced.ts'

const failures = [
  KeyNotFoundError,
  AccessDeniedError,
  KeyStateError,
  UnsupportedKeyError,
  InvalidInputError,
  ThrottledError,
  OutcomeUnknownError,
  KmsUnavailableError,
  StoreUnavailableError,
  ReasonRequiredError,
]

/** The key is read before the change; its status is then read until three consecutive reads show the change. */
const AROUND_CHANGE: readonly KmsOperation[] = [
  'DescribeKey',
  'GetKeyRotationStatus',
  'GetKeyRotationStatus',
  'GetKeyRotationStatus',
  'GetKeyRotationStatus',
]

const EnableKeyRotationInput = builder.inputType('EnableKeyRotationInput', {
  description: 'Input of `enableKeyRotation`.',
  fields: (t) => ({
    key: t.field({ type: KeyForChange, required: true, description: 'The key to rotate automatically.' }),
    dryRun: t.boolean({
      required: true,
      defaultValue: false,
      description:
        'Checks the key without changing anything. `hasChanged` then reports whether the call would change the key. A reason that the gateway would reject is a warning. Default: false.',
    }),
    rotationPeriodInDays: t.int({
      description:
        'Days between automatic rotations, 90 to 2560. Default: the current period if automatic rotation is on, otherwise 365. (AWS: RotationPeriodInDays)',
    }),
    reason: t.string({
      description:
        'Reason for the change, e.g. a ticket number, up to 256 characters. Stored with the change and logged, but not sent to AWS.',
    }),
  }),
})

const DisableKeyRotationInput = builder.inputType('DisableKeyRotationInput', {
  description: 'Input of `disableKeyRotation`.',
  fields: (t) => ({
    key: t.field({
      type: KeyForChange,
      required: true,
      description: 'The key to stop rotating automatically.',
    }),
    dryRun: t.boolean({
      required: true,
      defaultValue: false,
      description:
        'Checks the key without changing anything. `hasChanged` then reports whether the call would change the key. A reason that the gateway would reject is a warning. Default: false.',
    }),
    reason: t.string({
      description:
        'Reason for the change, e.g. a ticket number, up to 256 characters. Stored with the change and logged, but not sent to AWS.',
    }),
  }),
})

const AutomaticRotationForecastRef = builder
  .objectRef<AutomaticRotationForecast>('AutomaticRotationForecast')
  .implement({
    description: 'The effects that a change of automatic rotation would have.',
    fields: (t) => ({
      setting: t.expose('setting', {
        type: AutomaticRotationSettingRef,
        description:
          'The setting after the change. `nextRotationAt` is estimated if automatic rotation is off now, and null if only the period changes, because AWS does not document the time.',
      }),
      addsMonthlyCharge: t.boolean({
        ...priced({ reads: ['rotations'] }),
        nullable: true,
        description:
          'Whether the next automatic rotation would increase the monthly AWS charge for the key. Only the first and second rotation of a key do. False if automatic rotation would be off. Null if the rotation history could not be read.',
        resolve: (forecast, _, context) => addsMonthlyCharge(forecast, context),
      }),
      warnings: t.field({
        ...priced({ reads: COMPLIANCE_READS }),
        type: [ChangeWarningRef],
        description:
          'Warnings about the change. Without MANAGED_ELSEWHERE, POLICY_VIOLATION or POLICY_EXCEPTION if the data that decides could not be read.',
        resolve: (forecast, _, context) => forecastWarnings(forecast, context),
      }),
    }),
  })

const EnableKeyRotationPayloadRef = builder
  .objectRef<AutomaticRotationPayload>('EnableKeyRotationPayload')
  .implement({
    description:
      'Successful result of `enableKeyRotation`: automatic rotation is on or, for a dry run, nothing blocks turning it on.',
    fields: (t) => ({
      key: t.expose('key', { type: KeyRef, description: 'The key, read again after the change.' }),
      hasChanged: t.exposeBoolean('hasChanged', {
        description:
          'Whether the call changed the key. False if automatic rotation was already on with this period; EnableKeyRotation was then not sent. For a dry run: whether the call would change the key.',
      }),
      change: t.expose('change', {
        type: AutomaticRotationRequestRef,
        nullable: true,
        description: 'The record of the change. Null for a dry run.',
      }),
      dryRun: t.expose('dryRun', {
        type: AutomaticRotationForecastRef,
        nullable: true,
        description: 'The effects that the change would have. Null unless the call is a dry run.',
      }),
    }),
  })

const DisableKeyRotationPayloadRef = builder
  .objectRef<AutomaticRotationPayload>('DisableKeyRotationPayload')
  .implement({
    description:
      'Successful result of `disableKeyRotation`: automatic rotation is off or, for a dry run, nothing blocks turning it off.',
    fields: (t) => ({
      key: t.expose('key', { type: KeyRef, description: 'The key, read again after the change.' }),
      hasChanged: t.exposeBoolean('hasChanged', {
        description:
          'Whether the call changed the key. False if automatic rotation was already off; DisableKeyRotation was then not sent. For a dry run: whether the call would change the key.',
      }),
      change: t.expose('change', {
        type: AutomaticRotationRequestRef,
        nullable: true,
        description: 'The record of the change. Null for a dry run.',
      }),
      dryRun: t.expose('dryRun', {
        type: AutomaticRotationForecastRef,
        nullable: true,
        description: 'The effects that the change would have. Null unless the call is a dry run.',
      }),
    }),
  })

builder.mutationField('enableKeyRotation', (t) =>
  t.field({
    ...requires('ROTATION_WRITE', { reads: ['metadata'], sends: [...AROUND_CHANGE, 'EnableKeyRotation'] }),
    type: EnableKeyRotationPayloadRef,
    description: 'Turns on automatic rotation of a key, or changes its period. (AWS: EnableKeyRotation)',
    args: {
      input: t.arg({
        type: EnableKeyRotationInput,
        required: true,
        description: 'The key, and the period of its rotations.',
      }),
    },
    errors: {
      types: failures,
      union: {
        name: 'EnableKeyRotationResult',
        description: 'The result of `enableKeyRotation`: a payload, or the error that prevented the change.',
      },
    },
    resolve: (_, { input }, context) => enableKeyRotation(input, context),
  }),
)

builder.mutationField('disableKeyRotation', (t) =>
  t.field({
    ...requires('ROTATION_WRITE', { reads: ['metadata'], sends: [...AROUND_CHANGE, 'DisableKeyRotation'] }),
    type: DisableKeyRotationPayloadRef,
    description:
      'Turns off automatic rotation of a key. If automatic rotation is turned on again later, its schedule starts at that time. The change neither blocks nor cancels an on-demand rotation. (AWS: DisableKeyRotation)',
    args: {
      input: t.arg({
        type: DisableKeyRotationInput,
        required: true,
        description: 'The key whose automatic rotation to turn off.',
      }),
    },
    errors: {
      types: failures,
      union: {
        name: 'DisableKeyRotationResult',
        description: 'The result of `disableKeyRotation`: a payload, or the error that prevented the change.',
      },
    },
    resolve: (_, { input }, context) => disableKeyRotation(input, context),
  }),
)
