import {
  byAccount,
  byAutomaticRotation,
  byOrigin,
  byOwner,
  byRegion,
  byState,
  byTag,
  byVerdict,
  fleet,
  verdictCounts,
} from '../resolvers/fleet.ts'
import type { KeyCount } from '../resolvers/fleet.ts'
import type { Population } from '../resolvers/fleet-population.ts'
import type { KeyGroup } from '../rotation/fleet/key-groups.ts'
import type { AutomaticRotation as Automatic } from '../rotation/rules/automatic-rotation.ts'
import type { ComplianceVerdict as Verdict } from '../rotation/rules/compliance.ts'
import { builder, requires } from './builder.ts'
import { ComplianceVerdict, RotationPolicyInput } from './compliance.ts'
import { FleetAnswerRef } from './fleet-answer.ts'
import { ScopeInput } from './key-connection.ts'
import { KeyFilter } from './key-filter.ts'
import { KeyOrigin, KeyState } from './key.ts'
import { FROM_INVENTORY, priced } from './priced.ts'
import { AutomaticRotation } from './rotation-status.ts'

const VerdictCount = builder.objectRef<KeyCount<Verdict>>('VerdictCount').implement({
  description: 'The number of keys with one compliance verdict.',
  fields: (t) => ({
    verdict: t.expose('value', { type: ComplianceVerdict, description: 'The verdict of the keys.' }),
    keyCount: t.exposeInt('keyCount', { description: 'Number of keys with this verdict.' }),
  }),
})

const KeyStateCount = builder
  .objectRef<KeyCount<typeof KeyState.$inferType | null>>('KeyStateCount')
  .implement({
    description: 'The number of keys in one state.',
    fields: (t) => ({
      state: t.expose('value', {
        type: KeyState,
        nullable: true,
        description: 'The state of the keys. Null for keys whose state could not be read.',
      }),
      keyCount: t.exposeInt('keyCount', { description: 'Number of keys in this state.' }),
    }),
  })

const AutomaticRotationCount = builder.objectRef<KeyCount<Automatic>>('AutomaticRotationCount').implement({
  description: 'The number of keys with one setting of automatic rotation.',
  fields: (t) => ({
    automaticRotation: t.expose('value', {
      type: AutomaticRotation,
      description: 'The setting of the keys. UNKNOWN for keys whose setting could not be read.',
    }),
    keyCount: t.exposeInt('keyCount', { description: 'Number of keys with this setting.' }),
  }),
})

const KeyOriginCount = builder
  .objectRef<KeyCount<typeof KeyOrigin.$inferType | null>>('KeyOriginCount')
  .implement({
    description: 'The number of keys with one origin of their key material.',
    fields: (t) => ({
      origin: t.expose('value', {
        type: KeyOrigin,
        nullable: true,
        description: 'The origin of the keys. Null for keys whose origin could not be read.',
      }),
      keyCount: t.exposeInt('keyCount', { description: 'Number of keys with this origin.' }),
    }),
  })

const KeyGroupKind = builder.enumType('KeyGroupKind', {
  description: 'What the keys of a group have in common.',
  values: {
    VALUE: { description: 'The keys have the same value.' },
    NO_VALUE: { description: 'The keys do not have a value.' },
    UNREADABLE: { description: 'The value of the keys could not be read.' },
    OTHER: { description: 'The keys have values that are not listed, because they have the fewest keys.' },
  },
})

const VERDICTS = { assumedSize: 7 }

const KeyGroupRef = builder.objectRef<KeyGroup>('KeyGroup').implement({
  description: 'Keys with the same account, Region, owner or value of a tag.',
  fields: (t) => ({
    kind: t.expose('kind', { type: KeyGroupKind, description: 'What the keys of the group have in common.' }),
    value: t.exposeString('value', {
      nullable: true,
      description: 'The value of all keys of the group. Null unless `kind` is VALUE.',
    }),
    keyCount: t.exposeInt('keyCount', { description: 'Number of keys in the group.' }),
    byVerdict: t.field({
      ...priced({}, VERDICTS),
      type: [VerdictCount],
      description:
        'The number of keys in the group with each compliance verdict. A verdict without keys has the number 0.',
      resolve: ({ verdicts }) => verdictCounts(verdicts),
    }),
  }),
})

