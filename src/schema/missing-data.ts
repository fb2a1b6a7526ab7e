import type { MissingData } from '../resolvers/fleet-population.ts'
import { builder } from './builder.ts'
import { ScopeRef } from './scope.ts'

const MissingReason = builder.enumType('MissingReason', {
  description: 'Why an answer about all keys may not include everything.',
  values: {
    SCOPE_NOT_LISTED: { description: 'The gateway has not listed the keys of the scope yet.' },
    SCOPE_UNREACHABLE: {
      description:
        'The keys of the scope cannot be listed at the moment. The known keys are included as they were last read. Newer keys are missing.',
    },
    KEYS_NOT_READ: {
      description:
        'The gateway has not read everything about a key of the scope yet. The key is included, and what was not read is unknown.',
    },
    NAMES_NOT_READ: {
      description:
        'The gateway has not read the aliases or tags of a key of the scope yet, and your permissions depend on them. The key is not included.',
    },
    DELETED_KEYS: {
      description:
        'Keys that existed at the requested time and were deleted since are missing, because KMS does not show deleted keys.',
    },
    PAST_SETTINGS: {
      description:
        'The state and the automatic rotation of a key at the requested time are not known, because KMS keeps no history of them.',
    },
  },
})

/** A few reasons for each of some scopes. */
export const MISSING_SIZE = { assumedSize: 20 }

export const MissingDataRef = builder.objectRef<MissingData>('MissingData').implement({
  description: 'Something that an answer about all keys may not include.',
  fields: (t) => ({
    reason: t.expose('reason', { type: MissingReason, description: 'Why something may be missing.' }),
    scope: t.expose('scope', {
      type: ScopeRef,
      nullable: true,
      description: 'The scope whose keys are affected. Null if the keys of all scopes are affected.',
    }),
  }),
})
