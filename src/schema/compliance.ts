import { compliance, becameOverdueAt } from '../resolvers/compliance.ts'
import type { ShownCompliance } from '../resolvers/compliance.ts'
import type { ReadName } from '../resolvers/reads.ts'
import { keyOwner } from '../resolvers/rotation-policy.ts'
import { builder } from './builder.ts'
import { KeyRef } from './key.ts'
import { priced } from './priced.ts'
import { RotationExceptionRef, RotationRuleRef } from './rotation-policy.ts'

export const ComplianceVerdict = builder.enumType('ComplianceVerdict', {
  description: 'The result of checking a key against a rotation policy.',
  values: {
    COMPLIANT: { description: 'The key complies with the policy.' },
    DUE_SOON: {
      description:
        'The key complies with the policy, but its key material will be too old within `warnBeforeDays` days.',
    },
    OVERDUE: { description: 'The key violates the policy. `reasons` includes the violations.' },
    MANUAL_DUE: {
      description:
        'KMS cannot rotate the key, and it is older than the policy allows. Replace it with a new key.',
    },
    EXCEPTED: {
      description:
        'An exception of the rotation policy applies to the key. `reasons` includes what would violate the policy without it.',
    },
    NOT_APPLICABLE: {
      description:
        'The policy does not apply to this kind of key, or to its current state. `reasons` names the cause.',
    },
    UNKNOWN: {
      description: 'The gateway could not read data that the check needs. See `reasons` and `Key.problems`.',
    },
  },
})

const ComplianceReason = builder.enumType('ComplianceReason', {
  description: 'A fact that a compliance verdict is based on.',
  values: {
    MATERIAL_TOO_OLD: { description: 'The current key material is older than the policy allows.' },
    AUTOMATIC_ROTATION_OFF: { description: 'Automatic rotation is off, and the policy requires it.' },
    PERIOD_TOO_LONG: {
      description:
        'Automatic rotation is on, but its period is longer than the maximum age that the policy allows.',
    },
    NEVER_ROTATED: {
      description:
        'The key has never been rotated. The age of its key material is counted from the creation of the key.',
    },
    SPEC_NOT_SUPPORTED: { description: 'KMS cannot rotate keys of this kind.' },
    AWS_MANAGED_KEY: { description: 'The key is an AWS managed key, which AWS rotates every year.' },
    METADATA_UNREADABLE: { description: 'The metadata of the key could not be read.' },
    HISTORY_UNREADABLE: { description: 'The rotation history of the key could not be read.' },
    STATUS_UNREADABLE: { description: 'The rotation status of the key could not be read.' },
    ALIASES_UNREADABLE: {
      description: 'The aliases of the key, which the rotation policy depends on, could not be read.',
    },
    TAGS_UNREADABLE: {
      description: 'The tags of the key, which the rotation policy depends on, could not be read.',
    },
    KEY_DISABLED: { description: 'The key is disabled: KMS does not use it and does not rotate it.' },
    KEY_PENDING_DELETION: { description: 'The key is scheduled for deletion.' },
    KEY_NOT_READY: { description: 'The key cannot be used yet, or is temporarily unavailable.' },
  },
})

/** The aliases and tags are read only if the rules or exceptions of the gateway depend on them. */
export const COMPLIANCE_READS: readonly ReadName[] = ['metadata', 'status', 'rotations', 'aliases', 'tags']

export const RotationPolicyInput = builder.inputType('RotationPolicyInput', {
  description:
    "A rotation policy to check keys against, instead of the gateway's rules and exceptions. Omitted fields have the gateway's configured values.",
  fields: (t) => ({
    maxMaterialAgeInDays: t.int({
      description:
        "Maximum age of the current key material in days, 1 to 36500. Default: the gateway's setting, which is 365 unless configured.",
    }),
    warnBeforeDays: t.int({
      description:
        "Number of days before the maximum age at which the verdict becomes DUE_SOON, at least 0. Default: the gateway's setting, which is 30 unless configured.",
    }),
    requireAutomaticRotation: t.boolean({
      description:
        "Whether to also require automatic rotation for keys that support it. Default: the gateway's setting, which is false unless configured.",
    }),
  }),
})

const RotationComplianceRef = builder.objectRef<ShownCompliance>('RotationCompliance').implement({
  description:
    'The compliance of a key with a rotation policy. Automatic and on-demand rotations both count.',
  fields: (t) => ({
    verdict: t.expose('verdict', {
      type: ComplianceVerdict,
      description: 'Whether the key complies with the policy.',
    }),
    materialAgeInDays: t.exposeFloat('materialAgeInDays', {
      nullable: true,
      description:
        'Age of the current key material in days, counted from the last rotation of any type or, if the key was never rotated, from its creation. For a key that KMS cannot rotate, counted as `rule.requirements.manualRotation` says. Null if that time is not known.',
    }),
    dueAt: t.expose('dueAt', {
      type: 'DateTime',
      nullable: true,
      description:
        'When the current key material becomes, or became, older than the policy allows. Null if that time is not known or the policy does not apply.',
    }),
    becameOverdueAt: t.field({
      type: 'DateTime',
      nullable: true,
      description:
        'When the current key material became older than the policy allows. Null if it is not older, and if only the setting of automatic rotation violates the policy: KMS does not show when a setting was changed.',
      resolve: becameOverdueAt,
    }),
    reasons: t.field({
      type: [ComplianceReason],
      description: 'The facts that the verdict is based on.',
      resolve: ({ reasons }) => reasons,
    }),
    rule: t.expose('rule', {
      type: RotationRuleRef,
      nullable: true,
      description:
        'The rule of the rotation policy that the verdict follows from. Null if the key meets the conditions of no rule, if a `policy` was given, if the key is an AWS managed key, or if the aliases or tags that decide could not be read; in that case `reasons` includes the cause.',
    }),
    exception: t.expose('exception', {
      type: RotationExceptionRef,
      nullable: true,
      description: 'The exception that applies to the key. Null if the verdict is not EXCEPTED.',
    }),
    owner: t.string({
      ...priced({ reads: ['metadata', 'aliases', 'tags'] }),
      nullable: true,
      description: 'Owner of the key, as in `Key.owner`.',
      resolve: ({ key }, _, context) => keyOwner(key, context),
    }),
  }),
})

builder.objectField(KeyRef, 'compliance', (t) =>
  t.field({
    ...priced({ reads: COMPLIANCE_READS }),
    type: RotationComplianceRef,
    description:
      "Compliance of this key with a rotation policy. Reads the metadata, rotation status and history of the key, and its aliases and tags if the gateway's rules or exceptions depend on them.",
    args: {
      policy: t.arg({
        type: RotationPolicyInput,
        description:
          "The policy to check the key against. The gateway's rules and exceptions then do not apply. Default: the gateway's configured policy.",
      }),
    },
    resolve: (key, { policy }, context) => compliance(key, policy, context),
  }),
)
