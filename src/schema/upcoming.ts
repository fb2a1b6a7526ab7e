import { upcoming } from '../resolvers/upcoming.ts'
import type { Upcoming } from '../resolvers/upcoming.ts'
import type { UpcomingDay } from '../rotation/fleet/upcoming-days.ts'
import { builder, requires } from './builder.ts'
import { RotationPolicyInput } from './compliance.ts'
import { FleetAnswerRef } from './fleet-answer.ts'
import { ScopeInput } from './key-connection.ts'
import { KeyFilter } from './key-filter.ts'
import { FROM_INVENTORY, priced } from './priced.ts'

const UpcomingDayRef = builder.objectRef<UpcomingDay>('UpcomingDay').implement({
  description: 'The automatic rotations and the due dates of one day in UTC.',
  fields: (t) => ({
    startsAt: t.expose('startsAt', { type: 'DateTime', description: 'The start of the day in UTC.' }),
    automaticRotationCount: t.exposeInt('automaticRotationCount', {
      description:
        'Number of enabled keys whose next automatic rotation is on this day. Later rotations of the same key, and AWS managed keys, are not counted.',
    }),
    dueCount: t.exposeInt('dueCount', {
      description:
        'Number of keys whose current key material becomes older than the policy allows on this day, unless they are rotated before. `keys(filter: { dueAfter, dueBefore })` lists them.',
    }),
  }),
})

const UpcomingRef = builder.objectRef<Upcoming>('Upcoming').implement({
  description: 'What will happen to the keys in the inventory that match the arguments.',
  interfaces: [FleetAnswerRef],
  fields: (t) => ({
    days: t.field({
      ...priced({}, { assumedSize: 367 }),
      type: [UpcomingDayRef],
      description: 'The days on which something will happen, in order. Other days are left out.',
      resolve: ({ days }) => days,
    }),
  }),
})

builder.queryField('upcoming', (t) =>
  t.field({
    ...requires('ROTATION_READ', FROM_INVENTORY),
    type: UpcomingRef,
    description:
      'The automatic rotations and the due dates of the next days, from the inventory. It does not send requests to KMS. Fails with INVENTORY_REQUIRED if this gateway keeps no inventory.',
    args: {
      until: t.arg({
        type: 'DateTime',
        required: true,
        description: 'The end of the time to look ahead, at most 366 days from now.',
      }),
      scopes: t.arg({
        type: [ScopeInput],
        description: 'Only keys of these accounts and Regions. Default: all that this gateway serves.',
      }),
      filter: t.arg({ type: KeyFilter, description: 'Only keys that match this filter. Default: all keys.' }),
      policy: t.arg({
        type: RotationPolicyInput,
        description: "The policy that sets the due dates. Default: the gateway's configured policy.",
      }),
    },
    resolve: (_, args, context) => upcoming(args, context),
  }),
)
