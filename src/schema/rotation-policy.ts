import {
  exceptedKeys,
  keyOwner,
  listedExceptions,
  mayReadConditions,
  remainderOf,
} from '../resolvers/rotation-policy.ts'
import type { KeyConditions, TagCondition } from '../rotation/policy/key-conditions.ts'
import type { PolicyDocument } from '../rotation/policy/policy-document.ts'
import type { PolicyException } from '../rotation/policy/policy-exception.ts'
import type { OwnerSource, PolicyRule } from '../rotation/policy/policy-rule.ts'
import type { ManualRotation, RotationPolicy } from '../rotation/rules/compliance.ts'
import { builder, requires } from './builder.ts'
import { KeyRef } from './key.ts'
import { OF_MANY, priced } from './priced.ts'

/** For the cost. A rotation policy file may have more. */
const ASSUMED_EXCEPTIONS = 50

const TagConditionRef = builder.objectRef<TagCondition>('TagCondition').implement({
  description: 'A tag that the keys of a rule or an exception have.',
  fields: (t) => ({
    key: t.exposeString('key', { description: 'Tag key, case-sensitive.' }),
    values: t.stringList({
      description: 'Allowed values of the tag, case-sensitive. `*` stands for any characters, `?` for one.',
      resolve: ({ values }) => values,
    }),
  }),
})

const KeyConditionsRef = builder.objectRef<KeyConditions>('KeyConditions').implement({
  description:
    'The conditions that the keys of a rule or an exception meet. A key must meet all of them; the values of a list are alternatives, except in `tags`. `*` stands for any characters, `?` for one. A field is null if the condition is not used.',
  fields: (t) => ({
    keys: t.stringList({
      nullable: true,
      description: 'ARNs of keys. Only exceptions have this condition.',
      resolve: ({ keys }) => keys,
    }),
    accounts: t.stringList({
      nullable: true,
      description: 'IDs of AWS accounts.',
      resolve: ({ accounts }) => accounts,
    }),
    regions: t.stringList({
      nullable: true,
      description: 'Names of AWS Regions.',
      resolve: ({ regions }) => regions,
    }),
    tags: t.field({
      ...priced({}, { assumedSize: 10 }),
      type: [TagConditionRef],
      nullable: true,
      description: 'Tags that a key must have, all of them.',
      resolve: ({ tags }) => tags,
    }),
    aliases: t.stringList({
      nullable: true,
      description:
        'Names of aliases with their `alias/` prefix. Null also if you may read only some keys, because an alias can name another key.',
      resolve: ({ aliases }, _, context) => (mayReadConditions(context) ? aliases : null),
    }),
    specs: t.stringList({
      nullable: true,
      description: 'Key specs, e.g. RSA_4096.',
      resolve: ({ specs }) => specs,
    }),
    origins: t.stringList({
      nullable: true,
      description: 'Origins of the key material, e.g. AWS_KMS.',
      resolve: ({ origins }) => origins,
    }),
  }),
})

const AgeStart = builder.enumType('AgeStart', {
  description: 'From when the age of a key counts that KMS cannot rotate.',
  values: {
    CREATION: { description: 'The creation of the key.' },
    ALIAS_UPDATE: {
      description:
        'The earliest time at which one of the aliases of the key was associated with it. The creation of the key if it has no alias.',
    },
  },
})

const ManualRotationRef = builder.objectRef<ManualRotation>('ManualRotation').implement({
  description: 'The requirement on keys that KMS cannot rotate: to replace them with new keys.',
  fields: (t) => ({
    maxAgeInDays: t.exposeInt('maxAgeInDays', { description: 'Maximum age of a key in days.' }),
    countFrom: t.expose('countFrom', { type: AgeStart, description: 'From when the age counts.' }),
  }),
})

const RotationRequirementsRef = builder.objectRef<RotationPolicy>('RotationRequirements').implement({
  description: 'The requirements of a rotation policy on a key.',
  fields: (t) => ({
    maxMaterialAgeInDays: t.exposeInt('maxMaterialAgeInDays', {
      description: 'Maximum age of the current key material in days.',
    }),
    warnBeforeDays: t.exposeInt('warnBeforeDays', {
      description: 'Number of days before the maximum age at which the verdict becomes DUE_SOON.',
    }),
    isAutomaticRotationRequired: t.exposeBoolean('requireAutomaticRotation', {
      description: 'Whether keys that support automatic rotation must have it.',
    }),
    maxRotationPeriodInDays: t.exposeInt('maxRotationPeriodInDays', {
      nullable: true,
      description:
        'Maximum period of automatic rotation in days. Null: a period longer than `maxMaterialAgeInDays` violates the policy only if automatic rotation is required.',
    }),
    manualRotation: t.expose('manualRotation', {
      type: ManualRotationRef,
      nullable: true,
      description: 'The requirement on keys that KMS cannot rotate. Null: the policy does not apply to them.',
    }),
  }),
})

