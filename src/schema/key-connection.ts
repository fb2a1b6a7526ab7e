import type { GatewayLimits } from '../context.ts'
import { keyConnection } from '../resolvers/key-connection.ts'
import type { KeyConnection } from '../resolvers/key-connection.ts'
import type { UnavailableScope } from '../resolvers/key-listing.ts'
import { builder, requires } from './builder.ts'
import { OperationErrorRef } from './errors.ts'
import type { Arguments } from './field-price.ts'
import { KeyFilter } from './key-filter.ts'
import { KeyRef } from './key.ts'
import { OrderDirection } from './order-direction.ts'
import { OF_MANY, WHOLE_LISTING, pageOf, priced } from './priced.ts'
import { ScopeRef } from './scope.ts'
import { scanBound } from '../resolvers/key-scan.ts'

const UnavailableScopeRef = builder.objectRef<UnavailableScope>('UnavailableScope').implement({
  description: 'A scope whose keys, or the rest of them, could not be listed.',
  fields: (t) => ({
    scope: t.expose('scope', { type: ScopeRef, description: 'Which one.' }),
    error: t.expose('error', { type: OperationErrorRef, description: 'Why.' }),
  }),
})

const KeyConnectionRef = builder.connectionObject<typeof KeyRef, KeyConnection>(
  {
    type: KeyRef,
    name: 'KeyConnection',
    description: 'A page of keys.',
    extensions: OF_MANY,
    fields: (t) => ({
      totalCount: t.int({
        ...priced({ sends: WHOLE_LISTING }),
        nullable: true,
        description:
          'How many keys there are. Lists them all, a KMS request per 100. Null with a filter, and when a scope could not be listed.',
        resolve: ({ totalCount }) => totalCount(),
      }),
      scannedCount: t.int({
        description: 'Keys examined for this page; more than the page holds when a filter is set.',
        resolve: ({ scannedCount }) => scannedCount,
      }),
      undecidedCount: t.int({
        description:
          'Keys examined for this page that the filter could not decide about, because something could not be read.',
        resolve: ({ undecidedCount }) => undecidedCount,
      }),
      unavailableScopes: t.field({
        type: [UnavailableScopeRef],
        description: 'Scopes that could not be listed for this page. When not empty, keys are missing.',
        resolve: ({ unavailableScopes }) => unavailableScopes,
      }),
    }),
  },
  { name: 'KeyEdge', description: 'A key and its place in the list.' },
)

export const ScopeInput = builder.inputType('ScopeInput', {
  description: 'Accounts and Regions. What is left out may be any that is served.',
  fields: (t) => ({
    accountId: t.string({ description: 'Of this account.' }),
    region: t.string({ description: 'In this Region.' }),
  }),
})

const KeyOrderField = builder.enumType('KeyOrderField', {
  description: 'What keys can be ordered by. A key without the value comes before the others, ascending.',
  values: {
    ARN: { description: 'The key ARN.' },
    CREATED_AT: { description: 'When it was created.' },
    NEXT_ROTATION_AT: { description: 'When its next automatic rotation is due.' },
    LAST_ROTATED_AT: { description: 'When it was last rotated, by any type of rotation.' },
    DISPLAY_NAME: { description: 'Its display name.' },
  },
})

const KeyOrder = builder.inputType('KeyOrder', {
  description: 'In which order keys come. Needs the whole inventory.',
  fields: (t) => ({
    field: t.field({
      // Of the dearest.
      ...priced({ reads: ['rotations'] }),
      type: KeyOrderField,
      required: true,
      description: 'What to order by.',
    }),
    direction: t.field({
      type: OrderDirection,
      required: true,
      defaultValue: 'ASC',
      description: 'Which end comes first.',
    }),
  }),
})

/** How many keys are read to make a page: KMS has no filter and no order. What is not valid is rejected when executed. */
function keysExamined({ filter, orderBy, scanLimit }: Arguments, limits: GatewayLimits): number {
  if (orderBy) return limits.maxSortableKeys
  if (!filter) return 0
  return scanBound(typeof scanLimit === 'number' ? scanLimit : limits.defaultScanLimit, limits)
}

builder.queryField('keys', (t) =>
  t.field({
    ...requires('ROTATION_READ', { reads: ['keys'], examines: { count: keysExamined } }, pageOf(25, 'first')),
    type: KeyConnectionRef,
    description:
      'Keys of the Regions served, Region after Region, each as KMS lists them. With a `filter` a page may hold fewer than `first` keys while `pageInfo.hasNextPage` is true: it ends where `scanLimit` keys are examined, and continues until it holds at least one key. A page is empty only at the end of the list, or when it has examined five times `scanLimit` (at least `gateway.limits.defaultScanLimit`, at most `gateway.limits.maxScanLimit`) keys or used half of the request timeout. Continue after `endCursor` until `hasNextPage` is false. (AWS: ListKeys)',
    args: {
      first: t.arg.int({ defaultValue: 25, description: 'Page size, 0 to 100.' }),
      after: t.arg.string({
        description: 'Start after this cursor of the same scopes, filter and order: `pageInfo.endCursor`.',
      }),
      scopes: t.arg({ type: [ScopeInput], description: 'Restrict to these. Default: all that are served.' }),
      filter: t.arg({
        type: KeyFilter,
        description: 'Which keys. KMS has no filter, so each key examined is read.',
      }),
      orderBy: t.arg({
        type: KeyOrder,
        description: 'In which order. Fails with SORT_TOO_LARGE above `gateway.limits.maxSortableKeys`.',
      }),
      scanLimit: t.arg.int({
        description:
          'How many keys to examine for this page when `filter` is set, 1 to 1000. Default 200. While the page would be empty, or the next one might be, up to five times as many are examined: at least 200, at most 1000.',
      }),
    },
    resolve: (_, args, context) => keyConnection(args, context),
  }),
)
