import { AutomaticRotation } from './rotation-status.ts'
import { builder } from './builder.ts'
import { COMPLIANCE_READS, ComplianceVerdict, RotationPolicyInput } from './compliance.ts'
import { KeyManager, KeyOrigin, KeyState } from './key.ts'
import { priced } from './priced.ts'
import { RotationType } from './rotation.ts'

export const TagFilter = builder.inputType('TagFilter', {
  description: 'A tag that a key must have.',
  fields: (t) => ({
    key: t.string({ required: true, description: 'Tag key, case-sensitive.' }),
    values: t.stringList({ description: 'Allowed values of the tag, case-sensitive. Default: any value.' }),
  }),
})

export const KeyFilter = builder.inputType('KeyFilter', {
  description:
    'Conditions that keys must meet. A key must meet all given fields; the values of a list are alternatives, except in `tags`. A key does not match if the gateway could not read the data that a condition needs. Such keys are counted in `KeyConnection.undecidedCount`.',
  fields: (t) => ({
    keys: t.idList({ description: 'Only these keys: values of `Key.id`.' }),
    search: t.string({
      ...priced({ reads: ['metadata', 'aliases', 'tags'] }),
      description:
        'Only keys that have this text in an alias, the description, the key ID, the ARN or the value of a tag: at any position, in upper or lower case.',
    }),
    states: t.field({
      ...priced({ reads: ['metadata'] }),
      type: [KeyState],
      description: 'Only keys in one of these states.',
    }),
    managers: t.field({
      ...priced({ reads: ['metadata'] }),
      type: [KeyManager],
      description: 'Only keys with one of these managers.',
    }),
    origins: t.field({
      ...priced({ reads: ['metadata'] }),
      type: [KeyOrigin],
      description: 'Only keys with one of these origins of their key material.',
    }),
    specs: t.stringList({
      ...priced({ reads: ['metadata'] }),
      description: 'Only keys with one of these key specs, e.g. SYMMETRIC_DEFAULT.',
    }),
    createdAfter: t.field({
      ...priced({ reads: ['metadata'] }),
      type: 'DateTime',
      description: 'Only keys that were created after this time.',
    }),
    aliasPrefix: t.string({
      ...priced({ reads: ['aliases'] }),
      description:
        'Only keys with an alias that starts with this prefix. The prefix can be given with or without `alias/`.',
    }),
    tags: t.field({
      ...priced({ reads: ['tags'] }),
      type: [TagFilter],
      description: 'Only keys that have all of these tags.',
    }),
    automaticRotation: t.field({
      ...priced({ reads: ['metadata', 'status'] }),
      type: [AutomaticRotation],
      description: 'Only keys whose automatic rotation has one of these settings.',
    }),
    onDemandInProgress: t.boolean({
      ...priced({ reads: ['metadata', 'status'] }),
      description: 'Only keys with (true) or without (false) an on-demand rotation in progress.',
    }),
    nextRotationBefore: t.field({
      ...priced({ reads: ['metadata', 'status'] }),
      type: 'DateTime',
      description: 'Only keys whose next automatic rotation is due before this time.',
    }),
    nextRotationAfter: t.field({
      ...priced({ reads: ['metadata', 'status'] }),
      type: 'DateTime',
      description: 'Only keys whose next automatic rotation is due after this time.',
    }),
    lastRotatedAfter: t.field({
      ...priced({ reads: ['rotations'] }),
      type: 'DateTime',
      description: 'Only keys that were last rotated after this time, by any type of rotation.',
    }),
    lastRotatedBefore: t.field({
      ...priced({ reads: ['rotations'] }),
      type: 'DateTime',
      description:
        'Only keys that were last rotated before this time by any type of rotation, or that were never rotated.',
    }),
    lastRotationTypes: t.field({
      ...priced({ reads: ['rotations'] }),
      type: [RotationType],
      description: 'Only keys whose last rotation has one of these types.',
    }),
    unusedSince: t.field({
      ...priced({ reads: ['metadata', 'lastUsage'] }),
      type: 'DateTime',
      description:
        'Only customer managed keys without a cryptographic operation at or after this time, as in `Key.lastUsage`. A key does not match if KMS began to record its uses later, unless KMS has recorded all uses since its creation.',
    }),
    maxRemainingOnDemand: t.int({
      ...priced({ reads: ['metadata', 'status', 'rotations'] }),
      description: 'Only keys with at most this number of on-demand rotations left.',
    }),
    canRotateOnDemand: t.boolean({
      ...priced({ reads: ['metadata', 'status', 'rotations'] }),
      description:
        'Only keys that can (true) or cannot (false) be rotated on demand now, as in `Key.capabilities.rotateOnDemand`.',
    }),
    compliance: t.field({
      ...priced({ reads: COMPLIANCE_READS }),
      type: [ComplianceVerdict],
      description: 'Only keys with one of these compliance verdicts under `policy`.',
    }),
    owners: t.stringList({
      ...priced({ reads: ['metadata', 'aliases', 'tags'] }),
      description: 'Only keys with one of these owners, as in `Key.owner`, case-sensitive.',
    }),
    rules: t.stringList({
      ...priced({ reads: ['metadata', 'aliases', 'tags'] }),
      description:
        'Only keys to which one of these rules of the rotation policy applies. The values are the IDs of rules. A given `policy` does not matter.',
    }),
    hasException: t.boolean({
      ...priced({ reads: ['metadata', 'aliases', 'tags'] }),
      description:
        'Only keys to which an exception of the rotation policy applies (true) or does not apply (false). A given `policy` does not matter.',
    }),
    dueBefore: t.field({
      ...priced({ reads: ['metadata', 'status', 'rotations'] }),
      type: 'DateTime',
      description:
        'Only keys whose key material becomes, or became, older than `policy` allows before this time, as in `Key.compliance.dueAt`.',
    }),
    dueAfter: t.field({
      ...priced({ reads: ['metadata', 'status', 'rotations'] }),
      type: 'DateTime',
      description:
        'Only keys whose key material becomes, or became, older than `policy` allows after this time, as in `Key.compliance.dueAt`.',
    }),
    isUnreadable: t.boolean({
      ...priced({ reads: COMPLIANCE_READS }),
      description:
        'Only keys whose metadata, automatic rotation or compliance under `policy` is unknown (true), because something could not be read, or known (false). `Key.problems` and `Key.compliance.reasons` say why.',
    }),
    policy: t.field({
      type: RotationPolicyInput,
      description:
        "The rotation policy that `compliance`, `dueBefore`, `dueAfter` and `isUnreadable` use. Default: the gateway's configured policy.",
    }),
  }),
})
