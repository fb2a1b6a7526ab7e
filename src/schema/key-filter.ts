import { AutomaticRotation } from './rotation-status.ts'
import { builder } from './builder.ts'
import { ComplianceVerdict, RotationPolicyInput } from './compliance.ts'
import { KeyManager, KeyOrigin, KeyState } from './key.ts'
import { RotationType } from './rotation.ts'

export const TagFilter = builder.inputType('TagFilter', {
  description: 'A tag that a key must have.',
  fields: (t) => ({
    key: t.string({ required: true, description: "The tag's key; case matters." }),
    values: t.stringList({ description: 'With one of these values. Default: any value.' }),
  }),
})

export const KeyFilter = builder.inputType('KeyFilter', {
  description:
    'Which keys. All given fields must match; values inside a list are alternatives. A key of which something needed could not be read does not match, and is counted in `undecidedCount`.',
  fields: (t) => ({
    states: t.field({ type: [KeyState], description: 'In one of these states.' }),
    managers: t.field({ type: [KeyManager], description: 'Managed by one of these.' }),
    origins: t.field({ type: [KeyOrigin], description: 'Of one of these origins.' }),
    specs: t.stringList({ description: 'Of one of these specs, e.g. SYMMETRIC_DEFAULT.' }),
    aliasPrefix: t.string({ description: 'With an alias that begins so, with or without `alias/`.' }),
    tags: t.field({ type: [TagFilter], description: 'With all of these tags.' }),
    automaticRotation: t.field({
      type: [AutomaticRotation],
      description: 'Whose automatic rotation is one of these.',
    }),
    onDemandInProgress: t.boolean({ description: 'With an on-demand rotation running, or without.' }),
    nextRotationBefore: t.field({
      type: 'DateTime',
      description: 'Due before this time by its own schedule.',
    }),
    lastRotatedBefore: t.field({
      type: 'DateTime',
      description: 'Never rotated, or last rotated before this time, by any type of rotation.',
    }),
    lastRotationTypes: t.field({
      type: [RotationType],
      description: 'Whose last rotation was of one of these types.',
    }),
    maxRemainingOnDemand: t.int({ description: 'With at most so many on-demand rotations left.' }),
    canRotateOnDemand: t.boolean({ description: 'Whether `capabilities.rotateOnDemand` is allowed.' }),
    compliance: t.field({
      type: [ComplianceVerdict],
      description: 'With one of these verdicts under `policy`.',
    }),
    policy: t.field({ type: RotationPolicyInput, description: 'The policy that `compliance` is about.' }),
  }),
})
