import { compliance } from '../resolvers/compliance.ts'
import type { RotationCompliance } from '../rotation/rules/compliance.ts'
import { builder } from './builder.ts'
import { KeyRef } from './key.ts'
import { priced } from './priced.ts'

export const ComplianceVerdict = builder.enumType('ComplianceVerdict', {
  description: 'How a key stands against a rotation policy.',
  values: {
    COMPLIANT: { description: 'It keeps the policy.' },
    DUE_SOON: { description: 'It keeps the policy, and will break it within `warnBeforeDays`.' },
    OVERDUE: { description: 'It breaks the policy.' },
    NOT_APPLICABLE: { description: 'The policy is not about such a key: see the reasons.' },
    UNKNOWN: { description: 'Something needed could not be read: see the reasons and `Key.problems`.' },
  },
})

const ComplianceReason = builder.enumType('ComplianceReason', {
  description: 'What a verdict rests on.',
  values: {
    MATERIAL_TOO_OLD: { description: 'The current material is older than the policy allows.' },
    AUTOMATIC_ROTATION_OFF: { description: 'Automatic rotation is off.' },
    PERIOD_TOO_LONG: { description: 'Automatic rotation is on with a longer period than the policy allows.' },
    NEVER_ROTATED: { description: 'There was no rotation yet: the age counts from creation.' },
    SPEC_NOT_SUPPORTED: { description: 'Keys of this kind cannot rotate.' },
    AWS_MANAGED_KEY: { description: 'AWS manages the key and rotates it every year.' },
    METADATA_UNREADABLE: { description: 'The metadata could not be read.' },
    HISTORY_UNREADABLE: { description: 'The history could not be read.' },
    STATUS_UNREADABLE: { description: 'The rotation status could not be read.' },
    KEY_DISABLED: { description: 'The key is disabled, so it is not used and not rotated.' },
    KEY_PENDING_DELETION: { description: 'The key is to be deleted.' },
    KEY_NOT_READY: { description: 'The key cannot be used yet, or not at the moment.' },
  },
})

export const RotationPolicyInput = builder.inputType('RotationPolicyInput', {
  description: "A rotation policy. What is left out comes from the gateway's configuration.",
  fields: (t) => ({
    maxMaterialAgeInDays: t.int({
      description: 'Oldest allowed current material in days, 1 to 36500. Gateway default: 365.',
    }),
    warnBeforeDays: t.int({
      description: 'DUE_SOON this many days before, at least 0. Gateway default: 30.',
    }),
    requireAutomaticRotation: t.boolean({
      description:
        'Also require automatic rotation to be on where the key supports it. Gateway default: false.',
    }),
  }),
})

const RotationComplianceRef = builder.objectRef<RotationCompliance>('RotationCompliance').implement({
  description:
    'How a key stands against a rotation policy. A rotation of any type counts, not only automatic ones.',
  fields: (t) => ({
    verdict: t.expose('verdict', { type: ComplianceVerdict, description: 'How it stands.' }),
    materialAgeInDays: t.exposeFloat('materialAgeInDays', {
      nullable: true,
      description: 'Age of the current material: since the last rotation of any type, else since creation.',
    }),
    dueAt: t.expose('dueAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When the material becomes, or became, older than the policy allows.',
    }),
    reasons: t.field({
      type: [ComplianceReason],
      description: 'What the verdict rests on.',
      resolve: ({ reasons }) => reasons,
    }),
  }),
})

builder.objectField(KeyRef, 'compliance', (t) =>
  t.field({
    ...priced({ reads: ['metadata', 'status', 'rotations'] }),
    type: RotationComplianceRef,
    description: 'Verdict against a rotation policy. Reads metadata, status and history.',
    args: {
      policy: t.arg({ type: RotationPolicyInput, description: 'Default: as the gateway is configured.' }),
    },
    resolve: (key, { policy }, context) => compliance(key, policy, context),
  }),
)