/** The listed values and one group of each other kind. */
const GROUPS = { assumedSize: 103 }
const GROUPING =
  'The largest group comes first. At most 100 values are listed; the keys with other values are one group.'

const FleetRef = builder.objectRef<Population>('Fleet').implement({
  description:
    'The numbers of keys in the inventory that match the arguments. Each key is in one group of each list.',
  interfaces: [FleetAnswerRef],
  fields: (t) => ({
    byVerdict: t.field({
      ...priced({}, VERDICTS),
      type: [VerdictCount],
      description:
        'The number of keys with each compliance verdict under `policy`. A verdict without keys has the number 0. With `asOf`, the verdict is by the age of the key material at that time: a key that is enabled now counts as enabled, and another key is UNKNOWN.',
      resolve: (fleet) => byVerdict(fleet),
    }),
    byState: t.field({
      ...priced({}, { assumedSize: 10 }),
      type: [KeyStateCount],
      nullable: true,
      description: 'The number of keys in each state. Null with `asOf`.',
      resolve: (fleet) => byState(fleet),
    }),
    byAutomaticRotation: t.field({
      ...priced({}, { assumedSize: 5 }),
      type: [AutomaticRotationCount],
      nullable: true,
      description: 'The number of keys with each setting of automatic rotation. Null with `asOf`.',
      resolve: (fleet) => byAutomaticRotation(fleet),
    }),
    byOrigin: t.field({
      ...priced({}, { assumedSize: 6 }),
      type: [KeyOriginCount],
      description: 'The number of keys with each origin of their key material.',
      resolve: (fleet) => byOrigin(fleet),
    }),
    byAccount: t.field({
      ...priced({}, GROUPS),
      type: [KeyGroupRef],
      description: `The keys by AWS account ID. ${GROUPING}`,
      resolve: (fleet) => byAccount(fleet),
    }),
    byRegion: t.field({
      ...priced({}, GROUPS),
      type: [KeyGroupRef],
      description: `The keys by AWS Region. ${GROUPING}`,
      resolve: (fleet) => byRegion(fleet),
    }),
    byOwner: t.field({
      ...priced({}, GROUPS),
      type: [KeyGroupRef],
      description: `The keys by the owner that the gateway's rotation policy names, also with the argument \`policy\`. ${GROUPING}`,
      resolve: (fleet, _, context) => byOwner(fleet, context),
    }),
    byTag: t.field({
      ...priced({}, GROUPS),
      type: [KeyGroupRef],
      description: `The keys by the value of one tag, which is that of today also with \`asOf\`. ${GROUPING}`,
      args: { key: t.arg.string({ required: true, description: 'Tag key, case-sensitive, e.g. `team`.' }) },
      resolve: (fleet, { key }) => byTag(fleet, key),
    }),
  }),
})

builder.queryField('fleet', (t) =>
  t.field({
    ...requires('ROTATION_READ', FROM_INVENTORY),
    type: FleetRef,
    description:
      'The numbers of keys by compliance, state, automatic rotation, origin, account, Region and tag, from the inventory. It does not send requests to KMS. Fails with INVENTORY_REQUIRED if this gateway keeps no inventory.',
    args: {
      scopes: t.arg({
        type: [ScopeInput],
        description: 'Only keys of these accounts and Regions. Default: all that this gateway serves.',
      }),
      filter: t.arg({ type: KeyFilter, description: 'Only keys that match this filter. Default: all keys.' }),
      policy: t.arg({
        type: RotationPolicyInput,
        description: "The policy to check the keys against. Default: the gateway's configured policy.",
      }),
      asOf: t.arg({
        type: 'DateTime',
        description:
          'A time in the past that the numbers are about. They follow from the creation dates and histories of the keys that exist now, so `isComplete` is false. Default: the present.',
      }),
    },
    resolve: (_, args, context) => fleet(args, context),
  }),
)
