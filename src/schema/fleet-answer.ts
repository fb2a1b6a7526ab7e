import { oldestObservedAt, unreadableCount } from '../resolvers/fleet.ts'
import type { Population } from '../resolvers/fleet-population.ts'
import { builder } from './builder.ts'
import { MISSING_SIZE, MissingDataRef } from './missing-data.ts'
import { priced } from './priced.ts'

export const FleetAnswerRef = builder.interfaceRef<Population>('FleetAnswer').implement({
  description:
    'An answer about all keys of the inventory that you may read and that match the arguments. It does not send requests to KMS.',
  fields: (t) => ({
    validAt: t.field({
      type: 'DateTime',
      description: 'The time that the answer is about: the argument `asOf`, or the time of the request.',
      resolve: ({ at }) => new Date(at),
    }),
    keyCount: t.int({
      description:
        'Number of keys that match the filter. If `isComplete` is true, the true number is at least this one, and at most this one plus `undecidedCount`.',
      resolve: ({ keys }) => keys.length,
    }),
    examinedCount: t.exposeInt('examinedCount', {
      description: 'Number of keys that were examined: those of the requested scopes that you may read.',
    }),
    undecidedCount: t.exposeInt('undecidedCount', {
      description:
        'Number of keys that the filter could not be evaluated for, because the required data could not be read. They are not in `keyCount`.',
    }),
    unreadableCount: t.int({
      description:
        'Number of keys in `keyCount` whose metadata, automatic rotation or compliance is unknown, because something could not be read.',
      resolve: unreadableCount,
    }),
    oldestObservedAt: t.field({
      type: 'DateTime',
      nullable: true,
      description:
        'When the gateway read the oldest data that the answer is based on: the lists of keys, and the metadata, rotation statuses, histories, aliases and tags of the examined keys. Changes since then can be missing. Null before a key was listed.',
      resolve: oldestObservedAt,
    }),
    isComplete: t.boolean({
      description:
        'Whether the answer includes every key. If it is false, `missing` has the reasons, and every number can be too small.',
      resolve: ({ missing }) => missing.length === 0,
    }),
    missing: t.field({
      ...priced({}, MISSING_SIZE),
      type: [MissingDataRef],
      description: 'What the answer may not include, and why. Empty if the answer includes every key.',
      resolve: ({ missing }) => missing,
    }),
  }),
})
