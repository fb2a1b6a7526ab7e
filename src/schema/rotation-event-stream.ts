import type { GatewayLimits } from '../context.ts'
import { asCompletion, rotationEventStream, rotationsCompleted } from '../resolvers/rotation-event.ts'
import { builder, requires } from './builder.ts'
import type { Arguments } from './field-price.ts'
import { ScopeInput } from './key-connection.ts'
import { TagFilter } from './key-filter.ts'
import { priced } from './priced.ts'
import {
  AutomaticRotationChangedRef,
  RotationCompletedRef,
  RotationEventType,
  RotationStartedRef,
  RotationTimedOutRef,
  StreamGapRef,
} from './rotation-event.ts'
import { RotationType } from './rotation.ts'

const RotationCompletedMessage = builder.unionType('RotationCompletedMessage', {
  description: 'What `rotationCompleted` sends. Members may be added: select those you handle.',
  types: [RotationCompletedRef, StreamGapRef],
  resolveType: ({ kind }) => kind,
})

const RotationStreamMessage = builder.unionType('RotationStreamMessage', {
  description: 'What `rotationEvents` sends. Members may be added: select those you handle.',
  types: [
    RotationStartedRef,
    RotationCompletedRef,
    RotationTimedOutRef,
    AutomaticRotationChangedRef,
    StreamGapRef,
  ],
  resolveType: ({ kind }) => kind,
})

/** How many keys a page of events is about: those that are named, else as many as there may be. */
export function keysFollowed(args: Arguments, { maxSubscribedKeys }: GatewayLimits): number {
  return namedIn(args) ?? maxSubscribedKeys
}

/** What the caller of a subscription pays for: which keys rotate is read once for everybody, at the gateway's expense. */
const keysExamined = (args: Arguments): number => namedIn(args) ?? 1

function namedIn({ keys, filter }: Arguments): number | undefined {
  const named =
    keys ?? (typeof filter === 'object' && filter !== null && 'keys' in filter ? filter.keys : null)
  if (named === null || named === undefined) return undefined
  return Array.isArray(named) ? named.length : 1
}

export const RotationEventFilter = builder.inputType('RotationEventFilter', {
  description: 'Which events. All given fields must match; values inside a list are alternatives.',
  fields: (t) => ({
    keys: t.idList({
      description:
        'Of these keys, by global ID, 1 to `gateway.limits.maxSubscribedKeys`. Default: every key of a kind that rotates that you may see. A new key joins a running subscription within 90 seconds.',
    }),
    scopes: t.field({ type: [ScopeInput], description: 'Of keys in these.' }),
    types: t.field({ type: [RotationEventType], description: 'Of these kinds. Default: all.' }),
    tags: t.field({
      ...priced({ reads: ['tags'] }),
      type: [TagFilter],
      description: 'Of keys that have all of these tags now, or whose tags cannot be read.',
    }),
  }),
})

builder.subscriptionField('rotationCompleted', (t) =>
  t.field({
    ...requires('ROTATION_READ', { examines: { reads: ['metadata'], count: keysExamined } }),
    type: RotationCompletedMessage,
    description:
      "Completed rotations, on demand and automatic, however they came about, in order per key: from now on, or everything since the cursor `after`, replayed from KMS's own history, and then what comes. So nothing is lost while nobody listens or no gateway runs. Each comes once from the last cursor you processed on; `eventId` drops what you processed and did not keep the cursor of. A key is watched once, whatever the number of subscribers. (AWS: GetKeyRotationStatus, ListKeyRotations)",
    args: {
      keys: t.arg.idList({
        description:
          'Global IDs of the keys, 1 to `gateway.limits.maxSubscribedKeys`. Default: every key of a kind that rotates that you may see. A new key joins a running subscription within 90 seconds.',
      }),
      types: t.arg({ type: [RotationType], description: 'Rotations of these types. Default: all.' }),
      after: t.arg.string({
        description:
          'Go on after this `cursor` of an event of the same keys. A client that reconnects has to give its newest one: protocols repeat the first.',
      }),
    },
    subscribe: (_, args, context) => rotationsCompleted(args, context),
    resolve: asCompletion,
  }),
)

builder.subscriptionField('rotationEvents', (t) =>
  t.field({
    ...requires('ROTATION_READ', { examines: { reads: ['metadata'], count: keysExamined } }),
    type: RotationStreamMessage,
    description:
      "All rotation events, in order per key: from now on, or everything since the cursor `after`, and then what comes. Completed rotations are replayed from KMS's own history and never lost. The other kinds KMS keeps no history of: the gateway keeps them for `gateway.limits.eventRetentionMs` while it runs and somebody watches the key, and a `StreamGap` says when some may have been missed. (AWS: GetKeyRotationStatus, ListKeyRotations)",
    args: {
      filter: t.arg({ type: RotationEventFilter, description: 'Which events. Default: all.' }),
      after: t.arg.string({
        description:
          'Go on after this `cursor` of an event, or `pageInfo.endCursor` of `Query.rotationEvents`, with the same filter. A client that reconnects has to give its newest one: protocols repeat the first.',
      }),
    },
    subscribe: (_, args, context) => rotationEventStream(args, context),
    resolve: (message) => message,
  }),
)
