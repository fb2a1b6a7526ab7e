import { AutomaticRotation } from './rotation-status.ts'
import { builder } from './builder.ts'
import { ComplianceVerdict, RotationPolicyInput } from './compliance.ts'
import { KeyManager, KeyOrigin, KeyState } from './key.ts'
import { priced } from './priced.ts'
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
    states: t.field({
      ...priced({ reads: ['metadata'] }),
      type: [KeyState],
      description: 'In one of these states.',
    }),
    managers: t.field({
      ...priced({ reads: ['metadata'] }),
      type: [KeyManager],
      description: 'Managed by one of these.',
    }),
    origins: t.field({
      ...priced({ reads: ['metadata'] }),
      type: [KeyOrigin],
      description: 'Of one of these origins.',
    }),
    specs: t.stringList({
      ...priced({ reads: ['metadata'] }),
      description: 'Of one of these specs, e.g. SYMMETRIC_DEFAULT.',
    }),
    aliasPrefix: t.string({
      ...priced({ reads: ['aliases'] }),
      description: 'With an alias that begins so, with or without `alias/`.',
    }),
    tags: t.field({
      ...priced({ reads: ['tags'] }),
      type: [TagFilter],
      description: 'With all of these tags.',
    }),
    automaticRotation: t.field({
      ...priced({ reads: ['metadata', 'status'] }),
      type: [AutomaticRotation],
      description: 'Whose automatic rotation is one of these.',
    }),
    onDemandInProgress: t.boolean({
      ...priced({ reads: ['metadata', 'status'] }),
      description: 'With an on-demand rotation running, or without.',
    }),
    nextRotationBefore: t.field({
      ...priced({ reads: ['metadata', 'status'] }),
      type: 'DateTime',
      description: 'Due before this time by its own schedule.',
    }),
    lastRotatedBefore: t.field({
      ...priced({ reads: ['rotations'] }),
      type: 'DateTime',
      description: 'Never rotated, or last rotated before this time, by any type of rotation.',
    }),
    lastRotationTypes: t.field({
      ...priced({ reads: ['rotations'] }),
      type: [RotationType],
      description: 'Whose last rotation was of one of these types.',
    }),
    maxRemainingOnDemand: t.int({
      ...priced({ reads: ['metadata', 'status', 'rotations'] }),
      description: 'With at most so many on-demand rotations left.',
    }),
    canRotateOnDemand: t.boolean({
      ...priced({ reads: ['metadata', 'status', 'rotations'] }),
      description: 'Whether `capabilities.rotateOnDemand` is allowed.',
    }),
    compliance: t.field({
      ...priced({ reads: ['metadata', 'status', 'rotations'] }),
      type: [ComplianceVerdict],
      description: 'With one of these verdicts under `policy`.',
    }),
    policy: t.field({ type: RotationPolicyInput, description: 'The policy that `compliance` is about.' }),
  }),
})