const OwnerSourceRef = builder.objectRef<OwnerSource>('OwnerSource').implement({
  description: 'The source of the owner of keys: a name or a tag.',
  fields: (t) => ({
    name: t.string({
      nullable: true,
      description: 'Name of the owner. Null if a tag names the owner.',
      resolve: (owner) => ('name' in owner ? owner.name : null),
    }),
    tagKey: t.string({
      nullable: true,
      description: 'Key of the tag whose value names the owner of a key. Null if `name` does.',
      resolve: (owner) => ('tag' in owner ? owner.tag : null),
    }),
  }),
})

export const RotationRuleRef = builder.objectRef<PolicyRule>('RotationRule').implement({
  description:
    'A rule of the rotation policy. The first rule whose conditions a key meets applies to the key.',
  fields: (t) => ({
    ruleId: t.exposeString('id', { description: 'ID of the rule in the rotation policy.' }),
    name: t.exposeString('name', { description: 'Name of the rule.' }),
    conditions: t.expose('conditions', {
      type: KeyConditionsRef,
      description: 'The conditions that the keys of the rule meet.',
    }),
    requirements: t.expose('requirements', {
      type: RotationRequirementsRef,
      description: 'The requirements of the rule on its keys.',
    }),
    owner: t.expose('owner', {
      type: OwnerSourceRef,
      nullable: true,
      description: 'The source of the owner of the keys. Null if the rule does not have an owner.',
    }),
  }),
})

export const RotationExceptionRef = builder.objectRef<PolicyException>('RotationException').implement({
  description:
    'An exception from the rotation policy. While it applies, the verdict on its keys is EXCEPTED, never COMPLIANT.',
  extensions: OF_MANY,
  fields: (t) => ({
    exceptionId: t.exposeString('id', { description: 'ID of the exception in the rotation policy.' }),
    reason: t.exposeString('reason', { description: 'Why the keys are excepted.' }),
    approvedBy: t.exposeString('approvedBy', { description: 'The approver of the exception.' }),
    endsAt: t.expose('until', { type: 'DateTime', description: 'When the exception ends.' }),
    hasEnded: t.boolean({
      description: 'Whether the exception has ended. It then applies to no key.',
      resolve: (exception, _, context) => remainderOf(exception, context).hasEnded,
    }),
    daysLeft: t.float({
      description: 'Number of days until the exception ends. 0 if it has ended.',
      resolve: (exception, _, context) => remainderOf(exception, context).daysLeft,
    }),
    keys: t.field({
      ...priced({}, { assumedSize: 10 }),
      type: [KeyRef],
      description:
        'The keys that the exception names by their ARNs and that you may read, in the accounts and Regions that this gateway serves. Keys that only patterns match are not included.',
      resolve: (exception, _, context) => exceptedKeys(exception, context),
    }),
    conditions: t.field({
      type: KeyConditionsRef,
      nullable: true,
      description:
        'The conditions that the excepted keys meet. Null if you may read only some keys, because conditions can name other keys.',
      resolve: ({ conditions }, _, context) => (mayReadConditions(context) ? conditions : null),
    }),
  }),
})

const RotationPolicyRef = builder.objectRef<PolicyDocument>('RotationPolicy').implement({
  description: 'The rotation policy of this gateway, which compliance verdicts follow from.',
  fields: (t) => ({
    defaultRequirements: t.expose('defaults', {
      type: RotationRequirementsRef,
      description: 'The requirements on keys to which no rule applies.',
    }),
    defaultOwner: t.expose('defaultOwner', {
      type: OwnerSourceRef,
      nullable: true,
      description: 'The source of the owner of keys to which no rule applies. Null if they have no owner.',
    }),
    rules: t.field({
      ...priced({}, { assumedSize: 50 }),
      type: [RotationRuleRef],
      description: 'The rules in the order in which they are tried. Empty without a rotation policy file.',
      resolve: ({ rules }) => rules,
    }),
    exceptions: t.field({
      ...priced(
        { examines: { reads: ['aliases', 'tags'], count: () => ASSUMED_EXCEPTIONS } },
        { assumedSize: ASSUMED_EXCEPTIONS },
      ),
      type: [RotationExceptionRef],
      description:
        'The exceptions in the order of the rotation policy file, including those that have ended. If you may read only some keys: the exceptions that name one of these keys by its ARN.',
      args: {
        endingWithinDays: t.arg.int({
          description:
            'Only exceptions that apply now and end within this number of days, the next to end first. Default: all exceptions.',
        }),
      },
      resolve: (_, { endingWithinDays }, context) => listedExceptions(endingWithinDays, context),
    }),
  }),
})

builder.queryField('rotationPolicy', (t) =>
  t.field({
    ...requires('ROTATION_READ'),
    type: RotationPolicyRef,
    description:
      'The rotation policy of this gateway: the requirements on keys, the rules for classes of keys, and the exceptions.',
    resolve: (_parent, _args, { rotationPolicy }) => rotationPolicy.current,
  }),
)

builder.objectField(KeyRef, 'owner', (t) =>
  t.string({
    ...priced({ reads: ['metadata', 'aliases', 'tags'] }),
    nullable: true,
    description:
      'Owner of the key according to the rotation policy: a name, or the value of a tag. Null if the key has no owner, if it is an AWS managed key, or if the aliases or tags that decide could not be read; in that case `problems` has the error.',
    resolve: (key, _, context) => keyOwner(key, context),
  }),
)
